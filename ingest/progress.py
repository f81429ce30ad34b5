"""How work that takes long tells how far it is."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how many pages of a file are done, and how many there are to do."""


def no_progress(_done: int, _all: int) -> None:
    """Tell nobody."""
