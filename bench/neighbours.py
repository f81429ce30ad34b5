"""What the rules over several reports say of a generated report that stands among its agency's other ones.

The report of the year before and the other reports of the year are published into a store of its own, the report itself
clean and with its mistake; then the rules run as the portal's catalogue runs them.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from ingest.across.checking import check_agency
from ingest.across.reading import read_report
from ingest.across.report import FINDING, Derived, Place, Report
from ingest.errors import IngestError
from ingest.findings import Finding
from ingest.identify import Declared
from ingest.package import assemble_package
from ingest.pipeline import make_metadata, read_content, read_draft
from ingest.register import Register
from ingest.samples import PlantedReport
from ingest.source import load_source
from ingest.store import Store, Version

_CREATED = datetime(2025, 1, 1, tzinfo=UTC)


def find_among(report: PlantedReport) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings over several reports that name a place in the clean report, and those of the one with the mistake."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register()
        beside = []
        for number, one in enumerate(report.neighbours):
            version, register = _publish(one.path, Path(folder) / f"beside-{number}", register)
            beside.append(version)
        found = []
        for name, file in (("clean", report.clean.path), ("planted", report.planted.path)):
            version, known = _publish(file, Path(folder) / name, register)
            mine = read_report(version, known)
            others = [read_report(one, known) for one in beside]
            found.append(tuple(_of_report(mine, check_agency(mine.agency, [mine, *others]))))
    clean, planted = found
    return clean, planted


def _publish(path: Path, root: Path, register: Register) -> tuple[Version, Register]:
    """Publish a file as its operator would: one that is refused with what its truth says of it."""
    source = load_source(path)
    declared, force = Declared(), False
    try:
        draft = read_draft(source, declared, register)
    except IngestError:
        meant = json.loads((path.parent / "truth" / f"{path.stem}.json").read_text(encoding="utf-8"))["metadata"]
        declared = Declared(meant["agency"], meant["year"], meant["type"], meant["coverage"], meant.get("subject"))
        force = True
        draft = read_draft(source, declared, register, force=force)
    known, agency = register.add(draft.identity.agency, draft.identity.place)
    metadata = make_metadata(draft, agency, declared)
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
