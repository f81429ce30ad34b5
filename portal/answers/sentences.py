"""The sentence of a figure, cut out of its report: between full stops, or the row of its table with its column's name."""

import re
from collections.abc import Iterator

from index.passages import Piece
from index.table_rows import TableRow, TableRows

_STOPS = "。；！？\n"
_AROUND = 120  # characters shown on either side at most
_LINES = re.compile(r"\s*\n\s*")
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
    """What the row is about, the name of the column, the cell as printed and its unit."""
    cell = next((one for one in row.cells if one.start < end and start < one.end), None)
    words = [one for one in row.cells if not one.number and cell is not None and one.column < cell.column]
    label = words[-1:] if words else row.label
    told = [_plain(text[one.start : one.end]) for one in label if one is not cell]
    if cell is not None and row.names and cell.column in row.names:
        told.append(_plain(row.names[cell.column]))
    if told:
        yield Piece(" · ".join(told) + "：", marked=False)
    yield Piece(_plain(text[start:end]).replace("|", " ").strip(), marked=True)
    if row.unit:
        yield Piece(f"（单位：{row.unit}）", marked=False)


def _plain(text: str) -> str:
    return _LINES.sub(" ", _MARKUP.sub("", text)).replace("&lt;", "<").replace("&amp;", "&")
