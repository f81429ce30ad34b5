"""Amounts that nothing was read from: what the extractor does not know yet.

In running text these are amounts of money; in tables of a form that is read, cells with decimals. An amount that a row
holds elsewhere is a repetition, not unread. Of 收入决算表 only the row of sums is read: the data contract has no resource
for income by item, its rows stay in `table-NN`. Tables of no known form stay there, too, and are not counted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import MONEY, find_numbers, scale_money, view_text
from ingest.extract.tables import FORMS_READ
from ingest.extract.tables.accounts import code_place, is_matrix
from ingest.figures import Figure
from ingest.markdown import ReportText, Span
from ingest.rows import EconomicExpenditure, FunctionExpenditure, PerformanceIndicator, Project
from ingest.table_view import Slot, TableView

Row = FunctionExpenditure | EconomicExpenditure | PerformanceIndicator | Project
_MONEY_COLUMNS = (
    *("budget", "adjusted", "adjustment", "actual", "prior_actual", "carried_over", "amount"),
    *("basic", "project", "opening", "income", "closing", "superior", "operating", "subsidiary"),
)


_LIMIT = re.compile(r"(?:\(含\))?以[上下]")  # 单价100万元（含）以上设备: no amount of anybody's money


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a report: how many there are, and the places of those that no row covers."""

    count: int
    unread: tuple[Span, ...]


def find_unread(
    report: ReportText, views: Sequence[TableView], figures: Sequence[Figure], rows: Sequence[Row]
) -> Amounts:
    """Return the amounts of a report, and which of them are unread, in reading order."""
    read = {figure.start for figure in figures}
    told = sorted((row.start, row.end) for row in rows if row.start is not None and row.end is not None)
    held = {abs(figure.value) for figure in figures if figure.unit == "元"} | set(_values(rows))
    count, unread = 0, []
    for span, value in sorted((*_in_text(report), *_in_tables(views)), key=lambda one: one[0].start):
        count += 1
        covered = span.start in read or any(one <= span.start < end for one, end in told)
        if not covered and abs(value) not in held:
            unread.append(span)
    return Amounts(count, tuple(unread))


def sentence_around(text: str, span: Span) -> str:
    """Return the sentence of `report.md` that an amount stands in; of a table its row."""
    line = text.rfind("\n", 0, span.start) + 1
    end_of_line = text.find("\n", span.end)
    end_of_line = len(text) if end_of_line < 0 else end_of_line
    if text[line] == "|":
        return text[line:end_of_line].strip()
    first = max(text.rfind("。", line, span.start) + 1, line)
    last = text.find("。", span.end, end_of_line)
    return text[first : end_of_line if last < 0 else last + 1].strip()


def _values(rows: Iterable[Row]) -> Iterator[Decimal]:
    for row in rows:
        for column in _MONEY_COLUMNS:
            value = getattr(row, column, None)
            if isinstance(value, Decimal):
                yield abs(value)


def _in_text(report: ReportText) -> Iterator[tuple[Span, Decimal]]:
    for placed in report.placed:
        if placed.cells or placed.in_contents:
            continue
        view, places = view_text(report.text[placed.body.start : placed.body.end])
        for number in find_numbers(view):
            if number.kind == MONEY and not _LIMIT.match(view, number.end):
                start = placed.body.start + places[number.start]
                yield Span(start, placed.body.start + places[number.end - 1] + 1), number.value


def _up_to_sum(row: Sequence[Slot]) -> Iterator[Slot]:
    for slot in row:
        yield slot
        if slot.number is not None and slot.number.step < 1:
            return


def _in_tables(views: Iterable[TableView]) -> Iterator[tuple[Span, Decimal]]:
    for view in views:
        if view.form not in FORMS_READ:
            continue
        for row in view.rows:
            if view.form == "income" and code_place(row) is not None:
                continue
            # Of a matrix by economic class only the sums have a place in the data, too.
            for slot in _up_to_sum(row) if is_matrix(view) else row:
                number = slot.number
                if number is None or slot.span is None or number.percent or number.step >= 1:
                    continue
                if number.value:  # 0.00 in a form says that there was nothing
                    yield slot.span, scale_money(number.value, view.factor)
