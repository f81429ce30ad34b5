"""What is drawn on the pages of a PDF: runs of characters and rulings, in millimetres from the upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber

_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line: where the base of the first stands, and where each of the others begins."""

    text: str
    x: float
    base: float
    size: float
    starts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page and what is drawn on it."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rulings: tuple[Ruling, ...]


def find_drawings(content: bytes) -> Iterator[Drawing]:
    """Yield what each page of a PDF draws."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            rulings = tuple(
                Ruling(*(round(edge[name] * _POINT, 3) for name in ("x0", "top", "x1", "bottom")))
                for edge in page.edges
            )
            yield Drawing(
                round(float(page.width) * _POINT, 2), round(float(page.height) * _POINT, 2), tuple(_runs(page)), rulings
            )
            page.close()


def _runs(page: Any) -> Iterator[Run]:
    """Yield the characters as they follow each other; a run ends where the next one stands on another line, or apart."""
    waiting: list[Any] = []
    for one in page.chars:
        if waiting and not _follows(waiting[-1], one):
            yield _run(waiting, float(page.height))
            waiting = []
        waiting.append(one)
    if waiting:
        yield _run(waiting, float(page.height))


def _follows(last: Any, one: Any) -> bool:
    same = abs(last["matrix"][5] - one["matrix"][5]) < 0.1 and last["size"] == one["size"]
    return bool(same and -0.5 < one["x0"] - last["x1"] < 2 * one["size"])


def _run(characters: list[Any], height: float) -> Run:
    first = characters[0]
    return Run(
        "".join(one["text"] for one in characters),
        first["x0"] * _POINT,
        (height - first["matrix"][5]) * _POINT,
        first["size"] * _POINT,
        tuple(one["x0"] * _POINT for one in characters),
    )
