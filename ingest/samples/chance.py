"""Choices that depend on a seed and on what is chosen, never on the order of the questions.

Knows nothing of reports. A new sentence form therefore changes the sentences that use it and nothing else.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from zlib import crc32

_T = TypeVar("_T")
_WORD = 0xFFFFFFFF


def _mixed(number: int) -> int:
    """Return 32 bits in which each bit of `number` has a say (the finalizer of MurmurHash3); crc32 alone is linear."""
    number = ((number ^ (number >> 16)) * 0x85EBCA6B) & _WORD
    number = ((number ^ (number >> 13)) * 0xC2B2AE35) & _WORD
    return number ^ (number >> 16)


class Chance:
    """A source of reproducible choices, each named by what it decides.

    >>> Chance(7).of("agency", 3).pick("voice", ("a", "b")) == Chance(7).of("agency", 3).pick("voice", ("a", "b"))
    True
    """

    __slots__ = ("_seed",)

    def __init__(self, seed: int) -> None:
        self._seed = _mixed(seed & _WORD)

    def of(self, *names: object) -> "Chance":
        """Return a source of its own for the thing that `names` name."""
        return Chance(self._number("/".join(map(str, names))))

    def _number(self, name: str) -> int:
        return _mixed(crc32(name.encode(), self._seed))

    def fraction(self, name: str) -> float:
        """Return a number of [0, 1)."""
        return self._number(name) / (_WORD + 1)

    def pick(self, name: str, options: Sequence[_T]) -> _T:
        """Return one of `options`."""
        return options[self._number(name) % len(options)]

    def happens(self, name: str, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.fraction(name) < probability

    def between(self, name: str, low: int, high: int) -> int:
        """Return an integer of [low, high]."""
        return low + self._number(name) % (high - low + 1)

    def stream(self, name: str) -> Random:
        """Return a generator for many numbers in a row (amounts of an account)."""
        return Random(self._number(name))  # noqa: S311 - samples are to be repeatable, not secret
