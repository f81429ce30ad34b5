"""Where a report speaks of what was asked: its best passages, with the section of each and the words to mark.

Found when a hit is shown, by the tokens of the text itself, so that a mark never covers part of another word: 马克 is not
marked inside 马克思.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.query import Query
from index.tokens import find_runs, tokenize
from ingest.sections import Section, section_at
from ingest.segmenting import cut_words

_LENGTH = 90
_KNOWN_WEIGHT = 0.1
_AMOUNT_WEIGHT = 8.0
_AMOUNT = re.compile(r"\d\s*[万亿]?元|\d\s*%")
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


def find_passages(
    text: str, sections: Sequence[Section], query: Query, title: str = "", most: int = _MOST
) -> tuple[Passage, ...]:
    """Return the passages of a report that say most of what the query asks, in reading order.

    Words that the report's title holds (agency, year) say little of a passage; an amount beside the others says much.
    """
    marks = list(find_marks(text, query))
    known = frozenset(tokenize(title))
    if not marks:
        return ()
    windows = sorted(_windows(text, marks, known), key=lambda window: (-window[2], window[0]))
    chosen: list[tuple[int, int]] = []
    for start, end, _ in windows:
        if all(end <= other_start or start >= other_end for other_start, other_end in chosen):
            chosen.append((start, end))
        if len(chosen) == most:
            break
    return tuple(_passage(text, sections, marks, start, end) for start, end in sorted(chosen))


def find_marks(text: str, query: Query) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, token) of each word of the text that the query asks for."""
    wanted = set(query.words)
    if not wanted:
        return
    for run in find_runs(text):
        at = 0
        for word in cut_words(run.words) if run.kind == "han" else [run.words]:
            tokens = wanted if run.kind == "han" else wanted.intersection(run.tokens)
            for start, end, token in _inner(word, tokens) if run.kind == "han" else _whole(word, tokens):
                yield _with_quotation(text, run.places[at + start], run.places[at + end - 1] + 1, token)
            at += len(word)


def _with_quotation(text: str, start: int, end: int, token: str) -> tuple[int, int, str]:
    """A mark that holds a closing quotation mark holds the opening one before it too."""
    if start > 0 and text[start - 1] in '“‘"' and any(mark in text[start:end] for mark in '”’"'):
        start -= 1
    return start, end, token


def _whole(word: str, tokens: set[str]) -> Iterator[tuple[int, int, str]]:
    """A number or a foreign word is marked whole or not at all."""
    for token in tokens:
        yield 0, len(word), token


def _inner(word: str, wanted: set[str]) -> Iterator[tuple[int, int, str]]:
    """The longest wanted words inside a word, from left to right."""
    at = 0
    while at < len(word):
        for length in range(len(word) - at, 0, -1):
            piece = word[at : at + length]
            if piece in wanted:
                yield at, at + length, piece
                at += length
                break
        else:
            at += 1


def _windows(
    text: str, marks: Sequence[tuple[int, int, str]], known: frozenset[str]
) -> Iterator[tuple[int, int, float]]:
    """For each mark, the stretch of its line that begins with it: start, end, weight of its different words.

    A longer word weighs more: 三公经费 says more than 经费.
    """
    for number, (start, end, _) in enumerate(marks):
        line = text.find("\n", start)
        limit = min(start + _LENGTH, line if line >= 0 else len(text))
        within = [mark for mark in marks[number:] if mark[1] <= limit]
        words = {token for _, _, token in within}
        weight = sum(len(word) ** 2 * (_KNOWN_WEIGHT if word in known else 1.0) for word in words)
        if words - known and _AMOUNT.search(text, start, limit):
            weight += _AMOUNT_WEIGHT
        yield start, max((mark[1] for mark in within), default=end), weight


def _passage(
    text: str, sections: Sequence[Section], marks: Sequence[tuple[int, int, str]], start: int, end: int
) -> Passage:
    margin = max(0, _LENGTH - (end - start)) // 2
    left = _line_start(text, start, margin)
    right = _line_end(text, end, margin + 20)
    pieces: list[Piece] = []
    at = left
    for mark_start, mark_end, _ in marks:
        if mark_start < at or mark_end > right:
            continue
        if mark_start > at:
            pieces.append(Piece(_plain(text[at:mark_start]), marked=False))
        pieces.append(Piece(_plain(text[mark_start:mark_end]), marked=True))
        at = mark_end
    if at < right:
        pieces.append(Piece(_plain(text[at:right]), marked=False))
    return Passage(section_at(sections, start), start, tuple(pieces))


def _line_start(text: str, at: int, margin: int) -> int:
    line = text.rfind("\n", 0, at) + 1
    return max(line, at - margin)


def _line_end(text: str, at: int, margin: int) -> int:
    line = text.find("\n", at)
    return min(len(text) if line < 0 else line, at + margin)


def _plain(text: str) -> str:
    """Markdown's marks taken away for display."""
    return text.replace("\\", "").replace("<br>", " ").replace("|", " ").replace("#", "")
