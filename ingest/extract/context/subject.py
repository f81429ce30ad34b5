"""What numbers can be of: indicators with a fund, and the families that rules speak of."""

from typing import NamedTuple

UNKNOWN = ""  # a phase: a budget was told, and nothing says whether this label goes on with it
TOTALS = {"income", "expenditure", "total_income_and_balance", "total_expenditure_and_balance"}
PAID_FROM = {"agency_operation", "three_public", "meetings", "training"}  # reports name the fund that pays for these


class Subject(NamedTuple):
    """What is spoken of: indicators (收、支总计 are two), and the fund that stands with their label."""

    indicators: tuple[str, ...] = ()
    scope: str | None = None


NOTHING = Subject()


def family_of(indicator: str) -> str:
    """The indicator that a code is a part of, or itself.

    >>> family_of("three_public.vehicles.operation")
    'three_public'
    """
    return indicator.partition(".")[0]
