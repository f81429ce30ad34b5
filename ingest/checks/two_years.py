"""Rules D01, J07 on sentences that tell an amount of two years and how one compares with the other.

2025年预算执行数为90万元，2026年预算安排99万元，比2025年预算执行数增加10%: whatever it is of, the sentence can be calculated.
"""

import re
from collections.abc import Iterator

from ingest.amounts import Number, find_numbers, view_line
from ingest.checks.directions import sign_of
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_ratio, ratio_interval
from ingest.checks.wording import show_money, show_percent
from ingest.findings import ERROR, ROUNDING, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*20\d\d年[^\n]*[%平][^\n]*$", re.MULTILINE)
_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|元)"
_SENTENCE = re.compile(
    rf"""(?P<last>20\d\d)年(?:度)?[^,。;\d]{{0,16}}(?P<before>{_AMOUNT})[,;]
    (?P<year>20\d\d)年(?:度)?[^,。;\d]{{0,16}}(?P<now>{_AMOUNT})[,;]
    [与比较](?P<compared>20\d\d)年(?:度)?[^,。;\d]{{0,16}}?
    (?:相比,?)?(?:(?P<way>增加|增长|上升|减少|下降|降低)(?:了|约)?(?P<rate>\d[\d,]*(?:\.\d+)?%)|(?P<same>持平))""",
    re.VERBOSE,
)
# The item's own amount, right behind its name: “…（项）”25.77万元，主要用于….
_OWN = re.compile(rf"\((?:\d{{2}})?项\)[\"”]?(?P<own>{_AMOUNT})[,。;]")
_NEAR = 200  # characters between an item's name and the sentence about its two years


def check_two_years(text: str) -> Iterator[Outcome]:
    """Calculate each such sentence; one that names other years than one and the next is left alone."""
    for line in _LINE.finditer(text):
        view, at = view_line(line[0])
        places = [line.start() + position for position in at]
        for match in _SENTENCE.finditer(view):
            if not int(match["last"]) == int(match["compared"]) == int(match["year"]) - 1:
                continue
            before, now = _number(match["before"]), _number(match["now"])
            spans = {name: _span(match, name, places) for name in ("before", "now")}
            yield from _check_own(view, match, now, places, text)
            yield _judge(match, before, now, spans, places, text)


def _judge(
    match: re.Match[str],
    before: Number,
    now: Number,
    spans: dict[str, tuple[int, int]],
    places: list[int],
    text: str,
) -> Outcome:
    """D01: the way and the rate of the change from one amount to the other."""
    first = match.start("same") if match["same"] else match.start("way")
    start, end = places[first], places[match.end() - 1] + 1
    related = (spans["before"], spans["now"])
    change = now.value - before.value
    told = f"{match['last']}年为{show_money(before.value)}，{match['year']}年为{show_money(now.value)}"
    if match["same"]:
        if abs(change) <= max(before.step, now.step):
            return Passed("D01", related)
        ways = "增加" if change > 0 else "减少"
        return _finding(f"{told}，写为持平，按金额是{ways}{show_money(abs(change))}。", ways, start, end, related, text)
    rate = _number(match["rate"])
    if not before.value:
        return Passed("D01", related)  # there is no rate of nothing; other rules say so
    if change * sign_of(match["way"]) < 0:
        ways = "增加" if change > 0 else "减少"
        return _finding(f"{told}，写为{match['way']}，按金额是{ways}。", ways, start, end, related, text)
    difference = Printed(abs(change), before.step + now.step)
    printed, base = Printed(rate.value, rate.step), Printed(before.value, before.step)
    verdict = compare_ratio(printed, difference, base)
    if verdict is Verdict.PASS:
        return Passed("D01", related)
    low, high = ratio_interval(difference, base)
    expected = show_percent((low + high) / 2, rate.step)
    message = f"{told}，{match['way']}的比率写为{match['rate']}，按金额计算应为{expected}。"
    severity = ROUNDING if verdict is Verdict.ROUNDING else ERROR
    return _finding(message, expected, start, end, related, text, severity)


def _check_own(view: str, match: re.Match[str], now: Number, places: list[int], text: str) -> Iterator[Finding]:
    """J07: what the item's name is followed by is the amount that the sentence tells of the year."""
    names = list(_OWN.finditer(view, max(0, match.start() - _NEAR), match.start()))
    own = _number(names[-1]["own"]) if names else None
    if own is None or abs(own.value - now.value) <= max(own.step, now.step):
        return
    start, end = _span(match, "now", places)
    yield Finding(
        rule="J07",
        severity=ERROR,
        message=f"同一项{match['year']}年的金额前后不一致：前面写为{show_money(own.value)}，这里写为{show_money(now.value)}。",
        disclosed=text[start:end],
        start=start,
        end=end,
        expected=show_money(own.value),
        difference=show_money(now.value - own.value),
        related=(_span(names[-1], "own", places),),
    )


def _finding(
    message: str,
    expected: str,
    start: int,
    end: int,
    related: tuple[tuple[int, int], ...],
    text: str,
    severity: str = ERROR,
) -> Finding:
    return Finding("D01", severity, message, text[start:end], start, end, expected, related=related)


def _span(match: re.Match[str], group: str, places: list[int]) -> tuple[int, int]:
    return places[match.start(group)], places[match.end(group) - 1] + 1


def _number(words: str) -> Number:
    return next(iter(find_numbers(words)))
