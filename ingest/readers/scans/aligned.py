"""Tables without rulings: rows of numbers whose columns are told by what stands below each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from ingest.readers.scans.glyphs import text_of
from ingest.readers.scans.pieces import Piece, group_pieces
from ingest.readers.scans.rulings import Grid, GridCell

Row: TypeAlias = list[Piece]
Band: TypeAlias = tuple[int, int]
"""Where a column, or a row, begins and ends."""
Placed: TypeAlias = list[tuple[GridCell, Piece]]
AlignedTable: TypeAlias = tuple[Grid, Placed]

_NUMERIC = re.compile(r"[-－+]?\d[\d,，.]*%?|[-—–－]+|#DIV/0!")
_UNIT = re.compile(r"单位\s*[:：]")
_FEWEST_ROWS = 3  # with numbers in them
_FEWEST_CELLS = 3  # in the richest rows: text with a number at its end is a line of a table of contents
_APART = 1.2  # heights of a line: what stands further apart belongs to two columns
_BETWEEN_COLUMNS = 0.5  # heights of a line that no row reaches into
_STRAY = 0.06  # of the rows may reach into it: a number wider than all others
_FAR = 4.5  # heights of a line between two rows of one table
_LINE_PITCH = 1.5  # heights of a line between two lines of one cell
_BESIDE = 1.0  # heights of a line by which a name of two lines stands above and below its numbers
_WIDE = 0.5  # of a table's width: a line of text that is no cell


@dataclass(slots=True)
class _Line:
    """Pieces side by side, those that belong to one cell together."""

    cells: list[Row]
    top: int
    bottom: int

    @property
    def middle(self) -> float:
        """Height on the page, in pixels."""
        return (self.top + self.bottom) / 2

    @property
    def numbers(self) -> int:
        """How many of its cells are numbers or dashes."""
        return sum(_NUMERIC.fullmatch(_text(cell)) is not None for cell in self.cells)


def find_aligned(pieces: Sequence[Piece]) -> list[AlignedTable]:
    """Return the tables that pieces make which no rulings part, with the cell in which each of their pieces stands."""
    lines = [_as_line(row) for row in group_pieces(pieces)]
    if not lines:
        return []
    size = median(one.box[3] - one.box[1] for one in pieces)
    return [table for block in _find_blocks(lines, size) if (table := _make_table(block, size)) is not None]


def _as_line(row: Row) -> _Line:
    cells: list[Row] = []
    for piece in row:
        last = cells[-1][-1] if cells else None
        height = piece.box[3] - piece.box[1]
        if last is not None and piece.box[0] - last.box[2] <= _APART * min(height, last.box[3] - last.box[1]):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return _Line(cells, min(one.box[1] for one in row), max(one.box[3] for one in row))


def _text(cell: Row) -> str:
    return "".join(text_of(one.glyphs) for one in cell).replace(" ", "")


def _find_blocks(lines: Sequence[_Line], size: float) -> list[list[_Line]]:
    """Runs of lines that are rows of one table: its rows with numbers, what is wrapped between them, and its header."""
    blocks: list[list[_Line]] = []
    at = 0
    while at < len(lines):
        if not _is_body(lines[at]):
            at += 1
            continue
        floor = blocks_end = at
        while floor > 0 and _is_header(lines[floor - 1]) and lines[floor].top - lines[floor - 1].bottom < _FAR * size:
            floor -= 1
        width = max(_right(one) for one in lines[floor : at + 1]) - min(_left(one) for one in lines[floor : at + 1])
        end = at
        while end + 1 < len(lines) and lines[end + 1].top - lines[end].bottom < _FAR * size:
            following = lines[end + 1]
            if _is_body(following):
                blocks_end = end + 1
            elif (
                len(following.cells) == 1 and _right(following) - _left(following) > _WIDE * width
            ) or end + 1 - blocks_end > 3:
                break
            end += 1
        end = blocks_end
        # A name goes on below its last number.
        while end + 1 < len(lines) and _is_wrapped(lines[end], lines[end + 1], size):
            end += 1
        block = list(lines[floor : end + 1])
        body = [one for one in block if _is_body(one)]
        if len(body) >= _FEWEST_ROWS and sum(len(one.cells) >= _FEWEST_CELLS for one in body) * 2 >= len(body):
            blocks.append(block)
        at = end + 1
    return blocks


def _left(line: _Line) -> int:
    return line.cells[0][0].box[0]


def _right(line: _Line) -> int:
    return line.cells[-1][-1].box[2]


def _is_body(line: _Line) -> bool:
    return len(line.cells) >= 2 and line.numbers >= 1


def _is_header(line: _Line) -> bool:
    """Tell whether a line above the numbers may head them; what says the unit stands above the table."""
    words = "".join(map(_text, line.cells))
    return len(line.cells) >= 2 and not _UNIT.search(words)


def _is_wrapped(line: _Line, following: _Line, size: float) -> bool:
    """Tell whether a line is what one cell of the line above goes on with."""
    if len(following.cells) != 1 or following.middle - line.middle > _LINE_PITCH * size:
        return False
    left, right = following.cells[0][0].box[0], following.cells[0][-1].box[2]
    return any(cell[0].box[0] < right and left < cell[-1].box[2] for cell in line.cells) and right - left < _WIDE * (
        _right(line) - _left(line)
    )


def _make_table(block: Sequence[_Line], size: float) -> AlignedTable | None:
    first = next(place for place, line in enumerate(block) if _is_body(line))
    header, body = block[:first], block[first:]
    columns = _find_columns(header, body, size)
    if len(columns) < _FEWEST_CELLS:
        return None
    rows = _join_wrapped(body, columns, size)
    edges = _edges(columns)
    top, bottom = min(line.top for line in block), max(line.bottom for line in block)
    cells, placed = _place_header(header, columns, edges, top)
    height = max((cell.row + cell.rowspan for cell in cells), default=0)
    for number, row in enumerate(rows, height):
        row_top, row_bottom = min(line.top for line in row), max(line.bottom for line in row)
        made = [
            GridCell(number, column, 1, 1, (edges[column], row_top, edges[column + 1], row_bottom))
            for column in range(len(columns))
        ]
        cells += made
        placed += [(made[_column_of(piece, columns)], piece) for line in row for cell in line.cells for piece in cell]
    return Grid((edges[0], top, edges[-1], bottom), tuple(edges[:-1]), tuple(cells)), placed


def _find_columns(header: Sequence[_Line], body: Sequence[_Line], size: float) -> list[Band]:
    """Where columns stand: what cells of the body cover, and header words that stand over blank columns."""
    spans = [(cell[0].box[0], cell[-1].box[2]) for line in body if _is_body(line) for cell in line.cells]
    columns = _cover(spans, size, round(_STRAY * len(body)))
    alone = [
        (cell[0].box[0], cell[-1].box[2])
        for line in header
        for cell in line.cells
        if all(cell[-1].box[2] < left or right < cell[0].box[0] for left, right in columns)
    ]
    return sorted([*columns, *_cover(alone, size, 0)])


def _cover(spans: Sequence[Band], size: float, stray: int) -> list[Band]:
    """The stretches that spans cover, told apart by gaps into which no more than so many of them reach."""
    changes = sorted([(left, 1) for left, _ in spans] + [(right, -1) for _, right in spans])
    bands: list[Band] = []
    depth = 0
    for place, step in changes:
        before, depth = depth, depth + step
        if before <= stray < depth:
            if bands and place - bands[-1][1] < _BETWEEN_COLUMNS * size:
                bands[-1] = (bands[-1][0], place)
            else:
                bands.append((place, place))
        elif depth <= stray < before:
            bands[-1] = (bands[-1][0], place)
    return bands


def _edges(columns: Sequence[Band]) -> list[int]:
    between = [(before[1] + after[0]) // 2 for before, after in pairwise(columns)]
    return [columns[0][0], *between, columns[-1][1]]


def _column_of(piece: Piece, columns: Sequence[Band]) -> int:
    """The column that a piece covers most of, or is nearest to."""
    left, _, right, _ = piece.box
    return max(range(len(columns)), key=lambda at: min(right, columns[at][1]) - max(left, columns[at][0]))


def _join_wrapped(body: Sequence[_Line], columns: Sequence[Band], size: float) -> list[list[_Line]]:
    """The rows of a table, each of one line or more: a line of words alone belongs to the nearest row, if one is near."""
    rows = [[line] for line in body if _is_row(line)]
    anchors = [row[0] for row in rows]
    taken = [{_column_of(cell[0], columns) for cell in line.cells} for line in anchors]
    loose: list[list[_Line]] = []
    for line in body:
        if _is_row(line):
            continue
        mine = {_column_of(cell[0], columns) for cell in line.cells}

        def reach(at: int, line: _Line = line, mine: set[int] = mine) -> float:
            """How far a row is, in heights that a line of a cell of it may be away."""
            most = _LINE_PITCH if mine <= taken[at] else _BESIDE
            return abs(anchors[at].middle - line.middle) / (most * size)

        nearest = min(range(len(anchors)), key=reach, default=None)
        if nearest is not None and reach(nearest) <= 1:
            rows[nearest].append(line)
        else:
            loose.append([line])
    return sorted(rows + loose, key=lambda row: row[0].middle)


def _is_row(line: _Line) -> bool:
    return line.numbers > 0


def _place_header(
    header: Sequence[_Line], columns: Sequence[Band], edges: Sequence[int], top: int
) -> tuple[list[GridCell], Placed]:
    """Cells of the header: words over several columns span them, those below them stand in rows of their own."""
    words = [(cell, line) for line in header for cell in line.cells]
    if not words:
        return [], []
    bottom = max(line.bottom for line in header)
    covered = [_columns_under(cell, columns) for cell, _ in words]
    depth = [
        sum(
            len(over) > 1 and set(mine) < set(over) and above.bottom <= line.bottom
            for over, (_, above) in zip(covered, words, strict=True)
        )
        for mine, (_, line) in zip(covered, words, strict=True)
    ]
    height = max(depth) + 1
    cells: dict[tuple[int, int], GridCell] = {}
    placed: Placed = []
    for mine, level, (cell, _) in zip(covered, depth, words, strict=True):
        place = (level, mine[0])
        if place not in cells:
            rowspan = 1 if len(mine) > 1 else height - level
            cells[place] = GridCell(
                level, mine[0], rowspan, len(mine), (edges[mine[0]], top, edges[mine[-1] + 1], bottom)
            )
        placed += [(cells[place], piece) for piece in cell]
    filled = {
        (row, column)
        for one in cells.values()
        for row in range(one.row, one.row + one.rowspan)
        for column in range(one.column, one.column + one.colspan)
    }
    blank = [
        GridCell(row, column, 1, 1, (edges[column], top, edges[column + 1], bottom))
        for row in range(height)
        for column in range(len(columns))
        if (row, column) not in filled
    ]
    return [*cells.values(), *blank], placed


def _columns_under(cell: Row, columns: Sequence[Band]) -> list[int]:
    """The columns whose middles a header stands over, or the one that it is nearest to."""
    left, right = cell[0].box[0], cell[-1].box[2]
    under = [at for at, (start, end) in enumerate(columns) if left <= (start + end) / 2 <= right]
    if under:
        return under
    middle = (left + right) / 2
    return [min(range(len(columns)), key=lambda at: max(columns[at][0] - middle, middle - columns[at][1]))]
