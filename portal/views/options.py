"""A value that results can be narrowed to, as filters and facets show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A value with how many results it would leave; `url` narrows to it, or widens again where it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str
