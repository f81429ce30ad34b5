"""The process in which OFD files are read: their rulings go through the library that reads PDFs, which a file can overload."""

import signal

from ingest.readers.apart import serve
from ingest.readers.ofd_pages import LoadedPages, load_ofd_pages

_BYTES = 1024 * 2**20  # of address space; ordinary files take a tenth
_SECONDS = 20  # before the pages are counted; then half a second for each, twenty times what an ordinary one takes


def _load(content: bytes) -> LoadedPages:
    return load_ofd_pages(content, lambda count: signal.alarm(_SECONDS + count // 2))


if __name__ == "__main__":
    serve(_load, most_bytes=_BYTES, seconds=_SECONDS)
