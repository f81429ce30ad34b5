"""The card of a list: an indicator over agencies, one figure for each agency and year, in order of the values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import url_for

from index.understanding.counting import is_counter
from index.understanding.model import AGENCY, NONE, SOME, AmountRange, IndicatorAsked
from index.understanding.vocabulary import usual_measure
from ingest.amounts import PERCENT
from ingest.checks.wording import show_number
from ingest.regions import load_gazetteer
from portal.answers.asking import Asked
from portal.answers.choosing import CHANGES
from portal.answers.model import ListCard, ListRow
from portal.answers.telling import make_value, name_figure, name_scope, one_scope
from portal.catalogue.figure_queries import FigureFilters, FigureOfReport, FigureQueries, count_against
from portal.services import Services

MOST_ROWS = 20
MOST_YEARS = 6
_PHASES = ("actual", "budget")
# What amounts of money are compared with.
_IN_YUAN = {"amount", "change_amount", "versus_budget_amount"}
_IN_PERCENT = {"completion_rate", "change_rate", "versus_budget_rate", "share"}
_COUNTED = {"count", "score"}
_TEN_THOUSAND = Decimal(10_000)
_TYPES = {None, "final_accounts", "budget"}


def find_list_card(
    indicator: IndicatorAsked, asked: Asked, services: Services, agencies: Sequence[str] = ()
) -> ListCard | None:
    """Return the list of an indicator over these agencies, or all of the region; None where none tells it."""
    filters = find_list(indicator, asked, services.catalogue.figures, agencies)
    if filters is None:
        return None
    others: Iterable[int] = ()
    if not asked.years:
        others = services.catalogue.figures.years(replace(filters, years=(), latest=False, least=None, most=None))
    return make_list(filters, [year for year in others if year not in filters.years], asked, services)


def find_list(
    indicator: IndicatorAsked, asked: Asked, figures: FigureQueries, agencies: Sequence[str] = ()
) -> FigureFilters | None:
    """Return which figures make up the list that is asked for; None where none tells the indicator, or it is no list.

    Without a year: the figures of the last year of which most agencies have reported, of agencies that are named each
    one's last; within bounds each agency's last, since who did not report yet may lie within them, too; where none of
    these does, all years.
    """
    bounds = asked.bounds
    measure = indicator.measure or usual_measure(indicator.code)
    if asked.report_type not in _TYPES or asked.coverage or (bounds and not _are_of(bounds, measure)):
        return None
    phases = (indicator.phase,) if indicator.phase else _PHASES
    if asked.report_type == "budget" and not indicator.phase:
        phases = ("budget",)
    done = _anything(indicator, asked, agencies, "actual", "amount")
    if measure in CHANGES and len(phases) > 1 and figures.years(done):
        phases = ("actual",)  # how budgets changed is asked where it is said, or where nobody tells what was spent
    for phase in phases:
        anything = _anything(indicator, asked, agencies, phase, measure)
        years = figures.years(anything)
        if not years:
            continue
        if asked.bases and measure == "share" and not _are_shares_of(asked.bases, figures.bases(anything)):
            return None
        if bounds:
            within = replace(anything, least=bounds.least, most=bounds.most, strict=bounds.strict)
            last = replace(within, latest=not asked.years)
            return last if figures.count(last) else within
        if asked.years or asked.understood.every_year:
            return replace(anything, years=asked.years or tuple(years)[: asked.understood.last_years or None])
        # Of some that one name means, each is told, whichever year he reported last.
        last = replace(anything, latest=True)
        if agencies:
            return last
        year = last_told(years)
        # A year of which many do not tell it who tell it of others would leave out the greatest.
        return last if 3 * years[year] < 2 * figures.count(last) else replace(anything, years=(year,))
    return None


def _are_shares_of(asked: set[str], bases: set[str]) -> bool:
    """Whether shares are of what is asked for, as far as reports say of what they are."""
    return bool(bases & asked) and bases <= {*asked, ""}


def _anything(
    indicator: IndicatorAsked, asked: Asked, agencies: Sequence[str], phase: str, measure: str
) -> FigureFilters:
    """All that there is of what is asked for, one figure for each agency and year."""
    return FigureFilters(
        indicator=indicator.code,
        phase=phase,
        measure=measure,
        scope=indicator.scope,
        years=asked.years,
        agencies=tuple(agencies),
        region=asked.region,
        standing=True,
    )


def last_told(years: Mapping[int, int]) -> int:
    """The last year that half as many tell as tell the year that most do: the list of a year that has only begun is no answer.

    >>> last_told({2024: 1, 2023: 12, 2022: 14})
    2023
    """
    most = max(years.values())
    return max(year for year, count in years.items() if 2 * count >= most)


def _are_of(bounds: AmountRange, measure: str) -> bool:
    """Whether what is measured so can be compared with a range."""
    if bounds in {SOME, NONE}:
        return measure in {"amount", "count"}
    if bounds.unit == PERCENT:
        return measure in _IN_PERCENT
    return measure in _COUNTED if is_counter(bounds.unit) else measure in _IN_YUAN


def make_list(filters: FigureFilters, years: Sequence[int], asked: Asked, services: Services) -> ListCard:
    """The card of what the filters leave; `years` are others that have the figure."""
    figures, bounds = services.catalogue.figures, asked.bounds
    unbounded = replace(filters, least=None, most=None)
    among = figures.count(unbounded)
    ascending = asked.least_first
    rows = first_rows(figures.ranked(filters, MOST_ROWS, ascending=ascending), asked.rows)
    # Where none lies within the bounds, the one that comes nearest.
    nearest = [] if rows else figures.ranked(unbounded, 1, ascending=bounds is not None and bounds.least is None)
    across = figures.across({row.report for row in (*rows, *nearest)})
    scope = filters.scope or one_scope(row.scope for row in (*rows, *nearest))
    phase, measure = filters.phase or "", filters.measure or ""
    others = years if {*years} - {row.year for row in rows} or len(years) > 1 else ()
    told = name_figure(filters.indicator, scope or None, phase, measure)
    when = "、".join(f"{year}年度" for year in sorted(filters.years))
    where = _name_place(filters, asked)
    arguments = make_arguments(filters, ascending=ascending)

    def make_rows(some: Sequence[FigureOfReport]) -> tuple[ListRow, ...]:
        return tuple(make_row(row, scope, count_against(row, across.get(row.report, ()))) for row in some)

    def address(**changed: Any) -> str:
        return url_for("indicators.indicator", code=filters.indicator, **(arguments | changed))

    return ListCard(
        indicator=filters.indicator,
        scope=scope,
        phase=phase,
        measure=measure,
        title=f"{where}{when}{told}{name_bounds(bounds, measure) or _name_order(asked)}",
        rows=make_rows(rows),
        nearest=make_rows(nearest),
        total=figures.count(filters) if bounds else among,
        csv_url=url_for("indicators.as_csv", code=filters.indicator, **arguments),
        all_url=address(),
        note=_name_years(filters, asked) + _name_coverage(filters, among, asked, figures),
        among=among,
        years=tuple((year, address(year=year, latest=None)) for year in others[:MOST_YEARS]),
    )


def first_rows(rows: Sequence[FigureOfReport], asked: int) -> list[FigureOfReport]:
    """So many of those that come first, and whoever has the same value as the last of them; all where `asked` is 0."""
    if not 0 < asked < len(rows):
        return list(rows)
    return [one for number, one in enumerate(rows) if number < asked or one.value == rows[asked - 1].value]


def _name_coverage(filters: FigureFilters, among: int, asked: Asked, figures: FigureQueries) -> str:
    """How many of those who reported tell the figure at all, where not all of them do."""
    if len(filters.years) > 1 or asked.agencies or not (filters.years or filters.latest):
        return ""
    reporting = figures.reporting(filters)
    return f"有报告的 {reporting} 个单位里有 {among} 个列出这项数字。" if among < reporting else ""


def _name_years(filters: FigureFilters, asked: Asked) -> str:
    """Of which years a list is, where nobody asked for any."""
    if asked.years or asked.understood.every_year:
        return ""
    if filters.latest:
        return "没有写年度，每个单位列的是有这项数字的最近一年。"
    return "没有写年度，列的是多数单位有这项数字的最近一年。" if filters.years else "没有写年度，列的是各年度。"


def make_row(row: FigureOfReport, scope: str, findings: int) -> ListRow:
    """A figure as a row of a list; its scope is named where it is another than the list's."""
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
        "latest": "1" if filters.latest else None,
        "order": "least" if ascending else None,
    }


