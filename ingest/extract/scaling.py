"""Units that are missing or wrong in print, told from the numbers around them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from ingest.amounts import BARE, MONEY, Number, scale_money

_TEN_THOUSAND = Decimal(10_000)
_FEW_DIGITS = 2
_SLACK = Decimal(200)  # yuan: what rounding of three addends in 0.01万元 explains


def infer_units(numbers: Sequence[Number], elsewhere: Collection[Decimal] = ()) -> dict[int, tuple[Number, bool]]:
    """Return the numbers of a paragraph by their place, each with whether its unit had to be inferred.

    Among amounts in 万元, a bare number with decimals is in 万元 too; one in 元 is so where, taken as 万元, it is the sum
    of those that follow it (本年收入合计144.6元,其中:134.1万元 … 10.5万元), or an amount that the report prints elsewhere.
    Among amounts in 元, a bare number is one where the report prints it as one elsewhere.

    Args:
        numbers: the numbers of the paragraph, in order.
        elsewhere: amounts of the report's tables, in yuan.
    """
    found = {number.start: (number, False) for number in numbers}
    in_ten_thousands = sum(number.unit in {"万元", "万"} for number in numbers)
    in_yuan = sum(number.unit == "元" for number in numbers)
    if in_yuan and not in_ten_thousands:
        for number in numbers:
            if number.kind == BARE and _is_telling(number) and number.value in elsewhere:
                found[number.start] = (replace(number, kind=MONEY), True)
    if not in_ten_thousands:
        return found
    for number in numbers:
        if number.kind == BARE and number.step < 1 and (in_ten_thousands > 1 or _is_elsewhere(number, elsewhere)):
            found[number.start] = (_as_ten_thousands(number), True)
    for at, number in enumerate(numbers):
        if number.unit == "元" and number.value < _TEN_THOUSAND * 100:
            scaled = _as_ten_thousands(number)
            later = [found[one.start][0].value for one in numbers[at + 1 :] if found[one.start][0].kind == MONEY]
            if (in_ten_thousands > 1 and _is_sum(scaled.value, later)) or _is_elsewhere(number, elsewhere):
                found[number.start] = (scaled, True)
    return found


def _is_sum(whole: Decimal, later: Sequence[Decimal]) -> bool:
    """Whether the first of the amounts behind a number add up to it."""
    return any(abs(total - whole) <= _SLACK for total in accumulate(later))


def _is_elsewhere(number: Number, elsewhere: Collection[Decimal]) -> bool:
    """Whether a table prints this amount in 万元, and no table prints it in 元."""
    return _is_telling(number) and number.value not in elsewhere and _as_ten_thousands(number).value in elsewhere


def _is_telling(number: Number) -> bool:
    """Three digits or more: fewer may agree by chance."""
    return len(number.value.normalize().as_tuple().digits) > _FEW_DIGITS


def _as_ten_thousands(number: Number) -> Number:
    return replace(number, value=scale_money(number.value, _TEN_THOUSAND), kind=MONEY, step=number.step * _TEN_THOUSAND)
