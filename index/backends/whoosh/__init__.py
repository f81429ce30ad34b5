"""The embedded backend: the files of Whoosh (whoosh-reloaded 2.7.5) behind our own protocol; nothing else imports whoosh.

Whoosh writes: one writer, segments and commits as it makes them. Searching is our own, over whole arrays: Whoosh reads
posting by posting in Python, a hundred times slower. Segments are not compounded: a compound file is copied into the
memory of every process.
"""

import pickle
import struct
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cachetools import LRUCache, cached
from whoosh import index
from whoosh.index import IndexError as WhooshIndexError
from whoosh.index import LockError

from index.backends.whoosh.matching import match_query
from index.backends.whoosh.raw import open_segments
from index.backends.whoosh.results import make_results
from index.backends.whoosh.schema import make_schema
from index.backends.whoosh.sections import find_sections
from index.backends.whoosh.showing import show_passages, show_sections
from index.backends.whoosh.snapshot import Snapshot
from index.backends.whoosh.writing import ReportWriter
from index.documents import ReportDocument
from index.passages import Passage
from index.protocol import (
    NO_SECTIONS,
    NOTHING_KNOWN,
    DamagedIndexError,
    IndexBusyError,
    KnownOutside,
    SearchResults,
    SectionHit,
    SectionResults,
)
from index.query import Query

_ANSWERS = 64  # answers of a generation that a process keeps: a page of facets is large
_Answer = TypeVar("_Answer")
# What Whoosh lets through when its files are gone or damaged: they hold pickles and packed numbers.
_DAMAGE = (WhooshIndexError, pickle.UnpicklingError, struct.error, OSError, EOFError, ValueError, KeyError, TypeError)


@dataclass
class _Generation:
    """An open generation, which never changes, how many requests use it, and what was answered last."""

    number: int
    snapshot: Snapshot
    answers: LRUCache[Hashable, Any]
    answering: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0
    retired: bool = False

    def answer(self, key: Hashable, find: Callable[[Snapshot], _Answer]) -> _Answer:
        """What was found before, or is found now."""
        answered: _Answer = cached(self.answers, key=lambda: key, lock=self.answering)(lambda: find(self.snapshot))()
        return answered


