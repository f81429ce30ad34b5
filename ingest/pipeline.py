"""The whole way from a source file to what its package holds: one call a stage.

source ─ read ─▶ blocks ─ find headings ─▶ outline ─ render ─▶ report.md ─▶ sections, tables, figures ─ check ─▶
findings; `publishing.py` makes a version of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.agency_names import AgencyName
from ingest.blocks import Document
from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.extract.budget_projects import merge_planned, read_budget_project_text
from ingest.extract.function_merging import merge_functions
from ingest.extract.functions import read_function_text
from ingest.extract.project_reports import make_project, read_project_figures
from ingest.extract.projects import list_project_text, merge_projects
from ingest.extract.reading import merge_figures, read_report_figures
from ingest.extract.tables import (
    TableRows,
    list_amounts,
    read_forms,
    read_partial_figures,
    read_table_figures,
    read_table_rows,
    view_tables,
)
from ingest.extract.tables.ledger import read_ledger
from ingest.extract.units import read_units
from ingest.extract.unread import find_unread
from ingest.gathering import Gathered, gather_sources
from ingest.identify import Declared, Identity, identify
from ingest.identify.titles import PROJECT
from ingest.markdown import ReportText, render_report
from ingest.package import AgencyRef, Content, Metadata, Reading
from ingest.parts import assign_parts, list_parts
from ingest.places import with_pages
from ingest.progress import Progress, no_progress
from ingest.readers import read_document
from ingest.recognition import measure_confidence
from ingest.regions import RegionPlace
from ingest.register import Agency, Register, make_short_slug
from ingest.report_tables import ReportTable, read_tables
from ingest.rows import FunctionExpenditure, Project
from ingest.sections import read_sections
from ingest.source import SourceFile
from ingest.unpacking import unpack_sources
from ingest.version import ENGINE


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that was read and identified, and is not yet anybody's in the register.

    `located` holds what the register was asked on the way, and its answers.
    """

    gathered: Gathered
    identity: Identity
    located: tuple[tuple[AgencyName, RegionPlace | None], ...] = ()


def read_draft(
    source: SourceFile,
    declared: Declared,
    register: Register,
    *,
    force: bool = False,
    soffice: str | None = None,
    progress: Progress = no_progress,
) -> Draft:
    """Read a source, which may be an archive of the report's files, and tell what report it is; stores nothing.

    `progress` is told of each page that was recognised.

    Raises:
        IngestError: it cannot be read, or told, or is no report.
    """

    def read(one: SourceFile) -> Document:
        return read_document(one, soffice, progress)

    gathered = gather_sources(unpack_sources(source), source.stem, read, force=force)
    return _identify(gathered, declared, register, force=force)


def identify_again(draft: Draft, declared: Declared, register: Register, *, force: bool = False) -> Draft:
    """The draft told by a register that may have changed since it was read.

    Raises:
        IngestError: as `read_draft`.
    """
    if all(register.locate(name) == place for name, place in draft.located):
        return draft
    return _identify(draft.gathered, declared, register, force=force)


def _identify(gathered: Gathered, declared: Declared, register: Register, *, force: bool) -> Draft:
    located: dict[AgencyName, RegionPlace | None] = {}

    def locate(name: AgencyName) -> RegionPlace | None:
        return located.setdefault(name, register.locate(name))

    stem = gathered.sources[0].stem
    identity = identify(gathered.outline, stem, declared, locate, force=force, clues=gathered.clues)
    return Draft(gathered, identity, tuple(located.items()))


