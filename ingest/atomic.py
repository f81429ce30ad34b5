"""Writing so that a crash leaves the old or the new, never half: temporary file, fsync, rename."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import StoreError
from ingest.os_errors import explain_os_error


class UnsureError(OSError):
    """A change was made and can be seen, but whether it will outlast a loss of power is not known."""


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file whole.

    Raises:
        OSError: the disk refused; the old file is still there.
        UnsureError: the new file is there, but the disk did not say that it will outlast a loss of power.
    """
    make_folder(path.parent)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)  # gone already, unless something failed
    confirm(path.parent)


def write_synced(path: Path, content: bytes) -> None:
    """Write a new file and wait until it is on disk; for files in a staging folder that is renamed as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder and those around it that are missing, and wait until each stands on disk in the one around it."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def confirm(*folders: Path) -> None:
    """Wait until what was just put into folders is on disk.

    Raises:
        UnsureError: the disk refused to say so; what was put there can be read nevertheless.
    """
    try:
        for folder in folders:
            sync_folder(folder)
    except OSError as error:
        raise UnsureError(error.errno, error.strerror, error.filename) from error


def sync_folder(folder: Path) -> None:
    """Wait until a folder's entries are on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def naming_refusals(path: Path) -> Iterator[None]:
    """Say what a disk that refuses leaves behind: nothing, or a change that a loss of power may undo.

    Raises:
        StoreError: in place of the OSError.
    """
    try:
        yield
    except UnsureError as error:
        raise StoreError(
            f"{path} 已经改好，但磁盘没有确认写稳（{explain_os_error(error)}）：断电可能丢失，请检查磁盘后再运行一次，核对结果。"
        ) from error
    except OSError as error:
        raise StoreError(
            f"写入 {path} 失败（{explain_os_error(error)}）：什么也没有改动，请检查磁盘和权限。"
        ) from error
