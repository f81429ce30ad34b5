"""The whole way from a source file to a published version: one call a stage.

source ─ read ─▶ blocks ─ find headings ─▶ outline ─ render ─▶ report.md ─▶ sections, tables, figures ─ check ─▶
findings ─ assemble ─▶ package ─ validate, write ─▶ store
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from ingest.checks import check_report
from ingest.errors import UnclearIdentityError
from ingest.extract.functions import merge_functions, read_function_text
from ingest.extract.projects import read_project_text
from ingest.extract.reading import merge_figures, read_report_figures
from ingest.extract.tables import read_partial_figures, read_table_figures, read_table_rows, view_tables
from ingest.extract.unread import find_unread
from ingest.headings import Outline, find_headings
from ingest.identify import Declared, Identity, identify
from ingest.markdown import render_report
from ingest.package import AgencyRef, Content, Metadata, Package, Reading, assemble_package
from ingest.parts import assign_parts, list_parts
from ingest.places import with_pages
from ingest.progress import Progress, no_progress
from ingest.readers import read_document
from ingest.recognition import measure_confidence
from ingest.register import Agency, Register, make_short_slug
from ingest.register_files import load_register, save_register
from ingest.register_typos import find_mistyped
from ingest.report_tables import read_tables
from ingest.rows import Row
from ingest.sections import read_sections
from ingest.source import SourceFile, load_source
from ingest.store import Store, Version, validate_package
from ingest.version import ENGINE


class Outcome(Enum):
    """What became of a file that did not fail."""

    PUBLISHED = "published"
    NEW_VERSION = "new_version"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    SAME_REPORT = "same_report"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, with the report that it is; `same_as` is the file of this run that already was it."""

    outcome: Outcome
    name: str
    title: str
    version: int
    same_as: Path | None = None
    findings: int = 0
    privacy: tuple[str, ...] = ()
    figures: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that was read and identified, and is not yet anybody's in the register.

    `pages` is how many its source has, where that is known; `notes` tell what of it was not read.
    """

    source: SourceFile
    outline: Outline
    identity: Identity
    pages: int | None = None
    notes: tuple[str, ...] = ()


def read_draft(
    source: SourceFile,
    declared: Declared,
    register: Register,
    *,
    force: bool = False,
    progress: Progress = no_progress,
) -> Draft:
    """Read a source and tell what report it is; stores nothing.

    Raises:
        IngestError: it cannot be read, or told, or is no report.
    """
    document = read_document(source, progress)
    outline = find_headings(document.blocks)
    identity = identify(outline, source.stem, declared, register.locate, force=force)
    return Draft(source, outline, identity, document.pages, document.notes)


def make_metadata(draft: Draft, agency: Agency, declared: Declared) -> Metadata:
    """The package's metadata for a draft whose agency is known."""
    identity = draft.identity
    parts = assign_parts(draft.outline, identity.report_type)
    return Metadata(
        agency=AgencyRef(agency.id, agency.name, agency.short_name),
        place=agency.place,
        year=identity.year,
        report_type=identity.report_type,
        parts=list_parts(parts, draft.outline),
        coverage=identity.coverage,
        evaluator=identity.evaluator,
        subject=identity.subject,
        subject_slug=make_short_slug(identity.subject) if identity.subject else None,
        source_url=declared.source_url,
        published=declared.published,
        note=declared.note,
    )


def read_content(draft: Draft) -> Content:
    """Read everything that the package holds from a draft; pure."""
    identity = draft.identity
    parts = assign_parts(draft.outline, identity.report_type)
    report = render_report(draft.outline)
    sections = read_sections(report, parts)
    tables = tuple(read_tables(report))
    views = view_tables(tables, report, sections, parts)
    figures = merge_figures(
        read_report_figures(report, sections, parts, identity.year),
        read_table_figures(views, identity.year),
        read_partial_figures(views, identity.year),
    )
    rows = read_table_rows(views, identity.year)
    functions = merge_functions(list(read_function_text(report, sections, parts, identity.year)), rows.functions)
    projects = (*read_project_text(report, sections, parts, identity.year), *rows.projects)
    told: tuple[Row, ...] = (*functions, *rows.economic, *projects, *rows.indicators)
    checks = check_report(report.text, figures, report.places, told)
    unread = sum(1 for _ in find_unread(report, figures, (*functions, *projects)))
    recognised = measure_confidence(report.text, report.places)
    confidence = identity.confidence if recognised is None else min(identity.confidence, round(recognised, 3))
    reading = Reading(ENGINE, unread, ocr=recognised is not None, confidence=confidence)
    return Content(
        text=report.text,
        sections=sections,
        figures=tuple(with_pages(figures, report.places)),
        rows={
            "function-expenditure": tuple(with_pages(functions, report.places)),
            "economic-expenditure": tuple(with_pages(rows.economic, report.places)),
            "projects": projects,
            "performance-indicators": rows.indicators,
        },
        tables=tables,
        checks=checks,
        reading=reading,
        notes=draft.notes,
        places=report.places,
        pages=draft.pages,
    )


