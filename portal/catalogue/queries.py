"""What pages ask of the catalogue, answered as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, case, func, select

from ingest.across.report import PASSED
from ingest.findings import ERROR, NOTICE
from ingest.regions import RegionPlace, load_gazetteer
from portal.catalogue.adcodes import significant
from portal.catalogue.derived_tables import derived_findings
from portal.catalogue.figure_queries import FigureQueries
from portal.catalogue.finding_rows import ACROSS, SEVERITIES
from portal.catalogue.findings import FindingQueries
from portal.catalogue.headlines import HEADLINES, SCOPES, Candidate, choose_headlines, is_self_evaluated
from portal.catalogue.records import make_record
from portal.catalogue.searching import SearchQueries
from portal.catalogue.spending_queries import SpendingQueries
from portal.catalogue.tables import agencies, figures, findings, reports, roster
from portal.catalogue.totals import TOTALS, YearTotals, add_up


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency with how much it has published."""

    id: str
    name: str
    short_name: str
    place: RegionPlace
    other_names: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list; what it says against other reports is counted with it."""

    name: str
    title: str
    agency: str
    agency_name: str
    adcode: str
    year: int
    report_type: str
    coverage: str | None
    version: int
    created: str
    published: str | None
    errors: int
    notices: int
    roundings: int
    passed: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class CheckTally:
    """What the checks of several reports say together."""

    reports: int
    passed: int
    errors: int
    notices: int
    roundings: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """How many checks of a report found a contradiction or gave a notice, and how many passed."""

    errors: int
    notices: int
    passed: int


def tally_checks(rows: Sequence[ReportRow]) -> CheckTally:
    """Add up the checks of reports."""
    return CheckTally(
        reports=len(rows),
        passed=sum(row.passed for row in rows),
        errors=sum(row.errors for row in rows),
        notices=sum(row.notices for row in rows),
        roundings=sum(row.roundings for row in rows),
        unchecked=sum(row.unchecked for row in rows),
    )


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with the report it stands in; `self_evaluated` where only a self-evaluation tells it."""

    report: str
    id: str
    indicator: str
    scope: str
    year: int
    value: Decimal
    disclosed: str
    coverage: str | None
    self_evaluated: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many agencies published a type of report for a year, of how many.

    `expected` counts the roster where there is one, else the agencies known; `by_roster` tells which.
    """

    published: int
    expected: int
    by_roster: bool


class Catalogue:
    """Questions to one catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.findings = FindingQueries(engine)
        self.figures = FigureQueries(engine)
        self.spending = SpendingQueries(engine)
        self.searching = SearchQueries(engine)

    def agencies(self, *, adcode: str | None = None, agency: str | None = None) -> list[AgencyRow]:
        """Agencies by region and name; with `adcode` those of that region and of the regions in it."""
        count = select(reports.c.agency, func.count().label("reports")).group_by(reports.c.agency).subquery()
        statement = select(agencies, count.c.reports).outerjoin(count, count.c.agency == agencies.c.id)
        if adcode:
            statement = statement.where(agencies.c.adcode.startswith(significant(adcode)))
        if agency:
            statement = statement.where(agencies.c.id == agency)
        with self._engine.connect() as connection:
            rows = connection.execute(statement.order_by(agencies.c.adcode, agencies.c.name)).all()
        return [_agency(row) for row in rows]

    def agency_names(self, ids: Sequence[str]) -> dict[str, str]:
        """The names of some agencies, by their ids."""
        statement = select(agencies.c.id, agencies.c.name).where(agencies.c.id.in_(list(ids)))
        with self._engine.connect() as connection:
            return {row.id: row.name for row in connection.execute(statement)}

    def agency(self, agency_id: str) -> AgencyRow | None:
        """One agency, or None."""
        return next(iter(self.agencies(agency=agency_id)), None)

    def reports(
        self,
        *,
        agency: str | None = None,
        year: int | None = None,
        adcode: str | None = None,
        names: Sequence[str] | None = None,
        newest: int | None = None,
    ) -> list[ReportRow]:
        """Reports by year, the latest first; with `newest` that many of those published last."""
        few: Sequence[str] | Select[Any] | None = names
        if agency and names is None:
            few = select(reports.c.name).where(reports.c.agency == agency)
        statement = _with_across(
            select(reports, agencies.c.name.label("agency_name")).outerjoin(
                agencies, agencies.c.id == reports.c.agency
            ),
            few,
        )
        if agency:
            statement = statement.where(reports.c.agency == agency)
        if year:
            statement = statement.where(reports.c.year == year)
        if adcode:
            statement = statement.where(reports.c.adcode.startswith(significant(adcode)))
        if names is not None:
            statement = statement.where(reports.c.name.in_(names))
        if newest:
            statement = statement.order_by(reports.c.created.desc(), reports.c.name).limit(newest)
        else:
            statement = statement.order_by(reports.c.year.desc(), agencies.c.adcode, agencies.c.name, reports.c.name)
        with self._engine.connect() as connection:
            return [_report(row) for row in connection.execute(statement)]

    def check_counts(self) -> dict[str, CheckCounts]:
        """What the checks say of each report, those against other reports with them."""
        columns = (reports.c.name, reports.c.errors, reports.c.notices, reports.c.passed)
        with self._engine.connect() as connection:
            rows = connection.execute(_with_across(select(*columns).select_from(reports), None)).all()
        return {row.name: CheckCounts(**_checked(row)) for row in rows}

    def years(self) -> list[int]:
        """Years that have reports, the latest first."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(reports.c.year).distinct().order_by(reports.c.year.desc())))

    def headlines(self, agency: str) -> dict[tuple[str, int], FigureRow]:
        """The headline figure of each indicator and year of an agency."""
        statement = _amounts(HEADLINES).where(reports.c.agency == agency)
        by_year: dict[int, list[Candidate[FigureRow]]] = defaultdict(list)
        with self._engine.connect() as connection:
            for row in connection.execute(statement):
                by_year[row.year].append(_candidate(row))
        return {
            (indicator, year): figure
            for year, candidates in by_year.items()
            for indicator, figure in choose_headlines(candidates).items()
        }

    def totals(self, year: int) -> YearTotals:
        """Sums over the accounts of a year."""
        accounts = and_(reports.c.report_type == "final_accounts", reports.c.year == year)
        with self._engine.connect() as connection:
            coverages = connection.execute(select(reports.c.agency, reports.c.coverage).where(accounts)).all()
            rows = connection.execute(_amounts(TOTALS).where(accounts)).all()
            superiors = connection.execute(select(agencies.c.id, agencies.c.superior)).all()
        return add_up(
            [(row.agency, row.coverage) for row in coverages], rows, {row.id: row.superior for row in superiors}
        )

    def coverage(self, year: int, report_type: str, adcode: str | None = None) -> Coverage:
        """How many agencies published a type of report for a year."""
        with self._engine.connect() as connection:
            return _coverage(connection, year, report_type, adcode)

    def count_figures(self) -> int:
        """How many figures there are in all."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(figures)).scalar_one()


