"""Rule C02 on shares that stand beside their amounts: 基本支出30万元（60%），项目支出20万元（40%），合计50万元.

So does 全年支出50万元中，基本支出30万元，占60%；项目支出20万元，占40%.

What they are shares of is nowhere said in words; that all but one of a sentence fit the sum, or the total, tells it.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import MONEY, PERCENT, Number, find_numbers, view_line
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_ratio, compare_sum
from ingest.checks.wording import show_money, show_percent
from ingest.findings import ERROR, NOTICE, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*(?:[(（][^\n()（）]{0,8}[\d０-９]|元中[，,]|元[，,]占)[^\n]*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^。]+")
_CLAUSE = re.compile(r"[^。；;]+")
_TOTAL = re.compile(r"(?:合计|共计|总计)[为是:：]?$")
_OF_WHICH = re.compile(r"中[,，]")
_IN_ALL = re.compile(r"元中[,，]")
_SHARE = re.compile(r"元[，,]占(?:比)?[^，,。；;\d%]{0,16}(?P<printed>(?P<value>\d[\d,，]*(?:\.\d+)?)\s*[%％])")
_FEWEST_LISTED = 3
_HUNDRED = Decimal(100)
_FITTING = (Verdict.PASS, Verdict.ROUNDING)


@dataclass(frozen=True, slots=True)
class _Share:
    """An amount and the percentage in brackets behind it, in a folded sentence."""

    amount: Number
    percent: Number


def check_brackets(text: str) -> Iterator[Outcome]:
    """Compare each percentage in brackets with its amount's share of what the other ones of the sentence are shares of."""
    yield from _check_whole(text)
    for line in _LINE.finditer(text):
        view, places = view_line(line[0])
        for sentence in _SENTENCE.finditer(view):
            within = list(find_numbers(sentence[0]))
            of_sentence = list(_find_shares(sentence[0], within))
            around = [_sum(of_sentence), *(one for one, _ in _find_totals(sentence[0], within, of_sentence))]
            listed = list(_find_listed(sentence[0], within))
            if len(listed) >= _FEWEST_LISTED:
                at = [line.start() + places[sentence.start() + position] for position in range(len(sentence[0]))]
                # The whole may be told in the sentence before.
                wholes = [Printed(one.value, one.step) for one in find_numbers(view) if one.kind == MONEY]
                yield from _check(listed, [_sum(listed), *wholes], at, text)
            for clause in (_SENTENCE if _IN_ALL.search(view) else _CLAUSE).finditer(view, *sentence.span()):
                numbers = list(find_numbers(clause[0]))
                shares = list(_find_shares(clause[0], numbers))
                if len(shares) < 2:
                    continue
                at = [line.start() + places[clause.start() + position] for position in range(len(clause[0]))]
                totals = _find_totals(clause[0], numbers, shares)
                # The parts of one whole may go on behind a semicolon.
                yield from _check(shares, [*(one for one, _ in totals), *around], at, text)
                yield from _check_total(shares, totals, at, text)


def _check_whole(text: str) -> Iterator[Outcome]:
    """No part is more than its whole: 占1,198.4%."""
    for match in _SHARE.finditer(text):
        value = Decimal(re.sub(r"[,，]", "", match["value"]))
        if value > _HUNDRED:
            start, end = match.span("printed")
            yield Finding(
                rule="C02",
                severity=NOTICE,
                message=f"占比写为{text[start:end]}，部分不会大于整体，请核对。",
                disclosed=text[start:end],
                start=start,
                end=end,
                expected="不超过100%",
            )


def _find_shares(view: str, numbers: Sequence[Number]) -> Iterator[_Share]:
    for amount, percent in itertools.pairwise(numbers):
        between = view[amount.end : percent.start]
        closed = between in ("(", "(占", "(占比", "(占比为") and view[percent.end : percent.end + 1] == ")"
        closed = closed or (between in (",占", ",占比", ",占比为") and _IN_ALL.search(view) is not None)
        if closed and (amount.kind, percent.kind) == (MONEY, PERCENT):
            yield _Share(amount, percent)


