"""A page of a report as a PDF, and what is needed to scan it: shared by the tests of recognition."""

import io
from functools import cache

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

FONT = "STSong-Light"
TITLE = "清河县档案馆2023年度部门决算"
LINES = (
    "本年收入合计1523.47万元，其中：财政拨款收入1498.06万元，占98.33%；其",
    "他收入25.41万元，占1.67%。",
    "与上年相比，支出增加86.52万元，主要原因是新建库房开工。",
)
PARAGRAPHS = (LINES[0] + LINES[1], LINES[2])
ROWS = (
    ("科目", "", "决算数", ""),
    ("编码", "名称", "基本支出", "项目支出"),
    ("2012604", "档案馆", "812.35", "7"),
    ("合计", "", "812.35", "585.12"),
)
_SPANS = (("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (3, 0)), ("SPAN", (0, 3), (1, 3)))


def report_page(*, pages: int = 1) -> bytes:
    """A PDF of pages with a title, two paragraphs, a ruled table with merged cells and a page number."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    width, height = A4
    for number in range(1, pages + 1):
        canvas.setFont(FONT, 20)
        canvas.drawCentredString(width / 2, height - 90, TITLE)
        canvas.setFont(FONT, 14)
        for step, (indent, line) in enumerate(zip((28, 0, 28), LINES, strict=True)):
            canvas.drawString(72 + indent, height - 140 - 24 * step, line)
        table = Table([list(row) for row in ROWS], colWidths=[90, 130, 110, 110], rowHeights=24)
        table.setStyle([("FONT", (0, 0), (-1, -1), FONT, 11), ("GRID", (0, 0), (-1, -1), 0.8, "black"), *_SPANS])
        table.wrapOn(canvas, width, height)
        table.drawOn(canvas, 78, height - 340)
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(width / 2, 30, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@cache
def can_scan() -> bool:
    """Whether the machine has a Chinese font with which the page is drawn."""
    with PdfDocument(report_page()) as pdf:
        title = pdf[0].render(grayscale=True).to_pil().crop((0, 60, 595, 100))
    return bool(title.getextrema()[0] < 128)


def require_scanner() -> None:
    """Skip where the recogniser or a Chinese font is missing."""
    pytest.importorskip("rapidocr")
    if not can_scan():
        pytest.skip("no Chinese font to draw pages with")
