"""Tables as pages have them: a title inside the rulings, rows that go on on the next page."""

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_tables import PageTable, merge_continued
from ingest.readers.titled_tables import take_titles_out


def test_a_title_inside_the_rulings() -> None:
    """Title and unit line that stand as rows of the table are lines above it; other tables stay as they are."""
    rows = [
        ["", "", ""],
        ["2025年部门财政拨款收支预算总表", "", ""],
        ["编制部门：某局", "", "单位：元"],
        ["项目", "预算数", "说明"],
        ["收入总计", "900", ""],
    ]
    blocks: list[Block] = [Table.from_rows(rows), Table.from_rows(rows[3:])]
    title, unit, table, other = take_titles_out(blocks)
    assert isinstance(title, Paragraph)
    assert isinstance(unit, Paragraph)
    assert isinstance(table, Table)
    assert (title.text, unit.text) == ("2025年部门财政拨款收支预算总表", "编制部门：某局 单位：元")
    assert [cell.text for cell in table.cells if cell.row == 0] == ["项目", "预算数", "说明"]
    assert other == blocks[1]


def test_a_row_of_sums_on_the_next_page() -> None:
    """合计 over the columns of codes is one cell, so that the next page has fewer columns; a new table begins anew."""
    above = PageTable(
        tuple(Cell(text, 0, column) for column, text in enumerate(["类", "款", "名称", "合计"])),
        Box(0, 0, 400, 20),
        (0.0, 50.0, 100.0, 300.0),
    )

    def below(*texts: str) -> PageTable:
        cells = tuple(Cell(text, 0, column) for column, text in enumerate(texts))
        return PageTable(cells, Box(0, 0, 400, 20), (0.0, 300.0))

    merged = merge_continued(above, below("合计", "900"))
    assert merged is not None
    assert [(cell.text, cell.row, cell.column, cell.colspan) for cell in merged.cells[4:]] == [
        ("合计", 1, 0, 3),
        ("900", 1, 3, 1),
    ]
    assert merge_continued(above, below("项目", "预算数")) is None