def name_bounds(bounds: AmountRange | None, measure: str) -> str:
    """Who a list is of, by the bounds: 超过 5 万元的单位, 不低于 5 万元的单位; empty without bounds."""
    if bounds is None or (bounds.least is None and bounds.most is None):
        return ""
    if bounds in {SOME, NONE}:
        return "大于 0 的单位" if bounds == SOME else "为 0 的单位"
    least, most = (
        None if one is None else name_bound(one, measure, bounds.unit) for one in (bounds.least, bounds.most)
    )
    if least and most:
        return f"在 {least}至 {most}之间（{'不含' if bounds.strict else '含'}两端）的单位"
    if least:
        return f"{'超过' if bounds.strict else '不低于'} {least}的单位"
    return f"{'低于' if bounds.strict else '不超过'} {most}的单位"


def name_bound(value: Decimal, measure: str | None, counter: str = "") -> str:
    """A bound in words: 5 万元, 80%, 5 辆."""
    if measure in _COUNTED:
        return f"{show_number(value)} {counter}".rstrip()
    return f"{show_number(value)}%" if measure in _IN_PERCENT else f"{show_number(value / _TEN_THOUSAND)} 万元"


def _name_place(filters: FigureFilters, asked: Asked) -> str:
    """The region that a list is narrowed to, or the several."""
    if filters.region:
        return load_gazetteer().place(filters.region).prefix
    return _name_chip(asked) if asked.is_of_regions else ""


def _name_chip(asked: Asked) -> str:
    return next(chip.label for chip in asked.understood.chips if chip.kind == AGENCY)


def _name_order(asked: Asked) -> str:
    many = f" {asked.rows} 个" if asked.rows > 1 else ""
    if asked.least_first:
        return f"最少的{many}单位"
    if asked.is_of_one_name and not (asked.most_first or asked.is_of_regions):
        return f"：{_name_chip(asked)}"
    return f"最多的{many}单位" if asked.most_first else "：各单位"
