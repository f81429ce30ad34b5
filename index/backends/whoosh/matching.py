"""Reports that match: words, rows of words, and how they are joined, over whole arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.backends.whoosh.postings import Ids, Places, Postings
from index.backends.whoosh.schema import TEXT_FIELDS
from index.backends.whoosh.snapshot import Snapshot
from index.query import Query, Term

_YEAR_BOOST = 4.0
_MOST_PLACES = 1 << 20
_RARE = 16  # how many times longer a list is in which places are looked up one by one


@dataclass(frozen=True, slots=True)
class Matches:
    """Reports in rising order, and how well each matches."""

    ids: npt.NDArray[np.intp]
    scores: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _All:
    """Of every report whether it matches, and how well."""

    wanted: npt.NDArray[np.bool_]
    scores: npt.NDArray[np.float64]


def match_query(snapshot: Snapshot, asked: Query) -> Matches:
    """The living reports that hold the terms and none of those excluded, before any filter; without terms all of them.

    The whole word, what was typed side by side and the year are not asked for; a report that has them comes further up.
    """
    wanted = snapshot.live.copy()
    scores = np.zeros(snapshot.size)
    holds_some = np.full(snapshot.size, not asked.some)
    for term in asked.terms:
        found = _match_term(snapshot, term)
        if term in asked.some:
            holds_some |= found.wanted
        else:
            wanted &= found.wanted
        scores += found.scores
    wanted &= holds_some
    for term in asked.excluded:
        wanted &= ~_match_term(snapshot, term).wanted
    ids = np.flatnonzero(wanted)
    if not asked.terms or not len(ids):
        return Matches(ids, scores[ids])
    beside = (row for row in asked.beside if _is_quick(snapshot, row))
    for row in (*((term.whole,) for term in asked.terms if term.whole), *beside):
        scores += _match_words(snapshot, row).scores
    kept = scores[ids]
    years = snapshot.columns["year"]
    for year in asked.years:
        if str(year) in years.values:
            kept += _YEAR_BOOST * (years.codes[ids] == years.values.index(str(year)))
    return Matches(ids, kept)


def _is_quick(snapshot: Snapshot, words: tuple[str, ...]) -> bool:
    """Whether words stand at so few places that to look for a row of them delays no page; those that stand everywhere tell little."""
    each = (snapshot.postings("body", word) for word in words)
    return sum(one.occurrences for one in each if one is not None) <= _MOST_PLACES


def _match_term(snapshot: Snapshot, term: Term) -> _All:
    """The reports that hold any of a term's rows; each scores by the row that it holds best."""
    return reduce(_either, (_match_words(snapshot, row) for row in find_term_rows(snapshot, term)))


def find_term_rows(snapshot: Snapshot, term: Term) -> tuple[tuple[str, ...], ...]:
    """The rows of words any of which a term stands for; a beginning stands for the words of the index that begin so."""
    if not term.prefix:
        return term.rows
    return (*((word,) for word in snapshot.beginning_with(term.units[0])), *term.others) or term.rows


def _either(one: _All, other: _All) -> _All:
    return _All(one.wanted | other.wanted, np.maximum(one.scores, other.scores))


def _match_words(snapshot: Snapshot, words: tuple[str, ...]) -> _All:
    """The reports that hold a word, or words one after the other, in any of the fields."""
    found = _All(np.zeros(snapshot.size, bool), np.zeros(snapshot.size))
    for field, weight in TEXT_FIELDS.items():
        each = [snapshot.postings(field, word) for word in words]
        held = [one for one in each if one is not None]
        if len(held) < len(words):
            continue
        if len(held) == 1:
            found.wanted[held[0].ids] = True
            found.scores[held[0].ids] += weight * snapshot.scores(field, held[0])
        else:
            _match_row(snapshot, field, held, weight, found)
    return found


def _match_row(snapshot: Snapshot, field: str, each: Sequence[Postings], weight: float, found: _All) -> None:
    """Add the reports in whose field words stand one after the other."""
    bases = snapshot.bases(field)
    at = np.searchsorted(find_rows([one.places(bases) for one in each]), bases)
    with_row = at[1:] > at[:-1]
    found.wanted[with_row] = True
    scores = np.zeros(snapshot.size)
    for one in each:
        scores[one.ids] += snapshot.scores(field, one)
    np.add(found.scores, weight * scores, out=found.scores, where=with_row)


def find_term_places(snapshot: Snapshot, field: str, term: Term) -> Places:
    """Where any row of a term stands in a field, over all reports, in rising order; rows of two terms may overlap."""
    each = [_find_row(snapshot, field, row) for row in find_term_rows(snapshot, term)]
    return each[0] if len(each) == 1 else np.sort(np.concatenate(each))


def _find_row(snapshot: Snapshot, field: str, words: Sequence[str]) -> Places:
    bases = snapshot.bases(field)
    each = [snapshot.postings(field, word) for word in words]
    held = [one for one in each if one is not None]
    return find_rows([one.places(bases) for one in held]) if len(held) == len(words) else bases[:0]


def find_reports(snapshot: Snapshot, field: str, places: Places) -> Ids:
    """The reports that places in a field lie in."""
    return (np.searchsorted(snapshot.bases(field), places, "right") - 1).astype(np.int32)


def find_rows(each: Sequence[Places]) -> Places:
    """Where words stand one right after the other, from the places of each word: the places of the first of them."""
    places = sorted((of_word - of_word.dtype.type(at) if at else of_word for at, of_word in enumerate(each)), key=len)
    return reduce(_intersect, places)


def _intersect(few: Places, many: Places) -> Places:
    if not len(few) or not len(many):
        return few[:0]
    if len(few) * _RARE < len(many):
        at = np.minimum(np.searchsorted(many, few), len(many) - 1)
        found: Places = few[many[at] == few]
        return found
    both = np.concatenate([few, many])
    both.sort(kind="stable")  # the one that merges what is in order
    twice: Places = both[:-1][both[1:] == both[:-1]]
    return twice


def find_places(snapshot: Snapshot, field: str, words: Sequence[str], ids: Ids) -> tuple[Ids, Places]:
    """Where words stand one right after the other in some reports: the rank of each report among them, and the position."""
    each = [snapshot.postings(field, word) for word in words]
    held = [one for one in each if one is not None]
    bases = snapshot.bases(field)
    if len(held) < len(words) or not len(ids):
        return np.empty(0, np.int32), bases[:0]
    rows = find_rows([_places_in(one.places(bases), bases[ids], bases[ids + 1]) for one in held])
    ranks = (np.searchsorted(bases[ids], rows, "right") - 1).astype(np.int32)
    return ranks, rows - bases[ids][ranks]


def _places_in(places: Places, begins: Places, ends: Places) -> Places:
    """The places that lie in some reports."""
    lows, highs = np.searchsorted(places, begins).tolist(), np.searchsorted(places, ends).tolist()
    return np.concatenate([places[low:high] for low, high in zip(lows, highs, strict=True)])
