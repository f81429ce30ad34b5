"""Sheets as paragraphs and tables: titles, unit lines and notes around the grids that spreadsheets do not tell apart.

A sheet has cells only. Lines drawn around cells show where a table is; where none are drawn, how many cells a row fills.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Cell, Document, Paragraph, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.folding import squeeze
from ingest.forms import find_form
from ingest.readers.workbook import Counter, Sheet, SheetCell, Span, Workbook

_MOST_COVERED = 2_000_000  # rows that the merged cells of a sheet reach into, all together
_TAB_NUMBER = re.compile(
    r"^[A-Za-z]{0,3}[\d一二三四五六七八九十]{0,3}[.．、_\-—\s]+|^[A-Za-z]{0,3}\d{1,3}|\s*[（(][^（）()]{0,8}表[）)]$"
)
_UNNAMED = re.compile(r"(?:sheet|工作表|表格?|table|chart)?[\s_-]*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_NOTE = re.compile(r"(?:注|备注|说明|附注|填表说明|编制说明)\s*(?:\d|[:：])")
_NUMBER = re.compile(r"[-−(（]?[¥￥]?[\d,，]+(?:\.\d+)?[)）]?\s*[%％]?")
_LONG = 40  # characters of a cell that is a sentence
_MOST_BESIDE = 4  # cells in a line such as 部门：… 2023年度 单位：万元
_COLON = ("：", ":")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell as it is seen: where it begins, and the rows and columns it covers."""

    cell: SheetCell
    span: Span

    @property
    def text(self) -> str:
        return self.cell.text.strip()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that shows words: cells that begin in it, from left to right, and how far down the lowest reaches."""

    place: int
    cells: tuple[_Shown, ...]
    bottom: int

    @property
    def ruled(self) -> bool:
        return any(one.cell.ruled for one in self.cells)

    @property
    def is_beside(self) -> bool:
        """A few labels with their values beside each other: 部门：… 单位：万元."""
        return len(self.cells) <= _MOST_BESIDE and any(colon in one.text for one in self.cells for colon in _COLON)

    @property
    def is_note(self) -> bool:
        return len(self.cells) == 1 and bool(_NOTE.match(self.cells[0].text) or len(self.cells[0].text) > _LONG)

    @property
    def has_number(self) -> bool:
        return any(_NUMBER.fullmatch(one.text) for one in self.cells)


def lay_out(workbook: Workbook) -> Document:
    """Return a workbook's sheets as a document.

    Raises:
        UnreadableSourceError: none of its sheets shows anything, or one has more merged cells than any report.
    """
    counter = Counter()
    blocks: list[Block] = []
    for sheet in workbook.sheets:
        blocks += lay_out_sheet(sheet, counter, announced=bool(blocks) and _entitles(blocks[-1]))
    if not blocks:
        hidden = f"（另有 {workbook.hidden} 个隐藏的工作表，不读取）" if workbook.hidden else ""
        raise UnreadableSourceError(f"工作簿里没有读到任何内容{hidden}：请检查文件后再试。")
    return Document(tuple(blocks), notes=tuple(workbook.notes()))


def lay_out_sheet(sheet: Sheet, counter: Counter, *, announced: bool = False) -> Iterator[Block]:
    """Yield the blocks of a sheet, from top to bottom; the counter stops where there are more than in any report.

    Where the sheet before ends with the title of a form, `announced`, the tab's words are not the title of its first table.
    """
    rows = _find_rows(sheet)
    if not rows:
        return
    if any(squeeze(cell.text) == "目录" for row in rows[:3] for cell in row.cells) or squeeze(sheet.name) == "目录":
        for row in rows:
            yield Paragraph(" ".join(one.text for one in row.cells), role=Role.TOC)
        return
    blocks = [block for run in _split(rows, sheet.ruled) for block in _blocks(run, counter)]
    if not announced and (name := _clean_name(sheet.name)) and _lacks_title(blocks, squeeze(name)):
        yield Paragraph(name, display=True)
    yield from _join_tables(blocks)


def _find_rows(sheet: Sheet) -> list[_Row]:
    """The rows that show words, without hidden cells and those that lie under merged ones."""
    used = sorted({row for row, _ in sheet.cells})
    covering: dict[int, list[Span]] = {}
    covered = 0
    for span in sheet.spans:
        reached = used[bisect_left(used, span.top) : bisect_left(used, span.bottom)]
        covered += len(reached)
        if covered > _MOST_COVERED:
            raise UnreadableSourceError("工作表里的合并单元格过多，不像是报告：请检查文件后再试。")
        for row in reached:
            covering.setdefault(row, []).append(span)
    shown: dict[int, list[_Shown]] = {}
    for (row, column), cell in sheet.cells.items():
        spans = covering.get(row, ())
        span = next((one for one in spans if one.left <= column < one.right), Span(row, row + 1, column, column + 1))
        if (row, column) == (span.top, span.left) and (seen := _visible(span, sheet)):
            shown.setdefault(seen.top, []).append(_Shown(cell, seen))
    return [
        _Row(row, tuple(sorted(cells, key=lambda one: one.span.left)), max(one.span.bottom for one in cells))
        for row, cells in sorted(shown.items())
    ]


def _visible(span: Span, sheet: Sheet) -> Span | None:
    """What is seen of merged cells, some of whose rows or columns may be hidden; None where all are."""
    top, left = span.top, span.left
    while top < span.bottom and top in sheet.hidden_rows:
        top += 1
    while left < span.right and left in sheet.hidden_columns:
        left += 1
    return Span(top, span.bottom, left, span.right) if top < span.bottom and left < span.right else None


def _split(rows: Sequence[_Row], ruled: frozenset[int]) -> Iterator[list[_Row]]:
    """Rows between blank ones; a row is not blank in which lines are drawn, or into which a cell from above reaches."""
    run: list[_Row] = []
    reach = 0
    for row in rows:
        if run and any(blank not in ruled for blank in range(max(reach, run[-1].place + 1), row.place)):
            yield run
            run = []
        reach = row.bottom if not run else max(reach, row.bottom)
        run.append(row)
    if run:
        yield run


def _blocks(rows: list[_Row], counter: Counter) -> Iterator[Block]:
    """Lines and tables of rows that stand together."""
    width = len({one.span.left for row in rows for one in row.cells})
    if any(row.ruled for row in rows):
        start = 0
        while start < len(rows):
            end = start + 1
            while end < len(rows) and rows[end].ruled == rows[start].ruled:
                end += 1
            if rows[start].ruled:
                yield from _table(rows[start:end], width, counter, titled=start > 0)
            else:
                yield from _lines(rows[start:end], width)
            start = end
    else:
        yield from _table(rows, width, counter, titled=False)


def _table(rows: list[_Row], width: int, counter: Counter, *, titled: bool) -> Iterator[Block]:
    """A table, with lines above and below it that are drawn as its rows are; where a title stands above, below it only."""
    top, bottom = 0, len(rows)
    while not titled and top < bottom and _stands_above(rows[top], first=top == 0):
        top += 1
    while bottom > top and (
        rows[bottom - 1].is_note or (not rows[bottom - 1].ruled and _is_signature(rows[bottom - 1]))
    ):
        bottom -= 1
    yield from _lines(rows[:top], width)
    if bottom - top == 1 and len(rows[top].cells) == 1:
        yield from _lines(rows[top:bottom], width)
    elif bottom > top:
        yield _make_table(rows[top:bottom], counter)
    yield from _lines(rows[bottom:], width)


def _stands_above(row: _Row, *, first: bool) -> bool:
    """A title, or the labels below it; labels that are ruled and have no title above are a form's first row."""
    return len(row.cells) == 1 or (row.is_beside and not row.has_number and not (first and row.ruled))


