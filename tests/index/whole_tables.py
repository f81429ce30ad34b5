"""All rows of a table read at once: slow, and the measure of those read one by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.table_rows import Cell
from ingest.folding import fold

_CELL = re.compile(r"(?:\\.|[^|\\\n])*")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s*%?")
_WORDS = re.compile(r"[\u3400-\u9fff].*[\u3400-\u9fff]", re.DOTALL)
_UNIT_LINE = re.compile(r"单位\s*:\s*(?P<unit>(?:人民币)?[百千万亿]*元)")
_UNIT_IN_NAME = re.compile(r"\(\s*(?:单位\s*:\s*)?(?P<unit>[百千万亿]*元|人|个|辆|%)\s*\)")
_LINES_ABOVE = 3
_LONGEST_UNIT_LINE = 40


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, with what its columns are called."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    names: dict[int, str] | None
    unit: str | None

    @property
    def label(self) -> tuple[Cell, ...]:
        """What it is about."""
        for at, cell in enumerate(self.cells):
            if not cell.number:
                return self.cells[: at + 1]
        return ()

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """Its numbers."""
        return tuple(cell for cell in self.cells[len(self.label) :] if cell.number)


class TableRows:
    """The rows of the tables of one text, read when asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: dict[int, TableRow] = {}

    def find(self, at: int) -> TableRow | None:
        """The row that holds a place of the text; None where that is in no table."""
        start = self._text.rfind("\n", 0, at) + 1
        if not self._text.startswith("|", start):
            return None
        if start not in self._rows:
            self._read_table(start)
        return self._rows[start]

    def _read_table(self, start: int) -> None:
        text = self._text
        while start and text.startswith("|", (above := text.rfind("\n", 0, start - 1) + 1)):
            start = above
        unit = self._unit_above(start)
        naming: list[Sequence[Cell]] = []
        while text.startswith("|", start):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            cells = () if _RULE.fullmatch(text, start, end) else self._cells(start, end)
            names, unit_of_names = self._names(cells, naming)
            self._rows[start] = TableRow(start, end, cells, names, unit_of_names or unit)
            if self._may_name(cells):
                naming.append(cells)
            start = end + 1

    def _cells(self, start: int, end: int) -> tuple[Cell, ...]:
        cells = []
        at, column = start + 1, 0
        while at < end and (match := _CELL.match(self._text, at, end)):
            words = match[0].strip()
            if words:
                begin = match.start() + match[0].index(words)
                number = bool(_NUMBER.fullmatch(fold(words)))
                cells.append(Cell(column, begin, begin + len(words), number))
            at, column = match.end() + 1, column + 1
        return tuple(cells)

    def _names(
        self, cells: Sequence[Cell], naming: Sequence[Sequence[Cell]]
    ) -> tuple[dict[int, str] | None, str | None]:
        """The names of a row's columns, and the unit that the row of names tells."""
        wanted = {cell.column for cell in cells if cell.number}
        words = next((cell.column for cell in cells if not cell.number), None)
        if words is not None:
            wanted = {column for column in wanted if column > words}  # what stands before is a code
        for above in reversed(naming) if wanted else ():
            names = {cell.column: self._plain(cell) for cell in above}
            told = [names.get(column, "") for column in wanted]
            if all(_WORDS.search(name) for name in told) and len(set(told)) == len(told):
                unit = _UNIT_IN_NAME.search(fold(self._plain(above[0])))
                return names, unit["unit"] if unit else None
        return None, None

    def _may_name(self, cells: Sequence[Cell]) -> bool:
        return len(cells) > 1 and not any(cell.number for cell in cells)

    def _plain(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end].replace("<br>", "").replace("\\", "")

    def _unit_above(self, start: int) -> str | None:
        """The unit that a short line above a table tells."""
        lines = [line for line in self._text[max(0, start - 400) : start].split("\n") if line.strip()]
        for line in reversed(lines[-_LINES_ABOVE:]):
            match = _UNIT_LINE.search(fold(line))
            if match and len(line) <= _LONGEST_UNIT_LINE:
                return match["unit"]
        return None
