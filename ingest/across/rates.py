"""The rates by which an evaluation tells its budget management, where only its neighbours print their amounts (G07)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.across.report import FINDING, Derived, Report, at, cite, passed
from ingest.across.steps import tell_amount
from ingest.checks.indices import LAST_YEAR, RATES, Rate
from ingest.checks.tolerance import Printed, Verdict, compare_ratio, ratio_interval
from ingest.checks.wording import name_figure, show_percent
from ingest.figures import ACTUAL, ADJUSTED, BUDGET, Figure
from ingest.findings import NOTICE

_RULE = "G07"
# What is of one scope whatever report tells it; of all money evaluations and accounts may mean different wholes.
_ONE_SCOPE = ("three_public", "expenditure.basic.public", "procurement")
_HOME = {"final_accounts": (ACTUAL, BUDGET, ADJUSTED), "budget": (BUDGET,)}


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount and the report that prints it."""

    figure: Figure
    report: Report


_Amounts = Mapping[tuple[str, str], Sequence[_Amount]]  # by indicator and phase


def check_rates(evaluation: Report, published: Sequence[Report], before: Sequence[Report]) -> Iterator[Derived]:
    """G07: each rate against every quotient that it may be of amounts that the reports around it print.

    Args:
        evaluation: whose rates they are.
        published: the accounts and the budget of its year.
        before: reports of the year before.
    """
    amounts = _amounts(evaluation, published, before)
    own = _amounts(evaluation, (), ())
    passes: list[Report] = []
    for rate in evaluation.figures:
        rules = [rule for rule in RATES if rule.indicator == rate.indicator and rule.numerator[0] in _ONE_SCOPE]
        if not rules or rate.measure != "share" or rate.year != evaluation.year or not evaluation.is_sure(rate):
            continue
        if list(_quotients(rules, own)):
            continue  # the evaluation itself prints what the rate is made of: its own rule checks it
        found = list(_quotients(rules, amounts))
        printed = Printed(rate.value, rate.step)
        if not found:
            continue
        there = next((one.report for _, _, used in found for one in used if one.report is not evaluation), evaluation)
        if any(compare_ratio(printed, above, below) is not Verdict.ERROR for above, below, _ in found):
            passes.append(there)
        else:
            yield _finding(evaluation, rate, min(found, key=lambda one: _distance(one, rate)), there)
    for name in dict.fromkeys(one.name for one in passes):
        same = [one for one in passes if one.name == name]
        yield passed(_RULE, evaluation, same[0], len(same))


def _amounts(evaluation: Report, published: Sequence[Report], before: Sequence[Report]) -> _Amounts:
    found: dict[tuple[str, str], list[_Amount]] = {}
    sources = [
        (evaluation, {phase: phase for phase in (ACTUAL, BUDGET, ADJUSTED)}, evaluation.year),
        *((one, {phase: phase for phase in _HOME.get(one.type, ())}, evaluation.year) for one in published),
        *((one, {ACTUAL: LAST_YEAR}, evaluation.year - 1) for one in (*published, *before, evaluation)),
    ]
    for report, phases, year in sources:
        for one in report.figures:
            if one.measure == "amount" and one.year == year and one.phase in phases and report.is_sure(one):
                found.setdefault((one.indicator, phases[one.phase]), []).append(_Amount(one, report))
    return found


_Quotient = tuple[Printed, Printed, tuple[_Amount, _Amount]]


def _quotients(rules: Sequence[Rate], amounts: _Amounts) -> Iterator[_Quotient]:
    for rule in rules:
        for above in amounts.get(rule.numerator, ()):
            for key in rule.denominators:
                for below in amounts.get(key, ()):
                    if below.figure.value > 0:
                        value, step, least = above.figure.value, above.figure.step, below.figure.step
                        yield (
                            Printed(value - below.figure.value, step + least) if rule.less else Printed(value, step),
                            Printed(below.figure.value, least),
                            (above, below),
                        )


def _distance(quotient: _Quotient, rate: Figure) -> Decimal:
    low, high = ratio_interval(*quotient[:2])
    return abs((low + high) / 2 - rate.value)


def _expected(quotient: _Quotient, rate: Figure) -> str:
    low, high = ratio_interval(*quotient[:2])
    return show_percent((low + high) / 2, rate.step)


def _finding(evaluation: Report, rate: Figure, quotient: _Quotient, there: Report) -> Derived:
    expected, used = _expected(quotient, rate), quotient[2]
    places = [at(one.report, one.figure.start, one.figure.end) for one in used]
    return Derived(
        FINDING,
        _RULE,
        at(evaluation, rate.start, rate.end),
        next((place for place in places if place.report == there.name), places[0]),
        f"{cite(evaluation)}的{name_figure(rate)}写为{show_percent(rate.value, rate.step)}，按{cite(there)}等公布的金额计算为"
        f"{expected}；各地算法不尽相同，请核对。",
        NOTICE,
        printed=rate.disclosed,
        expected=expected,
        also=tuple(places),
        steps=tuple(tell_amount(f"{cite(one.report)}的{name_figure(one.figure)}", one.figure.value) for one in used),
    )
