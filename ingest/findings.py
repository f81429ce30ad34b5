"""A finding: what a check says of a report, as a row of the contract's `findings`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ERROR, ROUNDING, NOTICE = "error", "rounding", "notice"


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
