"""Page furniture: page numbers and running headers and footers, told by their place and by their repetition."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_lines import PageLine

_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:[\s,，/／]*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s]*")
_EDGE = 0.12  # of the page's height: the margin in which furniture stands
_DIGITS = re.compile(r"\d+")


def drop_furniture(pages: Sequence[tuple[float, tuple[PageLine, ...]]]) -> list[tuple[PageLine, ...]]:
    """The lines of each page (height, lines) without page numbers and what repeats in the margins of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_mark(line) for line in lines if _in_margin(line, height)})
    often = max(3, len(pages) // 4)
    return [
        tuple(
            line
            for line in lines
            if not (_in_margin(line, height) and (_PAGE_NUMBER.fullmatch(line.text) or seen[_mark(line)] >= often))
        )
        for height, lines in pages
    ]


def _in_margin(line: PageLine, height: float) -> bool:
    return line.box.bottom < _EDGE * height or line.box.top > (1 - _EDGE) * height


def _mark(line: PageLine) -> tuple[str, int]:
    """What makes two lines on two pages the same furniture: the words but for numbers, at the same height."""
    return _DIGITS.sub("#", line.text), round(line.box.top / 6)
