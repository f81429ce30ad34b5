"""A figure that a report states twice with different values."""

from collections.abc import Iterator, Sequence

from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import MEASURES, name_figure, show_figure
from ingest.figures import Figure
from ingest.findings import ERROR, ROUNDING, Finding


def check_repeats(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Compare each figure that is told again with what was told first; the second place is the one named."""
    first: dict[tuple[object, ...], Figure] = {}
    repeated = False
    for figure in figures:
        told = first.setdefault((*figure.key, figure.base), figure)  # shares of two wholes are two things
        if told is figure:
            continue
        repeated = True
        difference = abs(figure.value - told.value)
        yield Finding(
            rule="J07",
            severity=ROUNDING if difference <= max(figure.step, told.step) else ERROR,
            message=(
                f"{name_figure(figure)}{MEASURES[figure.measure]}前后不一致：前面写为{show_figure(told)}，"
                f"这里写为{show_figure(figure)}。"
            ),
            disclosed=figure.disclosed,
            start=figure.start,
            end=figure.end,
            expected=show_figure(told),
            related=((told.start, told.end),),
        )
    if not repeated:
        yield Passed("J07")
