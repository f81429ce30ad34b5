"""Keeping the index equal to the store: small updates in place, rebuilds beside the living index and swapped in.

`<data>/index/CURRENT` names the folder that is searched and the rules its tokens were made by. A rebuild makes a new
folder, lists the store again, and the name changes when the new one holds all of it; readers notice at their next
request. Whoever changes what is living holds one lock, a rebuild only at its end; the folder that was left is kept for
those who still read in it, and removed by the next rebuild.
"""

import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.backends.whoosh import WhooshBackend
from index.documents import IndexEntry, ReportDocument, list_entries, make_document
from index.locking import exclusive
from index.passages import Passage
from index.protocol import (
    NOTHING_KNOWN,
    DamagedIndexError,
    KnownOutside,
    NoIndexError,
    SearchBackend,
    SearchResults,
)
from index.query import Query
from index.tokens import rules
from ingest.atomic import write_atomically
from ingest.register_files import load_register
from ingest.store import Store

_Answer = TypeVar("_Answer")
BATCH = 2_000  # reports a commit: each makes a segment, and takes memory for its postings
_TOLD = 20  # reports after which progress is told
# Is told how many reports are done, and of how many.
Progress = Callable[[int, int], None]
# Makes documents of entries, in their order: `map`, or one of a pool of processes.
Over = Callable[[Callable[[IndexEntry], ReportDocument], Iterable[IndexEntry]], Iterator[ReportDocument]]


