"""Rules B05, B06, B08, B09: what is a part of something may not be more than that, table against table.

A cell that contradicts its own table is named there; what it breaks here besides could not be checked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_sides
from ingest.checks.wording import show_money
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.ledger import TOTAL, Cell, Ledger, Sheet

_T1, _T3, _T4, _T6 = ("income_expenditure_summary",), ("expenditure",), ("fiscal_summary",), ("general_public_basic",)
_T5 = ("general_public_expenditure", "general_public_income_expenditure")
_T7 = ("three_public", "three_public_and_meetings", "three_public_and_operation")
_FUND_FORMS = (("gov_fund",), ("state_capital_income_expenditure", "state_capital_expenditure"))
_NAMES = {
    _T1: "收入支出决算总表",
    _T3: "支出决算表",
    _T4: "财政拨款收入支出决算总表",
    _T5: "一般公共预算财政拨款支出决算表",
    _T6: "一般公共预算财政拨款基本支出决算表",
    _T7: "“三公”经费支出决算表",
}
_COLUMNS = ("expenditure", "expenditure.basic", "expenditure.project")
_LEVELS = (3, 5, 7)  # digits of a code
# Lines of 收入支出决算总表 of all money, and the same of fiscal money.
_SUMMARY_LINES = ("in.opening", "in.income", "out.expenditure", "out.closing")
# What the table of basic expenditure has of each kind of 三公 expense; trips for academic exchange are counted outside.
_KINDS = (
    ("three_public.reception", "30217", ERROR),
    ("three_public.vehicles.operation", "30231", ERROR),
    ("three_public.vehicles.purchase", "31013", ERROR),
    ("three_public.abroad", "30212", NOTICE),
)


@dataclass(frozen=True)
class Bound:
    """An amount and what it may not be less than, since these are parts of it; `severity` is that of a breach."""

    rule: str
    severity: str
    whole: Cell
    parts: tuple[Cell, ...]

    @cached_property
    def reached(self) -> Decimal:
        """The sum of the parts."""
        return sum((cell.value for cell in self.parts), Decimal(0))

    @cached_property
    def verdict(self) -> Verdict:
        """How they compare; a breach that rounding explains is one of rounding."""
        if self.whole.value >= self.reached:
            return Verdict.PASS
        whole, parts = _printed(self.whole), [_printed(cell) for cell in self.parts]
        return compare_copy(whole, parts[0]) if len(parts) == 1 else compare_sides([whole], parts)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, the whole first."""
        return self.whole, *self.parts


def check_bounds(ledger: Ledger, doubted: AbstractSet[Cell]) -> Iterator[Outcome]:
    """Check the tables of a part of a report; `doubted` are the cells that contradict their own or another table."""
    titles = {form: sheet.title for form, sheet in ledger.sheets.items()}
    broken: list[Bound] = []
    for rule, needs, listed in _RULES:
        sheets = [ledger.find(*form) for form in needs]
        bounds = list(listed(ledger)) if all(sheets) else []
        if bounds:
            for bound in bounds:
                if bound.verdict is Verdict.PASS:
                    yield Passed(rule)
                elif not any(cell in doubted for cell in bound.cells):
                    broken.append(bound)
                else:
                    yield Unchecked(rule, f"{_name(bound.whole, titles)}或与它比较的数与其他核对不符，没有再比较")
        elif all(sheets):
            yield Unchecked(rule, "两张表没有可以相比的金额")
        elif any(sheets):
            missing = (_NAMES[form] for form, sheet in zip(needs, sheets, strict=True) if sheet is None)
            yield Unchecked(rule, f"没有读到{'、'.join(missing)}")
    for cause in _find_causes(broken):
        yield _describe(cause, titles)


def _find_causes(broken: Sequence[Bound]) -> list[list[Bound]]:
    """The breaches by what they come of: that of an item is one of its class and of the whole, too; the item is named."""
    found: list[list[Bound]] = []
    for bound in sorted(broken, key=lambda one: (-_depth(one), -one.whole.column.count("."))):
        mine = next((group for group in found if _holds(bound, group[0])), None)
        if mine is None:
            found.append([bound])
        else:
            mine.append(bound)
    return found


def _depth(bound: Bound) -> int:
    return len(bound.whole.row) if bound.whole.row.isdigit() else 0


def _holds(bound: Bound, other: Bound) -> bool:
    """Whether one breach follows from another: it is of the same line or of one that the other is a part of."""
    mine, theirs = bound.whole, other.whole
    if mine.row in _EVERYTHING:
        return theirs.row in _EVERYTHING or theirs.row.isdigit()
    return theirs.row.startswith(mine.row) and theirs.column.startswith(mine.column)


