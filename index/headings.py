"""Sections that a search names: where the words asked for stand in a heading, what is said below it comes first."""

from collections.abc import Iterator, Sequence

from index.outline import Outline
from index.passages import Passage, Piece
from index.query import Query, Term
from index.windows import line_end
from ingest.folding import squeeze
from ingest.sections import Section

_MOST = 3
_MOST_ADDED = 2
_FEWEST = 4  # characters that name a heading: 三公 alone stands in very many


def put_named_first(passages: Sequence[Passage], outline: Outline, text: str, query: Query) -> tuple[Passage, ...]:
    """Return a report's passages, those first whose heading holds all words asked for.

    Words that the report's title holds are left aside. Where no passage stands below such a heading, and the heading is
    hardly more than these words, its own line is the first.

    Args:
        passages: of the report, the best first.
        outline: its sections.
        text: `report.md`.
        query: what is asked.
    """
    named = list(_find_named(outline, query))
    if not named:
        return tuple(passages)
    below = [one for one in passages if any(each.start <= one.start < each.end for each, _ in named)]
    added = [] if below else [_make_passage(each, text) for each, close in named if close][:_MOST_ADDED]
    others = [one for one in passages if one not in below and one.start not in {each.start for each in added}]
    return (*added, *below, *others)[: max(_MOST, len(passages))]


def _find_named(outline: Outline, query: Query) -> Iterator[tuple[Section, bool]]:
    """The sections with all words in their headings, and whether these are hardly more than the words."""
    words = [_spellings(term) for term in query.terms if not any(map(outline.may_tell, term.rows))]
    if sum(max(map(len, each)) for each in words) < _FEWEST:
        return
    # Most reports hold a word in none of their headings; that is told of all of them at once.
    if not all(any(one in outline.headings for one in each) for each in words):
        return
    for number, heading in enumerate(outline.headings.split("\n")):
        held = [next((one for one in each if one in heading), "") for each in words]
        if all(held):
            asked, section = sum(map(len, held)), outline.load_section(number)
            yield section, 2 * asked >= len(squeeze(section.title)) or heading.endswith(words[-1])


def _spellings(term: Term) -> tuple[str, ...]:
    """The ways to write a term, the longest first."""
    rows = {*("".join(row) for row in term.rows), *filter(None, (term.whole,))}
    return tuple(sorted(rows, key=len, reverse=True))


def _make_passage(section: Section, text: str) -> Passage:
    end = line_end(text, section.start, section.end - section.start)
    heading = text[section.start : end].lstrip("# ").replace("\\", "")
    return Passage(section, section.start, (Piece(heading, marked=True),), whole=True)