class Ingest:
    """One run over files into a store; remembers which file of the run was which report."""

    def __init__(self, store: Store, *, force: bool = False, as_version: bool = False) -> None:
        self._store = store
        self._force = force
        self._as_version = as_version
        load_register(store.root)  # a register that cannot be read stops the run before its first file
        self._run: dict[str, Path] = {}  # report name -> the file of this run that is it

    def ingest_file(self, path: Path, declared: Declared, progress: Progress = no_progress) -> Result:
        """Read, identify and publish one file; `progress` is told of each page that was recognised.

        Raises:
            IngestError: it is not published; nothing was stored.
        """
        known = load_register(self._store.root)
        draft = read_draft(load_source(path), declared, known, force=self._force, progress=progress)
        _, metadata = self._name_agency(draft, declared)
        folder = self._store.folder_of(metadata)
        same = self._same_source(folder, draft.source)
        first = self._run.get(metadata.name, path)
        if same is not None and not self._is_corrected(same, metadata, declared):
            self._run.setdefault(metadata.name, path)
            outcome = Outcome.WITHDRAWN if same.withdrawn else Outcome.UNCHANGED
            return Result(outcome, metadata.name, metadata.title, same.number)
        if first != path and not self._as_version:
            return Result(Outcome.SAME_REPORT, metadata.name, metadata.title, 0, same_as=first)
        content = read_content(draft)
        # Reading takes seconds, in which an editor may have saved the register: what is written now is theirs, and ours.
        register, metadata = self._name_agency(draft, declared)
        save_register(self._store.root, register)
        number = self._store.next_number(self._store.folder_of(metadata))
        package = assemble_package(
            metadata,
            content,
            draft.source,
            version=number,
            reason="first" if number == 1 else "corrected" if same else "new_bytes",
            created=datetime.now(UTC),
        )
        self._store.publish(package, number, validate_package)
        self._run.setdefault(metadata.name, path)
        return _published(package, content, number)

    def _name_agency(self, draft: Draft, declared: Declared) -> tuple[Register, Metadata]:
        """The register as it is now with the draft's agency in it, and the report's metadata by it.

        Raises:
            UnclearIdentityError: the agency would be a new one whose name is probably a known one's, mistyped.
        """
        identity = draft.identity
        known = load_register(self._store.root)
        register, agency = known.add(identity.agency, identity.place, _aliases(declared))
        meant = find_mistyped(known, identity.agency, identity.place) if agency.id not in known.agencies else None
        if meant is not None and not self._force:
            raise UnclearIdentityError(
                f"名录里没有“{agency.name}”，有“{meant.name}”，是不是它？"
                "是就改正名称再导入（报告里写错的，用 --agency 写明全称并加 --force）；确实是另一个单位，加 --force。"
            )
        return register, make_metadata(draft, agency, declared)

    def _same_source(self, folder: Path, source: SourceFile) -> Version | None:
        same = [one for one in self._store.versions(folder) if one.source_hash == source.sha256]
        return max(same, key=lambda one: (not one.withdrawn, one.number), default=None)

    def _is_corrected(self, same: Version, metadata: Metadata, declared: Declared) -> bool:
        """Tell whether the operator now says what the published version of this very file does not say."""
        current = self._store.current(same.folder)
        if current is None or current.number != same.number:
            return False
        told = same.descriptor
        return (
            (declared.agency is not None and told["agency"]["name"] != metadata.agency.name)
            or (declared.source_url is not None and told["sourceUrl"] != declared.source_url)
            or (declared.published is not None and told["published"] != declared.published.isoformat())
            or (declared.note is not None and declared.note not in told["notes"])
        )


def _published(package: Package, content: Content, number: int) -> Result:
    privacy = tuple(finding.message for finding in content.checks.findings if finding.rule == "J09")
    return Result(
        Outcome.PUBLISHED if number == 1 else Outcome.NEW_VERSION,
        package.metadata.name,
        package.metadata.title,
        number,
        findings=len(content.checks.findings),
        privacy=privacy,
        figures=len(content.figures),
        unread=content.reading.unread,
    )


def _aliases(declared: Declared) -> tuple[str, ...]:
    return (declared.agency,) if declared.agency else ()
