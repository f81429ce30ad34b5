"""One process at a time changes what is derived from the store; readers are never kept waiting."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from typing import IO

from index.protocol import IndexBusyError

PATIENCE = 600.0  # seconds
_PAUSE = 0.05
_log = logging.getLogger(__name__)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock of a file, waiting for whoever holds it; the system lets go of it when a process dies.

    Raises:
        IndexBusyError: it was held all the time that one would wait.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        if not _try(lock):
            _log.warning("另一个进程正在更新索引或目录，等它结束……")
            give_up = time.monotonic() + PATIENCE
            while not _try(lock):
                if time.monotonic() > give_up:
                    raise IndexBusyError(
                        "另一个进程一直在更新索引或目录。已发布的报告不受影响；等它结束后请运行 mingzhang index update。"
                    )
                time.sleep(_PAUSE)
        try:
            yield
        finally:
            flock(lock, LOCK_UN)


def _try(lock: IO[str]) -> bool:
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True
