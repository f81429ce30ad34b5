"""Where reports speak of what was asked: their best passages, with the section of each and the words to mark.

Marks come from the index; a passage stands in one line of the report.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.marks import Marks, Texts, choose_marks, find_terms
from index.outline import Outline
from index.query import Query, Term
from index.table_rows import TableRow
from index.windows import LENGTH, Window, choose_windows, find_candidates, line_end
from ingest.folding import fold
from ingest.sections import Section

_LONGEST_ROW = 160
_LONGEST_UNCUT = 40
_MARKUP = re.compile(r"[\\<|#&]")
# In folded text: what says something else once it is cut, and what is markup.
_UNCUT = re.compile(
    r"""
      (?:[-+]\ ?)?(?:[¥$]\ ?)?\d+(?:[.,:/-]\d+)*             # -1,234.50, 2020-12-31
      (?:\ ?[百千万亿]{1,2})?
      (?:\ ?(?:元|平方米|公里|个百分点|百分点|人次|批次|台\(套\)|[人个辆台套批次家户项件条年月日分%‰]|[A-Za-z]+\d*))?
    | [A-Za-z][A-Za-z0-9]*(?:(?:&amp;|['._@/&-])+[A-Za-z0-9]+)*              # PM2.5, e-mail addresses
    | &\#?\w+; | <br>
    """,
    re.VERBOSE,
)
_UNITS = frozenset("百千万亿元平方米公里个百分点人次批台套辆家户项件条年月日分")
_PARTING = frozenset("\n。；、“”")
_MOST = 3


class Piece(NamedTuple):
    """A stretch of a passage, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the report around the words: its section, where it begins in `report.md`, and its pieces.

    `whole` tells that nothing of its line was left out: it is a row of a table.
    """

    section: Section | None
    start: int
    pieces: tuple[Piece, ...]
    whole: bool = False


def find_passages(
    texts: Texts, outlines: Sequence[Outline], rows: Marks, query: Query, most: int = _MOST
) -> list[tuple[Passage, ...]]:
    """Return the passages of several reports that say most of what the query asks, the best of each first.

    Words that a report's title holds (agency, year) say little of a passage. One that holds more of the others comes
    first, whatever else it holds; an amount beside them decides between equals.

    Args:
        texts: the reports.
        outlines: theirs.
        rows: where the rows of smallest words of the query's terms stand in them.
        query: what is asked.
        most: passages of each report.
    """
    if not query.terms:
        return [()] * len(outlines)
    marks = choose_marks(texts, rows, query.terms)
    # What stands before the first section is cover and contents.
    begins = texts.bases + np.array([outline.begin for outline in outlines], np.int64)
    marks = marks.where(marks.starts >= begins[np.searchsorted(texts.bases, marks.starts, "right") - 1])
    known = [_known_terms(outline, query) for outline in outlines]
    windows = choose_windows(find_candidates(texts, marks, query.terms, known), most)
    bounds = np.searchsorted(marks.starts, [*texts.bases, len(texts.codes)]).tolist()
    return [
        tuple(_Teller(texts, number, marks, bounds[number : number + 2], outline).tell(windows[number]))
        for number, outline in enumerate(outlines)
    ]


def _known_terms(outline: Outline, query: Query) -> frozenset[int]:
    """The numbers of the terms that a report's title holds."""
    found = frozenset(number for number, term in enumerate(query.terms) if any(map(outline.may_tell, term.rows)))
    # Of two that overlap the title holds the longer.
    return find_terms(outline.about, query) if _may_overlap([query.terms[number] for number in found]) else found


def _may_overlap(terms: Sequence[Term]) -> bool:
    units = [unit for term in terms for unit in {unit for row in term.rows for unit in row}]
    return len(terms) > 1 and (len(set(units)) < len(units) or any(term.whole for term in terms))


class _Teller:
    """Makes the passages of one report."""

    def __init__(self, texts: Texts, number: int, marks: Marks, bounds: Sequence[int], outline: Outline) -> None:
        self._text = texts.texts[number]
        self._base = int(texts.bases[number])
        low, high = bounds
        self._starts = (marks.starts[low:high] - self._base).tolist()
        self._ends = (marks.ends[low:high] - self._base).tolist()
        self._outline = outline

    def tell(self, windows: Sequence[Window]) -> Iterator[Passage]:
        """Yield the passage of each stretch."""
        for window in windows:
            start, end = window.start - self._base, window.end - self._base
            section = self._outline.section_at(start)
            if window.row is not None:
                yield Passage(section, start, tuple(self._pieces(_say_row(window.row))), whole=True)
            else:
                margin = max(0, LENGTH - (end - start)) // 2
                left = _line_start(self._text, start, margin)
                right = line_end(self._text, end, margin + 20)
                left, right = _without_cuts(self._text, left, right, start, end)
                yield Passage(section, start, tuple(self._pieces([(left, right)])))

    def _pieces(self, said: Iterable[str | tuple[int, int]]) -> Iterator[Piece]:
        """What is said, words of ours and stretches of the text, as pieces; those are marked that hold words."""
        text, plain = self._text, ""
        for one in said:
            if isinstance(one, str):
                plain += one
                continue
            at, right = one
            for start, end in self._marks_in(at, right):
                if start < at or end > right:
                    continue
                plain += _plain(text[at:start])
                if plain:
                    yield Piece(plain, marked=False)
                yield Piece(_plain(text[start:end]), marked=True)
                at, plain = end, ""
            plain += _plain(text[at:right])
        if plain:
            yield Piece(plain, marked=False)

    def _marks_in(self, left: int, right: int) -> Iterable[tuple[int, int]]:
        first = bisect_left(self._starts, left)
        last = bisect_left(self._starts, right, first)
        return zip(self._starts[first:last], self._ends[first:last], strict=True)


def _say_row(row: TableRow) -> Iterator[str | tuple[int, int]]:
    """A row as people say it: what it is about, then each cell after the name of its column, and the unit."""
    names = row.names or {}
    label = row.label
    for number, cell in enumerate(label):
        if number:
            yield " "
        yield cell.start, cell.end
    between, length = "：", 0
    for cell in row.cells[len(label) :]:
        name = _plain(names.get(cell.column, ""))
        length += len(name) + cell.end - cell.start
        if length > _LONGEST_ROW:
            yield "……"
            break
        # Words under no name begin another subject in the same row: a table with two sides.
        again = not name and not cell.number
        yield "；" if again else f"{between}{name} " if name else between
        yield cell.start, cell.end
        between = "：" if again else "，"
    if row.unit:
        yield f"（单位：{row.unit}）"


def _without_cuts(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """The stretch grown, so that it neither begins nor ends inside a number with its unit or a word in letters.

    It shrinks instead where that is very long (a line of digits) and holds nothing between `start` and `end`, which is
    shown for its own sake.
    """
    if _may_cut(text, left):
        first = _line_start(text, left, LENGTH)
        for low, high in _find_uncut(text, first, min(left + LENGTH, line_end(text, right, LENGTH))):
            if low < left < high:
                left = high if left - low > _LONGEST_UNCUT and high <= start else low
                break
    if _may_cut(text, right):
        for low, high in _find_uncut(text, left, line_end(text, right, LENGTH)):
            if low < right < high:
                right = low if high - right > _LONGEST_UNCUT and low >= end else high
                break
    return left, right


def _may_cut(text: str, at: int) -> bool:
    """Whether what must not be cut may lie on both sides of a place."""
    return 0 < at < len(text) and not any(_is_plain(char) for char in text[at - 1 : at + 1])


def _is_plain(char: str) -> bool:
    """Whether a character stands in nothing that must not be cut."""
    return char in _PARTING or ("\u3400" <= char <= "\u9fff" and char not in _UNITS)


def _find_uncut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _UNCUT.finditer(fold(text[begin:end])):
        yield match.start() + begin, match.end() + begin


def _line_start(text: str, at: int, margin: int) -> int:
    """The beginning of the line, or `margin` characters back."""
    least = max(0, at - margin)
    return max(least, text.rfind("\n", least, at) + 1)


def _plain(text: str) -> str:
    """Markdown's marks taken away for display."""
    if not _MARKUP.search(text):
        return text
    return (
        text.replace("\\", "")
        .replace("<br>", " ")
        .replace("|", " ")
        .replace("#", "")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
    )