def no_progress(_done: int, _of: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What an update did: how many reports it put in, all of them in a rebuild, and how many it took out."""

    indexed: int
    removed: int
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The folder that holds the index, or several: one that is being built, one that was left."""

    root: Path

    @property
    def pointer(self) -> Path:
        """The file that names the living index."""
        return self.root / "CURRENT"

    def current(self) -> Path | None:
        """The living index, if there is one made by today's rules."""
        folder, made_by = self._named()
        return folder if made_by == rules() else None

    def _named(self) -> tuple[Path | None, str]:
        """The folder that the pointer names and the rules it was made by."""
        try:
            record = json.loads(self.pointer.read_text(encoding="utf-8"))
            return self.root / record["folder"], record["rules"]
        except (OSError, ValueError, KeyError, TypeError):
            return None, ""

    def name_new(self) -> Path:
        """Where a new index may be made beside the living one; nothing is there yet."""
        return self.root / f"whoosh-{uuid.uuid4().hex[:12]}"

    def swap(self, folder: Path) -> None:
        """Make a folder the living index."""
        record = {"folder": folder.name, "rules": rules()}
        write_atomically(self.pointer, (json.dumps(record) + "\n").encode())

    def remove_others(self) -> None:
        """Remove the folders that were left; only who rebuilds may, since nobody else is building one.

        The one that is named stays, also if other rules made it: a program of another version may be serving it.
        """
        named, _ = self._named()
        for child in self.root.iterdir():
            if child.is_dir() and child != named:
                shutil.rmtree(child)

    def changing(self) -> AbstractContextManager[None]:
        """Hold what is living: to write into it, or to put another in its place."""
        return exclusive(self.root / ".changing")

    def rebuilding(self) -> AbstractContextManager[None]:
        """Be the only one who builds a new index."""
        return exclusive(self.root / ".rebuilding")


def sync_index(store: Store, root: Path, progress: Progress = no_progress, over: Over = map) -> SyncReport:
    """Bring the index up to date with the store; an index that is missing or was made by other rules or damaged is rebuilt.

    Args:
        store: what is published.
        root: where the index lies.
        progress: told how many reports are done of how many.
        over: makes the documents, as `map` does.

    Raises:
        IndexBusyError: another process writes to it and does not end.
    """
    folder = IndexFolder(root)
    report = _update(store, folder, progress, over)
    if report is None:
        with folder.rebuilding():
            # Whoever held the lock before may have built it.
            report = _update(store, folder, progress, over) or _rebuild(store, folder, progress, over)
    return report


def rebuild_index(store: Store, root: Path, progress: Progress = no_progress) -> SyncReport:
    """Build a new index beside the living one and swap; the living one is searched and updated until then.

    Raises:
        IndexBusyError: another process rebuilds it and does not end.
    """
    folder = IndexFolder(root)
    with folder.rebuilding():
        return _rebuild(store, folder, progress, map)


def _update(store: Store, folder: IndexFolder, progress: Progress, over: Over) -> SyncReport | None:
    """Bring the living index up to date; None where there is none that could be."""
    with folder.changing():
        living = folder.current()
        if living is None:
            return None
        try:
            backend = WhooshBackend(living)
            try:
                return _bring_up(backend, store, progress, over)
            finally:
                backend.close()
        except DamagedIndexError:
            return None


def _rebuild(store: Store, folder: IndexFolder, progress: Progress, over: Over) -> SyncReport:
    folder.remove_others()
    made = folder.name_new()
    backend = WhooshBackend(made, create=True)
    try:
        _bring_up(backend, store, progress, over)
        with folder.changing():
            # What was published since is in the living index only.
            _bring_up(backend, store, no_progress, over)
            count = len(backend.stamps())
            folder.swap(made)
    finally:
        backend.close()
    return SyncReport(count, 0, rebuilt=True)


def _bring_up(backend: SearchBackend, store: Store, progress: Progress, over: Over) -> SyncReport:
    """Write into an index what it lacks of the store, and take out what the store no longer shows."""
    entries = {entry.name: entry for entry in list_entries(store, load_register(store.root))}
    known = backend.stamps()
    removed = [name for name in known if name not in entries]
    changed = [entry for name, entry in entries.items() if known.get(name) != entry.stamp]
    _write(backend, changed, removed, progress, over)
    return SyncReport(len(changed), len(removed))


def _write(
    backend: SearchBackend, entries: Sequence[IndexEntry], removed: Sequence[str], progress: Progress, over: Over
) -> None:
    if not entries and not removed:
        return
    done = 0
    for batch in _batches(entries):
        documents = _counted(over(make_document, batch), done, len(entries), progress)
        backend.update(documents, removed if done == 0 else ())
        done += len(batch)


def _counted(documents: Iterable[ReportDocument], done: int, of: int, progress: Progress) -> Iterator[ReportDocument]:
    for number, document in enumerate(documents, done + 1):
        yield document
        if number % _TOLD == 0 or number == of:
            progress(number, of)


def _batches(entries: Sequence[IndexEntry]) -> Iterator[Sequence[IndexEntry]]:
    """At least one batch, though it may be empty: what is taken out goes with the first."""
    yield entries[:BATCH]
    for start in range(BATCH, len(entries), BATCH):
        yield entries[start : start + BATCH]


class LiveIndex:
    """The living index for readers: follows a swap, and opens anew what it named before."""

    def __init__(self, root: Path) -> None:
        self._folder = IndexFolder(root)
        self._lock = threading.Lock()
        self._open: tuple[Path, SearchBackend] | None = None

    def search(self, query: Query, known: KnownOutside = NOTHING_KNOWN) -> SearchResults:
        """Search the living index; one that was replaced and removed meanwhile is left for its successor.

        Raises:
            NoIndexError: there is none yet.
            DamagedIndexError: it cannot be read.
        """
        return self._ask(lambda backend: backend.search(query, known))

    def passages(self, query: Query, names: Sequence[str]) -> Mapping[str, tuple[Passage, ...]]:
        """What reports say of what is asked, by name; errors as of `search`."""
        return self._ask(lambda backend: backend.passages(query, names))

    def words(self) -> Mapping[str, int]:
        """The Chinese words of the reports, each with how many hold it; errors as of `search`."""
        return self._ask(lambda backend: backend.words())

    def _ask(self, ask: Callable[[SearchBackend], _Answer]) -> _Answer:
        """What the living index answers; one that went away meanwhile is left for its successor."""
        while True:
            living = self._folder.current()
            if living is None:
                raise NoIndexError("还没有索引：请运行 mingzhang index rebuild。")
            try:
                return ask(self._backend(living))
            except DamagedIndexError:
                if self._folder.current() == living:
                    raise

    def _backend(self, living: Path) -> SearchBackend:
        with self._lock:
            if self._open is None or self._open[0] != living:
                opened = WhooshBackend(living)
                if self._open is not None:
                    self._open[1].close()
                self._open = (living, opened)
            return self._open[1]

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None
