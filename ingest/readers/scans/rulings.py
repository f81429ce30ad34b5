"""Ruled lines of a page, and the grids of cells that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from ingest.readers.scans.broken import mend_rulings
from ingest.readers.scans.shades import Grey, Marks

_NEAR = 7  # pixels within which two rulings are one
_SHORTEST_ACROSS = 60  # pixels; longer than any stroke of a character in a cell
_SHORTEST_DOWN = 26  # pixels: a row of the smallest print
_BORDER = 0.8  # of a cell's side: a ruling that covers less of it is a stroke or a speck
_MARGIN = 4  # pixels either side of an edge in which its ruling is looked for
_FRINGE = (7, 7)  # pixels that an unsharp ruling is thicker than its core
_MOST_EDGES = 400


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its place and extent, counted from 0, and its box in pixels."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a table: its box (left, top, right, bottom), the edges of its columns, and its cells."""

    box: tuple[int, int, int, int]
    columns: tuple[int, ...]
    cells: tuple[GridCell, ...]

    def move(self, pixels: int) -> "Grid":
        """The grid on a page that begins so many pixels further left."""

        def moved(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
            return box[0] + pixels, box[1], box[2] + pixels, box[3]

        cells = tuple(replace(cell, box=moved(cell.box)) for cell in self.cells)
        return Grid(moved(self.box), tuple(edge + pixels for edge in self.columns), cells)


def find_ink(page: Grey) -> Grey:
    """Where there is ink: 255, elsewhere 0; shades of the paper and specks of one or two pixels are none."""
    ink = cv2.adaptiveThreshold(page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 15)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count > 1:
        keep = np.zeros(count, dtype=np.uint8)
        keep[1:] = np.where(stats[1:, cv2.CC_STAT_AREA] > 5, 255, 0)
        ink = keep[labels]
    return np.asarray(ink, dtype=np.uint8)


def find_grids(ink: Grey) -> tuple[list[Grid], Grey]:
    """Return the grids of a page from top to bottom, and its ink with everything but the grids' rulings left out."""
    # A ruling is a little askew and steps from row to row: thickened across its direction it stays one.
    level, upright = _thicken(ink, (3, 1)), _thicken(ink, (1, 3))
    across, down = mend_rulings(
        _open(level, (1, _SHORTEST_ACROSS)), _open(upright, (_SHORTEST_DOWN, 1)), level, upright
    )
    lines = _thicken(across | down, (3, 3))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    grids: list[Grid] = []
    rulings = np.zeros_like(ink)
    for number in range(1, count):
        left, top, width, height = (int(stats[number, place]) for place in range(4))
        if width < 2 * _SHORTEST_ACROSS or height < _SHORTEST_DOWN:
            continue
        window = (slice(top, top + height), slice(left, left + width))
        mine = labels[window] == number
        its_across = np.where(mine, across[window], 0).astype(np.uint8)
        its_down = _keep_connecting(np.where(mine, down[window], 0).astype(np.uint8), its_across)
        grid = _read_grid(its_across, its_down, left, top)
        if grid is not None:
            grids.append(grid)
            rulings[window] |= its_across | its_down
    return sorted(grids, key=lambda grid: grid.box[1]), rulings


def _keep_connecting(down: Grey, across: Grey) -> Grey:
    """The upright rulings, without strokes of characters: a ruling begins and ends at a level one."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(down, connectivity=8)
    keep = np.zeros(count, dtype=np.uint8)
    for number in range(1, count):
        left, top, width, height = (int(stats[number, place]) for place in range(4))
        columns = slice(max(0, left - _NEAR), left + width + _NEAR)
        ends = [across[max(0, end - _NEAR - 3) : end + _NEAR + 3, columns].any() for end in (top, top + height)]
        keep[number] = 255 if all(ends) else 0
    return np.asarray(keep[labels], dtype=np.uint8)


def erase_rulings(page: Grey, rulings: Grey) -> Grey:
    """The page with the shade of its paper where the rulings were."""
    if not rulings.any():
        return page
    paper = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(np.where(_thicken(rulings, _FRINGE) > 0, paper, page), dtype=np.uint8)


def erase_ink(ink: Grey, rulings: Grey) -> Grey:
    """The ink without that of the rulings and their fringes, which would be taken for ones and bars."""
    return np.asarray(np.where(_thicken(rulings, _FRINGE) > 0, 0, ink), dtype=np.uint8)


def _thicken(ink: Grey, size: tuple[int, int]) -> Grey:
    return np.asarray(cv2.dilate(ink, np.ones(size, np.uint8)), dtype=np.uint8)


def _open(ink: Grey, size: tuple[int, int]) -> Grey:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size, np.uint8)), dtype=np.uint8)


def _read_grid(across: Grey, down: Grey, left: int, top: int) -> Grid | None:
    """The grid that connected rulings make; a frame around text or a ruled line is none."""
    rows, columns = _edges(across, axis=0), _edges(down, axis=1)
    # Many forms are open at their sides: there the level rulings tell where the outer cells end.
    reach = np.flatnonzero(across.any(axis=0))
    if reach.size:
        columns = _distinct([*columns, int(reach[0]), int(reach[-1])])
    while True:
        if len(rows) < 2 or len(columns) < 3 or len(rows) > _MOST_EDGES or len(columns) > _MOST_EDGES:
            return None
        right = _borders(down, columns, rows)
        below = _borders(across.T, rows, columns).T
        kept_columns = [
            edge for at, edge in enumerate(columns) if at in {0, len(columns) - 1} or right[:, at - 1].any()
        ]
        kept_rows = [edge for at, edge in enumerate(rows) if at in {0, len(rows) - 1} or below[at - 1].any()]
        if len(kept_columns) == len(columns) and len(kept_rows) == len(rows):
            break
        rows, columns = kept_rows, kept_columns
    cells = tuple(
        GridCell(
            row,
            column,
            rowspan,
            colspan,
            (columns[column] + left, rows[row] + top, columns[column + colspan] + left, rows[row + rowspan] + top),
        )
        for row, column, rowspan, colspan in _join_cells(right, below)
    )
    if len(cells) < 2:
        return None
    box = (columns[0] + left, rows[0] + top, columns[-1] + left, rows[-1] + top)
    return Grid(box, tuple(edge + left for edge in columns[:-1]), cells)


def _edges(lines: Grey, axis: int) -> list[int]:
    """Places of the rulings across the given axis: the middle of each connected line."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(lines, connectivity=8)
    order = [number for number in range(1, len(stats)) if stats[number, cv2.CC_STAT_AREA] > 0]
    # The longest first: a short piece beside it belongs to it, not the other way round.
    order.sort(key=lambda number: -int(stats[number, cv2.CC_STAT_WIDTH if axis == 0 else cv2.CC_STAT_HEIGHT]))
    return _distinct([round(float(centres[number][1 - axis])) for number in order])


def _distinct(places: Iterable[int]) -> list[int]:
    """The places in order, of those that are near each other the one that came first."""
    kept: list[int] = []
    for place in places:
        if all(abs(place - other) > _NEAR for other in kept):
            kept.append(place)
    return sorted(kept)


def _borders(lines: Grey, edges: Sequence[int], across: Sequence[int]) -> Marks:
    """Whether a ruling stands at each inner edge beside each stretch: rows are stretches, columns are inner edges."""
    found = np.zeros((len(across) - 1, len(edges) - 2), dtype=np.bool_)
    for place, edge in enumerate(edges[1:-1]):
        strip = np.asarray(lines[:, max(0, edge - _MARGIN) : edge + _MARGIN + 1].any(axis=1))
        for at, (start, end) in enumerate(pairwise(across)):
            inner = strip[start + _MARGIN // 2 : max(end - _MARGIN // 2, start + _MARGIN // 2 + 1)]
            found[at, place] = bool(inner.mean() >= _BORDER)
    return found


def _join_cells(right: Marks, below: Marks) -> list[tuple[int, int, int, int]]:
    """Rectangles (row, column, rowspan, colspan) of places between which no ruling stands.

    Args:
        right: by rows and inner column edges, whether a ruling stands there.
        below: by inner row edges and columns.
    """
    height, width = right.shape[0], below.shape[1]
    taken = np.zeros((height, width), dtype=np.bool_)
    cells: list[tuple[int, int, int, int]] = []
    for row in range(height):
        for column in range(width):
            if taken[row, column]:
                continue
            colspan = rowspan = 1
            while (
                column + colspan < width and not right[row, column + colspan - 1] and not taken[row, column + colspan]
            ):
                colspan += 1
            while (
                row + rowspan < height
                and not below[row + rowspan - 1, column : column + colspan].any()
                and not right[row + rowspan, column : column + colspan - 1].any()
                and not taken[row + rowspan, column : column + colspan].any()
            ):
                rowspan += 1
            taken[row : row + rowspan, column : column + colspan] = True
            cells.append((row, column, rowspan, colspan))
    return cells
