"""What every search backend offers; Whoosh satisfies it, and whatever comes beside it passes the same tests."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from index.documents import ReportDocument
from index.passages import Passage
from index.query import Query


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found."""

    name: str
    score: float


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NamedGroups:
    """For each value of a filter the names of the reports that it is true of; a report may be under several."""

    groups: Mapping[str, AbstractSet[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class NamedNumbers:
    """A number of each report, by its name; not every report has one."""

    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownOutside:
    """What is known of reports beside the index: it changes with their neighbours, not with their own texts.

    `findings` is what the filter of that name takes, `numbers` what `HIGHEST` and `LOWEST` order by; a report must be in
    every group of `only`. Where results are ordered by how well they match, those of `first` stand before all others, in
    its order. An index keeps what it makes of each as long as the object lives: hand in the same object while
    nothing changed.
    """

    findings: NamedGroups = field(default_factory=NamedGroups)
    numbers: NamedNumbers = field(default_factory=NamedNumbers)
    only: NamedGroups = field(default_factory=NamedGroups)
    first: tuple[str, ...] = ()


NOTHING_KNOWN = KnownOutside()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the found reports fall under each value; a facet that is filtered by shows what else there is."""

    agency: Mapping[str, int]
    region: Mapping[str, int]
    year: Mapping[int, int]
    report_type: Mapping[str, int]
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits, how many there are in all, and the facets over all of them."""

    hits: tuple[Hit, ...]
    total: int
    facets: Facets


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section that was found: its report, and its number there, from 0 in reading order; `score` is the report's."""

    name: str
    section: int
    score: float


@dataclass(frozen=True, slots=True)
class SectionResults:
    """One page of sections, how many there are in all and of how many reports, and the facets, which count sections."""

    hits: tuple[SectionHit, ...]
    total: int
    reports: int
    facets: Facets


NO_SECTIONS = SectionResults((), 0, 0, Facets({}, {}, {}, {}, {}))


class SearchIndexError(Exception):
    """The index cannot be used as asked; the message, in Chinese, says what to do."""


class NoIndexError(SearchIndexError):
    """Nothing was indexed yet, or by other rules than today's."""


class IndexBusyError(SearchIndexError):
    """Another process is writing to the index or to the catalogue."""


class DamagedIndexError(SearchIndexError):
    """The index is gone or cannot be read; it is rebuilt from the store."""


class SearchBackend(Protocol):
    """An index of report documents."""

    def stamps(self) -> Mapping[str, str]:
        """What is in the index: the stamp of each report by its name."""
        ...

    def update(self, documents: Iterable[ReportDocument], removed: Iterable[str]) -> None:
        """Put documents in, replacing those of the same name, and take reports out; visible at once, all together."""
        ...

    def search(self, query: Query, known: KnownOutside = NOTHING_KNOWN) -> SearchResults:
        """Return a page of reports."""
        ...

    def passages(self, query: Query, names: Sequence[str]) -> Mapping[str, tuple[Passage, ...]]:
        """Return what reports say of what is asked, by name; of those that are not in the index nothing."""
        ...

    def search_sections(self, query: Query, known: KnownOutside = NOTHING_KNOWN) -> SectionResults:
        """Return a page of sections: the smallest that hold all words, but those that the report's title says; without words none."""
        ...

    def section_passages(self, query: Query, hits: Sequence[SectionHit]) -> tuple[Passage | None, ...]:
        """Return what each section says of what is asked; None of those that are not in the index."""
        ...

    def words(self) -> Mapping[str, int]:
        """The Chinese words of the reports, each with how many reports hold it; for suggesting how one is spelt."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
