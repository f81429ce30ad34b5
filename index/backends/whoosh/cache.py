"""What was decoded last, within a bound of memory; shared by the threads of a process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What knows how many bytes it takes."""

    @property
    def size(self) -> int:
        """Bytes in memory."""
        ...


Kept = TypeVar("Kept", bound=Sized)


class Cache(Generic[Kept]):
    """Values by key, the least recently used of which make room; None, where there is nothing to keep, costs nothing."""

    def __init__(self, most: int) -> None:
        """`most` is the bound in bytes; one value that is larger is kept alone."""
        self._most = most
        self._size = 0
        self._values: OrderedDict[Hashable, Kept | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kept | None]) -> Kept | None:
        """The value of a key, made where it is not there; two threads may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._size += _size(value)
            while self._size > self._most and len(self._values) > 1:
                self._size -= _size(self._values.popitem(last=False)[1])
        return value


def _size(value: Sized | None) -> int:
    return value.size if value is not None else 0
