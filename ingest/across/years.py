"""Accounts against those of the year before: balances carried over, and last year's values as this year implies them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.across.comparable import tell_apart
from ingest.across.origins import explain_slip, find_same
from ingest.across.report import FINDING, Derived, Place, Report, at, cite, differing, passed, unchecked, whole
from ingest.across.steps import tell_amount, tell_change_back, tell_difference
from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_sides
from ingest.checks.wording import name_figure, show_money
from ingest.figures import ACTUAL, BUDGET, Figure
from ingest.findings import ERROR, NOTICE
from ingest.parts import DEFAULT_PARTS

_OPENING, _CLOSING = "opening_balance", "closing_balance"
_REASONS = "会计差错更正、收回以前年度资金、机构划转等都会使两数不同，本条只作提示"
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)  # yuan: the last place of 0.01万元


def check_years(now: Report, before: Report) -> Iterator[Derived]:
    """F01 and F02 for two reports of one type, the second of the year before the first."""
    apart = tell_apart(now, before)
    if apart:
        yield unchecked("F01", now, before, f"{apart}，年初、年末结转没有核对")
        yield unchecked("F02", now, before, f"{apart}，上年数没有核对")
        return
    outcomes = [*_check_carried(now, before), *_check_implied(now, before), *_check_printed(now, before)]
    passes = Counter(one.rule for one in outcomes if isinstance(one, _Pass))
    for rule, count in sorted(passes.items()):
        yield passed(rule, now, before, count)
    yield from _once_a_place(one for one in outcomes if isinstance(one, Derived))


@dataclass(frozen=True, slots=True)
class _Pass:
    rule: str


_Outcome = Derived | _Pass


def _once_a_place(outcomes: Iterator[Derived]) -> Iterator[Derived]:
    """收、支总计 are two figures in the same words; what scope or doubt withholds is told once a reason."""
    seen: set[tuple[str, str, Place, str]] = set()
    for one in outcomes:
        key = (one.rule, one.outcome, one.here, "" if one.outcome == FINDING else one.message)
        if key not in seen:
            seen.add(key)
            yield one


def _check_carried(now: Report, before: Report) -> Iterator[_Outcome]:
    """F01, in each scope that both print."""
    for opening in _first_stated(now, _OPENING):
        mine = now.stated(opening)
        theirs = [
            one
            for one in before.figures
            if (one.part, one.indicator, one.scope, one.phase, one.measure, one.year)
            == (opening.part, _CLOSING, opening.scope, ACTUAL, "amount", before.year)
        ]
        if not theirs or (not opening.value and not theirs[0].value):
            continue
        if not now.is_sure(*mine) or not before.is_sure(*theirs):
            yield unchecked("F01", now, before, f"{name_figure(opening)}：扫描件上的数字识别把握不足")
        elif any(_agree(one, other) for one in mine for other in theirs):
            yield _Pass("F01")
        else:
            yield _carried(now, before, opening, theirs[0])


def _first_stated(report: Report, indicator: str) -> Iterator[Figure]:
    part = DEFAULT_PARTS[report.type]
    for key, figures in report.by_key.items():
        if key[:2] == (part, indicator) and key[3:] == (ACTUAL, "amount", report.year):
            yield figures[0]


def _agree(one: Figure, other: Figure) -> bool:
    return compare_copy(_printed(one), _printed(other)) is not Verdict.ERROR


def _carried(now: Report, before: Report, opening: Figure, closing: Figure) -> Derived:
    message = (
        f"{cite(now)}的{name_figure(opening)}为{show_money(opening.value)}，{cite(before)}的{name_figure(closing)}为"
        f"{show_money(closing.value)}，相差{show_money(abs(opening.value - closing.value))}；{_REASONS}。"
    )
    names = f"的{name_figure(opening)}", f"的{name_figure(closing)}"
    return differing("F01", (now, opening), (before, closing), message, NOTICE, names=names)


def _check_implied(now: Report, before: Report) -> Iterator[_Outcome]:
    """F02 where the text tells how much a value changed: what it was follows."""
    for change in now.figures:
        if (change.measure, change.phase, change.year, change.unit) != ("change_amount", _home(now), now.year, "元"):
            continue
        if change.base != str(before.year) or change.part != DEFAULT_PARTS[now.type]:
            continue
        current, previous = now.stated(change), before.stated(change, year=before.year)
        if not current:
            continue
        reason = _withheld(now, before, change, (change, *current), previous)
        if reason:
            yield unchecked("F02", now, before, reason)
        elif any(_follows(one, change, other) for one in current for other in previous):
            yield _Pass("F02")
        elif _is_of_another_whole(now, before, change, _nearest(current, change), previous[0]):
            yield unchecked("F02", now, before, f"{name_figure(change)}：比较的可能是另一口径，没有核对")
        else:
            yield _implied(now, before, change, _nearest(current, change), previous)


def _is_of_another_whole(now: Report, before: Report, change: Figure, current: Figure, previous: Figure) -> bool:
    """Whether a budget compares with another of last year's totals: what was carried over is planned income to some."""
    implied = current.value - change.value
    known = (one for one in before.figures if one.year == before.year)
    return now.type == "budget" and find_same(implied, known, but=previous) is not None