def _amounts(indicators: Iterable[str]) -> Select[Any]:
    """Amounts actually received or spent in the report's own year, of these indicators, in the scopes of headlines."""
    return (
        select(figures, reports.c.agency, reports.c.report_type, reports.c.coverage)
        .join(reports, reports.c.name == figures.c.report)
        .where(
            and_(
                figures.c.indicator.in_(list(indicators)),
                figures.c.scope.in_(SCOPES),
                figures.c.measure == "amount",
                figures.c.phase == "actual",
                figures.c.year == reports.c.year,
            )
        )
        .order_by(figures.c.report, figures.c.id)
    )


def _coverage(connection: Connection, year: int, report_type: str, adcode: str | None) -> Coverage:
    inside = agencies.c.adcode.startswith(significant(adcode) if adcode else "")
    published = set(
        connection.scalars(
            select(reports.c.agency)
            .join(agencies, agencies.c.id == reports.c.agency)
            .where(and_(reports.c.year == year, reports.c.report_type == report_type, inside))
            .distinct()
        )
    )
    listed = connection.execute(select(roster).join(agencies, agencies.c.id == roster.c.agency).where(inside)).all()
    if connection.execute(select(func.count()).select_from(roster)).scalar_one():
        expected = {row.agency for row in listed if _is_expected(row, year, report_type)}
        return Coverage(len(published & expected), len(expected), by_roster=True)
    known = connection.execute(select(func.count()).select_from(agencies).where(inside)).scalar_one()
    return Coverage(len(published), known, by_roster=False)


def _is_expected(row: Row[Any], year: int, report_type: str) -> bool:
    types = row.report_types.split("|") if row.report_types else ["final_accounts"]
    return (
        report_type in types and (row.since is None or row.since <= year) and (row.until is None or year <= row.until)
    )


def _agency(row: Row[Any]) -> AgencyRow:
    return make_record(
        AgencyRow,
        row,
        place=load_gazetteer().place(row.adcode),
        other_names=tuple(name for name in row.other_names.split("|") if name),
        reports=row.reports or 0,
    )


def _report(row: Row[Any]) -> ReportRow:
    return make_record(ReportRow, row, agency_name=row.agency_name or row.agency, **_checked(row))


def _checked(row: Row[Any]) -> dict[str, int]:
    """What the checks of a report say, within it and against others."""
    return {
        "errors": row.errors + (row.across_errors or 0),
        "notices": row.notices + (row.across_notices or 0),
        "passed": row.passed + (row.across_passed or 0),
    }


def _with_across(statement: Select[Any], few: Sequence[str] | Select[Any] | None = None) -> Select[Any]:
    """Beside each report how many checks against other reports found something, and how many passed.

    Where only these few reports are asked for, no others are counted.
    """
    ranks = {one: func.sum(case((findings.c.rank == SEVERITIES.index(one), 1), else_=0)) for one in (ERROR, NOTICE)}
    found = (
        select(findings.c.report, ranks[ERROR].label("across_errors"), ranks[NOTICE].label("across_notices"))
        .where(findings.c.compared == ACROSS, *(() if few is None else (findings.c.report.in_(few),)))
        .group_by(findings.c.report)
        .subquery()
    )
    held = (
        select(derived_findings.c.report, func.sum(derived_findings.c.checks).label("across_passed"))
        .where(derived_findings.c.outcome == PASSED, *(() if few is None else (derived_findings.c.report.in_(few),)))
        .group_by(derived_findings.c.report)
        .subquery()
    )
    return (
        statement.add_columns(found.c.across_errors, found.c.across_notices, held.c.across_passed)
        .outerjoin(found, found.c.report == reports.c.name)
        .outerjoin(held, held.c.report == reports.c.name)
    )


def _candidate(row: Row[Any]) -> Candidate[FigureRow]:
    figure = make_record(FigureRow, row, self_evaluated=is_self_evaluated(row.part))
    candidate: Candidate[FigureRow] = make_record(Candidate, row, figure=figure)
    return candidate
