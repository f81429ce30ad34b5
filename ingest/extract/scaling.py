"""Units that are missing or wrong in print, told from the numbers around them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.amounts import BARE, MONEY, Number, scale_money

_TEN_THOUSAND = Decimal(10_000)
_SLACK = Decimal(200)  # yuan: what rounding of three addends in 0.01万元 explains


def infer_units(numbers: Sequence[Number]) -> dict[int, tuple[Number, bool]]:
    """Return the numbers of a paragraph by their place, each with whether its unit had to be inferred.

    Among amounts in 万元, a bare number with decimals is in 万元 too; one in 元 is so where, taken as 万元, it is the sum
    of those that follow it (本年收入合计144.6元,其中:134.1万元 … 10.5万元).
    """
    found = {number.start: (number, False) for number in numbers}
    if sum(number.unit in {"万元", "万"} for number in numbers) < 2:
        return found
    for number in numbers:
        if number.kind == BARE and number.step < 1:
            found[number.start] = (_as_ten_thousands(number), True)
    for at, number in enumerate(numbers):
        if number.unit == "元" and number.value < _TEN_THOUSAND * 100:
            scaled = _as_ten_thousands(number)
            total = Decimal(0)
            for later in numbers[at + 1 :]:
                one = found[later.start][0]
                if one.kind == MONEY:
                    total += one.value
                    if abs(total - scaled.value) <= _SLACK:
                        found[number.start] = (scaled, True)
                        break
    return found


def _as_ten_thousands(number: Number) -> Number:
    return replace(number, value=scale_money(number.value, _TEN_THOUSAND), kind=MONEY, step=number.step * _TEN_THOUSAND)
