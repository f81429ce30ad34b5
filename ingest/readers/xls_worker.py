"""The process in which old workbooks are read: what their sheets show, cell by cell.

Hidden sheets, macros, comments and charts are not read; a formula gives what it last showed.
"""

import io
from typing import Any

import xlrd

from ingest.errors import UnreadableSourceError
from ingest.readers.apart import serve
from ingest.readers.number_format import BUILT_IN, GENERAL, format_text, format_value
from ingest.readers.workbook import Counter, Sheet, SheetCell, Span, Workbook, check_merges, check_sheets, name_place

_BYTES = 1024 * 2**20  # of address space; ordinary files take a tenth
_SECONDS = 30  # ordinary files take less than one
_CENTRED = {2, 6, 7}  # centred, across columns, distributed
_SIDES = ("left_line_style", "right_line_style", "top_line_style", "bottom_line_style")


def load_workbook(content: bytes) -> Workbook:
    """Return the sheets of a workbook that are shown.

    Raises:
        UnreadableSourceError: the file is damaged or locked, or holds more than a report may.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
            logfile=io.StringIO(),
        )
        return _read_book(book)
    except UnreadableSourceError:
        raise
    except Exception as error:
        # The library checks little: over broken bytes it raises whatever they lead it to.
        if "encrypted" in str(error):
            raise UnreadableSourceError("Excel 文件设有打开密码：请去掉密码，另存后再导入。") from error
        raise UnreadableSourceError(
            "Excel 文件已损坏，无法读取：请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。"
        ) from error


def _read_book(book: Any) -> Workbook:
    check_sheets(book.nsheets)
    shown = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    counter, errors = Counter(), []
    sheets = []
    for sheet in shown:
        made = _read_sheet(book, sheet, counter)
        sheets.append(made)
        errors += [
            name_place(sheet.name, row, column)
            for row, column in made.cells
            if sheet.cell_type(row, column) == xlrd.XL_CELL_ERROR
            and row not in made.hidden_rows
            and column not in made.hidden_columns
        ]
    return Workbook(tuple(sheets), book.nsheets - len(shown), tuple(errors))


def _read_sheet(book: Any, sheet: Any, counter: Counter) -> Sheet:
    check_merges(len(sheet.merged_cells))
    cells: dict[tuple[int, int], SheetCell] = {}
    ruled: set[int] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            lined = style is not None and any(getattr(style.border, side) for side in _SIDES)
            if lined:
                ruled.add(row)
            text = _show(book, sheet, cell, style)
            if text.strip():
                counter.add(text)
                centred = style is not None and style.alignment.hor_align in _CENTRED
                cells[row, column] = SheetCell(text, lined, centred)
    return Sheet(
        sheet.name,
        cells,
        tuple(Span(top, bottom, left, right) for top, bottom, left, right in sheet.merged_cells),
        frozenset(ruled),
        frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0),
    )


def _show(book: Any, sheet: Any, cell: Any, style: Any) -> str:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    code = _code(book, style)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return format_text(cell.value, code)
    if not cell.value and not sheet.show_zero_values:
        return ""
    return format_value(float(cell.value), code, from_1904=book.datemode == 1)


def _code(book: Any, style: Any) -> str:
    """The number format of a style: the file's own, or the one that its number means everywhere."""
    if style is None:
        return GENERAL
    if 0 < style.format_key < 164 and style.format_key in BUILT_IN:
        return BUILT_IN[style.format_key]
    known = book.format_map.get(style.format_key)
    return (known.format_str if known is not None else None) or GENERAL


if __name__ == "__main__":
    serve(load_workbook, most_bytes=_BYTES, seconds=_SECONDS)
