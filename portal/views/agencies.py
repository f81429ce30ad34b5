"""Agencies by region, one agency over the years, one region."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from ingest.regions import RegionPlace, load_gazetteer
from portal.catalogue.headlines import HEADLINES
from portal.catalogue.queries import AgencyRow, CheckTally, Coverage, FigureRow, ReportRow, tally_checks
from portal.services import services
from portal.views.matrix import Matrix, make_matrix

blueprint = Blueprint("agencies", __name__)
# From the accounts of this year on, 三公 is told of all fiscal money; before, of the general public budget's.
_WIDER_THREE_PUBLIC = 2022


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The agencies of one region."""

    place: RegionPlace
    agencies: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True)
class AgenciesPage:
    """Context of `agencies.html`."""

    groups: tuple[RegionGroup, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One indicator of an agency over the years; None where a year has no figure."""

    indicator: str
    figures: tuple[FigureRow | None, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """Context of `agency.html`; `years` the latest first, and `reports` by year in the same order.

    `scope_break` tells that the series of 三公 goes over a change of its scope, `coverages` that some of the figures are
    a department's and some its own office's, `self_evaluated` that only a self-evaluation tells some.
    """

    agency: AgencyRow
    years: tuple[int, ...]
    headlines: tuple[HeadlineRow, ...]
    reports: tuple[tuple[int, tuple[ReportRow, ...]], ...]
    scope_break: bool
    coverages: bool
    self_evaluated: bool
    checks: CheckTally


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Context of `region.html`."""

    place: RegionPlace
    around: tuple[RegionPlace, ...]
    agencies: tuple[AgencyRow, ...]
    matrix: Matrix
    coverage: tuple[tuple[int, Coverage], ...]
    checks: CheckTally


@blueprint.get("/agencies")
def agencies() -> str:
    """All agencies by region."""
    rows = services().catalogue.agencies()
    return render_template("agencies.html", page=AgenciesPage(tuple(_by_region(rows)), len(rows)))


def _by_region(rows: Iterable[AgencyRow]) -> Iterable[RegionGroup]:
    groups: dict[str, list[AgencyRow]] = {}
    for row in rows:
        groups.setdefault(row.place.adcode, []).append(row)
    return (RegionGroup(members[0].place, tuple(members)) for _, members in sorted(groups.items()))


@blueprint.get("/agencies/<agency_id>")
def agency(agency_id: str) -> str:
    """One agency: all its years."""
    catalogue = services().catalogue
    row = catalogue.agency(agency_id)
    if row is None:
        abort(404, "没有这个单位：编号可能写错了。")
    reports = catalogue.reports(agency=agency_id)
    years = tuple(sorted({report.year for report in reports}, reverse=True))
    figures = catalogue.headlines(agency_id)
    headlines = tuple(
        HeadlineRow(indicator, tuple(figures.get((indicator, year)) for year in years))
        for indicator in HEADLINES
        if any((indicator, year) in figures for year in years)
    )
    by_year = tuple((year, tuple(one for one in reports if one.year == year)) for year in years)
    three_public = [year for indicator, year in figures if indicator == "three_public"]
    page = AgencyPage(
        agency=row,
        years=years,
        headlines=headlines,
        reports=by_year,
        scope_break=bool(three_public) and min(three_public) < _WIDER_THREE_PUBLIC <= max(three_public),
        self_evaluated=any(figure.self_evaluated for figure in figures.values()),
        checks=tally_checks(reports),
        coverages=len({figure.coverage for figure in figures.values()}) > 1,
    )
    return render_template("agency.html", page=page)


@blueprint.get("/regions/<adcode>")
def region(adcode: str) -> str:
    """One region and everything in it."""
    gazetteer = load_gazetteer()
    if adcode not in gazetteer.by_code:
        abort(404, "没有这个地区：行政区划代码可能写错了。")
    catalogue = services().catalogue
    rows = catalogue.agencies(adcode=adcode)
    reports = catalogue.reports(adcode=adcode)
    years = sorted({report.year for report in reports}, reverse=True)
    page = RegionPage(
        place=gazetteer.place(adcode),
        around=tuple(gazetteer.place(code) for code in gazetteer.ancestors(adcode) if code != adcode),
        agencies=tuple(rows),
        matrix=make_matrix(rows, reports),
        coverage=tuple((year, catalogue.coverage(year, "final_accounts", adcode)) for year in years[:3]),
        checks=tally_checks(reports),
    )
    return render_template("region.html", page=page)
