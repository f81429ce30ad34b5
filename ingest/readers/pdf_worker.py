"""The process in which PDFs are read, one after another: a file of a few bytes can make the library take all there is."""

import signal

from ingest.readers.apart import serve
from ingest.readers.pdf_pages import Page, load_pages

_BYTES = 768 * 2**20  # of address space; ordinary files take a tenth
_SECONDS = 20  # before the pages are counted; then half a second for each, twenty times what an ordinary one takes


def _load(content: bytes) -> list[Page]:
    return load_pages(content, lambda count: signal.alarm(_SECONDS + count // 2))


if __name__ == "__main__":
    serve(_load, most_bytes=_BYTES, seconds=_SECONDS)
