"""Rule J07 on projects: what a report tells of one project in several places, in words and in forms.

Projects of one name may be told with other money here and there, so nothing is said where much of it differs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.project_bounds import find_amount
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_money
from ingest.findings import NOTICE, Finding, Unchecked
from ingest.folding import squeeze
from ingest.rows import Project

_COLUMNS = {"budget": "年初预算", "adjusted": "全年预算", "actual": "支出"}
_FORM = "project_self_evaluation_table"  # base data tables sum up kinds of projects under such names, too
_STEP = Decimal(100)  # yuan: the last place of 0.01万元
_SUFFIX = re.compile(r"(?:项目|经费|支出|资金)+$")

_Told = tuple[Project, Decimal]


def check_project_repeats(evidence: Evidence) -> Iterator[Outcome]:
    """Compare the amounts of each project; the one that most others contradict is named, of two the second."""
    told: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    forms = [row for row in evidence.rows if isinstance(row, Project) and row.part == _FORM]
    for project in (*evidence.mentions, *forms):
        if project.is_subtotal or project.start is None or project.end is None:
            continue
        for column in _COLUMNS:
            value: Decimal | None = getattr(project, column)
            if value is not None:
                told[_SUFFIX.sub("", squeeze(project.name)), column].append((project, value))
    repeated = {key: several for key, several in told.items() if len(several) > 1}
    odd = {key: pair for key, several in repeated.items() if (pair := _odd(several)) is not None}
    if len(odd) * 2 > len(repeated):
        yield Unchecked("J07", "同名项目在几处的金额多有不同，口径可能不同")
        return
    for (_, column), (wrong, right) in odd.items():
        yield _finding(_COLUMNS[column], wrong, right, evidence.text)
    if repeated and not odd:
        yield Passed("J07")


def _odd(several: list[_Told]) -> tuple[_Told, _Told] | None:
    """The amount that agrees with fewest of the others, the last of equals, and one that most agree with; None if all do."""
    support = Counter(
        {at: sum(abs(one - other) <= _STEP for _, other in several) for at, (_, one) in enumerate(several)}
    )
    if min(support.values()) == len(several):
        return None
    least = max(support, key=lambda at: (-support[at], at))
    most = max(support, key=lambda at: (support[at], -at))
    if least == most or abs(several[least][1] - several[most][1]) <= _STEP:
        return None
    return several[least], several[most]


def _finding(column: str, wrong: _Told, right: _Told, text: str) -> Finding:
    start, end = _place(wrong, text)
    return Finding(
        rule="J07",
        severity=NOTICE,
        message=(
            f"“{wrong[0].name}”的{column}前后不一致：这里写为{show_money(wrong[1])}，"
            f"另一处写为{show_money(right[1])}，请核对。"
        ),
        disclosed=text[start:end],
        start=start,
        end=end,
        expected=show_money(right[1]),
        difference=show_money(wrong[1] - right[1]),
        related=(_place(right, text),),
    )


def _place(told: _Told, text: str) -> tuple[int, int]:
    project, value = told
    assert project.start is not None
    assert project.end is not None
    return find_amount(project.name, (project.start, project.end), value, text)
