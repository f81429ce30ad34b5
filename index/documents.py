"""What of a report goes into the index: one document a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.outline import Outline, make_outline
from index.stamps import make_stamp
from index.tokenizing import TextTokens, tokenize
from ingest.agency_names import usual_names
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from ingest.register import Register
from ingest.sections import Section
from ingest.store import Store, Version, read_rows

# Counts the ways in which `make_document` made documents; documents made otherwise are made again.
_FORM = "2"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index should hold of a report: `stamp` changes when its document would.

    `names` are the usual names of its agency; none where the register does not know it.
    """

    name: str
    stamp: str
    version: Version
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report as the index takes it; `regions` are the codes of its region and of those around it.

    `text` is `report.md`, `body_tokens` are of it.
    """

    name: str
    stamp: str
    title: str
    agency: str
    regions: tuple[str, ...]
    year: int
    report_type: str
    names_tokens: TextTokens
    title_tokens: TextTokens
    body_tokens: TextTokens
    text: str
    outline: Outline


def list_entries(store: Store, register: Register) -> Iterator[IndexEntry]:
    """Yield what the index should hold: the current version of every published report."""
    for version in store.published():
        agency_id = version.folder.parent.name
        agency = register.agencies.get(agency_id)
        names = tuple(usual_names(agency.all_names, agency.place)) if agency else ()
        yield IndexEntry(f"{agency_id}-{version.folder.name}", make_stamp(version, _FORM, *names), version, names)


def make_document(entry: IndexEntry) -> ReportDocument:
    """Read a version and make its document; takes the time that tokenising takes."""
    descriptor = entry.version.descriptor
    text = (entry.version.path / "report.md").read_text(encoding="utf-8")
    region = descriptor["region"]["adcode"]
    kind = descriptor["reportType"]
    agency = descriptor["agency"]["name"]
    about = [str(descriptor["fiscalYear"]), TYPE_LABELS[kind], *filter(None, descriptor["region"].values())]
    return ReportDocument(
        name=entry.name,
        stamp=entry.stamp,
        title=descriptor["title"],
        agency=descriptor["agency"]["id"],
        regions=load_gazetteer().ancestors(region),
        year=descriptor["fiscalYear"],
        report_type=kind,
        names_tokens=_tokens(entry.names or [agency]),
        title_tokens=_tokens([descriptor["title"], *about]),
        body_tokens=tokenize(text),
        text=text,
        outline=make_outline(_sections(entry.version), f"{descriptor['title']} {agency} {descriptor['fiscalYear']}"),
    )


def _tokens(texts: Iterable[str]) -> TextTokens:
    """The tokens of several texts, parted as by punctuation."""
    return tokenize("\n".join(texts))


def _sections(version: Version) -> list[Section]:
    return [
        Section(
            row["id"], row["part"], int(row["level"]), row["number"], row["title"], int(row["start"]), int(row["end"])
        )
        for row in read_rows(version, "sections")
    ]
