"""One page picture to the lines and tables that stand on it, in the form in which the PDF reader gives its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from ingest.blocks import Cell, Spot
from ingest.readers.pdf_lines import Box, PageLine
from ingest.readers.pdf_pages import Page
from ingest.readers.pdf_tables import PageTable
from ingest.readers.scans.boxes import (
    PixelBox,
    cut_at_cells,
    find_left_over,
    is_residue,
    lies_in,
    pad,
    part_bands,
    trim,
)
from ingest.readers.scans.glyphs import Glyph, mend_glyphs, part_words, split_pieces, text_of
from ingest.readers.scans.rulings import Grid, GridCell
from ingest.readers.scans.shades import Grey
from ingest.readers.scans.skew import Turn
from ingest.readers.scans.spreads import find_fold
from ingest.readers.scans.upright import LineReader, prepare_page

UPRIGHT_WIDTH, SIDEWAYS_WIDTH = 595.0, 842.0  # points: a picture has no size of its own and is taken for a sheet of A4
_NOISE = 0.5  # mean confidence below which what was recognised outside of tables is a stamp or a stain
_TALL = 1.8  # height by width of a piece: characters that stand below each other
_FEWEST_MEASURED = 4  # Chinese characters in a row, by which their distance is known
_WIDE_GAP = 0.9  # of a character: what stands further away is set apart by a blank


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recognised stretch of a line with the box of its ink."""

    glyphs: tuple[Glyph, ...]
    box: PixelBox

    @property
    def confidence(self) -> float:
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
class _Sheet:
    """A page set upright and straight, and how to tell its places on the page as it is seen."""

    number: int
    turn: Turn
    quarters: int
    scale: float  # points a pixel
    left: int  # where the page begins and ends across its sheet, in pixels
    right: int

    def box(self, box: PixelBox) -> Box:
        x0, top, x1, bottom = (place * self.scale for place in box)
        return Box(x0, top, x1, bottom)

    def seen(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
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


def read_page(picture: Grey, reader: LineReader, number: int, width: float | None = None) -> tuple[Page, ...]:
    """Return what stands on a page: one page, or the two of a sheet that shows two.

    Args:
        picture: the page as it is seen, turned by a few degrees or by quarters.
        reader: what recognises.
        number: of the page, from 1.
        width: of the page as it is seen, in points; None for the size of A4.
    """
    prepared = prepare_page(picture, reader)
    turn = prepared.turn
    if width is None or prepared.quarters % 2:
        width = UPRIGHT_WIDTH if turn.height >= turn.width else SIDEWAYS_WIDTH
    scale = width / turn.width
    fold = find_fold(prepared.ink, prepared.grids, prepared.pieces)
    sides = [(0, turn.width)] if fold is None else [(0, fold), (fold, turn.width)]
    return tuple(
        _read_side(
            _Sheet(number, turn, prepared.quarters % 4, scale, left, right),
            prepared.page[:, left:right],
            prepared.ink[:, left:right],
            [grid.move(-left) for grid in prepared.grids if left <= grid.box[0] < right],
            [(x0 - left, top, x1 - left, bottom) for x0, top, x1, bottom in prepared.pieces if left <= x0 < right],
            reader,
        )
        for left, right in sides
    )


def _read_side(
    sheet: _Sheet, page: Grey, ink: Grey, grids: Sequence[Grid], found: Sequence[PixelBox], reader: LineReader
) -> Page:
    places = [[*_places_in(grid, found, ink)] for grid in grids]
    outside = [
        box
        for one in found
        if not any(lies_in(one, grid.box) for grid in grids) and (box := trim(ink, one)) is not None
    ]
    wanted = [box for grid in places for _, box in grid] + outside
    bounds = (0, 0, page.shape[1], page.shape[0])
    crops = [
        *(pad(box, cell.box) for grid in places for cell, box in grid),
        *(pad(box, bounds) for box in outside),
    ]
    read = [part_words(mend_glyphs(glyphs)) for glyphs in reader.read_lines(page, crops)]
    pieces = [_Piece(glyphs, box) for glyphs, box in zip(read, wanted, strict=True)]
    tables: list[PageTable] = []
    at = 0
    for grid, inside in zip(grids, places, strict=True):
        mine = pieces[at : at + len(inside)]
        tables.append(_as_table(grid, [(cell, piece) for (cell, _), piece in zip(inside, mine, strict=True)], sheet))
        at += len(inside)
    lines = [_as_line(line, sheet) for line in _group(one for one in pieces[at:] if one.glyphs)]
    return _as_page(sheet, [line for line in lines if line is not None], tables)


def _as_page(sheet: _Sheet, lines: Sequence[PageLine], tables: Sequence[PageTable]) -> Page:
    width, height = (sheet.right - sheet.left) * sheet.scale, sheet.turn.height * sheet.scale
    return Page(sheet.number, width, height, tuple(lines), tuple(tables), Box(0.0, 0.0, width, height), recognised=True)


def _places_in(grid: Grid, found: Sequence[PixelBox], ink: Grey) -> list[tuple[GridCell, PixelBox]]:
    """The boxes of ink in the cells of a grid, each part of a line; what was overlooked is there too."""
    places: dict[GridCell, list[PixelBox]] = {cell: [] for cell in grid.cells}
    for box in found:
        for cell, part in cut_at_cells(box, grid):
            trimmed = trim(ink, part)
            if trimmed is None or is_residue(trimmed, cell.box):
                continue
            stacked = trimmed[3] - trimmed[1] > _TALL * (trimmed[2] - trimmed[0])
            places[cell] += part_bands(ink, trimmed) if stacked else [trimmed]
    for cell, boxes in places.items():
        boxes.extend(find_left_over(ink, cell.box, [pad(box, cell.box) for box in boxes]))
    return [(cell, box) for cell, boxes in places.items() for box in boxes]


def _group(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Pieces sorted into lines from top to bottom, each from left to right."""
    lines: list[list[_Piece]] = []
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


def _join(line: Sequence[_Piece], sheet: _Sheet, start: int = 0) -> tuple[str, tuple[Spot, ...]]:
    """The text of a line and where its numbers and the words between them stand; `start` is where it begins."""
    text = ""
    spots: list[Spot] = []
    last: _Piece | None = None
    for piece in line:
        if last is not None and piece.box[0] - last.box[2] > _WIDE_GAP * max(piece.size, last.size):
            text += " "
        spots += _spots(piece, sheet, start + len(text))
        text += text_of(piece.glyphs)
        last = piece
    return text, tuple(spots)


def _spots(piece: _Piece, sheet: _Sheet, start: int) -> list[Spot]:
    glyphs, (left, top, right, bottom) = piece.glyphs, piece.box
    spots = []
    for part in split_pieces(text_of(glyphs), [one.confidence for one in glyphs]):
        x0 = (glyphs[part.start - 1].x + glyphs[part.start].x) / 2 if part.start else left
        x1 = (glyphs[part.end - 1].x + glyphs[part.end].x) / 2 if part.end < len(glyphs) else right
        seen = sheet.seen(max(x0, left), top, min(x1, right), bottom)
        spots.append(Spot(start + part.start, sheet.number, seen, round(min(part.confidence, 1.0), 3)))
    return spots


def _as_line(line: Sequence[_Piece], sheet: _Sheet) -> PageLine | None:
    sure = [one for one in line if one.confidence >= _NOISE]
    if not sure:
        return None
    text, spots = _join(sure, sheet)
    boxes = [one.box for one in sure]
    box = (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )
    longest = max(sure, key=lambda one: len(one.glyphs))
    return PageLine(text, sheet.box(box), longest.size * sheet.scale, spots)


def _as_table(grid: Grid, pieces: Sequence[tuple[GridCell, _Piece]], sheet: _Sheet) -> PageTable:
    cells = []
    for cell in grid.cells:
        lines = _group([piece for owner, piece in pieces if owner is cell and piece.glyphs])
        text = ""
        spots: tuple[Spot, ...] = ()
        for line in lines:
            text += "\n" if text else ""
            words, its_spots = _join(line, sheet, len(text))
            text, spots = text + words, spots + its_spots
        cells.append(Cell(text, cell.row, cell.column, cell.rowspan, cell.colspan, spots))
    return PageTable(tuple(cells), sheet.box(grid.box), tuple(edge * sheet.scale for edge in grid.columns))
