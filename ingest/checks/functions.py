"""Rules on the functional classification as the text tells it: shares, completion, sums, and the words beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.copies import explain_origin
from ingest.checks.evidence import Evidence
from ingest.checks.ratios import judge_change, judge_ratio
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_sum
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, ADJUSTED, BUDGET, GENERAL_PUBLIC, Figure
from ingest.findings import ERROR, ROUNDING, Finding, Unchecked
from ingest.function_names import bare_name
from ingest.ledger import Cell, Ledger, Sheet
from ingest.rows import FunctionExpenditure

_ITEM = 7  # digits of the code of a 项
_BUDGET_FORMS = ("budget_general_public", "budget_fiscal_expenditure")
_FORMS = ("general_public_expenditure", "general_public_income_expenditure")


@dataclass(frozen=True, slots=True)
class _Told:
    """A class or an item of the text with its numbers by phase and measure."""

    row: FunctionExpenditure
    numbers: dict[tuple[str, str], Figure]

    @property
    def name(self) -> str:
        return self.row.item or self.row.group or self.row.category

    def get(self, phase: str, measure: str = "amount") -> Figure | None:
        return self.numbers.get((phase, measure))


def check_functions(evidence: Evidence) -> Iterator[Outcome]:
    """Check the classes and items that the text tells, part by part."""
    parts: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for row in evidence.functions:
        if row.told:
            numbers = {(one.phase, one.measure): one for one in row.told}
            parts[row.part, row.scope].append(_Told(row, numbers))
    for (part, scope), told in parts.items():
        whole = _headline(evidence, part, scope)
        ledger = evidence.ledgers.get(part)
        for one in told:
            yield from _check_share(one, whole)
            yield from _check_completion(one)
            yield from _check_direction(one, evidence.text)
            yield from _check_change(one)
            yield from _check_copy(one, ledger if scope == GENERAL_PUBLIC else None)
            yield from _check_budget_copy(one, ledger if scope == GENERAL_PUBLIC else None)
        yield from _check_sums(told, ledger if scope == GENERAL_PUBLIC else None)


def _headline(evidence: Evidence, part: str, scope: str) -> Figure | None:
    key = (part, "expenditure", scope, _home(part), "amount", evidence.year)
    return next((one for one in (*evidence.told, *evidence.printed) if one.key == key), None)


def _home(part: str) -> str:
    """What a part of a report tells: what is planned, or what was."""
    return BUDGET if part == "budget" else ACTUAL


def _check_share(told: _Told, whole: Figure | None) -> Iterator[Outcome]:
    """C05: the share of a class in the expenditure of its fund."""
    phase = _home(told.row.part)
    share, amount = told.get(phase, "share"), told.get(phase)
    if share is None:
        return
    if amount is None or whole is None or not whole.value:
        yield Unchecked("C05", f"{told.name}占比{share.disclosed}：金额或整体没有读到")
        return
    what = f"{told.name}{show_money(amount.value)}占{show_money(whole.value)}的比重"
    yield judge_ratio("C05", share, amount, whole, what)


def _check_completion(told: _Told) -> Iterator[Outcome]:
    """C07: the completion rate of an item, on the budget it names."""
    rate, actual = told.get(ACTUAL, "completion_rate"), told.get(ACTUAL)
    if rate is None:
        return
    budget = told.get(rate.base or BUDGET)
    if actual is None or budget is None or not budget.value:
        yield Unchecked("C07", f"{told.name}完成率{rate.disclosed}：预算数或决算数没有读到，或预算数为0")
        return
    what = f"{told.name}决算{show_money(actual.value)}完成预算{show_money(budget.value)}的比率"
    yield judge_ratio("C07", rate, actual, budget, what)


def _check_change(told: _Told) -> Iterator[Outcome]:
    """D01: the rate of change of an item against its change."""
    for phase in (ACTUAL, BUDGET):
        amount, change, rate = (told.get(phase, measure) for measure in ("amount", "change_amount", "change_rate"))
        if amount is not None and change is not None and rate is not None:
            yield judge_change(told.name, rate, change, amount)


_RELATION = re.compile(
    r"(?:决算数?|(?<=[，,；;。]))(?P<relation>大于|高于|超过|多于|小于|低于|少于|等于)(?P<base>年初|全年|调整后?)?预算数?"
    r"|决算数?与(?P<base2>年初|全年|调整后?)?预算数?(?P<level>基本)?(?P<same>持平|一致|相等)"
)
_SIGNS = {"大于": 1, "高于": 1, "超过": 1, "多于": 1, "小于": -1, "低于": -1, "少于": -1, "等于": 0}
_NEARLY = Decimal("0.005")  # 基本持平


def _check_direction(told: _Told, text: str) -> Iterator[Outcome]:
    """C08: 决算数大于预算数 against the two amounts."""
    actual = told.get(ACTUAL)
    if actual is None or told.row.start is None or told.row.end is None:
        return
    match = _RELATION.search(text, told.row.start, told.row.end)
    if match is None:
        return
    named = match["base"] or match["base2"] or ""
    budget = told.get(BUDGET) or told.get(ADJUSTED) if not named else told.get(BUDGET if named == "年初" else ADJUSTED)
    both = told.get(BUDGET) is not None and told.get(ADJUSTED) is not None
    if budget is None or (both and not named):
        return
    yield judge_relation(told.name, match, actual, budget)


def find_relation(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words that compare an outturn with a budget: 决算数大于预算数."""
    return _RELATION.search(text, start, end)


