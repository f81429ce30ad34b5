"""Workbooks (.xlsx, .xlsm, and the .et that are of that kind): what their sheets show, cell by cell.

Formulas are never computed: what was last shown stands in the file, and where it does not the file is refused. Hidden
sheets, macros, comments and charts are not read.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.blocks import Document
from ingest.errors import UnreadableSourceError
from ingest.readers.attributes import read_integer
from ingest.readers.number_format import format_text, format_value
from ingest.readers.workbook import (
    COLUMNS,
    ROWS,
    Counter,
    Sheet,
    SheetCell,
    Span,
    Workbook,
    check_merges,
    check_sheets,
    name_place,
    name_places,
)
from ingest.readers.workbook_layout import lay_out
from ingest.readers.xlsx_parts import (
    CellStyle,
    ListedSheet,
    Package,
    S,
    load_sheets,
    load_strings,
    load_styles,
    read_string,
)

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_TAGS = tuple(S + name for name in ("sheetView", "col", "row", "mergeCell"))
_TRUE = {"1", "true", "on"}


def read_xlsx(content: bytes) -> Document:
    """Read a workbook.

    Raises:
        UnreadableSourceError: the file is damaged or locked, holds more than a report may, or formulas without results.
    """
    return lay_out(load_workbook(content))


def load_workbook(content: bytes) -> Workbook:
    """Return the sheets of a workbook that are shown.

    Raises:
        UnreadableSourceError: as `read_xlsx` does.
    """
    package = Package(content)
    listed, from_1904 = load_sheets(package)
    check_sheets(len(listed))
    shown = [one for one in listed if not one.hidden]
    reader = _Reader(package, load_strings(package), load_styles(package), from_1904=from_1904)
    sheets = tuple(reader.read(one) for one in shown)
    if reader.uncomputed:
        raise UnreadableSourceError(
            f"工作簿里有 {len(reader.uncomputed)} 个公式没有计算结果（{name_places(tuple(reader.uncomputed))}）："
            "请用 Excel 或 WPS 打开，保存后再导入。"
        )
    return Workbook(sheets, len(listed) - len(shown), tuple(reader.errors))


@dataclass
class _Found:
    """A sheet in the making."""

    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shows_zeros: bool = True


class _Reader:
    def __init__(self, package: Package, strings: list[str], styles: list[CellStyle], *, from_1904: bool) -> None:
        self._package = package
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._counter = Counter()
        self.errors: list[str] = []
        self.uncomputed: list[str] = []

    def read(self, listed: ListedSheet) -> Sheet:
        found = _Found()
        row = -1
        for element in self._package.walk(listed.part, *_TAGS):
            if element.tag == f"{S}row":
                row = read_integer(element.get("r"), row + 2, least=1, most=ROWS) - 1
                self._read_row(element, row, listed.name, found)
            elif element.tag == f"{S}mergeCell":
                span = _parse_span(element.get("ref") or "")
                if span is not None:
                    found.spans.append(span)
                    check_merges(len(found.spans))
            elif element.tag == f"{S}col":
                _hide_columns(element, found)
            else:
                found.shows_zeros = element.get("showZeros") not in {"0", "false", "off"}
        return Sheet(
            listed.name,
            found.cells,
            tuple(found.spans),
            frozenset(found.ruled),
            frozenset(found.hidden_rows),
            frozenset(found.hidden_columns),
        )

    def _read_row(self, element: Any, row: int, sheet: str, found: _Found) -> None:
        hidden = element.get("hidden") in _TRUE
        filled = False
        column = -1
        for cell in element:
            if cell.tag != f"{S}c":
                continue
            reference = _REFERENCE.fullmatch(cell.get("r") or "")
            column = min(_column(reference[1]) if reference else column + 1, COLUMNS - 1)
            style = self._style(cell)
            if style.ruled:
                found.ruled.add(row)
            place = name_place(sheet, row, column) if not hidden and column not in found.hidden_columns else None
            text = self._read_cell(cell, style, place, shows_zeros=found.shows_zeros)
            if text.strip():
                filled = True
                self._counter.add(text)
                found.cells[row, column] = SheetCell(text, style.ruled, style.centred)
        if hidden and filled:
            found.hidden_rows.add(row)

    def _style(self, cell: Any) -> CellStyle:
        number = read_integer(cell.get("s"), 0, least=0, most=2**31)
        return self._styles[number] if number < len(self._styles) else CellStyle()

    def _read_cell(self, cell: Any, style: CellStyle, place: str | None, *, shows_zeros: bool) -> str:
        """What the cell shows; its place is noted where it shows an error, or has a formula that nothing computed."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            string = cell.find(f"{S}is")
            return format_text(read_string(string), style.number_format) if string is not None else ""
        element = cell.find(f"{S}v")
        value = (element.text or "") if element is not None else ""
        if not value:
            if place and kind != "str" and cell.find(f"{S}f") is not None:
                self.uncomputed.append(place)
            return ""
        if kind == "s":
            number = read_integer(value, -1, least=0, most=len(self._strings) - 1)
            return format_text(self._strings[number], style.number_format) if number >= 0 else ""
        if kind == "e" and place:
            self.errors.append(place)
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if kind != "n":
            return format_text(value, style.number_format)
        try:
            number_value = float(value)
        except ValueError:
            return value
        if not number_value and not shows_zeros:
            return ""
        return format_value(number_value, style.number_format, from_1904=self._from_1904)


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _parse_span(reference: str) -> Span | None:
    """The cells that `A1:C2` names, as far as a sheet has them."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if start is None or end is None:
        return None
    top, bottom = sorted((int(start[2]) - 1, int(end[2]) - 1))
    left, right = sorted((_column(start[1]), _column(end[1])))
    return Span(top, min(bottom + 1, ROWS), left, min(right + 1, COLUMNS))


def _hide_columns(element: Any, found: _Found) -> None:
    try:
        width = float(element.get("width") or 1)
    except ValueError:
        width = 1.0
    if element.get("hidden") in _TRUE or width == 0:
        first = read_integer(element.get("min"), 0, least=1, most=COLUMNS)
        last = read_integer(element.get("max"), 0, least=1, most=COLUMNS)
        found.hidden_columns.update(range(first - 1, last) if first else ())
