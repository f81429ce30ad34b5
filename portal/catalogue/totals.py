"""Sums over the accounts of a year: departments only, each once, one scope at a time.

A department's accounts hold those of the units under it, so a unit's own accounts are never added. Where the register
says that a department is itself under another one whose accounts are there, it is inside those.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from portal.catalogue.headlines import SCOPES, rank_row

TOTALS = ("income", "expenditure", "three_public")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over departments in one scope, and how many of them printed the figure."""

    indicator: str
    scope: str
    value: Decimal
    departments: int


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The sums of a year, how many departments are in them, and which agencies with accounts are not.

    `inside` are under a department that is counted; `units` have published their own office's accounts only; of
    `unclear` the accounts do not say what they cover.
    """

    totals: tuple[Total, ...]
    departments: int
    inside: int
    units: int
    unclear: int

    @property
    def left_out(self) -> int:
        """How many agencies have accounts that are in no sum."""
        return self.inside + self.units + self.unclear


def add_up(
    coverages: Iterable[tuple[str, str | None]], figures: Sequence[Row[Any]], superiors: Mapping[str, str | None]
) -> YearTotals:
    """Return the sums.

    Args:
        coverages: agency and coverage of each report.
        figures: amounts of these reports.
        superiors: the agency that each agency is under, where the register says so.
    """
    told: dict[str, set[str | None]] = {}
    for agency, coverage in coverages:
        told.setdefault(agency, set()).add(coverage)
    departments = {agency for agency, kinds in told.items() if "department" in kinds}
    inside = {agency for agency in told if any(one in departments for one in _above(agency, superiors))}
    counted = departments - inside
    rest = told.keys() - departments - inside
    units = {agency for agency in rest if told[agency] == {"unit"}}
    totals = (
        _sum(indicator, scope, [row for row in figures if row.agency in counted and row.coverage == "department"])
        for indicator in TOTALS
        for scope in SCOPES
    )
    return YearTotals(
        tuple(total for total in totals if total.departments),
        len(counted),
        len(inside),
        len(units),
        len(rest - units),
    )


def _above(agency: str, superiors: Mapping[str, str | None]) -> Iterator[str]:
    """The agencies that an agency is under, the nearest first; an editor's circle ends where it began."""
    seen = {agency}
    superior = superiors.get(agency)
    while superior is not None and superior not in seen:
        yield superior
        seen.add(superior)
        superior = superiors.get(superior)


def _sum(indicator: str, scope: str, rows: Iterable[Row[Any]]) -> Total:
    chosen: dict[str, tuple[tuple[int, ...], Decimal]] = {}
    for row in rows:
        if (row.indicator, row.scope, row.part) != (indicator, scope, "final_accounts"):
            continue
        rank = rank_row(row)
        if row.agency not in chosen or rank < chosen[row.agency][0]:
            chosen[row.agency] = (rank, row.value)
    return Total(indicator, scope, sum((value for _, value in chosen.values()), Decimal(0)), len(chosen))