_EVERYTHING = (TOTAL, "out.expenditure")  # rows of all expenditure


def _describe(cause: Sequence[Bound], titles: Mapping[str, str]) -> Finding:
    first = cause[0]
    whole, difference = first.whole, first.reached - first.whole.value
    parts = "、".join(f"{titles[cell.form]}“{cell.name}”{show_money(cell.value)}" for cell in first.parts)
    added = f"合计{show_money(first.reached)}" if len(first.parts) > 1 else ""
    others = f"；上级科目和合计另有{len(cause) - 1}处也因此不符" if len(cause) > 1 else ""
    rounding = first.verdict is Verdict.ROUNDING
    own = first.parts[0] if whole.blank else whole
    limit = f"不超过{show_money(whole.value)}" if whole.blank else f"不少于{show_money(first.reached)}"
    return Finding(
        rule=first.rule,
        severity=ROUNDING if rounding else NOTICE if first.verdict is Verdict.SUSPICIOUS else first.severity,
        message=(
            f"{_name(whole, titles)}{'没有金额' if whole.blank else f'为{show_money(whole.value)}'}，"
            f"小于它所包含的{parts}{added}，"
            f"相差{show_money(difference)}{'，在四舍五入的范围内' if rounding else ''}{others}。"
        ),
        disclosed=own.text,
        start=own.start,
        end=own.end,
        expected=limit,
        difference=show_money(difference if whole.blank else -difference),
        related=tuple((cell.start, cell.end) for cell in first.cells if cell != own and not cell.blank),
    )


def _name(cell: Cell, titles: Mapping[str, str]) -> str:
    return f"{titles.get(cell.form, '')}“{cell.name}”的{cell.heading}"


def _bound(rule: str, severity: str, whole: Cell | None, parts: Sequence[Cell | None]) -> Iterator[Bound]:
    """The bound, unless the whole is not read or no part has an amount: nothing is never too much."""
    told = tuple(cell for cell in parts if cell is not None and cell.value)
    if whole is not None and told:
        yield Bound(rule, severity, whole, told)


def _general_public(ledger: Ledger) -> Iterator[Bound]:
    """B05: by code, expenditure of general public money in that of all money."""
    whole, part = ledger.find(*_T3), ledger.find(*_T5)
    if whole and part:
        for row in (TOTAL, *_codes(part)):
            for column in _COLUMNS:
                yield from _bound("B05", ERROR, whole.at(row, column), [part.at(row, column)])


def _codes(sheet: Sheet) -> list[str]:
    return [code for level in _LEVELS for code in sheet.codes(level)]


def _fiscal(ledger: Ledger) -> Iterator[Bound]:
    """B06: balances, income and expenditure of fiscal money in those of all money."""
    whole, part = ledger.find(*_T1), ledger.find(*_T4)
    if whole and part:
        for line in _SUMMARY_LINES:
            yield from _bound("B06", NOTICE, whole.at(line, "all"), [part.at(line, "fiscal")])


def _three_public(ledger: Ledger) -> Iterator[Bound]:
    """B08: what basic expenditure has of a kind of 三公 expense in the whole of that kind."""
    whole, part = ledger.find(*_T7), ledger.find(*_T6)
    if whole and part:
        for kind, code, severity in _KINDS:
            yield from _bound("B08", severity, whole.at("actual", kind), [part.at(code, "amount")])


def _all_funds(ledger: Ledger) -> Iterator[Bound]:
    """B09: a class of fiscal money, and by code the three kinds of it together, in expenditure of all money."""
    whole, summary = ledger.find(*_T3), ledger.find(*_T4)
    if whole is None or summary is None:
        return
    for code in whole.codes(3):
        yield from _bound("B09", ERROR, whole.at(code, "expenditure"), [summary.at(f"class:{code}", "fiscal")])
    funds = [sheet for form in (_T5, *_FUND_FORMS) if (sheet := ledger.find(*form))]
    for row in (TOTAL, *_codes(whole)):
        parts = [cell for sheet in funds if (cell := sheet.at(row, "expenditure")) is not None and cell.value]
        if len(parts) > 1:  # that of one kind alone is B05
            yield from _bound("B09", ERROR, whole.at(row, "expenditure"), parts)


def _printed(cell: Cell) -> Printed:
    return Printed(cell.value, cell.step)


_RULES: Sequence[tuple[str, tuple[tuple[str, ...], tuple[str, ...]], Callable[[Ledger], Iterator[Bound]]]] = (
    ("B05", (_T3, _T5), _general_public),
    ("B06", (_T1, _T4), _fiscal),
    ("B08", (_T7, _T6), _three_public),
    ("B09", (_T3, _T4), _all_funds),
)
