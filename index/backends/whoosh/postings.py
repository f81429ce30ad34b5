"""Posting lists of words, as arrays over all segments of a generation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import TermNotFound

from index.backends.whoosh.codec import Block, decode_steps, read_block
from index.backends.whoosh.raw import extents_of

Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
POSITION_BITS = 32


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


@dataclass(frozen=True)
class Postings:
    """Where a word stands: reports in rising order over all segments, and how often in each.

    `parts` are the lists of the segments one behind the other, of each the steps of its positions: they stay in the
    segments' files until they are asked for.
    """

    ids: Ids
    counts: Counts
    parts: Sequence[tuple[int, npt.NDArray[Any]]]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.ids.nbytes * 6  # with what is calculated from them: scores, ends

    @cached_property
    def _ends(self) -> npt.NDArray[np.int64]:
        return np.cumsum(self.counts, dtype=np.int64)

    def places(self, ids: Ids) -> Keys:
        """Where the word stands in some reports, in rising order: a report's rank among them in the high bits, the position in the low."""
        if np.array_equal(ids, self.ids):
            ranks, chosen = np.arange(len(ids)), None
            counts, steps = self.counts, self._all_steps()
        else:
            chosen = np.searchsorted(self.ids, ids)
            ranks = np.flatnonzero(self.ids[np.minimum(chosen, len(self.ids) - 1)] == ids)
            chosen = chosen[ranks]
            counts = self.counts[chosen]
            steps = self._steps(chosen, counts)
        positions = decode_steps(counts, steps)
        return np.repeat(ranks.astype(np.int64) << POSITION_BITS, counts) + positions

    def _all_steps(self) -> npt.NDArray[Any]:
        return self.parts[0][1] if len(self.parts) == 1 else np.concatenate([steps for _, steps in self.parts])

    def _steps(self, chosen: npt.NDArray[np.int64], counts: Counts) -> npt.NDArray[Any]:
        """The steps of some postings, rising, one behind the other."""
        begins = self._ends[chosen] - counts
        bounds = np.searchsorted(chosen, [*(first for first, _ in self.parts), len(self.ids)])
        found = []
        for (first, steps), low, high in zip(self.parts, bounds[:-1], bounds[1:], strict=True):
            if low == high:
                continue
            some = counts[low:high]
            shift = int(self._ends[first - 1]) if first else 0
            at = np.repeat(begins[low:high] - shift - (np.cumsum(some) - some), some)
            found.append(steps[at + np.arange(len(at))])
        return found[0] if len(found) == 1 else np.concatenate(found or [np.empty(0, np.uint8)])


def join_blocks(found: Sequence[tuple[Block, int]]) -> Postings | None:
    """The postings of a word in segments, each with the number of its first report; None where there are none."""
    if not found:
        return None
    firsts = np.cumsum([0, *(len(block.ids) for block, _ in found)]).tolist()
    parts = tuple((first, block.steps) for first, (block, _) in zip(firsts, found, strict=False))
    if len(found) == 1 and found[0][1] == 0:
        return Postings(found[0][0].ids, found[0][0].counts, parts)
    return Postings(
        np.concatenate([block.ids + np.int32(base) for block, base in found]),
        np.concatenate([block.counts for block, _ in found]),
        parts,
    )
