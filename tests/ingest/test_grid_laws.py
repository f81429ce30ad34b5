"""What holds of any table: its shape is kept, no cell is lost or told twice, columns have names of their own."""

import io
from collections import Counter
from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docx_making import docx, tc
from docx_making import table as word_table
from grids import tables
from ingest.blocks import Cell, Paragraph, Table
from ingest.csv_format import format_csv, read_csv
from ingest.headings import Outline
from ingest.markdown import render_report, unescape
from ingest.readers import read_document
from ingest.readers.html_grid import read_grid
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_tables import PageTable, merge_continued
from ingest.source import SourceFile
from ingest.tables import header_height, header_paths, read_table_data
from workbook_making import MAKERS, Put, Tab, blocks_of

SHAPE = tuple[int, int, int, int]


def shape(cell: Cell) -> SHAPE:
    return cell.row, cell.column, cell.rowspan, cell.colspan


def bare(text: str) -> str:
    return " ".join(text.split())


@given(tables())
def test_a_grid_shows_each_cell_where_it_spans(table: Table) -> None:
    """Every place of a cell shows it, no other does, and all rows are of one length."""
    grid = table.grid()
    assert len(grid) == table.height
    assert {len(row) for row in grid} == {table.width}
    shown = Counter(id(cell) for row in grid for cell in row if cell is not None)
    assert shown == Counter({id(cell): cell.rowspan * cell.colspan for cell in table.cells})
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            assert all(grid[row][cell.column + at] is cell for at in range(cell.colspan))


@given(tables())
def test_a_table_keeps_its_shape_as_data(table: Table) -> None:
    """A name for each column, none empty and none twice; a row for each row below the header, as long as they."""
    data = read_table_data(table)
    assert len(data.fields) == len(set(data.fields)) == table.width
    assert all(data.fields)
    assert len(data.rows) == table.height - header_height(table)
    assert {len(row) for row in data.rows} <= {table.width}


@given(st.lists(st.sampled_from(["项目", "金额", "金额_2", "", "c1"]), min_size=3, max_size=8))
def test_names_that_repeat(names: list[str]) -> None:
    """Columns that bear one name, or none, get names of their own, beginning with what was printed."""
    data = read_table_data(Table.from_rows([names, ["5.00"] * len(names)]))
    assert len(set(data.fields)) == len(names)
    if len(data.rows) == 1:  # the first row is a header
        assert all(field.startswith(name) for field, name in zip(data.fields, names, strict=True))


@given(tables())
def test_no_cell_is_lost_or_told_twice(table: Table) -> None:
    """Below the header each cell stands in its column, once in each row that it covers; above, in its columns' names."""
    data, height = read_table_data(table), header_height(table)
    told = Counter((bare(text), column) for row in data.rows for column, text in enumerate(row) if text)
    below = Counter[tuple[str, int]]()
    for cell in table.cells:
        rows = cell.row + cell.rowspan - max(cell.row, height)
        if cell.text and rows > 0:
            below[bare(cell.text), cell.column] += rows
        if cell.text and cell.row < height:
            assert all(
                bare(cell.text).replace(" ", "") in bare(data.fields[at]).replace(" ", "") for at in columns(cell)
            )
    assert told == below


def columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.colspan)


@settings(max_examples=400)  # few tables have a header of several rows
@given(tables(least=3, narrowest=3))
def test_the_names_of_columns_are_paths(table: Table) -> None:
    """What stands above a column, from the top, each header cell once; a header ends where no cell is cut in two."""
    height = header_height(table)
    if not height:
        return
    grid = table.grid()
    assert 0 < height < table.height
    assert not any(cell is not None and cell.row < height < cell.row + cell.rowspan for cell in grid[height - 1])
    for column, path in enumerate(header_paths(table)):
        above = dict.fromkeys(id(cell) for row in grid[:height] if (cell := row[column]) is not None and cell.text)
        assert path.text.count("#") == len(above)


@given(tables())
def test_a_table_read_back_from_its_csv(table: Table) -> None:
    """Names and rows are the same again, whatever stops, quotes and line ends the cells hold."""
    data = read_table_data(table)
    written = format_csv(data.fields, (dict(zip(data.fields, row, strict=True)) for row in data.rows))
    assert b"\r" not in written
    fields, *rows = read_csv(io.StringIO(written.decode(), newline=""))
    assert tuple(fields) == data.fields
    # A single blank cell is an empty line, which a reader of CSV skips.
    assert [tuple(row or [""]) for row in rows] == list(data.rows)


@given(tables())
def test_a_table_read_back_from_the_report(table: Table) -> None:
    """In `report.md` each cell below the header stands where its span says, and once."""
    report = render_report(Outline((Paragraph("前"), table, Paragraph("后")), {}, frozenset()))
    placed = report.placed[1]
    height = header_height(table)
    assert {shape(cell) for cell, _ in placed.cells} == {shape(cell) for cell in table.cells if cell.row >= height}
    for cell, span in placed.cells:
        assert unescape(report.text[span.start : span.end]) == cell.text.replace("\n", "")
    lines = report.text[placed.span.start : placed.span.end].split("\n")
    assert len(lines) == table.height - height + 2
    assert {len(unescaped_bars(line)) for line in lines} == {table.width + 1}


