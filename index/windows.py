"""Which stretches of a report say most of what was asked, the best first.

A stretch begins with a mark and stays in its line; a row of a table is one stretch. How many of the words each holds is
counted for all marks of all reports at once; what has to be read for it (amounts, rows of tables) is read of those alone
that may still come first.
"""

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.marks import Marks, Texts
from index.query import Term
from index.table_rows import TableRow, TableRows

LENGTH = 90
_LONGEST_CELL = 60
_AMOUNT = re.compile(r"\d\s*[万亿]?元|\d\s*%")
_BARE_ROW = re.compile(r"[^\n，。；：:]*?(?:[ \t]+[-+]?\d[\d,.]*%?){2,}[ \t]*(?=\n|$)")
_BARE_END = frozenset(",.% \t")
_NAMED = 2  # rank of an amount in a sentence; 1 is that of a row of a table
_MANY = 100
_MOST = 1 << 18  # more than any weight
_BARE = 4 * _MOST**3  # what a rank grows by where nothing tells what numbers are; before that it is 0 at most
_Array = npt.NDArray[Any]


class Window(NamedTuple):
    """A stretch of a text that may be shown, and its row of a table, if it is one."""

    start: int
    end: int
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The marks with which stretches may begin, those of one text behind those of the other, and what is known of each.

    `marks` are those that tell something. `told`, `weights` and `known` say how many terms that the title does not hold
    the stretch holds, how much these weigh, and how much those of the title weigh; in a table (`tabular`) those of all the
    row. A stretch that is no row ends before `limits`, and before the mark number `afters`; `amount` says whether an amount
    may stand in it.
    """

    texts: Texts
    marks: Marks
    terms: Sequence[Term]
    strange: npt.NDArray[np.bool_]
    numbers: npt.NDArray[np.int64]
    lines: npt.NDArray[np.int64]
    limits: npt.NDArray[np.int64]
    afters: npt.NDArray[np.int64]
    told: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]
    amount: npt.NDArray[np.bool_]
    tabular: npt.NDArray[np.bool_]


def find_candidates(texts: Texts, marks: Marks, terms: Sequence[Term], known: Sequence[frozenset[int]]) -> Candidates:
    """Look at all marks of several texts.

    Args:
        texts: the texts.
        marks: the marks in them, in reading order.
        terms: the query's.
        known: of each text the terms, by number, that its title holds: they say little of a stretch.
    """
    lines, line_ends = _lines(texts, marks)
    first = texts.codes[lines]
    numbers = np.searchsorted(texts.bases, marks.starts, "right") - 1
    # A heading says no more than the link to its section, which stands above a passage.
    outside = first != ord("#")
    telling = outside | (np.bincount(numbers[outside], minlength=len(texts.bases))[numbers] == 0)
    if not telling.all():
        marks, lines, line_ends = marks.where(telling), lines[telling], line_ends[telling]
        numbers, first = numbers[telling], first[telling]
    tabular = first == ord("|")
    limits = np.minimum(line_ends, marks.starts + LENGTH)
    # A row of a table may be shown as a whole.
    afters = _after(marks, limits)
    held = _after(marks, line_ends) if tabular.any() else afters
    held = np.where(tabular, held, afters)
    strange = np.ones((len(texts.bases), len(terms)), bool)
    for number, of_text in enumerate(known):
        strange[number, list(of_text)] = False
    told, weights, of_known = _count(marks, held, terms, strange[numbers])
    return Candidates(
        texts,
        marks,
        terms,
        strange,
        numbers,
        lines,
        limits,
        afters,
        told,
        weights,
        of_known,
        _amounts(texts, marks, limits),
        tabular,
    )


def _after(marks: Marks, limits: _Array) -> _Array:
    """The number of the first mark that does not end within a limit; at least that of the mark itself."""
    return np.maximum(np.searchsorted(marks.ends, limits, "right"), np.arange(len(marks.starts)))


def _lines(texts: Texts, marks: Marks) -> tuple[_Array, _Array]:
    """Where the line of each mark begins and ends."""
    at = np.searchsorted(texts.line_ends, marks.starts)
    return np.where(at > 0, texts.line_ends[np.maximum(at - 1, 0)] + 1, 0), texts.line_ends[at]


def _count(marks: Marks, afters: _Array, terms: Sequence[Term], strange: _Array) -> tuple[_Array, _Array, _Array]:
    """Of each stretch how many strange terms it holds, their weight, and the weight of the others."""
    told, weights, known = (np.zeros(len(afters), np.int64) for _ in range(3))
    at = np.arange(len(marks.starts))
    for number, term in enumerate(terms):
        if len(terms) == 1:
            held = afters > at
        else:
            sums = np.concatenate([[0], np.cumsum(marks.terms == number)])
            held = sums[afters] > sums[at]
        new = held & strange[:, number]
        told += new
        weights += new * weigh(term)
        known += (held & ~strange[:, number]) * weigh(term)
    return told, weights, known


def weigh(term: Term) -> int:
    """A longer term weighs more: 三公经费 says more than 经费."""
    return len("".join(term.units)) ** 2


def _amounts(texts: Texts, marks: Marks, limits: _Array) -> _Array:
    """Whether what ends an amount may stand in each stretch; looked for only where there are many."""
    if len(limits) < _MANY:
        return np.ones(len(limits), bool)
    ending = np.flatnonzero((texts.codes == ord("元")) | (texts.codes == ord("%")))
    if not len(ending):
        return np.zeros(len(limits), bool)
    at = np.searchsorted(ending, marks.starts)
    return (at < len(ending)) & (ending[np.minimum(at, len(ending) - 1)] < limits)


def choose_windows(all_of: Candidates, most: int) -> list[list[Window]]:
    """The best stretches of each text, none over another; places are those of the texts laid one behind the other."""
    # What stands in a table ranks by the best that its row may hold, until it is read.
    amounts = np.where(all_of.amount & (all_of.told > 0), _NAMED, np.where(all_of.tabular, 1, 0))
    ranks = _rank(0, all_of.told, all_of.weights, amounts, all_of.known)
    order = np.lexsort((ranks, all_of.numbers)).tolist() if np.any(ranks[1:] != ranks[:-1]) else range(len(ranks))
    bounds = np.searchsorted(all_of.numbers, np.arange(len(all_of.texts.bases) + 1)).tolist()
    starts = np.where(all_of.tabular, all_of.lines, all_of.marks.starts)
    reader = _Reader(all_of)
    return [_choose(reader, ranks, starts, order[low:high], most) for low, high in pairwise(bounds)]


def _rank(bare: Any, told: Any, weights: Any, amounts: Any, known: Any) -> Any:
    """The rank of a stretch, the least is best: one that is not bare, tells more, tells weightier things, with an amount."""
    return ((-told * _MOST - weights) * 4 - amounts) * _MOST - known + bare * _BARE


def _choose(reader: "_Reader", ranks: _Array, starts: _Array, order: Sequence[int], most: int) -> list[Window]:
    """Read stretches in the order of what they may rank at best, until no other can come before those that were read."""
    chosen: list[Window] = []
    heap: list[tuple[tuple[int, int], int, Window]] = []
    at = 0
    while len(chosen) < most:
        number = order[at] if at < len(order) else None
        if number is not None and (not heap or (ranks.item(number), starts.item(number)) <= heap[0][0]):
            found = reader.read(number)
            if found:
                heapq.heappush(heap, ((found[0], found[1].start), number, found[1]))
            at += 1
        elif heap:
            (rank, start), number, window = heapq.heappop(heap)
            # What its columns are called is looked for only now that it would be chosen.
            if window.row and rank <= 0 and window.row.names is None:
                heapq.heappush(heap, ((rank + _BARE, start), number, window))
                continue
            if all(window.end <= other.start or window.start >= other.end for other in chosen):
                chosen.append(window)
        else:
            break
    return chosen


class _Reader:
    """Reads stretches: what they hold, and how they rank; the least is best."""

    def __init__(self, all_of: Candidates) -> None:
        self._all = all_of
        self._tables: dict[int, TableRows] = {}
        self._rows: dict[int, TableRow | None] = {}
        self._bare: dict[int, bool] = {}

    def read(self, at: int) -> tuple[int, Window] | None:
        """A stretch and its rank, a row's as if it had names; None where it is part of one that begins earlier."""
        known = self._all
        number, line, start = known.numbers.item(at), known.lines.item(at), known.marks.starts.item(at)
        base = known.texts.bases.item(number)
        told, weights, of_known = known.told.item(at), known.weights.item(at), known.known.item(at)
        if known.tabular.item(at):
            row = self._row(number, line, base)
            if row:
                if at and known.marks.starts.item(at - 1) >= line:
                    return None
                return _rank(0, told, weights, 1, of_known), Window(line, row.end + base, row)
            told, weights, of_known = self._weigh(number, at)
        limit, after = known.limits.item(at), known.afters.item(at)
        text = known.texts.texts[number]
        amount = told and known.amount.item(at) and _AMOUNT.search(text, start - base, limit - base)
        rank = _rank(self._is_bare(text, line, base), told, weights, _NAMED if amount else 0, of_known)
        return rank, Window(start, known.marks.ends.item(max(at, after - 1)))

    def _row(self, number: int, line: int, base: int) -> TableRow | None:
        """The row of a line, if numbers are what it says."""
        if line not in self._rows:
            if number not in self._tables:
                self._tables[number] = TableRows(self._all.texts.texts[number])
            found = self._tables[number].find(line - base)
            self._rows[line] = found if found and _is_of_numbers(found) else None
        return self._rows[line]

    def _weigh(self, number: int, at: int) -> tuple[int, int, int]:
        """What a stretch tells that is no row, in a table."""
        held = set(self._all.marks.terms[at : self._all.afters[at]].tolist())
        strange = self._all.strange[number]
        new = [weigh(self._all.terms[term]) for term in held if strange[term]]
        return len(new), sum(new), sum(weigh(self._all.terms[term]) for term in held if not strange[term])

    def _is_bare(self, text: str, line: int, base: int) -> bool:
        """Whether a line is a row of numbers of which nothing tells what they are."""
        if line not in self._bare:
            end = line_end(text, line - base, LENGTH * 2)
            # Sentences end otherwise.
            self._bare[line] = (text[end - 1].isdigit() or text[end - 1] in _BARE_END) and bool(
                _BARE_ROW.match(text, line - base, end)
            )
        return self._bare[line]


def _is_of_numbers(row: TableRow) -> bool:
    """Whether numbers are what a row says; one with a paragraph in a cell is read as text."""
    labelled = number = False
    for cell in row.cells:
        if cell.end - cell.start > _LONGEST_CELL:
            return False
        number = number or (labelled and cell.number)
        labelled = labelled or not cell.number
    return number


def line_end(text: str, at: int, margin: int) -> int:
    """The end of the line that holds a place, or `margin` characters on, if that comes first."""
    most = min(len(text), at + margin)
    line = text.find("\n", at, most)
    return most if line < 0 else line
