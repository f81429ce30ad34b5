"""Where the objects of an OFD page stand: boxes, matrices, and the paths that are rulings. Millimetres become points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

from ingest.readers.ofd_parts import read_numbers

POINTS = 72 / 25.4  # of a millimetre
_STRAIGHT = 0.5  # points by which a ruling may be off
_THIN = 4.0  # points; a filled box as thin as this is a ruling
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_POINTS = 200_000  # of a path
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A transformation of a plane: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: "Matrix") -> "Matrix":
        """The transformation that is `first` and then this one."""
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            *self.apply(first.e, first.f),
        )

    @property
    def scale(self) -> float:
        """By how much the height of letters grows."""
        return hypot(self.c, self.d)

    @property
    def stretch(self) -> float:
        """By how much the width of letters grows."""
        return hypot(self.a, self.b)

    @property
    def upright(self) -> bool:
        """Whether letters stand on their feet afterwards."""
        near = 0.02
        return self.a > 0 and self.d > 0 and abs(self.b) < near * self.a and abs(self.c) < near * self.d


def place_object(element: Any, around: Matrix) -> Matrix:
    """The transformation from an object's own space to the page's: its matrix, then the corner of its boundary."""
    boundary = read_numbers(element.get("Boundary"))
    corner = Matrix(e=boundary[0], f=boundary[1]) if len(boundary) >= 2 else Matrix()
    values = read_numbers(element.get("CTM"))
    own = Matrix(*values) if len(values) == 6 else Matrix()
    return around.after(corner).after(own)


def read_deltas(text: str | None, count: int) -> list[float]:
    """The steps between `count` characters; `g 3 5.0` stands for three steps of 5.0, and the last step goes on.

    >>> read_deltas("g 2 5 3", 5)
    [5.0, 5.0, 3.0, 3.0]
    """
    tokens = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(tokens) and len(steps) < count:
        if tokens[at] == "g" and at + 2 < len(tokens):
            times, step = read_numbers(tokens[at + 1]), read_numbers(tokens[at + 2])
            if times and step:
                steps += step[:1] * min(max(int(times[0]), 0), count)
            at += 3
        else:
            steps += read_numbers(tokens[at])[:1]
            at += 1
    if steps:
        steps += steps[-1:] * (count - len(steps))
    return steps[: max(count - 1, 0)]


def find_rulings(data: str, matrix: Matrix, *, stroked: bool, filled: bool) -> Iterator[dict[str, Any]]:
    """Yield the straight edges of a path as pdfplumber describes them; a filled box counts where it is thin."""
    for points in _subpaths(data):
        placed = [matrix.apply(x, y) for x, y in points]
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(placed):
                yield from _edge(x0, y0, x1, y1)
        elif filled and len(placed) > 2:
            xs, ys = [x for x, _ in placed], [y for _, y in placed]
            x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
            if y1 - y0 <= _THIN < x1 - x0:
                yield from _edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
            elif x1 - x0 <= _THIN < y1 - y0:
                yield from _edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _edge(x0: float, y0: float, x1: float, y1: float) -> Iterator[dict[str, Any]]:
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if bottom - top <= _STRAIGHT < right - left:
        orientation, bottom = "h", top
    elif right - left <= _STRAIGHT < bottom - top:
        orientation, right = "v", left
    else:
        return
    yield {
        "object_type": "line",
        "orientation": orientation,
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
    }


def _subpaths(data: str) -> Iterator[Sequence[Point]]:
    """Yield the corners of each part of a path, curves by their ends."""
    tokens = _TOKEN.findall(data)[:_MOST_POINTS]
    points: list[Point] = []
    at = 0
    while at < len(tokens):
        command = tokens[at]
        at += 1
        if command not in _OPERANDS:
            continue
        operands = [float(token) for token in tokens[at : at + _OPERANDS[command]] if not token.isalpha()]
        if len(operands) < _OPERANDS[command]:
            break
        at += len(operands)
        if command in "SM":
            if points:
                yield points
            points = []
        if command == "C":
            points += points[:1]
        else:
            points.append((operands[-2], operands[-1]))
    if points:
        yield points
