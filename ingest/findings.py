"""A finding: what a check says of a report, as a row of the contract's `findings`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self

ERROR, ROUNDING, NOTICE = "error", "rounding", "notice"


class Disclosed(Protocol):
    """What knows its printed words and where they stand in `report.md`."""

    @property
    def disclosed(self) -> str:
        """The words as printed."""
        ...

    @property
    def start(self) -> int:
        """Where they begin."""
        ...

    @property
    def end(self) -> int:
        """Where they end."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of `findings`; offsets are into `report.md`, and `report.md[start:end] == disclosed`.

    `against_table` is not written: an amount of the text differs from its copy in a table, which tells where the
    mistake is. `checks/causes.py` goes by it.
    """

    rule: str
    severity: str
    message: str
    disclosed: str
    start: int
    end: int
    expected: str = ""
    difference: str = ""
    related: tuple[tuple[int, int], ...] = ()
    against_table: bool = False

    @classmethod
    def at(
        cls,
        place: Disclosed,
        *,
        rule: str,
        severity: str,
        message: str,
        expected: str = "",
        difference: str = "",
        related: tuple[tuple[int, int], ...] = (),
        against_table: bool = False,
    ) -> Self:
        """A finding at the place of something that was read: a figure, a cell."""
        words, start, end = place.disclosed, place.start, place.end
        return cls(rule, severity, message, words, start, end, expected, difference, related, against_table)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that could not be made, and why; neither a pass nor a finding."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What all checks of a report say; `passed_by_rule` tells how many of those that passed each rule has."""

    findings: tuple[Finding, ...]
    passed: int
    unchecked: tuple[Unchecked, ...]
    notes: tuple[str, ...] = ()
    passed_by_rule: Mapping[str, int] = field(default_factory=dict)
