"""A page of results out of the reports that match: filtered, counted, and the best of them in order."""

from itertools import compress

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.matching import Matches
from index.backends.whoosh.snapshot import Snapshot
from index.protocol import Facets, Hit, SearchResults
from index.query import PAGE_SIZE, Filters, Query

_Mask = npt.NDArray[np.bool_]


def make_results(snapshot: Snapshot, asked: Query, matches: Matches) -> SearchResults:
    """The page that is asked for, the number of all, and the facets; those filtered by show what else there is."""
    masks = _masks(snapshot, asked.filters, matches.ids)
    everywhere = np.ones(len(matches.ids), bool)

    def passing(skip: str = "") -> npt.NDArray[np.intp]:
        wanted = everywhere
        for name, mask in masks.items():
            if name != skip:
                wanted = wanted & mask
        return wanted

    kept = passing()
    best = _best(snapshot, Matches(matches.ids[kept], matches.scores[kept]), asked.page)
    hits = tuple(Hit(snapshot.names[number], score) for number, score in best)
    facets = Facets(
        agency=_count(snapshot, "agency", matches.ids[passing("agency")]),
        region=_count_regions(snapshot, matches.ids[passing("region")]),
        year={int(year): count for year, count in _count(snapshot, "year", matches.ids[passing("year")]).items()},
        report_type=_count(snapshot, "report_type", matches.ids[passing("report_type")]),
    )
    return SearchResults(hits, int(kept.sum()), facets)


def _masks(snapshot: Snapshot, filters: Filters, ids: npt.NDArray[np.intp]) -> dict[str, _Mask]:
    """For each filter that is set, which of the reports pass it."""
    wanted = {
        "agency": filters.agency,
        "region": filters.region,
        "year": str(filters.year) if filters.year is not None else None,
        "report_type": filters.report_type,
    }
    masks = {}
    for name, value in wanted.items():
        if value is not None:
            column = snapshot.columns[name]
            # A report lies in its own region and in those around it, which stand in one value.
            fits = np.array([value in (each.split() if name == "region" else (each,)) for each in column.values], bool)
            masks[name] = fits[column.codes[ids]]
    return masks


def _count(snapshot: Snapshot, name: str, ids: npt.NDArray[np.intp]) -> dict[str, int]:
    column = snapshot.columns[name]
    counts = np.bincount(column.codes[ids], minlength=len(column.values))
    return dict(compress(zip(column.values, counts.tolist(), strict=True), counts.tolist()))


def _count_regions(snapshot: Snapshot, ids: npt.NDArray[np.intp]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for regions, count in _count(snapshot, "region", ids).items():
        for region in set(regions.split()):
            counts[region] = counts.get(region, 0) + count
    return counts


def _best(snapshot: Snapshot, matches: Matches, page: int) -> list[tuple[int, float]]:
    """The reports of a page with their scores: the best first, among equals the newest."""
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    ids, scores = matches.ids, matches.scores
    if len(ids) > end:
        least = -np.partition(-scores, end - 1)[end - 1]
        ids, scores = ids[scores >= least], scores[scores >= least]
    order = np.lexsort((snapshot.order[ids], -scores))[start:end]
    return [(int(ids[at]), float(scores[at])) for at in order]
