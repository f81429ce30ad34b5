"""Tables that a converter flattened into text, in either of two ways.

Every cell on a line that begins with a tab, a blank line after a row: a cell may hold several lines, and blank lines of
its own; a row may be shorter than the table where cells were merged, and which cells those were the text does not tell.
Or a row a line, its cells parted by tabs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.numbering import is_attachment, parse_numbering
from ingest.spots import cut_spots

_ENTRY = re.compile(r"[^\t]+\t[\t .…·⋯]*\(?\d{1,3}\)?\s*")
_LONGEST_WRAP = 16  # characters in a line of a narrow cell; signatures and titles below a table are longer


def find_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, Table]]:
    """Yield (first line, line after the last, table) of each table that was flattened in either way."""
    lines = _without_contents(lines)
    at = 0
    for start, end in find_flattened(lines):
        yield from _tabbed_between(lines, at, start)
        yield start, end, parse_flattened(lines[start:end])
        at = end
    yield from _tabbed_between(lines, at, len(lines))


def _without_contents(lines: Sequence[str]) -> list[str]:
    """The lines, blank ones in place of a table of contents whose page numbers stand after tabs: it is no table."""
    kept = list(lines)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    inside = False
    for place, number in enumerate(filled):
        following = lines[filled[place + 1]] if place + 1 < len(filled) else ""
        if squeeze(lines[number]) in {"目录", "目次"}:
            inside = True
        elif inside:
            # An entry in between may have no page.
            inside = _is_entry(lines[number]) or ("\t" not in lines[number] and _is_entry(following))
        if inside:
            kept[number] = ""
    return kept


def _is_entry(line: str) -> bool:
    return bool(_ENTRY.fullmatch(line))


def _tabbed_between(lines: Sequence[str], start: int, stop: int) -> Iterator[tuple[int, int, Table]]:
    """Tables whose rows are lines; blank cells at the end of a row may have lost their tabs."""
    at = start
    while at < stop:
        if not _is_tabbed(lines[at]):
            at += 1
            continue
        end = at + 1
        while end < stop and _continues_rows(lines, end, stop):
            end += 1
        if end - at > 1:
            rows = [[cell.strip() for cell in line.split("\t")] for line in lines[at:end]]
            width = max(map(len, rows))
            yield at, end, Table.from_rows([row + [""] * (width - len(row)) for row in rows])
        at = end


def _is_indented(line: str) -> bool:
    """A label of a table's sub-line, set in by ideographic blanks: 　　　　其中：公车购置."""
    return line.startswith("\u3000\u3000") and len(line.strip()) <= _LONGEST_WRAP


def _continues_rows(lines: Sequence[str], at: int, stop: int) -> bool:
    """A row with tabs, or rows that lost them, numbered or set in as items of a table are, before the next row."""
    if _is_tabbed(lines[at]) or (lines[at].startswith("\t") and lines[at].strip()):
        return True
    if find_form(lines[at]):
        return False  # the title of the next table
    following = at
    while following < stop and lines[following].strip() and not _is_tabbed(lines[following]):
        line = lines[following]
        if (following > at or len(line.strip()) > _LONGEST_WRAP) and not (parse_numbering(line) or _is_indented(line)):
            return False
        following += 1
    return following > at and following < stop and _is_tabbed(lines[following])


def _is_tabbed(line: str) -> bool:
    """A row on one line: a tab after its first character; a cell of the other way has one before it only."""
    return "\t" in line.rstrip()[1:]


