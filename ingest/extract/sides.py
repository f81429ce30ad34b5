"""Income and expenditure as two sides of one account: which a mere 收入 or 支出 means, what one side lends the other.

`context` asks it; what a number is bound to is decided there.
"""

from dataclasses import dataclass, field

from ingest.extract.lexicon import Kind

SIDES = {"收入": "income", "支出": "expenditure"}
BOTH_TOTALS = ("total_income_and_balance", "total_expenditure_and_balance")
_PAIRS = (BOTH_TOTALS, tuple(SIDES.values()))
_FACING = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def is_side(indicators: tuple[str, ...]) -> bool:
    """Whether a subject is a side of an account, or both."""
    return bool(indicators) and all(one in _FACING for one in indicators)


def faces(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two subjects are the two sides of one account.

    >>> faces(("income",), ("expenditure",)), faces(("income",), ("total_expenditure_and_balance",))
    (True, False)
    """
    return len(one) == len(other) == 1 and _FACING.get(one[0]) == other[0]


@dataclass
class Sides:
    """The sides that a paragraph has told amounts of, and with what one of them was compared in this sentence."""

    comparison: tuple[Kind, str] | None = None
    _told: dict[str, str | None] = field(default_factory=dict)  # indicator and the fund that stood with it
    _compared: tuple[str, ...] = ()
    _is_fresh: bool = False

    def tell(self, indicators: tuple[str, ...], scope: str | None) -> None:
        """Take in an amount."""
        for one in indicators:
            if one in _FACING:
                self._told.setdefault(one, scope)

    def compare(self, indicators: tuple[str, ...], comparison: tuple[Kind, str]) -> None:
        """Take in a change of a side, and with what it was compared; of anything else it ends what was compared."""
        known = len(indicators) == 1 and indicators[0] in _FACING
        self._compared, self.comparison = (indicators, comparison) if known else ((), None)
        self._is_fresh = known

    def has_told(self, word: str) -> bool:
        """Whether the year's income (收入) or expenditure (支出) has its amount."""
        return SIDES[word] in self._told

    def find(self, word: str) -> tuple[str, str | None] | None:
        """The indicator and fund that a mere 收入 or 支出 means: a side of the first pair of which both were told.

        收入总计…，其中本年收入…；支出总计…，其中本年支出…。与上年相比，收入增加… is of what the paragraph began with.
        """
        first = next((one for one in self._told if _FACING[one] in self._told), None)
        if word not in SIDES or first is None:
            return None
        pair = next(pair for pair in _PAIRS if first in pair)
        side = pair[list(SIDES).index(word)]
        return side, self._told[side]

    def comparison_of_other(self, indicators: tuple[str, ...]) -> tuple[Kind, str] | None:
        """What the side facing this one was compared with, in this sentence or the one before."""
        return self.comparison if faces(self._compared, indicators) else None

    def end_sentence(self) -> None:
        """A comparison holds to the end of the next sentence."""
        if not self._is_fresh:
            self._compared, self.comparison = (), None
        self._is_fresh = False
