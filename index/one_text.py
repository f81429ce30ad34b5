"""Marks and passages of one text that is at hand, whether the index holds it or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from index.marks import Marks, Texts, are_units, choose_marks, codes_of
from index.outline import make_outline
from index.passages import Passage, find_passages
from index.query import Query, Term
from index.tokenizing import tokenize
from ingest.sections import Section

_Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a text holds a term."""

    start: int
    end: int
    term: Term


def mark_terms(text: str, terms: Sequence[Term]) -> Iterator[Mark]:
    """Yield the places where a text holds terms, in reading order, the longest of those that overlap."""
    marks = choose_marks(Texts([text], [codes_of(text)]), _find_rows(text, terms), terms)
    for start, end, number in zip(marks.starts.tolist(), marks.ends.tolist(), marks.terms.tolist(), strict=True):
        yield Mark(start, end, terms[number])


def read_passages(text: str, sections: Sequence[Section], query: Query, title: str, most: int) -> tuple[Passage, ...]:
    """The passages of a text that say most of what the query asks, the best first.

    Args:
        text: `report.md`, or a piece of it.
        sections: its outline; none of a piece.
        query: what is asked.
        title: what is known of the report anyway; words that it holds say little of a passage.
        most: how many passages.
    """
    texts, rows = Texts([text], [codes_of(text)]), _find_rows(text, query.terms)
    return find_passages(texts, [make_outline(sections, title)], rows, query, most)[0]


def _find_rows(text: str, terms: Sequence[Term]) -> Marks:
    """Where the rows of terms stand in a text."""
    made = tokenize(text)
    *of_words, _ = np.split(
        made.positions.astype(np.int64), np.cumsum(made.counts)
    )  # nothing lies behind the last word's
    positions = dict(zip(made.words, of_words, strict=True))
    found: list[tuple[_Positions, _Positions, int]] = []
    for number, term in enumerate(terms):
        for row in _rows_in(positions, term):
            at = _find_row(positions, row)
            at = at[are_units(row, at, made.ends - made.starts)]
            found.append((made.starts[at].astype(np.int64), made.ends[at + len(row) - 1].astype(np.int64), number))
    return Marks(
        np.concatenate([starts for starts, _, _ in found] or [_nothing()]),
        np.concatenate([ends for _, ends, _ in found] or [_nothing()]),
        np.repeat([number for _, _, number in found], [len(one) for one, _, _ in found]).astype(np.int64),
    )


def _rows_in(positions: Mapping[str, _Positions], term: Term) -> Sequence[tuple[str, ...]]:
    """The rows that a term stands for in a text; a beginning stands for the words of the text that begin so."""
    if not term.prefix:
        return term.rows
    return [*((word,) for word in positions if term.takes(word, term.units[0], term.units)), *term.others]


def _find_row(positions: Mapping[str, _Positions], row: tuple[str, ...]) -> _Positions:
    """The positions of the first words of a row."""
    if any(word not in positions for word in row):
        return _nothing()
    return reduce(np.intersect1d, (positions[word] - shift for shift, word in enumerate(row)))


def _nothing() -> _Positions:
    return np.empty(0, np.int64)
