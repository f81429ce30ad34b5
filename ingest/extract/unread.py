"""Amounts of the running text that nothing was read from: what the extractor does not know yet."""

from collections.abc import Iterator, Sequence

from ingest.amounts import MONEY, find_numbers, view_text
from ingest.figures import Figure
from ingest.markdown import ReportText, Span
from ingest.rows import FunctionExpenditure, Project


def find_unread(
    report: ReportText, figures: Sequence[Figure], rows: Sequence[FunctionExpenditure | Project]
) -> Iterator[Span]:
    """Yield the place of each amount of money in running text that no figure is and no row's words hold."""
    read = {figure.start for figure in figures}
    told = sorted((row.start, row.end) for row in rows if row.start is not None and row.end is not None)
    for placed in report.placed:
        if placed.cells or placed.in_contents:
            continue
        view, places = view_text(report.text[placed.body.start : placed.body.end])
        for number in find_numbers(view):
            start = placed.body.start + places[number.start]
            if number.kind == MONEY and start not in read and not any(one <= start < end for one, end in told):
                yield Span(start, placed.body.start + places[number.end - 1] + 1)
