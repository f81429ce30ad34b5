"""Born-digital PDF, made here by another library than the one that reads it."""

import io
from collections.abc import Callable

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Ruled

from ingest.blocks import Block, Paragraph, Table
from ingest.readers import pdf_process
from ingest.readers.pdf import read_pdf

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=30, alignment=1, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), FONT)]


def make(story: list[object], furniture: Callable[[Canvas, object], None] | None = None) -> tuple[Block, ...]:
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=72, rightMargin=72)
    options = {"onFirstPage": furniture, "onLaterPages": furniture} if furniture else {}
    document.build(story, **options)
    return read_pdf(out.getvalue()).blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def number_pages(canvas: Canvas, document: object) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(297, 30, f"- {canvas.getPageNumber()} -")
    canvas.drawString(72, 810, "某区公共数据服务中心 2023年度部门决算")


LONG = "本年收入合计307.82万元，其中：财政拨款收入307.82万元，占100.00%；上级补助收入0.00万元，占0.00%。" * 3


def test_lines_of_a_paragraph_are_joined() -> None:
    """Paragraphs come whole, each by itself."""
    short = "本单位没有使用国有资本经营预算安排的支出。"
    assert texts(make([Text(LONG, BODY), Text(short, BODY), Text(LONG, BODY)])) == [LONG, short, LONG]


def test_a_paragraph_goes_on_over_a_page() -> None:
    """The end of a page is not the end of a paragraph, and page furniture does not get between."""
    blocks = make([Text("一、概况", BODY), *[Text(LONG, BODY)] * 12], number_pages)
    assert texts(blocks) == ["一、概况", *[LONG] * 12]


def test_page_numbers_and_running_headers_are_dropped() -> None:
    """What repeats in the margins of the pages is gone; the same words in the text stay."""
    title = "某区公共数据服务中心 2023年度部门决算"
    blocks = make([Text(title, TITLE), Text(LONG, BODY), *[PageBreak(), Text(LONG, BODY)] * 4], number_pages)
    assert texts(blocks) == ["某区公共数据服务中心2023年度部门决算", *[LONG] * 5]


def test_ruled_tables() -> None:
    """Rulings make a table; merged cells cover their places; a wrapped name is one name."""
    name = Text("机关事业单位基本养老保险缴费支出", CELL)
    rows = [["项目", "", "合计"], ["科目编码", "科目名称", ""], ["2080505", name, "6.18"]]
    style = [*GRID, ("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (2, 1))]
    blocks = make([Text(LONG, BODY), Ruled(rows, colWidths=[70, 90, 60], style=style)])
    table = next(block for block in blocks if isinstance(block, Table))
    grid = [[cell.text.replace("\n", "") if cell else None for cell in row] for row in table.grid()]
    assert grid == [
        ["项目", "项目", "合计"],
        ["科目编码", "科目名称", "合计"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "6.18"],
    ]


def test_a_table_over_several_pages_is_one() -> None:
    """Rows go on over pages; the header that each page repeats stands once."""
    rows = [
        ["科目编码", "科目名称", "金额"],
        *[[f"20{number:05d}", f"科目{number}", f"{number}.00"] for number in range(120)],
    ]
    blocks = make([Text(LONG, BODY), Ruled(rows, colWidths=[100, 150, 80], style=GRID, repeatRows=1)], number_pages)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.height for table in tables] == [121]
    assert tables[0].page == 1


def test_tables_that_follow_each_other_stay_two() -> None:
    """Another title between them makes another table."""
    first = Ruled([["甲", "乙"], ["1", "2"]], colWidths=[100, 100], style=GRID)
    second = Ruled([["甲", "乙"], ["3", "4"]], colWidths=[100, 100], style=GRID)
    blocks = make([Text(LONG, BODY), first, PageBreak(), Text("支出决算表", TITLE), second])
    assert sum(isinstance(block, Table) for block in blocks) == 2


def test_pages_are_told() -> None:
    """Blocks know the page they begin on."""
    blocks = make([Text(LONG, BODY), PageBreak(), Text("二、支出", BODY)])
    assert [block.page for block in blocks] == [1, 2]


def test_the_process_that_reads_is_started_again() -> None:
    """What ends it between two files costs neither of them."""
    words = "本单位2023年度没有政府性基金预算财政拨款收入和支出，也没有国有资本经营预算。"
    assert texts(make([Text(words, BODY)])) == [words]
    process = pdf_process._worker._process
    assert process is not None
    process.kill()
    process.wait()
    assert texts(make([Text(words, BODY)])) == [words]
