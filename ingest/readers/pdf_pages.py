"""The pages of a PDF as their lines and ruled tables, by the library that knows the format."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve_all

from ingest.errors import IngestError, UnreadableSourceError
from ingest.readers.pdf_lines import Box, PageLine, find_characters, find_lines
from ingest.readers.pdf_pictures import find_pictures, is_text_unseen
from ingest.readers.pdf_tables import PageTable, find_tables

# The library says of each oddity of a file what it made of it; nobody who reads these sentences can do anything about it.
logging.getLogger("pdfminer").setLevel(logging.ERROR)
MAX_PAGES = 800
_TAIL = 4096  # bytes in which a file ends; readers of PDF ask for the last thousand
_LARGEST_PAGE = 20_000  # points; the format itself ends at 14,400


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size in points, what stands on it, and the part of it that is seen.

    `pictures` are the parts whose text is still to be recognised; `recognised` tells that this page as a whole was.
    """

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...]
    view: Box
    pictures: tuple[Box, ...] = ()
    recognised: bool = False


def load_pages(content: bytes, counted: Callable[[int], object]) -> list[Page]:
    """Return the pages of a PDF.

    Args:
        content: the file.
        counted: called with the number of pages before they are read.

    Raises:
        UnreadableSourceError: a password, damage, too many pages, or more memory than the process has.
    """
    if not any(mark in content[-_TAIL:] for mark in (b"%%EOF", b"startxref")):
        # The library would read the pages that are left, and nobody would miss the others.
        raise UnreadableSourceError("PDF 文件不完整或已损坏，无法读取：请重新下载或重新导出后再试。")
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            counted(_count(pdf))
            return [_load_page(page, content) for page in pdf.pages]
    except IngestError:
        raise
    except Exception as error:
        # The library reads pages when they are asked for, and raises anything over bytes that it did not expect.
        if _stems_from(error, PDFPasswordIncorrect):
            raise UnreadableSourceError("PDF 设有打开密码：请去掉密码后再导入。") from error
        if _stems_from(error, MemoryError):
            raise UnreadableSourceError("PDF 过于复杂，读取它需要的内存过多：请重新导出，或拆分后再试。") from error
        raise UnreadableSourceError("PDF 文件已损坏，无法读取：请重新下载或重新导出后再试。") from error


def _stems_from(error: BaseException | None, kind: type[Exception]) -> bool:
    """Whether an error is of a kind, or wraps one, in either way of wrapping that the library has."""
    while error is not None:
        if isinstance(error, kind) or any(isinstance(one, kind) for one in error.args):
            return True
        error = error.__context__
    return False


def _count(pdf: Any) -> int:
    """How many pages there are, before the library makes an object of each."""
    count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1))
    if count > MAX_PAGES:
        raise UnreadableSourceError(f"PDF 超过 {MAX_PAGES} 页，不像是报告：请拆分后再试。")
    return count


def _load_page(page: Any, content: bytes) -> Page:
    number = page.page_number
    pictures = find_pictures(page, find_characters(page), lambda opaque: is_text_unseen(content, number, opaque=opaque))
    return load_page(page, _find_view(page), pictures)


def load_page(page: Any, view: Box, pictures: tuple[Box, ...] = ()) -> Page:
    """A page of the library's, or one that has the same characters and rulings, as its lines and tables.

    Args:
        page: the page.
        view: the part of it that is seen.
        pictures: the parts whose text is still to be recognised.

    Raises:
        ValueError: its size is none that a page has.
    """
    if not (0 < page.width < _LARGEST_PAGE and 0 < page.height < _LARGEST_PAGE):
        raise ValueError(f"a page of {page.width} by {page.height} points")
    tables = tuple(find_tables(page, view))
    lines = tuple(find_lines(page, [table.box for table in tables]))
    loaded = Page(page.page_number, float(page.width), float(page.height), lines, tables, view, pictures)
    page.close()  # frees the page's characters; a long report would hold them all
    return loaded


def _find_view(page: Any) -> Box:
    """What viewers show of a page: as much of it as its crop box takes in, or all where that leaves nothing.

    The library turns the page, but not the crop box, to how it is seen; so the box is turned here.
    """
    whole = Box(*map(float, page.bbox))
    crop, media = (_read_box(page.page_obj.attrs.get(name)) for name in ("CropBox", "MediaBox"))
    if crop is None or media is None:
        return whole
    left, right = crop.x0 - media.x0, media.x1 - crop.x1
    bottom, top = crop.top - media.top, media.bottom - crop.bottom  # as they lie in the file, which counts upwards
    for _ in range(page.rotation // 90):
        left, top, right, bottom = bottom, left, top, right
    view = Box(
        whole.x0 + max(left, 0), whole.top + max(top, 0), whole.x1 - max(right, 0), whole.bottom - max(bottom, 0)
    )
    return view if view.x0 < view.x1 and view.top < view.bottom else whole


def _read_box(value: Any) -> Box | None:
    """A box as it stands in the file, its corners in order; None where there is none."""
    corners = resolve_all(value)
    if not isinstance(corners, list) or len(corners) != 4 or not all(isinstance(one, int | float) for one in corners):
        return None
    x0, y0, x1, y1 = map(float, corners)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
