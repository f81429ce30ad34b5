"""Tables of HTML: where each cell stands, by the rules that browsers lay tables out by; and tables that are none."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ingest.blocks import Cell, Table
from ingest.readers.attributes import MOST_COLUMNS, MOST_ROWS, read_integer
from ingest.readers.html_words import HEADINGS


def list_rows(table: Any) -> list[Any]:
    """The rows of a table, those of its sections among them, without those of tables inside."""
    rows: list[Any] = []
    for child in table:
        rows += [child] if child.tag == "tr" else child.findall("tr")
    return rows


def list_cells(row: Any) -> list[Any]:
    """The cells of a row."""
    return [one for one in row if one.tag in {"td", "th"}]


def read_grid(rows: Sequence[Iterable[Any]], read_cell: Callable[[Any], str]) -> Table | None:
    """The table of these rows of cells, or None where they have no cell.

    Args:
        rows: of elements that may have `colspan` and `rowspan`; what these say beyond any table is not believed.
        read_cell: gives the text of a cell's element.
    """
    cells: list[Cell] = []
    covered: dict[int, int] = {}  # column -> the first row that no cell above covers
    for row, line in enumerate(rows):
        column = 0
        for one in line:
            while covered.get(column, 0) > row:
                column += 1
            colspan = read_integer(one.get("colspan"), 1, least=1, most=MOST_COLUMNS)
            rowspan = read_integer(one.get("rowspan"), 1, least=0, most=MOST_ROWS)
            rowspan = min(rowspan or MOST_ROWS, len(rows) - row)  # 0 reaches down to the last row
            covered |= dict.fromkeys(range(column, column + colspan), row + rowspan)
            cells.append(Cell(read_cell(one), row, column, rowspan, colspan))
            column += colspan
    return Table(tuple(cells)) if cells else None


def is_layout(element: Any) -> bool:
    """Whether a table only puts things in their places, and is none for who looks at it."""
    rows = [list_cells(row) for row in list_rows(element)]
    cells = [cell for row in rows for cell in row]
    texts = [_length(cell) for cell in cells]
    total = sum(texts)
    if sum(1 for length in texts if length) <= 1 or max(map(len, rows)) <= 1:
        return True
    inner = [table for table in element.iterdescendants("table") if _is_outermost(table, element)]
    if sum(map(_length, inner)) > 0.4 * total:
        return True
    largest = max(cells, key=_length)
    paragraphs = sum(1 for one in largest.iterdescendants("*") if one.tag in {"p", "br", "div", *HEADINGS})
    return len(texts) <= 8 and max(texts) > 0.7 * total and paragraphs > 3


def _is_outermost(table: Any, element: Any) -> bool:
    return next(one for one in table.iterancestors("table")) is element


def _length(element: Any) -> int:
    return sum(not char.isspace() for text in element.itertext() for char in text)
