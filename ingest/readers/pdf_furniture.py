"""Page furniture: page numbers and running headers and footers, told by their place and by their repetition."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.furniture import is_page_number
from ingest.readers.pdf_lines import PageLine

# Of the page's height: page numbers may stand close to the text, running lines keep to the margin.
_NUMBER_EDGE = 0.12
_EDGE = 0.085
_DIGITS = re.compile(r"\d+")


def drop_furniture(pages: Sequence[tuple[float, tuple[PageLine, ...]]]) -> list[tuple[PageLine, ...]]:
    """The lines of each page (height, lines) without page numbers and what repeats in the margins of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_mark(line) for line in lines if _in_margin(line, height, _EDGE)})
    often = 2 if len(pages) < 5 else max(3, len(pages) // 4)
    return [
        tuple(line for line in lines if not _is_furniture(line, height, repeats=seen[_mark(line)] >= often))
        for height, lines in pages
    ]


def _is_furniture(line: PageLine, height: float, *, repeats: bool) -> bool:
    if _in_margin(line, height, _NUMBER_EDGE) and is_page_number(line.text):
        return True
    return repeats and _in_margin(line, height, _EDGE)


def _in_margin(line: PageLine, height: float, edge: float) -> bool:
    return line.box.bottom < edge * height or line.box.top > (1 - edge) * height


def _mark(line: PageLine) -> tuple[str, int]:
    """What makes two lines on two pages the same furniture: the words but for numbers, at the same height."""
    return _DIGITS.sub("#", line.text), round(line.box.top / 6)
