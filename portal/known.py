"""What searches know of reports beside the index, made once for each state of the catalogue."""

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cachetools import LRUCache

from index.protocol import NamedGroups, NamedNumbers
from index.understanding.counting import is_counter
from index.understanding.hearing import Heard
from index.understanding.model import AmountRange, IndicatorAsked
from portal.catalogue.figure_queries import FigureFilters
from portal.catalogue.queries import Catalogue, CheckCounts
from portal.catalogue.searching import AmountRow
from portal.presentation import has_enough_checks

ERRORS, NOTICES, CLEAR, FEW = "errors", "notices", "clear", "few"
# What the checks say of a report; one with both is under the first two.
FINDINGS_LABELS = {ERRORS: "有不一致", NOTICES: "有提示", CLEAR: "未发现问题", FEW: "核对不足"}
_KEPT = 24
_MOST_LISTED = 10_000


@dataclass(frozen=True, slots=True)
class Amounts:
    """The figure of each report that stands for an indicator, by the report's name; the same for the index."""

    figures: Mapping[str, AmountRow]
    numbers: NamedNumbers


class KnownReports:
    """What is known, of one catalogue; the same objects as long as it was not changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._made: LRUCache[Hashable, Any] = LRUCache(_KEPT)
        self._lock = threading.Lock()
        self._heard: tuple[Mapping[str, int], tuple[str, ...], Heard] | None = None

    def findings(self) -> NamedGroups:
        """The reports by what the checks say of them."""
        found: NamedGroups = self._keep("findings", lambda: _group(self._catalogue.check_counts()))
        return found

    def created(self) -> NamedNumbers:
        """When the current version of each report was made, in seconds."""

        def make() -> NamedNumbers:
            told = self._catalogue.searching.created()
            return NamedNumbers({name: datetime.fromisoformat(one).timestamp() for name, one in told.items()})

        found: NamedNumbers = self._keep("created", make)
        return found

    def project_names(self) -> tuple[str, ...]:
        """The names of all projects, as they are compared."""
        found: tuple[str, ...] = self._keep("projects", lambda: tuple(self._catalogue.spending.project_names()))
        return found

    def heard(self, words: Mapping[str, int]) -> Heard:
        """How the words of the reports sound, and the names of projects; made again for other words or projects."""
        names = self.project_names()
        with self._lock:
            if self._heard is None or self._heard[0] is not words or self._heard[1] is not names:
                self._heard = (words, names, Heard(words, names))
            return self._heard[2]

    def amounts(self, asked: IndicatorAsked) -> Amounts:
        """The amount of an indicator in each report."""

        def make() -> Amounts:
            rows = self._catalogue.searching.amounts(asked)
            return Amounts(rows, NamedNumbers({name: float(row.value) for name, row in rows.items()}))

        found: Amounts = self._keep(asked, make)
        return found

    def within(self, asked: IndicatorAsked, amounts: AmountRange) -> NamedGroups:
        """The reports whose amount of an indicator lies in a range."""

        def make() -> NamedGroups:
            rows = self.amounts(asked).figures.values()
            of_unit = (row for row in rows if is_counter(amounts.unit) or row.unit == amounts.unit)
            return NamedGroups({"amounts": {row.report for row in of_unit if amounts.holds(row.value)}})

        found: NamedGroups = self._keep((asked, amounts), make)
        return found

    def listed(self, filters: FigureFilters, *, ascending: bool) -> tuple[str, ...]:
        """The reports whose figures make up a list, in its order."""

        def make() -> tuple[str, ...]:
            rows = self._catalogue.figures.ranked(filters, _MOST_LISTED, ascending=ascending)
            return tuple(dict.fromkeys(row.report for row in rows))

        found: tuple[str, ...] = self._keep((filters, ascending), make)
        return found

    def only(self, names: tuple[str, ...]) -> NamedGroups:
        """Reports to narrow to."""
        found: NamedGroups = self._keep(names, lambda: NamedGroups({"amounts": set(names)}))
        return found

    def _keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        state = self._catalogue.searching.state()
        with self._lock:
            found = self._made.get((state, key))
        if found is None:
            made = make()
            with self._lock:
                # Whoever was first is kept: the index keeps its arrays by the object.
                found = self._made.setdefault((state, key), made)
        return found


def _group(checked: Mapping[str, CheckCounts]) -> NamedGroups:
    clean = {name: one for name, one in checked.items() if not one.errors and not one.notices}
    return NamedGroups(
        {
            ERRORS: {name for name, one in checked.items() if one.errors},
            NOTICES: {name for name, one in checked.items() if one.notices},
            CLEAR: {name for name, one in clean.items() if has_enough_checks(one.passed)},
            FEW: {name for name, one in clean.items() if not has_enough_checks(one.passed)},
        }
    )
