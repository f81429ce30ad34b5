"""Noise that conversions leave in text: field codes, bookmarks, invisible characters, look-alike radicals.

Cleaning changes no word and no digit that a reader of the source sees.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.folding import BLANKS, mend_radicals
from ingest.numbering import parse_numbering
from ingest.readers.joining import join_text
from ingest.spots import Spots, cut_spots, shift_spots, substitute

_NOISE = re.compile(
    r"""
      \[bookmark:[^\]]{0,80}\]                     # [bookmark: _GoBack] as some converters print bookmarks
    | \bPAGEREF\s+_\w+(?:\s*\\\w)*(?:\s*\d+)?     # PAGEREF _Toc123 \h 5
    | \bHYPERLINK\s+\\l\s+"?_?\w+"?               # HYPERLINK \l "_Toc123"
    | \bTOC\s+\\o\s+"[^"]{0,20}"(?:\s*\\\w)*           # TOC \o "1-3" \h \z \u
    | \bMERGEFORMAT\b
    | [\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]   # zero-width and direction marks
    | [\x00-\x08\x0b\x0c\x0e-\x1f\x7f]            # control characters
    | [\ue000-\uf8ff]                             # private use: symbol fonts' bullets
    """,
    re.VERBOSE,
)
_BLANKS = str.maketrans({**dict.fromkeys(BLANKS, " "), "\r": "\n"})
_RUNS = re.compile(r"[ \t\u3000]{2,}")
_ENDS = re.compile(r"^[ \t\u3000]+|[ \t\u3000]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\A\n+|\n+\Z|(?<=\n)\n+")


def clean_text(text: str) -> str:
    """The text without noise, blanks at its ends and runs of blanks; line breaks stay.

    >>> clean_text("[bookmark: _GoBack]51.59 ")
    '51.59'
    """
    return _clean(text, ())[0]


def _clean(text: str, spots: Spots) -> tuple[str, Spots]:
    text, spots = substitute(_NOISE, "", text.translate(_BLANKS), spots)
    text = mend_radicals(text)  # one character for one
    for pattern, left in ((_RUNS, " "), (_ENDS, ""), (_EMPTY_LINES, "")):
        text, spots = substitute(pattern, left, text, spots)
    return text, spots


def clean_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with clean text; paragraphs that held nothing but noise are left out."""
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, cells=tuple(map(_clean_cell, block.cells)))
        else:
            yield from _clean_paragraph(block)


def _clean_cell(cell: Cell) -> Cell:
    """The cell with clean words, broken only where a sentence or a numbered item ends; narrow columns break anywhere."""
    text, spots = _clean(cell.text, cell.spots)
    (joined, placed), *rest = _lines(text, spots)
    for line, its_spots in rest:
        separate = joined.endswith(tuple("。；;！？")) or parse_numbering(line) is not None
        joined = f"{joined}\n{line}" if separate else join_text(joined, line)
        placed += shift_spots(its_spots, len(joined) - len(line))
    return replace(cell, text=joined, spots=placed)


def _clean_paragraph(paragraph: Paragraph) -> Iterator[Paragraph]:
    for line, spots in _lines(*_clean(paragraph.text, paragraph.spots)):
        if line:
            yield replace(paragraph, text=line, spots=spots)


def _lines(text: str, spots: Spots) -> Iterator[tuple[str, Spots]]:
    """Each line of a text, at least one, with its spots."""
    start = 0
    for line in text.split("\n"):
        yield line, cut_spots(spots, start, start + len(line))
        start += len(line) + 1
