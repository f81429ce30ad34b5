"""What differs between recognised pages only because measuring is inexact."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.readers.pdf_pages import Page


def level_sizes(pages: Sequence[Page]) -> list[Page]:
    """The pages with sizes of print made equal that differ by what the measure is uncertain of."""
    sizes = sorted(line.size for page in pages if page.recognised for line in page.lines)
    groups: list[list[float]] = []
    for size in sizes:
        if groups and size <= 1.1 * groups[-1][0]:
            groups[-1].append(size)
        else:
            groups.append([size])
    level = {size: float(round(median(group))) for group in groups for size in group}
    return [
        replace(page, lines=tuple(replace(line, size=level[line.size]) for line in page.lines))
        if page.recognised
        else page
        for page in pages
    ]
