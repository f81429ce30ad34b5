"""What differs between recognised pages only because measuring is inexact."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf_pages import Page

_UNCERTAIN = 1.13  # two measures of one size differ by no more than this


def level_sizes(pages: Sequence[Page]) -> list[Page]:
    """The pages with sizes of print made equal that differ by what the measure is uncertain of.

    The size of most of the text goes first, so that no line of it stands out by chance.
    """
    written = sorted((line.size, len(line.text)) for page in pages if page.recognised for line in page.lines)
    if not written:
        return list(pages)
    usual = _weighted_median(written)
    level: dict[float, float] = {}
    group = 0.0
    for size, _ in written:
        if usual / _UNCERTAIN <= size <= usual * _UNCERTAIN:
            level[size] = round(usual)
        else:
            group = group if group and size <= group * _UNCERTAIN else size
            level[size] = round(group)
    return [
        replace(page, lines=tuple(replace(line, size=level[line.size]) for line in page.lines))
        if page.recognised
        else page
        for page in pages
    ]


def _weighted_median(written: Sequence[tuple[float, int]]) -> float:
    """The size that half of the characters have at most."""
    half = sum(count for _, count in written) / 2
    passed = 0
    for size, count in written:
        passed += count
        if passed >= half:
            return size
    return written[-1][0]
