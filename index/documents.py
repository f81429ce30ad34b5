"""What of a report goes into the index: one document a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from index.tokens import Token, tokenize
from ingest.agency_names import usual_names
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from ingest.register import Agency, Register
from ingest.store import Store, Version


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index should hold of a report: `stamp` changes when its document would."""

    name: str
    stamp: str
    version: Version
    agency: Agency | None


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
    created: str
    names_tokens: tuple[Token, ...]
    title_tokens: tuple[Token, ...]
    body_tokens: tuple[Token, ...]


def list_entries(store: Store, register: Register) -> Iterator[IndexEntry]:
    """Yield what the index should hold: the current version of every published report."""
    for version in store.published():
        agency_id = version.folder.parent.name
        agency = register.agencies.get(agency_id)
        names = "|".join(agency.all_names) if agency else ""
        stamp = f"v{version.number}-{sha256(names.encode()).hexdigest()[:12]}"
        yield IndexEntry(f"{agency_id}-{version.folder.name}", stamp, version, agency)


def make_document(entry: IndexEntry) -> ReportDocument:
    """Read a version and make its document; takes the time that tokenising takes."""
    descriptor = entry.version.descriptor
    text = (entry.version.path / "report.md").read_text(encoding="utf-8")
    region = descriptor["region"]["adcode"]
    names = usual_names(entry.agency.all_names, entry.agency.place) if entry.agency else [descriptor["agency"]["name"]]
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
        created=descriptor["created"],
        names_tokens=_tokens(names),
        title_tokens=_tokens([descriptor["title"], *about]),
        body_tokens=_tokens([text]),
    )


def _tokens(texts: Iterable[str]) -> tuple[Token, ...]:
    """The tokens of several texts, parted as by punctuation."""
    return tuple(tokenize("\n".join(texts)))
