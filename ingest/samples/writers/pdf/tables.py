"""Ruled tables of a PDF: merged cells, wrapped names, headings repeated or not."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Ruled

from ingest.samples.document import Cell, Content, Table, cell_text, cells_shown
from ingest.samples.writers.pdf.layout import FONT, Align

_PADDING = 3.0
_LINE = 0.5
_ALIGN: Mapping[str, tuple[str, Align]] = {
    "left": ("LEFT", TA_LEFT),
    "center": ("CENTER", TA_CENTER),
    "right": ("RIGHT", TA_RIGHT),
}
Command: TypeAlias = tuple[Any, ...]


def _align(cell: Content | Cell | None, column: int, *, heading: bool) -> str:
    if cell is None:
        return "center"
    if isinstance(cell, Cell) and cell.align:
        return cell.align
    if heading:
        return "center"
    text = cell_text(cell)
    return "right" if column and text[:1].isdigit() and (text[-1:].isdigit() or text[-1:] == "%") else "left"


def _content(text: str, width: float, size: float, align: str) -> str | Paragraph:
    """Return text as it is where it fits, else as a paragraph that wraps."""
    if pdfmetrics.stringWidth(text, FONT, size) <= width - 2 * _PADDING:
        return text
    made = ParagraphStyle(
        f"cell-{size}-{align}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.25,
        alignment=_ALIGN[align][1],
        wordWrap="CJK",
    )
    return Paragraph(escape(text), made)


def _lines_below(continues: list[list[bool]], width: int) -> Iterator[Command]:
    """Yield the line below each cell, but none inside a merged cell.

    Merged cells are not spans: a span must not be cut by the end of a page, a form's column of indicators is longer.
    """
    for row in range(len(continues) - 1):
        below = continues[row + 1]
        start = 0
        while start < width:
            end = start
            while end + 1 < width and below[end + 1] == below[start]:
                end += 1
            if not below[start]:
                yield ("LINEBELOW", (start, row), (end, row), _LINE, "black")
            start = end + 1


def ruled(source: Table, total_width: float, size: float) -> Ruled:
    """Return the table.

    Args:
        source: the form.
        total_width: room for all columns, in points.
        size: size of the letters.
    """
    unit = total_width / sum(source.widths)
    widths = [share * unit for share in source.widths]
    columns = len(widths)
    rows: list[list[str | Paragraph]] = []
    continues: list[list[bool]] = []
    commands: list[Command] = [
        ("FONT", (0, 0), (-1, -1), FONT, size),
        ("BOX", (0, 0), (-1, -1), _LINE, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    for place, row in enumerate(cells_shown((*source.head, *source.rows), columns)):
        heading = place < len(source.head)
        line: list[str | Paragraph] = [""] * columns
        continued = [False] * columns
        column = 0
        for cell, across in row:
            last = column + across - 1
            if cell is None:
                continued[column : last + 1] = [True] * across
            else:
                align = _align(cell, column, heading=heading)
                line[column] = _content(cell_text(cell), sum(widths[column : last + 1]), size, align)
                commands.append(("ALIGN", (column, place), (last, place), _ALIGN[align][0]))
            if across > 1:
                commands.append(("SPAN", (column, place), (last, place)))
            if last < columns - 1:
                commands.append(("LINEAFTER", (last, place), (last, place), _LINE, "black"))
            column += across
        rows.append(line)
        continues.append(continued)
    commands += _lines_below(continues, columns)
    repeated = len(source.head) if source.repeat_head else 0
    return Ruled(rows, colWidths=widths, repeatRows=repeated, style=commands)