def relation_sign(match: re.Match[str]) -> int:
    """1 where the words say that more was spent than planned, -1 for less, 0 for as much."""
    return _SIGNS[match["relation"]] if match["relation"] else 0


def judge_relation(name: str, match: re.Match[str], actual: Figure, budget: Figure) -> Outcome:
    """C08: 决算数大于预算数 against the two amounts; `name` is what they are of."""
    difference = actual.value - budget.value
    sign = relation_sign(match)
    slack = _slack(match, actual, budget)
    places = tuple((one.start, one.end) for one in (actual, budget))
    if (sign == 0 and abs(difference) <= slack) or difference * sign > 0:
        return Passed("C08")
    true = "持平" if difference == 0 else "大于" if difference > 0 else "小于"
    return Finding(
        rule="C08",
        severity=ERROR,
        message=(
            f"{name}决算{show_money(actual.value)}、预算{show_money(budget.value)}，"
            f"按金额决算数{'与预算数持平' if difference == 0 else f'{true}预算数'}，文中写作“{match[0]}”。"
        ),
        disclosed=match[0],
        start=match.start(),
        end=match.end(),
        expected=f"决算数与预算数{true}" if difference == 0 else f"决算数{true}预算数",
        difference=show_money(difference),
        related=places,
    )


def _slack(match: re.Match[str], actual: Figure, budget: Figure) -> Decimal:
    """By how much amounts may differ that are told to be equal."""
    exact = max(actual.step, budget.step)
    return max(exact, abs(budget.value) * _NEARLY) if match["level"] else exact


def _check_copy(told: _Told, ledger: Ledger | None) -> Iterator[Outcome]:
    """C05, C06: the amount of a class or item against its row of the table."""
    sheet = ledger.find(*_FORMS) if ledger else None
    actual = told.get(ACTUAL)
    if sheet is None or actual is None:
        return
    yield from _compare_copy("C06" if told.row.level == "item" else "C05", told, actual, sheet, ledger)


def _check_budget_copy(told: _Told, ledger: Ledger | None) -> Iterator[Outcome]:
    """K04: the budget of a class or item against its row of the budget's table."""
    sheet = ledger.find(*_BUDGET_FORMS) if ledger else None
    amount = told.get(BUDGET)
    if sheet is not None and amount is not None and amount.part == "budget":
        yield from _compare_copy("K04", told, amount, sheet, ledger)