def _is_signature(row: _Row) -> bool:
    """Names below a table: 单位负责人：… 填表人：…."""
    return all(any(colon in one.text for colon in _COLON) for one in row.cells) and not row.has_number


def _lines(rows: Sequence[_Row], width: int) -> Iterator[Paragraph]:
    for row in rows:
        for one in row.cells:
            across = one.span.right - one.span.left
            title = len(row.cells) == 1 and not one.text.endswith("。") and not any(c in one.text for c in _COLON)
            apart = one.cell.centred or (across > 1 and 2 * across >= width)
            for line in one.text.split("\n"):
                if line.strip():
                    yield Paragraph(line.strip(), display=title and apart)


def _make_table(rows: Sequence[_Row], counter: Counter) -> Table:
    """A table of the rows and columns in which cells begin, blank ones too; what no cell begins in tells nothing."""
    places = [row.place for row in rows]
    columns = sorted({one.span.left for row in rows for one in row.cells})
    counter.add_table(len(places), len(columns))
    cells = [
        Cell(one.text, number, first, bisect_left(places, one.span.bottom) - number, last - first)
        for number, row in enumerate(rows)
        for one in row.cells
        for first, last in [(bisect_left(columns, one.span.left), bisect_left(columns, one.span.right))]
    ]
    if sum(cell.rowspan * cell.colspan for cell in cells) > len(places) * len(columns):
        raise UnreadableSourceError("工作表里的合并单元格互相重叠：请用 Excel 或 WPS 打开，重新保存后再导入。")
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    blank = (
        Cell("", row, column)
        for row in range(len(places))
        for column in range(len(columns))
        if (row, column) not in covered
    )
    return Table(tuple(sorted((*cells, *blank), key=lambda cell: (cell.row, cell.column))))


def _entitles(block: Block) -> bool:
    return isinstance(block, Paragraph) and find_form(squeeze(block.text)) is not None


def _lacks_title(blocks: Sequence[Block], name: str) -> bool:
    """No line that is set apart as titles are, and none of the tab's words, stands above the first table."""
    for block in blocks:
        if isinstance(block, Table):
            return True
        if block.display or name in squeeze(block.text):
            return False
    return False


def _clean_name(name: str) -> str:
    """The words on a sheet's tab without its number; nothing where nobody gave it a name.

    >>> _clean_name("Z01 收入支出决算总表(财决01表)"), _clean_name("3.支出决算表"), _clean_name("Sheet1")
    ('收入支出决算总表', '支出决算表', '')
    """
    if _UNNAMED.fullmatch(name.strip()):
        return ""
    return _TAB_NUMBER.sub("", name.strip()).strip()


def _join_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, a table that begins with numbers and follows another at once put to it: a blank row had cut it off."""
    waiting: Table | None = None
    for block in blocks:
        if isinstance(block, Table):
            if waiting is not None and _goes_on(waiting, block):
                height = waiting.height
                moved = (Cell(c.text, c.row + height, c.column, c.rowspan, c.colspan) for c in block.cells)
                waiting = Table((*waiting.cells, *moved))
                continue
            if waiting is not None:
                yield waiting
            waiting = block
        else:
            if waiting is not None:
                yield waiting
                waiting = None
            yield block
    if waiting is not None:
        yield waiting


def _goes_on(table: Table, following: Table) -> bool:
    first = [cell.text for cell in following.cells if cell.row == 0]
    return table.width == following.width and any(_NUMBER.fullmatch(text) for text in first)
