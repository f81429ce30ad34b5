"""Pages that are pictures become pages with text: asks the process that recognises, page by page."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.progress import Progress
from ingest.readers.apart import Worker
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_pages import Page
from ingest.readers.pdf_pictures import FEWEST_CHARACTERS
from ingest.readers.scans.levelling import level_sizes
from ingest.readers.scans.questions import PageQuestion

MOST_PAGES = 300  # recognised of a file: the longest accounts have a third
_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_worker: Worker[tuple[Page, ...] | int] = Worker(
    "ingest.readers.scans.worker",
    "页面图片过于复杂，识别它的时间或内存过多：请用 200～300 dpi 重新扫描，或拆分后再试。",
)


@cache
def is_installed() -> bool:
    """Tell whether what recognises text is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def explain_missing(what: str) -> UnsupportedFormatError:
    """The error that says what to install; `what` says of the file why."""
    return UnsupportedFormatError(
        f"{what}，识别其中的文字要先安装识别组件：请运行 pip install 'mingzhang[ocr]' 再导入，或导入原始的 Word 文件。"
    )


def read_pictures(content: bytes, progress: Progress) -> list[Page]:
    """Return the pages of an image file.

    Raises:
        UnreadableSourceError: damage, more than a report may hold, or more memory or time than any page takes.
    """
    count = _worker.ask(pickle.dumps(PageQuestion(content, None)))
    assert isinstance(count, int)
    _check_count(count)
    pages: list[Page] = []
    for number in range(1, count + 1):
        pages += _ask(PageQuestion(content, number))
        progress(number, count)
    return level_sizes(pages)


def fill_scanned(content: bytes, pages: Sequence[Page], progress: Progress) -> list[Page]:
    """Return the pages of a PDF, those recognised that have pictures of text.

    Raises:
        UnreadableSourceError: as `read_pictures`.
    """
    scanned = [page for page in pages if page.pictures]
    _check_count(len(scanned))
    filled: dict[int, tuple[Page, ...]] = {}
    for done, page in enumerate(scanned, 1):
        filled[page.number] = _fill(content, page)
        progress(done, len(scanned))
    return level_sizes([one for page in pages for one in filled.get(page.number, (page,))])


def _fill(content: bytes, page: Page) -> tuple[Page, ...]:
    whole = len(page.pictures) == 1 and _covers(page.pictures[0], page)
    if whole:
        read = _ask(PageQuestion(content, page.number))
        # A photograph with a caption: what the file itself says goes before what nothing was recognised in.
        enough = min(_count_characters(page), FEWEST_CHARACTERS)
        return read if sum(map(_count_characters, read)) >= enough else (replace(page, pictures=()),)
    regions = tuple(Box(*box.within(page.view)) for box in page.pictures)
    view = page.view
    lines, tables = page.lines, page.tables
    for part in _ask(PageQuestion(content, page.number, view.x1 - view.x0, regions)):
        lines += tuple(replace(line, box=_move(line.box, view)) for line in part.lines)
        tables += tuple(replace(table, box=_move(table.box, view)) for table in part.tables)
    return (replace(page, lines=lines, tables=tables, pictures=()),)


def _ask(question: PageQuestion) -> tuple[Page, ...]:
    pages = _worker.ask(pickle.dumps(question))
    assert isinstance(pages, tuple)
    return pages


def _check_count(count: int) -> None:
    if count > MOST_PAGES:
        raise UnreadableSourceError(
            f"扫描的页面有 {count} 页，超过上限 {MOST_PAGES} 页，不像是一份报告：请拆分后再试。"
        )


def _covers(box: Box, page: Page) -> bool:
    return box.x1 - box.x0 >= page.width - 1 and box.bottom - box.top >= page.height - 1


def _move(box: Box, view: Box) -> Box:
    return Box(box.x0 + view.x0, box.top + view.top, box.x1 + view.x0, box.bottom + view.top)


def _count_characters(page: Page) -> int:
    lines = sum(len(line.text) for line in page.lines)
    return lines + sum(len(cell.text) for table in page.tables for cell in table.cells)
