"""A table of the report as a reader of forms sees it: rows of cells with their places in `report.md`.

In text that lost its rulings a row may be shorter than the table, merged cells being one cell; there only the order of
the cells counts, and amounts are counted from the right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.amounts import last_place, parse_number, scale_money
from ingest.blocks import Cell, Table
from ingest.figures import Figure
from ingest.folding import fold, squeeze
from ingest.markdown import Placed, Span

_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_PERCENT = re.compile(rf"({_AMOUNT.pattern})%")


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell: its text as printed, and as written in `report.md` at `span` (None in a header row).

    `unit` is the unit of its table, where a cell may repeat it behind its number (44万元).
    """

    text: str
    span: Span | None
    column: int
    written: str = ""
    unit: str = ""

    @property
    def words(self) -> str:
        """The text for matching."""
        return _read_words(self.text)

    @property
    def number(self) -> "Printed | None":
        """The number that the cell is; None for words, blanks and dashes."""
        return _read_number(self.text, self.unit)

    @property
    def blank(self) -> bool:
        """Nothing is printed, or only a dash."""
        return self.words in {"", "-", "--", "/", "—"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number and the unit of its last place."""

    value: Decimal
    step: Decimal
    percent: bool

    @classmethod
    def parse(cls, digits: str, *, percent: bool) -> "Printed | None":
        """Read digits with or without thousands separators; None of those no report could mean."""
        value = parse_number(digits)
        return None if value is None else cls(value, last_place(digits), percent)


# A table's cells are read by many rules, and most of them are blank or nothing.
@lru_cache(maxsize=1 << 13)
def _read_words(text: str) -> str:
    return squeeze(text)


@lru_cache(maxsize=1 << 13)
def _read_number(text: str, unit: str) -> Printed | None:
    words = re.sub(r"\s", "", fold(text))
    if unit:
        words = words.removesuffix(unit)
    match = _AMOUNT.fullmatch(words)
    if match:
        return Printed.parse(match[0], percent=False)
    match = _PERCENT.fullmatch(words)
    return Printed.parse(match[1], percent=True) if match else None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with what its place says of it."""

    placed: Placed
    form: str | None
    title: str
    part: str
    section: str
    factor: Decimal  # yuan in one unit of the table
    notes: str  # what stands below it
    rows: tuple[tuple[Slot, ...], ...]

    def cell_below(self, header: Sequence[Slot], name: Slot, row: Sequence[Slot]) -> Slot | None:
        """The cell of a row in the column of a header cell.

        Where the table has merged cells, columns are real; else rows are counted from the right, since what may be
        missing stands on the left.
        """
        if self.merged:
            return next((slot for slot in row if slot.column == name.column), None)
        at = name.column - header[-1].column + row[-1].column if row else -1
        return next((slot for slot in row if slot.column == at), None)

    @property
    def merged(self) -> bool:
        """Some cell spans rows or columns."""
        block = self.placed.block
        return isinstance(block, Table) and any(cell.rowspan > 1 or cell.colspan > 1 for cell in block.cells)

    def figure(
        self,
        slot: Slot,
        indicator: str,
        *,
        scope: str,
        year: int,
        phase: str = "actual",
        measure: str = "amount",
        unit: str | None = None,
        base: str = "",
    ) -> Figure | None:
        """The figure that a cell prints, or None where it prints no number; money in yuan unless `unit` says otherwise."""
        number = slot.number
        if number is None or slot.span is None:
            return None
        return self._make(number, slot.text, slot.span, indicator, scope, phase, measure, year, unit, base)

    def figure_at(self, digits: str, start: int, indicator: str, *, scope: str, year: int) -> Figure | None:
        """The amount that stands among words in a cell, at an offset of `report.md`."""
        number = Slot(digits, None, 0).number
        span = Span(start, start + len(digits))
        if number is None:
            return None
        return self._make(number, digits, span, indicator, scope, "actual", "amount", year, None, "")

    def _make(
        self,
        number: "Printed",
        disclosed: str,
        span: Span,
        indicator: str,
        scope: str,
        phase: str,
        measure: str,
        year: int,
        unit: str | None,
        base: str,
    ) -> Figure:
        factor = Decimal(1) if unit else self.factor
        return Figure(
            part=self.part,
            indicator=indicator,
            scope=scope,
            phase=phase,
            measure=measure,
            year=year,
            value=number.value if unit else scale_money(number.value, factor),
            unit=unit or "元",
            disclosed=disclosed,
            base=base,
            source="table",
            step=number.step * factor,
            section=self.section,
            page=self.placed.block.page,
            start=span.start,
            end=span.end,
        )


def view_rows(placed: Placed, text: str) -> tuple[tuple[Slot, ...], ...]:
    """The rows of a table, each cell once; a merged cell stands in its first row only, and blank in the rows below."""
    assert isinstance(placed.block, Table)
    spans = {(cell.row, cell.column): span for cell, span in placed.cells}
    rows: list[tuple[Slot, ...]] = []
    for number, row in enumerate(placed.block.grid()):
        slots = [
            _slot(cell, spans.get((cell.row, cell.column)), text)
            for column, cell in enumerate(row)
            if cell is not None and (cell.row, cell.column) == (number, column)
        ]
        rows.append(tuple(slots))
    return tuple(rows)


def is_line_number(slot: Slot) -> bool:
    """A number that counts lines or columns (行次, 栏次); such numbers have no decimals."""
    return bool(re.fullmatch(r"\d{1,3}|栏次|行次", slot.words)) and "." not in slot.text


def _slot(cell: Cell, span: Span | None, text: str) -> Slot:
    return Slot(cell.text, span, cell.column, text[span.start : span.end] if span else cell.text)
