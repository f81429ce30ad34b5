"""What figures are called in answers, and how a value of the catalogue becomes one that is shown."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from flask import url_for

from ingest.vocabulary import load_indicators
from portal.answers.model import Value
from portal.catalogue.figure_queries import FigureOfReport
from portal.catalogue.headlines import name_planned
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS, label_indicator

MONEY = "元"
_CENT = Decimal("0.01")
_DECIMALS = re.compile(r"\.(\d+)")
_COMPLETION = {"budget": "完成预算", "adjusted": "完成调整预算"}


def name_figure(indicator: str, scope: str | None, phase: str, measure: str) -> str:
    """What a figure is called: “三公”经费决算, 支出预算, 公务接待费比上年增减率."""
    label = label_indicator(indicator)
    # What one fund spent is not the whole year's expenditure, and is not called so.
    if indicator == "expenditure" and scope not in {"all", None}:
        label = "支出"
    if measure == "amount":
        if phase == "actual":
            return label if label.endswith("总计") else f"{name_planned(label).removesuffix('预算')}决算"
        return (
            name_planned(label)
            if phase == "budget"
            else f"{label.removeprefix('本年').removesuffix('合计')}{PHASE_LABELS[phase]}"
        )
    if phase == "budget" and measure.startswith("change"):
        label = name_planned(label)  # of what was planned, not of what was spent
    return label if measure == "count" else f"{label}{MEASURE_LABELS[measure]}"


def label_value(phase: str, measure: str, base: str = "") -> str:
    """What a value of a card is called beside the others."""
    if measure == "amount":
        return PHASE_LABELS[phase]
    if measure == "completion_rate":
        return _COMPLETION.get(base, MEASURE_LABELS[measure])
    if measure == "share" and base in load_indicators():
        return f"占{label_indicator(base)}"
    return "" if measure == "count" else MEASURE_LABELS[measure]


def link_row(report: str, anchor: str) -> str:
    """The address of a row's words in the report that is published now."""
    return url_for("reports.report", name=report, _anchor=anchor)


def exact(value: Decimal, unit: str, disclosed: str = "") -> Decimal:
    """A value of the catalogue as the package writes it: money with cents, what else is printed with its places.

    >>> exact(Decimal("579300.0000"), "元"), exact(Decimal("91.0000"), "%", "91.0%"), exact(Decimal("10.0000"), "辆", "10辆")
    (Decimal('579300.00'), Decimal('91.0'), Decimal('10'))
    """
    if unit == MONEY:
        return value.quantize(_CENT)
    printed = _DECIMALS.search(disclosed)
    plain = value.quantize(Decimal(1).scaleb(-len(printed[1]))) if printed else value.normalize()
    if plain != value:
        plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral() and not printed else plain


def make_value(figure: FigureOfReport, label: str, *, findings: int = 0, scope: str = "", document: str = "") -> Value:
    """A figure as a card shows it."""
    return Value(
        label=label,
        value=exact(figure.value, figure.unit, figure.disclosed),
        unit=figure.unit,
        disclosed=figure.disclosed,
        url=link_row(figure.report, figure.id),
        findings=findings,
        scope=scope,
        document=document,
    )


def compute_completion(actual: FigureOfReport, budget: FigureOfReport) -> Value | None:
    """The share of a budget that was spent, to one place, where a report prints both amounts but no share."""
    if MONEY not in {actual.unit} & {budget.unit} or budget.value <= 0:
        return None
    percent = (actual.value / budget.value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    label = _COMPLETION[budget.phase]
    return Value(label, percent, "%", "", link_row(actual.report, actual.id), computed=True)


def name_scope(scope: str) -> str:
    """A scope in Chinese."""
    return SCOPE_LABELS.get(scope, scope)


def one_scope(scopes: Iterable[str]) -> str:
    """The scope that all have; empty where they differ."""
    told = set(scopes)
    return told.pop() if len(told) == 1 else ""
