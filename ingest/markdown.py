"""Blocks to Markdown, and where each block lies in it: the one text from which everything else is read.

Rendering takes layout away and changes no word and no digit. Every later offset is one into the text made here.
"""

import re
from dataclasses import dataclass, replace
from html import unescape as unescape_html

from ingest.blocks import Cell, Paragraph, Table
from ingest.headings import Heading, Outline
from ingest.places import Place, find_pieces
from ingest.spots import Spots, cut_spots, substitute
from ingest.tables import HeaderPath, header_height, header_paths

# What Markdown would take for markup where it stands; an escape changes what is seen as little as possible.
_INLINE = re.compile(r"([\\`*_\[])")
_ENTITY = re.compile(r"&(?=[#\w])")
_TAG = re.compile("<")
_BAR = re.compile(r"\|")
_ESCAPED = re.compile(r"\\([\\`*_\[#\-+>.)|])")
_LINE_END = re.compile(r"\n")
_BLOCK_START = re.compile(r"^(#|[-+](?=\s|$)|>|-(?=[-\s]+$))")
_RULE_START = re.compile(r"^(?:~(?=~~)|=(?==*$))")  # of code, and under a title; not every reader takes \\~ and \\=
_LIST_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_CLOSING_MARKS = re.compile(r"#+$")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of `report.md`: offsets in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in the report: its span, and what was made of it.

    `body` is the span of the words after a run-in heading, or of the whole block where it is no heading; `cells` gives
    the span of each cell of a table by (row, column) of the cell's corner.
    """

    block: Paragraph | Table
    span: Span
    body: Span
    heading: Heading | None = None
    in_contents: bool = False
    cells: tuple[tuple[Cell, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportText:
    """`report.md`, where each block lies in it, and where its pieces stand on the pages of the source, in order."""

    text: str
    placed: tuple[Placed, ...]
    places: tuple[Place, ...] = ()


class _Writer:
    """Collects text and keeps count of where it stands, in the report and on the source's pages."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def write(self, text: str, spots: Spots = ()) -> Span:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        self.places += find_pieces(spots, start, self._length)
        return Span(start, self._length)

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def render_report(outline: Outline) -> ReportText:
    """Render the blocks of a report as Markdown."""
    writer = _Writer()
    placed: list[Placed] = []
    last_was_entry = False
    for at, block in enumerate(outline.blocks):
        heading = outline.headings.get(at)
        entry = at in outline.contents
        if placed:
            writer.write("  \n" if entry and last_was_entry else "\n\n")
        last_was_entry = entry
        if isinstance(block, Table):
            placed.append(_write_table(writer, block))
        elif heading is not None:
            placed.append(_write_heading(writer, block, heading))
        else:
            span = writer.write(*_escape(block.text, block.spots))
            placed.append(Placed(block, span, span, in_contents=entry))
    writer.write("\n")
    return ReportText(writer.text, tuple(placed), tuple(writer.places))


def _write_heading(writer: _Writer, block: Paragraph, heading: Heading) -> Placed:
    writer.write("#" * heading.level + " ")
    span = writer.write(*_escape_title(heading.text, _title_spots(block, heading)))
    rest = block.text[heading.length :].strip()
    if not rest:
        return Placed(block, span, Span(span.end, span.end), heading)
    writer.write("\n\n")
    start = block.text.index(rest, heading.length)
    body = writer.write(*_escape(rest, cut_spots(block.spots, start, start + len(rest))))
    return Placed(block, Span(span.start, body.end), body, heading)


def _title_spots(block: Paragraph, heading: Heading) -> Spots:
    """Where the lines of a heading stand; its number may be another than the printed one, and of another length."""
    printed = cut_spots(block.spots, 0, heading.length)
    longer = len(heading.text) - heading.length
    return printed[:1] + tuple(replace(one, start=one.start + longer) for one in printed[1:] if one.start + longer > 0)


def _write_table(writer: _Writer, table: Table) -> Placed:
    height = header_height(table)
    start = writer.write("").start
    names = header_paths(table) if height else (HeaderPath("", ()),) * table.width
    for number, name in enumerate(names):
        writer.write(" | " if number else "| ")
        writer.write(*_escape_cell(name.text, name.spots))
    writer.write(" |\n|" + " --- |" * table.width)
    cells: list[tuple[Cell, Span]] = []
    for number, row in enumerate(table.grid()[height:], height):
        writer.write("\n|")
        for column, cell in enumerate(row):
            writer.write(" ")
            if cell is not None and (cell.row, cell.column) == (number, column):
                cells.append((cell, writer.write(*_escape_cell(cell.text, cell.spots))))
            writer.write(" |")
    span = Span(start, writer.write("").end)
    return Placed(table, span, span, cells=tuple(cells))


def escape(text: str) -> str:
    """A paragraph's text as Markdown that shows exactly these characters."""
    return _escape(text, ())[0]


def unescape(text: str) -> str:
    """What a piece of a report shows, without its Markdown; a line that breaks in a cell is one line.

    >>> unescape(escape("<甲>*"))
    '<甲>*'
    """
    return unescape_html(_ESCAPED.sub(r"\1", text.replace("<br>", "")))


def _escape(text: str, spots: Spots) -> tuple[str, Spots]:
    text, spots = substitute(_BLOCK_START, r"\\\1", *_escape_inline(text, spots))
    text, spots = substitute(_RULE_START, lambda mark: f"&#{ord(mark[0])};", text, spots)
    return substitute(_LIST_START, r"\1\\\2", text, spots)


def _escape_inline(text: str, spots: Spots) -> tuple[str, Spots]:
    """Text inside a line as Markdown that shows exactly these characters, and its places."""
    for pattern, replacement in ((_INLINE, r"\\\1"), (_ENTITY, "&amp;"), (_TAG, "&lt;")):
        text, spots = substitute(pattern, replacement, text, spots)
    return text, spots


def _escape_title(text: str, spots: Spots) -> tuple[str, Spots]:
    """A heading's text; marks at its end would be taken for the closing of the heading."""
    return substitute(_CLOSING_MARKS, lambda marks: r"\#" * len(marks[0]), *_escape_inline(text, spots))


def _escape_cell(text: str, spots: Spots) -> tuple[str, Spots]:
    text, spots = substitute(_BAR, r"\\|", *_escape_inline(text, spots))
    return substitute(_LINE_END, "<br>", text, spots)
