"""Sections that match: of all reports at once those that hold what was asked, and none of whose parts does."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.matching import Matches, find_reports, find_term_places
from index.backends.whoosh.results import count_facets, narrow, rank_reports
from index.backends.whoosh.snapshot import SectionPlaces, Snapshot
from index.protocol import KnownOutside, SectionHit, SectionResults
from index.query import Query, Term

_ABOUT = ("title", "names")  # the fields that say of a whole report what it is about
_MOST_OFTEN, _MOST_SECTIONS = (1 << 10) - 1, (1 << 14) - 1  # beyond these, sections are ordered as if they were equal
_Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """Sections by their numbers among all; how many words their headings hold, how often the rarest stands in each."""

    numbers: npt.NDArray[np.intp]
    titled: npt.NDArray[np.int64]
    often: npt.NDArray[np.int64]


def find_sections(snapshot: Snapshot, asked: Query, matches: Matches, known: KnownOutside) -> SectionResults:
    """The page of sections that is asked for, and how many there are of how many reports; the facets count sections.

    Of reports that match, a section is one that holds all words but those that the report's title or names say, where
    no section inside it does. One whose heading holds the words goes before others, then that of the better report.
    """
    sections = snapshot.sections
    found = _match_sections(snapshot, sections, asked, matches.ids)
    of_report = np.bincount(sections.reports[found.numbers], minlength=snapshot.size)
    narrowed = narrow(snapshot, asked.filters, matches.ids, known)
    kept = narrowed.passing() & (of_report[matches.ids] > 0)
    reports = Matches(matches.ids[kept], matches.scores[kept])
    groups, ranks = rank_reports(snapshot, reports, asked, known)
    hits = _best(sections, found, reports.ids, groups, ranks, asked)
    scores = dict(zip(reports.ids.tolist(), reports.scores.tolist(), strict=True))
    of_hits = [(int(sections.reports[one]), int(sections.numbers[one])) for one in hits]
    return SectionResults(
        hits=tuple(SectionHit(snapshot.names[report], number, scores[report]) for report, number in of_hits),
        total=int(of_report[reports.ids].sum()),
        reports=len(reports.ids),
        facets=count_facets(snapshot, narrowed, of_report),
    )


def _match_sections(snapshot: Snapshot, sections: SectionPlaces, asked: Query, reports: npt.NDArray[np.intp]) -> _Found:
    """The smallest sections of some reports that hold what is asked."""
    wanted = np.zeros(snapshot.size, bool)
    wanted[reports] = True
    numbers = np.flatnonzero(wanted[sections.reports])
    told = [_is_about(snapshot, term) for term in asked.terms]
    all_told = reduce(np.logical_and, told, np.ones(snapshot.size, bool))
    of_report = sections.reports[numbers]
    starts, headings, ends = (one[numbers] for one in (sections.starts, sections.headings, sections.ends))
    holds = np.ones(len(numbers), bool)
    holds_some = np.full(len(numbers), not asked.some)
    titled = np.zeros(len(numbers), np.int64)
    often = np.full(len(numbers), _MOST_OFTEN, np.int64)
    for term, about in zip(asked.terms, told, strict=True):
        places = find_term_places(snapshot, "body", term)
        before = np.searchsorted(places, starts)
        count = np.searchsorted(places, ends) - before
        needed = (~about | all_told)[of_report]
        if term in asked.some:
            holds_some |= count > 0
        else:
            holds &= (count > 0) | ~needed
        titled += needed & (np.searchsorted(places, headings) > before)
        often = np.where(needed, np.minimum(often, count), often)
    holding = np.flatnonzero(holds & holds_some)
    # In reading order a part comes right behind what it is part of.
    smallest = np.ones(len(holding), bool)
    smallest[:-1] = starts[holding[1:]] >= ends[holding[:-1]]
    holding = holding[smallest]
    return _Found(numbers[holding], titled[holding], often[holding])


def _is_about(snapshot: Snapshot, term: Term) -> npt.NDArray[np.bool_]:
    """Of every report whether its title or names say a term, so that its sections need not."""
    said = np.zeros(snapshot.size, bool)
    for field in _ABOUT:
        said[find_reports(snapshot, field, find_term_places(snapshot, field, term))] = True
    return said


def _best(
    sections: SectionPlaces, found: _Found, reports: npt.NDArray[np.intp], groups: _Array, ranks: _Array, asked: Query
) -> npt.NDArray[np.intp]:
    """The sections of a page by their numbers among all.

    Args:
        sections: all.
        found: those that match.
        reports: those that pass the filters, in rising order.
        groups: of each of them the number of its group; groups come one after the other whatever their sections hold.
        ranks: of each of them its place among all.
        asked: which page, and how many words.
    """
    of_report = sections.reports[found.numbers]
    at = np.searchsorted(reports, of_report)
    passing = np.zeros(len(at), bool)
    inside = at < len(reports)
    passing[inside] = reports[at[inside]] == of_report[inside]
    numbers, at = found.numbers[passing], at[passing]
    terms = len(asked.terms)
    keys = (groups[at] * (terms + 1) + (terms - found.titled[passing])) * max(len(reports), 1) + ranks[at]
    keys = (keys << 10) + (_MOST_OFTEN - np.minimum(found.often[passing], _MOST_OFTEN))
    keys = (keys << 14) + np.minimum(sections.numbers[numbers], _MOST_SECTIONS)
    start, end = (asked.page - 1) * asked.size, asked.page * asked.size
    if len(keys) > end:
        first = np.argpartition(keys, end - 1)[:end]
        keys, numbers = keys[first], numbers[first]
    chosen: npt.NDArray[np.intp] = numbers[np.argsort(keys, kind="stable")[start:end]]
    return chosen
