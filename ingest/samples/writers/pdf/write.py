"""The door to the PDF writer: blocks to flowables, built twice, since the contents need the pages of the headings."""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, NextPageTemplate, Spacer
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text

from ingest.samples.document import (
    Block,
    Contents,
    CoverLine,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    plain,
)
from ingest.samples.writers.pdf import layout
from ingest.samples.writers.pdf.layout import PdfShape
from ingest.samples.writers.pdf.tables import ruled

_HEADINGS = {1: layout.PART, 2: layout.SECTION, 3: layout.SUBSECTION, 4: layout.TEXT}


class _Line(Text):
    """A heading or title that may stand in the contents."""

    listed = False


class _Report(BaseDocTemplate):
    """A document that notes on which page each listed line begins."""

    def __init__(self, target: BytesIO, title: str) -> None:
        super().__init__(target, title=title, author="办公室", invariant=1)
        self.pages_of_lines: list[int] = []

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the name is reportlab's
        """Note the page of a heading that stands in the contents."""
        if isinstance(flowable, _Line) and flowable.listed:
            self.pages_of_lines.append(self.page)


class _Story:
    """The flowables of one pass."""

    def __init__(self, document: Document, pages: list[int]) -> None:
        self._document = document
        self._pages = pages
        self._sideways = False
        self._label = ""

    def flowables(self) -> Iterator[Flowable]:
        """Yield the flowables; the first page is a cover if the document has one."""
        blocks = [*self._document.blocks()]
        has_cover = any(isinstance(block, CoverLine) for block in blocks)
        yield NextPageTemplate("upright")
        if has_cover:
            yield Spacer(1, 60 * mm)
        for block in blocks:
            if self._sideways and not (isinstance(block, Table) and block.landscape):
                self._sideways = False
                yield NextPageTemplate("upright")
                yield NewPage()
                if isinstance(block, PageBreak):
                    continue
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case CoverLine(text=text, large=large):
                yield Text(escape(text), layout.COVER if large else layout.COVER_SMALL)
            case Heading():
                yield self._heading(block)
            case Paragraph(words=words):
                yield Text(_spaced(plain(words)), layout.TEXT)
            case ListItem(number=number, words=words):
                yield Text(_spaced(f"{number}{plain(words)}"), layout.TEXT)
            case Table():
                yield from self._table(block)
            case PageBreak():
                yield NewPage()
            case TextBox(text=text):
                self._label = text
                label = Text(text, layout.SMALL_LEFT)
                label.keepWithNext = True
                yield label
            case Contents(title=title):
                yield Text(escape(title), layout.CONTENTS_TITLE)
                yield from self._contents()

    def _contents(self) -> Iterator[Flowable]:
        for place, (level, text) in enumerate(self._document.contents()):
            page = self._pages[place] if place < len(self._pages) else 0
            yield layout.ContentsLine(text, page, indent=0 if level == 1 else 16)

    def _heading(self, heading: Heading) -> Flowable:
        text = heading.title if self._label and heading.number == self._label else heading.text
        self._label = ""
        made = _Line(_spaced(text), layout.PART if heading.attachment else _HEADINGS[heading.level])
        made.keepWithNext = True
        made.listed = heading.listed
        return made

    def _table(self, table: Table) -> Iterator[Flowable]:
        if table.landscape:
            # Each form that lies sideways begins a page, as the printed forms do.
            self._sideways = True
            yield NextPageTemplate("sideways")
            yield NewPage()
        if table.title:
            title = _Line(escape(table.title), layout.TABLE_TITLE)
            title.keepWithNext = True
            title.listed = bool(table.number)
            yield title
        for words in table.labels:
            text = plain(words)
            line = Text(escape(text), layout.SMALL_LEFT if text.startswith("部门") else layout.SMALL_RIGHT)
            line.keepWithNext = True
            yield line
        wide = layout.LANDSCAPE_WIDTH if table.landscape else layout.TEXT_WIDTH
        yield ruled(table, wide, 8 if len(table.widths) > 5 else 9)
        for words in table.notes:
            yield Text(escape(plain(words)), layout.SMALL_LEFT)
        if not table.landscape:
            yield Spacer(1, 4 * mm)


def _spaced(text: str) -> str:
    """Return text for a paragraph: wide gaps stay wide, as ideographic spaces."""
    return escape(text).replace("  ", "\u3000")


def _build(document: Document, shape: PdfShape, pages: list[int], total: int) -> tuple[bytes, list[int], int]:
    target = BytesIO()
    report = _Report(target, document.header)
    has_cover = any(isinstance(block, CoverLine) for block in document.blocks())
    templates = layout.templates(shape, document.header, lambda: total)
    report.addPageTemplates(templates if has_cover else templates[1:])
    report.build([*_Story(document, pages).flowables()])
    return target.getvalue(), report.pages_of_lines, report.page


def write_pdf(document: Document, shape: PdfShape) -> bytes:
    """Return the file's bytes: a first pass finds the pages, a second prints them."""
    layout.register_font()
    _, pages, total = _build(document, shape, [], 0)
    return _build(document, shape, pages, total)[0]
