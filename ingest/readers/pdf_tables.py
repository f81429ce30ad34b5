"""Ruled tables on PDF pages: the grid behind the rulings, merged cells, and tables that go on over pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from ingest.blocks import Cell, Spot
from ingest.folding import squeeze
from ingest.readers.pdf_lines import Box, Character, compose_line, find_box, find_characters, group_lines

_NEAR = 3.0  # points within which two rulings are one


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page or, once merged, on several; `columns` are the left edges of its columns."""

    cells: tuple[Cell, ...]
    box: Box
    columns: tuple[float, ...]

    @property
    def height(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.rowspan for cell in self.cells)


def find_tables(page: Any, view: Box) -> Iterator[PageTable]:
    """Yield the ruled tables of a pdfplumber page, of which `view` is seen; a frame around text or a ruled line is none."""
    found_characters = find_characters(page)
    for found in page.find_tables():
        boxes = [Box(*map(float, cell)) for cell in found.cells if cell]
        x_edges = _edges([box.x0 for box in boxes] + [box.x1 for box in boxes])
        y_edges = _edges([box.top for box in boxes] + [box.bottom for box in boxes])
        if len(boxes) < 2 or len(x_edges) < 3:
            continue
        characters = [
            one
            for one in found_characters
            if found.bbox[0] - 1 <= (one["x0"] + one["x1"]) / 2 <= found.bbox[2] + 1
            and found.bbox[1] - 1 <= (one["top"] + one["bottom"]) / 2 <= found.bbox[3] + 1
        ]
        cells = tuple(_cell(box, x_edges, y_edges, characters, page.page_number, view) for box in boxes)
        yield PageTable(cells, Box(*map(float, found.bbox)), tuple(x_edges[:-1]))


def _edges(places: Sequence[float]) -> list[float]:
    """Distinct places in order, those nearer than `_NEAR` taken as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _cell(
    box: Box,
    x_edges: Sequence[float],
    y_edges: Sequence[float],
    characters: Sequence[Character],
    page: int,
    view: Box,
) -> Cell:
    column, row = _nearest(x_edges, box.x0), _nearest(y_edges, box.top)
    inside = [one for one in characters if box.holds((one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2)]
    lines = [(text, group) for group in group_lines(inside) if (text := compose_line(group))]
    starts = accumulate((len(text) + 1 for text, _ in lines), initial=0)
    spots = tuple(
        Spot(start, page, find_box(group).within(view)) for start, (_, group) in zip(starts, lines, strict=False)
    )
    rowspan = max(1, _nearest(y_edges, box.bottom) - row)
    colspan = max(1, _nearest(x_edges, box.x1) - column)
    return Cell("\n".join(text for text, _ in lines), row, column, rowspan, colspan, spots)


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))


def merge_continued(table: PageTable, following: PageTable) -> PageTable | None:
    """Return both as one where the second goes on from the first, or None.

    A table goes on when the next page begins with a table of the same columns; a header repeated there is dropped. A
    table with a header of its own that differs from the first one's begins anew.
    """
    if len(table.columns) != len(following.columns):
        return _with_merged_rows(table, following)
    if any(abs(a - b) > 4 * _NEAR for a, b in zip(table.columns, following.columns, strict=True)):
        return None
    repeated = _repeated_rows(table, following)
    if repeated == following.height:
        return None
    offset = table.height - repeated
    moved = tuple(replace(cell, row=cell.row + offset) for cell in following.cells if cell.row >= repeated)
    return replace(table, cells=table.cells + moved)


def _with_merged_rows(table: PageTable, following: PageTable) -> PageTable | None:
    """Both as one where the next page holds but rows whose first cells are merged: the row of sums, 合计 over the codes.

    Such rows show fewer columns than the table, each where the table has one, and begin with words and an amount.
    """
    if len(following.columns) > len(table.columns) or abs(table.box.x1 - following.box.x1) > 4 * _NEAR:
        return None
    places = [_nearest(table.columns, left) for left in following.columns]
    if any(abs(table.columns[at] - left) > 4 * _NEAR for at, left in zip(places, following.columns, strict=True)):
        return None
    if places[0] != 0 or len(set(places)) != len(places) or not _begins_with_sum(following):
        return None
    ends = [*places[1:], len(table.columns)]
    offset = table.height
    moved = tuple(
        replace(
            cell,
            row=cell.row + offset,
            column=places[cell.column],
            colspan=ends[cell.column + cell.colspan - 1] - places[cell.column],
        )
        for cell in following.cells
    )
    return replace(table, cells=table.cells + moved)


def _begins_with_sum(table: PageTable) -> bool:
    words = _row_words(table, 0)
    return words[0] in {"合计", "总计", "小计"} and any(re.fullmatch(r"-?[\d,]+(?:\.\d+)?", word) for word in words[1:])


def _repeated_rows(table: PageTable, following: PageTable) -> int:
    """How many rows at the head of the second repeat those of the first; a merged cell is repeated whole or not."""
    count = 0
    while count < min(table.height, following.height):
        mine, theirs = _row_words(table, count), _row_words(following, count)
        if mine != theirs or not (any(mine) or (count and not mine)):  # a row may lie wholly under cells from above
            break
        count += 1
    while any(cell.row < count < cell.row + cell.rowspan for cell in (*table.cells, *following.cells)):
        count -= 1
    return count


def _row_words(table: PageTable, row: int) -> list[str]:
    return [squeeze(cell.text) for cell in sorted(table.cells, key=lambda c: c.column) if cell.row == row]
