"""What the readers of workbooks give: the sheets that are shown, as cells with their words, and what is not shown.

Knows no file format: `xlsx.py` and `xls.py` make these records, `workbook_layout.py` turns them into blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.errors import UnreadableSourceError
from ingest.readers.limits import MOST_CHARACTERS

MOST_SHEETS = 200
MOST_CELLS = 100_000  # that hold words; the nine forms of accounts have a twentieth
MOST_PLACES = 300_000  # of all tables, blank ones too
MOST_MERGES = 50_000
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet
_NAMED = 5  # places that a sentence lists


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that holds words: as shown, and whether lines are drawn around it and it is set in the middle."""

    text: str
    ruled: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: rows and columns from 0, the ends exclusive."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: cells by row and column from 0.

    `ruled` are the rows in which lines are drawn around a cell, a blank one too. Rows and columns that are hidden are in
    `hidden_rows` and `hidden_columns`; their cells are here.
    """

    name: str
    cells: dict[tuple[int, int], SheetCell]
    spans: tuple[Span, ...] = ()
    ruled: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def hides_words(self) -> bool:
        """Whether there are words in what is hidden."""
        return any(row in self.hidden_rows or column in self.hidden_columns for row, column in self.cells)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the sheets that are shown, in order, how many are hidden, and cells that hold an error (`表1!D5`)."""

    sheets: tuple[Sheet, ...]
    hidden: int = 0
    errors: tuple[str, ...] = ()

    def notes(self) -> Iterator[str]:
        """What a reader of the report should know of what was not read."""
        if self.hidden:
            yield f"工作簿里有 {self.hidden} 个隐藏的工作表，没有读取；原文件里仍有它们的内容。"
        partly = sum(sheet.hides_words for sheet in self.sheets)
        if partly:
            yield f"工作簿的 {partly} 个工作表里有隐藏的行或列，没有读取；原文件里仍有它们的内容。"
        if self.errors:
            yield f"工作簿里有 {len(self.errors)} 个单元格是错误值（{name_places(self.errors)}），其中的数字读不到。"


class Counter:
    """Counts what is read of a workbook, and stops it where it is more than any report has."""

    def __init__(self) -> None:
        self._cells = self._characters = self._places = 0

    def add_table(self, height: int, width: int) -> None:
        """Count a table.

        Raises:
            UnreadableSourceError: there are too many places in it, or in all.
        """
        self._places += height * width
        if self._places > MOST_PLACES:
            raise UnreadableSourceError(
                f"工作簿里的表格连同空白超过上限 {MOST_PLACES} 格，不像是报告：请检查文件，或拆分后再试。"
            )

    def add(self, text: str) -> None:
        """Count a cell.

        Raises:
            UnreadableSourceError: there are too many, or too many words in them.
        """
        self._cells += 1
        self._characters += len(text)
        if self._cells > MOST_CELLS:
            raise UnreadableSourceError(
                f"工作簿里的单元格超过上限 {MOST_CELLS} 个，不像是报告：请检查文件，或拆分后再试。"
            )
        if self._characters > MOST_CHARACTERS:
            raise UnreadableSourceError(
                f"工作簿里的文字超过上限 {MOST_CHARACTERS} 字，不像是报告：请检查文件，或拆分后再试。"
            )


def name_places(places: tuple[str, ...]) -> str:
    """A few places by name: `表1!D5、表1!E5 等`."""
    return "、".join(places[:_NAMED]) + ("等" if len(places) > _NAMED else "")


def name_place(sheet: str, row: int, column: int) -> str:
    """A cell as spreadsheets name it.

    >>> name_place("收入决算表", 4, 27)
    '收入决算表!AB5'
    """
    letters, number = "", column + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{sheet}!{letters}{row + 1}"


def check_sheets(count: int) -> None:
    """Refuse a workbook of more sheets than anybody publishes.

    Raises:
        UnreadableSourceError: so it is.
    """
    if count > MOST_SHEETS:
        raise UnreadableSourceError(f"工作簿里有 {count} 个工作表，超过上限 {MOST_SHEETS}，不像是报告：请拆分后再试。")


def check_merges(count: int) -> None:
    """Refuse a sheet in which more cells are merged than anybody merges.

    Raises:
        UnreadableSourceError: so it is.
    """
    if count > MOST_MERGES:
        raise UnreadableSourceError(
            f"工作表里的合并单元格有 {count} 处，超过上限 {MOST_MERGES}，不像是报告：请检查文件后再试。"
        )
