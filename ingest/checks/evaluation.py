"""Rules H and J08 on forms of self-evaluation: weights, points, and what was left empty."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ingest.checks.evidence import Evidence
from ingest.checks.form_funds import check_funds
from ingest.checks.form_points import check_points
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import show_number
from ingest.findings import ERROR, NOTICE, Finding, Unchecked
from ingest.folding import squeeze
from ingest.rows import PerformanceIndicator, Project
from ingest.table_view import TableView

_FORMS = ("self_evaluation_table", "project_self_evaluation_table")
_AGENCY_LABEL = re.compile(r"(?:预算|填报|项目)?单位(?:\(盖章\))?名称$|部门(?:\(单位\))?名称$")
_PROJECT_LABEL = re.compile(r"项目(?:支出)?名称$")


def check_evaluation(evidence: Evidence) -> Iterator[Outcome]:
    """Check the indicators of each form, and that what has to be filled in is."""
    indicators = [row for row in evidence.rows if isinstance(row, PerformanceIndicator)]
    yield from _check_weights(indicators, evidence.text)
    yield from _check_most(indicators, evidence.text)
    for form in evidence.forms:
        yield from check_funds(form)
        yield from check_points(form)
    for view in evidence.views:
        if view.form in _FORMS:
            yield from _check_filled(view, evidence)


def _check_weights(indicators: Sequence[PerformanceIndicator], text: str) -> Iterator[Outcome]:
    """H03: the weight of a first-level indicator is the sum of those below it."""
    groups: dict[tuple[str, str, str], list[PerformanceIndicator]] = defaultdict(list)
    for row in indicators:
        if row.level1_weight is not None:
            groups[row.part, row.project, row.level1].append(row)
    for (_, _, name), rows in groups.items():
        weight = rows[0].level1_weight
        weights = [row.weight for row in rows if row.weight is not None]
        if weight is None or len(weights) < len(rows):
            yield Unchecked("H03", f"{name}：有的指标没有写明分值")
            continue
        total = sum(weights, Decimal(0))
        place = _find_weight(text, name, weight, rows)
        if total == weight:
            yield Passed("H03")
        elif place is None:
            yield Unchecked("H03", f"{name}：没有找到写明分值的地方")
        else:
            yield Finding(
                rule="H03",
                severity=ERROR,
                message=f"“{name}”标明{show_number(weight)}分，其下{len(rows)}项指标的分值合计为{show_number(total)}分。",
                disclosed=text[slice(*place)],
                start=place[0],
                end=place[1],
                expected=f"{show_number(total)}分",
                difference=f"{show_number(weight - total)}分",
                related=tuple((row.start, row.end) for row in rows),
            )


def _find_weight(text: str, name: str, weight: Decimal, rows: Sequence[PerformanceIndicator]) -> tuple[int, int] | None:
    """Where the form prints the name with its weight: 产出指标（50分）, in the row of the first indicator or right above."""
    letters = r"\s*".join(map(re.escape, squeeze(name)))
    pattern = re.compile(rf"{letters}(?:\s|<br>)*[（(]\s*{re.escape(show_number(weight))}\s*分?\s*[)）]")
    first = min(row.start for row in rows)
    begin = text.rfind("\n", 0, first) + 1
    match = pattern.search(text, begin, max(row.end for row in rows))
    return match.span() if match else None


def _check_most(indicators: Sequence[PerformanceIndicator], text: str) -> Iterator[Outcome]:
    """H03: no more points than the weight allows."""
    for row in indicators:
        if row.score is None or row.weight is None:
            continue
        if row.score <= row.weight:
            yield Passed("H03")
        else:
            start, end = _find_score(text, row)
            yield Finding(
                rule="H03",
                severity=ERROR,
                message=f"指标“{row.level3}”分值{show_number(row.weight)}分，得分写为{show_number(row.score)}分，超过了分值。",
                disclosed=text[start:end],
                start=start,
                end=end,
                expected=f"不超过{show_number(row.weight)}分",
                difference=f"{show_number(row.score - row.weight)}分",
            )


def _find_score(text: str, row: PerformanceIndicator) -> tuple[int, int]:
    """Where the points of an indicator stand: behind its weight; its name where they are not found."""
    score, weight = (re.escape(show_number(one)) for one in (row.score or Decimal(0), row.weight or Decimal(0)))
    match = re.compile(rf"\|\s*{weight}(?:\.0+)?\s*\|\s*(?P<score>{score}(?:\.?0+)?)\s*\|").search(
        text, row.start, text.find("\n", row.end) if "\n" in text[row.end :] else len(text)
    )
    return match.span("score") if match else (row.start, row.start + len(row.level3))


def _check_filled(view: TableView, evidence: Evidence) -> Iterator[Outcome]:
    """J08: the agency's name, and a form that was attached without being filled in."""
    if view.form == "project_self_evaluation_table" and _is_empty(view):
        spent = [row for row in evidence.rows if isinstance(row, Project) and row.actual]
        heading = _title_place(view, evidence)
        if spent and heading is not None:
            yield Finding(
                rule="J08",
                severity=NOTICE,
                message=f"《{squeeze(view.title)}》是空表，没有填写项目和金额，而报告列有{len(spent)}个有支出的项目。",
                disclosed=evidence.text[slice(*heading)],
                start=heading[0],
                end=heading[1],
            )
        return
    for row in view.rows:
        for at, label in enumerate(row):
            if _AGENCY_LABEL.fullmatch(label.words.rstrip(":")) and label.span is not None and at + 1 < len(row):
                if any(not value.blank for value in row[at + 1 :]):
                    yield Passed("J08")
                    continue
                yield Finding(
                    rule="J08",
                    severity=NOTICE,
                    message=f"{squeeze(view.title)}的“{label.text.strip()}”没有填写。",
                    disclosed=label.text,
                    start=label.span.start,
                    end=label.span.end,
                )


def _is_empty(view: TableView) -> bool:
    """No project is named, and no amount but zero stands in the form; weights in brackets are the form's own."""
    for row in view.rows:
        for label, value in pairwise(row):
            if _PROJECT_LABEL.search(label.words.rstrip(":")) and not value.blank:
                return False
    numbers = [slot.number for row in view.rows for slot in row if slot.number is not None and not slot.number.percent]
    return not any(number.value for number in numbers if number.step < 1)


def _title_place(view: TableView, evidence: Evidence) -> tuple[int, int] | None:
    """Where the title above a form stands."""
    at = evidence.text.rfind(view.title, 0, view.placed.span.start)
    return (at, at + len(view.title)) if at >= 0 and view.title else None
