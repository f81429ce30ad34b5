"""A figure: one number of the indicator vocabulary, as a row of the contract's `figures`."""

from dataclasses import dataclass
from decimal import Decimal

ALL, FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL, SOCIAL_INSURANCE, SPECIAL_ACCOUNT, UNIT_FUNDS = (
    "all",
    "fiscal",
    "general_public",
    "gov_fund",
    "state_capital",
    "social_insurance",
    "special_account",
    "unit_funds",
)
BUDGET, ADJUSTED, ACTUAL = "budget", "adjusted", "actual"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of `figures`; fields and units as in the contract. Offsets are into `report.md`, end exclusive.

    `inferred_unit` tells that the unit was missing or wrong in print and was taken from the figures around it;
    `other_year` is the place of the words that print another year than the report's beside the figure.
    """

    part: str
    indicator: str
    scope: str
    phase: str
    measure: str
    year: int
    value: Decimal
    unit: str
    disclosed: str
    base: str
    source: str
    step: Decimal
    section: str
    page: int | None
    start: int
    end: int
    inferred_unit: bool = False
    other_year: tuple[int, int] | None = None

    @property
    def key(self) -> tuple[str, str, str, str, str, int]:
        """What makes two rows the same figure."""
        return self.part, self.indicator, self.scope, self.phase, self.measure, self.year
