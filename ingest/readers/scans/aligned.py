"""Tables without rulings: rows of numbers whose columns are told by what stands below each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from ingest.readers.scans.boxes import PixelBox
from ingest.readers.scans.glyphs import text_of
from ingest.readers.scans.headers import Band, Placed, Row, heads_several, join_words, place_header
from ingest.readers.scans.pieces import Piece, group_pieces, surround
from ingest.readers.scans.rulings import Grid, GridCell

AlignedTable: TypeAlias = tuple[Grid, Placed]

_NUMERIC = re.compile(r"[-－+]?\d[\d,，.]*%?|[-—–－]+|#DIV/0!")
_CODE = re.compile(r"(\d{2,7})\s*(?=[\u4e00-\u9fff])(?![年月日个人元万亿项家次])")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile(r"单位\s*[:：]")
_FEWEST_WORDS = 4  # Chinese characters of a piece by which the height of lines is told
_FEWEST_ROWS = 3  # with numbers in them
_FEWEST_CELLS = 3  # in the richest rows: text with a number at its end is a line of a table of contents
_APART = 1.2  # heights of a line: what stands further apart belongs to two columns
_BETWEEN_COLUMNS = 0.35  # heights of a line that no row reaches into
_STRAY = 0.06  # of the rows may reach into it: a number wider than all others
_FAR = 4.5  # heights of a line between two rows of one table
_LINE_PITCH = 1.8  # heights of a line between two lines of one cell
_LINE_OF_PITCH = 0.8  # of the distance of rows: what stands further apart is a row of its own
_BESIDE = 1.0  # heights of a line by which a name of two lines stands above and below its numbers
_NEAR_HEADER = 3.0  # heights of a line around a line of a header that has one cell
_TOUCHING = 0.8  # heights of a line between words of a header and what they head
_HIGHEST_HEADER = 9  # lines
_HALF = 0.6  # of the distance of rows
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


def find_aligned(pieces: Sequence[Piece]) -> tuple[list[AlignedTable], list[Piece]]:
    """Return the tables that pieces make which no rulings part, and the pieces that belong to none.

    Of each table it is told in which cell the pieces stand, some of which are parts of those given.
    """
    lines = [_as_line(row) for row in group_pieces(pieces)]
    if not lines:
        return [], []
    worded = [one.size for one in pieces if len(_WORD.findall(text_of(one.glyphs))) >= _FEWEST_WORDS]
    size = median(worded or [one.size for one in pieces])
    tables: list[AlignedTable] = []
    used: set[int] = set()
    for block in _find_blocks(lines, size):
        table = _make_table(block, size)
        if table is not None:
            tables.append(table)
            used |= {id(piece) for line in block for cell in line.cells for piece in cell}
    return tables, [piece for piece in pieces if id(piece) not in used]


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
        blocks_end = at
        floor = _find_head(lines, at, blocks[-1][-1] if blocks else None, size)
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


def _find_head(lines: Sequence[_Line], first: int, before: _Line | None, size: float) -> int:
    """Where the header above the first line with numbers begins: with the highest line of several cells that is near.

    Lines of one cell may stand between: words that are wrapped, or that only one column has in that row.
    """
    head = at = first
    while at > 0 and first - at < _HIGHEST_HEADER and lines[at - 1] is not before:
        at -= 1
        gap = lines[at + 1].top - lines[at].bottom
        if gap > (_FAR if len(lines[at].cells) > 1 else _NEAR_HEADER) * size or _UNIT.search(
            "".join(map(_text, lines[at].cells))
        ):
            break
        if len(lines[at].cells) > 1:
            head = at
    if head > 0 and lines[head - 1] is not before and _heads(lines[head - 1], lines[head], size):
        head -= 1
    return head


def _heads(line: _Line, below: _Line, size: float) -> bool:
    """Tell whether a line of one cell is the highest of a header: a title stands further above it."""
    near = below.top - line.bottom < _TOUCHING * size and not _UNIT.search(_text(line.cells[0]))
    return len(line.cells) == 1 and near and _right(line) - _left(line) < _WIDE * (_right(below) - _left(below))


def _left(line: _Line) -> int:
    return line.cells[0][0].box[0]


def _right(line: _Line) -> int:
    return line.cells[-1][-1].box[2]


def _is_body(line: _Line) -> bool:
    return len(line.cells) >= 2 and line.numbers >= 1


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
    header, body = _part_codes(header), _part_codes(body)
    words = join_words([(cell, line.top) for line in header for cell in line.cells], size)
    columns = _find_columns(words, body, size)
    if len(columns) < _FEWEST_CELLS:
        return None
    while header and _belongs_below(header[-1], body[0], columns, size):
        header, body = header[:-1], [header[-1], *body]
        words = join_words([(cell, line.top) for line in header for cell in line.cells], size)
    rows = _join_wrapped(body, columns, size)
    edges = _edges(columns)
    top, bottom = min(line.top for line in block), max(line.bottom for line in block)
    cells, placed = place_header(words, columns, edges, top, size)
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


def _part_codes(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with codes and the names behind them as cells of their own: they stand too close to be told by gaps."""
    parted = [_part_code(line) for line in lines]
    codes = [cell[0].box[0] for line in parted for cell in line.cells if _text(cell).isdecimal()]
    kept: list[_Line] = []
    for new, old in zip(parted, lines, strict=True):
        starts = {cell[0].box[0] for cell in new.cells} & {
            cell[0].box[0] for cell in old.cells if _CODE.match(_text(cell))
        }
        usual = all(sum(abs(code - start) < new.bottom - new.top for code in codes) >= _FEWEST_ROWS for start in starts)
        kept.append(new if usual else old)
    return kept


