"""Agencies by region, one agency over the years, one region."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from ingest.regions import RegionPlace, load_gazetteer
from portal.catalogue.queries import HEADLINES, AgencyRow, Coverage, FigureRow, ReportRow
from portal.services import services
from portal.views.matrix import Matrix, make_matrix

blueprint = Blueprint("agencies", __name__)


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
    """Context of `agency.html`; `years` the latest first, and `reports` by year in the same order."""

    agency: AgencyRow
    years: tuple[int, ...]
    headlines: tuple[HeadlineRow, ...]
    reports: tuple[tuple[int, tuple[ReportRow, ...]], ...]
    scope_break: bool


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Context of `region.html`."""

    place: RegionPlace
    around: tuple[RegionPlace, ...]
    agencies: tuple[AgencyRow, ...]
    matrix: Matrix
    coverage: tuple[tuple[int, Coverage], ...]


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
        for indicator, _ in HEADLINES
        if any((indicator, year) in figures for year in years)
    )
    by_year = tuple((year, tuple(one for one in reports if one.year == year)) for year in years)
    scope_break = bool(years) and min(years) <= 2021 < max(years)
    return render_template("agency.html", page=AgencyPage(row, years, headlines, by_year, scope_break))


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
    )
    return render_template("region.html", page=page)
