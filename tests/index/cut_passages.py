"""The passages of one report found by cutting all of it into words and reading all of its tables: slow, and the measure of what the index shows."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whole_tables import TableRow, TableRows

from index.passages import Passage, Piece
from index.query import Query, Term
from index.tokens import Unit, find_units
from ingest.folding import fold
from ingest.sections import Section, section_at

_LENGTH = 90
_LONGEST_CELL = 60
_LONGEST_ROW = 160
_LONGEST_UNCUT = 40
_AMOUNT = re.compile(r"\d\s*[万亿]?元|\d\s*%")
_BARE_ROW = re.compile(r"[^\n，。；：:]*?(?:[ \t]+[-+]?\d[\d,.]*%?){2,}[ \t]*(?=\n|$)")
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
_HEADING = re.compile(r"^#.*", re.MULTILINE)
_MOST = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a report holds a term."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that may be shown, its rank among them (the least is best), and its row of a table, if it is one."""

    start: int
    end: int
    rank: tuple[int, ...]
    row: TableRow | None


def find_passages(
    text: str, sections: Sequence[Section], query: Query, title: str = "", most: int = _MOST
) -> tuple[Passage, ...]:
    """Return the passages of a report that say most of what the query asks, the best first.

    Words that the report's title holds (agency, year) say little of a passage. One that holds more of the others comes
    first, whatever else it holds; an amount beside them decides between equals.
    """
    if not query.terms:
        return ()
    # What stands before the first section is cover and contents.
    begin = sections[0].start if sections else 0
    folded = fold(text)
    marks = [mark for mark in find_marks(text, folded, query) if mark.start >= begin]
    known = frozenset(mark.term for mark in find_marks(title, fold(title), query))
    # A heading says no more than the link to its section, which stands above a passage.
    telling = _outside_headings(text, marks) or marks
    rows = TableRows(text)
    windows = sorted(_windows(text, telling, known, rows), key=lambda window: (window.rank, window.start))
    chosen: list[Window] = []
    for window in windows:
        if all(window.end <= other.start or window.start >= other.end for other in chosen):
            chosen.append(window)
        if len(chosen) == most:
            break
    return tuple(_passage(text, folded, sections, marks, window) for window in chosen)


def _outside_headings(text: str, marks: Sequence[Mark]) -> list[Mark]:
    lines = [match.start() for match in _HEADING.finditer(text)]
    ends = [match.end() for match in _HEADING.finditer(text)]
    outside = []
    for mark in marks:
        before = bisect_right(lines, mark.start)
        if not before or ends[before - 1] <= mark.start:
            outside.append(mark)
    return outside


def find_marks(text: str, folded: str, query: Query) -> Iterator[Mark]:
    """Yield the places where a text holds the terms of a query, in reading order, the longest of those that overlap."""
    for units in [list(find_units(text))]:
        at = 0
        while at < len(units):
            found = [mark for term in query.terms if (mark := _mark(term, units, at, text, folded))]
            if found:
                best = max(found, key=lambda mark: mark.end)
                yield best
                while at < len(units) and units[at].start < best.end:
                    at += 1
            else:
                at += 1


def _mark(term: Term, units: Sequence[Unit], at: int, text: str, folded: str) -> Mark | None:
    """The mark of a term that begins with a unit, or None."""
    last = at + len(term.units) - 1
    if last >= len(units) or any(units[at + n].text != word for n, word in enumerate(term.units)):
        return None
    if units[last].position - units[at].position != last - at:
        return None  # something stands between
    end = units[last].end
    rest = (term.whole or "").removeprefix("".join(term.units))
    if rest and folded.startswith(rest, end):
        end += len(rest)
    return Mark(_with_quotation(text, units[at].start, end), end, term)


def _with_quotation(text: str, start: int, end: int) -> int:
    """A mark that holds a closing quotation mark holds the opening one before it too."""
    opens = start > 0 and text[start - 1] in '“‘"' and any(mark in text[start:end] for mark in '”’"')
    return start - 1 if opens else start


def _windows(text: str, marks: Sequence[Mark], known: frozenset[Term], rows: TableRows) -> Iterator[Window]:
    """For each mark, the stretch of its line that begins with it, or its row of a table, with its rank."""
    after = 0  # the first mark that lies beyond the stretch
    for number, first in enumerate(marks):
        row = _row_of_numbers(rows.find(first.start))
        if row and number and marks[number - 1].start >= row.start:
            continue  # the row was yielded with the first of its marks
        limit = row.end if row else _line_end(text, first.start, _LENGTH)
        after = max(after, number)
        while after < len(marks) and marks[after].end <= limit:
            after += 1
        within = marks[number:after]
        end = row.end if row else max((mark.end for mark in within), default=first.end)
        terms = {mark.term for mark in within}
        if row:
            bare, amounts = row.names is None, 1
        else:
            bare = _is_bare_row(text, first.start)
            amounts = 2 if terms - known and _AMOUNT.search(text, first.start, limit) else 0
        rank = (int(bare), -len(terms - known), -_weigh(terms - known), -amounts, -_weigh(terms & known))
        yield Window(row.start if row else first.start, end, rank, row)


