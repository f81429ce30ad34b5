"""The accounts tables as a ledger: each amount by the row and column that the ministry's form has for it.

Figures are what a report says; cells are where its tables say it, down to the last item of the functional and the economic
classification, so that rows, columns and tables can be added up and compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

UNKNOWN = "unknown"  # in the key of a line that the form does not have
TOTAL = "total"  # the row 合计
BASIC_TOTALS = ("personnel", "public")  # 人员经费合计, 公用经费合计
BY_UNIT = ".units"  # behind the key of a form whose rows are the department's units


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount of a table.

    Attributes:
        form: key of the printed form.
        row: code of the classification, `TOTAL`, the line's name in a summary (`opening`, `class:201`), or a unit's name.
        column: the indicator or fund that the column holds.
        name: what the row is called, as printed.
        heading: what the column is called.
        value: in yuan; nothing printed is zero.
        step: the unit of the last printed place, in yuan.
        blank: whether nothing is printed.
        text: as printed.
        start, end: where in `report.md`.
    """

    form: str
    row: str
    column: str
    name: str
    heading: str
    value: Decimal
    step: Decimal
    blank: bool
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """One accounts table: cells by row and column, rows in the order printed."""

    form: str
    title: str
    part: str
    cells: Mapping[tuple[str, str], Cell]

    def at(self, row: str, column: str) -> Cell | None:
        """The cell of a row and column, or None where the table has none."""
        return self.cells.get((row, column))

    @cached_property
    def rows(self) -> Sequence[str]:
        """Keys of the rows, in the order printed."""
        return tuple(dict.fromkeys(row for row, _ in self.cells))

    @cached_property
    def columns(self) -> Sequence[str]:
        """Keys of the columns, in the order printed."""
        return tuple(dict.fromkeys(column for _, column in self.cells))

    def codes(self, length: int, under: str = "") -> list[str]:
        """Codes of the classification of one level: 3, 5 or 7 digits, below another code."""
        return [row for row in self.rows if row.isdigit() and len(row) == length and row.startswith(under)]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts tables of one part of a report, one a form."""

    sheets: Mapping[str, Sheet]

    def find(self, *forms: str) -> Sheet | None:
        """The first of several forms that the report prints."""
        return next((self.sheets[form] for form in forms if form in self.sheets), None)

    def __iter__(self) -> Iterator[Cell]:
        """Yield every cell, table by table."""
        for sheet in self.sheets.values():
            yield from sheet.cells.values()
