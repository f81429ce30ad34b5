"""What a search asks of the catalogue: what is known of reports beside the index, and figures as results of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, Row, Select, and_, case, func, or_, select

from index.protocol import Facets
from index.query import HIGHEST, LOWEST, OLDEST
from index.understanding.counting import is_counter
from index.understanding.model import AmountRange, IndicatorAsked
from index.understanding.vocabulary import usual_measure
from ingest.parts import DEFAULT_PARTS
from ingest.regions import load_gazetteer
from portal.catalogue.adcodes import significant
from portal.catalogue.headlines import SCOPES
from portal.catalogue.records import FigureRecord, make_record
from portal.catalogue.tables import about, agencies, figure_words, figures, reports

_BATCH = 1000
_SCOPES = list(SCOPES)
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class AmountRow:
    """The figure that stands for an indicator of a report: its id there, its value, how it is printed."""

    report: str
    id: str
    indicator: str
    scope: str
    phase: str
    measure: str
    value: Decimal
    unit: str
    disclosed: str


@dataclass(frozen=True, slots=True)
class FigureSearch:
    """What figures are searched for; nothing given does not narrow.

    `indicators` are any of which it may be one, `patterns` what its words must all hold (`figure_words.make_patterns`).
    A figure may be of any of the `regions` and of those inside them.
    """

    indicators: tuple[IndicatorAsked, ...] = ()
    agencies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    report_type: str | None = None
    report: str | None = None
    amounts: AmountRange | None = None
    patterns: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureHit(FigureRecord):
    """A figure that was found."""

    report_year: int


class SearchQueries:
    """Questions of a search to one catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def state(self) -> str:
        """A mark that is another one whenever the catalogue was changed."""
        with self._engine.connect() as connection:
            state: str = connection.execute(select(about.c.state)).scalar_one()
        return state

    def created(self) -> dict[str, str]:
        """When the current version of each report was made, in ISO's form."""
        with self._engine.connect() as connection:
            return {row.name: row.created for row in connection.execute(select(reports.c.name, reports.c.created))}

    def amounts(self, asked: IndicatorAsked) -> dict[str, AmountRow]:
        """The figure of each report that stands for an indicator, of the report's own year.

        Where nothing else is asked for, an amount: of a budget what is planned, else what was received or spent.
        """
        usual = case((reports.c.report_type == "budget", "budget"), else_="actual")
        measure = asked.measure or usual_measure(asked.code)
        statement = (
            select(figures, reports.c.report_type)
            .join(reports, reports.c.name == figures.c.report)
            .where(
                figures.c.indicator == asked.code,
                figures.c.measure == measure,
                figures.c.phase == (asked.phase or usual),
                figures.c.year == reports.c.year,
            )
        )
        if asked.scope:
            statement = statement.where(figures.c.scope == asked.scope)
        best: dict[str, tuple[tuple[Any, ...], Row[Any]]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(statement):
                ranked = (_rank(row), row)
                if row.report not in best or ranked[0] < best[row.report][0]:
                    best[row.report] = ranked
        return {name: make_record(AmountRow, row, value=row.value.normalize()) for name, (_, row) in best.items()}

    def count_figures(self, filters: FigureSearch) -> tuple[int, Facets]:
        """How many figures there are, and how many each value of a filter would leave, the other filters kept."""
        columns = (reports.c.agency, reports.c.adcode, reports.c.report_type, figures.c.year)
        open_filters = replace(filters, regions=(), years=(), report_type=None)
        if not filters.patterns:
            # Of words, what other agencies have is not counted: it takes as long as to read all of it.
            open_filters = replace(open_filters, agencies=())
        statement = (
            select(*columns, func.count().label("figures"))
            .select_from(_source(filters))
            .where(*_conditions(open_filters))
            .group_by(*columns)
        )
        with self._engine.connect() as connection:
            return _count(connection.execute(statement).all(), filters)

    def figures(self, filters: FigureSearch, order: str, *, start: int = 0, most: int) -> Iterator[FigureHit]:
        """Figures in the order asked for, by default the latest year first; amounts of money before other values.

        They are read as they are taken: until all are, the catalogue cannot be filled, so take them at once.
        """
        statement = (
            _selected(filters).where(*_conditions(filters)).order_by(*_figure_order(order)).offset(start).limit(most)
        )
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(statement):
                # The database keeps four places of every value.
                value = row.value.normalize()
                yield make_record(FigureHit, row, value=value, agency_name=row.agency_name or row.agency)


def _source(filters: FigureSearch) -> FromClause:
    """Figures with their reports; with their words only where they are asked for."""
    joined = figures.join(reports, reports.c.name == figures.c.report)
    if not filters.patterns and not filters.without:
        return joined
    words = figure_words.c.words
    conditions = [words.like(one, escape="\\") for one in filters.patterns]
    conditions += [words.not_like(one, escape="\\") for one in filters.without]
    found = select(figure_words.c.report, figure_words.c.id).where(*conditions).cte("found")
    if not filters.agencies and not filters.report and not filters.indicators:
        # Found first: to look up the words of every figure takes longer than to read them all.
        found = found.prefix_with("MATERIALIZED")
    return joined.join(found, and_(found.c.report == figures.c.report, found.c.id == figures.c.id))


def _selected(filters: FigureSearch) -> Select[Any]:
    return select(
        figures,
        reports.c.title,
        reports.c.year.label("report_year"),
        reports.c.agency,
        reports.c.adcode,
        reports.c.report_type,
        reports.c.coverage,
        agencies.c.name.label("agency_name"),
    ).select_from(_source(filters).outerjoin(agencies, agencies.c.id == reports.c.agency))


def _count(groups: Sequence[Row[Any]], filters: FigureSearch) -> tuple[int, Facets]:
    """The total and the facets of groups of figures that are narrowed by neither agency, region, year nor type."""
    inside = tuple(map(significant, filters.regions)) or ("",)
    total = 0
    counts: dict[str, Counter[Any]] = {name: Counter() for name in ("agency", "region", "year", "report_type")}
    for row in groups:
        fits = {
            "agency": not filters.agencies or row.agency in filters.agencies,
            "region": row.adcode.startswith(inside),
            "year": not filters.years or row.year in filters.years,
            "report_type": filters.report_type in {None, row.report_type},
        }
        failed = [name for name, fit in fits.items() if not fit]
        values = {"agency": row.agency, "region": row.adcode, "year": row.year, "report_type": row.report_type}
        total += 0 if failed else row.figures
        for name, value in values.items():
            if failed in ([], [name]):
                counts[name][value] += row.figures
    regions: Counter[str] = Counter()
    for adcode, count in counts["region"].items():
        regions.update(dict.fromkeys(load_gazetteer().ancestors(adcode), count))
    return total, Facets(counts["agency"], regions, counts["year"], counts["report_type"], {})


def _rank(row: Row[Any]) -> tuple[Any, ...]:
    """What sorts first the figure that stands for a report: of its own part, of the first scope, of a table."""
    scope = _SCOPES.index(row.scope) if row.scope in _SCOPES else len(_SCOPES)
    return (int(row.part != DEFAULT_PARTS[row.report_type]), scope, row.scope, int(not row.from_table), row.id)


def _figure_order(order: str) -> Sequence[ColumnElement[Any]]:
    value = (case((figures.c.unit == _MONEY, 0), else_=1), figures.c.unit, figures.c.value.desc())
    year = figures.c.year.desc()
    last = (reports.c.adcode, figures.c.report, figures.c.id)
    if order == LOWEST:
        return (*value[:2], figures.c.value, year, *last)
    if order == HIGHEST:
        return (*value, year, *last)
    return (figures.c.year if order == OLDEST else year, *value, *last)


def _conditions(filters: FigureSearch) -> Iterable[ColumnElement[bool]]:
    if filters.indicators:
        yield or_(*(_is_indicator(one) for one in filters.indicators))
    if filters.agencies:
        yield reports.c.agency.in_(filters.agencies)
    if filters.regions:
        yield or_(*(reports.c.adcode.startswith(significant(code)) for code in filters.regions))
    if filters.years:
        yield figures.c.year.in_(filters.years)
    if filters.report_type:
        yield reports.c.report_type == filters.report_type
    if filters.report:
        yield figures.c.report == filters.report
    if filters.amounts:
        if is_counter(filters.amounts.unit):
            # 台 and 辆, 人 and 人次: whichever counter was typed, reports print another.
            yield figures.c.measure.in_(("count", "score"))
        else:
            yield figures.c.unit == filters.amounts.unit
        if filters.amounts.unit == _MONEY:
            yield figures.c.measure == "amount"
        yield from _within(filters.amounts)


def _within(amounts: AmountRange) -> Iterable[ColumnElement[bool]]:
    value = figures.c.value
    if amounts.least is not None:
        yield value > amounts.least if amounts.strict else value >= amounts.least
    if amounts.most is not None:
        yield value < amounts.most if amounts.strict else value <= amounts.most


def _is_indicator(asked: IndicatorAsked) -> ColumnElement[bool]:
    told: Mapping[str, str | None] = {
        "indicator": asked.code,
        "scope": asked.scope,
        "phase": asked.phase,
        "measure": asked.measure,
    }
    return and_(*(figures.c[name] == value for name, value in told.items() if value is not None))
