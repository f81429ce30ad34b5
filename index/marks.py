"""The places where reports hold the words that were asked for, as arrays over several reports at once.

A mark covers a row of smallest words, never a part of one: 马克 is not marked inside 马克思. Where marks overlap, the
longest of those that begin first counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from index.query import Query, Term
from index.script import simplify
from index.tokens import Unit, find_units
from ingest.folding import fold

_OPENING, _CLOSING = '“‘"', '”’"'
_Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Marks:
    """Places in several texts that are laid one behind the other: where each begins and ends, which term it is of."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int64]

    def where(self, wanted: npt.NDArray[np.bool_]) -> "Marks":
        """Those that are wanted."""
        return self if wanted.all() else Marks(self.starts[wanted], self.ends[wanted], self.terms[wanted])


class Texts:
    """Several texts laid one behind the other, a line end after each; `bases` tell where each begins."""

    def __init__(self, texts: Sequence[str], codes: Sequence[npt.NDArray[np.uint16]]) -> None:
        """`codes` are the characters of each text, one number each, as `codes_of` makes them."""
        self.texts = texts
        sizes = np.array([len(text) + 1 for text in texts], np.int64)
        self.bases = np.cumsum(sizes) - sizes
        end = np.array([ord("\n")], np.uint16)
        self.codes = np.concatenate([part for one in codes for part in (one, end)] or [end])
        self.line_ends = np.flatnonzero(self.codes == ord("\n"))

    def number_at(self, place: int) -> int:
        """The number of the text that holds a place."""
        return int(np.searchsorted(self.bases, place, "right")) - 1

    def piece(self, start: int, end: int) -> str:
        """The characters between two places of one text."""
        number = self.number_at(start)
        base = int(self.bases[number])
        return self.texts[number][start - base : end - base]


def codes_of(text: str) -> npt.NDArray[np.uint16]:
    """The characters of a text as numbers, those of more than 16 bits as the highest."""
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(wide, 0xFFFF).astype(np.uint16)


def choose_marks(texts: Texts, rows: Marks, terms: Sequence[Term]) -> Marks:
    """The marks of rows of smallest words, in reading order.

    Args:
        texts: what the rows stand in.
        rows: in any order; they may overlap.
        terms: the query's.
    """
    ends = _with_rest(texts, rows, terms)
    # One term may have several rows, too: other words for the same, all words that begin so.
    if not (rows.starts[1:] > rows.starts[:-1]).all():
        order = np.lexsort((rows.terms, -ends, rows.starts))
        rows, ends = Marks(rows.starts[order], rows.ends[order], rows.terms[order]), ends[order]
    chosen = _without_overlaps(rows.starts, ends)
    marks = Marks(rows.starts, ends, rows.terms).where(chosen)
    return Marks(_with_quotation(texts, marks), marks.ends, marks.terms)


def _with_rest(texts: Texts, rows: Marks, terms: Sequence[Term]) -> npt.NDArray[np.int64]:
    """The ends of rows; a row that is followed by the rest of the word as typed ends behind it: 公务接待 in 公务接待费."""
    ends = rows.ends
    for number, term in enumerate(terms):
        rest = (term.whole or "").removeprefix("".join(term.units))
        if not rest:
            continue
        at = np.flatnonzero(rows.terms == number)
        # Only Chinese words are longer than their units asked for; folding changes no Chinese character.
        for shift, char in enumerate(rest):
            places = ends[at] + shift
            at = at[texts.codes[np.minimum(places, len(texts.codes) - 1)] == min(ord(char), 0xFFFF)]
        if any(ord(char) >= 0xFFFF or not "\u3400" <= char <= "\u9fff" for char in rest):
            all_of = np.flatnonzero(rows.terms == number)
            at = np.array([one for one in all_of if _follows(texts, int(ends[one]), rest)], np.int64)
        ends = ends.copy()
        ends[at] += len(rest)
    return ends


def _follows(texts: Texts, place: int, rest: str) -> bool:
    return fold(simplify(texts.piece(place - 1, place + len(rest))[1:])) == rest


def _without_overlaps(starts: _Array, ends: _Array) -> npt.NDArray[np.bool_]:
    """Which rows to keep of those sorted by beginning, the longest first: none that begins inside one that is kept."""
    kept = np.ones(len(starts), bool)
    clear = np.ones(len(starts), bool)
    clear[1:] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
    if clear.all():
        return kept
    end = 0
    # A row that touches none before it begins anew.
    for at in np.flatnonzero(~clear).tolist():
        if clear[at - 1]:
            end = int(ends[at - 1])
        if starts[at] < end:
            kept[at] = False
        else:
            end = int(ends[at])
    return kept


def _with_quotation(texts: Texts, marks: Marks) -> npt.NDArray[np.int64]:
    """The beginnings of marks; one that holds a closing quotation mark holds the opening one before it too."""
    before = texts.codes[np.maximum(marks.starts - 1, 0)]
    quoted = reduce(np.bitwise_or, (before == ord(mark) for mark in _OPENING))
    opened = np.flatnonzero(quoted & (marks.starts > 0))
    starts = marks.starts
    if len(opened):
        starts = starts.copy()
        for at in opened.tolist():
            piece = texts.piece(int(marks.starts[at]), int(marks.ends[at]))
            starts[at] -= any(mark in piece for mark in _CLOSING)
    return starts


def cut_rows(text: str, terms: Sequence[Term]) -> Marks:
    """Where a text holds the rows of terms, found by cutting it into words; for short texts that are in no index."""
    units = list(find_units(text))
    found = sorted(_rows(units, terms))
    starts, ends, numbers = zip(*found, strict=True) if found else ((), (), ())
    return Marks(np.array(starts, np.int64), np.array(ends, np.int64), np.array(numbers, np.int64))


def _rows(units: Sequence[Unit], terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    for number, term in enumerate(terms):
        for words in term.rows:
            size = len(words)
            for at in range(len(units) - size + 1):
                row = units[at : at + size]
                beside = row[-1].position - row[0].position == size - 1
                if beside and all(term.takes(unit.text, word, words) for unit, word in zip(row, words, strict=True)):
                    yield row[0].start, row[-1].end, number


def are_units(words: Sequence[str], at: _Array, lengths: _Array) -> npt.NDArray[np.bool_]:
    """Which rows of words are smallest words: a longer word stands where its first one does, 本金 where 本 does in 本金公司.

    Args:
        words: of the row.
        at: the position of the first of them, for each place where the row may stand.
        lengths: of the smallest word at each position.
    """
    whole = np.ones(len(at), bool)
    for shift, word in enumerate(words):
        if len(word) > 1:
            whole &= lengths[at + shift] >= len(word)
    return whole


def find_terms(text: str, query: Query) -> frozenset[int]:
    """The numbers of a query's terms that a short text holds, none inside a longer one."""
    marks = choose_marks(Texts([text], [codes_of(text)]), cut_rows(text, query.terms), query.terms)
    return frozenset(marks.terms.tolist())
