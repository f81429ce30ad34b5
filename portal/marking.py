"""Words that were searched for, marked in the report that a result leads to: by the same marks as in the results."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.one_text import Mark, mark_terms
from index.query import MAX_QUERY, Term, parse_query
from ingest.sections import Section, section_at
from portal.rendering import Annotation

ANCHOR = "mark"
_MOST = 1000


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The words that are marked, how many places there are, and their annotations; `section` is where, None for all."""

    words: tuple[str, ...]
    section: Section | None
    annotations: tuple[Annotation, ...]


def write_words(terms: Iterable[Term]) -> str:
    """Terms as a text that `parse_query` reads them from again.

    >>> write_words([Term(("公务", "接待"), "公务接待费"), Term(("预算", "执行")), Term(("2022",))])
    '公务接待费 "预算执行" 2022'
    """
    return " ".join(word for term in terms for word in _write(term))[:MAX_QUERY]


def _write(term: Term) -> Iterator[str]:
    """What marks a term: each of its rows, a beginning with its star."""
    if term.prefix:
        yield f"{term.units[0]}*"
    elif term.whole:
        yield term.whole
    else:
        yield _join(term.units)
    yield from map(_join, term.others)


def _join(row: Sequence[str]) -> str:
    joined = row[0]
    for before, unit in pairwise(row):
        # Only words in letters and digits need a blank between them.
        joined += f" {unit}" if before.isascii() and unit.isascii() else unit
    return f'"{joined}"' if len(row) > 1 else joined


def mark_words(text: str, sections: Sequence[Section], words: str, at: int | None) -> MarkedWords | None:
    """Mark words in the section that holds a place, or where they do not stand there, in the whole report.

    The first of them behind the place bears the id `ANCHOR`. None where nothing can be searched for.

    Args:
        text: `report.md`.
        sections: the outline.
        words: what was searched for.
        at: a place in the text, as it was when the link was made.
    """
    query = parse_query(words)
    if not query.terms:
        return None
    marks = list(mark_terms(text, query.terms))
    section = section_at(sections, at) if at is not None else None
    within = [mark for mark in marks if section and section.start <= mark.start < section.end]
    if not within:
        section, within = None, marks
    first = next((mark for mark in within if mark.start >= (at or 0)), within[0] if within else None)
    return MarkedWords(query.words, section, tuple(_annotate(mark, first) for mark in within[:_MOST]))


def _annotate(mark: Mark, first: Mark | None) -> Annotation:
    return Annotation(ANCHOR if mark is first else "", mark.start, mark.end, "sought")