def unescaped_bars(line: str) -> list[int]:
    return [at for at, char in enumerate(line) if char == "|" and (at == 0 or line[at - 1] != "\\")]


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells by the row in which they begin, from the left; a row may have none."""
    return [sorted((c for c in table.cells if c.row == row), key=lambda c: c.column) for row in range(table.height)]


@given(tables(whole=True))
def test_merged_cells_of_a_page(table: Table) -> None:
    """Written as HTML, a table comes back cell by cell."""
    rows = [
        [{"colspan": str(cell.colspan), "rowspan": str(cell.rowspan), "text": cell.text} for cell in row]
        for row in rows_of(table)
    ]
    read = read_grid(rows, lambda cell: str(cell["text"]))
    assert read is not None
    assert {(shape(one), one.text) for one in read.cells} == {(shape(one), one.text) for one in table.cells}


def as_word(table: Table) -> bytes:
    lines = []
    for number, row in enumerate(table.grid()):
        cells = []
        column = 0
        while column < table.width:
            cell = row[column]
            assert cell is not None
            merge = None if cell.rowspan == 1 else "restart" if cell.row == number else "continue"
            text = escape(cell.text.replace("\n", " ")) if cell.row == number else ""
            cells.append(tc(text, span=cell.colspan, merge=merge))
            column += cell.colspan
        lines.append("".join(cells))
    return docx(word_table(*lines))


@settings(deadline=None)
@given(tables(whole=True, least=2))
def test_merged_cells_of_a_word_file(table: Table) -> None:
    """Written as Word does, a table comes back cell by cell; a row of cells that all go on is one that says nothing."""
    blocks = read_document(SourceFile("a.docx", as_word(table))).blocks
    found = [block for block in blocks if isinstance(block, Table)]
    if not found:  # a frame around text
        assert len({id(cell) for cell in table.cells}) < 3
        return
    assert told(found) == told([table])


def told(found: Sequence[Table]) -> dict[str, SHAPE]:
    return {"".join(cell.text.split()): shape(cell) for table in found for cell in table.cells}


def all_begin(table: Table) -> bool:
    """Whether a cell begins in each row and column: a sheet's others hold nothing, and are none of its table."""
    rows, starts = {cell.row for cell in table.cells}, {cell.column for cell in table.cells}
    return len(rows) == table.height and len(starts) == table.width


@pytest.mark.parametrize("kind", sorted(MAKERS))
@settings(deadline=None)  # another process reads the one format
@given(data=st.data())
def test_merged_cells_of_a_workbook(kind: str, data: st.DataObject) -> None:
    """Ruled all around and written by another library, every cell comes back with what it covers."""
    table = data.draw(tables(whole=True, least=3).filter(all_begin))
    rows: list[list[Put | None]] = [[None] * table.width for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = Put(f"甲{cell.text}", across=cell.colspan, down=cell.rowspan, ruled=True)
    found = [block for block in blocks_of(kind, Tab("表", rows)) if isinstance(block, Table)]
    texts = {"".join(cell.text.split()) for one in found for cell in one.cells}
    wanted = {"".join(f"甲{cell.text}".split()) for cell in table.cells}
    if found and texts == wanted:
        spans = {key: value[2:] for key, value in told(found).items()}
        assert spans == {"".join(f"甲{c.text}".split()): (c.rowspan, c.colspan) for c in table.cells}
    else:  # rows at the edge may be lines about the table: none of their words is lost
        lines = "".join("".join(b.text.split()) for b in blocks_of(kind, Tab("表", rows)) if isinstance(b, Paragraph))
        assert all(one in texts or one in lines for one in wanted)


def on_page(table: Table, edges: tuple[float, ...]) -> PageTable:
    return PageTable(table.cells, Box(0.0, 0.0, 100.0, 100.0), edges)


@example(first=Table((Cell("甲", 0, 0, rowspan=2),)), second=Table((Cell("乙", 0, 0),)), repeated=2, same=True)
@given(first=tables(whole=True), second=tables(whole=True), repeated=st.integers(0, 3), same=st.booleans())
def test_pages_joined(first: Table, second: Table, repeated: int, *, same: bool) -> None:
    """A table that goes on keeps all cells of both pages, those of the second below, a repeated header once."""
    edges = tuple(float(50 * column) for column in range(first.width))
    others = edges if same else tuple(float(50 * column) for column in range(second.width))
    head = [cell for cell in first.cells if cell.row < repeated]
    cut = any(cell.row + cell.rowspan > repeated for cell in head)
    if second.width != first.width or cut:
        head = []
    down = max((cell.row + cell.rowspan for cell in head), default=0)
    own = [Cell(f"次{c.text}", c.row + down, c.column, c.rowspan, c.colspan) for c in second.cells]
    following = Table((*head, *own))
    joined = merge_continued(on_page(first, edges), on_page(following, others))
    if len(edges) != len(others):
        assert joined is None
        return
    assert joined is not None
    assert joined.height == first.height + second.height
    assert joined.cells[: len(first.cells)] == first.cells
    below = {(shape(cell), cell.text) for cell in joined.cells[len(first.cells) :]}
    assert below == {((c.row + first.height - down, *shape(c)[1:]), c.text) for c in own}


@given(st.lists(st.lists(st.text("甲乙1,. ", max_size=3), min_size=1, max_size=5), min_size=1, max_size=6))
def test_ragged_rows(rows: list[list[str]]) -> None:
    """Rows that differ in length: a place that a row does not reach is blank, and nothing moves."""
    table = Table.from_rows(rows)
    data = read_table_data(table)
    height = header_height(table)
    for row, shown in zip(rows[height:], data.rows, strict=True):
        assert list(shown) == [*row, *[""] * (table.width - len(row))]
