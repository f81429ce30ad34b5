"""Pictures of pages, drawn once and kept on disk as long as there is room; whoever loses them draws them again."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

from PIL import Image

from ingest.atomic import write_atomically
from ingest.drawing.pages import RECIPE, Picture
from ingest.drawing.worker import NUMBER_BYTES
from ingest.readers.apart import Worker

MOST_BYTES = 512 * 2**20  # of all pictures: about three thousand pages
_LEFT_AFTER_CLEARING = 0.8  # of them, so that room is not made for every single page
_SUFFIXES = {"image/png": ".png", "image/webp": ".webp"}
_log = logging.getLogger(__name__)
_worker: Worker[Picture | None] = Worker("ingest.drawing.worker", "这一页过于复杂，画不出来：可以下载源文件查看。")


class Pictures:
    """The pictures of all sources, by the hash of the source's bytes and the number of the page."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        """Keep pictures in a folder of their own, which is made when the first one is drawn."""
        self._folder = folder
        self._most_bytes = most_bytes
        self._drawing = Lock()

    def find(self, source_hash: str, number: int, load: Callable[[], bytes]) -> Picture | None:
        """The picture of a page; None where the source has no such page.

        Args:
            source_hash: of the source's bytes, in hexadecimal digits.
            number: of the page, from 1.
            load: gives the source's bytes; called where the page must be drawn.

        Raises:
            UnreadableSourceError: the source is damaged, or takes more memory or time than any page.
            OSError: the source cannot be loaded.
        """
        name = f"{source_hash}-{number}-{RECIPE}"
        kept = self._read(name)
        if kept is not None:
            return kept
        with self._drawing:  # whoever waits for the same page finds it drawn
            picture = self._read(name) or _worker.ask(number.to_bytes(NUMBER_BYTES) + load())
            if picture is not None:
                self._keep(name, picture)
            return picture

    def _read(self, name: str) -> Picture | None:
        for mimetype, suffix in _SUFFIXES.items():
            path = self._folder / f"{name}{suffix}"
            try:
                content = path.read_bytes()
                with Image.open(path) as image:
                    width, height = image.size
                os.utime(path)  # what is looked at stays
            except OSError:  # it was never there, was cleared away a moment ago, or is damaged: it will be drawn again
                continue
            return Picture(content, mimetype, width, height)
        return None

    def _keep(self, name: str, picture: Picture) -> None:
        """Put a picture on disk; a disk that refuses costs the next reader a moment, not this one the page."""
        try:
            self._make_room(len(picture.content))
            write_atomically(self._folder / f"{name}{_SUFFIXES[picture.mimetype]}", picture.content)
        except OSError as error:
            _log.warning("a picture of a page could not be kept: %s", error)

    def _make_room(self, size: int) -> None:
        """Remove what was not looked at for the longest time, once all there is and what comes take too much."""
        entries = sorted(self._entries())
        total = sum(taken for _, taken, _ in entries) + size
        if total <= self._most_bytes:
            return
        for _, taken, path in entries:
            path.unlink(missing_ok=True)
            total -= taken
            if total <= self._most_bytes * _LEFT_AFTER_CLEARING:
                return

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last looked at, its size, its path."""
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            try:
                about = path.stat()
            except FileNotFoundError:  # another process made room
                continue
            yield about.st_mtime, about.st_size, path
