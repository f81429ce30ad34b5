"""Marks and passages of one text that is at hand, whether the index holds it or not."""

from collections.abc import Iterator, Sequence

from index.passages import Mark, Passage, find_marks, find_passages
from index.query import Query, Term
from ingest.folding import fold
from ingest.sections import Section

__all__ = ["Mark", "mark_terms", "read_passages"]


def mark_terms(text: str, terms: Sequence[Term]) -> Iterator[Mark]:
    """Yield the places where a text holds terms, in reading order, the longest of those that overlap."""
    return find_marks(text, fold(text), Query(terms=tuple(terms)))


def read_passages(text: str, sections: Sequence[Section], query: Query, title: str, most: int) -> tuple[Passage, ...]:
    """The passages of a text that say most of what the query asks, the best first.

    Args:
        text: `report.md`, or a piece of it.
        sections: its outline; none of a piece.
        query: what is asked.
        title: what is known of the report anyway; words that it holds say little of a passage.
        most: how many passages.
    """
    return find_passages(text, sections, query, title, most)
