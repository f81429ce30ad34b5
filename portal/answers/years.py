"""The card of one agency's figures year by year, the latest first: of the years asked for, or of all."""

from collections.abc import Sequence
from dataclasses import replace

from index.understanding.model import IndicatorAsked
from index.understanding.vocabulary import usual_measure
from portal.answers.asking import Asked
from portal.answers.choosing import CHANGES, may_answer, read_wanted
from portal.answers.later import find_told_later, name_missing
from portal.answers.lists import MOST_ROWS, find_list, make_list, make_row, name_bounds
from portal.answers.model import ListCard, ListRow
from portal.answers.telling import name_figure, name_scope
from portal.catalogue.figure_queries import FigureOfReport, count_against
from portal.services import Services


def find_years_card(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> ListCard | None:
    """Return the list of an agency's figures year by year, the latest first; None where there are not several.

    Changes that reports do not print of each year are shown by the amounts themselves.
    """
    if (indicator.measure or "") not in CHANGES:
        return _list_years(agency, indicator, asked, services)
    amounts = find_course_card(agency, indicator, asked, services)
    changes = _list_years(agency, indicator, asked, services)
    if amounts is None or changes is None:
        return amounts or changes
    earliest = min(row.year for row in amounts.rows)
    return changes if {row.year for row in amounts.rows} - {earliest} <= {row.year for row in changes.rows} else amounts


def find_course_card(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> ListCard | None:
    """Return the amounts by which a change is seen that no report prints: of one year, those of it and the year before."""
    if len(asked.years) == 1:
        (year,) = asked.years
        asked = replace(asked, years=(year - 1, year))
    # Whether it changed so much is seen by the amounts, which the bound is not of.
    asked = replace(asked, understood=replace(asked.understood, amounts=None))
    measure = usual_measure(indicator.code)
    card = _list_years(agency, replace(indicator, measure=measure), asked, services)
    if card is None or (asked.years and len(card.rows) < len(asked.years) == 2):
        return None
    return replace(card, note=f"报告没有逐年列出增减，这里列的是各年度的数字。{card.note}")


def _list_years(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> ListCard | None:
    narrowed = replace(asked, region=None)
    figures = services.catalogue.figures
    filters = find_list(indicator, narrowed, figures, (agency,))
    if filters is None:
        return None
    filters = replace(filters, years=asked.years, latest=False)
    rows = sorted(figures.ranked(filters, MOST_ROWS), key=lambda row: -row.year)[: asked.understood.last_years or None]
    card = make_list(filters, (), narrowed, services)
    across = figures.across({row.report for row in rows})
    told = [make_row(row, card.scope, count_against(row, across.get(row.report, ()))) for row in rows]
    if asked.bounds is None:
        told += _told_later(agency, indicator, asked, {row.year for row in rows}, card.scope, services)
    if len(told) < 2:
        return None
    name = rows[0].agency_name if rows else told[0].agency_name
    named = name_figure(filters.indicator, card.scope or None, card.phase, card.measure)
    note = name_missing(asked.years, (row.year for row in told)) if asked.bounds is None else ""
    return replace(
        card,
        title=f"{name}各年度{named}{name_bounds(asked.bounds, card.measure)}",
        rows=tuple(_in_order(told, asked)),
        total=len(told),
        note=note,
    )


def _in_order(rows: Sequence[ListRow], asked: Asked) -> list[ListRow]:
    """The latest year first; where it is asked which year has the most, that one."""
    if asked.most_first or asked.least_first:
        return sorted(rows, key=lambda row: row.value.value, reverse=asked.most_first)
    return sorted(rows, key=lambda row: -row.year)


def _told_later(
    agency: str, indicator: IndicatorAsked, asked: Asked, known: set[int], scope: str, services: Services
) -> list[ListRow]:
    """What later reports tell of the years asked for of which there is none, each with the report that does."""
    missing = sorted(set(asked.years) - known)
    if not missing:
        return []
    told = [
        one
        for one in services.catalogue.figures.of_years_without_report(agency, indicator.code)
        if may_answer(one, asked)
    ]
    wanted = read_wanted(indicator, asked, told)
    found = [one for year in missing if (one := find_told_later(told, wanted, year))]
    return [_name_source(one, scope, services) for one in found]


def _name_source(figure: FigureOfReport, scope: str, services: Services) -> ListRow:
    row = make_row(figure, scope, figure.contradicted)
    (report,) = services.catalogue.reports(names=[figure.report])
    parts: Sequence[str] = (name_scope(figure.scope) if figure.scope != scope else "", f"{report.year}年度报告所列")
    return replace(row, value=replace(row.value, label="，".join(filter(None, parts))))
