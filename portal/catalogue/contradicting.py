"""Which findings say something against a figure, of those that name its place."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import MONEY, PERCENT
from portal.explaining import only_number


@dataclass(frozen=True, slots=True)
class Against:
    """A finding with the places where it speaks of a figure: its own, and that of the number that should be the same.

    Other places that it names (what was added up, what a share is of) are not what it finds fault with.
    """

    id: str
    severity: str
    message: str
    own: tuple[int, int] | None
    related: tuple[tuple[int, int], ...]
    expected: Decimal | None

    def speaks_of(self, start: int, end: int, value: Decimal) -> bool:
        """Whether it does of a figure at a place; money in yuan, ratios in percent."""
        if self.own is not None and self.own[0] < end and start < self.own[1]:
            return True
        return value == self.expected and any(low < end and start < high for low, high in self.related)


def read_against(findings: Iterable[Mapping[str, str]], severities: Iterable[str]) -> Iterator[Against]:
    """Yield the findings of these severities, from the rows of a package."""
    wanted = frozenset(severities)
    for row in findings:
        if row["severity"] in wanted:
            number = only_number(row["expected"]) if row["expected"] else None
            yield Against(
                id=row["id"],
                severity=row["severity"],
                message=row["message"],
                own=(int(row["start"]), int(row["end"])) if row["start"] else None,
                related=tuple((start, end) for start, end in (json.loads(row["related"]) if row["related"] else ())),
                expected=number.value if number and number.kind in {MONEY, PERCENT} else None,
            )
