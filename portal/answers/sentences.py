"""The sentence of a figure, cut out of its report: between full stops, or the row of its table with its column's name."""

import re
from collections.abc import Iterator, Sequence

from index.passages import Piece
from index.table_rows import Cell, TableRow, TableRows

_STOPS = "。；！？\n"
_AROUND = 120  # characters shown on either side at most
_LINES = re.compile(r"\s*\n\s*")
_MOST_CELLS = 6
_MARKUP = re.compile(r"<br>|\\(?=.)|(?:(?<=\n)|^)#+ *|\*\*")


def cut_sentence(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of the sentence or row that holds a stretch of `report.md`, which is marked."""
    row = TableRows(text).find(start)
    return tuple(_row_pieces(text, row, start, end) if row else _sentence_pieces(text, start, end))


def join_pieces(pieces: tuple[Piece, ...]) -> str:
    """The sentence as plain text."""
    return "".join(piece.text for piece in pieces)


def _sentence_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    left = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, end)) >= 0]
    right = min(ends, default=len(text))
    closes = right < len(text) and text[right] != "\n"
    before, after = _plain(text[left:start]), _plain(text[end : right + closes])
    if len(before) > _AROUND:
        before = "……" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "……"
    yield Piece(before.lstrip(), marked=False)
    yield Piece(_plain(text[start:end]), marked=True)
    yield Piece(after.rstrip(), marked=False)


def _row_pieces(text: str, row: TableRow, start: int, end: int) -> Iterator[Piece]:
    """A cell as people say it: what its row is about, the name of its column, what it holds, and the unit."""
    cells = [one for one in row.cells if one.start < end and start < one.end]
    yield from _whole_row(text, row) if len(cells) > 1 else _one_cell(text, row, cells, start, end)
    if row.unit:
        yield Piece(f"（单位：{row.unit}）", marked=False)


def _one_cell(text: str, row: TableRow, cells: Sequence[Cell], start: int, end: int) -> Iterator[Piece]:
    column = cells[0].column if cells else 0
    words = [one for one in row.cells if not one.number and one.column < column]
    told = [_read(text, one) for one in words[-1:] or row.label if one not in cells]
    if row.names and column in row.names:
        told.append(_plain(row.names[column]))
    if told:
        yield Piece(" · ".join(told) + "：", marked=False)
    yield Piece(_plain(text[start:end]).strip(), marked=True)


def _whole_row(text: str, row: TableRow) -> Iterator[Piece]:
    yield Piece(" ".join(_read(text, one) for one in row.label or row.cells[:1]), marked=True)
    between = "："
    for cell in row.numbers[:_MOST_CELLS]:
        name = _plain((row.names or {}).get(cell.column, ""))
        yield Piece(f"{between}{name} " if name else between, marked=False)
        yield Piece(_read(text, cell), marked=False)
        between = "，"
    if len(row.numbers) > _MOST_CELLS:
        yield Piece("……", marked=False)


def _read(text: str, cell: Cell) -> str:
    return _plain(text[cell.start : cell.end])


def _plain(text: str) -> str:
    return _LINES.sub(" ", _MARKUP.sub("", text)).replace("&lt;", "<").replace("&amp;", "&")
