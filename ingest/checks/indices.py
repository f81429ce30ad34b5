"""Rule J13: the rates by which a self-evaluation tells its budget management, against the amounts that they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_ratio, ratio_interval
from ingest.checks.wording import name_figure, show_percent
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, Figure
from ingest.findings import NOTICE, ROUNDING, Finding, Unchecked

_PARTS = ("performance_report", "self_evaluation_table", "base_data_table")
LAST_YEAR = "last year"
_ALL = Decimal(100)
_Amounts = Mapping[tuple[str, str], Figure]  # by indicator and phase


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of budget management: what it divides by what, indicator and phase; `less` is taken from the numerator."""

    indicator: str
    numerator: tuple[str, str]
    denominators: tuple[tuple[str, str], ...]
    less: bool = False


_WHOLE = ("expenditure", "performance.funds")
RATES = (
    *(
        Rate(f"performance.{name}", (whole, ACTUAL), ((whole, ADJUSTED), (whole, BUDGET)))
        for name in ("budget_completion_rate", "payment_progress_rate")
        for whole in _WHOLE
    ),
    *(Rate("performance.budget_control_rate", (whole, ADJUSTED), ((whole, BUDGET),), less=True) for whole in _WHOLE),
    Rate(
        "performance.three_public_control_rate",
        ("three_public", ACTUAL),
        (("three_public", BUDGET), ("three_public", ADJUSTED)),
    ),
    Rate("performance.three_public_change_rate", ("three_public", ACTUAL), (("three_public", LAST_YEAR),), less=True),
    Rate(
        "performance.public_control_rate",
        ("expenditure.basic.public", ACTUAL),
        (("expenditure.basic.public", BUDGET), ("expenditure.basic.public", ADJUSTED)),
    ),
    Rate("performance.procurement_execution_rate", ("procurement", ACTUAL), (("procurement", BUDGET),)),
    *(
        Rate("performance.carryover_rate", ("closing_balance", ACTUAL), ((whole, ADJUSTED), (whole, BUDGET)))
        for whole in _WHOLE
    ),
    Rate("buildings.area_control_rate", ("buildings.actual_area", ACTUAL), (("buildings.approved_area", ACTUAL),)),
    Rate(
        "buildings.investment_control_rate",
        ("buildings.actual_investment", ACTUAL),
        (("buildings.budget_investment", ACTUAL),),
    ),
)


def check_indices(figures: Sequence[Figure], year: int) -> Iterator[Outcome]:
    """Compare each rate of a self-evaluation with the quotients that it may be; other definitions make it a notice only."""
    mine = [one for one in figures if one.part in _PARTS and one.scope == ALL]
    amounts: dict[tuple[str, str], Figure] = {}
    for one in mine:
        if one.measure in ("amount", "count"):
            phase = one.phase if one.year == year else LAST_YEAR if one.year == year - 1 else ""
            amounts.setdefault((one.indicator, phase), one)
    for rate in mine:
        rules = [rule for rule in RATES if rule.indicator == rate.indicator]
        if rules and rate.measure == "share" and rate.year == year:
            yield _check(rate, rules, amounts)


def _step(figure: Figure) -> Decimal:
    """How exact a number is; what is counted is not rounded."""
    return Decimal(0) if figure.measure == "count" else figure.step


def _check(rate: Figure, rules: Sequence[Rate], amounts: _Amounts) -> Outcome:
    found: list[tuple[Printed, Printed, tuple[Figure, Figure]]] = []
    for rule in rules:
        above = amounts.get(rule.numerator)
        for key in rule.denominators:
            below = amounts.get(key)
            if above is not None and below is not None and below.value > 0:
                value, step, least = above.value, _step(above), _step(below)
                numerator = Printed(value - below.value, step + least) if rule.less else Printed(value, step)
                found.append((numerator, Printed(below.value, least), (above, below)))
    if rate.indicator.endswith("_change_rate") and rate.value < -_ALL:
        return Finding.at(
            rate,
            rule="J13",
            severity=NOTICE,
            message=f"{name_figure(rate)}写为{show_percent(rate.value, rate.step)}，减少不会超过100%，请核对。",
            expected="不低于-100%",
        )
    if not found:
        return Unchecked("J13", f"{name_figure(rate)}{rate.disclosed}：所依据的金额没有读到")
    printed = Printed(rate.value, rate.step)
    verdicts = [compare_ratio(printed, numerator, denominator) for numerator, denominator, _ in found]
    best = min(range(len(found)), key=lambda at: verdicts[at].value)
    numerator, denominator, used = found[best]
    places = tuple((one.start, one.end) for one in used)
    if verdicts[best] is Verdict.PASS:
        return Passed("J13", ((rate.start, rate.end), *places))
    low, high = ratio_interval(numerator, denominator)
    expected = show_percent((low + high) / 2, rate.step)
    rounding = verdicts[best] is Verdict.ROUNDING
    how = "相差在四舍五入的范围内" if rounding else "请核对"
    return Finding.at(
        rate,
        rule="J13",
        severity=ROUNDING if rounding else NOTICE,
        message=f"{name_figure(rate)}写为{show_percent(rate.value, rate.step)}，按报告的金额计算为{expected}，{how}。",
        expected=expected,
        related=places,
    )
