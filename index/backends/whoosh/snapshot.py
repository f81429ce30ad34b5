"""A generation of the index as arrays over all of its segments; reports are numbered across them as Whoosh numbers them."""

import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache, cached

from index.backends.whoosh.columns import read_bounds, unpack_places
from index.backends.whoosh.outside import OutsideArrays
from index.backends.whoosh.postings import Places, Postings, join_blocks, read_postings
from index.backends.whoosh.schema import CODED, SHOWN, TEXT_FIELDS
from index.backends.whoosh.segments import Codes, Segment, open_segment
from index.query import MAX_QUERY, begins_with

# Bytes of postings that a process keeps decoded: what searches of a day ask for grows with the reports.
_LEAST_KEPT, _KEPT_A_REPORT, _MOST_KEPT = 64 << 20, 6 << 10, 256 << 20
_ENTRY = 512  # bytes that an entry takes, also that of a word which no report holds
_MOST_EXPANDED = 64
_K1, _B = 1.2, 0.75  # as Whoosh's BM25F


def _size(postings: Postings | None) -> int:
    return _ENTRY + (postings.size if postings is not None else 0)


@dataclass(frozen=True, slots=True)
class SectionPlaces:
    """All sections, one report's behind the other's in reading order: the report of each, and its number there.

    `starts`, `headings` and `ends` tell where each begins, where its heading ends and where it ends, among the places
    that all reports' words have when they are laid one behind the other (`Snapshot.bases` of the text).
    """

    reports: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.int32]
    starts: Places
    headings: Places
    ends: Places


