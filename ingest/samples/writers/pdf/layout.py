"""Pages of a PDF: paper, running header, page numbers, text styles, lines of the table of contents."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

FONT = "STSong-Light"
PORTRAIT = A4
LANDSCAPE = landscape(A4)
_SIDE = 28 * mm
_EDGE = 24 * mm
TEXT_WIDTH = PORTRAIT[0] - 2 * _SIDE
LANDSCAPE_WIDTH = LANDSCAPE[0] - 2 * _EDGE
Align: TypeAlias = Literal[0, 1, 2, 4]


@dataclass(frozen=True, slots=True)
class PdfShape:
    """How a PDF is made.

    Attributes:
        numbers: `dashes` for - 3 -, `of` for 第 3 页 共 20 页.
        header: the report's name stands on every page.
    """

    numbers: str = "dashes"
    header: bool = True


@cache
def register_font() -> None:
    """Make the Chinese font known; it is one that every reader of PDF brings along."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def style(
    size: float, *, align: Align = TA_LEFT, indent: float = 0, before: float = 0, after: float = 0
) -> ParagraphStyle:
    """Return a text style; lines break between any two ideographs."""
    return ParagraphStyle(
        f"style-{size}-{align}-{indent}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.75,
        alignment=align,
        firstLineIndent=indent,
        spaceBefore=before,
        spaceAfter=after,
        wordWrap="CJK",
    )


TEXT = style(12, align=TA_JUSTIFY, indent=24)
COVER = style(26, align=TA_CENTER, after=8)
COVER_SMALL = style(15, align=TA_CENTER, after=6)
PART = style(18, align=TA_CENTER, before=6, after=10)
SECTION = style(14, indent=28, before=4)
SUBSECTION = style(12.5, indent=24, before=2)
TABLE_TITLE = style(14, align=TA_CENTER, after=2)
SMALL_LEFT = style(9)
SMALL_RIGHT = style(9, align=TA_RIGHT)
CONTENTS_TITLE = style(18, align=TA_CENTER, after=12)


class ContentsLine(Flowable):
    """A line of the table of contents: text, dots, page."""

    def __init__(self, text: str, page: int, *, indent: float) -> None:
        super().__init__()
        self._text = text
        self._page = str(page)
        self._indent = indent
        self._size = 11.0

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the room that the line takes: one line, or two where the text is long."""
        self._width = available_width
        return available_width, self._size * 1.8 * len(self._lines())

    def _lines(self) -> list[str]:
        room = self._width - self._indent - 40
        lines = [""]
        for character in self._text:
            if pdfmetrics.stringWidth(lines[-1] + character, FONT, self._size) > room:
                lines.append("")
            lines[-1] += character
        return lines

    def draw(self) -> None:
        """Draw the line; the dots are characters, as word processors set them."""
        canvas, size = self.canv, self._size
        canvas.setFont(FONT, size)
        lines = self._lines()
        height = size * 1.8
        for place, text in enumerate(lines):
            canvas.drawString(self._indent, height * (len(lines) - 1 - place) + 4, text)
        end = self._indent + pdfmetrics.stringWidth(lines[-1], FONT, size) + 3
        page_width = pdfmetrics.stringWidth(self._page, FONT, size)
        dot = pdfmetrics.stringWidth(".", FONT, size)
        dots = max(0, int((self._width - end - page_width - 6) / dot))
        canvas.drawRightString(self._width - page_width - 3, 4, "." * dots)
        canvas.drawRightString(self._width, 4, self._page)


def page_number(shape: PdfShape, page: int, pages: int) -> str:
    """Return a page's number as it is printed."""
    return f"第 {page} 页 共 {pages} 页" if shape.numbers == "of" else f"- {page} -"


def templates(shape: PdfShape, header: str, pages: Callable[[], int]) -> list[PageTemplate]:
    """Return the page templates: the cover without number, pages upright and turned sideways."""

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        width, height = document.pageTemplate.pagesize
        canvas.saveState()
        canvas.setFont(FONT, 9)
        if shape.header and header:
            canvas.drawCentredString(width / 2, height - 14 * mm, header)
            canvas.line(_EDGE, height - 16 * mm, width - _EDGE, height - 16 * mm)
        canvas.drawCentredString(width / 2, 12 * mm, page_number(shape, canvas.getPageNumber(), pages()))
        canvas.restoreState()

    def frame(size: tuple[float, float], side: float) -> Frame:
        return Frame(side, 22 * mm, size[0] - 2 * side, size[1] - 44 * mm, 0, 0, 0, 0)

    return [
        PageTemplate("cover", [frame(PORTRAIT, _SIDE)], pagesize=PORTRAIT),
        PageTemplate("upright", [frame(PORTRAIT, _SIDE)], onPage=decorate, pagesize=PORTRAIT),
        PageTemplate("sideways", [frame(LANDSCAPE, _EDGE)], onPage=decorate, pagesize=LANDSCAPE),
    ]
