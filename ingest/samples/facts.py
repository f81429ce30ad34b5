"""What a printed place states: figures, values of rows, and faults.

A fact is bound to the words that print it (`document.Piece`), so that truth and text cannot drift apart. The names of
indicators, scopes, phases, measures and columns are those of the data contract; which words state them is the
business of the modules that write the words.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the indicator vocabulary.

    Attributes:
        value: yuan, percent, pieces or points; a decrease is negative.
        base: what a ratio or change is measured against.
        optional: a reader may take it for a figure or not.
        alternatives: other indicators that a careful reader may choose for the same words.
        scopes: other scopes that a careful reader may choose.
    """

    indicator: str
    scope: str
    phase: str
    measure: str
    year: int
    value: Decimal
    unit: str
    base: str = ""
    optional: bool = False
    alternatives: tuple[str, ...] = ()
    printed_year: int | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of one row of a resource with fixed columns.

    Attributes:
        resource: `function_expenditure`, `projects` … of the contract, or a table's own rows that only sums look at.
        key: what makes the row one row; places that print the same row share it.
        column: column of the resource.
        value: money in yuan, other numbers as printed, or words.
    """

    resource: str
    key: tuple[str, ...]
    column: str
    value: Decimal | str


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault of the report at this place, as the checks should find it.

    Attributes:
        rule: the code of the rule (checks.md) that tells it.
        kind: what was done, in a word.
        message: one Chinese sentence with both values.
        expected: what should stand there, None where nothing can be said.
        quotes: further words at which a check may see the same fault.
        optional: neither demanded nor blamed (differences that rounding explains).
        severity_alternatives: other severities that are as good.
        disclosed: the words that show the fault, where they are more than the place itself.
        planted: it was put there on purpose (`mistakes.py`).
    """

    severity: str
    rule: str
    kind: str
    message: str
    expected: str | None = None
    quotes: tuple[str, ...] = ()
    optional: bool = False
    severity_alternatives: tuple[str, ...] = ()
    disclosed: str = ""
    planted: bool = False


Fact: TypeAlias = Figure | Datum | Flaw
