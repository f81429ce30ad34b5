"""Attributes of markup from outside: numbers that may be anything."""

MOST_COLUMNS = 256  # Word itself stops at 63
MOST_ROWS = 100_000


def read_integer(text: str | None, default: int, *, least: int, most: int) -> int:
    """The integer that an attribute holds; what is none, or none in the range, counts as a missing one.

    >>> read_integer("3", 1, least=1, most=9), read_integer("3.0", 1, least=1, most=9), read_integer("99", 1, least=1, most=9)
    (3, 1, 1)
    """
    try:
        value = int(text or "")
    except ValueError:
        return default
    return value if least <= value <= most else default
