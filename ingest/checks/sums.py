"""Sums and bounds between the figures of a report: basic expenditure, the three public expenses, procurement, vehicles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import name_figure, show_figure, show_value
from ingest.figures import FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.vocabulary import load_indicators

_SEVERITY = {Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE, Verdict.ERROR: ERROR}
_WHOLE = Decimal(100)
_SLACK = Decimal(1)  # percentage points by which rounded shares miss the whole


class Complete(Enum):
    """When the parts that a report tells are all there are."""

    ALL_TOLD = "all told"
    BY_SHARES = "by shares"  # some may be left out; their shares tell whether any was
    ANY_TOLD = "any told"  # a report names those that it has


@dataclass(frozen=True, slots=True)
class SumRule:
    """A total and its parts; `scopes` are those in which nothing else belongs to the total, None for all."""

    code: str
    total: str
    parts: tuple[str, ...]
    scopes: frozenset[str] | None = None
    complete: Complete = Complete.ALL_TOLD
    measure: str = "amount"
    optional: bool = False  # a report need not divide the total at all
    silent: bool = False  # where parts are missing another rule says so
    severity: str = ERROR  # what a difference is that rounding does not explain


@dataclass(frozen=True, slots=True)
class BoundRule:
    """Parts that may not exceed a whole."""

    code: str
    whole: str
    parts: tuple[str, ...]
    severity: str
    measure: str = "amount"


def _of(indicator: str, *parts: str) -> tuple[str, ...]:
    return tuple(f"{indicator}.{part}" for part in parts)


_FUNDS = frozenset({FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL})
_SUMS = (
    SumRule("J02", "expenditure.basic", _of("expenditure.basic", "personnel", "public")),
    SumRule("J02", "expenditure", _of("expenditure", "basic", "project"), _FUNDS),
    SumRule(
        "C02",
        "income",
        _of("income", "fiscal", "superior", "undertaking", "operating", "subsidiary", "other"),
        frozenset({"all"}),
        Complete.BY_SHARES,
    ),
    SumRule(
        "C02",
        "expenditure",
        _of("expenditure", "basic", "project", "superior", "operating", "subsidiary"),
        frozenset({"all"}),
        Complete.BY_SHARES,
    ),
    SumRule("C11", "three_public", _of("three_public", "abroad", "vehicles", "reception")),
    SumRule(
        "C11",
        "three_public",
        _of("three_public", "abroad", "vehicles.purchase", "vehicles.operation", "reception"),
        silent=True,
    ),
    SumRule("C11", "three_public.vehicles", _of("three_public.vehicles", "purchase", "operation"), optional=True),
    SumRule("D07", "three_public.reception", _of("three_public.reception", "domestic", "overseas"), optional=True),
    SumRule("D03", "procurement", _of("procurement", "goods", "works", "services")),
    SumRule(
        "D04",
        "assets.vehicles",
        _of(
            "assets.vehicles",
            *("ministerial", "leaders", "general", "business", "confidential", "emergency", "enforcement"),
            *("special", "retired", "other"),
        ),
        complete=Complete.ANY_TOLD,
        measure="count",
    ),
    SumRule(  # 固定资产 may be told at cost and the total net of depreciation
        "D08",
        "assets.total",
        _of("assets", "current", "fixed", "construction", "intangible"),
        complete=Complete.ANY_TOLD,
        severity=NOTICE,
    ),
    SumRule(
        "D04",
        "performance.projects_self_evaluated",
        _of("performance", "grade_excellent", "grade_good", "grade_pass", "grade_fail"),
        complete=Complete.ANY_TOLD,
        measure="count",
    ),
    SumRule(
        "D04",
        "performance.problems_found",
        _of("performance", "problems_rectified", "problems_in_progress"),
        measure="count",
        optional=True,
    ),
)
_BOUNDS = (
    BoundRule("D03", "procurement", ("procurement.sme",), ERROR),
    BoundRule("D03", "procurement.sme", ("procurement.micro",), ERROR),
    BoundRule("D03", "procurement", ("procurement.sme_reserved.awarded", "procurement.sme_unreserved.awarded"), ERROR),
    BoundRule("D07", "three_public.reception", ("three_public.reception.domestic",), ERROR),
    BoundRule("D07", "three_public.reception.groups", ("three_public.reception.foreign.groups",), ERROR, "count"),
    BoundRule("D07", "three_public.reception.persons", ("three_public.reception.foreign.persons",), ERROR, "count"),
)

_Context = tuple[str, str, str, int]


def check_sums(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Check each total against its parts within one part of the report, scope, phase and year."""
    told: dict[str, dict[_Context, dict[str, Figure]]] = {}
    for figure in figures:
        context = (figure.part, figure.scope, figure.phase, figure.year)
        told.setdefault(figure.measure, {}).setdefault(context, {}).setdefault(figure.indicator, figure)
    for rule in _SUMS:
        for context, found in told.get(rule.measure, {}).items():
            if rule.total in found and (rule.scopes is None or context[1] in rule.scopes):
                yield from _check_sum(rule, found, told.get("share", {}).get(context, {}))
    for bound in _BOUNDS:
        for found in told.get(bound.measure, {}).values():
            if bound.whole in found and all(part in found for part in bound.parts):
                yield _check_bound(bound, found)


