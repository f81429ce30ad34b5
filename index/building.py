"""Keeping the index equal to the store: small updates in place, rebuilds beside the living index and swapped in.

`<data>/index/CURRENT` names the folder that is searched and the rules its tokens were made by. A rebuild makes a new
folder, and the name changes when the new one is whole; readers notice at their next request.
"""

import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.backends.whoosh import WhooshBackend
from index.documents import IndexEntry, list_entries, make_document
from index.protocol import DamagedIndexError, SearchResults
from index.query import Query
from index.tokens import rules
from ingest.atomic import write_atomically
from ingest.register_files import load_register
from ingest.store import Store

BATCH = 200
Progress = Callable[[int, int], None]


def no_progress(_done: int, _of: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What an update did."""

    indexed: int
    removed: int
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The folder that holds the index, or several while one is rebuilt."""

    root: Path

    @property
    def pointer(self) -> Path:
        """The file that names the living index."""
        return self.root / "CURRENT"

    def current(self) -> Path | None:
        """The living index, if there is one made by today's rules."""
        try:
            record = json.loads(self.pointer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        folder = self.root / record["folder"]
        return folder if record["rules"] == rules() and folder.is_dir() else None

    def make(self) -> Path:
        """A new folder beside the living one."""
        return self.root / f"whoosh-{uuid.uuid4().hex[:12]}"

    def swap(self, folder: Path) -> None:
        """Make a folder the living index and remove the others."""
        record = {"folder": folder.name, "rules": rules()}
        write_atomically(self.pointer, (json.dumps(record) + "\n").encode())
        for child in self.root.iterdir():
            if child.is_dir() and child != folder:
                shutil.rmtree(child, ignore_errors=True)


def sync_index(store: Store, root: Path, progress: Progress = no_progress) -> SyncReport:
    """Bring the index up to date with the store; an index that is missing or was made by other rules or damaged is rebuilt."""
    living = IndexFolder(root).current()
    if living is None:
        return rebuild_index(store, root, progress)
    try:
        return _update(store, living, progress)
    except DamagedIndexError:
        return rebuild_index(store, root, progress)


def _update(store: Store, living: Path, progress: Progress) -> SyncReport:
    backend = WhooshBackend(living)
    try:
        entries = {entry.name: entry for entry in list_entries(store, load_register(store.root))}
        known = backend.stamps()
        removed = [name for name in known if name not in entries]
        changed = [entry for name, entry in entries.items() if known.get(name) != entry.stamp]
        _write(backend, changed, removed, progress)
    finally:
        backend.close()
    return SyncReport(len(changed), len(removed))


def rebuild_index(store: Store, root: Path, progress: Progress = no_progress) -> SyncReport:
    """Build a new index beside the living one and swap; the living one is searched until then."""
    folder = IndexFolder(root)
    root.mkdir(parents=True, exist_ok=True)
    made = folder.make()
    backend = WhooshBackend(made)
    try:
        entries = list(list_entries(store, load_register(store.root)))
        _write(backend, entries, [], progress)
        if len(backend.stamps()) != len(entries):
            raise RuntimeError(f"the new index holds {len(backend.stamps())} reports instead of {len(entries)}")
    finally:
        backend.close()
    folder.swap(made)
    return SyncReport(len(entries), 0, rebuilt=True)


def _write(backend: WhooshBackend, entries: Sequence[IndexEntry], removed: Sequence[str], progress: Progress) -> None:
    if not entries and not removed:
        return
    done = 0
    for batch in _batches(entries):
        backend.update((make_document(entry) for entry in batch), removed if done == 0 else ())
        done += len(batch)
        progress(done, len(entries))


def _batches(entries: Sequence[IndexEntry]) -> Iterator[Sequence[IndexEntry]]:
    yield entries[:BATCH]
    for start in range(BATCH, len(entries), BATCH):
        yield entries[start : start + BATCH]


class LiveIndex:
    """The living index for readers: follows a swap, and opens anew what it named before."""

    def __init__(self, root: Path) -> None:
        self._folder = IndexFolder(root)
        self._lock = threading.Lock()
        self._open: tuple[Path, WhooshBackend] | None = None

    def search(self, query: Query) -> SearchResults:
        """Search the living index.

        Raises:
            NoIndexError: there is none yet.
        """
        return self._backend().search(query)

    def _backend(self) -> WhooshBackend:
        living = self._folder.current()
        if living is None:
            raise NoIndexError("还没有索引：请运行 mingzhang index rebuild。")
        with self._lock:
            if self._open is None or self._open[0] != living:
                if self._open is not None:
                    self._open[1].close()
                self._open = (living, WhooshBackend(living))
            return self._open[1]

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None


class NoIndexError(Exception):
    """Nothing was indexed yet."""
