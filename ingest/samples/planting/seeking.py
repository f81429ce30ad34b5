"""What every kind looks at and gives back: the report in which a place is sought, and the change made there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from ingest.samples.chance import Chance
from ingest.samples.document import Document, Place
from ingest.samples.scene import Scene
from ingest.samples.strings import Slot

_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


_NUMBER = re.compile(r"-?[\d,]+(?:\. ?\d+)?")


UNIT = re.compile(r"亿元|万元|元")


CENT = Decimal(100)  # yuan: 0.01万元


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted, known before the report is read.

    Attributes:
        kind: one of `KINDS`.
        printed: the wrong words.
        right: what stood there.
        part: key of the part of the report.
        place: title of the table, else the heading above.
        contradicted: the report itself says otherwise, somewhere.
    """

    kind: str
    printed: str
    right: str
    part: str
    place: str
    contradicted: bool

    def row(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Report:
    """A report in which a place is sought."""

    document: Document
    scene: Scene
    chance: Chance
    pieces: tuple[Place, ...]
    strings: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The changed document, and what was changed."""

    document: Document
    printed: str
    right: str
    part: int
    block: int
    contradicted: bool


Draw = Callable[[Report], Iterator[Callable[[], Change | None]]]


def value_of(text: str) -> Decimal | None:
    """The number that is printed, without its unit; None where there is none."""
    match = _NUMBER.search(text.translate(_WIDE))
    return Decimal(match[0].replace(",", "").replace(" ", "")) if match and re.search(r"\d", match[0]) else None
