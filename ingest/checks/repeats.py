"""A figure that a report states twice with different values."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.scopes import is_of_evaluation
from ingest.checks.wording import MEASURES, name_figure, show_figure
from ingest.figures import Figure
from ingest.findings import ERROR, ROUNDING, Finding


def check_repeats(figures: Sequence[Figure], text: str = "") -> Iterator[Outcome]:
    """Compare each figure that is told again with what was told first; the second place is the one named.

    What was evaluated, and what was there in another year, may differ; `text` is the report they stand in.
    """
    first: dict[tuple[object, ...], Figure] = {}
    repeated = False
    for figure in figures:
        if is_of_evaluation(text, figure) or _is_of_another_year(text, figure):
            continue
        told = first.setdefault((*figure.key, figure.base), figure)  # shares of two wholes are two things
        if told is figure or told.value == figure.value or figure.other_year or told.other_year:
            continue
        repeated = True
        slack = Decimal(0) if figure.measure == "count" else max(figure.step, told.step)  # what is counted is exact
        yield Finding.at(
            figure,
            rule="J07",
            severity=ROUNDING if abs(figure.value - told.value) <= slack else ERROR,
            message=(
                f"{name_figure(figure)}{MEASURES[figure.measure]}前后不一致：前面写为{show_figure(told)}，"
                f"这里写为{show_figure(figure)}。"
            ),
            expected=show_figure(told),
            related=((told.start, told.end),),
        )
    if not repeated:
        yield Passed("J07")


def _is_of_another_year(text: str, figure: Figure) -> bool:
    """Whether the clause before a count names another year than the report's: 上年共有车辆6辆."""
    if figure.measure != "count":
        return False
    start = max(text.rfind(stop, 0, figure.start) for stop in "。；;\n") + 1
    return any(one[0][:4] != str(figure.year) for one in _YEAR.finditer(text, start, figure.start))


_YEAR = re.compile(r"20\d\d年|上一?年|去年")
