"""Noise that conversions leave in text: field codes, bookmarks, invisible characters, look-alike radicals.

Cleaning changes no word and no digit that a reader of the source sees.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.blocks import Block, Paragraph, Table
from ingest.folding import BLANKS, mend_radicals
from ingest.numbering import parse_numbering
from ingest.readers.joining import join_text

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


def clean_text(text: str) -> str:
    """The text without noise, blanks at its ends and runs of blanks; line breaks stay.

    >>> clean_text("[bookmark: _GoBack]51.59 ")
    '51.59'
    """
    text = mend_radicals(_NOISE.sub("", text.translate(_BLANKS)))
    lines = (_RUNS.sub(" ", line).strip(" \t\u3000") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def clean_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with clean text; paragraphs that held nothing but noise are left out."""
    for block in blocks:
        if isinstance(block, Table):
            yield Table(
                tuple(replace(cell, text=_join_cell(clean_text(cell.text))) for cell in block.cells), block.page
            )
        else:
            yield from _clean_paragraph(block)


def _join_cell(text: str) -> str:
    """The words of a cell, broken only where a sentence or a numbered item ends; narrow columns break anywhere."""
    joined, *rest = text.split("\n")
    for line in rest:
        separate = joined.endswith(tuple("。；;！？")) or parse_numbering(line) is not None
        joined = f"{joined}\n{line}" if separate else join_text(joined, line)
    return joined


def _clean_paragraph(paragraph: Paragraph) -> Iterator[Paragraph]:
    for line in clean_text(paragraph.text).split("\n"):
        if line:
            yield replace(paragraph, text=line)