@dataclass
class _Open:
    """The newest generation that was opened; none is kept once the backend is closed."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    generation: _Generation | None = None
    closed: bool = False


class WhooshBackend:
    """An index in a folder; see `index.protocol.SearchBackend`."""

    def __init__(self, folder: Path, *, create: bool = False, answers: int = _ANSWERS) -> None:
        """Open the index of a folder, which must be there, or with `create` make an empty one.

        `answers` is the number of answers of a generation that are kept to be given again.

        Raises:
            DamagedIndexError: its files are not there or cannot be read.
        """
        self._folder = str(folder)
        self._open = _Open()
        self._answers = answers
        if create:
            folder.mkdir(parents=True)
            self._index = index.create_in(self._folder, make_schema())
            return
        try:
            self._index = index.open_dir(self._folder)
        except _DAMAGE as error:
            raise self._damaged() from error

    def stamps(self) -> Mapping[str, str]:
        """What is in the index: the stamp of each report by its name."""
        with self._generation() as generation:
            snapshot = generation.snapshot
            stamps = snapshot.texts("stamp")
            return {name: stamps[at] for at, name in enumerate(snapshot.names) if snapshot.live[at]}

    def update(self, documents: Iterable[ReportDocument], removed: Iterable[str]) -> None:
        """Put documents in and take reports out, in one commit.

        Raises:
            IndexBusyError: another process is writing.
        """
        try:
            writer = ReportWriter(self._index)
        except LockError as error:
            raise IndexBusyError("索引正由另一个进程更新：请等它结束后再试。") from error
        with ExitStack() as failing:
            failing.callback(writer.cancel)  # lets go of the writer's lock, also when interrupted
            for name in removed:
                writer.remove_report(name)
            for document in documents:
                writer.add_report(document)
            writer.finish()
            failing.pop_all()

    def search(self, query: Query, known: KnownOutside = NOTHING_KNOWN) -> SearchResults:
        """Return a page of reports, the best first; without words the newest first."""
        with self._generation() as generation:
            return generation.answer(
                (query, known), lambda snapshot: make_results(snapshot, query, match_query(snapshot, query), known)
            )

    def passages(self, query: Query, names: Sequence[str]) -> Mapping[str, tuple[Passage, ...]]:
        """Return what reports say of what is asked, by name; of those that are not in the index nothing."""
        with self._generation() as generation:
            return generation.answer((query, tuple(names)), lambda snapshot: show_passages(snapshot, query, names))

    def search_sections(self, query: Query, known: KnownOutside = NOTHING_KNOWN) -> SectionResults:
        """Return a page of sections, those whose headings hold the words first; without words none."""
        if not query.terms:
            return NO_SECTIONS
        with self._generation() as generation:
            return generation.answer(
                ("sections", query, known),
                lambda snapshot: find_sections(snapshot, query, match_query(snapshot, query), known),
            )

    def section_passages(self, query: Query, hits: Sequence[SectionHit]) -> tuple[Passage | None, ...]:
        """Return what each section says of what is asked; None of those that are not in the index."""
        with self._generation() as generation:
            return generation.answer(
                ("sections", query, tuple(hits)), lambda snapshot: show_sections(snapshot, query, hits)
            )

    def words(self) -> Mapping[str, int]:
        """The Chinese words of the reports, each with how many hold it."""
        with self._generation() as generation:
            return generation.snapshot.words

    def close(self) -> None:
        """Close the generation, once the last request that uses it is done, and the index."""
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
                    newer.users += 1
                    used = generation.snapshot
                    threading.Thread(target=self._warm, args=(newer, used), daemon=True).start()
                generation = newer
                # A request that still came after the end is the only user of what it opens.
                generation.retired = self._open.closed
                self._open.generation = None if self._open.closed else generation
            generation.users += 1
        try:
            yield generation
        finally:
            self._leave(generation)

    def _leave(self, generation: _Generation) -> None:
        with self._open.lock:
            generation.users -= 1
            if generation.retired and generation.users == 0:
                generation.snapshot.close()

    def _warm(self, generation: _Generation, used: Snapshot) -> None:
        """Read again what was read of the generation before, the words that were read last, while requests go on."""
        try:
            for field_name, word in used.kept_words():
                if generation.retired:
                    break
                generation.snapshot.postings(field_name, word)
            if used.knows_sections and not generation.retired:
                _ = generation.snapshot.sections
        finally:
            self._leave(generation)

    def _load(self) -> _Generation:
        """Open the newest generation, its files all at once; a commit meanwhile removes some, and the next is opened.

        Never refreshed: a reader that Whoosh refreshes after a commit that merged shows reports that were deleted.
        """
        while True:
            number = self._index.latest_generation()
            try:
                snapshot = self._open_snapshot()
            except _DAMAGE as error:
                if self._index.latest_generation() == number:
                    raise self._damaged() from error
            else:
                if self._index.latest_generation() == number:
                    return _Generation(number, snapshot, LRUCache(self._answers))
                snapshot.close()

    def _open_snapshot(self) -> Snapshot:
        with ExitStack() as failing:
            leaves = open_segments(self._folder)
            for leaf in leaves:
                failing.callback(leaf.close)
            snapshot = Snapshot(leaves)
            failing.pop_all()
        return snapshot

    def _damaged(self) -> DamagedIndexError:
        return DamagedIndexError(f"索引 {self._folder} 不见了或已损坏：请运行 mingzhang index rebuild。")


def _retire(generation: _Generation) -> None:
    """Close a generation now, or leave it to its last user."""
    generation.retired = True
    if generation.users == 0:
        generation.snapshot.close()
