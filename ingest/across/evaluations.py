"""What accounts say of self-evaluated projects against the evaluations that are published (G03)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.across.comparable import tell_apart
from ingest.across.report import FINDING, Derived, Place, Report, at, cite, passed, unchecked, whole
from ingest.across.steps import tell_amount, tell_difference, tell_mean, tell_sum
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_money, show_number
from ingest.figures import ACTUAL, Figure
from ingest.findings import NOTICE
from ingest.folding import squeeze

_RULE = "G03"
_MOST_NAMED = 8
_FORMS = "project_self_evaluation_table"
_PROJECTS, _SCORE = "performance.projects_self_evaluated", "performance.average_score"


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """A project with a published self-evaluation, its money and score where told, and where it stands."""

    name: str
    actual: Decimal | None
    score: Decimal | None
    report: Report


def check_evaluations(accounts: Report, published: Sequence[Report]) -> Iterator[Derived]:
    """G03: number, money and mean score; `published` are the evaluations of the agency and year, the accounts among them."""
    numbers = _stated(accounts, _PROJECTS, "count")
    own = [one for one in published if one.name == accounts.name or not _apart(accounts, one)]
    evaluated = list(_evaluated(own))
    if numbers is None or not evaluated:
        return
    there = evaluated[0].report
    if len(evaluated) < numbers.value:
        reason = f"写明自评项目{numbers.disclosed}，本站收录的自评表有{len(evaluated)}份，没有收齐，没有核对"
        yield unchecked(_RULE, accounts, there, reason)
        return
    if len(evaluated) > numbers.value:
        yield _finding(
            accounts,
            numbers,
            there,
            f"{cite(accounts)}写明自评项目{numbers.disclosed}，{_cited(evaluated)}里公布的项目自评表有{len(evaluated)}份；"
            "转移支付等项目可能不计入，本条只作提示。",
            f"{len(evaluated)}个",
            steps=(
                f"公布的项目自评表：{_list_names(evaluated)}，共{len(evaluated)}份",
                f"决算写的自评项目：{numbers.disclosed}",
            ),
            also=_others(evaluated),
        )
        return
    passes = 1
    for outcome in (_check_money(accounts, evaluated), _check_score(accounts, evaluated)):
        passes += outcome is True
        if isinstance(outcome, Derived):
            yield outcome
    yield passed(_RULE, accounts, there, passes)


def _apart(accounts: Report, other: Report) -> bool:
    """Whether an evaluation may be another body's; what it covers it seldom says."""
    return bool(other.coverage and tell_apart(accounts, other))


def _evaluated(reports: Sequence[Report]) -> Iterator[_Evaluated]:
    """Each project once, whether it has a report of its own or a form in another report."""
    seen: set[str] = set()
    for report in reports:
        if report.type == "project_performance" and report.subject and squeeze(report.subject) not in seen:
            seen.add(squeeze(report.subject))
            rows = [one for one in report.projects if one.part == _FORMS and not one.is_subtotal]
            if len(rows) == 1:
                yield _Evaluated(report.subject, rows[0].actual, rows[0].score, report)
            else:
                yield _Evaluated(report.subject, None, None, report)
    for report in reports:
        for row in report.projects:
            if row.part == _FORMS and not row.is_subtotal and squeeze(row.name) not in seen:
                seen.add(squeeze(row.name))
                yield _Evaluated(row.name, row.actual, row.score, report)


def _stated(report: Report, indicator: str, measure: str) -> Figure | None:
    found = report.by_key.get(("final_accounts", indicator, "all", ACTUAL, measure, report.year), ())
    return found[0] if len({one.value for one in found}) == 1 and report.is_sure(*found) else None


def _check_money(accounts: Report, evaluated: Sequence[_Evaluated]) -> Derived | bool | None:
    told = _stated(accounts, _PROJECTS, "amount")
    parts = [one.actual for one in evaluated if one.actual is not None]
    if told is None or len(parts) != len(evaluated):
        return None
    added = sum(parts, Decimal(0))
    if compare_sum(Printed(told.value, told.step), [Printed(one, told.step) for one in parts]) is not Verdict.ERROR:
        return True
    message = (
        f"{cite(accounts)}写明自评项目涉及{show_money(told.value)}，{_cited(evaluated)}里{len(parts)}个项目的执行数合计为"
        f"{show_money(added)}，相差{show_money(abs(told.value - added))}；所写的也可能是预算数，本条只作提示。"
    )
    return _finding(
        accounts,
        told,
        evaluated[0].report,
        message,
        show_money(added),
        show_money(told.value - added),
        steps=(
            *(tell_amount(f"“{one.name}”的执行数", one.actual) for one in evaluated if one.actual is not None),
            tell_sum(f"{len(parts)}个项目合计", parts),
            tell_amount("决算写的涉及金额", told.value),
            tell_difference(told.value, added),
        ),
        also=_others(evaluated),
    )


def _check_score(accounts: Report, evaluated: Sequence[_Evaluated]) -> Derived | bool | None:
    told = _stated(accounts, _SCORE, "score")
    scores = [one.score for one in evaluated if one.score is not None]
    if told is None or len(scores) != len(evaluated):
        return None
    mean = sum(scores, Decimal(0)) / len(scores)
    if abs(mean - told.value) <= told.step:
        return True
    shown = show_number(mean.quantize(told.step))
    message = f"{cite(accounts)}写明自评平均得分{told.disclosed}，{_cited(evaluated)}里{len(scores)}个项目的平均得分为{shown}分。"
    return _finding(
        accounts,
        told,
        evaluated[0].report,
        message,
        f"{shown}分",
        steps=(tell_mean(f"{len(scores)}个项目的平均得分", scores, shown), f"决算写的平均得分：{told.disclosed}"),
        also=_others(evaluated),
    )


def _cited(evaluated: Sequence[_Evaluated]) -> str:
    reports = list({one.report.name: one.report for one in evaluated}.values())
    return cite(reports[0]) + (f"等{len(reports)}份报告" if len(reports) > 1 else "")


def _list_names(evaluated: Sequence[_Evaluated]) -> str:
    named = "、".join(f"“{one.name}”" for one in evaluated[:_MOST_NAMED])
    return f"{named}等" if len(evaluated) > _MOST_NAMED else named


def _others(evaluated: Sequence[_Evaluated]) -> tuple[Place, ...]:
    """The evaluations beside the first, each report once."""
    reports = {one.report.name: one.report for one in evaluated}
    return tuple(whole(report) for report in list(reports.values())[1:])


def _finding(
    accounts: Report,
    told: Figure,
    there: Report,
    message: str,
    expected: str,
    difference: str = "",
    *,
    steps: tuple[str, ...],
    also: tuple[Place, ...],
) -> Derived:
    here: Place = at(accounts, told.start, told.end)
    return Derived(
        FINDING,
        _RULE,
        here,
        whole(there),
        message,
        NOTICE,
        printed=told.disclosed,
        expected=expected,
        difference=difference,
        also=also,
        steps=steps,
    )
