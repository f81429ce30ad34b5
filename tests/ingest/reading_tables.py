"""Makes the forms of a small report, for the tests of what is read from them."""

from collections.abc import Sequence

from ingest.blocks import Block, Paragraph, Table
from ingest.extract.tables import TableView, view_tables
from ingest.headings import find_headings
from ingest.markdown import ReportText, render_report
from ingest.parts import assign_parts
from ingest.report_tables import read_tables
from ingest.sections import read_sections

Rows = Sequence[Sequence[str]]


def make_views(
    title: str,
    table: Table | Rows,
    *,
    unit: str = "金额单位：万元",
    below: Sequence[str] = (),
    kind: str = "final_accounts",
) -> tuple[TableView, ReportText]:
    """The form under a title, a unit line above it and lines below it, as the reader of forms sees it."""
    made = table if isinstance(table, Table) else Table.from_rows(table)
    blocks: list[Block] = [Paragraph(title), Paragraph(unit), made, *map(Paragraph, below)]
    outline = find_headings(blocks)
    parts = assign_parts(outline, kind)
    report = render_report(outline)
    sections = read_sections(report, parts)
    (view,) = view_tables(tuple(read_tables(report)), report, sections, parts)
    return view, report
