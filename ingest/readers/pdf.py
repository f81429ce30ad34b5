"""PDF: ruled tables, lines joined to paragraphs by their place on the page, page furniture dropped.

Pages that were scanned have no text; `scans/` recognises it, and from then on they are pages like others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, mode

from ingest.blocks import Block, Document, Paragraph, Spot, Table
from ingest.errors import UnreadableSourceError
from ingest.progress import Progress, no_progress
from ingest.readers.joining import Line, join_lines
from ingest.readers.pdf_furniture import drop_furniture
from ingest.readers.pdf_lines import PageLine
from ingest.readers.pdf_pages import Page
from ingest.readers.pdf_pictures import FEWEST_CHARACTERS
from ingest.readers.pdf_process import load_pages_apart
from ingest.readers.pdf_tables import PageTable, merge_continued
from ingest.readers.scans.filling import explain_missing, fill_scanned, is_installed

_TIGHT_PITCH = 1.45  # of a character's height: the least distance of the lines of a report
_TITLE_PITCH = 2.0  # the lines of a title stand further apart
_PROSE = re.compile(r"[，；。]")  # what no title that stands in the middle holds
_APART = 1.3  # of the usual distance


def read_pdf(content: bytes, progress: Progress = no_progress) -> Document:
    """Read a PDF; pages without text are recognised.

    Args:
        content: the file.
        progress: told of each page that was recognised.

    Raises:
        UnreadableSourceError: a password, damage, more than a report may hold, or no text.
        UnsupportedFormatError: it was scanned, and what recognises text is not installed.
    """
    pages = load_pages_apart(content)
    scanned = [page.number for page in pages if page.pictures]
    notes: tuple[str, ...] = ()
    if scanned and is_installed():
        pages = fill_scanned(content, pages, progress)
    elif scanned:
        if is_without_text(pages):
            raise explain_missing("PDF 里没有文字层（多半是扫描件）")
        named = "、".join(map(str, scanned))
        notes = (f"源文件第 {named} 页有图片，其中的文字没有识别，这里没有收录。",)
    if is_without_text(pages):
        raise UnreadableSourceError("PDF 里没有读到文字：请检查文件，或导入原始的 Word 文件、由 Word 导出的 PDF。")
    return arrange_pages(pages, notes)


def is_without_text(pages: list[Page]) -> bool:
    """Whether the pages have so few characters that what is seen on them is something else."""
    return count_characters(pages) < FEWEST_CHARACTERS * min(len(pages), 3)


def count_characters(pages: list[Page]) -> int:
    """How many characters the lines and tables of pages have."""
    characters = sum(len(line.text) for page in pages for line in page.lines)
    return characters + sum(len(cell.text) for page in pages for table in page.tables for cell in table.cells)


def arrange_pages(pages: list[Page], notes: tuple[str, ...] = ()) -> Document:
    """The document that pages make: furniture dropped, lines joined to paragraphs, tables to those that they go on from."""
    kept = drop_furniture([(page.height, page.lines) for page in pages])
    pages = [replace(page, lines=lines) for page, lines in zip(pages, kept, strict=True)]
    return Document(tuple(_blocks(pages)), len({page.number for page in pages}), wrapped=True, notes=notes)


def _blocks(pages: list[Page]) -> Iterator[Block]:
    """Paragraphs and tables in reading order; a table that goes on over pages is one."""
    layouts = _find_layouts(pages)
    waiting: list[Line] = []
    open_table: PageTable | None = None
    first_page = 0
    for page in pages:
        layout = layouts[_kind_of(page)]
        items: list[PageLine | PageTable] = [*page.lines, *page.tables]
        last: PageLine | None = None
        for item in sorted(items, key=lambda one: one.box.top):
            if isinstance(item, PageTable):
                if open_table is not None and not waiting:
                    merged = merge_continued(open_table, item)
                    if merged is not None:
                        open_table = merged
                        last = None
                        continue
                if open_table is not None:
                    yield _as_table(open_table, first_page)
                yield from _flush(waiting)
                open_table, first_page = item, page.number
            else:
                if open_table is not None:
                    yield _as_table(open_table, first_page)
                    open_table = None
                if page.recognised and last is not None and layout.parts(last, item):
                    yield from _flush(waiting)
                waiting.append(layout.place(item, page))
            last = item if isinstance(item, PageLine) else None
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
    """Where the text of all pages of one width stands, how large it is, and whether first lines are indented there.

    `pitch` is the usual distance of two lines.
    """

    left: float
    right: float
    size: float
    indents: bool
    pitch: float = 0.0

    def parts(self, last: PageLine, line: PageLine) -> bool:
        """Tell whether two lines of one page stand further apart than those of a paragraph.

        The margins of scanned pages are too uneven to tell paragraphs by them alone.
        """
        size = min(last.size, line.size)
        usual = max(self.pitch, (_TIGHT_PITCH if size <= 1.12 * self.size else _TITLE_PITCH) * size)
        return line.box.bottom - last.box.bottom > _APART * usual

    def place(self, line: PageLine, page: Page) -> Line:
        """What the line's place says of it."""
        em = line.size
        before, after = line.box.x0 - self.left, self.right - line.box.x1
        centred = before > em and after > em and abs(before - after) < 1.2 * em and before > 2.5 * self.size
        # An indented line that ends early, because a long number would not fit, lies in the middle by chance.
        centred = centred and not _PROSE.search(line.text)
        display = centred or em > 1.12 * self.size
        width = line.box.x1 - line.box.x0
        return Line(
            text=line.text,
            full=width > 0.75 * (self.right - self.left) if display else after < 3.1 * em,
            indented=before > 1.2 * em if self.indents else None,
            display=display,
            page=page.number,
            size=round(em),
            spots=line.spots or (Spot(0, page.number, line.box.within(page.view)),),
        )


def _kind_of(page: Page) -> tuple[int, bool]:
    """Pages with margins of their own: by width in points, upright and landscape; and scanned ones, which lie anyhow."""
    return round(page.width), page.recognised


def _find_layouts(pages: list[Page]) -> dict[tuple[int, bool], _Layout]:
    """Layouts by the kind of the page."""
    layouts: dict[tuple[int, bool], _Layout] = {}
    for kind in {_kind_of(page) for page in pages}:
        lines = [line for page in pages if _kind_of(page) == kind for line in page.lines]
        if not lines:
            layouts[kind] = _Layout(0.0, float(kind[0]), 12.0, indents=False)
            continue
        # A few lines stick out on either side: marginal notes, hanging punctuation.
        starts = sorted(line.box.x0 for line in lines)
        ends = sorted(line.box.x1 for line in lines)
        left, right = starts[len(starts) // 20], ends[-1 - len(ends) // 20]
        size = mode(line.size for line in lines)
        indented = sum(1.2 * line.size < line.box.x0 - left < 4 * line.size for line in lines)
        steps = [
            after.box.bottom - line.box.bottom
            for page in pages
            if _kind_of(page) == kind
            for line, after in pairwise(page.lines)
            if after.box.bottom > line.box.bottom
        ]
        pitch = median(steps) if steps else 0.0
        layouts[kind] = _Layout(left, right, size, indents=indented > 0.05 * len(lines), pitch=pitch)
    return layouts
