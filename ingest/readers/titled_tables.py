"""Titles and unit lines that stand inside a table's rulings, as rows above its heading: taken out as the lines they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.folding import squeeze
from ingest.forms import find_form

_MOST_ROWS = 6  # title, unit, and blank rows between
_LINE = re.compile(r"单位[:：]|部门[:：]|^(?:公开|预算|附)?\s*(?:\d+|[一二三四五六七八九十]+)?表\s*\d*$|^附[件表]")


def take_titles_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in which a form's title and unit line, if its table holds them, are paragraphs above it.

    A row is taken out only where it is one printed line: the title, or a line that says whose table it is and in which
    unit. Without a form's title among the first rows a table stays as it is.
    """
    for block in blocks:
        if isinstance(block, Table):
            yield from _split(block)
        else:
            yield block


def _split(table: Table) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for number in range(min(_MOST_ROWS, table.height - 1)):
        cells = [cell for cell in table.cells if cell.row == number and cell.text.strip()]
        texts = [squeeze(cell.text) for cell in cells]
        if not (not texts or (len(texts) == 1 and find_form(texts[0])) or _is_line(texts)):
            break
        if any(cell.rowspan > 1 for cell in cells):
            break
        rows.append(cells)
    # What stands above a blank row alone is no line of a title.
    titled = any(len(cells) == 1 and find_form(squeeze(cells[0].text)) for cells in rows)
    if not titled:
        yield table
        return
    for cells in rows:
        if cells:
            yield _line(cells, table.page)
    height = len(rows)
    yield replace(
        table, cells=tuple(replace(cell, row=cell.row - height) for cell in table.cells if cell.row >= height)
    )


def _is_line(texts: list[str]) -> bool:
    return len(texts) <= 3 and all(_LINE.search(text) for text in texts) and sum(map(len, texts)) < 80


def _line(cells: list[Cell], page: int | None) -> Paragraph:
    """The cells of a row as one line, each piece where it is printed."""
    text, spots = "", []
    for cell in sorted(cells, key=lambda one: one.column):
        text += " " if text else ""
        spots += [replace(spot, start=spot.start + len(text)) for spot in cell.spots]
        text += cell.text.replace("\n", " ")
    return Paragraph(text, spots[0].page if spots else page, display=len(cells) == 1, spots=tuple(spots))
