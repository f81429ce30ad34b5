"""The tolerance policy: what rounding explains and what it does not. Decimal throughout.

A printed number stands for the interval of half a step around it. `SUSPICIOUS` is what the worst case of independent
rounding could just explain but three standard deviations do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

_HALF = Decimal("0.5")
# 3 / √12: three standard deviations of one rounding, in steps.
_THREE_SIGMA = Decimal("0.8660254")


class Verdict(Enum):
    """How a printed value compares with the one calculated."""

    PASS = auto()
    ROUNDING = auto()
    SUSPICIOUS = auto()
    ERROR = auto()


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed value and the unit of its last place."""

    value: Decimal
    step: Decimal


def compare_sum(total: Printed, addends: Sequence[Printed]) -> Verdict:
    """Compare a total with its parts, each rounded by itself."""
    return compare_sides((total,), addends)


def compare_copy(one: Printed, other: Printed) -> Verdict:
    """Compare a value with the same printed elsewhere: a step of the coarser is what rounding explains."""
    difference = abs(one.value - other.value)
    coarser = max(one.step, other.step)
    if difference == 0 or (one.step != other.step and difference <= coarser * _HALF):
        return Verdict.PASS  # what is printed more exactly rounds to the other
    return Verdict.ROUNDING if difference <= coarser else Verdict.ERROR


def compare_sides(left: Sequence[Printed], right: Sequence[Printed]) -> Verdict:
    """Compare two sums that ought to be equal, each addend rounded by itself."""
    difference = abs(sum((one.value for one in left), Decimal(0)) - sum((one.value for one in right), Decimal(0)))
    if difference == 0:
        return Verdict.PASS
    parts = [one for one in (*left, *right) if one.value != 0]
    if len(left) == 1 and _is_rounded_from(left[0], parts[1:]) and difference <= left[0].step * _HALF:
        return Verdict.PASS  # the total is what its parts, printed more exactly, round to
    worst = sum((one.step * _HALF for one in parts), Decimal(0))
    step = max(one.step for one in parts)
    likely = max(step, _THREE_SIGMA * step * Decimal(len(parts)).sqrt())
    if difference <= min(worst, likely):
        return Verdict.ROUNDING
    return Verdict.SUSPICIOUS if difference <= worst else Verdict.ERROR


def _is_rounded_from(total: Printed, parts: Sequence[Printed]) -> bool:
    """Whether the parts are so much more exact than the total that all of them together round it only once."""
    return all(one.step * (len(parts) + 1) < total.step for one in parts)


def compare_ratio(printed: Printed, numerator: Printed, denominator: Printed, *, exact: bool = False) -> Verdict:
    """Compare a printed percentage with the quotient of two printed amounts.

    It may have been made of the unrounded amounts: what is inside their interval is what was to be printed, unless the
    amounts are known to be `exact`.

    Raises:
        ZeroDivisionError: the denominator may be zero; a rate on it means nothing.
    """
    lowest, highest = ratio_interval(numerator, denominator)
    half = printed.step * _HALF
    if lowest - half <= printed.value <= highest + half:
        fits = abs(printed.value - numerator.value / denominator.value * 100) <= half
        return Verdict.PASS if fits or not exact else Verdict.ROUNDING
    # Cut off instead of rounded, or adjusted so that shares add up: one step of the last place.
    if lowest - printed.step - half <= printed.value <= highest + printed.step + half:
        return Verdict.ROUNDING
    return Verdict.ERROR


def ratio_interval(numerator: Printed, denominator: Printed) -> tuple[Decimal, Decimal]:
    """The percentages that the unrounded amounts may have had.

    Raises:
        ZeroDivisionError: the denominator may be zero.
    """
    low, high = denominator.value - denominator.step * _HALF, denominator.value + denominator.step * _HALF
    if low <= 0 <= high:
        raise ZeroDivisionError("the denominator may be zero")
    quotients = [
        (numerator.value + numerator.step * side) / bound * 100 for side in (-_HALF, _HALF) for bound in (low, high)
    ]
    return min(quotients), max(quotients)
