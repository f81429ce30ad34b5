"""Posting lists of a Whoosh segment, decoded whole into arrays.

Whoosh reads them posting by posting in Python, which takes nearly all the time of a search. The form of the file is that
of the codec W3 of whoosh-reloaded 2.7.5: blocks of a length, a pickled head and a pickled, compressed body.
"""

import io
import pickle
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import TermNotFound

from index.backends.whoosh.raw import posting_bytes

Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int32]
_HEAD = 4  # bytes: the codec's sign before the first block, and the length before each


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a word stands in a segment: reports in rising order, how often in each, and at which positions.

    `positions` are those of all reports, one behind the other; `counts[i]` of them are of report `ids[i]`.
    """

    ids: Ids
    counts: Counts
    positions: npt.NDArray[np.uint32]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.ids.nbytes + self.counts.nbytes + self.positions.nbytes


def read_postings(terms: Any, field: str, word: str) -> Postings | None:
    """The postings of a word in a field of a segment; None where no report holds it.

    Args:
        terms: the segment's reader of terms.
        field: a field of positions as `schema.PackedPositions` packs them.
        word: the word as it was indexed.
    """
    try:
        info = terms.term_info(field, word.encode())
    except TermNotFound:
        return None
    start, length = info.extent()
    length = length[0] if isinstance(length, tuple) else length  # read from a file, whoosh leaves it packed
    data = posting_bytes(terms, start, length)
    ids: list[Ids] = []
    counts: list[Counts] = []
    positions: list[bytes] = []
    at, last = _HEAD, False
    while not last:
        size = int.from_bytes(data[at : at + _HEAD], "big", signed=True)
        last, size = size < 0, abs(size)
        numbers, weights, values = _read_block(data[at + _HEAD : at + _HEAD + size])
        ids.append(np.cumsum(np.array(numbers, np.int32), dtype=np.int32))
        counts.append(_spread(weights, len(numbers)))
        positions += values
        at += _HEAD + size
    return Postings(np.concatenate(ids), np.concatenate(counts), np.frombuffer(b"".join(positions), np.uint32))


def _read_block(block: bytes) -> tuple[tuple[int, ...], Any, tuple[bytes, ...]]:
    """The differences of the reports' numbers, their weights, and their positions as packed."""
    stream = io.BytesIO(block)
    # Both pickles were written by this program; the index is never loaded from elsewhere.
    _, _, _, compressed, _, _ = pickle.load(stream)  # noqa: S301 - see above
    body = block[stream.tell() :]
    numbers, weights, values = pickle.loads(zlib.decompress(body) if compressed else body)  # noqa: S301 - see above
    return numbers, weights, values


def _spread(weights: Any, length: int) -> Counts:
    """Weights as numbers of occurrences; none stands for one each, one for the same each."""
    if weights is None:
        return np.ones(length, np.int32)
    if isinstance(weights, float):
        return np.full(length, weights, np.int32)
    return np.array(weights, np.int32)
