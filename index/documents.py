"""What of a report goes into the index: one document a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.stamps import make_stamp
from index.tokens import Token, tokenize
from ingest.agency_names import usual_names
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from ingest.register import Register
from ingest.store import Store, Version

# Counts the ways in which `make_document` made documents; documents made otherwise are made again.
_FORM = "1"


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
    """A report as the index takes it; `regions` are the codes of its region and of those around it."""

    name: str
    stamp: str
    title: str
    agency: str
    regions: tuple[str, ...]
    year: int
    report_type: str
    names_tokens: tuple[Token, ...]
    title_tokens: tuple[Token, ...]
    body_tokens: tuple[Token, ...]


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
    about = [str(descriptor["fiscalYear"]), TYPE_LABELS[kind], *filter(None, descriptor["region"].values())]
    return ReportDocument(
        name=entry.name,
        stamp=entry.stamp,
        title=descriptor["title"],
        agency=descriptor["agency"]["id"],
        regions=load_gazetteer().ancestors(region),
        year=descriptor["fiscalYear"],
        report_type=kind,
        names_tokens=_tokens(entry.names or [descriptor["agency"]["name"]]),
        title_tokens=_tokens([descriptor["title"], *about]),
        body_tokens=_tokens([text]),
    )


def _tokens(texts: Iterable[str]) -> tuple[Token, ...]:
    """The tokens of several texts, parted as by punctuation."""
    return tuple(tokenize("\n".join(texts)))
