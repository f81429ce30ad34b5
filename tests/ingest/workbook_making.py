"""Workbooks for tests, written in either of two formats by libraries that the readers do not use."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
import xlwt

from ingest.blocks import Block, Paragraph
from ingest.readers import read_document
from ingest.source import SourceFile

Value = str | float | int | None


@dataclass(frozen=True)
class Put:
    """A cell as somebody formats it; `across` and `down` are how many columns and rows it covers."""

    value: Value
    code: str = "General"
    across: int = 1
    down: int = 1
    ruled: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Tab:
    """A sheet: rows of values or of `Put`; None leaves a place alone."""

    name: str
    rows: Sequence[Sequence[Value | Put]]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    zeros: bool = True


def xlsx(*tabs: Tab) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for tab in tabs:
        sheet = book.add_worksheet(tab.name)
        if tab.hidden:
            sheet.hide()
        if not tab.zeros:
            sheet.hide_zero()
        for row in tab.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in tab.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        for row, column, put in places(tab):
            told: dict[str, Any] = {"num_format": put.code, "border": int(put.ruled)}
            form = book.add_format(told | ({"align": "center"} if put.centred else {}))
            if put.across * put.down > 1:
                sheet.merge_range(row, column, row + put.down - 1, column + put.across - 1, put.value, form)
            elif isinstance(put.value, str):
                sheet.write_string(row, column, put.value, form)
            elif put.value is None:
                sheet.write_blank(row, column, None, form)
            else:
                sheet.write_number(row, column, put.value, form)
    book.close()
    return out.getvalue()


def xls(*tabs: Tab) -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    for tab in tabs:
        sheet = book.add_sheet(tab.name, cell_overwrite_ok=True)
        sheet.visibility = int(tab.hidden)
        sheet.show_zero_values = tab.zeros
        for number in tab.hidden_rows:
            sheet.row(number).hidden = True
        for number in tab.hidden_columns:
            sheet.col(number).hidden = True
        for row, column, put in places(tab):
            style = xlwt.XFStyle()
            style.num_format_str = put.code
            if put.ruled:
                for side in ("left", "right", "top", "bottom"):
                    setattr(style.borders, side, xlwt.Borders.THIN)
            if put.centred:
                style.alignment.horz = xlwt.Alignment.HORZ_CENTER
            if put.across * put.down > 1:
                sheet.write_merge(row, row + put.down - 1, column, column + put.across - 1, put.value, style)
            else:
                sheet.write(row, column, put.value, style)
    book.save(out)
    return out.getvalue()


MAKERS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "xls": xls}


def places(tab: Tab) -> list[tuple[int, int, Put]]:
    """Each cell with its row and column."""
    return [
        (row, column, value if isinstance(value, Put) else Put(value))
        for row, values in enumerate(tab.rows)
        for column, value in enumerate(values)
        if value is not None
    ]


def ruled(*values: Value | Put) -> list[Put]:
    """A row of cells with lines around them."""
    return [
        Put(one.value, one.code, one.across, one.down, ruled=True) if isinstance(one, Put) else Put(one, ruled=True)
        for one in values
    ]


def blocks_of(kind: str, *tabs: Tab) -> list[Block]:
    """What is read of a workbook with these sheets."""
    return list(read_document(SourceFile(f"a.{kind}", MAKERS[kind](*tabs))).blocks)


def told(blocks: Sequence[Block]) -> list[str | list[list[str]]]:
    """Blocks in short: the words of a paragraph, the rows of a table with merged cells once."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [
            [cell.text if cell and (cell.row, cell.column) == (r, c) else "" for c, cell in enumerate(row)]
            for r, row in enumerate(block.grid())
        ]
        for block in blocks
    ]
