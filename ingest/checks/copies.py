"""Rules C: an amount of the running text against the same amount in the tables."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Noted, Outcome, Passed
from ingest.checks.scopes import is_of_evaluation
from ingest.checks.tolerance import Printed, Verdict, compare_copy
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, ALL, BUDGET, FISCAL, GENERAL_PUBLIC, Figure
from ingest.findings import ERROR, ROUNDING, Finding
from ingest.ledger import Cell, Ledger

_WEIGHT = 2  # that a table agrees says more for a number than that a sum does
_TELLING = Decimal(1000)  # yuan: whose amount less than 0.1万元 is, says nothing
_TEN_THOUSAND = Decimal(10_000)


def check_copies(evidence: Evidence) -> Iterator[Outcome]:
    """Compare each amount of the text with what the tables print of it."""
    printed: dict[tuple[object, ...], list[Figure]] = {}
    for figure in evidence.printed:
        if figure.measure == "amount" and figure.unit == "元":
            printed.setdefault(figure.key, []).append(figure)
    for figure in evidence.told:
        copies = printed.get(figure.key, [])
        if figure.measure == "amount" and copies:
            yield from _compare(figure, copies, evidence)


def _compare(told: Figure, copies: Sequence[Figure], evidence: Evidence) -> Iterator[Outcome]:
    code = rule_of(told)
    verdicts = [compare_copy(Printed(told.value, told.step), Printed(copy.value, copy.step)) for copy in copies]
    if Verdict.PASS in verdicts:
        yield Passed(code, ((told.start, told.end),) * _WEIGHT)
        return
    if told.phase == BUDGET and told.indicator in _WITH_BALANCE and _is_total(told, evidence):
        yield Passed(code, ((told.start, told.end),))  # 收入预算 that holds what was carried over
        return
    if is_of_evaluation(evidence.text, told):
        yield Noted(
            f"正文中绩效评价所涉的{name_figure(told)}{show_money(told.value)}与表中的{show_money(copies[0].value)}"
            "范围可能不同，数字不作比较。"
        )
        return
    copy = copies[0]
    name = name_figure(told)
    rounding = Verdict.ROUNDING in verdicts
    origin = "" if rounding else explain_origin(told.value, copy.value, evidence.ledgers.get(told.part))
    yield Finding.at(
        told,
        rule=code,
        severity=ROUNDING if rounding else ERROR,
        message=f"正文中{name}写为{show_money(told.value)}，表中为{show_money(copy.value)}，"
        f"相差{show_money(abs(told.value - copy.value))}{origin}。",
        expected=show_money(copy.value),
        difference=show_money(told.value - copy.value),
        related=tuple((one.start, one.end) for one in copies),
        against_table=True,
    )


def _is_total(told: Figure, evidence: Evidence) -> bool:
    """Whether a table prints the amount as the year's total of income or expenditure with what was carried over."""
    return any(one.indicator in _WITH_BALANCE.values() and one.value == told.value for one in evidence.printed)


_WITH_BALANCE = {"income": "total_income_and_balance", "expenditure": "total_expenditure_and_balance"}


def explain_origin(told: Decimal, expected: Decimal, ledger: Ledger | None) -> str:
    """Where a wrong amount may come from, as the end of a sentence; empty where nothing tells."""
    if expected and told and (told == expected * _TEN_THOUSAND or told * _TEN_THOUSAND == expected):
        return "，正好相差一万倍，疑似单位有误"
    cell = _find_same(told, ledger or ())
    if cell is not None:
        return f"，与{_FORMS.get(cell.form, '表中')}“{cell.name}”的{cell.heading}相同"
    if told != expected and sorted(_digits(told)) == sorted(_digits(expected)):
        return "，数字相同而次序不同，疑似笔误"
    return ""


def _find_same(value: Decimal, cells: Iterable[Cell]) -> Cell | None:
    if abs(value) < _TELLING:
        return None
    return next((cell for cell in cells if cell.value == value and not cell.blank), None)


def _digits(value: Decimal) -> str:
    return f"{abs(value):f}".replace(".", "").rstrip("0")


def rule_of(figure: Figure) -> str:
    """The rule that compares such an amount of the text with the tables."""
    family = figure.indicator.partition(".")[0]
    if figure.phase != ACTUAL and figure.part == "budget":
        return "K04"
    if family == "three_public":
        return "C11"
    if family in {"total_income_and_balance", "total_expenditure_and_balance", "opening_balance", "closing_balance"}:
        return "C01" if figure.scope == ALL else "C03"
    if family == "income":
        return "C02" if figure.scope == ALL else "C03"
    if figure.indicator.startswith("expenditure.basic") and figure.scope == GENERAL_PUBLIC:
        return "C09"
    if family == "expenditure":
        return {ALL: "C02", FISCAL: "C03"}.get(figure.scope, "C04")
    return "C13"


_FORMS = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal_summary": "财政拨款收入支出决算总表",
    "general_public_expenditure": "一般公共预算财政拨款支出决算表",
    "general_public_basic": "一般公共预算财政拨款基本支出决算表",
    "three_public": "“三公”经费支出决算表",
    "gov_fund": "政府性基金预算财政拨款收入支出决算表",
}
