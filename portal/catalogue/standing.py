"""Which of an agency's figures stands for an indicator, a year, a phase and a measure: chosen once, as headlines are.

Text and table, a department and its own office, accounts and budget may all tell the same figure; what lists and answers
show is one of them, and the same one everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from portal.catalogue.headlines import ALL_SCOPES, SCOPES, Candidate, choose_headlines
from portal.catalogue.records import make_record
from portal.catalogue.tables import figures, reports

STANDS, LEADS = 1, 2  # as the catalogue keeps it
_MANY = 50  # agencies in one question
# A project's own evaluation tells of the project, not of the agency.
_OF_A_PROJECT = ("project_performance", "project_self_evaluation_table")


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that stands for its scope; `leads` where it stands for the indicator in whatever scope."""

    figure: Row[Any]
    leads: bool


def choose_standing(candidates: Sequence[Candidate[Row[Any]]]) -> Iterator[Standing]:
    """Yield the figures that stand for one indicator, phase and measure each, of one agency and year, in each scope."""
    together: dict[tuple[str, str], list[Candidate[Row[Any]]]] = defaultdict(list)
    for one in candidates:
        if one.scope in ALL_SCOPES and not is_of_a_project(one.report_type, one.part):
            together[one.phase, one.figure.measure].append(one)
    for (_, measure), members in together.items():
        by_indicator: dict[str, list[Candidate[Row[Any]]]] = defaultdict(list)
        for one in sorted(members, key=lambda one: one.rank):
            by_indicator[one.indicator].append(one)
        # Expenditure and its parts are taken from one place, as on the agency's page.
        shown = choose_headlines(one for one in members if one.scope in SCOPES) if measure == "amount" else {}
        for indicator, ranked in by_indicator.items():
            in_scopes: dict[str, Row[Any]] = {}
            for one in ranked:
                in_scopes.setdefault(one.scope, one.figure)
            first = shown.get(indicator, ranked[0].figure)
            in_scopes[first.scope] = first
            for figure in in_scopes.values():
                yield Standing(figure, figure is first)


def is_of_a_project(report_type: str, part: str) -> bool:
    """Whether a figure of this part of such a report is about one project."""
    return report_type in _OF_A_PROJECT or part in _OF_A_PROJECT


def fill_standing(connection: Connection, agencies: Iterable[str]) -> None:
    """Choose anew for these agencies; only what changes is written."""
    wanted = sorted(agencies)
    for at in range(0, len(wanted), _MANY):
        changed = list(_find_changed(connection, wanted[at : at + _MANY]))
        if changed:
            connection.execute(_TELL, changed)


_TELL = (
    update(figures)
    .where(figures.c.report == bindparam("of_report"), figures.c.id == bindparam("of_id"))
    .values(standing=bindparam("stands"))
)


def _find_changed(connection: Connection, agencies: Sequence[str]) -> Iterator[dict[str, Any]]:
    columns = ("report", "id", "part", "indicator", "scope", "phase", "measure", "year", "from_table", "standing")
    names = connection.scalars(select(reports.c.name).where(reports.c.agency.in_(agencies))).all()
    statement: Select[Any] = (
        select(
            *(figures.c[one] for one in columns),
            *(reports.c[one] for one in ("agency", "report_type", "coverage")),
            (figures.c.year == reports.c.year).label("of_its_year"),
        )
        .join(reports, reports.c.name == figures.c.report)
        .where(figures.c.report.in_(names))
        .order_by(figures.c.report, figures.c.id)
    )
    rows = connection.execute(statement).all()
    together: dict[tuple[str, int], list[Candidate[Row[Any]]]] = defaultdict(list)
    for row in rows:
        if row.of_its_year:
            together[row.agency, row.year].append(make_record(Candidate, row, figure=row))
    stands = {
        (one.figure.report, one.figure.id): LEADS if one.leads else STANDS
        for candidates in together.values()
        for one in choose_standing(candidates)
    }
    for row in rows:
        now = stands.get((row.report, row.id), 0)
        if now != row.standing:
            yield {"of_report": row.report, "of_id": row.id, "stands": now}
