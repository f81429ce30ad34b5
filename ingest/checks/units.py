"""Units that are missing, or wrong by ten thousand, as the figures around them show."""

from collections.abc import Iterator, Sequence

from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import MEASURES, name_figure, show_figure
from ingest.figures import Figure
from ingest.findings import ERROR, NOTICE, Finding


def check_units(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Name each figure whose unit had to be inferred; one finding a place."""
    places: set[int] = set()
    for figure in figures:
        if not figure.inferred_unit or figure.start in places:
            continue
        places.add(figure.start)
        missing = not figure.disclosed.rstrip().endswith("元")
        label = f"{name_figure(figure)}{MEASURES[figure.measure]}"
        what = "没有写单位" if missing else "单位与上下文不符"
        yield Finding(
            rule="J04",
            severity=NOTICE if missing else ERROR,
            message=f"{label}写为“{figure.disclosed}”，{what}，按上下文应为{show_figure(figure)}。",
            disclosed=figure.disclosed,
            start=figure.start,
            end=figure.end,
            expected=show_figure(figure),
        )
    if not places:
        yield Passed("J04")
