"""Blocks of a report as WordprocessingML."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.samples.chance import Chance
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
from ingest.samples.writers.docx import tables
from ingest.samples.writers.docx.contents import bookmark_name, contents
from ingest.samples.writers.docx.numbering import Numbering
from ingest.samples.writers.docx.package import HEADING_STYLES
from ingest.samples.writers.docx.runs import run, split_runs
from ingest.samples.writers.docx.xml import element

_PORTRAIT = (11_906, 16_838)
_MARGIN = 1_800
_TEXT_WIDTH = _PORTRAIT[0] - 2 * _MARGIN
_LANDSCAPE_WIDTH = _PORTRAIT[1] - 2 * 1_440
_LINES_PER_PAGE = 22
_TRACKED = 3  # paragraphs in which somebody's changes are left


@dataclass(frozen=True, slots=True)
class DocxShape:
    """How a Word file is made.

    Attributes:
        automatic: headings and lists are numbered by Word, so that no number is in the text.
        tracked: somebody's changes are still marked in it.
        footer: `plain` for - 3 -, `of` for 第 3 页 共 20 页.
    """

    automatic: bool = False
    tracked: bool = False
    footer: str = "plain"


def section(*, landscape: bool) -> etree._Element:
    """Return the properties of a section: paper, margins, header and footer."""
    width, height = _PORTRAIT[::-1] if landscape else _PORTRAIT
    side = 1_440 if landscape else _MARGIN
    return element(
        "w:sectPr",
        element("w:headerReference", type="default", r_id="rId4"),
        element("w:footerReference", type="default", r_id="rId5"),
        element("w:pgSz", w=width, h=height, orient="landscape" if landscape else "portrait"),
        element("w:pgMar", top=1_440, right=side, bottom=1_440, left=side, header=851, footer=992, gutter=0),
    )


def estimated_pages(document: Document) -> dict[int, int]:
    """Return a page for each block, by its place in reading order: what Word would have cached, more or less."""
    pages: dict[int, int] = {}
    page, lines = 1, 0
    for place, block in enumerate(document.blocks()):
        if isinstance(block, PageBreak):
            page, lines = page + 1, 0
        size = 1
        if isinstance(block, Table):
            size = len(block.head) + len(block.rows) + 4
        elif isinstance(block, Paragraph | ListItem):
            size = len(plain(block.words)) // 28 + 1
        pages[place] = page
        lines += size
        page, lines = page + lines // _LINES_PER_PAGE, lines % _LINES_PER_PAGE
    return pages


class Body:
    """Makes the body of one document; holds the counters that Word holds."""

    def __init__(self, document: Document, shape: DocxShape, numbering: Numbering, chance: Chance) -> None:
        self._document = document
        self._shape = shape
        self._numbering = numbering
        self._chance = chance
        self._headings = 0
        self._drawings = 0
        self._label = ""
        self._sideways = False
        self._tracked = 0

    def elements(self) -> Iterator[etree._Element]:
        """Yield the elements of the body, the properties of the last section at the end."""
        for place, block in enumerate(self._document.blocks()):
            chance = self._chance.of(place)
            if self._sideways and not (isinstance(block, Table) and block.landscape):
                self._sideways = False
                yield self._section_end(landscape=True)
            yield from self._block(block, chance)
        yield section(landscape=False)

    def _section_end(self, *, landscape: bool) -> etree._Element:
        return element("w:p", element("w:pPr", section(landscape=landscape)))

    def _block(self, block: Block, chance: Chance) -> Iterator[etree._Element]:
        match block:
            case CoverLine(text=text, large=large):
                yield tables.line(text, "center", size=52 if large else 32, bold=large)
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block, chance)
            case ListItem():
                yield self._item(block, chance)
            case Table():
                yield from self._table(block)
            case PageBreak():
                yield element("w:p", element("w:r", element("w:br", type="page")))
            case TextBox(text=text):
                self._label = text
                yield self._text_box(text)
            case Contents(title=title):
                yield self._contents(title)

    def _contents(self, title: str) -> etree._Element:
        pages = estimated_pages(self._document)
        entries = []
        count = 0
        for place, block in enumerate(self._document.blocks()):
            if isinstance(block, Heading) and block.listed:
                entries.append((min(block.level, 2), block.text, count, pages[place]))
            elif isinstance(block, Table) and block.number:
                entries.append((2, f"{block.number}{block.title.removeprefix(block.number)}", count, pages[place]))
            if isinstance(block, Heading | Table):
                count += 1
        return contents(title, entries)

    def _bookmarked(self, paragraph: etree._Element) -> etree._Element:
        """Return the paragraph with the bookmark that the table of contents points at."""
        name = bookmark_name(self._headings)
        start = element("w:bookmarkStart", id=self._headings, name=name)
        paragraph.insert(1, start)
        paragraph.append(element("w:bookmarkEnd", id=self._headings))
        if self._headings == 1:
            # Word leaves the place of the last edit behind.
            paragraph.append(element("w:bookmarkStart", id=9_999, name="_GoBack"))
            paragraph.append(element("w:bookmarkEnd", id=9_999))
        self._headings += 1
        return paragraph

    def _heading(self, heading: Heading) -> etree._Element:
        if heading.attachment:
            text = heading.title if self._label and self._label == heading.number else heading.text
            self._label = ""
            return self._bookmarked(tables.line(text, "center", size=36, bold=True, style="a5"))
        automatic = self._shape.automatic and bool(heading.number)
        properties = element(
            "w:pPr",
            element("w:pStyle", val=HEADING_STYLES[heading.level - 1]),
            self._numbering.heading(heading.level) if automatic else None,
        )
        text = heading.title if automatic else heading.text
        return self._bookmarked(element("w:p", properties, run(text)))

    def _paragraph(self, paragraph: Paragraph, chance: Chance) -> etree._Element:
        align = element("w:jc", val=paragraph.align or "both")
        made = element("w:p", element("w:pPr", align))
        for each in split_runs(plain(paragraph.words), chance):
            made.append(each)
        if self._shape.tracked and self._tracked < _TRACKED and len(made) > 4:
            self._track(made)
        return made

    def _track(self, paragraph: etree._Element) -> None:
        """Mark the second run as inserted and put a deleted word before it."""
        author = {"w_author": "审核", "w_date": "2024-07-01T09:00:00Z"}
        number = 8_000 + 2 * self._tracked
        self._tracked += 1
        second = paragraph[2]
        inserted = element("w:ins", w_id=number + 1, **author)
        paragraph.replace(second, inserted)
        inserted.append(second)
        deleted = element("w:del", element("w:r", element("w:delText", "（待核）")), w_id=number, **author)
        paragraph.insert(2, deleted)

    def _item(self, item: ListItem, chance: Chance) -> etree._Element:
        automatic = self._shape.automatic
        properties = element(
            "w:pPr",
            self._numbering.item(item.number, item.series) if automatic else None,
            element("w:jc", val="both"),
        )
        text = plain(item.words) if automatic else f"{item.number}{plain(item.words)}"
        made = element("w:p", properties)
        for each in split_runs(text, chance):
            made.append(each)
        return made

    def _table(self, table: Table) -> Iterator[etree._Element]:
        if table.landscape and not self._sideways:
            self._sideways = True
            yield self._section_end(landscape=False)
        lines = tables.labels(table)
        if lines:
            yield self._bookmarked(lines[0])
            yield from lines[1:]
        else:
            self._headings += 1
        yield tables.table(table, _LANDSCAPE_WIDTH if table.landscape else _TEXT_WIDTH)
        yield from tables.notes(table)
        if not table.notes:
            yield element("w:p")

    def _text_box(self, text: str) -> etree._Element:
        """Return a frame with text, once for newer programs and once more, the same, for older ones."""
        self._drawings += 1

        def content() -> etree._Element:
            return element("w:txbxContent", element("w:p", run(text)))

        extent = {"cx": 900_000, "cy": 360_000}
        shape = element(
            "wps:wsp",
            element("wps:cNvSpPr", txBox=1),
            element("wps:spPr", element("a:prstGeom", element("a:avLst"), prst="rect")),
            element("wps:txbx", content()),
            element("wps:bodyPr"),
        )
        graphic = element(
            "a:graphic",
            element("a:graphicData", shape, uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        )
        anchor = element(
            "wp:anchor",
            element("wp:simplePos", x=0, y=0),
            element("wp:positionH", element("wp:posOffset", "0"), relativeFrom="column"),
            element("wp:positionV", element("wp:posOffset", "0"), relativeFrom="paragraph"),
            element("wp:extent", **extent),
            element("wp:wrapTopAndBottom"),
            element("wp:docPr", id=self._drawings, name=f"文本框 {self._drawings}"),
            graphic,
            distT=0,
            distB=0,
            distL=0,
            distR=0,
            simplePos=0,
            relativeHeight=1,
            behindDoc=0,
            locked=0,
            layoutInCell=1,
            allowOverlap=1,
        )
        old = element("v:shape", element("v:textbox", content()), type="#_x0000_t202", style="width:71pt;height:28pt")
        alternate = element(
            "mc:AlternateContent",
            element("mc:Choice", element("w:drawing", anchor), Requires="wps"),
            element("mc:Fallback", element("w:pict", old)),
        )
        return element("w:p", element("w:r", alternate))