def _check_sum(rule: SumRule, found: Mapping[str, Figure], shares: Mapping[str, Figure]) -> Iterator[Outcome]:
    total = found[rule.total]
    parts = [found[part] for part in rule.parts if part in found]
    missing = [part for part in rule.parts if part not in found]
    if rule.optional and not parts:
        return
    if missing and rule.silent:
        return
    if rule.complete is Complete.ALL_TOLD and missing:
        labels = "、".join(load_indicators()[part].label for part in missing)
        yield Unchecked(rule.code, f"{name_figure(total)}：报告没有写明{labels}的金额")
        return
    if rule.complete is Complete.BY_SHARES:
        whole = sum((shares[part].value for part in rule.parts if part in shares), Decimal(0))
        if abs(whole - _WHOLE) > _SLACK:
            return
    if not parts or (rule.complete is Complete.ANY_TOLD and len(parts) < 2):
        return
    told = sum((part.value for part in parts), Decimal(0))
    open_ended = f"{rule.total}.other" not in found or not told
    if rule.complete is Complete.ANY_TOLD and told < total.value and open_ended:
        yield Unchecked(rule.code, f"{name_figure(total)}：报告所列的各类可能不全")
        return
    yield _judge(rule, total, parts)


def _judge(rule: SumRule, total: Figure, parts: Sequence[Figure]) -> Outcome:
    verdict = compare_sum(_printed(total), [_printed(part) for part in parts])
    if total.measure == "count" and verdict is not Verdict.PASS:
        verdict = Verdict.ERROR  # what is counted is not rounded
    places = tuple((one.start, one.end) for one in (total, *parts))
    if verdict is Verdict.PASS:
        return Passed(rule.code, places)
    expected = sum((part.value for part in parts), Decimal(0))
    terms = "、".join(f"{name_figure(part)}{show_figure(part)}" for part in parts)
    return Finding.at(
        total,
        rule=rule.code,
        severity=rule.severity if verdict is Verdict.ERROR else _SEVERITY[verdict],
        message=(
            f"{name_figure(total)}写为{show_figure(total)}，"
            f"{terms}合计为{show_value(expected, total)}，相差{show_value(abs(total.value - expected), total)}。"
        ),
        expected=show_value(expected, total),
        difference=show_value(total.value - expected, total),
        related=places[1:],
    )


def _check_bound(rule: BoundRule, found: Mapping[str, Figure]) -> Outcome:
    whole, parts = found[rule.whole], [found[part] for part in rule.parts]
    places = tuple((one.start, one.end) for one in (*parts, whole))
    reached = sum((part.value for part in parts), Decimal(0))
    slack = Decimal(0) if rule.measure == "count" else sum((part.step for part in parts), whole.step)
    if reached <= whole.value + slack:
        return Passed(rule.code, places)
    last = parts[-1]
    terms = "、".join(f"{name_figure(part)}{show_figure(part)}" for part in parts)
    total = f"合计{show_value(reached, whole)}，" if len(parts) > 1 else ""
    return Finding.at(
        last,
        rule=rule.code,
        severity=rule.severity,
        message=f"{terms}{total or '，'}超过了{name_figure(whole)}{show_figure(whole)}。",
        expected=f"合计不超过{show_figure(whole)}",
        difference=show_value(reached - whole.value, whole),
        related=tuple(place for place in places if place != (last.start, last.end)),
    )


def _printed(figure: Figure) -> Printed:
    return Printed(figure.value, figure.step)
