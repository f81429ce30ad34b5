"""Posting lists of words, as arrays over all segments of a generation."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import TermNotFound

from index.backends.whoosh.codec import Block, decode_steps, read_block
from index.backends.whoosh.raw import extents_of

Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int32]
Places = npt.NDArray[Any]  # of 32 bits without a sign where that is enough, of 64 otherwise
_BYTES_OF_REPORT = 4 + 4 + 8  # its number, how often it has the word, its score
_BYTES_OF_PLACE = 4


def read_postings(terms: Any, data: npt.NDArray[np.uint8], field: str, word: str) -> Block | None:
    """The postings of a word in a field of a segment; None where no report holds it.

    Args:
        terms: the segment's reader of terms.
        data: the segment's file of postings.
        field: a field of tokens.
        word: the word as it was indexed.
    """
    try:
        info = terms.term_info(field, word.encode())
    except TermNotFound:
        return None
    return read_block(data, info.extent()[0])


def read_term_postings(terms: Any, data: npt.NDArray[np.uint8]) -> Iterator[tuple[str, str, Block]]:
    """The postings of all words of a segment, with field and word."""
    for field, word, start in extents_of(terms):
        yield field, word.decode(), read_block(data, start)


class Postings:
    """Where a word stands: `ids` of reports in rising order over all segments, and `counts` of occurrences in each."""

    def __init__(self, ids: Ids, counts: Counts, steps: Sequence[npt.NDArray[Any]]) -> None:
        """`steps` are those of each segment; they stay in the segments' files until they are asked for."""
        self.ids = ids
        self.counts = counts
        self.scores: npt.NDArray[np.float64] | None = None  # kept by who calculates them
        self._steps = steps
        self._places: Places | None = None

    @property
    def occurrences(self) -> int:
        """At how many places the word stands."""
        return sum(map(len, self._steps))

    @property
    def size(self) -> int:
        """Bytes in memory, with what is calculated when it is first asked for."""
        return len(self.ids) * _BYTES_OF_REPORT + self.occurrences * _BYTES_OF_PLACE

    def places(self, bases: Places) -> Places:
        """Where the word stands, over all reports, in rising order.

        Args:
            bases: where each report begins; the same whenever it is asked for.
        """
        if self._places is None:
            steps = self._steps[0] if len(self._steps) == 1 else np.concatenate(self._steps)
            self._places = np.repeat(bases[self.ids], self.counts) + decode_steps(self.counts, steps).astype(
                bases.dtype
            )
        return self._places


def join_blocks(found: Sequence[tuple[Block, int]]) -> Postings | None:
    """The postings of a word in segments, each with the number of its first report; None where there are none."""
    if not found:
        return None
    parts = tuple(block.steps for block, _ in found)
    if len(found) == 1 and found[0][1] == 0:
        return Postings(found[0][0].ids, found[0][0].counts, parts)
    return Postings(
        np.concatenate([block.ids + np.int32(base) for block, base in found]),
        np.concatenate([block.counts for block, _ in found]),
        parts,
    )
