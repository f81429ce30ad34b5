"""Boxes of ink on a straightened page: trimmed, cut at the borders of cells, parted into bands."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np

from ingest.readers.scans.rulings import Grid, GridCell
from ingest.readers.scans.shades import Grey, Marks

PixelBox: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, the last two exclusive."""

_LEAST_INK = 12  # pixels: a point or a speck is less, the smallest digit more
_LEAST_HEIGHT = 7  # pixels of a character
_LARGEST_CHARACTER = 50  # pixels of height of a character in a table
_BESIDE = 12  # pixels from a border
_REPEATED = 0.7  # of a box that lies in another
_CUT = 20  # pixels of a character that a box leaves outside, at most
_PAD = 4  # pixels of paper around a piece: the recogniser was taught with some


def trim(ink: Grey, box: PixelBox) -> PixelBox | None:
    """The box of the ink inside a box; None where there is next to none."""
    left, top, right, bottom = box
    inside = ink[top:bottom, left:right]
    if np.count_nonzero(inside) < _LEAST_INK:
        return None
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def grow(ink: Grey, box: PixelBox, bounds: PixelBox) -> PixelBox:
    """The box with the rest of a character that it cuts: ink that goes on at its sides, inside the bounds."""
    left, top, right, bottom = box
    filled: Marks = np.asarray(ink[top:bottom].any(axis=0))
    while left > max(bounds[0] + _PAD, box[0] - _CUT) and filled[left - 1]:
        left -= 1
    while right < min(bounds[2] - _PAD, box[2] + _CUT) and filled[right]:
        right += 1
    return left, top, right, bottom


def drop_repeated(boxes: Sequence[PixelBox]) -> list[PixelBox]:
    """The boxes without those that lie in a larger one: a line that was found may reach into the next cell's."""
    kept: list[PixelBox] = []
    for box in sorted(boxes, key=_area, reverse=True):
        if not any(_area(_meet(box, other)) > _REPEATED * _area(box) for other in kept):
            kept.append(box)
    return kept


def _meet(one: PixelBox, other: PixelBox) -> PixelBox:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(box: PixelBox) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def pad(box: PixelBox, bounds: PixelBox) -> PixelBox:
    """The box with some paper around it, as far as the bounds allow."""
    return (
        max(bounds[0], box[0] - _PAD),
        max(bounds[1], box[1] - _PAD),
        min(bounds[2], box[2] + _PAD),
        min(bounds[3], box[3] + _PAD),
    )


def cut_at_cells(box: PixelBox, grid: Grid) -> Iterator[tuple[GridCell, PixelBox]]:
    """Yield the parts of a box that lie in cells of a grid: a line that was found may run over a border."""
    left, top, right, bottom = box
    for cell in grid.cells:
        x0, y0, x1, y1 = cell.box
        part = max(left, x0), max(top, y0), min(right, x1), min(bottom, y1)
        width, height = part[2] - part[0], part[3] - part[1]
        # What hangs over a border by a few pixels belongs to the other side.
        if width > 3 and height > 0.4 * min(bottom - top, y1 - y0):
            yield cell, part


def lies_in(box: PixelBox, outer: PixelBox) -> bool:
    """Tell whether the middle of a box lies in another."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def part_bands(ink: Grey, box: PixelBox) -> list[PixelBox]:
    """The lines of ink inside a box, from top to bottom; the strokes of one character stay together."""
    left, top, right, bottom = box
    filled = ink[top:bottom, left:right].any(axis=1)
    changes = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False]))))
    bands: list[tuple[int, int]] = []
    for start, end in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        tallest = min(right - left, _LARGEST_CHARACTER)
        if bands and end - bands[-1][0] <= max(tallest, _LEAST_HEIGHT):
            bands[-1] = (bands[-1][0], end)
        else:
            bands.append((start, end))
    boxes = (trim(ink, (left, top + start, right, top + end)) for start, end in bands)
    return [one for one in boxes if one is not None and one[3] - one[1] >= _LEAST_HEIGHT]


def find_left_over(ink: Grey, cell: PixelBox, covered: Sequence[PixelBox]) -> list[PixelBox]:
    """Bands of ink in a cell that no found line covers: a single digit is easily overlooked."""
    x0, y0, x1, y1 = cell[0] + _PAD, cell[1] + _PAD, cell[2] - _PAD, cell[3] - _PAD
    if x1 <= x0 or y1 <= y0:
        return []
    rest = ink[y0:y1, x0:x1].copy()
    for left, top, right, bottom in covered:
        rest[max(0, top - y0) : max(0, bottom - y0), max(0, left - x0) : max(0, right - x0)] = 0
    whole = trim(rest, (0, 0, x1 - x0, y1 - y0))
    if whole is None or whole[3] - whole[1] < _LEAST_HEIGHT:
        return []
    bands = [(left + x0, top + y0, right + x0, bottom + y0) for left, top, right, bottom in part_bands(rest, whole)]
    return [band for band in bands if not is_residue(band, cell)]


def is_residue(box: PixelBox, cell: PixelBox) -> bool:
    """Tell whether ink in a cell is what was left of its ruling: a bar along a side, or a sliver of a line along it."""
    width, height = box[2] - box[0], box[3] - box[1]
    beside = min(box[0] - cell[0], cell[2] - box[2]) <= _BESIDE
    bar = height > 0.7 * (cell[3] - cell[1]) and width < 0.35 * height
    along = min(box[1] - cell[1], cell[3] - box[3]) <= _BESIDE and height < _LEAST_HEIGHT
    return (beside and bar) or along
