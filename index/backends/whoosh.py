"""The embedded backend: Whoosh (whoosh-reloaded 2.7.5) behind our own protocol; nothing else imports whoosh.

Tokens are made before the writer. One writer, many readers; a reader opens a new searcher for a new generation, since
`Searcher.refresh()` returns deleted documents after a merging commit. Segments are not compounded: a compound file is
copied into the memory of every process.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring
from whoosh.analysis import Analyzer, Token
from whoosh.index import LockError

from index.documents import ReportDocument
from index.protocol import Facets, Hit, SearchResults
from index.query import PAGE_SIZE, Filters, Query

_TEXT_FIELDS = {"body": 1.0, "title": 2.0, "names": 3.0}
_YEAR_BOOST = 4.0


class _TokenList(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Takes tokens that were made before."""

    def __call__(self, value: Any, *, positions: bool = False, start_pos: int = 0, **_: Any) -> Iterator[Any]:
        token = Token(positions=positions, chars=False, removestops=False)
        for position, text in enumerate(value, start_pos):
            token.text = text
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            yield token


def _schema() -> Any:
    tokens = _TokenList()
    return fields.Schema(
        name=fields.ID(stored=True, unique=True),
        stamp=fields.STORED,
        created=fields.STORED,
        agency=fields.ID(stored=True),
        regions=fields.KEYWORD(stored=True),
        year=fields.ID(stored=True),
        report_type=fields.ID(stored=True),
        names=fields.TEXT(analyzer=tokens, phrase=True),
        title=fields.TEXT(analyzer=tokens, phrase=True),
        body=fields.TEXT(analyzer=tokens, phrase=True),
    )


@dataclass(frozen=True)
class _Generation:
    """An open searcher, which never changes, and the stored fields of its documents by number."""

    number: int
    searcher: Any
    stored: dict[int, dict[str, Any]]


class WhooshBackend:
    """An index in a folder; see `index.protocol.SearchBackend`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        exists = index.exists_in(str(folder))
        self._index = index.open_dir(str(folder)) if exists else index.create_in(str(folder), _schema())
        self._lock = threading.Lock()
        self._generation: _Generation | None = None

    def stamps(self) -> Mapping[str, str]:
        """What is in the index: the stamp of each report by its name."""
        return {fields["name"]: fields["stamp"] for fields in self._open().stored.values()}

    def update(self, documents: Iterable[ReportDocument], removed: Iterable[str]) -> None:
        """Put documents in and take reports out, in one commit.

        Raises:
            IndexBusyError: another process is writing.
        """
        try:
            writer = self._index.writer(compound=False)
        except LockError as error:
            raise IndexBusyError("索引正由另一个进程更新：请等它结束后再试。") from error
        try:
            for name in removed:
                writer.delete_by_term("name", name)
            for document in documents:
                writer.update_document(
                    name=document.name,
                    stamp=document.stamp,
                    created=document.created,
                    agency=document.agency,
                    regions=" ".join(document.regions),
                    year=str(document.year),
                    report_type=document.report_type,
                    names=list(document.names_tokens),
                    title=list(document.title_tokens),
                    body=list(document.body_tokens),
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()

    def search(self, query: Query) -> SearchResults:
        """Return a page of reports, the best first; without words the newest first."""
        generation = self._open()
        scores = self._scores(generation, query)
        matching = {number: generation.stored[number] for number in scores}
        kept = [number for number, fields in matching.items() if _passes(fields, query.filters)]
        kept.sort(key=lambda number: (-scores[number], _newest(matching[number])))
        start = (query.page - 1) * PAGE_SIZE
        hits = tuple(Hit(matching[number]["name"], scores[number]) for number in kept[start : start + PAGE_SIZE])
        return SearchResults(hits, len(kept), _count_facets(matching.values(), query.filters))

    def close(self) -> None:
        """Close the searcher and the index."""
        with self._lock:
            if self._generation is not None:
                self._generation.searcher.close()
                self._generation = None
        self._index.close()

    def _open(self) -> _Generation:
        """The newest generation; one that was replaced is left to the requests that still use it."""
        newest = self._index.latest_generation()
        with self._lock:
            if self._generation is None or self._generation.number != newest:
                reopened = index.open_dir(self._index.storage.folder)
                searcher = reopened.searcher(weighting=scoring.BM25F())
                stored = {number: searcher.stored_fields(number) for number in searcher.reader().all_doc_ids()}
                self._generation = _Generation(newest, searcher, stored)
            return self._generation

    def _scores(self, generation: _Generation, asked: Query) -> dict[int, float]:
        built = _build(asked)
        if built is None:
            return dict.fromkeys(generation.stored, 0.0)
        results = generation.searcher.search(built, limit=None)
        return {hit.docnum: hit.score for hit in results}


class IndexBusyError(Exception):
    """Another process is writing to the index."""


def _build(asked: Query) -> Any | None:
    """Whoosh's query for ours; None where nothing is asked."""
    required = [_any_field(lambda field, token=token: query.Term(field, token)) for token in asked.tokens]
    required += [
        _any_field(lambda field, words=words: query.Phrase(field, list(words), slop=1)) for words in asked.phrases
    ]
    if not required and not asked.excluded:
        return None
    built = query.And(required) if required else query.Every()
    for words in asked.excluded:
        built = query.AndNot(built, _any_field(lambda field, words=words: query.Phrase(field, list(words), slop=1)))
    if asked.years:
        wanted = query.Or([query.Term("year", str(year)) for year in asked.years], boost=_YEAR_BOOST)
        built = query.AndMaybe(built, wanted)
    return built


def _any_field(make: Any) -> Any:
    """A query over all text fields, each with its weight."""
    parts = []
    for name, boost in _TEXT_FIELDS.items():
        part = make(name)
        part.boost = boost
        parts.append(part)
    return query.Or(parts)


def _passes(stored: Mapping[str, Any], filters: Filters, skip: str = "") -> bool:
    """Whether a document passes the filters, that of facet `skip` left out."""
    return (
        (filters.agency is None or skip == "agency" or stored["agency"] == filters.agency)
        and (filters.region is None or skip == "region" or filters.region in stored["regions"].split())
        and (filters.year is None or skip == "year" or stored["year"] == str(filters.year))
        and (filters.report_type is None or skip == "report_type" or stored["report_type"] == filters.report_type)
    )


def _count_facets(matching: Iterable[Mapping[str, Any]], filters: Filters) -> Facets:
    agency: Counter[str] = Counter()
    region: Counter[str] = Counter()
    year: Counter[int] = Counter()
    report_type: Counter[str] = Counter()
    for stored in matching:
        if _passes(stored, filters, "agency"):
            agency[stored["agency"]] += 1
        if _passes(stored, filters, "region"):
            region.update(stored["regions"].split())
        if _passes(stored, filters, "year"):
            year[int(stored["year"])] += 1
        if _passes(stored, filters, "report_type"):
            report_type[stored["report_type"]] += 1
    return Facets(agency, region, year, report_type)


def _newest(stored: Mapping[str, Any]) -> tuple[int, str]:
    return -int(stored["year"]), stored["name"]
