"""Recognised pieces of lines: their size, the lines that they make, and where on the page their text stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from ingest.blocks import Spot
from ingest.readers.pdf_lines import Box
from ingest.readers.scans.boxes import PixelBox
from ingest.readers.scans.glyphs import Glyph, split_pieces, text_of
from ingest.readers.scans.skew import Turn

_FEWEST_MEASURED = 4  # Chinese characters in a row, by which their distance is known
_WIDE_GAP = 0.9  # of a character: what stands further away is set apart by a blank


@dataclass(frozen=True, slots=True)
class Piece:
    """A recognised stretch of a line with the box of its ink."""

    glyphs: tuple[Glyph, ...]
    box: PixelBox

    @property
    def confidence(self) -> float:
        """How surely its characters were recognised, on the mean."""
        return fmean(one.confidence for one in self.glyphs)

    @property
    def size(self) -> float:
        """Height of a character in pixels: the distance of Chinese ones, which is the same whatever they are.

        The recogniser knows their places only roughly, so the distance is measured over as many as stand in a row.
        """
        run = max(_runs(self.glyphs), key=len, default=())
        height = self.box[3] - self.box[1]
        if len(run) < _FEWEST_MEASURED:
            return float(height)
        return min((run[-1].x - run[0].x) / (len(run) - 1), 1.6 * height)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """Chinese characters that stand in a row without a blank."""
    for chinese, run in groupby(glyphs, key=lambda one: "\u4e00" <= one.char <= "\u9fff"):
        if chinese:
            yield tuple(run)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page set upright and straight, and how to tell its places on the page as it is seen."""

    number: int
    turn: Turn
    quarters: int
    scale: float  # points a pixel
    left: int  # where the page begins and ends across its sheet, in pixels
    right: int

    def box(self, box: PixelBox) -> Box:
        """Where pixels stand on the upright page, in points."""
        x0, top, x1, bottom = (place * self.scale for place in box)
        return Box(x0, top, x1, bottom)

    def seen(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Where pixels stand on the page as it is seen, as fractions of it."""
        left, up, right, down = self.turn.seen_box(x0 + self.left, top, x1 + self.left, bottom)
        match self.quarters:
            case 1:
                place = (1 - down, left, 1 - up, right)
            case 2:
                place = (1 - right, 1 - down, 1 - left, 1 - up)
            case 3:
                place = (up, 1 - right, down, 1 - left)
            case _:
                place = (left, up, right, down)
        x0, y0, x1, y1 = (round(one, 5) for one in place)
        return x0, y0, x1, y1


def group_pieces(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces sorted into lines from top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.box[1] + one.box[3]):
        last = lines[-1] if lines else []
        if last:
            middle = fmean((one.box[1] + one.box[3]) / 2 for one in last)
            height = min(max(one.box[3] - one.box[1] for one in last), piece.box[3] - piece.box[1])
            if abs((piece.box[1] + piece.box[3]) / 2 - middle) <= 0.5 * max(height, 8):
                last.append(piece)
                continue
        lines.append([piece])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def join_pieces(line: Sequence[Piece], sheet: Sheet, start: int = 0) -> tuple[str, tuple[Spot, ...]]:
    """The text of a line and where its numbers and the words between them stand; `start` is where it begins."""
    text = ""
    spots: list[Spot] = []
    last: Piece | None = None
    for piece in line:
        if last is not None and piece.box[0] - last.box[2] > _WIDE_GAP * max(piece.size, last.size):
            text += " "
        spots += _spots(piece, sheet, start + len(text))
        text += text_of(piece.glyphs)
        last = piece
    return text, tuple(spots)


def _spots(piece: Piece, sheet: Sheet, start: int) -> list[Spot]:
    glyphs, (left, top, right, bottom) = piece.glyphs, piece.box
    spots = []
    for part in split_pieces(text_of(glyphs), [one.confidence for one in glyphs]):
        x0 = (glyphs[part.start - 1].x + glyphs[part.start].x) / 2 if part.start else left
        x1 = (glyphs[part.end - 1].x + glyphs[part.end].x) / 2 if part.end < len(glyphs) else right
        seen = sheet.seen(max(x0, left), top, min(x1, right), bottom)
        spots.append(Spot(start + part.start, sheet.number, seen, round(min(part.confidence, 1.0), 3)))
    return spots


def surround(pieces: Sequence[Piece]) -> PixelBox:
    """The box around the pieces that belong together."""
    boxes = [one.box for one in pieces]
    return (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )
