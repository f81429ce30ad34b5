"""Rule J03: last year's amounts, as the changes imply them, have to fit into each other, too."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, ALL, FISCAL, GENERAL_PUBLIC, Figure
from ingest.findings import ERROR, Finding

# What is contained, and in what: a fund's expenditure in the total of income and balances it was paid from.
_CONTAINED = (
    (("expenditure", GENERAL_PUBLIC), ("total_expenditure_and_balance", FISCAL)),
    (("expenditure", GENERAL_PUBLIC), ("total_income_and_balance", FISCAL)),
    (("expenditure", GENERAL_PUBLIC), ("total_expenditure_and_balance", ALL)),
    (("total_expenditure_and_balance", FISCAL), ("total_expenditure_and_balance", ALL)),
    (("total_income_and_balance", FISCAL), ("total_income_and_balance", ALL)),
)


def check_balances(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Compare last year's implied amounts; one finding for each amount that is too large."""
    found: dict[tuple[str, str, str, str], Figure] = {}
    for figure in figures:
        if figure.phase == ACTUAL:
            found.setdefault((figure.part, figure.indicator, figure.scope, figure.measure), figure)
    named: set[int] = set()
    for part in dict.fromkeys(figure.part for figure in figures):
        for inner, outer in _CONTAINED:
            amounts = [
                found.get((part, *which, measure))
                for which in (inner, outer)
                for measure in ("amount", "change_amount")
            ]
            small, change, large, large_change = amounts
            if small is None or change is None or large is None or large_change is None or change.start in named:
                continue
            outcome = _compare(small, change, large, large_change)
            if isinstance(outcome, Finding):
                named.add(change.start)
            yield outcome


def _compare(small: Figure, change: Figure, large: Figure, large_change: Figure) -> Outcome:
    inner, outer = small.value - change.value, large.value - large_change.value
    slack = sum((one.step for one in (small, change, large, large_change)), Decimal(0))
    if small.value > large.value or inner <= outer + slack:
        return Passed("J03")
    year = small.year - 1
    most = outer - small.value
    return Finding.at(
        change,
        rule="J03",
        severity=ERROR,
        message=(
            f"按文中的增减额倒推，{year}年{name_figure(small)}为{show_money(inner)}，"
            f"超过了{year}年{name_figure(large)}{show_money(outer)}，两者不可能同时成立。"
        ),
        expected=f"减少不超过{show_money(most)}" if most > 0 else f"增加不少于{show_money(-most)}",
        difference=show_money(inner - outer),
        related=tuple((one.start, one.end) for one in (small, large, large_change)),
    )
