"""Amounts as agencies have them: mostly whole hundreds of yuan, now and then to the cent."""

from decimal import Decimal
from random import Random

from ingest.samples.money import CENT, ZERO


class Mint:
    """Makes amounts for one agency-year.

    In real accounts about one sum in twenty is off by 0.01万元 after rounding. Amounts that are whole hundreds of yuan
    print exactly; the share of the others sets how often sums do not add up.
    """

    __slots__ = ("_odd", "random")

    def __init__(self, random: Random, odd: float) -> None:
        self.random = random
        self._odd = odd

    def amount(self, yuan: float) -> Decimal:
        """Return an amount near `yuan`, never negative."""
        whole = Decimal(max(0, round(yuan / 100)) * 100)
        if whole and self.random.random() < self._odd:
            return whole + Decimal(self.random.randrange(1, 9_999)) * CENT
        return whole

    def around(self, yuan: Decimal | float, low: float, high: float) -> Decimal:
        """Return an amount between `low` and `high` times `yuan`."""
        return self.amount(float(yuan) * self.random.uniform(low, high))

    def happens(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.random.random() < probability

    def budget_for(self, spent: Decimal) -> Decimal:
        """Return the budget of a year's beginning for an outturn: often a little more, sometimes the same or less."""
        if spent == ZERO:
            return ZERO
        draw = self.random.random()
        if draw < 0.2:
            return spent
        return self.around(spent, 1.01, 1.16) if draw < 0.62 else self.around(spent, 0.8, 0.99)
