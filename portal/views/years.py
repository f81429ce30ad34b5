"""Years: all of them, and one with its reports and totals."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from ingest.identify.decide import TYPE_LABELS
from ingest.regions import RegionPlace, load_gazetteer
from portal.catalogue.queries import CheckTally, Coverage, ReportRow, tally_checks
from portal.catalogue.totals import YearTotals
from portal.services import services
from portal.views.arguments import year_of_address

blueprint = Blueprint("years", __name__)


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year in the list of years."""

    year: int
    reports: int
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class YearsPage:
    """Context of `years.html`."""

    years: tuple[YearSummary, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """Context of `year.html`; `groups` are the reports by region."""

    year: int
    earlier: int | None
    later: int | None
    totals: YearTotals
    coverage: tuple[tuple[str, Coverage], ...]
    groups: tuple[tuple[RegionPlace, tuple[ReportRow, ...]], ...]
    total: int
    checks: CheckTally


@blueprint.get("/years")
def years() -> str:
    """All years."""
    catalogue = services().catalogue
    summaries = tuple(
        YearSummary(year, len(catalogue.reports(year=year)), catalogue.coverage(year, "final_accounts"))
        for year in catalogue.years()
    )
    return render_template("years.html", page=YearsPage(summaries))


@blueprint.get("/years/<year>")
def year(year: str) -> str:
    """One year: who published, and the sums with how many departments stand behind them."""
    return _show_year(year_of_address(year))


def _show_year(year: int) -> str:
    catalogue = services().catalogue
    reports = catalogue.reports(year=year)
    if not reports:
        abort(404, f"还没有收录 {year} 年度的报告。")
    known = catalogue.years()
    by_region: dict[str, list[ReportRow]] = {}
    for report in reports:
        by_region.setdefault(report.adcode, []).append(report)
    gazetteer = load_gazetteer()
    page = YearPage(
        year=year,
        earlier=max((one for one in known if one < year), default=None),
        later=min((one for one in known if one > year), default=None),
        totals=catalogue.totals(year),
        coverage=tuple(
            (kind, catalogue.coverage(year, kind))
            for kind in TYPE_LABELS
            if any(one.report_type == kind for one in reports)
        ),
        groups=tuple((gazetteer.place(code), tuple(members)) for code, members in sorted(by_region.items())),
        checks=tally_checks(reports),
        total=len(reports),
    )
    return render_template("year.html", page=page)
