"""The table of contents: which paragraphs it takes up, so that its entries are not taken for the headings they repeat."""

import re
from collections.abc import Sequence
from typing import TypeGuard

from ingest.blocks import Block, Paragraph, Role
from ingest.folding import squeeze

_PAGE_REFERENCE = re.compile(r"[.…·⋯\-\s]*\(?\d{0,3}\)?$")
_LEADERS = re.compile(r"[.…·⋯]{6,}")  # also between entries that were set in one line
_LONGEST_ENTRY = 70
_MOST_ENTRIES = 150


def find_contents(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the places of all paragraphs that belong to a table of contents.

    The source's own word (a TOC style or field) counts; else it is what follows 目录 up to where its first entry stands
    again, which is where the report itself begins.
    """
    places = {at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and block.role is Role.TOC}
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and squeeze(block.text).rstrip(":") in {"目录", "目次"}:
            places.add(at)
            places.update(_entries(blocks, at + 1))
        elif at not in places and _begins_part(block, "一1"):
            places.update(_list_of_parts(blocks, at))
    return frozenset(places)


def _begins_part(block: Block, numeral: str) -> bool:
    return isinstance(block, Paragraph) and re.match(rf"第[{numeral}]部分", squeeze(block.text)) is not None


def _list_of_parts(blocks: Sequence[Block], start: int) -> range:
    """From 第一部分 to where it stands again, in whatever words, if only lines such as 第二部分 and 一、 are between."""
    later_part = False
    for at in range(start + 1, min(len(blocks), start + _MOST_ENTRIES)):
        block = blocks[at]
        if not isinstance(block, Paragraph) or block.text.endswith("。") or len(block.text) > _LONGEST_ENTRY:
            break
        if later_part and _begins_part(block, "一1"):
            return range(start, at)
        later_part = later_part or _begins_part(block, "二2")
    return range(start, start)


def _entries(blocks: Sequence[Block], start: int) -> range:
    first: str | None = None
    end = start
    for at in range(start, min(len(blocks), start + _MOST_ENTRIES)):
        block = blocks[at]
        if not isinstance(block, Paragraph) or block.text.endswith("。"):
            break
        entry = squeeze(_PAGE_REFERENCE.sub("", _LEADERS.sub("", block.text)))
        if len(entry) > _LONGEST_ENTRY:
            break
        if first is None:
            first = entry
        elif len(entry) >= 2 and (entry == first or (len(entry) >= 4 and first.startswith(entry))):
            return range(start, at)
        end = at + 1
    before_form = end < len(blocks) and not isinstance(blocks[end], Paragraph)
    if first is not None and not before_form and _recurs(first, blocks, end):
        return range(start, end)
    # No second beginning among short lines, or a form's title the last of them: certainly entries are what points to a
    # page, and what stands again further down when most of the lines do (forms may be bound before the text).
    again = _lines_again(blocks, start, end)
    while end > start and not (end - 1 in again or _points_to_page(blocks[end - 1])):
        end -= 1
    return range(start, end)


def _lines_again(blocks: Sequence[Block], start: int, end: int) -> frozenset[int]:
    """The lines from `start` to `end` that stand again after them, if those are most of them."""
    further = {squeeze(block.text) for block in blocks[end:] if isinstance(block, Paragraph)}
    entries = [(at, squeeze(block.text)) for at, block in enumerate(blocks[start:end], start) if _is_words(block)]
    again = [at for at, entry in entries if entry in further]
    return frozenset(again) if len(again) > 2 and len(again) >= 0.6 * len(entries) else frozenset()


def _is_words(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and bool(squeeze(block.text))


def _points_to_page(block: Block) -> bool:
    """A page stands at the line's end, or the dots that lead to one, whose number the conversion lost."""
    return isinstance(block, Paragraph) and bool(
        re.search(r"(?:[.…·⋯]{2,}|\s)\(?\d{1,3}\)?$|[.…·⋯]{6,}\s*$", block.text)
    )


def _recurs(entry: str, blocks: Sequence[Block], start: int) -> bool:
    return any(
        isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_ENTRY
        and entry.startswith(squeeze(block.text)[:12])
        for block in blocks[start : start + 3]
    )
