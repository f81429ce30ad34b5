"""Where a report speaks of what was asked: its best passages, with the section of each and the words to mark.

Found when a hit is shown, by the words of the text itself, so that a mark never covers part of another word: 马克 is not
marked inside 马克思.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.query import Query, Term
from index.tokens import Unit, find_units_near
from ingest.folding import fold
from ingest.sections import Section, section_at

_LENGTH = 90
_KNOWN_WEIGHT = 0.1
_AMOUNT_WEIGHT = 8.0
_AMOUNT = re.compile(r"\d\s*[万亿]?元|\d\s*%")
_HEADING = re.compile(r"^#.*", re.MULTILINE)
_MOST = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the report around the words: its section, where it begins in `report.md`, and its pieces."""

    section: Section | None
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a report holds a term."""

    start: int
    end: int
    term: Term


def find_passages(
    text: str, sections: Sequence[Section], query: Query, title: str = "", most: int = _MOST
) -> tuple[Passage, ...]:
    """Return the passages of a report that say most of what the query asks, in reading order.

    Words that the report's title holds (agency, year) say little of a passage; an amount beside the others says much.
    """
    if not query.terms:
        return ()
    # What stands before the first section is cover and contents.
    begin = sections[0].start if sections else 0
    marks = [mark for mark in find_marks(text, query) if mark.start >= begin]
    known = frozenset(mark.term for mark in find_marks(title, query))
    # A heading says no more than the link to its section, which stands above a passage.
    telling = _outside_headings(text, marks) or marks
    windows = sorted(_windows(text, telling, known), key=lambda window: (-window[2], window[0]))
    chosen: list[tuple[int, int]] = []
    for start, end, _ in windows:
        if all(end <= other_start or start >= other_end for other_start, other_end in chosen):
            chosen.append((start, end))
        if len(chosen) == most:
            break
    return tuple(_passage(text, sections, marks, start, end) for start, end in sorted(chosen))


def _outside_headings(text: str, marks: Sequence[Mark]) -> list[Mark]:
    lines = [match.start() for match in _HEADING.finditer(text)]
    ends = [match.end() for match in _HEADING.finditer(text)]
    outside = []
    for mark in marks:
        before = bisect_right(lines, mark.start)
        if not before or ends[before - 1] <= mark.start:
            outside.append(mark)
    return outside


def find_marks(text: str, query: Query) -> Iterator[Mark]:
    """Yield the places where a text holds the terms of a query, in reading order, the longest of those that overlap."""
    folded = fold(text)
    for units in find_units_near(text, [term.units for term in query.terms]):
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


def _windows(text: str, marks: Sequence[Mark], known: frozenset[Term]) -> Iterator[tuple[int, int, float]]:
    """For each mark, the stretch of its line that begins with it: start, end, weight of its different terms.

    A longer term weighs more: 三公经费 says more than 经费.
    """
    after = 0  # the first mark that lies beyond the stretch
    for number, first in enumerate(marks):
        limit = _line_end(text, first.start, _LENGTH)
        after = max(after, number)
        while after < len(marks) and marks[after].end <= limit:
            after += 1
        within = marks[number:after]
        terms = {mark.term for mark in within}
        weight = sum(len("".join(term.units)) ** 2 * (_KNOWN_WEIGHT if term in known else 1.0) for term in terms)
        if terms - known and _AMOUNT.search(text, first.start, limit):
            weight += _AMOUNT_WEIGHT
        yield first.start, max((mark.end for mark in within), default=first.end), weight


def _passage(text: str, sections: Sequence[Section], marks: Sequence[Mark], start: int, end: int) -> Passage:
    margin = max(0, _LENGTH - (end - start)) // 2
    left = _line_start(text, start, margin)
    right = _line_end(text, end, margin + 20)
    pieces: list[Piece] = []
    at = left
    for mark in marks:
        if mark.start < at or mark.end > right:
            continue
        if mark.start > at:
            pieces.append(Piece(_plain(text[at : mark.start]), marked=False))
        pieces.append(Piece(_plain(text[mark.start : mark.end]), marked=True))
        at = mark.end
    if at < right:
        pieces.append(Piece(_plain(text[at:right]), marked=False))
    return Passage(section_at(sections, start), start, tuple(pieces))


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
    return text.replace("\\", "").replace("<br>", " ").replace("|", " ").replace("#", "").replace("&lt;", "<")
