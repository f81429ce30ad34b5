"""Two pages on one sheet: told by the empty band between them, and parted there."""

from collections.abc import Sequence

import numpy as np

from ingest.readers.scans.boxes import PixelBox
from ingest.readers.scans.rulings import Grid
from ingest.readers.scans.shades import Grey

_WIDE = 1.15  # width by height of a sheet that may hold two pages
_MIDDLE = (0.42, 0.58)  # of the width, where the band is looked for
_BAND = 0.05  # of the width: the margins of both pages, however narrow
_SPECKS = 0.004  # of a column's height that dirt may darken
_LINE = 0.3  # of a page's width: a line that only a page of its own has


def find_fold(ink: Grey, grids: Sequence[Grid], pieces: Sequence[PixelBox]) -> int | None:
    """Return where a level sheet parts into two pages, in pixels from the left; None where it is one page.

    Nothing crosses the band between two pages, and either page has a table of its own or lines too long to be cells of a
    table that runs over the sheet.
    """
    height, width = ink.shape
    if width < _WIDE * height:
        return None
    low, high = round(_MIDDLE[0] * width), round(_MIDDLE[1] * width)
    filled = np.count_nonzero(ink[:, low:high], axis=0) > _SPECKS * height
    for box in [grid.box for grid in grids] + list(pieces):
        filled[max(0, box[0] - low) : max(0, box[2] - low)] = True
    changes = np.flatnonzero(np.diff(np.concatenate(([True], filled, [True]))))
    bands: list[tuple[int, int, int]] = [
        (int(end) - int(start), int(start), int(end)) for start, end in zip(changes[::2], changes[1::2], strict=True)
    ]
    widest, start, end = max(bands, default=(0, 0, 0))
    if widest < _BAND * width:
        return None
    fold: int = low + (start + end) // 2
    for left, right in ((0, fold), (fold, width)):
        wide = [
            box for box in pieces if left <= box[0] and box[2] <= right and box[2] - box[0] > _LINE * (right - left)
        ]
        if len(wide) < 2 and not any(left <= grid.box[0] and grid.box[2] <= right for grid in grids):
            return None
    return fold
