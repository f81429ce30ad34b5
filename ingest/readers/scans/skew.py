"""How far a page was turned when it was scanned, and turning it back."""

from dataclasses import dataclass

import cv2
import numpy as np

from ingest.readers.scans.shades import Grey

_WIDEST = 4.0  # degrees either way that are looked at; sheets are fed with less
_SMALL = 900  # pixels of the longer side of the copy on which the angle is measured
_LEAST = 0.04  # degrees; less moves no line by a pixel of its height


@dataclass(frozen=True, slots=True)
class Turn:
    """A page set straight by `angle` degrees, counter-clockwise, about its middle; its size in pixels stays."""

    angle: float
    width: int
    height: int

    def seen_box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Where a box of the straightened page stands on the page as it is seen, as fractions of its size."""
        radians = np.deg2rad(self.angle)
        cos, sin = float(np.cos(radians)), float(np.sin(radians))
        middle_x, middle_y = self.width / 2, self.height / 2
        corners = [(x - middle_x, y - middle_y) for x in (x0, x1) for y in (top, bottom)]
        across = [(x * cos - y * sin + middle_x) / self.width for x, y in corners]
        down = [(x * sin + y * cos + middle_y) / self.height for x, y in corners]
        low_x, high_x, low_y, high_y = (
            min(1.0, max(0.0, place)) for place in (min(across), max(across), min(down), max(down))
        )
        return low_x, low_y, high_x, high_y


def straighten(page: Grey) -> tuple[Grey, Turn]:
    """Return the page with its lines level, and how it was turned."""
    angle = measure_skew(page)
    height, width = page.shape
    if abs(angle) < _LEAST:
        return page, Turn(0.0, width, height)
    return _rotate(page, angle), Turn(angle, width, height)


def measure_skew(page: Grey) -> float:
    """Degrees by which the page must be turned counter-clockwise to make its lines level.

    Level lines of text give rows of pixels that are dark or empty: the sum over rows changes most from row to row.
    """
    scale = min(1.0, _SMALL / max(page.shape))
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # Ink against its surroundings, so that a shadow along the edge of a sheet counts for nothing.
    threshold = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    ink = np.asarray(threshold, dtype=np.uint8)
    if not ink.any():
        return 0.0
    best = 0.0
    for reach, step in ((_WIDEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
    return best if abs(best) <= _WIDEST else 0.0


def _sharpness(ink: Grey, angle: float) -> float:
    rows = _rotate(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotate(page: Grey, angle: float, paper: int = 255) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)
    return np.asarray(turned, dtype=np.uint8)
