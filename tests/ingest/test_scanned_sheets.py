"""What befalls pages on their way through a scanner, and that it does no harm."""

import io
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as DrawnTable

from ingest.blocks import Block, Paragraph, Table
from ingest.readers import read_document
from ingest.source import SourceFile
from scanning import FONT, PARAGRAPHS, ROWS, TITLE, report_page, require_scanner

np = pytest.importorskip("numpy")
sheets = pytest.importorskip("bench.sheets")

WIDE = (
    ("科目编码", "科目名称", "本年支出合计", "其中", ""),
    ("", "", "", "基本支出", "项目支出"),
    ("201", "一般公共服务支出", "1,523.47", "938.35", "585.12"),
    ("20126", "档案事务", "1,511.90", "926.78", "585.12"),
    ("2012604", "档案馆基础设施维护\n和设备购置支出", "812.35", "227.23", "585.12"),
    ("208", "社会保障和就业支出", "699.55", "699.55", ""),
    ("2080505", "机关事业单位养老", "11.57", "11.57", "0"),
    ("221", "住房保障支出", "7,464.24", "", "7,464.24"),
)
_SPANS = [("SPAN", (column, 0), (column, 1)) for column in range(3)] + [("SPAN", (3, 0), (4, 0))]


def wide_page(*, ruled: bool = True) -> bytes:
    """A landscape page with a title, its unit, and a table with a header of two rows and a wrapped name."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    width, height = landscape(A4)
    canvas = Canvas(target, pagesize=(width, height), invariant=1)
    canvas.setFont(FONT, 18)
    canvas.drawCentredString(width / 2, height - 70, "支出决算表")
    canvas.setFont(FONT, 11)
    canvas.drawString(width - 150, height - 100, "单位：万元")
    table = DrawnTable(WIDE, colWidths=[90, 200, 130, 120, 120], rowHeights=[26, 26, 30, 30, 42, 30, 30, 30])
    aligned = [
        ("ALIGN", (2, 2), (-1, -1), "RIGHT"),
        ("ALIGN", (0, 0), (-1, 1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.8, "black")] if ruled else []
    table.setStyle([("FONT", (0, 0), (-1, -1), FONT, 11), *grid, *aligned, *_SPANS])
    table.wrapOn(canvas, width, height)
    table.drawOn(canvas, 90, height - 380)
    canvas.save()
    return target.getvalue()


def find(name: str) -> Any:
    (condition,) = (one for one in sheets.CONDITIONS if one.name == name)
    return condition


def read(pages: list[bytes], name: str) -> tuple[Block, ...]:
    """What is read of one sheet with these pages, scanned in one of the ways that `bench/sheets.py` has."""
    condition = find(name)
    content = sheets.scan([sheets.draw_page(page, condition.dpi) for page in pages], condition, 5)
    return read_document(SourceFile("a.pdf", content)).blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def rows(blocks: tuple[Block, ...]) -> list[list[str]]:
    """The rows of the only table, each cell where it begins."""
    (table,) = (block for block in blocks if isinstance(block, Table))
    return [
        [
            "" if cell is None or (cell.row, cell.column) != (row, column) else cell.text
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(table.grid())
    ]


@pytest.mark.parametrize(
    "name",
    [
        "red seals",
        "upside down",
        "on its left side",
        "on its right side",
        "black borders",
        "rulings faint and broken",
        "uneven light",
    ],
)
def test_mishaps(name: str) -> None:
    """Whatever befell a page, it is read as one without mishaps: its words, its figures, its table."""
    require_scanner()
    blocks = read([report_page()], name)
    assert texts(blocks) == [TITLE, *PARAGRAPHS]
    assert rows(blocks) == [list(row) for row in ROWS]
    assert rows(read([wide_page()], name)) == printed()


def test_two_pages_on_a_sheet() -> None:
    """The left page comes first, then the right one, and both are of the one page that the source has."""
    require_scanner()
    blocks = read([report_page(), report_page(pages=2)], "two pages a sheet")
    assert texts(blocks) == 2 * [TITLE, *PARAGRAPHS]
    assert {spot.page for block in blocks if isinstance(block, Paragraph) for spot in block.spots} == {1}


def test_a_table_over_a_sheet_is_one() -> None:
    """A landscape page is not taken for two, with rulings or without."""
    require_scanner()
    for ruled in (True, False):
        assert len(rows(read([wide_page(ruled=ruled)], "clean, 200 dpi"))[0]) == len(WIDE[0])


def test_a_table_without_rulings() -> None:
    """Columns and rows are told by what stands below each other: headers over several, names of two lines, blank cells."""
    require_scanner()
    blocks = read([wide_page(ruled=False)], "clean, 200 dpi")
    assert rows(blocks) == printed()
    assert texts(blocks) == ["支出决算表", "单位：万元"]
    (table,) = (block for block in blocks if isinstance(block, Table))
    over = next(cell for cell in table.cells if cell.text == "其中")
    assert (over.column, over.colspan) == (3, 2)
    assert all(cell.spots[0].confidence is not None for cell in table.cells if cell.text)


def test_text_is_no_table() -> None:
    """Lines of a page that stand below each other, with numbers in them, stay lines."""
    require_scanner()
    assert not any(isinstance(block, Table) for block in read([contents_page()], "clean, 200 dpi"))


def printed() -> list[list[str]]:
    """The rows of the wide page; a name over two lines is one again."""
    return [[cell.replace("\n", "") for cell in row] for row in WIDE]


def contents_page() -> bytes:
    """A table of contents, a list of numbered lines, and a line to be signed."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 13)
    for step, (words, number) in enumerate(
        (("一、部门概况", "1"), ("二、收入决算表", "4"), ("三、支出决算表", "11"), ("四、名词解释", "23"))
    ):
        canvas.drawString(90, A4[1] - 120 - 26 * step, words)
        canvas.drawString(480, A4[1] - 120 - 26 * step, number)
    for step, line in enumerate(
        ("1.完成馆藏数字化2300卷，占计划的98%；", "2.接待查档1520人次；", "3.举办展览4场，观众8600人次。")
    ):
        canvas.drawString(90, A4[1] - 300 - 26 * step, line)
    for place, words in ((90, "填表人：李某"), (250, "联系电话：0313-1234567"), (430, "2024年3月5日")):
        canvas.drawString(place, A4[1] - 450, words)
    canvas.save()
    return target.getvalue()