def find_flattened(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first line, line after the last) of each table that has a cell a line."""
    at = 0
    while at < len(lines):
        if not _is_cell(lines[at]) or _is_row_of_one(lines, at):
            at += 1
            continue
        end = _table_end(lines, at)
        if sum(line.startswith("\t") for line in lines[at:end]) > 1:
            yield at, end
        at = end


def _is_cell(line: str) -> bool:
    return line.startswith("\t") and not _is_tabbed(line)


def _is_row_of_one(lines: Sequence[str], at: int) -> bool:
    """A row on one line of which only one cell is filled: rows with tabs stand right above or below."""
    start = end = at
    while start > 0 and _is_cell(lines[start - 1]):
        start -= 1
    while end + 1 < len(lines) and _is_cell(lines[end + 1]):
        end += 1
    around = (lines[start - 1] if start else "", lines[end + 1] if end + 1 < len(lines) else "")
    return any(_is_tabbed(line) for line in around)


def _table_end(lines: Sequence[str], start: int) -> int:
    """The line after the last cell: text that follows a blank line and leads to no further cell ends the table."""
    end = at = start
    after_blank = False
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            end = at + 1
            after_blank = False
        elif not line.strip():
            after_blank = True
        elif not after_blank:
            end = at + 1  # a further line of the cell above
        elif not _leads_to_cell(lines, at):
            break
        at += 1
    return end


def _leads_to_cell(lines: Sequence[str], at: int) -> bool:
    """Words after a blank line belong to a cell when they are short and the next cell follows without a blank line."""
    while at < len(lines) and lines[at].strip() and not lines[at].startswith("\t"):
        if len(lines[at].strip()) > _LONGEST_WRAP or is_attachment(lines[at]):
            return False
        at += 1
    return at < len(lines) and lines[at].startswith("\t")


def parse_flattened(lines: Sequence[str], page: int | None = None) -> Table:
    """Return the table that the lines of `find_flattened` hold; its rows may differ in length."""
    rows: list[list[str]] = []
    row: list[str] = []
    ended = True
    for number, line in enumerate(lines):
        if line.startswith("\t"):
            if ended and row:
                rows.append(row)
                row = []
            ended = False
            row.append(line[1:].strip())
        elif line.strip():
            if row:
                row[-1] = f"{row[-1]}\n{line.strip()}".strip()
            else:
                row.append(line.strip())
            ended = False
        elif not _is_blank_inside_cell(lines, number):
            ended = True
    if row:
        rows.append(row)
    return Table.from_rows(_rejoin(rows), page)


def _is_blank_inside_cell(lines: Sequence[str], at: int) -> bool:
    """A blank line is inside a cell when words without a tab follow before the next cell."""
    while at < len(lines) and not lines[at].strip() and not lines[at].startswith("\t"):
        at += 1
    return at < len(lines) and not lines[at].startswith("\t")


def _rejoin(rows: list[list[str]]) -> list[list[str]]:
    """Put rows together that a blank line inside a cell tore apart.

    A table's full rows all have as many cells as its widest; two or more short rows in sequence that add up to exactly
    that number were one, when the row before them began as the full rows do: with the blank of a merged first cell.
    """
    width = max((len(row) for row in rows), default=0)
    joined: list[list[str]] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        end = at + 1
        if width >= 5 and row[0] == "" and len(row) < width:
            total = len(row)
            while end < len(rows) and total < width and rows[end][0] != "":
                total += len(rows[end])
                end += 1
            if total == width and end > at + 1:
                joined.append([cell for piece in rows[at:end] for cell in piece])
                at = end
                continue
        joined.append(row)
        at += 1
    return joined


def gather_flattened(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks in which paragraphs that are cells, short and each begun with a tab, stand as a row of a table.

    A single such paragraph is indented with a tab, as some writers do.
    """
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.startswith("\t") and len(block.text) <= _LONGEST_WRAP:
            waiting.append(block)
            continue
        yield from _row_of(waiting)
        waiting = []
        yield block
    yield from _row_of(waiting)


def _row_of(paragraphs: list[Paragraph]) -> Iterator[Block]:
    if len(paragraphs) > 1:
        yield Table(tuple(_as_cell(one, column) for column, one in enumerate(paragraphs)), paragraphs[0].page)
    else:
        yield from paragraphs


def _as_cell(paragraph: Paragraph, column: int) -> Cell:
    text = paragraph.text.strip()
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    return Cell(text, 0, column, spots=cut_spots(paragraph.spots, start, start + len(text)))
