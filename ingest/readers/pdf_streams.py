"""The compressed streams of a PDF: whether one of them would swell beyond all measure when a library unpacks it whole."""

import re
import zlib

_START = re.compile(rb"(?<!end)stream\r?\n")
_MOST_BYTES = 128 * 2**20  # an uncompressed page scanned in colour has a hundred million
_CHUNK = 2**16


def has_swelling_stream(content: bytes) -> bool:
    """Tell whether a stream that is deflated, as nearly all are, unpacks to more than a page can need."""
    return any(_unpacked_size(content, match.end()) > _MOST_BYTES for match in _START.finditer(content))


def _unpacked_size(content: bytes, start: int) -> int:
    """The size to which the stream at an offset unpacks, counted no further than the bound; 0 for other streams."""
    engine = zlib.decompressobj()
    size = 0
    for at in range(start, len(content), _CHUNK):
        try:
            size += len(engine.decompress(content[at : at + _CHUNK]))
        except zlib.error:
            break
        if engine.eof or size > _MOST_BYTES:
            break
    return size