def _part_code(line: _Line) -> _Line:
    cells: list[Row] = []
    for cell in line.cells:
        glyphs = cell[0].glyphs
        code = _CODE.match(_text(cell))
        if code is not None and len(glyphs) == code.end(1):
            left, top, right, bottom = cell[0].box
            short = min(right, cell[1].box[0] - round(_BETWEEN_COLUMNS * (bottom - top)))
            cells += [[Piece(glyphs, (left, top, max(left + 1, short), bottom))], cell[1:]]
            continue
        code = _CODE.match(text_of(glyphs))
        if code is None:
            cells.append(cell)
            continue
        rest = code.end()
        left, top, right, bottom = cell[0].box
        cut = (glyphs[rest].x + glyphs[code.end(1) - 1].x) / 2
        gap = _BETWEEN_COLUMNS * (bottom - top)  # places of characters are known too roughly to measure it
        cells.append([Piece(glyphs[: code.end(1)], (left, top, max(left + 1, round(cut - gap)), bottom))])
        cells.append([Piece(glyphs[rest:], (min(right - 1, round(cut + gap)), top, right, bottom)), *cell[1:]])
    return _Line(cells, line.top, line.bottom)


def _belongs_below(line: _Line, first: _Line, columns: Sequence[Band], size: float) -> bool:
    """Tell whether the last line of a header is the first one of a name that is wrapped in the first row."""
    mine = {_column_of(cell[0], columns) for cell in line.cells}
    named = {_column_of(cell[0], columns) for cell in first.cells if _NUMERIC.fullmatch(_text(cell)) is None}
    blank = mine.isdisjoint(_column_of(cell[0], columns) for cell in first.cells)
    most = _LINE_PITCH if mine <= named else _BESIDE if blank else 0
    return len(line.cells) == 1 and not _is_row(line) and first.middle - line.middle <= most * size


def _find_columns(words: Sequence[Row], body: Sequence[_Line], size: float) -> list[Band]:
    """Where columns stand: what cells of the body cover, and header words that stand over blank columns."""
    spans = [(cell[0].box[0], cell[-1].box[2]) for line in body if _is_body(line) for cell in line.cells]
    columns = _cover(spans, size, round(_STRAY * len(body)))
    boxes = list(map(surround, words))
    boxes = [box for box in boxes if not heads_several(box, boxes, size)]
    alone = [box for box in boxes if not any(_meets(box, one) for one in columns)]
    headed = [any(_meets(box, one) for box in boxes) for one in columns]
    new: list[Band] = []
    for box in alone:
        # Numbers keep to one side of a column over whose middle its header stands.
        beside = [sum(right < box[0] for _, right in columns) + step for step in (-1, 0)]
        free = [at for at in beside if 0 <= at < len(columns) and not headed[at]]
        if free:
            at = min(free, key=lambda one: max(columns[one][0] - box[2], box[0] - columns[one][1]))
            columns[at] = min(columns[at][0], box[0]), max(columns[at][1], box[2])
            headed[at] = True
        else:
            new.append((box[0], box[2]))
    return sorted([*columns, *_cover(new, size, 0)])


def _meets(box: PixelBox, column: Band) -> bool:
    return box[0] <= column[1] and column[0] <= box[2]


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
    rows = _join_halves([line for line in body if _is_row(line)], columns)
    anchors = [row[0] for row in rows]
    taken = [{_column_of(cell[0], columns) for line in row for cell in line.cells} for row in rows]
    steps = [after.middle - before.middle for before, after in pairwise(anchors)]
    pitch = median(steps) if steps else 2 * size
    loose: list[list[_Line]] = []
    for line in body:
        if _is_row(line):
            continue
        mine = {_column_of(cell[0], columns) for cell in line.cells}

        def reach(at: int, line: _Line = line, mine: set[int] = mine) -> float:
            """How far a row is, in heights that a line of a cell of it may be away."""
            most = min(_LINE_PITCH * size, _LINE_OF_PITCH * pitch) if mine <= taken[at] else _BESIDE * size
            return abs(anchors[at].middle - line.middle) / most

        nearest = min(range(len(anchors)), key=reach, default=None)
        if nearest is not None and reach(nearest) <= 1:
            rows[nearest].append(line)
        else:
            loose.append([line])
    return sorted(rows + loose, key=lambda row: row[0].middle)


def _join_halves(lines: Sequence[_Line], columns: Sequence[Band]) -> list[list[_Line]]:
    """Rows of lines with numbers: two lines that fill other columns, and stand closer than rows do, are one."""
    taken = [{_column_of(cell[0], columns) for cell in line.cells} for line in lines]
    last: dict[int, float] = {}
    steps: list[float] = []
    for line, mine in zip(lines, taken, strict=True):
        steps += [line.middle - last[column] for column in mine if column in last]
        last |= dict.fromkeys(mine, line.middle)
    pitch = median(steps) if steps else 0.0
    rows: list[list[_Line]] = []
    for at, line in enumerate(lines):
        if rows and not taken[at] & taken[at - 1] and len(rows[-1]) == 1 and _is_close(rows[-1][0], line, pitch):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_close(line: _Line, following: _Line, pitch: float) -> bool:
    return following.middle - line.middle < _HALF * pitch


def _is_row(line: _Line) -> bool:
    return line.numbers > 0
