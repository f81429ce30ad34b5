"""What the rules over several reports say of a generated report that stands among its agency's other ones.

The report of the year before and the other reports of the year are published into a store of its own, the report itself
clean and with its mistake; then the rules run as the portal's catalogue runs them.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.across.checking import check_agency
from ingest.across.reading import read_report
from ingest.across.report import FINDING, Derived, Place, Report
from ingest.errors import IngestError
from ingest.findings import Finding
from ingest.identify import Declared
from ingest.package import assemble_package
from ingest.pipeline import Draft, identify_again, make_metadata, read_content, read_draft
from ingest.register import Register
from ingest.samples.output import TRUTH
from ingest.source import load_source
from ingest.store import Store, Version

_CREATED = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read: one that is refused with what its truth says of it, which `refused` tells."""

    draft: Draft
    declared: Declared
    refused: str = ""


def read_file(path: Path) -> FileRead:
    """Read a generated file as an upload; one that is refused is read again with what the clerk would say of it."""
    source, register = load_source(path), Register()
    try:
        declared = Declared()
        return FileRead(read_draft(source, declared, register), declared)
    except IngestError as error:
        meant = json.loads((path.parent / TRUTH / f"{path.stem}.json").read_text(encoding="utf-8"))["metadata"]
        declared = Declared(meant["agency"], meant["year"], meant["type"], meant["coverage"], meant.get("subject"))
        return FileRead(read_draft(source, declared, register, force=True), declared, str(error))


def find_among(neighbours: Sequence[Path], *files: FileRead) -> list[tuple[Finding, ...]]:
    """The findings over several reports that name a place in each of the files, as if it alone stood among the neighbours."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register()
        beside = []
        for number, path in enumerate(neighbours):
            version, register = _publish(read_file(path), Path(folder) / f"beside-{number}", register)
            beside.append(version)
        found = []
        for number, file in enumerate(files):
            version, known = _publish(file, Path(folder) / f"own-{number}", register)
            mine = read_report(version, known)
            others = [read_report(one, known) for one in beside]
            found.append(tuple(_of_report(mine, check_agency(mine.agency, [mine, *others]))))
    return found


def _publish(file: FileRead, root: Path, register: Register) -> tuple[Version, Register]:
    try:
        draft = identify_again(file.draft, file.declared, register, force=bool(file.refused))
    except IngestError:
        draft = file.draft  # what the neighbours make doubtful its operator publishes by its own word
    known, agency = register.add(draft.identity.agency, draft.identity.place)
    metadata = make_metadata(draft, agency, file.declared)
    content = read_content(draft.gathered, metadata, draft.identity.confidence)
    package = assemble_package(metadata, content, draft.gathered.sources, version=1, reason="first", created=_CREATED)
    # What frictionless says of a package is measured elsewhere; it changes nothing that the rules look at.
    return Store(root).publish(package, 1, lambda _: None), known


def _of_report(report: Report, told: Iterable[Derived]) -> Iterator[Finding]:
    """What is said of a place in a report, or of it as a whole, as its own findings are told."""
    for one in told:
        if one.outcome != FINDING:
            continue
        named = [place for place in (one.here, one.there, *one.also) if place and _is_of(place, report)]
        if named:
            first, *further = [(place.start or 0, place.end or 0) for place in named]
            disclosed = report.text[slice(*first)]
            yield Finding(one.rule, one.severity, one.message, disclosed, *first, one.expected, related=tuple(further))


def _is_of(place: Place, report: Report) -> bool:
    return (place.report, place.version) == (report.name, report.version)
