"""The process in which pages are drawn, one after another. A message is the page's number, then the source."""

from ingest.drawing.pages import Picture, draw_page
from ingest.readers.apart import serve

NUMBER_BYTES = 4
_BYTES = 1024 * 2**20  # of address space: a finely scanned sheet takes half of it before it is made smaller
_SECONDS = 20  # for a page; an ordinary one takes a quarter of a second


def _draw(message: bytes) -> Picture | None:
    return draw_page(message[NUMBER_BYTES:], int.from_bytes(message[:NUMBER_BYTES]))


if __name__ == "__main__":
    serve(_draw, most_bytes=_BYTES, seconds=_SECONDS)
