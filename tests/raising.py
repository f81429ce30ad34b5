"""Raising amounts of accounts tables one at a time, to see whether the checks notice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.checks.table_rules import list_equations
from ingest.checks.tables import check_tables
from ingest.extract.tables import view_tables
from ingest.extract.tables.ledger import read_ledger
from ingest.findings import ROUNDING, Finding
from ingest.gathering import Gathered
from ingest.ledger import Ledger
from ingest.markdown import render_report
from ingest.parts import assign_parts
from ingest.report_tables import read_tables
from ingest.sections import read_sections
from ingest.table_view import Slot, TableView, is_line_number

NINE = frozenset(
    (
        "income_expenditure_summary",
        "income",
        "expenditure",
        "fiscal_summary",
        "general_public_expenditure",
        "general_public_income_expenditure",
        "general_public_basic",
        "three_public",  # beside other expenses, of which no sum is printed, it is a form of its own
        "gov_fund",
        "state_capital_income_expenditure",
        "state_capital_expenditure",
    )
)


_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Raised:
    """An amount that was raised, the findings that there were then, and the places of its totals."""

    view: TableView
    slot: Slot
    found: tuple[Finding, ...]
    totals: frozenset[tuple[int, int]]

    @property
    def place(self) -> tuple[int, int]:
        """Where the amount stands in `report.md`."""
        assert self.slot.span is not None
        return self.slot.span.start, self.slot.span.end

    @property
    def cited(self) -> bool:
        """Whether a finding names the amount or a total of it, or shows it among the numbers that it compares."""
        named = {self.place, *self.totals}
        return any((one.start, one.end) in named or self.place in one.related for one in self.found)


def view_report(gathered: Gathered, report_type: str) -> tuple[TableView, ...]:
    """The tables of a report as forms."""
    parts = assign_parts(gathered.outline, report_type)
    report = render_report(gathered.outline)
    return view_tables(tuple(read_tables(report)), report, read_sections(report, parts), parts)


def check_views(views: Sequence[TableView]) -> tuple[Finding, ...]:
    """What the checks of the tables find."""
    return tuple(_check(read_ledger(views).values()))


def list_amounts(views: Sequence[TableView]) -> list[tuple[TableView, Slot]]:
    """Every amount that the accounts tables print: numbers with decimals, in which they differ from codes and counts."""
    return [
        (view, slot)
        for view in views
        if view.form in NINE
        for row in view.rows
        for slot in row
        if slot.number is not None and slot.span is not None and not is_line_number(slot) and "." in slot.text
    ]


def raise_each(views: Sequence[TableView], by: Decimal) -> Iterator[Raised]:
    """Raise each amount by so many 万元, the others as printed."""
    ledgers = read_ledger(views)
    sound = set(_check(ledgers.values()))
    for view, slot in list_amounts(views):
        number, ledger = slot.number, ledgers[view.part]
        assert number is not None
        wrong = replace(slot, text=f"{number.value + by * _TEN_THOUSAND / view.factor:f}")
        rows = tuple(tuple(wrong if one is slot else one for one in row) for row in view.rows)
        sheets = read_ledger([replace(view, rows=rows)])[view.part].sheets
        known = _starts(ledger) & _starts(Ledger(sheets))  # of two tables of a form, one counts
        changed = Ledger({**ledger.sheets, **sheets}) if known else ledger
        found = tuple(one for one in _check([changed]) if one not in sound and one.severity != ROUNDING)
        totals = {
            (one.left[0].start, one.left[0].end)
            for one in list_equations(changed)
            if slot.span is not None and any(cell.start == slot.span.start for cell in one.right)
        }
        yield Raised(view, slot, found, frozenset(totals))


def _starts(ledger: Ledger) -> set[int]:
    return {cell.start for cell in ledger}


def _check(ledgers: Iterable[Ledger]) -> list[Finding]:
    return [one for one in check_tables(ledgers) if isinstance(one, Finding)]
