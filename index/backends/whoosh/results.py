"""A page of results out of the reports that match: filtered, counted, and the best of them in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.matching import Matches
from index.backends.whoosh.snapshot import Snapshot
from index.protocol import Facets, Hit, KnownOutside, SearchResults
from index.query import HIGHEST, LOWEST, NEWEST, OLDEST, RELEVANCE, Filters, Query

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Reports that match, with which of them pass each filter that is set, and which the checks say what of."""

    ids: npt.NDArray[np.intp]
    masks: Mapping[str, _Mask]
    findings: Mapping[str, _Mask]

    def passing(self, skip: str = "") -> _Mask:
        """Which of the reports pass all filters but one."""
        return reduce(
            np.logical_and, (mask for name, mask in self.masks.items() if name != skip), np.ones(len(self.ids), bool)
        )


def narrow(snapshot: Snapshot, filters: Filters, ids: npt.NDArray[np.intp], known: KnownOutside) -> Narrowed:
    """Narrow reports that match by the filters and by what is known outside."""
    findings = snapshot.outside.groups(known.findings)
    masks = _masks(snapshot, filters, ids)
    masks |= {f"only {key}": fits[ids] for key, fits in snapshot.outside.groups(known.only).items()}
    if filters.findings is not None:
        fits = findings.get(filters.findings)
        masks["findings"] = np.zeros(len(ids), bool) if fits is None else fits[ids]
    return Narrowed(ids, masks, findings)


def make_results(snapshot: Snapshot, asked: Query, matches: Matches, known: KnownOutside) -> SearchResults:
    """The page that is asked for, the number of all, and the facets; those filtered by show what else there is."""
    narrowed = narrow(snapshot, asked.filters, matches.ids, known)
    kept = narrowed.passing()
    best = _best(snapshot, Matches(matches.ids[kept], matches.scores[kept]), asked, known)
    hits = tuple(Hit(snapshot.names[number], score) for number, score in best)
    return SearchResults(hits, int(kept.sum()), count_facets(snapshot, narrowed))


def count_facets(snapshot: Snapshot, narrowed: Narrowed, weights: npt.NDArray[np.integer[Any]] | None = None) -> Facets:
    """How many reports each value of a filter would leave, the other filters kept; each counts by its weight, where given."""

    def count(name: str) -> dict[str, int]:
        return _count(snapshot, name, narrowed.ids[narrowed.passing(name)], weights)

    without_findings = narrowed.ids[narrowed.passing("findings")]
    counted = np.ones(snapshot.size, np.int64) if weights is None else weights
    return Facets(
        agency=count("agency"),
        region=_by_region(count("region")),
        year={int(year): number for year, number in count("year").items()},
        report_type=count("report_type"),
        findings={
            value: int(counted[without_findings][fits[without_findings]].sum())
            for value, fits in narrowed.findings.items()
        },
    )


def _masks(snapshot: Snapshot, filters: Filters, ids: npt.NDArray[np.intp]) -> dict[str, _Mask]:
    """For each filter that is set, which of the reports pass it."""
    wanted = {
        "agency": filters.agencies,
        "region": (filters.region,) if filters.region else filters.regions,
        "year": tuple(map(str, filters.years)),
        "report_type": (filters.report_type,) if filters.report_type else (),
    }
    masks = {}
    for name, values in wanted.items():
        if values:
            column = snapshot.columns[name]
            # A report lies in its own region and in those around it, which stand in one value.
            fits = [not set(values).isdisjoint(each.split() if name == "region" else (each,)) for each in column.values]
            masks[name] = np.array(fits, bool)[column.codes[ids]]
    if filters.report is not None:
        masks["report"] = np.array([snapshot.names[number] == filters.report for number in ids], bool)
    return masks


def _count(
    snapshot: Snapshot, name: str, ids: npt.NDArray[np.intp], weights: npt.NDArray[np.integer[Any]] | None
) -> dict[str, int]:
    column = snapshot.columns[name]
    of_each = None if weights is None else weights[ids]
    counts = np.bincount(column.codes[ids], of_each, minlength=len(column.values)).astype(np.int64).tolist()
    return dict(compress(zip(column.values, counts, strict=True), counts))


def _by_region(counted: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for regions, count in counted.items():
        for region in set(regions.split()):
            counts[region] = counts.get(region, 0) + count
    return counts


def _best(snapshot: Snapshot, matches: Matches, asked: Query, known: KnownOutside) -> list[tuple[int, float]]:
    """The reports of a page with their scores, in the order that is asked for, then the best first, then the newest."""
    start, end = (asked.page - 1) * asked.size, asked.page * asked.size
    ids, scores = matches.ids, matches.scores
    if asked.order == RELEVANCE and not known.first and len(ids) > end:
        least = -np.partition(-scores, end - 1)[end - 1]
        ids, scores = ids[scores >= least], scores[scores >= least]
    keys: list[npt.NDArray[Any]] = [snapshot.order[ids], -scores, *_order_keys(snapshot, ids, asked.order, known)]
    order = np.lexsort(keys)[start:end]  # by the last of them first
    return [(int(ids[at]), float(scores[at])) for at in order]


def rank_reports(
    snapshot: Snapshot, matches: Matches, asked: Query, known: KnownOutside
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of each report its group by what is ordered by before the scores, and its place among all."""
    first = _order_keys(snapshot, matches.ids, asked.order, known)
    keys: list[npt.NDArray[Any]] = [snapshot.order[matches.ids], -matches.scores, *first]
    order = np.lexsort(keys)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    groups = np.unique(first[0], return_inverse=True)[1] if first else np.zeros(len(order), np.int64)
    return groups.astype(np.int64), ranks


def _places_among(
    snapshot: Snapshot, ids: npt.NDArray[np.integer[Any]], names: Sequence[str]
) -> npt.NDArray[np.float64]:
    """The place of each report among some, for those that are none of them one behind all."""
    places = {snapshot.numbers[name]: at for at, name in enumerate(names) if name in snapshot.numbers}
    found = np.full(len(ids), float(len(names)))
    for at in np.flatnonzero(np.isin(ids, list(places))):
        found[at] = places[int(ids[at])]
    return found


def _order_keys(
    snapshot: Snapshot, ids: npt.NDArray[np.integer[Any]], order: str, known: KnownOutside
) -> tuple[npt.NDArray[np.float64], ...]:
    """What is ordered by before the scores; reports without a number come last either way."""
    if order in {NEWEST, OLDEST}:
        years = snapshot.columns["year"]
        numbers = np.array([int(value or 0) for value in years.values], np.float64)[years.codes[ids]]
    elif order in {HIGHEST, LOWEST}:
        numbers = snapshot.outside.numbers(known.numbers)[ids]
    else:
        return (_places_among(snapshot, ids, known.first),) if known.first else ()
    rising = -numbers if order in {NEWEST, HIGHEST} else numbers
    return (np.where(np.isnan(rising), np.inf, rising),)