def _home(report: Report) -> str:
    """What a report's own numbers are: planned in a budget, else what was."""
    return BUDGET if report.type == "budget" else ACTUAL


def _withheld(now: Report, before: Report, told: Figure, mine: Sequence[Figure], theirs: Sequence[Figure]) -> str:
    """Why a value of the year before cannot be checked; empty where it can."""
    if not theirs:
        others = [
            one
            for one in before.figures
            if (one.indicator, one.phase, one.measure) == (told.indicator, told.phase, "amount")
            and one.scope != told.scope
        ]
        return (
            f"{name_figure(told)}：两年的口径不同，没有核对" if others else f"{name_figure(told)}：上年报告没有同一数字"
        )
    if not now.is_sure(*mine) or not before.is_sure(*theirs):
        return f"{name_figure(told)}：扫描件上的数字识别把握不足"
    return ""


def _follows(current: Figure, change: Figure, previous: Figure) -> bool:
    sides = [_printed(previous), _printed(change)]
    return compare_sides([_printed(current)], sides) in {Verdict.PASS, Verdict.ROUNDING} or (
        # A zero is rounded, too, which the comparison of sums does not count.
        abs(current.value - change.value - previous.value)
        <= sum((_printed(one).step for one in (current, change, previous)), Decimal(0)) * _HALF
    )


def _nearest(current: Sequence[Figure], change: Figure) -> Figure:
    return min(current, key=lambda one: abs(one.start - change.start))


def _implied(now: Report, before: Report, change: Figure, current: Figure, previous: Sequence[Figure]) -> Derived:
    first = previous[0]
    implied = current.value - change.value
    severity, origin = _explain(now, before, change, current, first)
    # A budget may compare with the year's outcome, an evaluation with anything: only accounts tell with what.
    severity = severity if now.type == "final_accounts" else NOTICE
    ways = f"{'增加' if change.value >= 0 else '减少'}{show_money(abs(change.value))}"
    message = (
        f"{cite(now)}写明{name_figure(current)}为{show_money(current.value)}、比上年{ways}，推算{before.year}年为"
        f"{show_money(implied)}；{cite(before)}公布的是{show_money(first.value)}，相差{show_money(abs(implied - first.value))}"
        f"{f'；{origin}' if origin else ''}。"
    )
    expected = current.value - first.value
    return Derived(
        FINDING,
        "F02",
        at(now, change.start, change.end),
        at(before, first.start, first.end),
        message,
        severity,
        printed=change.disclosed,
        expected=f"{'增加' if expected >= 0 else '减少'}{show_money(abs(expected))}",
        difference=show_money(implied - first.value),
        about=_about(now, change, current),
        also=(at(now, current.start, current.end),),
        steps=(
            tell_amount(f"{cite(now)}的{name_figure(current)}", current.value),
            f"{cite(now)}写的增减：{ways}",
            tell_change_back(f"推算的{before.year}年数", current.value, change.value),
            tell_amount(f"{cite(before)}公布的{name_figure(first)}", first.value),
            tell_difference(implied, first.value),
        ),
    )


