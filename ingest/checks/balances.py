"""Rules C01, C03, J03: the two totals of an account are equal, and last year's amounts fit into each other, too."""

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


_TOTALS = ("total_income_and_balance", "total_expenditure_and_balance")
_TOTAL_RULES = {ALL: "C01", FISCAL: "C03"}
_Found = dict[tuple[str, str, str, str], Figure]


def check_balances(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Compare the totals, and last year's implied amounts; one finding for each amount that is too large.

    What is called a total and is not equal to the other side's is none: nothing has to fit into it.
    """
    found: _Found = {}
    for figure in figures:
        if figure.phase == ACTUAL:
            found.setdefault((figure.part, figure.indicator, figure.scope, figure.measure), figure)
    named: set[int] = set()
    unequal: set[tuple[str, str]] = set()
    for part in dict.fromkeys(figure.part for figure in figures):
        for scope, rule in _TOTAL_RULES.items():
            for outcome in _check_totals(found, part, scope, rule):
                yield outcome
                if isinstance(outcome, Finding):
                    unequal.add((part, scope))
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
            if (part, large.scope) in unequal:
                continue
            outcome = _compare(small, change, large, large_change)
            if isinstance(outcome, Finding):
                named.add(change.start)
            yield outcome


def _check_totals(found: _Found, part: str, scope: str, rule: str) -> Iterator[Outcome]:
    """收入总计 and 支出总计 as the text tells them, each in a place of its own; tables have a rule for theirs."""
    income, expenditure = (found.get((part, total, scope, "amount")) for total in _TOTALS)
    if income is None or expenditure is None or income.start == expenditure.start:
        return
    if "table" in (income.source, expenditure.source) or income.year != expenditure.year:
        return
    places = tuple((one.start, one.end) for one in (expenditure, income))
    difference = abs(income.value - expenditure.value)
    if difference <= max(income.step, expenditure.step):
        yield Passed(rule, places)
        return
    yield Finding.at(
        expenditure,
        rule=rule,
        severity=ERROR,
        message=(
            f"{name_figure(expenditure)}写为{show_money(expenditure.value)}，{name_figure(income)}写为"
            f"{show_money(income.value)}，收、支总计应当相等，相差{show_money(difference)}。"
        ),
        expected=show_money(income.value),
        difference=show_money(expenditure.value - income.value),
        related=places[1:],
    )


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
