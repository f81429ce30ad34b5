"""Every rule over several reports, for the reports of one agency and those of the units under it."""

from collections.abc import Iterator, Sequence

from ingest.across.agreement import check_all_agreement
from ingest.across.budgets import check_budget
from ingest.across.codes import check_codes
from ingest.across.comparable import one_of, tell_apart
from ingest.across.evaluations import check_evaluations
from ingest.across.forms import check_forms
from ingest.across.lines import check_lines
from ingest.across.origins import explain_findings
from ingest.across.projects import check_shared_projects
from ingest.across.rates import check_rates
from ingest.across.report import Derived, Report
from ingest.across.units import check_units
from ingest.across.versions import check_versions
from ingest.across.years import check_years, tell_missing

ACCOUNTS, BUDGET = "final_accounts", "budget"
WHOLE, PROJECT = EVALUATIONS = "performance", "project_performance"


def check_agency(agency: str, reports: Sequence[Report], earlier_versions: Sequence[Report] = ()) -> Iterator[Derived]:
    """Yield what the rules say of the reports of an agency.

    Args:
        agency: its id.
        reports: the current versions of its reports, and of those of the units that they name.
        earlier_versions: of each of its reports the newest public version before the current one, where there is one.
    """
    own = sorted((one for one in reports if one.agency == agency), key=lambda one: (one.year, one.name))
    for report in own:
        before = one_of(own, report, kind=report.type, year=report.year - 1) if not report.subject else None
        yield from explain_findings(report, before)
        if before is not None:
            yield from check_years(report, before)
            if not tell_apart(report, before):
                yield from check_lines(report, before)
                yield from check_forms(report, before)
        elif report.type == ACCOUNTS:
            yield tell_missing(report)
        if report.type == ACCOUNTS:
            yield from _check_accounts(report, own, reports)
        if report.type in EVALUATIONS:
            yield from _check_evaluation(report, own)
        for version in earlier_versions:
            if version.name == report.name:
                yield from check_versions(report, version)


def _check_accounts(report: Report, own: Sequence[Report], reports: Sequence[Report]) -> Iterator[Derived]:
    yield from check_codes(_years_before(report, own))
    budget = one_of(own, report, kind=BUDGET, year=report.year)
    if budget is not None:
        yield from check_budget(report, budget)
    of_year = [one for one in reports if one.year == report.year]
    yield from check_units(report, [one for one in of_year if one.type == ACCOUNTS])
    yield from check_evaluations(report, [one for one in own if one.year == report.year and one.type != BUDGET])


def _check_evaluation(report: Report, own: Sequence[Report]) -> Iterator[Derived]:
    """An evaluation against what the same body published of the year, and of the year before."""
    of_year = [one for one in own if one.year == report.year and one is not report]
    beside = [one for kind in (ACCOUNTS, BUDGET) if (one := one_of(own, report, kind=kind, year=report.year))]
    if report.type == WHOLE:
        last = [one for kind in (ACCOUNTS, WHOLE) if (one := one_of(own, report, kind=kind, year=report.year - 1))]
        yield from check_all_agreement(report, beside)
        yield from check_rates(report, beside, last)
    # Two evaluations are compared once, the whole body's with each project's.
    others = [one for one in of_year if one.type == BUDGET or (one.type == PROJECT and report.type == WHOLE)]
    yield from check_shared_projects(report, others)


def _years_before(report: Report, own: Sequence[Report]) -> list[Report]:
    """The accounts of consecutive years up to a report's, the latest last."""
    found = [report]
    while (before := one_of(own, found[0], kind=ACCOUNTS, year=found[0].year - 1)) is not None:
        found.insert(0, before)
    return found
