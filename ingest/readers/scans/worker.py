"""The process in which pages are recognised, one a question: pictures can be made to take all memory there is."""

import pickle
from functools import lru_cache

from ingest.readers.apart import serve
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_pages import Page
from ingest.readers.scans.layout import read_page
from ingest.readers.scans.pictures import PageSource
from ingest.readers.scans.questions import PageQuestion
from ingest.readers.scans.recogniser import Recogniser
from ingest.readers.scans.shades import Grey

_BYTES = 3 * 2**29  # of address space; a page takes up to a third of it in memory
_SECONDS = 60  # for a page, of which an ordinary one takes two, and a dense one five
_PAPER = 255


class _Answerer:
    """Keeps the file of the last question open, since the next is mostly about its next page."""

    def __init__(self) -> None:
        self._recogniser = Recogniser()
        self._open = lru_cache(maxsize=1)(PageSource)

    def answer(self, message: bytes) -> tuple[Page, ...] | int:
        """How many pages a file has, or what is on one of them: a page, or two.

        Raises:
            UnreadableSourceError: damage, or more than a page may hold.
        """
        question: PageQuestion = pickle.loads(message)  # noqa: S301  (made by our own process)
        source = self._open(question.content)
        if question.number is None:
            return source.count
        try:
            picture = source.render(question.number - 1)
            if question.regions:
                picture = _keep_regions(picture, question.regions)
            return read_page(picture, self._recogniser, question.number, question.width)
        except MemoryError:
            self._open.cache_clear()
            raise


def _keep_regions(picture: Grey, regions: tuple[Box, ...]) -> Grey:
    """The picture with blank paper outside the regions, which are given as fractions of it."""
    height, width = picture.shape
    kept = picture.copy()
    kept[:] = _PAPER
    for box in regions:
        window = (
            slice(round(box.top * height), round(box.bottom * height)),
            slice(round(box.x0 * width), round(box.x1 * width)),
        )
        kept[window] = picture[window]
    return kept


if __name__ == "__main__":
    serve(_Answerer().answer, most_bytes=_BYTES, seconds=_SECONDS)