def _explain(now: Report, before: Report, change: Figure, current: Figure, previous: Figure) -> tuple[str, str]:
    """How sure the contradiction is, and where it comes from; what compares with something else is only noticed."""
    implied, expected = current.value - change.value, current.value - previous.value
    if change.value and _close(change.value, -expected, change, current, previous):
        return ERROR, "金额相符而增减方向相反"
    slip = explain_slip(change.value, expected)
    if slip:
        return ERROR, f"增减额与应有的{show_money(abs(expected))}相比，{slip}"
    other = find_same(implied, (one for one in before.figures if one.year == before.year), but=previous)
    if other is not None:
        return NOTICE, f"推算的数与该报告的{_name(other)}相同，比较的可能是另一口径"
    other = find_same(implied, (one for one in now.figures if one.phase != _home(now) and one.year == now.year))
    if other is not None:
        return NOTICE, f"推算的数与本年{_name(other)}相同，可能是与预算数比较"
    return ERROR, ""


def _close(one: Decimal, other: Decimal, *figures: Figure) -> bool:
    return abs(one - other) <= sum((figure.step for figure in figures), Decimal(0)) * _HALF


_PHASES = {"budget": "预算数", "adjusted": "全年预算数"}


def _name(figure: Figure) -> str:
    return f"{name_figure(figure)}{_PHASES.get(figure.phase, '')}"


def _about(report: Report, *figures: Figure) -> str:
    """The finding of the report itself that is about one of these figures."""
    places = {(one.start, one.end) for one in figures}
    return next((one.id for one in report.told if one.severity == ERROR and (one.start, one.end) in places), "")


def _check_printed(now: Report, before: Report) -> Iterator[_Outcome]:
    """F02 where a report prints last year's value itself."""
    for told in now.figures:
        if (told.measure, told.phase, told.year, told.unit) != ("amount", ACTUAL, before.year, "元"):
            continue
        theirs = before.stated(told, year=before.year)
        if not theirs and told.part != DEFAULT_PARTS[now.type]:
            continue
        reason = _withheld(now, before, told, (told,), theirs)
        if reason:
            yield unchecked("F02", now, before, reason)
        elif any(_agree(told, other) for other in theirs):
            yield _Pass("F02")
        else:
            yield _printed_before(now, before, told, theirs[0])


def _printed_before(now: Report, before: Report, told: Figure, theirs: Figure) -> Derived:
    other = find_same(told.value, (one for one in before.figures if one.year == before.year), but=theirs)
    slip = explain_slip(told.value, theirs.value)
    severity = NOTICE if other is not None or told.part != "final_accounts" else ERROR
    origin = f"写出的数与该报告的{_name(other)}相同，比较的可能是另一口径" if other is not None else slip
    message = (
        f"{cite(now)}写明{before.year}年{name_figure(told)}为{show_money(told.value)}，{cite(before)}公布的是"
        f"{show_money(theirs.value)}，相差{show_money(abs(told.value - theirs.value))}{f'；{origin}' if origin else ''}。"
    )
    names = f"写的{before.year}年{name_figure(told)}", f"公布的{name_figure(theirs)}"
    return differing("F02", (now, told), (before, theirs), message, severity, names=names, about=_about(now, told))


def _printed(figure: Figure) -> Printed:
    """A figure as exact as it may be: whole hundreds in 元 were made of 0.01万元, or look as if they were."""
    rounded = figure.unit == "元" and figure.value % _HUNDRED == 0
    return Printed(figure.value, max(figure.step, _HUNDRED) if rounded else figure.step)


def tell_missing(now: Report) -> Derived:
    """That nothing was compared because last year's report is not here."""
    return Derived(
        "unchecked",
        "F02",
        whole(now),
        None,
        f"本站没有收录同一单位、同一范围的{now.year - 1}年度同类报告，上年数没有核对",
    )
