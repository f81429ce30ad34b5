"""The card of a list: an indicator over agencies, one figure for each agency and year, in order of the values."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import url_for

from index.understanding.model import AmountRange, IndicatorAsked
from ingest.amounts import MONEY, PERCENT
from ingest.checks.wording import show_number
from ingest.regions import load_gazetteer
from portal.answers.asking import Asked
from portal.answers.model import ListCard, ListRow
from portal.answers.telling import make_value, name_figure, name_scope, one_scope, usual_measure
from portal.catalogue.figure_queries import FigureFilters, FigureOfReport, count_against
from portal.services import Services

MOST_ROWS = 10
_PHASES = ("actual", "budget")
# What amounts of money and percentages are compared with.
_COMPARED = {
    MONEY: {"amount", "change_amount", "versus_budget_amount"},
    PERCENT: {"completion_rate", "change_rate", "versus_budget_rate", "share"},
}
_TEN_THOUSAND = Decimal(10_000)
_TYPES = {None, "final_accounts", "budget"}


def find_list_card(
    indicator: IndicatorAsked, asked: Asked, services: Services, agencies: Sequence[str] = ()
) -> ListCard | None:
    """Return the list of an indicator over these agencies, or all of the region; None where none tells it."""
    bounds = asked.understood.amounts
    measure = indicator.measure or usual_measure(indicator.code)
    if asked.report_type not in _TYPES or asked.coverage or (bounds and measure not in _COMPARED[bounds.unit]):
        return None
    phases = (indicator.phase,) if indicator.phase else _PHASES
    if asked.report_type == "budget" and not indicator.phase:
        phases = ("budget",)
    for phase in phases:
        anything = FigureFilters(
            indicator=indicator.code,
            phase=phase,
            measure=measure,
            scope=indicator.scope,
            years=asked.years,
            agencies=tuple(agencies),
            region=asked.region,
            standing=True,
        )
        years = services.catalogue.figures.years(anything)
        if years:
            within = replace(anything, years=asked.years or tuple(years if asked.understood.every_year else years[:1]))
            return _make_card(within, bounds, asked, services)
    return None


def _make_card(filters: FigureFilters, bounds: AmountRange | None, asked: Asked, services: Services) -> ListCard:
    figures = services.catalogue.figures
    among = figures.count(filters)
    if bounds:
        filters = replace(filters, least=bounds.least, most=bounds.most, strict=bounds.strict)
    ascending = asked.least_first
    rows = figures.ranked(filters, MOST_ROWS, ascending=ascending)
    across = figures.across({row.report for row in rows})
    scope = filters.scope or one_scope(row.scope for row in rows)
    phase, measure = filters.phase or "", filters.measure or ""
    told = name_figure(filters.indicator, scope or None, phase, measure)
    when = "、".join(f"{year}年度" for year in sorted(filters.years))
    where = load_gazetteer().place(filters.region).prefix if filters.region else ""
    arguments = make_arguments(filters, ascending=ascending)
    return ListCard(
        indicator=filters.indicator,
        scope=scope,
        phase=phase,
        measure=measure,
        title=f"{where}{when}{told}{_name_bounds(bounds) or _name_order(asked)}",
        rows=tuple(_make_row(row, scope, count_against(row, across.get(row.report, ()))) for row in rows),
        total=figures.count(filters) if bounds else among,
        csv_url=url_for("indicators.as_csv", code=filters.indicator, **arguments),
        all_url=url_for("indicators.indicator", code=filters.indicator, **arguments),
        note="" if asked.years or asked.understood.every_year else "没有写年度，列的是有这项数字的最近一年。",
        among=among,
    )


def _make_row(row: FigureOfReport, scope: str, findings: int) -> ListRow:
    label = "" if row.scope == scope else name_scope(row.scope)
    return ListRow(
        row.agency, row.agency_name, row.year, row.report, make_value(row, label, findings=findings, scope=row.scope)
    )


def make_arguments(filters: FigureFilters, *, ascending: bool) -> dict[str, Any]:
    """The arguments of an address that shows exactly what the filters leave."""
    return {
        "phase": filters.phase,
        "measure": filters.measure,
        "scope": filters.scope,
        "year": list(filters.years) or None,
        "agency": list(filters.agencies) or None,
        "region": filters.region,
        "least": None if filters.least is None else f"{filters.least:f}",
        "most": None if filters.most is None else f"{filters.most:f}",
        "strict": "1" if filters.strict and (filters.least is not None or filters.most is not None) else None,
        "single": "1" if filters.standing else None,
        "order": "least" if ascending else None,
    }


def _name_bounds(bounds: AmountRange | None) -> str:
    """Who a list is of, by the bounds: 超过 5 万元的单位, 不低于 5 万元的单位; empty without bounds."""
    if bounds is None or (bounds.least is None and bounds.most is None):
        return ""
    least, most = (None if one is None else _name_amount(one, bounds.unit) for one in (bounds.least, bounds.most))
    if least and most:
        return f"在 {least}至 {most}之间（{'不含' if bounds.strict else '含'}两端）的单位"
    if least:
        return f"{'超过' if bounds.strict else '不低于'} {least}的单位"
    return f"{'低于' if bounds.strict else '不超过'} {most}的单位"


def _name_amount(value: Decimal, unit: str) -> str:
    if unit == PERCENT:
        return f"{show_number(value)}%"
    return f"{show_number(value / _TEN_THOUSAND)} 万元"


def _name_order(asked: Asked) -> str:
    if asked.least_first:
        return "最少的单位"
    return "最多的单位" if asked.most_first else "：各单位"
