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
_STAMPED = 0.2  # of the text objects of a scan that were put on it afterwards, at most
_TEXT_OR_IMAGE = (pypdfium2.raw.FPDF_PAGEOBJ_TEXT, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
_MASKS = ("SMask", "Mask", "ImageMask")
_UNSEEN = 3  # the text rendering mode that draws nothing


def find_pictures(page: Any, characters: Sequence[Character], is_unseen: Callable[[bool], bool]) -> tuple[Box, ...]:
    """Return the parts of a pdfplumber page whose text is to be recognised; the whole page is one of them.

    Args:
        page: the page.
        characters: those of its text.
        is_unseen: tells whether the text of the page is invisible, given whether its pictures hide what was drawn
            before them; asked where a picture covers the page.
    """
    whole = Box(*map(float, page.bbox))
    boxes = [box for one in page.images if (box := _clip(one, whole)) is not None]
    written = [one for one in characters if one["text"].strip()]
    if sum(map(_area, boxes)) >= _COVERING * _area(whole) and written and is_unseen(_is_opaque(page)):
        return (whole,)
    if len(written) < FEWEST_CHARACTERS:
        pictured = sum(map(_area, boxes)) >= _LEAST * _area(whole) or len(page.curves) >= _MANY_CURVES
        return (whole,) if pictured else ()
    return tuple(box for box in boxes if _area(box) >= _LEAST * _area(whole) and _count_inside(box, written) <= _STRAY)


def _is_opaque(page: Any) -> bool:
    """Tell whether nothing shines through the pictures of a page; a watermark may lie on text that is seen."""
    return not any(mask in one["stream"].attrs for one in page.images for mask in _MASKS)


def is_text_unseen(content: bytes, number: int, *, opaque: bool) -> bool:
    """Tell whether hardly any text object of a page, counted from 1, can be seen.

    Recognisers write text that is not drawn, or draw it before the picture that then covers it. Whoever numbered or
    stamped the pages afterwards may have added a few words that can be seen.

    Args:
        content: the file.
        number: of the page.
        opaque: whether its pictures hide what was drawn before them.
    """
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[number - 1]
            objects = list(page.get_objects(filter=_TEXT_OR_IMAGE if opaque else _TEXT_OR_IMAGE[:1], max_depth=4))
            seen, unseen = _count_texts(objects, page.get_size())
    except pypdfium2.PdfiumError:
        return False  # what one library reads and the other cannot is taken as it is read
    return unseen > 0 and seen <= _STAMPED * (seen + unseen)


def _count_texts(objects: Sequence[Any], size: tuple[float, float]) -> tuple[int, int]:
    """How many text objects can be seen and how many cannot, of objects in the order in which they are drawn."""
    seen = unseen = 0
    for one in objects:
        if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            whole = (right - left) * (top - bottom) >= _COVERING * size[0] * size[1]
            if whole and not pypdfium2.raw.FPDFPageObj_HasTransparency(one.raw):
                seen, unseen = 0, seen + unseen
        elif pypdfium2.raw.FPDFTextObj_GetTextRenderMode(one.raw) == _UNSEEN:
            unseen += 1
        else:
            seen += 1
    return seen, unseen


def _clip(image: dict[str, Any], whole: Box) -> Box | None:
    x0, top = max(float(image["x0"]), whole.x0), max(float(image["top"]), whole.top)
    x1, bottom = min(float(image["x1"]), whole.x1), min(float(image["bottom"]), whole.bottom)
    return Box(x0, top, x1, bottom) if x0 < x1 and top < bottom else None


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _count_inside(box: Box, characters: Sequence[Character]) -> int:
    return sum(box.holds((one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2) for one in characters)
