"""Rule J01 on projects listed in running text, against the project expenditure that the report states."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import MONEY, find_numbers, view_line
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, ALL, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.rows import Project, Row

_CHOSEN = re.compile(r"主要|重点|等项目|部分项目")  # words of a list that need not be complete
_COUNTED = re.compile(r"(?:共|实施|开展)[^。；\n]{0,8}?项目(?:支出)?\s*(?:共|有)?\s*(?P<count>\d+)\s*个")
_AHEAD = 200  # characters before the first project, among which it is told how many there are
_STEP = Decimal(100)


def check_projects(evidence: Evidence) -> Iterator[Outcome]:
    """Compare the projects that a part of the report lists for a fund with their total."""
    totals: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in evidence.told:
        if (one.indicator, one.phase, one.measure) == ("expenditure.project", ACTUAL, "amount") and one.value:
            totals[one.part, one.scope].append(one)
    listed: dict[tuple[str, str], list[Project]] = defaultdict(list)
    for row in evidence.rows:
        if isinstance(row, Project) and row.actual is not None and row.start is not None and not row.is_subtotal:
            listed[row.part, row.scope].append(row)
    for key, projects in listed.items():
        told = totals.get(key) or (totals.get((key[0], ALL), []) if not key[1] else [])
        if told and len(projects) > 1:
            first = min(one.start for one in projects if one.start is not None)
            ahead = [one for one in told if one.end < first]
            yield _compare(ahead[-1] if ahead else told[0], projects, evidence.text)


def without_single_projects(figures: Sequence[Figure], rows: Sequence[Row]) -> list[Figure]:
    """The figures without those that are what a single project cost, where the report also tells what all of them did.

    甲项目支出20万元 says 项目支出, and means one project.
    """
    spans = [
        (row.part, row.start, row.end)
        for row in rows
        if isinstance(row, Project) and row.start is not None and row.end is not None and not row.is_subtotal
    ]
    single = {
        figure
        for figure in figures
        if figure.indicator == "expenditure.project"
        and any(part == figure.part and start <= figure.start < end for part, start, end in spans)
    }
    of_all = {figure.key for figure in figures if figure not in single}
    return [figure for figure in figures if figure not in single or figure.key not in of_all]


def _are_counted(listed: int, before: str) -> bool:
    """Whether the words before a list say that there are as many projects as it holds."""
    counts = [int(match["count"]) for match in _COUNTED.finditer(before)]
    return bool(counts) and counts[-1] == listed and not _CHOSEN.search(before[before.rfind("\n", 0, -1) :])


def _compare(total: Figure, projects: list[Project], text: str) -> Outcome:
    amounts = [Printed(one.actual, min(_STEP, total.step)) for one in projects if one.actual is not None]
    verdict = compare_sum(Printed(total.value, total.step), amounts)
    if verdict is Verdict.PASS or (verdict is Verdict.ROUNDING and not projects[0].scope):
        return Passed("J01", ((total.start, total.end),))
    first = min(one.start for one in projects if one.start is not None)
    named = total.end < first and "其中" in text[total.end : first] and not _CHOSEN.search(text[total.start : first])
    complete = named or _are_counted(len(projects), text[max(0, first - _AHEAD) : first])
    if verdict is not Verdict.ROUNDING and not complete:
        return Unchecked("J01", "所列项目的支出合计与项目支出不相等，所列可能不是全部项目")
    expected = sum((one.value for one in amounts), Decimal(0))
    return Finding.at(
        total,
        rule="J01",
        severity={Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE}.get(verdict, ERROR),
        message=f"项目支出写为{show_money(total.value)}，所列{len(amounts)}个项目合计为{show_money(expected)}，"
        f"相差{show_money(abs(total.value - expected))}。",
        expected=show_money(expected),
        difference=show_money(total.value - expected),
        related=tuple(_place(one, text) for one in projects if one.start is not None),
    )


def _place(project: Project, text: str) -> tuple[int, int]:
    """Where what was spent on a project is printed, else where the project is told."""
    start, end = project.start or 0, project.end or 0
    view, at = view_line(text[start:end])
    spent = [one for one in find_numbers(view) if one.kind == MONEY and one.value == project.actual]
    return (start + at[spent[-1].start], start + at[spent[-1].end - 1] + 1) if spent else (start, end)
