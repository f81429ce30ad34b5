"""Titles of tables and sections in what is typed (收入支出决算总表): whoever types one looks for that place of a report.

The words in a title ask for nothing by themselves: 预算 in 政府性基金预算支出决算表 asks for no budget.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from index.query import Term, parse_terms
from index.tokens import find_units
from index.understanding.fitting import strip_joining
from index.understanding.lexicon import Lexicon
from index.understanding.naming import find_named
from index.understanding.syntax import Opaque, Run, find_runs, is_han
from index.understanding.vocabulary import IDLE, KIND
from index.vocabulary import load_titles
from ingest.folding import squeeze
from ingest.vocabulary import read_table, split_list

_SHORTEST = 3
_SHORTEST_PART = 4
_LONGEST = 40


def find_titles(masked: str, lexicon: Lexicon) -> Iterator[Opaque]:
    """Yield the titles in a folded text: those that are known, and whatever ends as titles of tables do."""
    for run in find_runs(masked):
        for start, end in _spans(run, lexicon):
            text = run.text[start:end]
            first, last = run.span(start, end)
            yield Opaque(first, last, text, text, _terms(text))


def _spans(run: Run, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where titles stand in a run."""
    known, endings = _known(), load_titles()["ending"]
    at = 0
    for end in range(_SHORTEST, len(run.text) + 1):
        # A title ends where no other character follows that may belong to it: 自评表现 is none.
        if end < len(run.text) and is_han(run.text[end]):
            continue
        stretch = _stretch(run.text, at, end)
        if not stretch:
            continue
        if not stretch.endswith(endings) and not any(stretch.endswith(one) for one in known):
            continue
        text = _bare(stretch, lexicon)
        term = lexicon.terms.by_text.get(text)
        if len(text) < _SHORTEST or (term is not None and (term.tells in {KIND, IDLE} or text not in known)):
            continue
        # What is asked before a known title is none of it: 哪里有收入决算表.
        titles = [one for one in known if text.endswith(one)]
        if titles and len(longest := max(titles, key=len)) < len(text) and _asks(text.removesuffix(longest), lexicon):
            text = longest
        yield end - len(text), end
        at = end


def _stretch(text: str, at: int, end: int) -> str:
    start = end
    while start > max(at, end - _LONGEST) and (is_han(text[start - 1]) or text[start - 1] in "、()"):
        start -= 1
    return text[start:end].lstrip("、()")


def _bare(stretch: str, lexicon: Lexicon) -> str:
    """A title without the agency or region in front of it, and words that ask or join."""
    named = max((piece.end for piece in find_named(stretch, lexicon.names) if piece.start == 0), default=0)
    text = strip_joining(stretch[named:].lstrip("、()"))
    while True:
        idle = next(
            (
                length
                for length in range(min(len(text) - _SHORTEST, 6), 0, -1)
                if (term := lexicon.terms.by_text.get(text[:length])) is not None and term.tells == IDLE
            ),
            0,
        )
        if not idle:
            return text
        text = strip_joining(text[idle:])


def _asks(before: str, lexicon: Lexicon) -> bool:
    """Whether what stands before a title is no part of it: nothing of the field."""
    return not any(
        before.endswith(text) for text in (before[at:] for at in range(len(before))) if text in lexicon.terms.by_text
    )


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Every title with all titles of the same table or section."""
    rows = [split_list(row["titles"]) for row in read_table("forms.csv")]
    rows += [split_list(row) for row in load_titles()["section"]]
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        titles = tuple(dict.fromkeys(map(squeeze, row)))
        for title in titles:
            found[title] = tuple(dict.fromkeys((*found.get(title, ()), *titles)))
    return found


def _terms(text: str) -> tuple[Term, ...]:
    """A known title or the end of one stands in a row, or another title of the same table; of others the words count."""
    known = _known()
    if text in known:
        others = [one for one in known[text] if text not in one]
    elif len(text) >= _SHORTEST_PART and any(one.endswith(text) for one in known):
        others = []
    else:
        return tuple(parse_terms(text)[0])
    return (Term(_row(text), others=tuple(map(_row, others))),)


def _row(text: str) -> tuple[str, ...]:
    return tuple(unit.text for unit in find_units(text))
