"""Rule J11: a number of the self-evaluation report against the same number of the forms attached to it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_copy
from ingest.checks.wording import MEASURES, PARTS, name_figure, show_figure
from ingest.figures import Figure
from ingest.findings import ERROR, ROUNDING, Finding, Unchecked

_REPORT, _WHOLE, _PROJECT = (
    "performance_report",
    "self_evaluation_table",
    "project_self_evaluation_table",
)
# What the report calls the expenditure of the body is the form's 年度资金总额.
_SAME = {"expenditure": "performance.funds", "performance.funds": "performance.funds"}
_MEASURES = ("amount", "completion_rate", "score")


def check_own_forms(evidence: Evidence) -> Iterator[Outcome]:
    """Compare what report and form of the same body or project tell; other scopes and projects are left alone."""
    told = [one for one in evidence.told if one.part == _REPORT and one.scope == "all" and one.measure in _MEASURES]
    forms = [one for one in evidence.printed if one.part in (_WHOLE, _PROJECT)]
    part = _PROJECT if evidence.report_type == "project_performance" else _WHOLE
    mine = [one for one in forms if one.part == part]
    pairs: list[tuple[Figure, Sequence[Figure]]] = []
    for figure in told:
        indicator = _SAME.get(figure.indicator, figure.indicator)
        if not indicator.startswith("performance."):
            continue
        key = (indicator, figure.scope, figure.phase, figure.measure, figure.year)
        copies = [one for one in mine if one.key[1:] == key]
        if copies and len({one.value for one in copies}) == 1:  # of several forms it is not told which
            pairs.append((figure, copies))
    agreeing = sum(any(copy.value == figure.value for copy in copies) for figure, copies in pairs)
    if agreeing * 2 <= len(pairs):  # a form of other money, or of one project of several
        yield from (
            Unchecked("J11", f"{name_figure(one)}{one.disclosed}：所附的表可能不是同一范围") for one, _ in pairs
        )
        return
    for figure, same in pairs:
        yield _compare(figure, same)


def _compare(told: Figure, copies: Sequence[Figure]) -> Outcome:
    copy = copies[0]
    verdict = compare_copy(Printed(told.value, told.step), Printed(copy.value, copy.step))
    if verdict is Verdict.PASS:
        return Passed("J11", ((told.start, told.end), (copy.start, copy.end)))
    exact = told.measure == "score"
    difference = abs(told.value - copy.value)
    rounding = verdict is Verdict.ROUNDING and not (exact and difference > Decimal("0.01"))
    return Finding.at(
        told,
        rule="J11",
        severity=ROUNDING if rounding else ERROR,
        message=(
            f"报告正文中{name_figure(told)}{MEASURES[told.measure]}写为{show_figure(told)}，"
            f"所附{PARTS[copy.part]}的{name_figure(copy)}{MEASURES[copy.measure]}为{show_figure(copy)}。"
        ),
        expected=show_figure(copy),
        related=tuple((one.start, one.end) for one in copies),
    )
