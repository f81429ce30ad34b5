"""A page of results out of the reports that match: filtered, counted, and the best of them in order."""

from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.matching import Matches
from index.backends.whoosh.snapshot import Snapshot
from index.protocol import Facets, Hit, KnownOutside, SearchResults
from index.query import HIGHEST, LOWEST, NEWEST, OLDEST, RELEVANCE, Filters, Query

_Mask = npt.NDArray[np.bool_]


def make_results(snapshot: Snapshot, asked: Query, matches: Matches, known: KnownOutside) -> SearchResults:
    """The page that is asked for, the number of all, and the facets; those filtered by show what else there is."""
    findings = snapshot.outside.groups(known.findings)
    masks = _masks(snapshot, asked.filters, matches.ids)
    masks |= {f"only {key}": fits[matches.ids] for key, fits in snapshot.outside.groups(known.only).items()}
    if asked.filters.findings is not None:
        fits = findings.get(asked.filters.findings)
        masks["findings"] = np.zeros(len(matches.ids), bool) if fits is None else fits[matches.ids]
    everywhere = np.ones(len(matches.ids), bool)

    def passing(skip: str = "") -> npt.NDArray[np.intp]:
        wanted = everywhere
        for name, mask in masks.items():
            if name != skip:
                wanted = wanted & mask
        return wanted

    kept = passing()
    best = _best(snapshot, Matches(matches.ids[kept], matches.scores[kept]), asked, known)
    without_findings = matches.ids[passing("findings")]
    hits = tuple(Hit(snapshot.names[number], score) for number, score in best)
    facets = Facets(
        agency=_count(snapshot, "agency", matches.ids[passing("agency")]),
        region=_count_regions(snapshot, matches.ids[passing("region")]),
        year={int(year): count for year, count in _count(snapshot, "year", matches.ids[passing("year")]).items()},
        report_type=_count(snapshot, "report_type", matches.ids[passing("report_type")]),
        findings={value: int(fits[without_findings].sum()) for value, fits in findings.items()},
    )
    return SearchResults(hits, int(kept.sum()), facets)


def _masks(snapshot: Snapshot, filters: Filters, ids: npt.NDArray[np.intp]) -> dict[str, _Mask]:
    """For each filter that is set, which of the reports pass it."""
    wanted = {
        "agency": filters.agencies,
        "region": (filters.region,) if filters.region else (),
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


def _count(snapshot: Snapshot, name: str, ids: npt.NDArray[np.intp]) -> dict[str, int]:
    column = snapshot.columns[name]
    counts = np.bincount(column.codes[ids], minlength=len(column.values)).tolist()
    return dict(compress(zip(column.values, counts, strict=True), counts))


def _count_regions(snapshot: Snapshot, ids: npt.NDArray[np.intp]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for regions, count in _count(snapshot, "region", ids).items():
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
