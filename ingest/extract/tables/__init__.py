"""What the printed forms say: figures and rows read from the tables of a report, each with the place of its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.amounts import scale_money
from ingest.blocks import Paragraph
from ingest.evaluation_form import EvaluationForm
from ingest.extract.tables.accounts import ACCOUNTS_FORMS, read_accounts_figures, read_basic_lines
from ingest.extract.tables.base_data import read_base_data_figures, read_base_data_projects
from ingest.extract.tables.budget import BUDGET_FORMS, read_budget_figures
from ingest.extract.tables.budget_rows import read_budget_economic, read_budget_functions, read_budget_projects
from ingest.extract.tables.classification import read_economic_rows, read_function_rows
from ingest.extract.tables.codes import with_whole_codes
from ingest.extract.tables.self_evaluation import (
    FORMS,
    TARGETS,
    name_form,
    read_form_project,
    read_performance_indicators,
    read_self_evaluation_figures,
    split_forms,
)
from ingest.extract.tables.staff_cells import read_staff_cells
from ingest.figures import Figure
from ingest.markdown import ReportText
from ingest.report_tables import ReportTable
from ingest.rows import EconomicExpenditure, FunctionExpenditure, PerformanceIndicator, Project
from ingest.sections import Section, section_at
from ingest.table_view import Slot, TableView, view_rows

# Forms of which figures or rows are read.
FORMS_READ = frozenset({*ACCOUNTS_FORMS, *FORMS, *BUDGET_FORMS, "base_data_table"})
_TEN_THOUSAND = Decimal(10_000)
_FACTORS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": _TEN_THOUSAND,
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}


@dataclass(frozen=True, slots=True)
class TableRows:
    """What the forms of a report hold beside figures."""

    functions: tuple[FunctionExpenditure, ...]
    economic: tuple[EconomicExpenditure, ...]
    projects: tuple[Project, ...]
    indicators: tuple[PerformanceIndicator, ...]


def view_tables(
    tables: Sequence[ReportTable], report: ReportText, sections: Sequence[Section], parts: Sequence[str]
) -> tuple[TableView, ...]:
    """The tables of a report as forms; one without a unit line has that of the others, else 万元 as the forms do."""
    part_of = {id(placed): part for placed, part in zip(report.placed, parts, strict=True)}
    named = [unit for table in tables if (unit := table.unit_name)]
    usual = max(set(named), key=named.count) if named else "万元"
    views: list[TableView] = []
    for table in tables:
        section = section_at(sections, table.placed.span.start)
        views += split_forms(
            TableView(
                placed=table.placed,
                form=table.form,
                title=table.title,
                part=part_of[id(table.placed)],
                section=section.id if section else "",
                notes=_notes_below(report, table),
                factor=_FACTORS.get(table.unit_name or usual, _TEN_THOUSAND),
                rows=_rows(table, report.text, table.unit_name or usual),
            )
        )
    return tuple(views)


def _rows(table: ReportTable, text: str, unit: str) -> tuple[tuple[Slot, ...], ...]:
    rows = view_rows(table.placed, text)
    if table.form in ACCOUNTS_FORMS or table.form in BUDGET_FORMS:
        rows = tuple(tuple(replace(slot, unit=unit) for slot in row) for row in rows)
    return with_whole_codes(rows) if table.form in ACCOUNTS_FORMS else rows


def read_table_rows(views: Sequence[TableView], year: int) -> "TableRows":
    """Read the rows that the forms hold beside their figures."""
    return TableRows(
        functions=tuple(
            row for view in views for row in (*read_function_rows(view), *read_budget_functions(view, year))
        ),
        economic=tuple(row for view in views for row in (*read_economic_rows(view), *read_budget_economic(view, year))),
        projects=tuple(
            row
            for view in views
            for row in (
                *read_base_data_projects(view, year),
                *read_form_project(view, year),
                *read_budget_projects(view, year),
            )
        ),
        indicators=tuple(
            row
            for view in views
            if view.form in FORMS or view.form == TARGETS
            for row in read_performance_indicators(view)
        ),
    )


def list_amounts(views: Sequence[TableView]) -> frozenset[Decimal]:
    """The amounts with decimals that the tables print, in yuan."""
    return frozenset(
        scale_money(slot.number.value, view.factor)
        for view in views
        for row in view.rows
        for slot in row
        if slot.number is not None and not slot.number.percent and slot.number.step < 1
    )


def _notes_below(report: ReportText, table: ReportTable) -> str:
    """The lines right below a table, up to the next heading or table."""
    at = next(at for at, placed in enumerate(report.placed) if placed is table.placed)
    notes: list[str] = []
    for placed in report.placed[at + 1 : at + 4]:
        if placed.heading or not isinstance(placed.block, Paragraph):
            break
        notes.append(placed.block.text)
    return "".join(notes)


def read_table_figures(views: Sequence[TableView], year: int) -> Iterator[Figure]:
    """Yield the figures that the forms of a report about `year` print, in reading order."""
    forms_read: set[str | None] = set()
    for view in views:
        yield from read_accounts_figures(view, year)
        yield from read_base_data_figures(view, year)
        yield from read_budget_figures(view, year)
        if view.part.startswith(("performance", "project")):
            yield from read_staff_cells(view, year)
        # Of several forms of projects only the first gives figures; each is a row of the projects.
        if view.form in FORMS and view.form not in forms_read:
            figures = list(read_self_evaluation_figures(view, year))
            forms_read.update({view.form} if figures else ())
            yield from figures


def read_forms(views: Sequence[TableView], year: int) -> Iterator[EvaluationForm]:
    """Yield every self-evaluation form that somebody filled in, each with its own figures and indicators."""
    for view in views:
        if view.form in FORMS:
            figures = tuple(read_self_evaluation_figures(view, year))
            indicators = tuple(read_performance_indicators(view))
            if figures or indicators:
                yield EvaluationForm(view, name_form(view), figures, indicators)


def read_partial_figures(views: Sequence[TableView], year: int) -> Iterator[Figure]:
    """Yield figures of which the forms print a part only; they count where the report tells them nowhere else."""
    for view in views:
        if view.form == "general_public_basic":
            yield from read_basic_lines(view, year)