def _weigh(terms: Iterable[Term]) -> int:
    """A longer term weighs more: 三公经费 says more than 经费."""
    return sum(len("".join(term.units)) ** 2 for term in terms)


def _row_of_numbers(row: TableRow | None) -> TableRow | None:
    """A row whose numbers are what it says; one with a paragraph in a cell is read as text."""
    if row is None or not row.label or not row.numbers:
        return None
    return row if all(cell.end - cell.start <= _LONGEST_CELL for cell in row.cells) else None


def _is_bare_row(text: str, at: int) -> bool:
    """Whether a line is a row of numbers of which nothing tells what they are."""
    start = text.rfind("\n", 0, at) + 1
    return bool(_BARE_ROW.match(text, start, _line_end(text, start, _LENGTH * 2)))


def _passage(text: str, folded: str, sections: Sequence[Section], marks: Sequence[Mark], window: Window) -> Passage:
    section = section_at(sections, window.start)
    if window.row is not None:
        pieces = tuple(_row_pieces(text, marks, window.row))
        return Passage(section, window.start, pieces, whole=True)
    margin = max(0, _LENGTH - (window.end - window.start)) // 2
    left = _line_start(text, window.start, margin)
    right = _line_end(text, window.end, margin + 20)
    left, right = _without_cuts(folded, left, right, window)
    return Passage(section, window.start, tuple(_pieces(text, marks, left, right)))


def _without_cuts(folded: str, left: int, right: int, window: Window) -> tuple[int, int]:
    """The stretch grown, so that it neither begins nor ends inside a number with its unit or a word in letters.

    It shrinks instead where that is very long (a line of digits) and holds nothing that is shown for its own sake.
    """
    for match in _UNCUT.finditer(folded, _line_start(folded, left, _LENGTH), left + _LENGTH):
        if match.start() < left < match.end():
            far = left - match.start() > _LONGEST_UNCUT and match.end() <= window.start
            left = match.end() if far else match.start()
            break
    for match in _UNCUT.finditer(folded, left, _line_end(folded, right, _LENGTH)):
        if match.start() < right < match.end():
            far = match.end() - right > _LONGEST_UNCUT and match.start() >= window.end
            right = match.start() if far else match.end()
            break
    return left, right


def _pieces(text: str, marks: Sequence[Mark], left: int, right: int) -> Iterator[Piece]:
    """A stretch of the text as pieces, those marked that hold words."""
    at = left
    for mark in marks:
        if mark.start < at or mark.end > right:
            continue
        if mark.start > at:
            yield Piece(_plain(text[at : mark.start]), marked=False)
        yield Piece(_plain(text[mark.start : mark.end]), marked=True)
        at = mark.end
    if at < right:
        yield Piece(_plain(text[at:right]), marked=False)


def _row_pieces(text: str, marks: Sequence[Mark], row: TableRow) -> Iterator[Piece]:
    """A row as people say it: what it is about, then each cell after the name of its column, and the unit."""
    names = row.names or {}
    label = row.label
    for number, cell in enumerate(label):
        if number:
            yield Piece(" ", marked=False)
        yield from _pieces(text, marks, cell.start, cell.end)
    between, length = "：", 0
    for cell in row.cells[len(label) :]:
        name = _plain(names.get(cell.column, ""))
        length += len(name) + cell.end - cell.start
        if length > _LONGEST_ROW:
            yield Piece("……", marked=False)
            break
        # Words under no name begin another subject in the same row: a table with two sides.
        again = not name and not cell.number
        yield Piece("；" if again else f"{between}{name} " if name else between, marked=False)
        yield from _pieces(text, marks, cell.start, cell.end)
        between = "：" if again else "，"
    if row.unit:
        yield Piece(f"（单位：{row.unit}）", marked=False)


def _line_start(text: str, at: int, margin: int) -> int:
    """The beginning of the line, or `margin` characters back."""
    least = max(0, at - margin)
    return max(least, text.rfind("\n", least, at) + 1)


def _line_end(text: str, at: int, margin: int) -> int:
    """The end of the line, or `margin` characters on."""
    most = min(len(text), at + margin)
    line = text.find("\n", at, most)
    return most if line < 0 else line


def _plain(text: str) -> str:
    """Markdown's marks taken away for display."""
    return (
        text.replace("\\", "")
        .replace("<br>", " ")
        .replace("|", " ")
        .replace("#", "")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
    )
