"""Compounds that no dictionary knows, as reports may have them: the same characters, cut into other words.

助餐 is 助 and 餐 in a search, 助 and 餐点 in 助餐点. A compound is sought where it begins as a word does, since what begins
inside another word is another word (补助 and 餐费); its end may lie inside one. Words of the dictionary are never sought so:
were they there, they would have been cut: 失业 is not in 损失业务, nor 马克 in 马克思.
"""

from collections.abc import Iterator
from dataclasses import replace

from index.query import Term
from index.understanding.hearing import Heard
from index.understanding.model import Understood
from index.understanding.syntax import is_han
from ingest.segmenting import is_word

_SHORTEST, _LONGEST = 2, 6
_MOST_ENDINGS, _MOST_ROWS = 40, 120


def cut_otherwise(understood: Understood, heard: Heard) -> Understood | None:
    """The search with every unknown compound in all the ways reports may have cut it; None where there is none."""
    terms = tuple(_in_other_words(term, heard) for term in understood.query.terms)
    if terms == understood.query.terms:
        return None
    return replace(understood, query=replace(understood.query, terms=terms))


def _in_other_words(term: Term, heard: Heard) -> Term:
    written = "".join(term.units)
    if term.prefix or not _is_compound(term, written, heard):
        return term
    rows = [row for row in _cuts(written, heard) if row not in term.rows]
    return replace(term, others=(*term.others, *rows[:_MOST_ROWS])) if rows else term


def _is_compound(term: Term, written: str, heard: Heard) -> bool:
    """Whether a term is a compound that neither the dictionary nor the reports know as words."""
    if not _SHORTEST <= len(written) <= _LONGEST or not all(map(is_han, written)) or is_word(written):
        return False
    return written not in heard.words and any(len(unit) == 1 for unit in term.units)


def _cuts(written: str, heard: Heard) -> Iterator[tuple[str, ...]]:
    """The rows of two words or more that a text may have for it, the last of them perhaps a longer one."""
    for at in range(1, len(written)):
        head, tail = written[:at], written[at:]
        if at > 1 and head not in heard.words:
            continue
        yield from ((head, word) for word in (tail, *heard.beginning(tail)[:_MOST_ENDINGS]))
        yield from ((head, *row) for row in _cuts(tail, heard))
