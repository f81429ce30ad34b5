"""One finding a cause: a wrong number of the text breaks the sum that it is part of, its share and its rate of change.

The number that most failing checks have in common, and that few passed ones vouch for, is the one named; what the others
say goes with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.checks.rules import Outcome, Passed
from ingest.findings import ERROR, NOTICE, Finding

_Place = tuple[int, int]
# Rules that compare numbers of the text with each other; those that compare them with a table know which is wrong.
_ARITHMETIC = frozenset(
    (
        "C01",
        "C02",
        "C03",
        "C04",
        "C05",
        "C06",
        "C07",
        "C08",
        "C09",
        "C11",
        "D01",
        "D03",
        "D04",
        "D07",
        "H01",
        "H02",
        "J02",
        "J03",
        "J07",
        "J11",
    )
)
_PLAUSIBLE = frozenset(("D08", "J12", "J13"))  # those of them that are notices
_MOST_RELATED = 12
_OTHERS = re.compile(r"；另有(?P<count>\d+)处核对也因此不符。$")


def settle_causes(outcomes: Iterable[Outcome], text: str) -> list[Outcome]:
    """The outcomes with the findings of one cause merged into one; others as they were, order aside."""
    told = list(outcomes)
    told = _without_echoes(told)
    copied = [one for one in told if isinstance(one, Finding) and _knows_which(one)]
    arithmetic = [one for one in told if _is_arithmetic(one) and one not in copied]
    others = [one for one in told if one not in copied and one not in arithmetic]
    for finding in [one for one in others if isinstance(one, Finding) and _is_of_table(one)]:
        mine = [one for one in copied if (finding.start, finding.end) in one.related]
        copied = [one for one in copied if one not in mine]
        others[others.index(finding)] = _merged(finding, mine)
    settled: list[Outcome] = []
    for finding in copied:
        mine = [one for one in arithmetic if isinstance(one, Finding) and _touches(one, (finding.start, finding.end))]
        arithmetic = [one for one in arithmetic if one not in mine]
        settled.append(_merged(finding, mine))
    trust = Counter(place for one in told if isinstance(one, Passed) for place in one.places)
    return [*others, *settled, *_by_cause([one for one in arithmetic if isinstance(one, Finding)], trust, text)]


def _is_against_table(finding: Finding) -> bool:
    return finding.severity == ERROR and finding.against_table


def _knows_which(finding: Finding) -> bool:
    """Whether a finding knows which of the numbers that contradict each other is wrong."""
    return _is_against_table(finding) or (finding.rule == "J04" and finding.severity == ERROR)


def _without_echoes(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes without those that say less of a place of which another says what is wrong.

    An odd unit is named by what contradicts the amount; a total of points that one wrong item breaks is not wrong itself;
    a project that breaks the sum of all need not be called implausible, too; words that the amounts contradict need not be
    held against their rate.
    """
    errors = [one for one in outcomes if isinstance(one, Finding) and one.severity == ERROR]
    wrong = {(one.start, one.end) for one in errors if one.rule != "J04"}
    against_table = {(one.start, one.end) for one in errors if one.against_table}
    points = {(one.start, one.end) for one in errors if one.rule == "H03"}
    words = {(one.start, one.end) for one in errors if one.rule == "C08"}
    projects = [place for one in errors if one.rule == "J01" for place in one.related]
    repeated = [one for one in outcomes if isinstance(one, Finding) and one.rule == "J07" and one.severity == NOTICE]
    projects += [place for one in repeated for place in ((one.start, one.end), *one.related)]
    return [
        one
        for one in outcomes
        if not isinstance(one, Finding)
        or not (
            (one.rule == "J04" and (one.start, one.end) in (against_table if one.severity == ERROR else wrong))
            or (one.rule == "H03" and not points.isdisjoint(one.related))
            or (one.rule == "C08" and any(_holds(one, low, high) for low, high in words))
            or (one.rule == "J12" and any(low <= one.start and one.end <= high for low, high in projects))
        )
    ]


def _holds(finding: Finding, start: int, end: int) -> bool:
    """Whether a finding is at these words and more."""
    return finding.start <= start and end <= finding.end and (start, end) != (finding.start, finding.end)


def _is_of_table(finding: Finding) -> bool:
    """Whether a cell of a table is named: what the text has otherwise is the same mistake seen from there."""
    return finding.severity == ERROR and finding.rule[0] in "AB"


def _is_arithmetic(outcome: Outcome) -> bool:
    if not isinstance(outcome, Finding):
        return False
    if outcome.rule in _PLAUSIBLE:
        return outcome.severity in (ERROR, NOTICE)
    return outcome.severity == ERROR and outcome.rule in _ARITHMETIC


def _by_cause(findings: Sequence[Finding], trust: Counter[_Place], text: str) -> Iterable[Finding]:
    """Merge, the commonest cause first."""
    left = list(findings)
    while left:
        count = Counter(place for one in left for place in {(one.start, one.end), *one.related})
        place, most = max(count.items(), key=lambda item: (item[1] - trust[item[0]], item[1], -item[0][0]))
        mine = [one for one in left if _touches(one, place)]
        if most < 2 or most <= trust[place]:
            yield from left
            return
        first = next((one for one in mine if (one.start, one.end) == place), mine[0])
        yield _merged(_anchored(first, place, text), [one for one in mine if one is not first])
        left = [one for one in left if one not in mine]


def _anchored(finding: Finding, place: _Place, text: str) -> Finding:
    """The finding at another of its places, which its sentence then names first."""
    if (finding.start, finding.end) == place:
        return finding
    related = ((finding.start, finding.end), *(one for one in finding.related if one != place))
    return replace(
        finding,
        message=f"“{text[slice(*place)]}”与几处数字都不符：{finding.message}",
        disclosed=text[slice(*place)],
        start=place[0],
        end=place[1],
        expected="",
        difference="",
        related=related,
    )


def _merged(finding: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return finding
    places = dict.fromkeys(
        (*finding.related, *(place for one in others for place in ((one.start, one.end), *one.related)))
    )
    places.pop((finding.start, finding.end), None)
    told = _OTHERS.search(finding.message)
    count = len(others) + (int(told["count"]) if told else 0)
    severity = ERROR if ERROR in {finding.severity, *(one.severity for one in others)} else finding.severity
    message = f"{_OTHERS.sub('', finding.message).rstrip('。')}；另有{count}处核对也因此不符。"
    return replace(finding, severity=severity, message=message, related=tuple(places)[:_MOST_RELATED])


def _touches(finding: Finding, place: _Place) -> bool:
    return place == (finding.start, finding.end) or place in finding.related
