"""A clue: what a place of a report says, in which words, and how much that place weighs."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Origin(IntEnum):
    """Where a clue comes from, the weightiest first."""

    OPERATOR = 0
    TITLE = 1
    FIELD = 2
    HEADING = 3
    SENTENCE = 4
    FILE_NAME = 5
    CONTEXT = 6  # who put the page up, or the region of which the text speaks

    @property
    def clear(self) -> bool:
        """Said outright, so that nobody else's word overrules it unasked."""
        return self in {Origin.TITLE, Origin.FIELD, Origin.HEADING}


@dataclass(frozen=True, slots=True)
class Clue(Generic[T_co]):
    """A value, the words that give it, and where they stand: `at` is the place of their block in the outline."""

    value: T_co
    words: str
    origin: Origin
    at: int | None = None
