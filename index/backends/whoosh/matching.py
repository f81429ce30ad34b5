"""Reports that match: words, rows of words, and how they are joined, over whole arrays."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.postings import POSITION_BITS, Ids, Keys
from index.backends.whoosh.schema import TEXT_FIELDS
from index.backends.whoosh.snapshot import NOTHING, Matches, Snapshot
from index.query import Query, Term

_YEAR_BOOST = 4.0


def match_query(snapshot: Snapshot, asked: Query) -> Matches:
    """The living reports that hold every term and none of those excluded, before any filter; without terms all of them.

    The whole word and the year that were typed are not asked for; a report that has them comes further up.
    """
    matches = _match_terms(snapshot, asked.terms) if asked.terms else _everything(snapshot)
    for term in asked.excluded:
        matches = _without(matches, _match_term(snapshot, term.units))
    matches = _keep(matches, snapshot.live[matches.ids])
    if not asked.terms:
        return matches
    for term in asked.terms:
        if term.whole:
            matches = _raise(matches, _match_term(snapshot, (term.whole,)))
    years = snapshot.columns["year"]
    for year in asked.years:
        if str(year) in years.values:
            of_year = years.codes[matches.ids] == years.values.index(str(year))
            matches = Matches(matches.ids, matches.scores + _YEAR_BOOST * of_year)
    return matches


def _match_terms(snapshot: Snapshot, terms: Sequence[Term]) -> Matches:
    """The reports that hold all terms; the rarest goes first, so that the others are looked up in few."""
    found = sorted((_match_term(snapshot, term.units) for term in terms), key=lambda one: len(one.ids))
    return reduce(_both, found)


def _match_term(snapshot: Snapshot, words: tuple[str, ...]) -> Matches:
    """The reports that hold a word, or words one after the other, in any of the fields."""
    found = [_match_field(snapshot, field, words, weight) for field, weight in TEXT_FIELDS.items()]
    ids = np.unique(np.concatenate([one.ids for one in found]))
    scores = np.zeros(len(ids))
    for one in found:
        scores[np.searchsorted(ids, one.ids)] += one.scores
    return Matches(ids, scores)


def _match_field(snapshot: Snapshot, field: str, words: tuple[str, ...], weight: float) -> Matches:
    each = [snapshot.match_word(field, word) for word in words]
    if len(words) == 1:
        matches = each[0]
    else:
        matches = reduce(_both, sorted(each, key=lambda one: len(one.ids)))
        if len(matches.ids):
            matches = _keep(matches, _has_row(snapshot, field, words, matches.ids))
    return Matches(matches.ids, matches.scores * weight)


def _has_row(snapshot: Snapshot, field: str, words: tuple[str, ...], ids: Ids) -> npt.NDArray[np.bool_]:
    """Which of some reports, all of which hold each of the words, hold them one right after the other."""
    return np.isin(np.arange(len(ids)), find_rows(snapshot, field, words, ids) >> POSITION_BITS)


def find_rows(snapshot: Snapshot, field: str, words: tuple[str, ...], ids: Ids) -> Keys:
    """Where words stand one right after the other in some reports: the places of the first of them."""
    each = [snapshot.postings(field, word) for word in words]
    if not all(each):
        return np.empty(0, np.int64)
    places = sorted(((one.places(ids) - at) for at, one in enumerate(each) if one), key=len)
    return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), places)


def _everything(snapshot: Snapshot) -> Matches:
    return Matches(np.arange(snapshot.size, dtype=np.int32), np.zeros(snapshot.size))


def _both(one: Matches, other: Matches) -> Matches:
    if not len(one.ids) or not len(other.ids):
        return NOTHING
    at = np.minimum(np.searchsorted(other.ids, one.ids), len(other.ids) - 1)
    shared = other.ids[at] == one.ids
    return Matches(one.ids[shared], one.scores[shared] + other.scores[at[shared]])


def _raise(matches: Matches, other: Matches) -> Matches:
    """The same reports, those that also match something else scored higher."""
    if not len(matches.ids) or not len(other.ids):
        return matches
    at = np.minimum(np.searchsorted(other.ids, matches.ids), len(other.ids) - 1)
    return Matches(matches.ids, matches.scores + np.where(other.ids[at] == matches.ids, other.scores[at], 0.0))


def _without(matches: Matches, other: Matches) -> Matches:
    return _keep(matches, ~np.isin(matches.ids, other.ids, assume_unique=True))


def _keep(matches: Matches, wanted: npt.NDArray[np.bool_]) -> Matches:
    return matches if wanted.all() else Matches(matches.ids[wanted], matches.scores[wanted])
