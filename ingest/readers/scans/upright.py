"""Pages set upright and level: sheets are fed and photographed with their head on any side."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

import numpy as np

from ingest.readers.scans.boxes import PixelBox
from ingest.readers.scans.glyphs import Glyph
from ingest.readers.scans.margins import whiten_margins
from ingest.readers.scans.rulings import Grid, erase_ink, erase_rulings, find_grids, find_ink
from ingest.readers.scans.shades import Grey
from ingest.readers.scans.skew import Turn, straighten

_FEWEST_LINES = 4  # by which it is told that a page lies on its side
_TALL = 1.8  # longer side by shorter of a piece that tells where its line runs
_ASKED = (2, 6)  # pieces that are read to tell whether a page stands on its head: at first, and where they leave doubt
_WIDEST = 14  # heights of a line; more of it tells nothing more
_SURE = 0.9  # mean confidence of pieces that stand upright; of those that do not it is hardly ever more than 0.66


class LineReader(Protocol):
    """What finds pieces of lines on a page and reads them; `recogniser.Recogniser` is the one."""

    def find_lines(self, page: Grey) -> list[PixelBox]:
        """Return the boxes of pieces of lines."""
        ...

    def read_lines(self, page: Grey, boxes: Sequence[PixelBox]) -> list[tuple[Glyph, ...]]:
        """Return the characters in each box."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page as it is to be read.

    Attributes:
        quarters: turns counter-clockwise that set it upright.
        turn: how it was made level then.
        grids: its ruled tables.
        page: its shades without their rulings.
        ink: its ink without theirs.
        pieces: where pieces of lines were found.
    """

    quarters: int
    turn: Turn
    grids: list[Grid]
    page: Grey
    ink: Grey
    pieces: list[PixelBox]


def prepare_page(picture: Grey, reader: LineReader) -> Prepared:
    """Return the page that a picture shows, turned as its text runs."""
    picture = whiten_margins(picture)
    prepared = _prepare(picture, 0, reader)
    if _lies_on_side(prepared.pieces):
        prepared = _prepare(picture, 1, reader)
    if _stands_on_head(prepared, reader):
        prepared = _prepare(picture, prepared.quarters + 2, reader)
    return prepared


def _prepare(picture: Grey, quarters: int, reader: LineReader) -> Prepared:
    level, turn = straighten(np.ascontiguousarray(np.rot90(picture, quarters)))
    ink = find_ink(level)
    grids, rulings = find_grids(ink)
    page = erase_rulings(level, rulings)
    return Prepared(quarters, turn, grids, page, erase_ink(ink, rulings), reader.find_lines(page))


def _lies_on_side(pieces: Sequence[PixelBox]) -> bool:
    """Tell whether lines run down the page, by the area of those that are long enough to run anywhere."""
    down = across = 0
    for left, top, right, bottom in pieces:
        width, height = right - left, bottom - top
        if height > _TALL * width:
            down += width * height
        elif width > _TALL * height:
            across += width * height
    return len(pieces) >= _FEWEST_LINES and down > across


def _stands_on_head(prepared: Prepared, reader: LineReader) -> bool:
    """Tell by the widest pieces: single digits are read with confidence either way."""
    widest = sorted(
        (_head_of(one) for one in prepared.pieces),
        key=lambda box: (box[2] - box[0]) * (box[3] - box[1]),
        reverse=True,
    )[: _ASKED[1]]
    if _confidence(prepared.page, widest[: _ASKED[0]], reader) >= _SURE:
        return False
    height, width = prepared.page.shape
    turned = [(width - right, height - bottom, width - left, height - top) for left, top, right, bottom in widest]
    upright = _confidence(prepared.page, widest, reader)
    return _confidence(np.ascontiguousarray(np.rot90(prepared.page, 2)), turned, reader) > upright


def _head_of(box: PixelBox) -> PixelBox:
    left, top, right, bottom = box
    return left, top, min(right, left + _WIDEST * (bottom - top)), bottom


def _confidence(page: Grey, boxes: Sequence[PixelBox], reader: LineReader) -> float:
    """How surely pieces are read, 0 where nothing is; a piece in which nothing is read counts as wholly unsure."""
    read = [fmean(one.confidence for one in glyphs) if glyphs else 0.0 for glyphs in reader.read_lines(page, boxes)]
    return fmean(read) if read else 0.0
