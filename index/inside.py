"""Where in one report the words stand: all passages in order, and the sections that hold all of the words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.one_text import Mark, mark_terms, read_passages
from index.passages import Passage, Piece
from index.query import Query, Term
from index.windows import line_end
from ingest.sections import Section

MOST_PASSAGES = 1000
_MOST_SECTIONS = 5
_REACH = 90  # a passage in running text shows about so many characters behind its beginning


@dataclass(frozen=True, slots=True)
class InsideResults:
    """The passages of a report in reading order; `whole` tells whether each holds all of the words."""

    passages: tuple[Passage, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section that holds all of the words, and the passage that says most."""

    section: Section
    passage: Passage


def find_inside(text: str, sections: Sequence[Section], query: Query, title: str = "") -> InsideResults:
    """Return every passage that holds all words but those of the title; where none does, those that hold one of them.

    Args:
        text: `report.md`.
        sections: the outline.
        query: what is searched for.
        title: what is known of the report anyway: its title, agency and year.
    """
    outside = [one for one in read_passages(text, sections, query, title, MOST_PASSAGES) if not _in_heading(text, one)]
    found = sorted([*outside, *_find_headings(text, sections, query)], key=lambda one: one.start)
    places = _places(text, query)
    needed = _needed(query, title)
    whole = []
    for passage in found:
        end = line_end(text, passage.start, len(text))
        if not passage.whole:
            end = min(end, passage.start + _REACH)
        if all(_holds(places[term], passage.start, end) for term in needed):
            whole.append(passage)
    return InsideResults(tuple(whole or found), bool(whole))


def _find_headings(text: str, sections: Sequence[Section], query: Query) -> Iterator[Passage]:
    """The headings that hold a word, whole: of all that the report says of it they are part."""
    marks = list(mark_terms(text, query.terms))
    for section in sections:
        end = line_end(text, section.start, len(text))
        within = [mark for mark in marks if section.start <= mark.start and mark.end <= end]
        if within and text.startswith("#", section.start):
            yield Passage(section, section.start, tuple(_cut(text, section.start, end, within)), whole=True)


def _in_heading(text: str, passage: Passage) -> bool:
    return text.startswith("#", text.rfind("\n", 0, passage.start) + 1)


def _cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """A stretch of a text as pieces, without the signs of a heading."""
    for mark in marks:
        before = text[start : mark.start].lstrip("# ")
        if before:
            yield Piece(before, marked=False)
        yield Piece(text[mark.start : mark.end], marked=True)
        start = mark.end
    if start < end:
        yield Piece(text[start:end], marked=False)


def find_sections(
    text: str, sections: Sequence[Section], query: Query, title: str = "", most: int = _MOST_SECTIONS
) -> tuple[FoundSection, ...]:
    """Return the smallest sections that hold all words but those of the title, the best first.

    A heading that holds the words comes before text that does, a section that speaks of them often before others.
    """
    if not query.terms:
        return ()
    places, needed = _places(text, query), _needed(query, title)
    holding = [one for one in sections if all(_holds(places[term], one.start, one.end) for term in needed)]
    smallest = [
        one
        for one in holding
        if not any(other is not one and one.start <= other.start and other.end <= one.end for other in holding)
    ]

    def rank(section: Section) -> tuple[int, int, int]:
        heading = line_end(text, section.start, section.end - section.start)
        titled = sum(_holds(places[term], section.start, heading) for term in needed)
        often = min(_count(places[term], section.start, section.end) for term in needed)
        return (-titled, -often, section.start)

    found = []
    for section in sorted(smallest, key=rank)[:most]:
        best = read_passages(text[section.start : section.end], (), query, title, 1)
        found += [FoundSection(section, replace(one, section=section, start=one.start + section.start)) for one in best]
    return tuple(found)


def _places(text: str, query: Query) -> dict[Term, list[int]]:
    """Where each term stands, also where marks overlap, of which only one is told: such a term is looked for alone."""
    places: dict[Term, list[int]] = {term: [] for term in query.terms}
    for mark in mark_terms(text, query.terms):
        places[mark.term].append(mark.start)
    for term in query.terms:
        if any(_may_overlap(term, other) for other in query.terms if other != term):
            places[term] = [mark.start for mark in mark_terms(text, [term])]
    return places


def _may_overlap(one: Term, other: Term) -> bool:
    return not set(one.units).isdisjoint(other.units) or "".join(one.units) in "".join(other.units)


def _needed(query: Query, title: str) -> Sequence[Term]:
    """The terms that a place must hold: those that the title does not say of the whole report."""
    known = {mark.term for mark in mark_terms(title, query.terms)}
    return [term for term in query.terms if term not in known] or query.terms


def _holds(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _count(places: Sequence[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)
