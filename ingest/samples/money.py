"""Amounts in yuan: how an exact amount becomes a printed one, and ratios of amounts.

Knows the rounding of the forms; the manner of writing (units, thousands, spaces) is `manner.py`'s.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
TEN_THOUSAND = Decimal(10_000)
CENT = Decimal("0.01")
HUNDRED = Decimal(100)
_PLACES = tuple(Decimal(1).scaleb(-places) for places in range(5))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum, a Decimal for no addends too."""
    return sum(amounts, ZERO)


def in_ten_thousands(yuan: Decimal) -> Decimal:
    """Return the amount in 万元 as the forms print it, each amount rounded for itself.

    >>> in_ten_thousands(Decimal("134628649.99"))
    Decimal('13462.86')
    """
    return (yuan / TEN_THOUSAND).quantize(CENT, ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """Return part / whole in percent, rounded to `places` decimals; the caller sees to it that `whole` is not 0."""
    return (part * HUNDRED / whole).quantize(_PLACES[places], ROUND_HALF_UP)
