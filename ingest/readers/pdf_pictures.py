"""Which parts of a PDF page are pictures of text: pages that were scanned, or had a scan put on them."""

from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw

from ingest.readers.pdf_lines import Box, Character

FEWEST_CHARACTERS = 20  # of a page that is text; a scan has none, or a number
_LEAST = 0.2  # of the page's area; smaller pictures are seals, emblems and photographs
_COVERING = 0.6  # of the page's area: a scan, under which a recogniser of somebody else may have laid text unseen
_STRAY = 5  # characters that may stand on a picture without belonging to it
_MANY_CURVES = 200  # of a page without text: its characters were drawn as shapes
_UNSEEN = 3  # the text rendering mode that draws nothing


def find_pictures(page: Any, characters: Sequence[Character], is_unseen: Callable[[], bool]) -> tuple[Box, ...]:
    """Return the parts of a pdfplumber page whose text is to be recognised; the whole page is one of them.

    Args:
        page: the page.
        characters: those of its text.
        is_unseen: tells whether all text of the page is invisible; asked where a picture covers the page.
    """
    whole = Box(*map(float, page.bbox))
    boxes = [box for one in page.images if (box := _clip(one, whole)) is not None]
    written = [one for one in characters if one["text"].strip()]
    if sum(map(_area, boxes)) >= _COVERING * _area(whole) and written and is_unseen():
        return (whole,)
    if len(written) < FEWEST_CHARACTERS:
        pictured = sum(map(_area, boxes)) >= _LEAST * _area(whole) or len(page.curves) >= _MANY_CURVES
        return (whole,) if pictured else ()
    return tuple(box for box in boxes if _area(box) >= _LEAST * _area(whole) and _count_inside(box, written) <= _STRAY)


def is_text_unseen(content: bytes, number: int) -> bool:
    """Tell whether no text object of a page, counted from 1, can be seen."""
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            modes = [
                pypdfium2.raw.FPDFTextObj_GetTextRenderMode(one.raw)
                for one in pdf[number - 1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=4)
            ]
    except pypdfium2.PdfiumError:
        return False  # what one library reads and the other cannot is taken as it is read
    return bool(modes) and all(mode == _UNSEEN for mode in modes)


def _clip(image: dict[str, Any], whole: Box) -> Box | None:
    x0, top = max(float(image["x0"]), whole.x0), max(float(image["top"]), whole.top)
    x1, bottom = min(float(image["x1"]), whole.x1), min(float(image["bottom"]), whole.bottom)
    return Box(x0, top, x1, bottom) if x0 < x1 and top < bottom else None


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _count_inside(box: Box, characters: Sequence[Character]) -> int:
    return sum(box.holds((one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2) for one in characters)