class Snapshot:
    """One generation, open, with the postings that were read last."""

    def __init__(self, leaves: Sequence[Any]) -> None:
        """`leaves` are Whoosh's readers of the segments."""
        self._leaves = leaves
        most = min(max(_LEAST_KEPT, _KEPT_A_REPORT * sum(leaf.doc_count_all() for leaf in leaves)), _MOST_KEPT)
        kept: LRUCache[tuple[str, str], Postings | None] = LRUCache(most, getsizeof=_size)
        self._kept, self._keeping = kept, threading.Lock()
        self._decode = cached(kept, key=lambda field, word: (field, word), lock=self._keeping)(self._read)
        self._reading = threading.Lock()  # the threads of a process share the places in the files
        self._segments: list[tuple[Segment, int]] = []
        self.size = 0
        for leaf in leaves:
            self._segments.append((open_segment(leaf), self.size))
            self.size += leaf.doc_count_all()
        self._bases = [base for _, base in self._segments]
        self.live = np.concatenate(
            [one.live if one.live is not None else np.ones(one.size, bool) for one, _ in self._segments]
            or [np.empty(0, bool)]
        )
        self._bases_of = {name: self._lay(name) for name in TEXT_FIELDS}
        self._norms = {name: self._norm(name) for name in TEXT_FIELDS}
        self.columns: Mapping[str, Codes] = {name: self._join(name) for name in CODED}

    def _norm(self, field: str) -> npt.NDArray[np.float64]:
        """By how much the length of a report's field weighs against its words."""
        if not self.size:
            return np.empty(0)
        lengths = np.concatenate([one.lengths[field] for one, _ in self._segments])
        mean = sum(leaf.field_length(field) for leaf in self._leaves) / self.size or 1
        return _K1 * ((1 - _B) + _B * lengths / mean)

    def _join(self, column: str) -> Codes:
        """A column over all segments, each of which numbers its values by itself."""
        values = sorted({value for one, _ in self._segments for value in one.columns[column].values})
        number = {value: at for at, value in enumerate(values)}
        codes = [
            np.array([number[value] for value in one.columns[column].values], np.int32)[one.columns[column].codes]
            for one, _ in self._segments
        ]
        return Codes(np.concatenate(codes) if codes else np.empty(0, np.int32), tuple(values))

    def postings(self, field: str, word: str) -> Postings | None:
        """The postings of a word, those of deleted reports among them; None where no report holds it."""
        return self._decode(field, word)

    def kept_words(self) -> list[tuple[str, str]]:
        """The words whose postings are kept, each with its field."""
        with self._keeping:
            return list(self._kept)

    def _read(self, field: str, word: str) -> Postings | None:
        with self._reading:
            found = [
                (block, base)
                for segment, base in self._segments
                if (block := read_postings(segment.terms, segment.postings, field, word)) is not None
            ]
        return join_blocks(found)

    def scores(self, field: str, word: Postings) -> npt.NDArray[np.float64]:
        """How well each report that holds a word matches it, by BM25; those deleted among them."""
        if word.scores is None:
            rarity = log(self.size / (len(word.ids) + 1)) + 1
            word.scores = rarity * (word.counts * (_K1 + 1)) / (word.counts + self._norms[field][word.ids])
        return word.scores

    def bases(self, field: str) -> Places:
        """Where each report begins, and where the last ends, when their positions in a field are laid one behind the other.

        Between two there is room for as many words as a query can ask for in a row.
        """
        return self._bases_of[field]

    def _lay(self, field: str) -> Places:
        if field == "body":
            # A position takes two bytes at least of the column of places.
            most = (
                np.concatenate([one.kept["places"].sizes for one, _ in self._segments] or [np.empty(0, np.int64)]) // 2
            )
        else:
            # Every other position may be a gap of two.
            most = 3 * np.concatenate([one.lengths[field] for one, _ in self._segments] or [np.empty(0)]).astype(
                np.int64
            )
        bases = np.cumsum(np.concatenate([[0], most + MAX_QUERY])) + MAX_QUERY
        return bases.astype(np.uint32) if bases[-1] < 1 << 32 else bases

    def beginning_with(self, beginning: str) -> list[str]:
        """The words of any field that begin so; of digits, those as long as a code. Of many the first."""
        found: set[str] = set()
        with self._reading:
            for field in TEXT_FIELDS:
                for leaf in self._leaves:
                    words = (word.decode() for word in leaf.expand_prefix(field, beginning.rstrip("?")))
                    found.update(islice((word for word in words if begins_with(word, beginning)), _MOST_EXPANDED))
        return sorted(found)[:_MOST_EXPANDED]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The Chinese words of the texts, each with how many reports hold it, those deleted among them."""
        counts: Counter[str] = Counter()
        with self._reading:
            for leaf in self._leaves:
                for word, info in leaf.iter_field("body"):
                    counts[word.decode()] += int(info.doc_frequency())
        return {word: count for word, count in counts.items() if len(word) > 1 and not word.isascii()}

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the reports, also of those deleted."""
        return self.texts("name")

    @cached_property
    def sections(self) -> SectionPlaces:
        """The sections of all reports, those of deleted ones among them; read when it is first asked for."""
        bases = self.bases("body")
        counts, laid = np.zeros(self.size, np.int64), []
        for number in range(self.size):
            kept = self.read(number)
            bounds = read_bounds(kept["outline"])
            counts[number] = bounds.shape[1]
            laid.append(np.searchsorted(unpack_places(kept["places"])[0], bounds).astype(bases.dtype) + bases[number])
        starts, headings, ends = np.concatenate(laid, axis=1) if laid else np.empty((3, 0), bases.dtype)
        reports = np.repeat(np.arange(self.size, dtype=np.int32), counts)
        numbers = np.arange(len(reports)) - np.repeat(np.cumsum(counts) - counts, counts)
        return SectionPlaces(reports, numbers.astype(np.int32), starts, headings, ends)

    @property
    def knows_sections(self) -> bool:
        """Whether the sections were read."""
        return "sections" in vars(self)

    @cached_property
    def outside(self) -> OutsideArrays:
        """What is known of the reports outside the index, as arrays."""
        return OutsideArrays(self.names)

    @cached_property
    def order(self) -> npt.NDArray[np.int32]:
        """Where each report stands among all, the newest first and those of a year by name."""
        years = np.array([int(value or 0) for value in self.columns["year"].values])[self.columns["year"].codes]
        order = np.empty(self.size, np.int32)
        order[np.lexsort((np.array(self.names, object).astype(str), -years))] = np.arange(self.size, dtype=np.int32)
        return order

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the living reports by name."""
        return {name: at for at, name in enumerate(self.names) if self.live[at]}

    def read(self, number: int) -> Mapping[str, npt.NDArray[np.uint8]]:
        """What is shown of a report; it stays in its file."""
        at = bisect_right(self._bases, number) - 1
        segment, base = self._segments[at]
        return {name: segment.kept[name].of(number - base) for name in SHOWN}

    def texts(self, column: str) -> list[str]:
        """A column of texts, one of each report."""
        return [text for segment, _ in self._segments for text in segment.kept[column].texts()]

    def close(self) -> None:
        """Close the files."""
        for leaf in self._leaves:
            leaf.close()
