"""The postings of a new segment, gathered report by report as arrays and written word by word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.codec import WIDTHS, make_heads

_Array = npt.NDArray[Any]
_BITS = 32
# As W3 packs what it knows of a word: whether the list is inlined, the sum of weights, the number of reports, the
# shortest and longest field, the highest weight, the first and the last report, and where the list lies.
_INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("reports", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("most", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("start", ">i8"),
        ("length", ">i4"),
    ]
)


class _Numbers(dict[str, int]):
    """Numbers words as they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(slots=True)
class _Field:
    """What was gathered of a field: for each posting its word, report and number of occurrences, and all their steps."""

    numbers: _Numbers = field(default_factory=_Numbers)
    words: list[_Array] = field(default_factory=list)
    reports: list[_Array] = field(default_factory=list)
    counts: list[_Array] = field(default_factory=list)
    steps: list[_Array] = field(default_factory=list)


class PostingsPool:
    """Gathers postings; reports must come in the order of their numbers."""

    def __init__(self) -> None:
        self._fields: dict[str, _Field] = {}

    def add_report(self, name: str, report: int, words: Sequence[str], counts: _Array, positions: _Array) -> None:
        """Take up the words of a report's field: how often each occurs, and the positions, one word's behind the other's."""
        one = self._fields.setdefault(name, _Field())
        one.words.append(np.fromiter(map(one.numbers.__getitem__, words), np.int32, len(words)))
        one.reports.append(np.full(len(words), report, np.int32))
        one.counts.append(counts)
        one.steps.append(_encode(counts, positions))

    def add_word(self, name: str, word: str, reports: _Array, counts: _Array, steps: _Array) -> None:
        """Take up the postings of a word; all its reports have higher numbers than those that it had so far."""
        one = self._fields.setdefault(name, _Field())
        one.words.append(np.full(len(reports), one.numbers[word], np.int32))
        one.reports.append(reports)
        one.counts.append(counts)
        one.steps.append(steps)

    def fields(self) -> list[str]:
        """The fields that hold words, in order."""
        return sorted(self._fields)

    def write(self, name: str, lengths: _Array, file: Any) -> Iterator[tuple[bytes, bytes]]:
        """Write the lists of a field's words into a file of postings; yield each word, in order, with what is known of it.

        Args:
            name: the field, which is forgotten then.
            lengths: the length of each report's field, as Whoosh writes lengths.
            file: open for writing.
        """
        one = self._fields.pop(name)
        words = sorted(one.numbers)
        if not words:
            return
        rank = np.empty(len(words), np.int64)
        rank[np.fromiter(map(one.numbers.__getitem__, words), np.int64, len(words))] = np.arange(len(words))
        ranks = rank[np.concatenate(one.words)]
        # Sorted by word, among those of a word by report: they came in that order.
        keys = np.sort((ranks << _BITS) | np.arange(len(ranks)))
        order = keys & ((1 << _BITS) - 1)
        begins = np.flatnonzero(np.diff(keys >> _BITS, prepend=-1))
        reports, counts = np.concatenate(one.reports)[order], np.concatenate(one.counts)
        steps = _reorder(np.concatenate(one.steps), counts, order)
        one.steps.clear()
        yield from _write(words, begins, reports, counts[order], steps, lengths[reports], file)


def _encode(counts: _Array, positions: _Array) -> _Array:
    """The steps from position to position, the first of each word from 0."""
    if not len(positions):
        return np.empty(0, np.uint16)
    steps = np.diff(positions, prepend=np.uint32(0))
    firsts = np.cumsum(counts) - counts
    steps[firsts] = positions[firsts]
    return steps.astype(np.uint16) if steps.max() < 1 << 16 else steps


def _reorder(steps: _Array, counts: _Array, order: _Array) -> _Array:
    """The steps of postings that are brought into another order."""
    if not len(steps):
        return steps
    begins = np.cumsum(counts, dtype=np.int64) - counts
    moved = counts[order]
    return steps[np.repeat(begins[order] - (np.cumsum(moved, dtype=np.int64) - moved), moved) + np.arange(len(steps))]


def _write(
    words: Sequence[str], begins: _Array, reports: _Array, counts: _Array, steps: _Array, lengths: _Array, file: Any
) -> Iterator[tuple[bytes, bytes]]:
    gaps = np.diff(reports, prepend=0)
    gaps[begins] = reports[begins]
    sizes = np.diff(begins, append=len(reports))
    ends = np.cumsum(counts, dtype=np.int64) if len(steps) else np.zeros(len(counts), np.int64)
    step_begins = np.where(begins > 0, ends[begins - 1], 0)
    occurrences = np.add.reduceat(counts, begins, dtype=np.int64)
    heads = make_heads(len(words))
    heads["reports"] = sizes
    heads["positions"] = occurrences if len(steps) else 0
    heads["last"] = reports[begins + sizes - 1]
    heads["most"] = np.maximum.reduceat(counts, begins)
    heads["shortest"] = np.minimum.reduceat(lengths, begins)
    heads["longest"] = np.maximum.reduceat(lengths, begins)
    heads["id_width"] = _widths(np.maximum.reduceat(gaps, begins))
    heads["count_width"] = _widths(heads["most"])
    heads["step_width"] = _widths(np.maximum.reduceat(steps, step_begins)) if len(steps) else 1
    sized = heads["reports"].astype(np.int64)
    total = heads.dtype.itemsize + sized * (heads["id_width"] + heads["count_width"].astype(np.int64))
    total += heads["positions"].astype(np.int64) * heads["step_width"]
    infos = np.zeros(len(words), _INFO)
    for name in ("reports", "shortest", "longest", "most", "last"):
        infos[name] = heads[name]
    infos["weight"] = occurrences
    infos["first"] = reports[begins]
    infos["start"] = file.tell() + np.cumsum(total) - total
    infos["length"] = total
    file.write(b"".join(_blocks(heads, begins, step_begins, gaps, counts, steps)))
    packed, size = infos.tobytes(), _INFO.itemsize
    for at, word in enumerate(words):
        yield word.encode(), packed[at * size : (at + 1) * size]


def _widths(most: _Array) -> _Array:
    """How many bytes hold a number."""
    return np.where(most < 1 << 8, 1, np.where(most < 1 << 16, 2, 4)).astype(np.uint8)


def _blocks(
    heads: _Array, begins: _Array, step_begins: _Array, gaps: _Array, counts: _Array, steps: _Array
) -> Iterable[bytes]:
    """The lists as bytes; an array as a whole in each width, from which each takes its part."""
    packed, size = heads.tobytes(), heads.dtype.itemsize
    as_bytes = [
        {width: array.astype(kind).tobytes() for width, kind in WIDTHS.items()} if len(array) else {}
        for array in (gaps, counts, steps)
    ]
    rows = zip(
        begins.tolist(),
        heads["reports"].tolist(),
        step_begins.tolist(),
        heads["positions"].tolist(),
        heads["id_width"].tolist(),
        heads["count_width"].tolist(),
        heads["step_width"].tolist(),
        strict=True,
    )
    for at, (begin, reports, step, positions, of_ids, of_counts, of_steps) in enumerate(rows):
        yield packed[at * size : (at + 1) * size]
        yield as_bytes[0][of_ids][begin * of_ids : (begin + reports) * of_ids]
        yield as_bytes[1][of_counts][begin * of_counts : (begin + reports) * of_counts]
        if positions:
            yield as_bytes[2][of_steps][step * of_steps : (step + positions) * of_steps]
