"""Rules D01, J03: changes that contradict each other, or imply that there was less than nothing the year before."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import MONEY, PERCENT, find_numbers, view_line
from ingest.checks.directions import find_direction, sign_of
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure, show_money
from ingest.figures import Figure
from ingest.findings import ERROR, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*(?:%|％|上年)[^\n]*$", re.MULTILINE)
_BETWEEN = re.compile(r"[,，、(（]?(?:同比|比上年|较上年|与上年相比,?)?")
_FROM_NOTHING = re.compile(
    r"上年(?:度)?(?:决算|预算)?数?(?:为|是)?0(?:\.0+)?(?:万元|元)?[,，](?:本年|今年|比上年|较上年|同比)?(?P<word>减少|下降|降低|压减)了?[\d.]*[1-9]"
)
_LESS_THAN_NOTHING = re.compile(
    r"(?P<word>减少|下降|降低|压减)了?(?P<number>[\d.,]+)(?:亿元|万元|元)[,，(（；;]?(?:主要)?(?:原因是|由于|因为?|系)?"
    r"(?:上年(?:度)?(?:决算|预算)?数?(?:为|是)0|上年(?:度)?(?:没有|无)(?:此项|该项|这项|这笔|同类)?(?:支出|收入|经费|安排|预算|项目)?[,，。；;)）])"
)
_ALL = Decimal(100)
_FALLS = re.compile(r"(?:减少|下降|降低|压减|减幅|降幅)[了约]?$")
_MAY_BE_NEGATIVE = re.compile(r"结余|结转|亏损|利润|收益")
_BOTH_SIDES = ("total_income_and_balance", "total_expenditure_and_balance")


def check_opposed(figures: Sequence[Figure], text: str) -> Iterator[Outcome]:
    """Compare the directions of one breath, the changes of two sides that are always equal, and each change with its amount."""
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        found.setdefault(figure.key, figure)
    rates = [figure for figure in figures if figure.measure == "change_rate"]
    # Where both were read, what is wrong with them is the rule's on rates of change.
    named = {one.start for one in rates if (*one.key[:4], "change_amount", one.year) in found}
    yield from _check_words(text, named)
    for figure in figures:
        if figure.measure == "change_amount":
            current = found.get((*figure.key[:4], "amount", figure.year))
            yield from _check_previous(figure, current)
            if figure.base == str(figure.year - 1):
                before = found.get((*figure.key[:4], "amount", figure.year - 1))
                # Told elsewhere, last year's value may be this year's under a wrong year.
                if (
                    before is not None
                    and "\n" not in text[min(before.end, figure.end) : max(before.start, figure.start)]
                ):
                    yield from _check_before(figure, current, before)
            yield from _check_sides(figure, found)


def _check_words(text: str, named: set[int]) -> Iterator[Finding]:
    """减少3.6万元，增长8.97%, whatever it is that they are of; and 上年为0，本年减少3万元."""
    for line in _LINE.finditer(text):
        view, at = view_line(line[0])
        places = [line.start() + position for position in at]
        numbers = list(find_numbers(view))
        for amount, rate in itertools.pairwise(numbers):
            if (amount.kind, rate.kind) != (MONEY, PERCENT) or not amount.value or not rate.value:
                continue
            one, other = find_direction(view[: amount.start]), find_direction(view[: rate.start])
            if one is None or other is None or places[rate.start] in named or rate.value < 0:
                continue
            if sign_of(one) * sign_of(other) < 0 and _BETWEEN.fullmatch(
                view[amount.end : view.rindex(other, 0, rate.start)]
            ):
                start, end = places[view.rindex(one, 0, amount.start)], places[rate.end - 1] + 1
                yield _finding(
                    "D01", f"“{text[start:end]}”里金额与比率的方向相反。", text, start, end, "金额与比率同为增加或减少"
                )
        for rate in numbers:
            if (
                rate.kind == PERCENT
                and rate.value > _ALL
                and places[rate.start] not in named
                and not _MAY_BE_NEGATIVE.search(view)
            ):
                word = _FALLS.search(view[: rate.start])
                if word:
                    start, end = places[word.start()], places[rate.end - 1] + 1
                    yield _finding("D01", f"“{text[start:end]}”：降幅不会超过100%。", text, start, end, "不超过100%")
        for match in _FROM_NOTHING.finditer(view):
            start, end = places[match.start()], places[match.end() - 1] + 1
            yield _finding("D01", f"上年为0，本年不会{match['word']}。", text, start, end, "比上年增加")
        for match in _LESS_THAN_NOTHING.finditer(view):
            if re.search(r"[1-9]", match["number"]):
                start, end = places[match.start()], places[match.end() - 1] + 1
                yield _finding("D01", f"上年没有，本年不会{match['word']}。", text, start, end, "比上年增加")


def _check_previous(change: Figure, current: Figure | None) -> Iterator[Outcome]:
    """J03: what there was the year before is no less than nothing."""
    if current is None or current.unit != "元" or current.value < 0 or "balance" in current.indicator:
        return
    previous = current.value - change.value
    if previous >= -(change.step + current.step):
        yield Passed("J03")
        return
    yield Finding.at(
        change,
        rule="J03",
        severity=ERROR,
        message=(
            f"{name_figure(current)}{show_money(current.value)}，写为比上年增加{show_money(change.value)}，"
            f"按此上年为{show_money(previous)}，不可能小于0。"
        ),
        expected=f"增加不超过{show_money(current.value)}",
        difference=show_money(previous),
        related=((current.start, current.end),),
    )


def _check_before(change: Figure, current: Figure | None, before: Figure) -> Iterator[Outcome]:
    """D01: last year's value, where it is told, too, is this year's less the change."""
    if current is None or len({current.start, before.start, change.start}) < 3:
        return
    implied = current.value - change.value
    places = tuple((one.start, one.end) for one in (before, current, change))
    if abs(implied - before.value) <= sum((one.step for one in (current, before, change)), Decimal(0)):
        yield Passed("D01", places)
        return
    ways = "增加" if change.value >= 0 else "减少"
    yield Finding.at(
        before,
        rule="D01",
        severity=ERROR,
        message=(
            f"{name_figure(current)}为{show_money(current.value)}、比上年{ways}{show_money(abs(change.value))}，按此上年为"
            f"{show_money(implied)}，上年数写为{show_money(before.value)}，相差{show_money(abs(implied - before.value))}。"
        ),
        expected=show_money(implied),
        difference=show_money(before.value - implied),
        related=places[1:],
    )


def _check_sides(change: Figure, found: dict[tuple[object, ...], Figure]) -> Iterator[Outcome]:
    """D01: income and expenditure with their balances are always equal, and so are their changes."""
    if change.indicator != _BOTH_SIDES[1]:
        return
    other = found.get((change.part, _BOTH_SIDES[0], *change.key[2:]))
    if other is None or other.start == change.start:
        return
    difference = abs(other.value - change.value)
    if difference <= max(other.step, change.step):
        yield Passed("D01", ((change.start, change.end), (other.start, other.end)))
    elif abs(other.value + change.value) <= max(other.step, change.step):
        ways = ["增加" if one.value > 0 else "减少" for one in (other, change)]
        yield Finding.at(
            change,
            rule="D01",
            severity=ERROR,
            message=f"收入总计与支出总计每年都相等，文中一个{ways[0]}、一个{ways[1]}{show_money(abs(change.value))}。",
            expected="收、支总计的增减相同",
            related=((other.start, other.end),),
        )


def _finding(rule: str, message: str, text: str, start: int, end: int, expected: str) -> Finding:
    return Finding(rule, ERROR, message, text[start:end], start, end, expected)
