"""Equations between cells of the accounts tables, and which cell is wrong where several of them fail.

A misprinted cell breaks the sum of its row, that of its column and the copies of it in other tables. One finding names
it: the cell whose correction mends most of the failing equations and breaks fewest of the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_sides
from ingest.ledger import Cell

_FAILED = (Verdict.ERROR, Verdict.SUSPICIOUS)


@dataclass(frozen=True)
class Equation:
    """Cells whose sums ought to be equal.

    Attributes:
        rule: code of the rule.
        left: the total, or what is copied.
        right: its parts, or the copy.
        said: what the right side is, as it is told: 本行各项之和.
    """

    rule: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    said: str

    @cached_property
    def residual(self) -> Decimal:
        """The left sum less the right one."""
        return _sum(self.left) - _sum(self.right)

    @cached_property
    def verdict(self) -> Verdict:
        """How the sums compare."""
        left, right = ([Printed(cell.value, cell.step) for cell in side] for side in (self.left, self.right))
        if len(left) == len(right) == 1:
            return compare_copy(left[0], right[0])
        return compare_sides(left, right)

    @property
    def failed(self) -> bool:
        """Whether rounding does not explain the difference."""
        return self.verdict in _FAILED

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, the total first."""
        return self.left + self.right

    def error_of(self, cell: Cell) -> Decimal:
        """By how much the cell is too large if it alone is wrong."""
        return self.residual if cell in self.left else -self.residual

    def mended(self, cell: Cell, error: Decimal) -> "Equation":
        """The equation with the cell corrected."""
        right = replace(cell, value=cell.value - error)
        sides = (tuple(right if one == cell else one for one in side) for side in (self.left, self.right))
        left, other = sides
        return Equation(self.rule, left, other, self.said)


def make_equation(
    rule: str, left: Iterable[Cell | None], right: Iterable[Cell | None], said: str
) -> Iterator[Equation]:
    """The equation, unless a side is missing or has nothing printed: no detail is no contradiction."""
    sides = tuple(tuple(cell for cell in side if cell is not None) for side in (left, right))
    if all(any(not cell.blank for cell in side) for side in sides):
        yield Equation(rule, sides[0], sides[1], said)


@dataclass(frozen=True, slots=True)
class Cause:
    """A cell that is probably wrong, by how much, and the equations that fail for it.

    `suspects` are the cells of which any may be the wrong one, where a total is named for them.
    """

    cell: Cell
    error: Decimal
    failing: tuple[Equation, ...]
    suspects: tuple[Cell, ...] = ()


def find_causes(equations: Sequence[Equation]) -> Iterator[Cause]:
    """Yield the cells that explain the failing equations, the one that explains most first.

    Of a total and its parts that nothing tells apart, the total is named.
    """
    of_cell: dict[Cell, list[Equation]] = {}
    for equation in equations:
        for cell in equation.cells:
            of_cell.setdefault(cell, []).append(equation)
    failing = [equation for equation in equations if equation.failed]
    while failing:
        ranked = [(_rank(cause, of_cell[cause.cell]), cause) for cause in _candidates(failing, of_cell)]
        most = max(rank for rank, _ in ranked)
        best = [cause for rank, cause in ranked if rank == most]
        cause = best[0] if len({one.cell for one in best}) == 1 else _undecided(best)
        yield cause
        failing = [one for one in failing if one not in cause.failing]


def _undecided(causes: Sequence[Cause]) -> Cause:
    """Where any of several cells may be wrong, the total they belong to is named."""
    failing = causes[0].failing
    suspects = tuple(dict.fromkeys(one.cell for one in causes))
    return Cause(failing[0].left[0], failing[0].residual, failing, suspects)


def _candidates(failing: Sequence[Equation], of_cell: dict[Cell, list[Equation]]) -> Iterator[Cause]:
    open_ones = set(map(id, failing))
    for cell in dict.fromkeys(cell for equation in failing for cell in equation.cells if not cell.blank):
        mine = [one for one in of_cell[cell] if id(one) in open_ones]
        for error in dict.fromkeys(one.error_of(cell) for one in mine):
            mended = tuple(one for one in mine if not one.mended(cell, error).failed)
            if mended:
                yield Cause(cell, error, mended)


def _rank(cause: Cause, equations: Iterable[Equation]) -> tuple[int, int, bool, bool]:
    """Equations mended less those broken, then those mended; of equals what stays an amount, and a total before its parts.

    Accounts hardly know amounts below zero: what would have to be one is not what is wrong.
    """
    broken = sum(not one.failed and one.mended(cause.cell, cause.error).failed for one in equations)
    total = any(cause.cell in one.left for one in cause.failing)
    likely = cause.cell.value < 0 or cause.error <= cause.cell.value
    return len(cause.failing) - broken, len(cause.failing), likely, total


def _sum(cells: Iterable[Cell]) -> Decimal:
    return sum((cell.value for cell in cells), Decimal(0))
