"""Reports as plain text, the way portals publish it: clean, broken at a fixed width, or with tables taken apart.

The words are those of the document; what differs is where lines end.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import Enum

from ingest.samples.document import (
    Block,
    Contents,
    CoverLine,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    cell_text,
    cells_shown,
    grid,
    plain,
)

_WIDTH = 56  # half-width characters: a line of a page of A4 in the usual size


class Style(Enum):
    """How the text got lost on its way to the portal."""

    CLEAN = "clean"
    BROKEN = "broken"
    FLAT = "flat"


def _rows(table: Table) -> Iterator[list[str]]:
    for row in cells_shown((*table.head, *table.rows), len(table.widths)):
        yield ["" if cell is None else cell_text(cell) for cell, _ in row]


def _frame(table: Table, rows: list[str]) -> Iterator[str]:
    if table.title:
        yield table.title
    if table.labels:
        yield "    ".join(map(plain, table.labels))
    yield from rows
    yield from map(plain, table.notes)


def _table(table: Table) -> Iterator[str]:
    """Yield a table with a row a line, cells apart by a tab."""
    rows = grid((*table.head, *table.rows), len(table.widths))
    return _frame(table, ["\t".join(row).rstrip("\t") for row in rows])


def _flat_table(table: Table) -> Iterator[str]:
    """Yield a table with a cell a line, each after a tab, and an empty line between rows."""
    lines: list[str] = []
    for row in _rows(table):
        if lines:
            lines.append("")
        lines += [f"\t{text}" for text in row]
    return _frame(table, ["", *lines, ""])


def _broken(line: str) -> Iterator[str]:
    """Yield the line cut at a fixed width, wherever that falls."""
    piece, width = "", 0
    for character in line:
        wide = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if width + wide > _WIDTH:
            yield piece
            piece, width = "", 0
        piece, width = piece + character, width + wide
    yield piece


def _contents(document: Document) -> Iterator[str]:
    return (text for _, text in document.contents())


def _lines(document: Document, table: Callable[[Table], Iterator[str]]) -> Iterator[str]:
    for block in document.blocks():
        yield from _block(block, document, table)


def _block(block: Block, document: Document, table: Callable[[Table], Iterator[str]]) -> Iterator[str]:
    match block:
        case Table():
            yield from table(block)
        case Paragraph(words=words):
            yield plain(words)
        case ListItem(number=number, words=words):
            yield f"{number}{plain(words)}"
        case Heading():
            # The attachment's label stands in the frame before it, if there is one.
            yield block.text
        case CoverLine(text=text):
            yield text
        case Contents(title=title):
            yield title
            yield from _contents(document)
        case PageBreak():
            yield ""
        case TextBox():
            pass


def render_clean(document: Document) -> str:
    """Return the text with a paragraph a line."""
    return "\n".join(_lines(document, _table)) + "\n"


def render_flat(document: Document) -> str:
    """Return the text with tables taken apart into cells."""
    return "\n".join(_lines(document, _flat_table)) + "\n"


def render_broken(document: Document) -> str:
    """Return the text broken at a fixed width, an empty line after each line; tables keep their rows."""
    lines: list[str] = []
    for line in _lines(document, _table):
        lines += [line] if "\t" in line else [f"{piece} " for piece in _broken(line)]
    return "\n\n".join(lines) + "\n"


RENDERERS: Mapping[Style, Callable[[Document], str]] = {
    Style.CLEAN: render_clean,
    Style.BROKEN: render_broken,
    Style.FLAT: render_flat,
}


def write_text(document: Document, style: Style, encoding: str) -> bytes:
    """Return the file's bytes.

    Args:
        document: the report.
        style: where lines end.
        encoding: `utf-8`, `utf-8-sig` (with a byte order mark) or `gb18030`.
    """
    return RENDERERS[style](document).encode(encoding)
