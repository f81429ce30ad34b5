"""Rule J12: what one project may have been given and may have spent, by the amounts of the whole body."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import MONEY, find_numbers, view_text
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, Figure
from ingest.findings import NOTICE, Finding
from ingest.rows import Project

_PHASES = {BUDGET: "年初预算", ADJUSTED: "全年预算", ACTUAL: "支出"}
_CELL = re.compile(r"(?<=\|)\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?:分|元|万元)?\s*(?=\|)")
_SUFFIX = re.compile(r"(?:项目|经费|支出|资金)+$")
_LEAST = Decimal("0.6")  # of a project's money that it spends or keeps
_NEAR = 200  # characters from a project's name to its amounts
_STEP = Decimal(100)  # yuan: the last place of 0.01万元


def check_project_bounds(evidence: Evidence) -> Iterator[Outcome]:
    """Compare each project of the text with its own budget, and all of them with what the whole body had."""
    listed: dict[str, list[Project]] = defaultdict(list)
    for row in evidence.rows:
        told = isinstance(row, Project) and row.part == "performance_report" and row.start is not None
        if told and isinstance(row, Project) and not row.is_subtotal:
            listed[row.part].append(row)
    for part, projects in listed.items():
        for project in projects:
            yield from _check_spent(project, evidence.text)
        for phase in _PHASES:
            yield from _check_whole(projects, phase, _whole(evidence.told, part, phase), evidence.text)


def _check_spent(project: Project, text: str) -> Iterator[Outcome]:
    """A project spends no more than it was given for the year, and what is left of it is no more than the rest."""
    if project.actual is None:
        return
    given = max(project.budget or Decimal(0), project.adjusted or Decimal(0)) + (project.adjustment or Decimal(0))
    left = project.carried_over
    if left is not None and given and project.actual + left > given + _STEP * 2:
        start, end = _find(project, left, text)
        yield Finding(
            rule="J12",
            severity=NOTICE,
            message=(
                f"“{project.name}”支出{show_money(project.actual)}、结转结余{show_money(left)}，"
                f"合计超过了预算{show_money(given)}，请核对。"
            ),
            disclosed=text[start:end],
            start=start,
            end=end,
            related=(
                _find(project, project.actual, text),
                *(_find(project, abs(one), text) for one in (project.budget, project.adjustment) if one),
            ),
        )
    elif left is not None and given > project.actual + left and project.actual + left < given * _LEAST:
        # What a project did not need may have gone back; that nearly all of it did nobody leaves without a word.
        start, end = _find(project, project.actual, text)
        yield Finding(
            rule="J12",
            severity=NOTICE,
            message=(
                f"“{project.name}”的预算调整后为{show_money(given)}，支出{show_money(project.actual)}、"
                f"结转结余{show_money(left)}，差额{show_money(given - project.actual - left)}没有去向，请核对。"
            ),
            disclosed=text[start:end],
            start=start,
            end=end,
            related=tuple(
                _find(project, value, text)
                for value in (project.budget, abs(project.adjustment or Decimal(0)), left)
                if value
            ),
        )
    if project.adjusted is None:
        return
    if project.actual <= project.adjusted + _STEP:
        yield Passed("J12")
        return
    start, end = _find(project, project.actual, text)
    others = _find(project, project.adjusted, text)
    yield Finding(
        rule="J12",
        severity=NOTICE,
        message=f"“{project.name}”支出{show_money(project.actual)}，超过了全年预算{show_money(project.adjusted)}，请核对。",
        disclosed=text[start:end],
        start=start,
        end=end,
        expected=f"不超过{show_money(project.adjusted)}",
        difference=show_money(project.actual - project.adjusted),
        related=(others,),
    )


def _check_whole(projects: Sequence[Project], phase: str, whole: Figure | None, text: str) -> Iterator[Outcome]:
    """The projects together are no more than what they are parts of."""
    amounts = [(one, value) for one in projects if (value := getattr(one, phase)) is not None]
    if whole is None or not amounts:
        return
    reached = sum((value for _, value in amounts), Decimal(0))
    if reached <= whole.value + whole.step + _STEP * len(amounts):
        yield Passed("J12")
        return
    largest, value = max(amounts, key=lambda one: one[1])
    start, end = _find(largest, value, text)
    yield Finding(
        rule="J12",
        severity=NOTICE,
        message=(
            f"所列{len(amounts)}个项目的{_PHASES[phase]}合计{show_money(reached)}，超过了"
            f"{'项目支出' if whole.indicator.endswith('project') else '整体' + _PHASES[phase]}{show_money(whole.value)}，"
            f"其中“{largest.name}”{show_money(value)}，请核对。"
        ),
        disclosed=text[start:end],
        start=start,
        end=end,
        difference=show_money(reached - whole.value),
        related=(
            (whole.start, whole.end),
            *(_find(one, amount, text) for one, amount in amounts if one is not largest),
        ),
    )


def _whole(told: Sequence[Figure], part: str, phase: str) -> Figure | None:
    """What all projects were given or spent; that of the whole body where it is not told."""
    for indicator in ("expenditure.project", "expenditure"):
        for one in told:
            if (one.part, one.indicator, one.scope, one.phase, one.measure) == (part, indicator, ALL, phase, "amount"):
                return one
    return None


def _find(project: Project, value: Decimal, text: str) -> tuple[int, int]:
    assert project.start is not None
    assert project.end is not None
    return find_amount(project.name, (project.start, project.end), value, text)


def find_amount(name: str, span: tuple[int, int], value: Decimal, text: str) -> tuple[int, int]:
    """Where an amount, or a number of points, of a project stands; the whole project where it is not found.

    Args:
        name: of the project.
        span: of what tells of it.
        value: in yuan, or points.
        text: `report.md`.
    """
    # A report may list its projects first, and say elsewhere what was left of each.
    bare = _SUFFIX.sub("", name)
    for start in (span[0], *(match.start() for match in re.finditer(re.escape(bare), text))):
        view, places = view_text(text[start : start + max(_NEAR, span[1] - span[0])])
        for number in find_numbers(view):
            if number.kind == MONEY and number.value == value:
                return start + places[number.start], start + places[number.end - 1] + 1
    return _find_cell(span, value, text)


def _find_cell(span: tuple[int, int], value: Decimal, text: str) -> tuple[int, int]:
    """A cell of a table that holds the amount in whatever unit the table has."""
    end = text.find("\n\n", span[1])
    for match in _CELL.finditer(text, span[0], end if end >= 0 else len(text)):
        printed = Decimal(match["number"].replace(",", ""))
        if printed and value in (printed, printed * 10_000):
            return match.span("number")
    return span
