"""What pages ask of an agency's projects and of its expenditure by function."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, Row, Select, Table, func, or_, select

from portal.catalogue.figure_queries import lies_in
from portal.catalogue.headlines import ALL_SCOPES, rank_headline
from portal.catalogue.records import make_record
from portal.catalogue.tables import agencies, function_expenditure, projects, reports

_FEW, _MANY = 3, 1000


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """A project or a function with its amounts, in yuan, in one report; `code`, `category_code` and `level` of functions only.

    `key` is the name as it is compared, `rank` sorts first what stands for an agency and year.
    """

    report: str
    version: int
    title: str
    report_type: str
    coverage: str | None
    agency: str
    agency_name: str
    id: str
    scope: str
    year: int
    name: str
    key: str
    code: str
    category_code: str
    level: str
    budget: Decimal | None
    adjusted: Decimal | None
    actual: Decimal | None
    completion_rate: Decimal | None
    start: int
    end: int
    rank: tuple[int, ...]


class SpendingQueries:
    """Questions about expenditure by project and by function to one catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def projects(self, agency: str) -> list[SpendingRow]:
        """The projects that an agency's reports tell of, with what they cost in the report's own year."""
        with self._engine.connect() as connection:
            statement = _selected(projects, agency).where(projects.c.year == reports.c.year)
            rows = connection.execute(statement).all()
        return [_row(row, code="", category_code="", level="", completion_rate=None, year=row.year) for row in rows]

    def owners(self, keys: Collection[str], region: str | None = None) -> list[str]:
        """The agencies whose reports tell of a project of one of these names as compared, a few of them at most."""
        statement = (
            select(reports.c.agency)
            .join(projects, reports.c.name == projects.c.report)
            .where(projects.c.key.in_(keys), projects.c.year == reports.c.year)
        )
        if region:
            statement = statement.where(lies_in(reports.c.adcode, region))
        with self._engine.connect() as connection:
            return list(connection.scalars(statement.distinct().limit(_FEW)))

    def codes_of(self, keys: Collection[str]) -> list[str]:
        """The codes that reports print beside these names as compared, a few of them at most."""
        columns = function_expenditure.c
        with self._engine.connect() as connection:
            statement = select(columns.code).where(columns.key.in_(keys), columns.code != "")
            return list(connection.scalars(statement.distinct().limit(_FEW)))

    def everywhere(self, code: str, years: Collection[int] = (), region: str | None = None) -> list[SpendingRow]:
        """What agencies spent under a code, the latest year first; of very many those of the latest years."""
        statement = _everywhere(function_expenditure).where(function_expenditure.c.code == code)
        if years:
            statement = statement.where(reports.c.year.in_(years))
        if region:
            statement = statement.where(lies_in(reports.c.adcode, region))
        ordered = statement.order_by(reports.c.year.desc(), reports.c.adcode, reports.c.name, function_expenditure.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(ordered.limit(_MANY)).all()
        return [_row(row, year=row.report_year) for row in rows]

    def project_names(self) -> list[str]:
        """The names of all projects, as they are compared."""
        with self._engine.connect() as connection:
            return list(connection.scalars(select(projects.c.key).distinct()))

    def functions(self, agency: str, codes: Collection[str], keys: Collection[str]) -> list[SpendingRow]:
        """An agency's expenditure over all its reports by the functions of these codes, or of these names as compared."""
        columns = function_expenditure.c
        statement = _selected(function_expenditure, agency).where(or_(columns.code.in_(codes), columns.key.in_(keys)))
        with self._engine.connect() as connection:
            rows = connection.execute(statement).all()
        return [_row(row, year=row.report_year) for row in rows]

    def all_functions(self, agency: str) -> list[SpendingRow]:
        """An agency's expenditure over all its reports by every function."""
        with self._engine.connect() as connection:
            rows = connection.execute(_selected(function_expenditure, agency)).all()
        return [_row(row, year=row.report_year) for row in rows]

    def names_of(self, codes: Collection[str]) -> set[str]:
        """The names, as they are compared, that reports print beside these codes."""
        columns = function_expenditure.c
        with self._engine.connect() as connection:
            return set(connection.scalars(select(columns.key).where(columns.code.in_(codes)).distinct()))


def _selected(table: Table, agency: str) -> Select[Any]:
    return _everywhere(table).where(reports.c.agency == agency).order_by(table.c.report, table.c.id)


def _everywhere(table: Table) -> Select[Any]:
    own = (reports.c.version, reports.c.title, reports.c.report_type, reports.c.coverage, reports.c.agency)
    return (
        select(
            table,
            *own,
            reports.c.year.label("report_year"),
            func.coalesce(agencies.c.name, reports.c.agency).label("agency_name"),
        )
        .join(reports, reports.c.name == table.c.report)
        .outerjoin(agencies, agencies.c.id == reports.c.agency)
        # A project's fund is often not told.
        .where(table.c.scope.in_((*ALL_SCOPES, "") if table is projects else ALL_SCOPES))
    )


def _row(row: Row[Any], **more: Any) -> SpendingRow:
    planned = row.actual is None
    rank = rank_headline(
        report_type=row.report_type,
        coverage=row.coverage,
        part=row.part,
        scope=row.scope or ALL_SCOPES[-1],
        from_table=False,
        phase="budget" if planned else "actual",
    )
    return make_record(SpendingRow, row, rank=(int(planned), *rank), **more)
