"""Sums inside the text: basic expenditure, fiscal expenditure, the three public expenses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import name_figure, show_money
from ingest.figures import FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.vocabulary import load_indicators

_SEVERITY = {Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE, Verdict.ERROR: ERROR}


@dataclass(frozen=True, slots=True)
class SumRule:
    """A total and its parts; `scopes` are those in which nothing else belongs to the total, None for all."""

    code: str
    total: str
    parts: tuple[str, ...]
    scopes: frozenset[str] | None = None


_RULES = (
    SumRule("J02", "expenditure.basic", ("expenditure.basic.personnel", "expenditure.basic.public")),
    SumRule(
        "J02",
        "expenditure",
        ("expenditure.basic", "expenditure.project"),
        frozenset({FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL}),
    ),
    SumRule("C11", "three_public", ("three_public.abroad", "three_public.vehicles", "three_public.reception")),
)

_Context = tuple[str, str, str, int]


def check_sums(figures: Sequence[Figure]) -> Iterator[Outcome]:
    """Check each total against its parts within one part of the report, scope, phase and year."""
    amounts: dict[_Context, dict[str, Figure]] = {}
    for figure in figures:
        if figure.measure == "amount":
            context = (figure.part, figure.scope, figure.phase, figure.year)
            amounts.setdefault(context, {}).setdefault(figure.indicator, figure)
    for context, found in amounts.items():
        for rule in _RULES:
            if rule.total in found and (rule.scopes is None or context[1] in rule.scopes):
                yield _check(rule, found)


def _check(rule: SumRule, found: Mapping[str, Figure]) -> Outcome:
    total = found[rule.total]
    missing = [part for part in rule.parts if part not in found]
    if missing:
        labels = "、".join(load_indicators()[part].label for part in missing)
        return Unchecked(rule.code, f"{name_figure(total)}：报告没有写明{labels}的金额")
    parts = [found[part] for part in rule.parts]
    verdict = compare_sum(_printed(total), [_printed(part) for part in parts])
    if verdict is Verdict.PASS:
        return Passed(rule.code)
    expected = sum((part.value for part in parts), Decimal(0))
    terms = "、".join(f"{name_figure(part)}{show_money(part.value)}" for part in parts)
    return Finding(
        rule=rule.code,
        severity=_SEVERITY[verdict],
        message=(
            f"{name_figure(total)}写为{show_money(total.value)}，"
            f"{terms}合计为{show_money(expected)}，相差{show_money(abs(total.value - expected))}。"
        ),
        disclosed=total.disclosed,
        start=total.start,
        end=total.end,
        expected=show_money(expected),
        difference=show_money(total.value - expected),
        related=tuple((part.start, part.end) for part in parts),
    )


def _printed(figure: Figure) -> Printed:
    return Printed(figure.value, figure.step)
