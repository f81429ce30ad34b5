"""Born-digital PDF: ruled tables, lines joined to paragraphs by their place on the page, page furniture dropped.

Scanned pages have no text; reading them is another reader's work, so such a file is refused here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from statistics import mode
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from ingest.blocks import Block, Document, Paragraph, Table
from ingest.errors import IngestError, UnreadableSourceError
from ingest.readers.joining import Line, join_lines
from ingest.readers.pdf_furniture import drop_furniture
from ingest.readers.pdf_lines import PageLine, find_lines
from ingest.readers.pdf_streams import has_swelling_stream
from ingest.readers.pdf_tables import PageTable, find_tables, merge_continued

MAX_PAGES = 800
_TAIL = 4096  # bytes in which a file ends; readers of PDF ask for the last thousand
_LARGEST_PAGE = 20_000  # points; the format itself ends at 14,400
_FEWEST_CHARACTERS = 20  # a page; a scan has none, a cover has a title


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...]


def read_pdf(content: bytes) -> Document:
    """Read a PDF that has a text layer.

    Raises:
        UnreadableSourceError: a password, damage, too many pages, or no text.
    """
    pages = _load_pages(content)
    characters = sum(len(line.text) for page in pages for line in page.lines)
    characters += sum(len(cell.text) for page in pages for table in page.tables for cell in table.cells)
    if characters < _FEWEST_CHARACTERS * min(len(pages), 3):
        raise UnreadableSourceError(
            "PDF 里没有文字层（多半是扫描件），暂时不能读取：请导入原始的 Word 文件，或由 Word 导出的 PDF。"
        )
    kept = drop_furniture([(page.height, page.lines) for page in pages])
    pages = [_Page(p.number, p.width, p.height, lines, p.tables) for p, lines in zip(pages, kept, strict=True)]
    return Document(tuple(_blocks(pages)), len(pages), wrapped=True)


def _load_pages(content: bytes) -> list[_Page]:
    if not any(mark in content[-_TAIL:] for mark in (b"%%EOF", b"startxref")):
        # The library would read the pages that are left, and nobody would miss the others.
        raise UnreadableSourceError("PDF 文件不完整或已损坏，无法读取：请重新下载或重新导出后再试。")
    if has_swelling_stream(content):
        raise UnreadableSourceError("PDF 解压后过大，不像是报告：请重新导出，或拆分后再试。")
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            _check_count(pdf)
            return [_load_page(page) for page in pdf.pages]
    except IngestError:
        raise
    except Exception as error:
        # The library reads pages when they are asked for, and raises anything over bytes that it did not expect.
        if isinstance(error.__context__, PDFPasswordIncorrect) or "PDFPasswordIncorrect" in repr(error):
            raise _locked() from error
        raise UnreadableSourceError("PDF 文件已损坏，无法读取：请重新下载或重新导出后再试。") from error


def _check_count(pdf: Any) -> None:
    """Count the pages before the library makes an object of each."""
    if sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1)) > MAX_PAGES:
        raise UnreadableSourceError(f"PDF 超过 {MAX_PAGES} 页，不像是报告：请拆分后再试。")


def _locked() -> UnreadableSourceError:
    return UnreadableSourceError("PDF 设有打开密码：请去掉密码后再导入。")


def _load_page(page: Any) -> _Page:
    if not (0 < page.width < _LARGEST_PAGE and 0 < page.height < _LARGEST_PAGE):
        raise ValueError(f"a page of {page.width} by {page.height} points")
    tables = tuple(find_tables(page))
    lines = tuple(find_lines(page, [table.box for table in tables]))
    loaded = _Page(page.page_number, float(page.width), float(page.height), lines, tables)
    page.close()  # frees the page's characters; a long report would hold them all
    return loaded


def _blocks(pages: list[_Page]) -> Iterator[Block]:
    """Paragraphs and tables in reading order; a table that goes on over pages is one."""
    layouts = _find_layouts(pages)
    waiting: list[Line] = []
    open_table: PageTable | None = None
    first_page = 0
    for page in pages:
        layout = layouts[round(page.width)]
        items: list[PageLine | PageTable] = [*page.lines, *page.tables]
        for item in sorted(items, key=lambda one: one.box.top):
            if isinstance(item, PageTable):
                if open_table is not None and not waiting:
                    merged = merge_continued(open_table, item)
                    if merged is not None:
                        open_table = merged
                        continue
                if open_table is not None:
                    yield _as_table(open_table, first_page)
                yield from _flush(waiting)
                open_table, first_page = item, page.number
            else:
                if open_table is not None:
                    yield _as_table(open_table, first_page)
                    open_table = None
                waiting.append(layout.place(item, page.number))
    if open_table is not None:
        yield _as_table(open_table, first_page)
    yield from _flush(waiting)


def _flush(waiting: list[Line]) -> Iterator[Paragraph]:
    yield from join_lines(waiting)
    waiting.clear()


def _as_table(table: PageTable, page: int) -> Table:
    return Table(table.cells, page)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the text of all pages of one width stands, how large it is, and whether first lines are indented there."""

    left: float
    right: float
    size: float
    indents: bool

    def place(self, line: PageLine, page: int) -> Line:
        """What the line's place says of it."""
        em = line.size
        before, after = line.box.x0 - self.left, self.right - line.box.x1
        centred = before > em and after > em and abs(before - after) < 1.2 * em and before > 2.5 * self.size
        display = centred or em > 1.12 * self.size
        width = line.box.x1 - line.box.x0
        return Line(
            text=line.text,
            full=width > 0.75 * (self.right - self.left) if display else after < 3.1 * em,
            indented=before > 1.2 * em if self.indents else None,
            display=display,
            page=page,
            size=round(em),
        )


def _find_layouts(pages: list[_Page]) -> dict[int, _Layout]:
    """Layouts by page width in points: upright and landscape pages have margins of their own."""
    layouts: dict[int, _Layout] = {}
    for width in {round(page.width) for page in pages}:
        lines = [line for page in pages if round(page.width) == width for line in page.lines]
        if not lines:
            layouts[width] = _Layout(0.0, float(width), 12.0, indents=False)
            continue
        # A few lines stick out on either side: marginal notes, hanging punctuation.
        starts = sorted(line.box.x0 for line in lines)
        ends = sorted(line.box.x1 for line in lines)
        left, right = starts[len(starts) // 20], ends[-1 - len(ends) // 20]
        size = mode(line.size for line in lines)
        indented = sum(1.2 * line.size < line.box.x0 - left < 4 * line.size for line in lines)
        layouts[width] = _Layout(left, right, size, indents=indented > 0.05 * len(lines))
    return layouts
