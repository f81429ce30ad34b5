"""Rows of the tables in `report.md`, with the names of their columns: a number alone tells a reader nothing.

Names come from the table itself: from the nearest row above that holds words, and only words, in every column in which
the row holds a number. A form has several such rows, one for each of its blocks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ingest.folding import fold

_CELL = re.compile(r"(?:\\.|[^|\\\n])*")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*%?")
_WORDS = re.compile(r"[\u3400-\u9fff].*[\u3400-\u9fff]", re.DOTALL)
_UNIT_LINE = re.compile(r"单位\s*:\s*(?P<unit>(?:人民币)?[百千万亿]*元)")
_UNIT_IN_NAME = re.compile(r"\(\s*(?:单位\s*:\s*)?(?P<unit>[百千万亿]*元|人|个|辆|%)\s*\)")
# A line that holds a number in a cell names no columns; told without reading its cells, where that is certain.
_NUMBER_CELL = re.compile(r"(?<!\\)\|[ \t]*[-+]?\d[\d,]*(?:\.\d+)?[ \t]*%?[ \t]*\|")
_LINES_ABOVE = 3
_UNIT_WITHIN = 400
_LONGEST_UNIT_LINE = 40


class Cell(NamedTuple):
    """A cell that holds something: its column, its place in the text, and whether it holds a number."""

    column: int
    start: int
    end: int
    number: bool


class TableRow:
    """A row: its place and its filled cells; what its columns and its unit are is looked for when it is asked for."""

    def __init__(self, table: "TableRows", start: int, end: int, cells: tuple[Cell, ...]) -> None:
        self.start = start
        self.end = end
        self.cells = cells
        self._table = table

    @property
    def label(self) -> tuple[Cell, ...]:
        """The cells that say what the row is about: those up to its first words, codes before them included."""
        for at, cell in enumerate(self.cells):
            if not cell.number:
                return self.cells[: at + 1]
        return ()

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """The cells with numbers behind the label."""
        return tuple(cell for cell in self.cells[len(self.label) :] if cell.number)

    @property
    def names(self) -> dict[int, str] | None:
        """The names of its columns by number; None where they cannot be told."""
        return self._naming.names if self._naming else None

    @cached_property
    def unit(self) -> str | None:
        """The unit of its amounts, as the row of names or a line above the table tells it."""
        return self._table.unit(self, self._naming)

    @cached_property
    def _naming(self) -> "Naming | None":
        return self._table.naming(self)


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a row's columns by number, and the unit that the row of names tells."""

    names: dict[int, str]
    unit: str | None


class TableRows:
    """The rows of the tables of one text, read when asked for; a row above, when a name is looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: dict[int, TableRow] = {}
        self._may_name: dict[int, Sequence[Cell] | None] = {}

    def find(self, at: int) -> TableRow | None:
        """The row that holds a place of the text; None where that is in no table."""
        start = self._text.rfind("\n", 0, at) + 1
        if not self._text.startswith("|", start):
            return None
        if start not in self._rows:
            end = self._line_end(start)
            cells = () if _RULE.fullmatch(self._text, start, end) else self._cells(start, end)
            self._rows[start] = TableRow(self, start, end, cells)
        return self._rows[start]

    def naming(self, row: TableRow) -> Naming | None:
        """What the columns of a row are called; None where that cannot be told."""
        wanted = {cell.column for cell in row.cells if cell.number}
        words = next((cell.column for cell in row.cells if not cell.number), None)
        if words is not None:
            wanted = {column for column in wanted if column > words}  # what stands before is a code
        for above in self._naming_above(row.start) if wanted else ():
            names = {cell.column: self._plain(cell) for cell in above}
            told = [names.get(column, "") for column in wanted]
            if all(_WORDS.search(name) for name in told) and len(set(told)) == len(told):
                unit = _UNIT_IN_NAME.search(fold(self._plain(above[0])))
                return Naming(names, unit["unit"] if unit else None)
        return None

    def unit(self, row: TableRow, naming: Naming | None) -> str | None:
        """The unit of a row's amounts, as the row of names or a line above the table tells it."""
        if naming and naming.unit:
            return naming.unit
        first = row.start
        for above in self._lines_above(first):
            first = above
        return self._unit_above(first)

    def _naming_above(self, start: int) -> Iterator[Sequence[Cell]]:
        """The rows of words above a row of a table, the nearest first."""
        for above in self._lines_above(start):
            if above not in self._may_name:
                self._may_name[above] = self._read_names(above)
            if cells := self._may_name[above]:
                yield cells

    def _lines_above(self, start: int) -> Iterator[int]:
        """Where the rows above one of a table begin, the nearest first."""
        text = self._text
        while start:
            start = text.rfind("\n", 0, start - 1) + 1
            if not text.startswith("|", start):
                break
            yield start

    def _line_end(self, start: int) -> int:
        end = self._text.find("\n", start)
        return len(self._text) if end < 0 else end

    def _read_names(self, start: int) -> Sequence[Cell] | None:
        """The cells of a row that holds words, and only words, in several columns."""
        end = self._line_end(start)
        if _NUMBER_CELL.search(self._text, start, end):
            return None
        row = self.find(start)
        cells = row.cells if row else ()
        return cells if len(cells) > 1 and not any(cell.number for cell in cells) else None

    def _cells(self, start: int, end: int) -> tuple[Cell, ...]:
        line = self._text[start + 1 : end]
        # A backslash takes the meaning of what follows it.
        parts = line.split("|") if "\\" not in line else self._split(line)
        cells = []
        at = start + 1
        for column, part in enumerate(parts):
            words = part.strip()
            if words:
                begin = at + part.index(words)
                cells.append(Cell(column, begin, begin + len(words), _is_number(words)))
            at += len(part) + 1
        return tuple(cells)

    def _split(self, line: str) -> list[str]:
        parts, at = [], 0
        while at < len(line) and (match := _CELL.match(line, at)):
            parts.append(match[0])
            at = match.end() + 1
        return parts

    def _plain(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end].replace("<br>", "").replace("\\", "")

    def _unit_above(self, start: int) -> str | None:
        """The unit that a short line above a table tells."""
        if self._text.find("单位", max(0, start - _UNIT_WITHIN), start) < 0:
            return None
        lines = [line for line in self._text[max(0, start - _UNIT_WITHIN) : start].split("\n") if line.strip()]
        for line in reversed(lines[-_LINES_ABOVE:]):
            match = _UNIT_LINE.search(fold(line))
            if match and len(line) <= _LONGEST_UNIT_LINE:
                return match["unit"]
        return None


def _is_number(words: str) -> bool:
    # Words are told from numbers by their first character, nearly always.
    if "\u3400" <= words[0] <= "\u9fff":
        return False
    return bool(_NUMBER.fullmatch(words) or (not words.isascii() and _NUMBER.fullmatch(fold(words))))
