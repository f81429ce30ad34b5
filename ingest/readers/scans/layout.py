"""One page picture to the lines and tables that stand on it, in the form in which the PDF reader gives its own."""

from collections.abc import Sequence

from ingest.blocks import Cell, Spot
from ingest.readers.pdf_lines import Box, PageLine
from ingest.readers.pdf_pages import Page
from ingest.readers.pdf_tables import PageTable
from ingest.readers.scans.aligned import find_aligned
from ingest.readers.scans.boxes import (
    PixelBox,
    cut_at_cells,
    drop_repeated,
    find_left_over,
    grow,
    is_residue,
    lies_in,
    pad,
    part_bands,
    trim,
)
from ingest.readers.scans.glyphs import mend_glyphs, part_words
from ingest.readers.scans.pieces import Piece, Sheet, group_pieces, join_pieces, surround
from ingest.readers.scans.rulings import Grid, GridCell
from ingest.readers.scans.shades import Grey
from ingest.readers.scans.spreads import find_fold
from ingest.readers.scans.upright import LineReader, prepare_page

UPRIGHT_WIDTH, SIDEWAYS_WIDTH = 595.0, 842.0  # points: a picture has no size of its own and is taken for a sheet of A4
_NOISE = 0.5  # mean confidence below which what was recognised outside of tables is a stamp or a stain
_TALL = 1.8  # height by width of a piece: characters that stand below each other


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
            Sheet(number, turn, prepared.quarters % 4, scale, left, right),
            prepared.page[:, left:right],
            prepared.ink[:, left:right],
            [grid.move(-left) for grid in prepared.grids if left <= grid.box[0] < right],
            [(x0 - left, top, x1 - left, bottom) for x0, top, x1, bottom in prepared.pieces if left <= x0 < right],
            reader,
        )
        for left, right in sides
    )


def _read_side(
    sheet: Sheet, page: Grey, ink: Grey, grids: Sequence[Grid], found: Sequence[PixelBox], reader: LineReader
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
    pieces = [Piece(glyphs, box) for glyphs, box in zip(read, wanted, strict=True)]
    tables: list[PageTable] = []
    at = 0
    for grid, inside in zip(grids, places, strict=True):
        mine = pieces[at : at + len(inside)]
        tables.append(_as_table(grid, [(cell, piece) for (cell, _), piece in zip(inside, mine, strict=True)], sheet))
        at += len(inside)
    aligned, loose = find_aligned([one for one in pieces[at:] if one.glyphs and one.confidence >= _NOISE])
    tables += [_as_table(grid, placed, sheet) for grid, placed in aligned]
    lines = [_as_line(line, sheet) for line in group_pieces(loose)]
    return _as_page(sheet, lines, tables)


def _as_page(sheet: Sheet, lines: Sequence[PageLine], tables: Sequence[PageTable]) -> Page:
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
            trimmed = grow(ink, trimmed, cell.box)
            stacked = trimmed[3] - trimmed[1] > _TALL * (trimmed[2] - trimmed[0])
            places[cell] += part_bands(ink, trimmed) if stacked else [trimmed]
    for cell, parts in places.items():
        boxes = places[cell] = drop_repeated(parts)
        boxes.extend(find_left_over(ink, cell.box, [pad(box, cell.box) for box in boxes]))
    return [(cell, box) for cell, boxes in places.items() for box in boxes]


def _as_line(line: Sequence[Piece], sheet: Sheet) -> PageLine:
    text, spots = join_pieces(line, sheet)
    box = surround(line)
    longest = max(line, key=lambda one: len(one.glyphs))
    return PageLine(text, sheet.box(box), longest.size * sheet.scale, spots)


def _as_table(grid: Grid, pieces: Sequence[tuple[GridCell, Piece]], sheet: Sheet) -> PageTable:
    cells = []
    for cell in grid.cells:
        lines = group_pieces([piece for owner, piece in pieces if owner is cell and piece.glyphs])
        text = ""
        spots: tuple[Spot, ...] = ()
        for line in lines:
            text += "\n" if text else ""
            words, its_spots = join_pieces(line, sheet, len(text))
            text, spots = text + words, spots + its_spots
        cells.append(Cell(text, cell.row, cell.column, cell.rowspan, cell.colspan, spots))
    return PageTable(tuple(cells), sheet.box(grid.box), tuple(edge * sheet.scale for edge in grid.columns))