def _compare_copy(code: str, told: _Told, actual: Figure, sheet: Sheet, ledger: Ledger | None) -> Iterator[Outcome]:
    cell = _find_row(sheet, told.row)
    if cell is None or cell.blank:
        return
    verdict = compare_copy(Printed(actual.value, actual.step), Printed(cell.value, cell.step))
    if verdict is Verdict.PASS:
        yield Passed(code, ((actual.start, actual.end),) * 2)
        return
    origin = explain_origin(actual.value, cell.value, ledger) if verdict is Verdict.ERROR else ""
    yield Finding.at(
        actual,
        rule=code,
        severity=ROUNDING if verdict is Verdict.ROUNDING else ERROR,
        message=f"正文中{told.name}写为{show_money(actual.value)}，{sheet.title}“{cell.name}”为{show_money(cell.value)}，"
        f"相差{show_money(abs(actual.value - cell.value))}{origin}。",
        expected=show_money(cell.value),
        difference=show_money(actual.value - cell.value),
        related=((cell.start, cell.end),),
        against_table=True,
    )


def _find_row(sheet: Sheet, row: FunctionExpenditure) -> Cell | None:
    """The only row of the table that has the class's code, or the item's name below its class."""
    if row.level == "category":
        return sheet.at(row.category_code, "expenditure")
    found = [
        cell
        for code in sheet.codes(_ITEM, row.category_code)
        if (cell := sheet.at(code, "expenditure")) is not None and bare_name(cell.name[_ITEM:]) == bare_name(row.item)
    ]
    same_group = (
        [cell for cell in found if _group_name(sheet, cell.row) == bare_name(row.group)] if len(found) > 1 else found
    )
    return same_group[0] if len(same_group) == 1 else None


def _group_name(sheet: Sheet, code: str) -> str:
    group = sheet.at(code[:5], "expenditure")
    return bare_name(group.name[5:]) if group else ""


def _check_sums(told: Sequence[_Told], ledger: Ledger | None) -> Iterator[Outcome]:
    """C06: the items of a class and the class, where the items of most classes do add up to them.

    Where the table has all of these amounts as they are told, none of them is wrong: an item was left out.
    """
    classes = {one.row.category_code: one for one in told if one.row.level == "category" and one.get(ACTUAL)}
    items: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        if one.row.level == "item" and one.get(ACTUAL):
            items[one.row.category_code].append(one)
    verdicts = {
        code: compare_sum(_printed(one), [_printed(item) for item in items[code]])
        for code, one in classes.items()
        if items[code]
    }
    failed = [code for code, verdict in verdicts.items() if verdict in (Verdict.ERROR, Verdict.SUSPICIOUS)]
    complete = len(classes) == len(verdicts) and len(failed) <= 1 < len(verdicts)
    for code, verdict in verdicts.items():
        if verdict in (Verdict.PASS, Verdict.ROUNDING):
            yield Passed("C06", _places(classes[code], items[code]))
        elif not complete or all(_agrees(one, ledger) for one in (classes[code], *items[code])):
            yield Unchecked("C06", f"{classes[code].name}：正文所列各项与这一类不相等，可能没有列全")
        else:
            yield _sum_finding(classes[code], items[code])


def _agrees(told: _Told, ledger: Ledger | None) -> bool:
    return any(isinstance(one, Passed) for one in _check_copy(told, ledger))


def _places(whole: _Told, items: Sequence[_Told]) -> tuple[tuple[int, int], ...]:
    amounts = (one.numbers[ACTUAL, "amount"] for one in (whole, *items))
    return tuple((one.start, one.end) for one in amounts)


def _sum_finding(whole: _Told, items: Sequence[_Told]) -> Finding:
    amount = whole.numbers[ACTUAL, "amount"]
    expected = sum((item.numbers[ACTUAL, "amount"].value for item in items), Decimal(0))
    return Finding.at(
        amount,
        rule="C06",
        severity=ERROR,
        message=f"正文中{whole.name}写为{show_money(amount.value)}，其下{len(items)}项决算数合计为{show_money(expected)}，"
        f"相差{show_money(abs(amount.value - expected))}。",
        expected=show_money(expected),
        difference=show_money(amount.value - expected),
        related=tuple((one.start, one.end) for item in items if (one := item.get(ACTUAL))),
    )


def _printed(told: _Told) -> Printed:
    figure = told.numbers[ACTUAL, "amount"]
    return Printed(figure.value, figure.step)
