"""What pages ask of single figures: those of one agency, and one for each agency, in order of their values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, func, select, tuple_

from portal.catalogue.adcodes import significant
from portal.catalogue.finding_rows import ACROSS
from portal.catalogue.form import has_today_form
from portal.catalogue.records import FigureRecord, make_record
from portal.catalogue.standing import LEADS, STANDS
from portal.catalogue.tables import agencies, figures, findings, reports

_BATCH = 1000
_LAST_PLACE = Decimal("0.0001")
_LARGEST = Decimal(10) ** 14  # yuan


@dataclass(frozen=True, slots=True)
class FigureFilters:
    """What a list of an indicator's figures is narrowed to; None and () do not narrow.

    `least` and `most` are in the figure's unit, yuan for money; `strict` leaves the bounds out. `standing` leaves one
    figure for each agency and year: of the scope asked for, else of the scope that goes first. `latest` leaves of each
    agency the last year that has one.
    """

    indicator: str
    phase: str | None = None
    measure: str | None = None
    scope: str | None = None
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    region: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    strict: bool = False
    standing: bool = False
    latest: bool = False


@dataclass(frozen=True, slots=True)
class FigureOfReport(FigureRecord):
    """A figure with its place in the report of that version; `standing` as the catalogue keeps it."""

    version: int
    base: str
    start: int
    end: int
    contradicted: int
    standing: int


_OF_REPORT = (reports.c.version, reports.c.title, reports.c.report_type, reports.c.coverage, reports.c.agency)
_COLUMNS = (
    figures,
    *_OF_REPORT,
    reports.c.adcode,
    func.coalesce(agencies.c.name, reports.c.agency).label("agency_name"),
)


class FigureQueries:
    """Questions about figures to one catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def is_filled(self) -> bool:
        """Whether the catalogue knows which figures stand."""
        return has_today_form(self._engine)

    def of_agency(self, agency: str, indicator: str) -> list[FigureOfReport]:
        """All figures of an indicator that an agency's reports tell of their own years, as they stand in the reports."""
        with self._engine.connect() as connection:
            names = connection.scalars(select(reports.c.name).where(reports.c.agency == agency)).all()
            statement = _selected().where(
                figures.c.report.in_(names),
                # Not by the index of the indicator: that holds all agencies' figures, these reports few.
                figures.c.indicator.concat("") == indicator,
                figures.c.year == reports.c.year,
            )
            rows = connection.execute(statement.order_by(figures.c.report, figures.c.id))
            return [make_record(FigureOfReport, row) for row in rows]

    def of_years_without_report(self, agency: str, indicator: str) -> list[FigureOfReport]:
        """What an agency's later reports tell of years of which it has no report; that of the next year first."""
        own = select(reports.c.year).where(reports.c.agency == agency)
        statement = (
            _selected()
            .where(
                reports.c.agency == agency,
                figures.c.indicator.concat("") == indicator,
                figures.c.year < reports.c.year,
                figures.c.year.not_in(own),
            )
            .order_by(reports.c.year, figures.c.report, figures.c.id)
        )
        with self._engine.connect() as connection:
            return [make_record(FigureOfReport, row) for row in connection.execute(statement)]

    def reporting(self, filters: FigureFilters) -> int:
        """How many agencies have a report, of those and of the years that a list is narrowed to."""
        statement = select(func.count(reports.c.agency.distinct()))
        if filters.years:
            statement = statement.where(reports.c.year.in_(filters.years))
        if filters.agencies:
            statement = statement.where(reports.c.agency.in_(filters.agencies))
        if filters.region:
            statement = statement.where(lies_in(reports.c.adcode, filters.region))
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def ranked(
        self, filters: FigureFilters, most: int, *, start: int = 0, ascending: bool = False
    ) -> list[FigureOfReport]:
        """Figures by their value, the greatest first."""
        order = figures.c.value.asc() if ascending else figures.c.value.desc()
        statement = (
            _selected().where(*_conditions(filters)).order_by(order, reports.c.adcode, reports.c.name, figures.c.id)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(statement.offset(start).limit(most))
            return [make_record(FigureOfReport, row) for row in rows]

    def count(self, filters: FigureFilters) -> int:
        """How many figures there are."""
        statement = select(func.count()).select_from(_source(filters)).where(*_conditions(filters))
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def years(self, filters: FigureFilters) -> dict[int, int]:
        """The years of which there are figures, the latest first, each with how many."""
        counted = (
            select(figures.c.year, func.count().label("reports"))
            .select_from(_source(filters))
            .where(*_conditions(filters))
        )
        statement = counted.group_by(figures.c.year).order_by(figures.c.year.desc())
        with self._engine.connect() as connection:
            return {row.year: row.reports for row in connection.execute(statement)}

    def bases(self, filters: FigureFilters) -> set[str]:
        """What the shares that a list is made of are shares of; empty where a report does not say it."""
        statement = select(figures.c.base).distinct().select_from(_source(filters)).where(*_conditions(filters))
        with self._engine.connect() as connection:
            return set(connection.scalars(statement))

    def only_agency(self, region: str | None) -> str | None:
        """The agency of a region and the regions in it, where it is one alone."""
        statement = select(agencies.c.id)
        if region:
            statement = statement.where(lies_in(agencies.c.adcode, region))
        with self._engine.connect() as connection:
            found = connection.scalars(statement.limit(2)).all()
        return found[0] if len(found) == 1 else None

    def rows(self, filters: FigureFilters) -> Iterator[FigureOfReport]:
        """Figures by year, the latest first, region, agency and place.

        They are read as they are taken: until all are, the catalogue cannot be filled, so take them at once.
        """
        order = (figures.c.year.desc(), reports.c.adcode, reports.c.agency, figures.c.report, figures.c.id)
        statement = _selected().where(*_conditions(filters)).order_by(*order)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(statement):
                yield make_record(FigureOfReport, row)

    def across(self, names: Iterable[str] | None = None) -> dict[str, list[tuple[int, str, int, str]]]:
        """What checks over several reports found at which places: by report, each with place, id, rank and message."""
        columns = (findings.c.report, findings.c.start, findings.c.id, findings.c.rank, findings.c.message)
        statement = select(*columns).where(findings.c.compared == ACROSS, findings.c.start.is_not(None))
        if names is not None:
            statement = statement.where(findings.c.report.in_(list(names)))
        found: dict[str, list[tuple[int, str, int, str]]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(statement):
                found.setdefault(row.report, []).append((row.start, row.id, row.rank, row.message))
        return found


def count_against(
    figure: FigureOfReport, across: Sequence[tuple[int, str, int, str]] = (), *, error_rank: int = 0
) -> int:
    """How many checks contradict a figure: of its own report, and those over several that were found at its place."""
    return figure.contradicted + sum(
        rank == error_rank and figure.start <= start < figure.end for start, _, rank, _ in across
    )


def _joined() -> Any:
    return figures.join(reports, reports.c.name == figures.c.report)


def _source(filters: FigureFilters) -> Any:
    """What is to be read for the conditions: reports only where they are asked about."""
    return _joined() if filters.region or filters.agencies or filters.latest or not filters.standing else figures


def _selected() -> Select[Any]:
    return select(*_COLUMNS).select_from(_joined().outerjoin(agencies, agencies.c.id == reports.c.agency))


def _conditions(filters: FigureFilters) -> Iterable[ColumnElement[bool]]:
    yield figures.c.indicator == filters.indicator
    for column, value in ((figures.c.phase, filters.phase), (figures.c.measure, filters.measure)):
        if value:
            yield column == value
    if filters.scope:
        yield figures.c.scope == filters.scope
    if filters.standing:
        # Whole numbers, since a range would keep the index from narrowing by what comes behind.
        yield figures.c.standing.in_((STANDS, LEADS) if filters.scope else (LEADS,))
    else:
        yield figures.c.year == reports.c.year
    if filters.years:
        yield figures.c.year.in_(filters.years)
    if filters.agencies:
        yield reports.c.agency.in_(filters.agencies)
    if filters.region:
        yield lies_in(reports.c.adcode, filters.region)
    if filters.latest:
        yield tuple_(reports.c.agency, figures.c.year).in_(_last_years(filters))
    yield from _within(filters)


def _last_years(filters: FigureFilters) -> Select[Any]:
    """Of each agency the last year that has the figure, whatever its value."""
    anything = replace(filters, least=None, most=None, latest=False)
    return (
        select(reports.c.agency, func.max(figures.c.year))
        .select_from(_joined())
        .where(*_conditions(anything))
        .group_by(reports.c.agency)
        .correlate(None)
    )


def lies_in(adcode: ColumnElement[str], region: str) -> ColumnElement[bool]:
    """Whether a code is that of a region or of one inside it: a range, which an index answers; the codes in a region begin with its significant digits."""
    digits = significant(region)
    return and_(adcode >= digits, adcode < f"{digits}:")


def _within(filters: FigureFilters) -> Iterable[ColumnElement[bool]]:
    """Bounds as the catalogue can keep them: one that is finer than its last place is moved to the next that it has."""
    up, down = ROUND_CEILING, ROUND_FLOOR
    if filters.least is not None:
        least = _bound(filters.least, down if filters.strict else up)
        yield figures.c.value > least if filters.strict else figures.c.value >= least
    if filters.most is not None:
        most = _bound(filters.most, up if filters.strict else down)
        yield figures.c.value < most if filters.strict else figures.c.value <= most


def _bound(value: Decimal, rounding: str) -> Decimal:
    """No amount is so large that a bound beyond tells more."""
    return max(-_LARGEST, min(_LARGEST, value)).quantize(_LAST_PLACE, rounding)
