"""Reports that match: words, rows of words, and how they are joined, over whole arrays."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.postings import Postings
from index.backends.whoosh.schema import TEXT_FIELDS
from index.backends.whoosh.snapshot import NOTHING, Matches, Snapshot
from index.query import Query, Term

_YEAR_BOOST = 4.0
_POSITION_BITS = 32


def match_query(snapshot: Snapshot, asked: Query) -> Matches:
    """The living reports that hold every term and none of those excluded, before any filter; without terms all of them.

    The whole word and the year that were typed are not asked for; a report that has them comes further up.
    """
    matches = _match_terms(snapshot, asked.terms) if asked.terms else _everything(snapshot)
    for term in asked.excluded:
        matches = _without(matches, _match_term(snapshot, term))
    matches = _keep(matches, snapshot.live[matches.ids])
    if not asked.terms:
        return matches
    for term in asked.terms:
        if term.whole:
            matches = _raise(matches, _match_row(snapshot, (term.whole,)))
    years = snapshot.columns["year"]
    for year in asked.years:
        if str(year) in years.values:
            of_year = years.codes[matches.ids] == years.values.index(str(year))
            matches = Matches(matches.ids, matches.scores + _YEAR_BOOST * of_year)
    return matches


def _match_terms(snapshot: Snapshot, terms: Sequence[Term]) -> Matches:
    """The reports that hold all terms; the rarest goes first, so that the others are looked up in few."""
    found = sorted((_match_term(snapshot, term) for term in terms), key=lambda one: len(one.ids))
    return reduce(_both, found)


def _match_term(snapshot: Snapshot, term: Term) -> Matches:
    """The reports that hold any of a term's rows; each scores by the row that it holds best."""
    rows = term.rows
    if term.prefix:
        rows = (*((word,) for word in snapshot.beginning_with(term.units[0])), *term.others)
    found = [_match_row(snapshot, row) for row in rows]
    return found[0] if len(found) == 1 else reduce(_either, found, NOTHING)


def _match_row(snapshot: Snapshot, words: tuple[str, ...]) -> Matches:
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


def _has_row(
    snapshot: Snapshot, field: str, words: tuple[str, ...], ids: npt.NDArray[np.int32]
) -> npt.NDArray[np.bool_]:
    """Which of some reports, all of which hold each of the words, hold them one right after the other."""
    # Shifted by its place in the row, each word of a row stands at the same place.
    places = (_places(snapshot.postings(field, word), ids) + len(words) - at for at, word in enumerate(words))
    rows = reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), places)
    return np.isin(np.arange(len(ids)), rows >> _POSITION_BITS)


def _places(found: Sequence[tuple[Postings, int]], ids: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Where a word stands in some reports, in rising order: a report's rank among them in the high bits, the position in the low."""
    places = []
    for postings, base in found:
        ranks = np.searchsorted(ids, postings.ids + np.int32(base))
        wanted = ranks < len(ids)
        wanted[wanted] = ids[ranks[wanted]] == postings.ids[wanted] + np.int32(base)
        of_report = np.repeat(np.where(wanted, ranks, -1), postings.counts)
        kept = of_report >= 0
        places.append((of_report[kept].astype(np.int64) << _POSITION_BITS) + postings.positions[kept])
    return np.concatenate(places)


def _everything(snapshot: Snapshot) -> Matches:
    return Matches(np.arange(snapshot.size, dtype=np.int32), np.zeros(snapshot.size))


def _both(one: Matches, other: Matches) -> Matches:
    if not len(one.ids) or not len(other.ids):
        return NOTHING
    at = np.minimum(np.searchsorted(other.ids, one.ids), len(other.ids) - 1)
    shared = other.ids[at] == one.ids
    return Matches(one.ids[shared], one.scores[shared] + other.scores[at[shared]])


def _either(one: Matches, other: Matches) -> Matches:
    """The reports of both, each with the better of its scores."""
    if not len(one.ids) or not len(other.ids):
        return one if len(one.ids) else other
    ids = np.union1d(one.ids, other.ids)
    scores = np.zeros(len(ids))
    scores[np.searchsorted(ids, one.ids)] = one.scores
    at = np.searchsorted(ids, other.ids)
    scores[at] = np.maximum(scores[at], other.scores)
    return Matches(ids, scores)


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
