"""Counting reports by region, for engines that keep all regions of a report as one value."""

from collections import Counter
from collections.abc import Mapping


def count_regions(counts: Mapping[str, int]) -> dict[str, int]:
    """How many reports lie in each region.

    Args:
        counts: reports by value, a value being the codes of a report's region and of those around it, with blanks between.
    """
    regions: Counter[str] = Counter()
    for codes, count in counts.items():
        regions.update(dict.fromkeys(codes.split(" "), count))
    return dict(regions)
