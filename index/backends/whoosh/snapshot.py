"""A generation of the index as arrays over all of its segments; reports are numbered across them as Whoosh numbers them."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache, cached

from index.backends.whoosh.outside import OutsideArrays
from index.backends.whoosh.postings import Postings, read_postings
from index.backends.whoosh.schema import CODED, TEXT_FIELDS
from index.backends.whoosh.segments import Codes, Segment, open_segment
from index.query import begins_with

_ENTRY = 512  # bytes that an entry takes, also that of a word which no report holds
_MOST_EXPANDED = 64
_K1, _B = 1.2, 0.75  # as Whoosh's BM25F


@dataclass(frozen=True, slots=True)
class Matches:
    """Reports in rising order, and how well each matches."""

    ids: npt.NDArray[np.int32]
    scores: npt.NDArray[np.float64]


NOTHING = Matches(np.empty(0, np.int32), np.empty(0, np.float64))


class Decoded:
    """The postings that were decoded last, within a bound of bytes, for all generations and threads of a process."""

    def __init__(self, most: int) -> None:
        """`most` is the bound; a word whose postings take more is decoded each time."""
        self.cache: LRUCache[tuple[str, str, str], Postings | None] = LRUCache(most, getsizeof=_size)
        self.lock = threading.Lock()


def _size(postings: Postings | None) -> int:
    return _ENTRY + (postings.size if postings is not None else 0)


def _key(segment: Segment, field: str, word: str) -> tuple[str, str, str]:
    return segment.key, field, word


class Snapshot:
    """One generation, open; what is decoded of its segments outlives it."""

    def __init__(self, reader: Any, decoded: Decoded) -> None:
        """`reader` is Whoosh's reader of the generation."""
        self._reader = reader
        self._decode = cached(decoded.cache, key=_key, lock=decoded.lock)(self._read)
        self._reading = threading.Lock()  # the threads of a process share the places in the files
        leaves = reader.leaf_readers() if reader.doc_count_all() else []  # of an empty index there are no segments
        self._segments: Sequence[tuple[Segment, int]] = [(open_segment(leaf), base) for leaf, base in leaves]
        self.size: int = reader.doc_count_all()
        self.live = np.concatenate(
            [one.live if one.live is not None else np.ones(one.size, bool) for one, _ in self._segments]
            or [np.empty(0, bool)]
        )
        self._norms = {name: self._norm(name) for name in TEXT_FIELDS}
        self.columns: Mapping[str, Codes] = {name: self._join(name) for name in CODED}

    def _norm(self, field: str) -> npt.NDArray[np.float64]:
        """By how much the length of a report's field weighs against its words."""
        if not self.size:
            return np.empty(0)
        lengths = np.concatenate([one.lengths[field] for one, _ in self._segments])
        mean = self._reader.field_length(field) / self.size or 1
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

    def postings(self, field: str, word: str) -> Sequence[tuple[Postings, int]]:
        """The postings of a word in the segments that hold it, each with the number of its segment's first report."""
        found = []
        for segment, base in self._segments:
            postings = self._decode(segment, field, word)
            if postings is not None:
                found.append((postings, base))
        return found

    def _read(self, segment: Segment, field: str, word: str) -> Postings | None:
        with self._reading:
            return read_postings(segment.terms, field, word)

    def match_word(self, field: str, word: str) -> Matches:
        """The reports whose field holds a word, scored by BM25; those deleted among them."""
        found = self.postings(field, word)
        if not found:
            return NOTHING
        ids = np.concatenate([postings.ids + np.int32(base) for postings, base in found])
        counts = np.concatenate([postings.counts for postings, _ in found])
        rarity = log(self.size / (len(ids) + 1)) + 1
        return Matches(ids, rarity * (counts * (_K1 + 1)) / (counts + self._norms[field][ids]))

    def beginning_with(self, beginning: str) -> list[str]:
        """The words of any field that begin so; of digits, those as long as a code. Of many the first."""
        found: set[str] = set()
        with self._reading:
            for field in TEXT_FIELDS:
                words = (word.decode() for word in self._reader.expand_prefix(field, beginning))
                found.update(islice((word for word in words if begins_with(word, beginning)), _MOST_EXPANDED))
        return sorted(found)[:_MOST_EXPANDED]

    @cached_property
    def words(self) -> Mapping[str, int]:
        """The Chinese words of the texts, each with how many reports hold it, those deleted among them."""
        with self._reading:
            listed = self._reader.iter_field("body") if self.size else ()
            words = ((word.decode(), int(info.doc_frequency())) for word, info in listed)
            return {word: count for word, count in words if len(word) > 1 and not word.isascii()}

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the reports, also of those deleted."""
        return self.texts("name")

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

    def texts(self, column: str) -> list[str]:
        """A column of texts, one of each report."""
        return [text for segment, _ in self._segments for text in segment.texts(column)]

    def close(self) -> None:
        """Close the files."""
        self._reader.close()
