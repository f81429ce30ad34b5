"""Preparing files in several processes ahead of their turn, a few at a time, in the order in which they are published."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self

from ingest.errors import UnreadableSourceError
from ingest.identify import Declared
from ingest.processes import open_processes
from ingest.progress import Progress
from ingest.publishing import Ingest, Options, Prepared
from ingest.store import Store

_AHEAD = 3  # files a process: enough that none waits for a large one, few enough that little is lost with a kill


@dataclass(frozen=True, slots=True)
class Preparing:
    """A file of a run; `prepare` gives it prepared or raises what that raised, `early` tells that it began before its turn."""

    path: Path
    declared: Declared
    prepare: Callable[[], Prepared]
    early: bool


class Processes:
    """Processes that prepare the files of a run.

    A process that the system ends (for want of memory) takes the pool with it: the file whose turn it is gets one of its
    own, so that the others do not fail for it.
    """

    def __init__(self, store: Store, jobs: int, options: Options) -> None:
        self._jobs = jobs
        self._prepare = partial(_prepare, store, options)
        self._pool = open_processes(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def ahead(self, work: Iterable[tuple[Path, Declared]]) -> Iterator[Preparing]:
        """Yield each file; those further on are read meanwhile."""
        work = iter(work)
        waiting: deque[tuple[Path, Declared, Future[Prepared]]] = deque()
        while True:
            for path, declared in islice(work, self._jobs * _AHEAD - len(waiting)):
                waiting.append((path, declared, self._submit(path, declared)))
            if not waiting:
                return
            path, declared, future = waiting.popleft()
            yield Preparing(path, declared, partial(self._result, path, declared, future), early=True)

    def _submit(self, path: Path, declared: Declared) -> Future[Prepared]:
        with suppress(BrokenProcessPool):
            return self._pool.submit(self._prepare, path, declared)
        self._pool = open_processes(self._jobs)
        return self._pool.submit(self._prepare, path, declared)

    def _result(self, path: Path, declared: Declared, future: Future[Prepared]) -> Prepared:
        with suppress(BrokenProcessPool):
            return future.result()
        with open_processes(1) as alone:
            try:
                return alone.submit(self._prepare, path, declared).result()
            except BrokenProcessPool as error:
                raise UnreadableSourceError(
                    "读取这个文件的进程被系统中止（多半是内存不够）：请关掉别的程序再试，或拆分文件。"
                ) from error


def prepare_inline(
    run: Ingest, work: Iterable[tuple[Path, Declared]], telling: Callable[[Path], Progress]
) -> Iterator[Preparing]:
    """The same in the one process that publishes; `telling` gives whom to tell of a file's pages."""
    for path, declared in work:
        yield Preparing(path, declared, partial(run.prepare, path, declared, telling(path)), early=False)


def _prepare(store: Store, options: Options, path: Path, declared: Declared) -> Prepared:
    return Ingest(store, options).prepare(path, declared)
