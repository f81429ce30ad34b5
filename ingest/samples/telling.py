"""Numbers as pieces of text that know which figures they are.

Every amount, share, count and change of a report is made here, so that what is printed and what is recorded as truth
come from one call.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from ingest.samples.document import Piece, Role
from ingest.samples.facts import Datum, Fact, Figure
from ingest.samples.manner import Manner
from ingest.samples.money import TEN_THOUSAND, in_ten_thousands, percent

# The three funds of fiscal money, in the order of the forms.
FUND_SCOPES = ("general_public", "gov_fund", "state_capital")


@dataclass(frozen=True, slots=True)
class Of:
    """Which figure a number is, all but its value."""

    indicator: str
    scope: str = "all"
    phase: str = "actual"
    base: str = ""
    optional: bool = False
    alternatives: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class In:
    """Which column of which row of a resource a number is."""

    resource: str
    key: tuple[str, ...]
    column: str


Stated: TypeAlias = Of | In


@dataclass(frozen=True, slots=True)
class Teller:
    """Says numbers in the manner of an agency, about one fiscal year."""

    manner: Manner
    year: int

    def _facts(self, stated: Iterable[Stated], measure: str, value: Decimal, unit: str, year: int) -> tuple[Fact, ...]:
        return tuple(
            Figure(
                of.indicator,
                of.scope,
                of.phase,
                measure,
                year,
                value,
                unit,
                of.base,
                of.optional,
                of.alternatives,
                scopes=of.scopes,
            )
            if isinstance(of, Of)
            else Datum(of.resource, of.key, of.column, value)
            for of in stated
        )

    def amount(
        self, yuan: Decimal, *stated: Stated, measure: str = "amount", sign: int = 1, year: int | None = None
    ) -> Piece:
        """Return an amount of the running text.

        Args:
            yuan: the exact amount; what is recorded is the printed one.
            stated: the figures and columns that it is.
            measure: `amount`, `change_amount`, `versus_budget_amount`.
            sign: -1 where the words around it say that it is a decrease.
            year: what year it is about, where not the report's.
        """
        printed = in_ten_thousands(yuan)
        facts = self._facts(stated, measure, sign * printed * TEN_THOUSAND, "元", year or self.year)
        return Piece(self.manner.amount(printed), Role.AMOUNT, facts)

    def cell(self, yuan: Decimal, *stated: Stated, year: int | None = None) -> Piece | str:
        """Return an amount of a table; nothing is an empty cell for some and 0.00 for others."""
        if not yuan and not self.manner.zero_cell:
            return ""
        printed = in_ten_thousands(yuan)
        facts = self._facts(stated, "amount", printed * TEN_THOUSAND, "元", year or self.year)
        return Piece(self.manner.cell(printed), Role.AMOUNT, facts)

    def share(
        self,
        part: Decimal,
        whole: Decimal,
        *stated: Stated,
        measure: str = "share",
        places: int | None = None,
        sign: int = 1,
    ) -> Piece:
        """Return part / whole as a percentage; `whole` must not be 0."""
        value = percent(part, whole, self.manner.rate_places if places is None else places)
        text = self.manner.rate(value)
        if sign < 0 and self.manner.double_minus:
            text = f"-{text}"
        return Piece(text, Role.RATE, self._facts(stated, measure, sign * value, "%", self.year))

    def count(self, number: int, unit: str, *stated: Stated, printed_unit: str = "") -> Piece:
        """Return a count with its unit; `printed_unit` where the report says another word than the contract."""
        facts = self._facts(stated, "count", Decimal(number), unit, self.year)
        return Piece(self.manner.count(number, printed_unit or unit), Role.COUNT, facts)

    def number_cell(self, text: str, value: Decimal, unit: str, measure: str, *stated: Stated) -> Piece:
        """Return a number of a table that is no amount: a count, a weight, a score, a rate."""
        role = Role.RATE if unit == "%" else Role.COUNT
        return Piece(text, role, self._facts(stated, measure, value, unit, self.year))

    def score(self, points: Decimal, *stated: Stated, measure: str = "score") -> Piece:
        """Return a score of the running text: `97.5分`."""
        text = self.manner.written(f"{points.normalize():f}{' ' if self.manner.spaced else ''}分")
        return Piece(text, Role.COUNT, self._facts(stated, measure, points, "分", self.year))

    def direction(self, word: str, opposite: str, governs: int) -> Piece:
        """Return a word like 增加 that gives the next `governs` numbers their sign."""
        return Piece(word, Role.DIRECTION, (), governs, opposite)

    def of_year(self, year: int) -> "Teller":
        """Return the teller of the same manner about another year."""
        return replace(self, year=year)

    def running_year(self) -> Piece:
        """Return the report's year as it stands in running text."""
        return Piece(str(self.year), Role.YEAR)
