"""Rule J01 on projects listed in running text, against the project expenditure that the report states."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.rows import Project

_CHOSEN = re.compile(r"主要|重点|等项目|部分项目")  # words of a list that need not be complete
_STEP = Decimal(100)


def check_projects(evidence: Evidence) -> Iterator[Outcome]:
    """Compare the projects that a part of the report lists for a fund with their total."""
    totals = {
        (one.part, one.scope): one
        for one in reversed(evidence.told)
        if (one.indicator, one.phase, one.measure) == ("expenditure.project", ACTUAL, "amount") and one.value
    }
    listed: dict[tuple[str, str], list[Project]] = defaultdict(list)
    for row in evidence.rows:
        if isinstance(row, Project) and row.actual is not None and row.start is not None and not row.is_subtotal:
            listed[row.part, row.scope].append(row)
    for key, projects in listed.items():
        total = totals.get(key)
        if total is not None and len(projects) > 1:
            yield _compare(total, projects, evidence.text)


def _compare(total: Figure, projects: list[Project], text: str) -> Outcome:
    amounts = [Printed(one.actual, min(_STEP, total.step)) for one in projects if one.actual is not None]
    verdict = compare_sum(Printed(total.value, total.step), amounts)
    if verdict is Verdict.PASS:
        return Passed("J01", ((total.start, total.end),))
    first = min(one.start for one in projects if one.start is not None)
    complete = total.end < first and "其中" in text[total.end : first] and not _CHOSEN.search(text[total.start : first])
    if verdict is not Verdict.ROUNDING and not complete:
        return Unchecked("J01", "所列项目的支出合计与项目支出不相等，所列可能不是全部项目")
    expected = sum((one.value for one in amounts), Decimal(0))
    return Finding(
        rule="J01",
        severity={Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE}.get(verdict, ERROR),
        message=f"项目支出写为{show_money(total.value)}，所列{len(amounts)}个项目合计为{show_money(expected)}，"
        f"相差{show_money(abs(total.value - expected))}。",
        disclosed=total.disclosed,
        start=total.start,
        end=total.end,
        expected=show_money(expected),
        difference=show_money(total.value - expected),
        related=tuple((one.start, one.end) for one in projects if one.start is not None and one.end is not None),
    )
