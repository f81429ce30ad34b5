"""What was read on a page of a source, line by line as printed, so that a reader can hold it against the picture."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.markdown import unescape
from ingest.recognition import REVIEW_BELOW

_BAR = re.compile(r"\\.|(\|)")
_HEADING = re.compile(r"#{1,6} ")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of `places`: a piece of `report.md` and its box, edges as fractions of the page; `source` is the resource."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None
    source: str = "source"

    @classmethod
    def parse(cls, row: Mapping[str, str]) -> "PlaceRow":
        """Read a row of the resource."""
        left, top, right, bottom = (float(row[edge]) for edge in ("left", "top", "right", "bottom"))
        confidence = float(row["confidence"]) if row["confidence"] else None
        source = row.get("source") or "source"  # packages of before knew places on the first one alone
        return cls(int(row["start"]), int(row["end"]), int(row["page"]), left, top, right, bottom, confidence, source)

    @property
    def width(self) -> float:
        """As a fraction of the page's."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """As a fraction of the page's."""
        return self.bottom - self.top

    @property
    def unsure(self) -> bool:
        """Whether the line was read from a picture, and may have been misread."""
        return self.confidence is not None and self.confidence < REVIEW_BELOW


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line, or a part of one, as it was read; `marked` is what the reader asked for of it, maybe nothing.

    `continues` tells that it stands on the line of the piece before: a recogniser gives a line in parts.
    """

    before: str
    marked: str
    after: str
    place: PlaceRow
    continues: bool = False

    @property
    def unsure(self) -> bool:
        """Whether it may have been misread; a stop or a bracket changes nothing that is read."""
        return self.place.unsure and any(char.isalnum() for char in self.before + self.marked + self.after)

    @property
    def percent(self) -> str:
        """How sure the recogniser is, rounded down: 97%."""
        return f"{round(self.place.confidence * 1000) // 10}%" if self.place.confidence is not None else ""


Row = tuple[tuple[Piece, ...], ...]  # the pieces of each cell


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph or a heading as its lines, or a table as its rows; the other is empty."""

    lines: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    heading: bool = False

    @property
    def pieces(self) -> Iterator[Piece]:
        """All its pieces."""
        yield from self.lines
        yield from (piece for row in self.rows for cell in row for piece in cell)


def read_words(text: str, places: Sequence[PlaceRow], asked: tuple[int, int]) -> Iterator[Words]:
    """Yield what was read on a page.

    Args:
        text: `report.md`.
        places: those of the page, in the order of the report.
        asked: the piece of the report that is to be marked.
    """

    def piece(place: PlaceRow) -> Piece:
        first, last = (min(max(at, place.start), place.end) for at in asked)
        edges = (place.start, first, last, place.end)
        before, marked, after = (unescape(text[start:end]) for start, end in pairwise(edges))
        return Piece(before, marked, after, place)

    lines = groupby(places, key=lambda place: text.rfind("\n", 0, place.start) + 1)
    whole = [(start, _as_lines([piece(place) for place in own])) for start, own in lines]
    for in_table, group in groupby(whole, key=lambda line: text.startswith("|", line[0])):
        if in_table:
            for rows in _tables(text, list(group)):
                yield Words(rows=tuple(rows))
        else:
            for start, pieces in group:
                yield Words(lines=pieces, heading=_HEADING.match(text, start) is not None)


def _as_lines(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(
        replace(piece, continues=at > 0 and _beside(pieces[at - 1].place, piece.place))
        for at, piece in enumerate(pieces)
    )


def _beside(one: PlaceRow, other: PlaceRow) -> bool:
    """Whether a place is to the right of another on its line."""
    middle = (other.top + other.bottom) / 2
    return one.top < middle < one.bottom and other.left >= one.left + one.width / 2


def _tables(text: str, lines: Sequence[tuple[int, tuple[Piece, ...]]]) -> Iterator[list[Row]]:
    """The rows of each table: a blank line of the report stands between two of them."""
    rows: list[Row] = []
    last = 0
    for start, pieces in lines:
        if rows and "\n\n" in text[last:start]:
            yield rows
            rows = []
        rows.append(_cells(text, start, pieces))
        last = start
    if rows:
        yield rows


def _cells(text: str, start: int, pieces: Sequence[Piece]) -> Row:
    """A row of the report as its cells, the blank ones too."""
    end = text.find("\n", start)
    bars = [match.start() for match in _BAR.finditer(text, start, end) if match[1]]
    return tuple(tuple(piece for piece in pieces if left < piece.place.start < right) for left, right in pairwise(bars))
