"""Headers of tables without rulings: which words stand over which columns, and below which others."""

from collections.abc import Sequence
from typing import TypeAlias

from ingest.readers.scans.boxes import PixelBox
from ingest.readers.scans.pieces import Piece, surround
from ingest.readers.scans.rulings import GridCell

Row: TypeAlias = list[Piece]
"""Pieces that belong to one cell."""
Band: TypeAlias = tuple[int, int]
"""Where a column begins and ends across the page."""
Placed: TypeAlias = list[tuple[GridCell, Piece]]

_NEXT = 1.8  # heights of a line between two lines of one cell
_CENTRED = 0.7  # heights of a line by which the middles of what is centred differ


def join_words(cells: Sequence[tuple[Row, int]], size: float) -> list[Row]:
    """Cells of a header, given with the top of their line from top to bottom: what one goes on with below is part of it.

    A word alone, centred close below a wider one, is its second line; of several below it each heads a column.
    """
    words: list[Row] = []
    for cell, line in cells:
        box = surround(cell)
        over = next((one for one in words if _goes_on(surround(one), box, size)), None)
        beside = [surround(other) for other, its_line in cells if its_line == line and other is not cell]
        if over is not None and not any(_overlaps(surround(over), other) for other in beside):
            over += cell
        else:
            words.append(list(cell))
    return words


def _goes_on(above: PixelBox, below: PixelBox, size: float) -> bool:
    near = 0 <= (below[1] + below[3] - above[1] - above[3]) / 2 - (above[3] - above[1]) / 2 <= _NEXT * size - size / 2
    return near and below[2] - below[0] <= above[2] - above[0] and _is_centred(above, below, size)


def _is_centred(one: tuple[int, ...], other: tuple[int, ...], size: float) -> bool:
    return abs(one[0] + one[2] - other[0] - other[2]) / 2 <= _CENTRED * size


def _overlaps(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2]


def place_header(
    words: Sequence[Row], columns: Sequence[Band], edges: Sequence[int], top: int, size: float
) -> tuple[list[GridCell], Placed]:
    """The cells of a header: words over several columns span them, those below them stand in rows of their own.

    Args:
        words: the pieces of each cell, from top to bottom.
        columns: where the columns stand.
        edges: between them, and at both sides.
        top: of the table.
        size: height of a line.
    """
    if not words:
        return [], []
    boxes = [surround(one) for one in words]
    bottom = max(box[3] for box in boxes)
    near = [_columns_under(box, columns) for box in boxes]
    covered = [_widen(at, boxes, near, columns, size) for at in range(len(words))]
    depth = [
        sum(
            len(over) > 1 and set(mine) < set(over) and above[1] < box[1]
            for over, above in zip(covered, boxes, strict=True)
        )
        for mine, box in zip(covered, boxes, strict=True)
    ]
    height = max(depth) + 1
    cells: dict[tuple[int, int], GridCell] = {}
    placed: Placed = []
    for mine, level, cell in zip(covered, depth, words, strict=True):
        place = (level, mine[0])
        if place not in cells:
            rowspan = 1 if len(mine) > 1 else height - level
            box = (edges[mine[0]], top, edges[mine[-1] + 1], bottom)
            cells[place] = GridCell(level, mine[0], rowspan, len(mine), box)
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


def _columns_under(box: PixelBox, columns: Sequence[Band]) -> list[int]:
    """The columns whose middles a word stands over, or the one that it is nearest to."""
    under = [at for at, (start, end) in enumerate(columns) if box[0] <= (start + end) / 2 <= box[2]]
    if under:
        return under
    middle = (box[0] + box[2]) / 2
    return [min(range(len(columns)), key=lambda at: max(columns[at][0] - middle, middle - columns[at][1]))]


def heads_several(box: PixelBox, boxes: Sequence[PixelBox], size: float) -> bool:
    """Tell whether a word of a header is centred over several words below it, with none beside it over them."""
    middle = (box[0] + box[2]) / 2
    lower = [one for one in boxes if one[1] >= box[3] - size / 2 and one[1] > box[1]]
    level = [one for one in boxes if one != box and one not in lower and one[3] > box[1]]
    return any(
        left[2] < right[0]
        and left[0] < middle < right[2]
        and _is_centred((left[0], 0, right[2], 0), box, size)
        and not any(one[0] < right[2] and left[0] < one[2] for one in level)
        for left in lower
        for right in lower
    )


def _widen(
    at: int, boxes: Sequence[PixelBox], near: Sequence[list[int]], columns: Sequence[Band], size: float
) -> list[int]:
    """The columns that a word heads: more than it stands over where it is centred over those whose words stand below."""
    word, mine = boxes[at], near[at]
    below = {column for box, under in zip(boxes, near, strict=True) if box[1] >= word[3] - size / 2 for column in under}
    level = {
        column
        for other, under in enumerate(near)
        if other != at and boxes[other][1] < word[3] and word[1] < boxes[other][3]
        for column in under
    }
    if not below & set(mine):
        return mine
    free = below - level | set(mine)
    best = mine
    for start in range(mine[0] + 1):
        for end in range(mine[-1], len(columns)):
            wide = list(range(start, end + 1))
            if len(wide) <= len(best) or not free.issuperset(wide):
                continue
            under = [
                box for box, at in zip(boxes, near, strict=True) if box[1] > word[1] and not set(wide).isdisjoint(at)
            ]
            # Over the columns, or over the words that head them: numbers keep to one side of their columns.
            spans = ((columns[start][0], 0, columns[end][1], 0), _reach(under))
            if any(_is_centred(span, word, size) for span in spans):
                best = wide
    return best


def _reach(boxes: Sequence[PixelBox]) -> tuple[int, ...]:
    return min((one[0] for one in boxes), default=0), 0, max((one[2] for one in boxes), default=0), 0