def make_metadata(draft: Draft, agency: Agency, declared: Declared) -> Metadata:
    """The package's metadata for a draft whose agency is known."""
    identity = draft.identity
    parts = assign_parts(draft.gathered.outline, identity.report_type)
    return Metadata(
        agency=AgencyRef(agency.id, agency.name, agency.short_name),
        place=agency.place,
        year=identity.year,
        report_type=identity.report_type,
        parts=list_parts(parts, draft.gathered.outline),
        coverage=identity.coverage,
        evaluator=identity.evaluator,
        subject=identity.subject,
        subject_slug=make_short_slug(identity.subject) if identity.subject else None,
        source_url=declared.source_url or draft.gathered.publication.source_url,
        published=declared.published or draft.gathered.publication.published,
        note=declared.note,
    )


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read of a report, and what its checks look at."""

    report: ReportText
    tables: tuple[ReportTable, ...]
    functions: tuple[FunctionExpenditure, ...]
    table_rows: TableRows
    parts: Sequence[str]
    projects: tuple[Project, ...]
    evidence: Evidence


def read_report(gathered: Gathered, metadata: Metadata) -> Readings:
    """Read a report; pure."""
    year = metadata.year
    parts = assign_parts(gathered.outline, metadata.report_type)
    report = render_report(gathered.outline)
    sections = read_sections(report, parts)
    tables = tuple(read_tables(report))
    views = view_tables(tables, report, sections, parts)
    single = metadata.subject if metadata.report_type == PROJECT else None
    told = (
        read_project_figures(report, sections, parts, year)
        if single
        else read_report_figures(report, sections, parts, year, list_amounts(views))
    )
    printed = tuple(read_table_figures(views, year))
    rows = read_table_rows(views, year)
    told_functions = tuple(read_function_text(report, sections, parts, year))
    functions = merge_functions(told_functions, rows.functions)
    mentions = () if single else list_project_text(report, sections, parts, year)
    projects = (
        *(make_project(told, single, year) if single else ()),
        *merge_projects(mentions),
        *merge_planned(rows.projects, read_budget_project_text(report, sections, parts, year)),
    )
    evidence = Evidence(
        text=report.text,
        year=year,
        agency=metadata.agency.name,
        report_type=metadata.report_type,
        figures=merge_figures(told, printed, read_partial_figures(views, year)),
        told=told,
        printed=printed,
        functions=told_functions,
        rows=(*functions, *rows.economic, *projects, *rows.indicators),
        mentions=mentions,
        ledgers=read_ledger(views, year),
        views=views,
        forms=tuple(read_forms(views, year)),
        sections=sections,
        contents=[(one.span.start, one.span.end) for one in report.placed if one.in_contents],
        places=report.places,
    )
    return Readings(report, tables, functions, rows, parts, projects, evidence)


def read_content(gathered: Gathered, metadata: Metadata, certainty: float) -> Content:
    """Read everything that the package holds; pure.

    Args:
        gathered: the report's files.
        metadata: what report it is.
        certainty: how sure that is, from 0 to 1.
    """
    read = read_report(gathered, metadata)
    report, rows, evidence = read.report, read.table_rows, read.evidence
    checks = check_report(evidence)
    # Pictures in a file without pages are numbered, too, but theirs are no pages.
    paged = report.places if gathered.pages is not None else []
    amounts = find_unread(report, evidence.views, evidence.figures, evidence.rows)
    recognised = measure_confidence(report.text, report.places)
    confidence = certainty if recognised is None else min(certainty, round(recognised, 3))
    reading = Reading(ENGINE, amounts.count, len(amounts.unread), ocr=recognised is not None, confidence=confidence)
    return Content(
        text=report.text,
        sections=tuple(evidence.sections),
        figures=tuple(with_pages(evidence.figures, paged)),
        rows={
            "function-expenditure": tuple(with_pages(read.functions, paged)),
            "economic-expenditure": tuple(with_pages(rows.economic, paged)),
            "units": read_units(report, evidence.sections, read.parts, metadata.agency.name, metadata.coverage),
            "projects": read.projects,
            "performance-indicators": rows.indicators,
        },
        tables=read.tables,
        checks=checks,
        reading=reading,
        notes=(*gathered.notes, *checks.notes),
        places=report.places,
        pages=gathered.pages,
        unread=amounts.unread,
    )
