"""Blocks to Markdown, and where each block lies in it: the one text from which everything else is read.

Rendering takes layout away and changes no word and no digit. Every later offset is one into the text made here.
"""

import re
from dataclasses import dataclass

from ingest.blocks import Cell, Paragraph, Table
from ingest.headings import Heading, Outline
from ingest.tables import header_height, header_paths

# What Markdown would take for markup where it stands; an escape changes what is seen as little as possible.
_INLINE = re.compile(r"([\\`*_\[])")
_ENTITY = re.compile(r"&(?=[#\w])")
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
    """`report.md` and where each block lies in it."""

    text: str
    placed: tuple[Placed, ...]


class _Writer:
    """Collects text and keeps count of where it stands."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def write(self, text: str) -> Span:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
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
            span = writer.write(escape(block.text))
            placed.append(Placed(block, span, span, in_contents=entry))
    writer.write("\n")
    return ReportText(writer.text, tuple(placed))


def _write_heading(writer: _Writer, block: Paragraph, heading: Heading) -> Placed:
    writer.write("#" * heading.level + " ")
    span = writer.write(_escape_title(heading.text))
    rest = block.text[heading.length :].strip()
    if not rest:
        return Placed(block, span, Span(span.end, span.end), heading)
    writer.write("\n\n")
    body = writer.write(escape(rest))
    return Placed(block, Span(span.start, body.end), body, heading)


def _write_table(writer: _Writer, table: Table) -> Placed:
    height = header_height(table)
    start = writer.write("").start
    names = header_paths(table) if height else ("",) * table.width
    writer.write("| " + " | ".join(_escape_cell(name) for name in names) + " |\n")
    writer.write("|" + " --- |" * table.width)
    cells: list[tuple[Cell, Span]] = []
    for number, row in enumerate(table.grid()[height:], height):
        writer.write("\n|")
        for column, cell in enumerate(row):
            writer.write(" ")
            if cell is not None and (cell.row, cell.column) == (number, column):
                cells.append((cell, writer.write(_escape_cell(cell.text))))
            writer.write(" |")
    span = Span(start, writer.write("").end)
    return Placed(table, span, span, cells=tuple(cells))


def escape(text: str) -> str:
    """A paragraph's text as Markdown that shows exactly these characters."""
    text = _BLOCK_START.sub(r"\\\1", escape_inline(text))
    text = _RULE_START.sub(lambda mark: f"&#{ord(mark[0])};", text)
    return _LIST_START.sub(r"\1\\\2", text)


def escape_inline(text: str) -> str:
    """Text inside a line as Markdown that shows exactly these characters."""
    return _ENTITY.sub("&amp;", _INLINE.sub(r"\\\1", text)).replace("<", "&lt;")


def _escape_title(text: str) -> str:
    """A heading's text; marks at its end would be taken for the closing of the heading."""
    return _CLOSING_MARKS.sub(lambda marks: r"\#" * len(marks[0]), escape_inline(text))


def _escape_cell(text: str) -> str:
    return escape_inline(text).replace("|", "\\|").replace("\n", "<br>")
