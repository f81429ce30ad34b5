"""Lines of a PDF page from its characters: which stand on one line, in which order, with which blanks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ingest.blocks import Spot


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in points; `top` and `bottom` grow downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def within(self, view: "Box") -> tuple[float, float, float, float]:
        """Left, top, right, bottom as fractions of `view`, the part of a page that is seen."""
        width, height = view.x1 - view.x0, view.bottom - view.top
        return (
            _fraction((self.x0 - view.x0) / width),
            _fraction((self.top - view.top) / height),
            _fraction((self.x1 - view.x0) / width),
            _fraction((self.bottom - view.top) / height),
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def _fraction(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of text; `size` is the height of its characters in points.

    `spots` tells where its pieces stand, if it was recognised on a picture; else the whole of it stands at `box`.
    """

    text: str
    box: Box
    size: float
    spots: tuple[Spot, ...] = ()


Character = dict[str, Any]
_FAR = 1e6  # points; no comparison holds for what is no number


def find_lines(page: Any, excluded: Sequence[Box]) -> Iterator[PageLine]:
    """Yield the lines of a pdfplumber page from top to bottom, without what lies inside the excluded boxes."""
    characters = [
        one
        for one in find_characters(page)
        if one.get("upright", True) and not any(box.holds(*_centre(one)) for box in excluded)
    ]
    for group in group_lines(characters):
        text = compose_line(group)
        if text.strip():
            yield PageLine(text.strip(), find_box(group), median(one["size"] for one in group))


def find_characters(page: Any) -> list[Character]:
    """The characters of a page, without those that a damaged file puts nowhere or infinitely far away."""
    return [one for one in page.chars if all(abs(one[place]) < _FAR for place in ("x0", "x1", "top", "bottom", "size"))]


def group_lines(characters: Sequence[Character]) -> list[list[Character]]:
    """Characters sorted into lines, from top to bottom, each from left to right.

    A character belongs to the line whose middle lies within half a character of its own, so that hanging punctuation
    and raised marks stay with their words.
    """
    lines: list[list[Character]] = []
    middles: list[float] = []
    for one in sorted(characters, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (one["top"] + one["bottom"]) / 2
        if lines and abs(middle - middles[-1]) <= 0.5 * max(one["size"], 4):
            lines[-1].append(one)
            # Blanks have no shape: they must not draw the line's middle to themselves.
            if one["text"].strip():
                count = sum(1 for c in lines[-1] if c["text"].strip())
                middles[-1] += (middle - middles[-1]) / max(count, 1)
        else:
            lines.append([one])
            middles.append(middle)
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def compose_line(characters: Sequence[Character]) -> str:
    """The text of one line.

    Word sets digits a quarter of a character away from Chinese text and some programs print that gap as a blank: no
    blank is kept beside a Chinese character unless it is as wide as one.
    """
    text = ""
    last: Character | None = None
    doubled: tuple[str, float, float] | None = None
    for one in characters:
        mark = (one["text"], round(one["x0"]), round(one["top"]))
        if mark == doubled:
            continue  # bold made by printing the same character twice
        doubled = mark
        if not one["text"].strip():
            continue
        if last is not None:
            gap = one["x0"] - last["x1"]
            em = max(one["size"], last["size"])
            wide = gap > 0.9 * em
            narrow = gap > 0.18 * em and not (_is_chinese(one["text"]) or _is_chinese(last["text"]))
            apart = gap > 0.18 * em and last["text"].isascii() and one["text"].isascii()
            if wide or (narrow and apart):
                text += " "
        text += one["text"]
        last = one
    return text


def _is_chinese(text: str) -> bool:
    return any(
        "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef" for char in text
    )


def _centre(character: Character) -> tuple[float, float]:
    return (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2


def find_box(characters: Sequence[Character]) -> Box:
    """The place of characters, blanks left aside."""
    visible = [one for one in characters if one["text"].strip()] or list(characters)
    return Box(
        min(one["x0"] for one in visible),
        min(one["top"] for one in visible),
        max(one["x1"] for one in visible),
        max(one["bottom"] for one in visible),
    )
