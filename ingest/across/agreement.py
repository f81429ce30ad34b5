"""What an evaluation tells of the year against the accounts and the budget of the same body and year (G05).

Evaluations may speak of another scope than accounts do, so nothing is said unless most of what both state agrees: then the
odd value is probably a slip, in one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.across.comparable import tell_apart
from ingest.across.origins import explain_slip
from ingest.across.report import Derived, Report, cite, differing, passed, unchecked
from ingest.checks.tolerance import Printed, Verdict, compare_copy
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, ALL, BUDGET, Figure
from ingest.findings import NOTICE
from ingest.parts import DEFAULT_PARTS

_RULE = "G05"
_PARTS = ("performance_report", "base_data_table")
_FEWEST = 2  # values that agree before the odd one is one
_STEP = Decimal(100)  # yuan: reports print 0.01万元
_KINDS = {ACTUAL: ("final_accounts", "决算数"), BUDGET: ("budget", "预算数")}


@dataclass(frozen=True, slots=True)
class _Pair:
    told: Figure
    theirs: Figure
    agrees: bool


def check_agreement(evaluation: Report, other: Report) -> Iterator[Derived]:
    """G05 for an evaluation and the accounts, or the budget, of its year."""
    if other.coverage and evaluation.coverage and tell_apart(evaluation, other):
        yield unchecked(_RULE, evaluation, other, "两份报告的名称或范围不同，没有核对")
        return
    phase = next(phase for phase, (kind, _) in _KINDS.items() if kind == other.type)
    pairs = list(_pairs(evaluation, other, phase))
    agreeing = sum(one.agrees for one in pairs)
    odd = [one for one in pairs if not one.agrees]
    if agreeing:
        yield passed(_RULE, evaluation, other, agreeing)
    if len(odd) * _FEWEST > agreeing:
        reason = f"{len(odd)}个数字与{cite(other)}不同，两份报告的口径可能不同，没有核对"
        yield unchecked(_RULE, evaluation, other, reason)
        return
    for one in odd:
        yield _finding(evaluation, other, one, _KINDS[phase][1])


def _pairs(evaluation: Report, other: Report, phase: str) -> Iterator[_Pair]:
    """What both state: each indicator and scope once."""
    part = DEFAULT_PARTS[other.type]
    for key, told in evaluation.by_key.items():
        first = told[0]
        if key[0] not in _PARTS or key[3:] != (phase, "amount", evaluation.year) or first.unit != "元":
            continue
        same = [
            one
            for one in other.figures
            if (one.part, one.indicator, one.phase, one.measure, one.year)
            == (part, first.indicator, phase, "amount", other.year)
        ]
        own = [one for one in same if one.scope == first.scope] or _rest_of_income(first, other, part)
        if own and evaluation.is_sure(*told) and other.is_sure(*own):
            # 本年支出 may be that of all money here, and of the budget's there.
            yield _Pair(first, own[0], any(_agree(one, each) for one in told for each in (*own, *same)))


def _rest_of_income(told: Figure, other: Report, part: str) -> list[Figure]:
    """单位资金收入: the income that is no appropriation, as a figure in the place of all income."""
    if told.indicator != "income.unit_funds":
        return []

    def stated(indicator: str) -> Figure | None:
        found = [
            one
            for scope in (ALL, "fiscal")
            for one in other.by_key.get((part, indicator, scope, told.phase, "amount", other.year), ())
        ]
        return found[0] if found and len({one.value for one in found}) == 1 else None

    income, fiscal = stated("income"), stated("income.fiscal")
    if income is None or fiscal is None:
        return []
    return [replace(income, indicator=told.indicator, scope=told.scope, value=income.value - fiscal.value)]


def _agree(one: Figure, other: Figure) -> bool:
    step = max(one.step, other.step, _STEP)
    return compare_copy(Printed(one.value, step), Printed(other.value, step)) is not Verdict.ERROR


def _finding(evaluation: Report, other: Report, odd: _Pair, kind: str) -> Derived:
    told, theirs = odd.told, odd.theirs
    slip = explain_slip(told.value, theirs.value)
    message = (
        f"{cite(evaluation)}的{name_figure(told)}为{show_money(told.value)}，{cite(other)}的同一{kind}为"
        f"{show_money(theirs.value)}，相差{show_money(abs(told.value - theirs.value))}，而两份报告的其他数字大都相同"
        f"{f'；{slip}' if slip else ''}。"
    )
    names = f"的{name_figure(told)}", f"的{name_figure(theirs)}"
    return differing(_RULE, (evaluation, told), (other, theirs), message, NOTICE, names=names)


def check_all_agreement(evaluation: Report, published: Sequence[Report]) -> Iterator[Derived]:
    """G05 for an evaluation and each of the other reports of its year that it may be compared with."""
    for other in published:
        if other.type in (kind for kind, _ in _KINDS.values()):
            yield from check_agreement(evaluation, other)