def _find_listed(view: str, numbers: Sequence[Number]) -> Iterator[_Share]:
    """甲支出30万元，占60%；乙支出20万元，占40%: shares of one whole, told behind each amount."""
    for amount, percent in itertools.pairwise(numbers):
        told = view[amount.end : percent.start] in (",占", ",占比", ",占比为")
        ends = view[percent.end : percent.end + 1] in (";", ",", "") and (amount.kind, percent.kind) == (MONEY, PERCENT)
        if told and ends:
            yield _Share(amount, percent)


def _find_totals(view: str, numbers: Sequence[Number], shares: Sequence[_Share]) -> list[tuple[Printed, Number | None]]:
    """The wholes that the percentages may be of: the total that is printed, and the sum of the amounts, printed or not."""
    parts = [share.amount for share in shares]
    printed = [
        one
        for one in numbers
        if one.kind == MONEY
        and one not in parts
        and (_TOTAL.search(view[: one.start]) or _OF_WHICH.match(view[one.end :]))
    ]
    return [*((Printed(one.value, one.step), one) for one in printed), (_sum(shares), None)]


def _sum(shares: Sequence[_Share]) -> Printed:
    steps = (share.amount.step for share in shares)
    return Printed(sum((share.amount.value for share in shares), Decimal(0)), max(steps, default=Decimal(0)))


def _check(shares: Sequence[_Share], totals: Sequence[Printed], at: Sequence[int], text: str) -> Iterator[Outcome]:
    usual = min(share.amount.step for share in shares)  # 29.7万元 beside 30.99万元 is 29.70
    totals = [total for total in totals if total.value > 0]
    fitting = [[share for share in shares if _fits(share, total, usual)] for total in totals]
    best = max(fitting, key=len, default=[])
    if len(best) < len(shares) - 1 or not best:
        return  # percentages of something else
    total = totals[fitting.index(best)]
    for share in shares:
        start, end = at[share.percent.start], at[share.percent.end - 1] + 1
        amount = (at[share.amount.start], at[share.amount.end - 1] + 1)
        if share in best:
            yield Passed("C02", ((start, end), amount))
            continue
        expected = show_percent(share.amount.value / total.value * 100, share.percent.step)
        yield Finding(
            rule="C02",
            severity=ERROR,
            message=(
                f"{show_money(share.amount.value)}占{show_money(total.value)}的比重写为{text[start:end]}，"
                f"按金额计算应为{expected}。"
            ),
            disclosed=text[start:end],
            start=start,
            end=end,
            expected=expected,
            related=(amount, *((at[one.amount.start], at[one.amount.end - 1] + 1) for one in best)),
        )


def _check_total(
    shares: Sequence[_Share], totals: Sequence[tuple[Printed, Number | None]], at: Sequence[int], text: str
) -> Iterator[Outcome]:
    """The total that is printed, where the shares are all of the sum of the amounts and not of it."""
    usual = min(share.amount.step for share in shares)
    summed = totals[-1][0]
    if not summed.value or not all(_fits(share, summed, usual) for share in shares):
        return
    for total, number in totals[:-1]:
        parts = [Printed(one.amount.value, usual) for one in shares]
        if number is None or compare_sum(total, parts) is not Verdict.ERROR:
            continue
        if all(_fits(share, total, usual) for share in shares):
            continue
        start, end = at[number.start], at[number.end - 1] + 1
        yield Finding(
            rule="C02",
            severity=ERROR,
            message=f"整体写为{show_money(total.value)}，其中各项合计为{show_money(summed.value)}，占比也是按后者计算的。",
            disclosed=text[start:end],
            start=start,
            end=end,
            expected=show_money(summed.value),
            related=tuple((at[one.amount.start], at[one.amount.end - 1] + 1) for one in shares),
        )


def _fits(share: _Share, total: Printed, usual: Decimal) -> bool:
    percent = Printed(share.percent.value, share.percent.step)
    amount = Printed(share.amount.value, usual)
    try:
        return compare_ratio(percent, amount, total) in _FITTING
    except ZeroDivisionError:
        return False
