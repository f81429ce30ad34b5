"""What is known of reports outside the index as arrays over the reports of a generation, made once for each state of it."""

import threading
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from index.protocol import NamedGroups, NamedNumbers


class OutsideArrays:
    """Arrays over the reports of one generation; kept while what they were made of is."""

    def __init__(self, names: Sequence[str]) -> None:
        """`names` are those of the reports, in their order."""
        self._names = names
        self._lock = threading.Lock()
        self._groups: WeakKeyDictionary[NamedGroups, Mapping[str, npt.NDArray[np.bool_]]] = WeakKeyDictionary()
        self._numbers: WeakKeyDictionary[NamedNumbers, npt.NDArray[np.float64]] = WeakKeyDictionary()

    def groups(self, known: NamedGroups) -> Mapping[str, npt.NDArray[np.bool_]]:
        """For each value, of which reports it is true."""
        with self._lock:
            found = self._groups.get(known)
            if found is None:
                found = {
                    value: np.array([name in names for name in self._names], bool)
                    for value, names in known.groups.items()
                }
                self._groups[known] = found
            return found

    def numbers(self, known: NamedNumbers) -> npt.NDArray[np.float64]:
        """The number of each report, NaN where it has none."""
        with self._lock:
            found = self._numbers.get(known)
            if found is None:
                found = np.array([known.numbers.get(name, np.nan) for name in self._names], np.float64)
                self._numbers[known] = found
            return found
