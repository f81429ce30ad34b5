"""What pages ask of the findings in the catalogue: lists that are narrowed, paged and counted; how often rules held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, func, select

from portal.catalogue.adcodes import significant
from portal.catalogue.finding_rows import SEVERITIES
from portal.catalogue.records import make_record
from portal.catalogue.tables import agencies, checks, findings, reports

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What a list of findings is narrowed to; None does not narrow. `region` takes all regions in it."""

    rule: str | None = None
    severity: str | None = None
    agency: str | None = None
    year: int | None = None
    region: str | None = None
    report_type: str | None = None
    compared: str | None = None


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in a list, with what its report is; `other` is the report that it was compared with, if one was.

    `page` is that of the source where it has pages, `source` names it where it is not the first one that has.
    `start` is None where the finding is about what the report lacks as a whole.
    """

    report: str
    id: str
    version: int
    title: str
    agency: str
    agency_name: str
    adcode: str
    year: int
    report_type: str
    coverage: str | None
    rule: str
    severity: str
    message: str
    disclosed: str
    expected: str
    difference: str
    start: int | None
    page: int | None
    source: str | None
    other: str | None
    other_version: int | None
    other_title: str | None


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings each value of a filter would leave, the other filters kept; `region` counts by adcode."""

    rule: Mapping[str, int]
    severity: Mapping[str, int]
    agency: Mapping[str, int]
    year: Mapping[int, int]
    region: Mapping[str, int]
    report_type: Mapping[str, int]
    compared: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How often a rule held, could not be checked, and what it found."""

    passed: int = 0
    unchecked: int = 0
    errors: int = 0
    notices: int = 0
    roundings: int = 0


class FindingQueries:
    """Questions about findings to one catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, filters: FindingFilters) -> int:
        """How many findings there are."""
        with self._engine.connect() as connection:
            return connection.execute(
                select(func.count()).select_from(findings).where(*_conditions(filters))
            ).scalar_one()

    def rows(self, filters: FindingFilters, *, start: int = 0, most: int | None = None) -> Iterator[FindingRow]:
        """Findings, those of the first severity first, then by year (the latest first), region, agency and place.

        They are read as they are taken: until all are, the catalogue cannot be filled, so take them at once.
        """
        statement = _SELECTED.where(*_conditions(filters))
        if most is not None:
            statement = statement.offset(start).limit(most)
        with self._engine.connect() as connection:
            yield from map(_finding, connection.execution_options(yield_per=_BATCH).execute(statement))

    def counts(self, filters: FindingFilters) -> FindingCounts:
        """How many findings each value of each filter would leave."""
        with self._engine.connect() as connection:

            def group(column: ColumnElement[Any], name: str) -> dict[Any, int]:
                rest = _conditions(replace(filters, **{name: None}))
                statement = select(column, func.count()).where(*rest).group_by(column)
                return {row[0]: row[1] for row in connection.execute(statement)}

            return FindingCounts(
                rule=group(findings.c.rule, "rule"),
                severity={SEVERITIES[rank]: count for rank, count in group(findings.c.rank, "severity").items()},
                agency=group(findings.c.agency, "agency"),
                year=group(findings.c.year, "year"),
                region=group(findings.c.adcode, "region"),
                report_type=group(findings.c.report_type, "report_type"),
                compared=group(findings.c.compared, "compared"),
            )

    def rules(self) -> dict[str, RuleCounts]:
        """How often each rule held and what it found, over the current versions of all reports."""
        held = select(checks.c.rule, func.sum(checks.c.passed), func.sum(checks.c.unchecked)).group_by(checks.c.rule)
        found = select(findings.c.rule, findings.c.rank, func.count()).group_by(findings.c.rule, findings.c.rank)
        with self._engine.connect() as connection:
            counts = {rule: RuleCounts(passed, unchecked) for rule, passed, unchecked in connection.execute(held)}
            for rule, rank, count in connection.execute(found):
                field = ("errors", "notices", "roundings")[rank]
                counts[rule] = replace(counts.get(rule, RuleCounts()), **{field: count})
        return counts


_SELECTED: Select[Any] = (
    select(
        findings,
        reports.c.version,
        reports.c.title,
        reports.c.coverage,
        agencies.c.name.label("agency_name"),
    )
    .join(reports, reports.c.name == findings.c.report)
    .outerjoin(agencies, agencies.c.id == findings.c.agency)
    .order_by(
        findings.c.rank,
        findings.c.year.desc(),
        findings.c.adcode,
        findings.c.agency,
        findings.c.report,
        findings.c.number,
    )
)


def _conditions(filters: FindingFilters) -> Iterable[ColumnElement[bool]]:
    if filters.rule:
        yield findings.c.rule == filters.rule
    if filters.severity:
        yield findings.c.rank == SEVERITIES.index(filters.severity)
    if filters.agency:
        yield findings.c.agency == filters.agency
    if filters.year:
        yield findings.c.year == filters.year
    if filters.region:
        # A range, which an index answers; the codes in a region begin with its significant digits.
        digits = significant(filters.region)
        yield and_(findings.c.adcode >= digits, findings.c.adcode < f"{digits}:")
    if filters.report_type:
        yield findings.c.report_type == filters.report_type
    if filters.compared:
        yield findings.c.compared == filters.compared


def _finding(row: Row[Any]) -> FindingRow:
    return make_record(FindingRow, row, agency_name=row.agency_name or row.agency, severity=SEVERITIES[row.rank])
