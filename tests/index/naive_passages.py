"""Which stretches of a report say most of what is asked, told in the plainest way: all are looked at, ranked, and the best taken.

How a stretch is shown is not told here, nor how rows of tables are read (`test_table_rows.py`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.one_text import Mark
from index.query import Query, Term, begins_with
from index.table_rows import TableRow, TableRows
from index.tokens import Unit, find_units
from ingest.folding import fold
from ingest.sections import Section

LONGEST = 90  # characters of a stretch, from its first word on
LONGEST_CELL = 60  # of a cell that is no paragraph


class Stretch(NamedTuple):
    """A stretch of a line that begins with a word asked for, or a row of a table; the least `rank` is best."""

    rank: tuple[int, ...]
    start: int
    end: int
    is_row: bool


def best_stretches(text: str, sections: Sequence[Section], query: Query, title: str, most: int) -> list[Stretch]:
    """The best stretches of a report, none over another; what stands before its first section is cover and contents."""
    begin = sections[0].start if sections else 0
    marks = [mark for mark in marks_of(text, query) if mark.start >= begin]
    outside = [mark for mark in marks if not line_of(text, mark.start).startswith("#")]
    of_title = {mark.term for mark in marks_of(title, query)}
    chosen: list[Stretch] = []
    for one in sorted(_stretches(text, outside or marks, of_title)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return chosen[:most]


def line_of(text: str, at: int) -> str:
    """The line that holds a place."""
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def marks_of(text: str, query: Query) -> Iterator[Mark]:
    """The places where a text holds the terms of a query, in reading order, the longest of those that begin together."""
    units, folded, end = list(find_units(text)), fold(text), 0
    for at, unit in enumerate(units):
        held = [(_end_of(term, row, units[at:], folded), term) for term in query.terms for row in term.rows]
        reach, term = max(held, key=lambda one: one[0])
        if unit.start >= end and reach:
            end = reach
            inside = text[unit.start : end]
            # Both quotation marks belong to 三公 in “三公”经费.
            opened = unit.start > 0 and text[unit.start - 1] in '“‘"' and not {*'”’"'}.isdisjoint(inside)
            yield Mark(unit.start - opened, end, term)


def _end_of(term: Term, words: Sequence[str], units: Sequence[Unit], folded: str) -> int:
    """Where a row of a term ends with which the units of a text begin; 0 where they do not."""
    row = units[: len(words)]
    if term.prefix and words == term.units:
        held = begins_with(row[0].text, words[0])
    else:
        held = [unit.text for unit in row] == [*words]
    if not held or row[-1].position - row[0].position >= len(words):
        return 0  # other words, or something stands between
    rest = (term.whole or "").removeprefix("".join(term.units))
    return row[-1].end + (len(rest) if folded.startswith(rest, row[-1].end) else 0)


def _stretches(text: str, marks: Sequence[Mark], of_title: set[Term]) -> Iterator[Stretch]:
    tables = TableRows(text)
    for first in marks:
        row = tables.find(first.start)
        line = line_of(text, first.start)
        begin = text.rfind("\n", 0, first.start) + 1
        if row and _says_numbers(row):
            begin, limit, bare, amount = row.start, row.end, row.names is None, 1
        else:
            limit = min(begin + len(line), first.start + LONGEST)
            row, bare, amount = None, _is_bare(line), 2 * _names_amount(text[first.start : limit])
            begin = first.start
        held = [mark for mark in marks if begin <= mark.start and mark.end <= limit]
        terms = {mark.term for mark in held}
        new = terms - of_title
        rank = (bare, -len(new), -_weight(new), -amount if new or row else 0, -_weight(terms & of_title))
        end = limit if row else max([first.end, *(mark.end for mark in held)])
        yield Stretch(rank, begin, end, row is not None)


def _weight(terms: set[Term]) -> int:
    """A longer term says more."""
    return sum(sum(map(len, term.units)) ** 2 for term in terms)


def _says_numbers(row: TableRow) -> bool:
    """Whether numbers are what a row says, and no cell is a paragraph."""
    return bool(row.label and row.numbers) and all(cell.end - cell.start <= LONGEST_CELL for cell in row.cells)


def _is_bare(line: str) -> bool:
    """Whether a line ends with two numbers or more, and no punctuation tells what they are."""
    _, *words = re.split("[ \t]+", line[: 2 * LONGEST].rstrip(" \t"))
    return len(words) > 1 and all(_is_number(word) for word in words[-2:]) and {*line}.isdisjoint("，。；：:")


def _is_number(word: str) -> bool:
    digits = word.removesuffix("%").lstrip("+-") if word[:2].strip("+-") else ""
    return digits[:1].isdecimal() and all(char.isdecimal() or char in ",." for char in digits)


def _names_amount(stretch: str) -> bool:
    """Whether yuan or percent stand behind a digit."""
    yuan = any(re.sub("[万亿]$", "", before).rstrip()[-1:].isdecimal() for before in _before(stretch, "元"))
    return yuan or any(before.rstrip()[-1:].isdecimal() for before in _before(stretch, "%"))


def _before(stretch: str, mark: str) -> list[str]:
    return [stretch[:at] for at, char in enumerate(stretch) if char == mark]
