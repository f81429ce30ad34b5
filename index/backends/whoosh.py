"""The embedded backend: Whoosh (whoosh-reloaded 2.7.5) behind our own protocol; nothing else imports whoosh.

Tokens are made before the writer. One writer, many readers; a reader opens a new searcher for a new generation, since
`Searcher.refresh()` returns deleted documents after a merging commit. Segments are not compounded: a compound file is
copied into the memory of every process.
"""

import pickle
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, scoring
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.index import IndexError as WhooshIndexError
from whoosh.index import LockError

from index.documents import ReportDocument
from index.protocol import DamagedIndexError, Facets, Hit, IndexBusyError, SearchResults
from index.query import PAGE_SIZE, Filters, Query, Term
from index.tokens import Token

_TEXT_FIELDS = {"body": 1.0, "title": 2.0, "names": 3.0}
_YEAR_BOOST = 4.0
# What Whoosh lets through when its files are gone or damaged: they hold pickles and packed numbers.
_DAMAGE = (WhooshIndexError, pickle.UnpicklingError, struct.error, OSError, EOFError, ValueError, KeyError, TypeError)


class _TokenList(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Takes tokens with positions that were made before, packed into a string: Whoosh numbers the items of a list."""

    def __call__(self, value: Any, *, positions: bool = False, start_pos: int = 0, **_: Any) -> Iterator[Any]:
        token = WhooshToken(positions=positions, chars=False, removestops=False)
        token.boost, token.stopped = 1.0, False
        for line in value.splitlines():
            token.text, _, position = line.partition(" ")
            if positions:
                token.pos = start_pos + int(position)
            yield token


def _pack(tokens: Iterable[Token]) -> str:
    return "\n".join(f"{text} {position}" for text, position in tokens)


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


@dataclass
class _Generation:
    """An open searcher, which never changes, the stored fields of its documents, and how many requests use it.

    `lock` is held while searching: the threads of a process share the places in the searcher's files.
    """

    number: int
    searcher: Any
    stored: dict[int, dict[str, Any]]
    users: int = 0
    retired: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class _Open:
    """The newest generation that was opened; none is kept once the backend is closed."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    generation: _Generation | None = None
    closed: bool = False


class WhooshBackend:
    """An index in a folder; see `index.protocol.SearchBackend`."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index of a folder, which must be there, or with `create` make an empty one.

        Raises:
            DamagedIndexError: its files are not there or cannot be read.
        """
        self._folder = str(folder)
        self._open = _Open()
        if create:
            folder.mkdir(parents=True)
            self._index = index.create_in(self._folder, _schema())
            return
        try:
            self._index = index.open_dir(self._folder)
        except _DAMAGE as error:
            raise self._damaged() from error

    def stamps(self) -> Mapping[str, str]:
        """What is in the index: the stamp of each report by its name."""
        with self._generation() as generation:
            return {stored["name"]: stored["stamp"] for stored in generation.stored.values()}

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
                    names=_pack(document.names_tokens),
                    title=_pack(document.title_tokens),
                    body=_pack(document.body_tokens),
                )
        except BaseException:  # an interrupt, too: a writer that is not closed keeps the index locked
            writer.cancel()
            raise
        writer.commit()

    def search(self, query: Query) -> SearchResults:
        """Return a page of reports, the best first; without words the newest first."""
        with self._generation() as generation:
            scores = self._scores(generation, query)
            matching = {number: generation.stored[number] for number in scores}
        kept = [number for number, stored in matching.items() if _passes(stored, query.filters)]
        kept.sort(key=lambda number: (-scores[number], _newest(matching[number])))
        start = (query.page - 1) * PAGE_SIZE
        hits = tuple(Hit(matching[number]["name"], scores[number]) for number in kept[start : start + PAGE_SIZE])
        return SearchResults(hits, len(kept), _count_facets(matching.values(), query.filters))

    def close(self) -> None:
        """Close the searcher, once the last request that uses it is done, and the index."""
        with self._open.lock:
            self._open.closed = True
            if self._open.generation is not None:
                _retire(self._open.generation)
                self._open.generation = None
        self._index.close()

    @contextmanager
    def _generation(self) -> Iterator[_Generation]:
        """The newest generation, held open while it is used; one that was replaced is closed by its last user."""
        with self._open.lock:
            generation = self._open.generation
            if generation is None or generation.number != self._index.latest_generation():
                newer = self._load()
                if generation is not None:
                    _retire(generation)
                generation = newer
                # A request that still came after the end is the only user of what it opens.
                generation.retired = self._open.closed
                self._open.generation = None if self._open.closed else generation
            generation.users += 1
        try:
            yield generation
        finally:
            with self._open.lock:
                generation.users -= 1
                if generation.retired and generation.users == 0:
                    generation.searcher.close()

    def _load(self) -> _Generation:
        """Open the newest generation, its files all at once; a commit meanwhile removes some, and the next is opened."""
        while True:
            number = self._index.latest_generation()
            try:
                searcher = index.open_dir(self._folder).searcher(weighting=scoring.BM25F())
                stored = {at: searcher.stored_fields(at) for at in searcher.reader().all_doc_ids()}
                _open_lengths(searcher.reader())
            except _DAMAGE as error:
                if self._index.latest_generation() == number:
                    raise self._damaged() from error
            else:
                if self._index.latest_generation() == number:
                    return _Generation(number, searcher, stored)
                searcher.close()

    def _damaged(self) -> DamagedIndexError:
        return DamagedIndexError(f"索引 {self._folder} 不见了或已损坏：请运行 mingzhang index rebuild。")

    def _scores(self, generation: _Generation, asked: Query) -> dict[int, float]:
        built = _build(asked)
        if built is None:
            return dict.fromkeys(generation.stored, 0.0)
        with generation.lock:
            results = generation.searcher.search(built, limit=None)
            return {hit.docnum: hit.score for hit in results}


def _open_lengths(reader: Any) -> None:
    """Have Whoosh open the files of field lengths, which it would open when the first search needs them."""
    for leaf, _ in reader.leaf_readers():
        for name in _TEXT_FIELDS:
            leaf.doc_field_length(0, name)


def _retire(generation: _Generation) -> None:
    """Close a generation now, or leave it to its last user."""
    generation.retired = True
    if generation.users == 0:
        generation.searcher.close()


def _build(asked: Query) -> Any | None:
    """Whoosh's query for ours; None where nothing is asked."""
    if not asked.terms and not asked.excluded:
        return None
    built = query.And([_any_field(_units(term)) for term in asked.terms]) if asked.terms else query.Every()
    for term in asked.excluded:
        built = query.AndNot(built, _any_field(_units(term)))
    wanted = [_any_field(_word(term.whole)) for term in asked.terms if term.whole]
    wanted += [query.Term("year", str(year), boost=_YEAR_BOOST) for year in asked.years]
    return query.AndMaybe(built, query.Or(wanted)) if wanted else built


def _units(term: Term) -> Callable[[str], Any]:
    """The units of a term one after the other, in a field."""
    if len(term.units) == 1:
        return _word(term.units[0])
    return lambda name: query.Phrase(name, list(term.units), slop=1)


def _word(text: str) -> Callable[[str], Any]:
    return lambda name: query.Term(name, text)


def _any_field(make: Callable[[str], Any]) -> Any:
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
