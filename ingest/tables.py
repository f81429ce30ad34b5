"""Tables as data: where the header ends, header rows as paths, merged cells filled in down the rows."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.blocks import Cell, Table
from ingest.spots import Spots, shift_spots, substitute

_BROKEN_NAME = re.compile(r"\A\s+|\n|\s+\Z")
_FIELD = re.compile(r"(?:名称|主管部门|(?:实施|预算|项目|填报)单位)[:：]?$")
_NUMBER = re.compile(r"[-−]?[\d,，]+(?:\.\d+)?\s*[%％]?")


@dataclass(frozen=True, slots=True)
class HeaderPath:
    """The names of a column from the top, joined by `/`, and where they stand."""

    text: str
    spots: Spots


@dataclass(frozen=True, slots=True)
class TableData:
    """A table as its CSV shows it: unique field names, and rows of strings as printed."""

    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table_data(table: Table) -> TableData:
    """Return the table as data; a table without a header has fields `c1`, `c2` ….

    What a merged cell says stands in each row that it covers, once a row: a label goes for all its rows, and an amount
    repeated in columns beside it would be added twice. Names of columns are paths, so those stand above each column.
    """
    grid = table.grid()
    height = header_height(table)
    fields = (
        _unique(tuple(path.text for path in header_paths(table)))
        if height
        else tuple(f"c{number + 1}" for number in range(table.width))
    )
    rows = tuple(tuple(_words_at(cell, column) for column, cell in enumerate(row)) for row in grid[height:])
    return TableData(fields, rows)


def _words_at(cell: Cell | None, column: int) -> str:
    return cell.text.replace("\n", " ") if cell and cell.column == column else ""


def header_height(table: Table) -> int:
    """How many rows are header: none in forms, whose rows are labels beside values."""
    grid = table.grid()
    if len(grid) < 2 or not (_is_header_row(grid[0]) or _is_over_header(grid)):
        return 0
    height, reach = 1, 0
    while height < len(grid):
        reach = max(reach, max((cell.row + cell.rowspan for cell in grid[height - 1] if cell), default=0))
        divided = any(cell.colspan > 1 for cell in grid[height - 1] if cell and cell.row + cell.rowspan == height)
        if reach > height:
            if _holds_values(grid[height]):
                return 0  # what spans down is the label of rows: a form
            height += 1
        elif divided and _is_header_row(grid[height], fewest=2):
            height += 1
        else:
            break
    return height if height < len(grid) else 0


def _is_over_header(grid: Sequence[tuple[Cell | None, ...]]) -> bool:
    """One heading over all columns, which the row below divides into groups: 财政拨款“三公”经费 over 合计, 因公出国…."""
    cells = {id(cell): cell for cell in grid[0] if cell}.values()
    below = [cell for cell in grid[1] if cell and cell.row == 1]
    if len(cells) != 1 or not all(cell.colspan == len(grid[0]) and cell.text.strip() for cell in cells):
        return False
    return _is_header_row(grid[1]) and sum(cell.colspan > 1 for cell in below) > len(below) // 2 >= 1 and len(grid) > 2


def _has_number(row: tuple[Cell | None, ...], at: int) -> bool:
    return any(cell is not None and cell.row == at and _NUMBER.fullmatch(cell.text.strip()) for cell in row)


def _is_header_row(row: tuple[Cell | None, ...], fewest: int = 3) -> bool:
    """Words in at least three cells, or in two that share the width between them, and no number."""
    cells = {id(cell): cell for cell in row if cell}.values()
    words = [cell for cell in cells if cell.text.strip()]
    if _holds_values(row):
        return False
    if len(words) in {2, 4} and all(_FIELD.search(re.sub(r"\s", "", cell.text)) for cell in words[::2]):
        return False  # 项目名称 beside a name: a form's field, no heading of columns
    if len(words) >= fewest:
        return len(words) >= len(cells) - 1
    return len(words) == len(cells) == 2 and _divides(words)


def _divides(cells: list[Cell]) -> bool:
    """Two cells over the columns: both reach over several, or one does and the other down all the header's rows."""
    wide = [cell for cell in cells if cell.colspan > 1]
    return len(wide) == len(cells) or (
        len(wide) == 1
        and all(cell.rowspan > 1 and wide[0].rowspan < cell.rowspan for cell in cells if cell not in wide)
    )


def _holds_values(row: tuple[Cell | None, ...]) -> bool:
    """Numbers, or text longer than the name of a column."""
    return any(_NUMBER.fullmatch(cell.text.strip()) or len(cell.text) > 60 for cell in row if cell)


def header_paths(table: Table) -> tuple[HeaderPath, ...]:
    """The header rows as one row of paths: 支出/基本支出; a cell that spans rows is named once."""
    grid = table.grid()
    height = header_height(table)
    paths = []
    for column in range(table.width):
        names: list[str] = []
        spots: Spots = ()
        for row in range(height):
            cell = grid[row][column]
            name, its_spots = substitute(_BROKEN_NAME, "", cell.text, cell.spots) if cell else ("", ())
            if name and (not names or names[-1] != name):
                names.append(name)
                spots += shift_spots(its_spots, len("/".join(names)) - len(name))
        paths.append(HeaderPath("/".join(names), spots))
    return tuple(paths)


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names made unique: an empty one by its place, a repeated one by a number."""
    filled = [name or f"c{number + 1}" for number, name in enumerate(names)]
    seen: Counter[str] = Counter()
    unique: dict[str, None] = {}
    for name in filled:
        seen[name] += 1
        candidate = name if seen[name] == 1 else f"{name}_{seen[name]}"
        while candidate in unique:
            seen[name] += 1
            candidate = f"{name}_{seen[name]}"
        unique[candidate] = None
    return tuple(unique)
