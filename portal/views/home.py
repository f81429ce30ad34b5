"""The home page: what this is, what is covered, what is new."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from portal.catalogue.queries import CheckTally, Coverage, ReportRow, tally_checks
from portal.services import services
from portal.views.matrix import Matrix, make_matrix

blueprint = Blueprint("home", __name__)
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class HomePage:
    """Context of `home.html`; `more` is how many agencies the matrix leaves out."""

    agencies: int
    reports: int
    figures: int
    years: tuple[int, ...]
    matrix: Matrix
    more: int
    newest: tuple[ReportRow, ...]
    coverage: tuple[tuple[int, Coverage], ...]
    checks: CheckTally


@blueprint.get("/")
def home() -> str:
    """Search box, coverage, newest reports."""
    catalogue = services().catalogue
    agencies = catalogue.agencies()
    reports = catalogue.reports()
    years = tuple(sorted({report.year for report in reports}, reverse=True))
    page = HomePage(
        agencies=len(agencies),
        reports=len(reports),
        figures=catalogue.count_figures(),
        years=years,
        matrix=make_matrix(agencies[:_MOST_ROWS], reports),
        more=max(0, len(agencies) - _MOST_ROWS),
        newest=tuple(catalogue.reports(newest=8)),
        checks=tally_checks(reports),
        coverage=tuple((year, catalogue.coverage(year, "final_accounts")) for year in years[:3]),
    )
    return render_template("home.html", page=page)
