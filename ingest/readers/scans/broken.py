"""Rulings that came out faint and in pieces: drawn anew where enough of them is left."""

from itertools import pairwise

import cv2
import numpy as np

from ingest.readers.scans.shades import Grey

_LONG = 42  # pixels of a piece that shows where a ruling runs: longer than a character of the text
_SHORT = 10  # pixels of a piece that counts towards a ruling known to run there
_THICK = 10  # pixels; no ruling is as thick
_GAP = 25  # pixels between two pieces of a ruling, at most
_BROKEN = 0.004  # of the rulings, missing between their pieces, from which on they count as broken
_NEAR = 7  # pixels within which two rulings are one
_MARGIN = 4  # pixels either side of a ruling in which its pieces lie
_LEFT = 0.6  # of a side of a cell that is left of its ruling
_LEFT_BETWEEN = 0.35  # where the ruling is left on both sides of it
_FEWEST = 3  # rulings either way that make a table


def mend_rulings(across: Grey, down: Grey, level: Grey, upright: Grey) -> tuple[Grey, Grey]:
    """Return the level and upright rulings, drawn anew where they are broken.

    Args:
        across: the level rulings that were found whole.
        down: the upright ones.
        level: all ink, thickened a little up and down.
        upright: all ink, thickened a little to the sides.
    """
    long_level, long_upright = _find_thin(level, _LONG), _find_thin(upright.T, _LONG)
    missing = sum(int(np.count_nonzero(_close(long) & ~long)) for long in (long_level, long_upright))
    if missing <= _BROKEN * sum(map(int, (np.count_nonzero(across), np.count_nonzero(down)))):
        return across, down
    rows, columns = _places(long_level), _places(long_upright)
    if len(rows) < _FEWEST or len(columns) < _FEWEST:
        return across, down
    return (
        across | _draw(_find_thin(level, _SHORT), rows, columns),
        down | _draw(_find_thin(upright.T, _SHORT), columns, rows).T,
    )


def _find_thin(ink: Grey, length: int) -> Grey:
    """Level pieces of at least a length that are no thicker than a ruling."""
    long = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)
    thick = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((_THICK, 1), np.uint8))
    return long & ~np.asarray(cv2.dilate(thick, np.ones((_THICK, 1), np.uint8)), dtype=np.uint8)


def _close(ink: Grey) -> Grey:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8)), dtype=np.uint8)


def _places(pieces: Grey) -> list[int]:
    """Rows in which level pieces lie, those with the longest first where they are near each other."""
    sums = np.count_nonzero(pieces, axis=1)
    places: list[int] = []
    for row in np.argsort(-sums, kind="stable").tolist():
        if sums[row] < 2 * _LONG:
            break
        if all(abs(row - other) > _NEAR for other in places):
            places.append(row)
    return sorted(places)


def _draw(pieces: Grey, rows: list[int], columns: list[int]) -> Grey:
    """Level rulings between neighbouring upright ones wherever enough pieces lie, with what is left of them elsewhere."""
    drawn = np.zeros_like(pieces)
    for row in rows:
        window = slice(max(0, row - _MARGIN), row + _MARGIN + 1)
        filled = np.asarray(pieces[window].any(axis=0))
        kept = [0.0, *(float(filled[start:end].mean()) for start, end in pairwise(columns)), 0.0]
        for at, (start, end) in enumerate(pairwise(columns), 1):
            goes_on = min(kept[at - 1], kept[at + 1]) >= _LEFT and kept[at] >= _LEFT_BETWEEN
            if kept[at] >= _LEFT or goes_on:
                drawn[max(0, row - 1) : row + 2, start : end + 1] = 255
                drawn[window, start : end + 1] |= pieces[window, start : end + 1]
    return drawn
