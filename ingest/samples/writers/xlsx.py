"""Reports as workbooks: a sheet a form, or several below each other, the way agencies lay them out in a spreadsheet.

Amounts are numbers with a format, as a spreadsheet keeps them; what is shown is what the document says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from ingest.samples.chance import Chance
from ingest.samples.document import (
    Block,
    Cell,
    Contents,
    Document,
    PageBreak,
    Table,
    TextBox,
    cell_text,
    cells_shown,
    plain,
)

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
_PERCENT = re.compile(r"-?\d+(?:\.(?P<places>\d+))?%")
_COUNT = re.compile(r"[1-9]\d{0,8}|0")
_ACCOUNTING = '_ * {0}_ ;_ * -{0}_ ;_ * "-"??_ ;_ @_ '
_BLANKS_BELOW = 12  # formatted rows that hold nothing, as they are left over from a template
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class XlsxShape:
    """How a workbook is laid out.

    Attributes:
        ruled: lines are drawn around the cells of the forms.
        names: what stands on the tabs: `title`, `numbered` (1.收入…), `code` (Z01 收入…), `default` (Sheet1).
        inexact: amounts are results of formulas, off by the last bits of a binary number.
        coded: codes of the classification are numbers, too.
        stacked: all forms stand on one sheet, a blank row between them.
        number_above: the form's number stands above the title.
        hidden: there is a hidden sheet with somebody's own figures.
        left_over: formatted blank rows and columns follow the forms.
        titled: the title stands above each form; else on the tab alone.
    """

    ruled: bool = True
    names: str = "title"
    inexact: bool = False
    coded: bool = False
    stacked: bool = False
    number_above: bool = False
    hidden: bool = False
    left_over: bool = False
    titled: bool = True


def any_shape(chance: Chance) -> XlsxShape:
    """Return one of the ways in which agencies lay out their workbooks."""
    names = chance.pick("tabs", ("title", "numbered", "numbered", "code", "default"))
    stacked = chance.happens("stacked", 0.15)
    return XlsxShape(
        ruled=chance.happens("ruled", 0.85),
        names=names,
        inexact=chance.happens("inexact", 0.5),
        coded=chance.happens("coded", 0.2),
        stacked=stacked,
        number_above=chance.happens("number above", 0.4),
        hidden=chance.happens("hidden", 0.15),
        left_over=chance.happens("left over", 0.4),
        titled=stacked or names == "default" or chance.happens("titled", 0.9),
    )


def write_xlsx(document: Document, shape: XlsxShape, year: int) -> bytes:
    """Return the document as a workbook; text that is no form stands in the first column of sheets of its own."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(year + 1, 8, 1, tzinfo=UTC).replace(tzinfo=None)})
    writer = _Writer(book, shape)
    for block in document.blocks():
        writer.add(block)
    if shape.hidden:
        writer.add_hidden()
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, shape: XlsxShape) -> None:
        self._book = book
        self._shape = shape
        self._formats: dict[tuple[object, ...], Any] = {}
        self._names: set[str] = set()
        self._tables = 0
        self._text: Any = None  # the sheet of text that is open, and its next row
        self._text_row = 0
        self._stack: Any = None
        self._stack_row = 0

    def add(self, block: Block) -> None:
        """Put a block where it belongs."""
        if isinstance(block, Table):
            self._text = None
            self._add_table(block)
        elif not isinstance(block, Contents | PageBreak):
            self._add_text(block)

    def add_hidden(self) -> None:
        """Add a sheet that nobody is meant to see."""
        sheet = self._book.add_worksheet(self._name("底稿"))
        sheet.write_row(0, 0, ["经办人自用", "勿公开"])
        sheet.write_row(1, 0, ["合计", 1234.56])
        sheet.hide()

    def _add_text(self, block: Any) -> None:
        if self._text is None:
            self._text = self._book.add_worksheet(self._name("封面" if not self._tables else "说明"))
            self._text_row = 0
        for text in _lines(block):
            self._text.write_string(self._text_row, 0, text, self._format(align="center" if _is_apart(block) else ""))
            self._text_row += 1

    def _add_table(self, table: Table) -> None:
        self._tables += 1
        if self._shape.stacked:
            sheet = self._stack = self._stack or self._book.add_worksheet(self._name("决算公开表"))
            row = self._stack_row
        else:
            sheet, row = self._book.add_worksheet(self._tab(table)), 0
        row = self._write_labels(sheet, table, row)
        row = self._write_grid(sheet, table, row)
        for note in table.notes:
            self._write_across(sheet, row, len(table.widths), plain(note), self._format())
            row += 1
        if self._shape.stacked:
            self._stack_row = row + 1
        elif self._shape.left_over:
            blank = self._format(bold=True)
            for below in range(row + 2, row + 2 + _BLANKS_BELOW):
                for column in range(len(table.widths) + 3):
                    sheet.write_blank(below, column, None, blank)

    def _write_labels(self, sheet: Any, table: Table, row: int) -> int:
        """Write title, number, agency and unit, and return the row below them."""
        last = len(table.widths) - 1
        lines = [plain(words) for words in table.labels]
        number, others = (lines[0], lines[1:]) if len(lines) > 1 else ("", lines)
        title = table.title if self._shape.titled else ""
        if number and self._shape.number_above:
            sheet.write_string(row, last, number, self._format(align="right"))
            row += 1
        if title:
            self._write_across(sheet, row, last + 1, title, self._format(bold=True, size=16, align="center"))
            row += 1
        if number and not self._shape.number_above:
            sheet.write_string(row, last, number, self._format(align="right"))
            row += 1
        for text in others[:-1]:
            sheet.write_string(row, 0, text, self._format())
        for unit in others[-1:]:
            sheet.write_string(row, last, unit, self._format(align="right"))
        return row + bool(others)

    def _write_across(self, sheet: Any, row: int, width: int, text: str, form: Any) -> None:
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, text, form)
        else:
            sheet.write_string(row, 0, text, form)

    def _write_grid(self, sheet: Any, table: Table, row: int) -> int:
        width = len(table.widths)
        rows = (*table.head, *table.rows)
        thousands = any("," in cell_text(cell) for line in table.rows for cell in line if _is_amount(cell_text(cell)))
        digits = "#,##0.00" if thousands else "0.00"
        for line in cells_shown(rows, width):
            column = 0
            for cell, across in line:
                if cell is not None:
                    down = cell.rows if isinstance(cell, Cell) else 1
                    align = cell.align if isinstance(cell, Cell) else ""
                    value, code = self._value(cell_text(cell), digits, column)
                    form = self._format(align=align, code=code, ruled=self._shape.ruled)
                    if across > 1 or down > 1:
                        sheet.merge_range(row, column, row + down - 1, column + across - 1, value, form)
                    elif value == "":
                        sheet.write_blank(row, column, None, form)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value, form)
                    else:
                        sheet.write_number(row, column, value, form)
                column += across
            row += 1
        return row

    def _value(self, text: str, digits: str, column: int) -> tuple[str | float, str]:
        """What is stored for a text, and the format that shows it so."""
        if _is_amount(text):
            number = float(text.replace(",", ""))
            code = _ACCOUNTING.format(digits) if self._shape.inexact and number else digits
            return (number + 1e-7 if self._shape.inexact and number else number), code
        percent = _PERCENT.fullmatch(text)
        if percent:
            places = len(percent["places"] or "")
            return float(text.rstrip("%")) / 100, f"0.{'0' * places}%" if places else "0%"
        if _COUNT.fullmatch(text) and (self._shape.coded or column > 0):
            return float(text), ""
        return text, ""

    def _format(
        self, *, bold: bool = False, size: int = 10, align: str = "", code: str = "", ruled: bool = False
    ) -> Any:
        key = (bold, size, align, code, ruled)
        if key not in self._formats:
            told: dict[str, Any] = {"bold": bold, "font_size": size, "border": int(ruled)}
            told |= {"align": align} if align else {}
            told |= {"num_format": code} if code else {}
            self._formats[key] = self._book.add_format(told)
        return self._formats[key]

    def _tab(self, table: Table) -> str:
        title = _FORBIDDEN.sub("", table.title)
        match self._shape.names:
            case "numbered":
                return self._name(f"{self._tables}.{title}")
            case "code":
                return self._name(f"Z{self._tables:02} {title}")
            case "default":
                return self._name(f"Sheet{self._tables}")
            case _:
                return self._name(title)

    def _name(self, wanted: str) -> str:
        """A name for a tab, of at most 31 characters and not used before."""
        name, number = wanted[:31], 1
        while name in self._names:
            number += 1
            name = f"{wanted[:27]}({number})"
        self._names.add(name)
        return name


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text))


def _is_apart(block: Any) -> bool:
    return bool(getattr(block, "large", False) or getattr(block, "align", "") == "center")


def _lines(block: Any) -> Iterator[str]:
    """The lines of a block that is no table."""
    if isinstance(block, TextBox) or hasattr(block, "text"):
        yield block.text
    else:
        yield getattr(block, "number", "") + plain(block.words)
