"""Sentences as people say them (家里有白蚁找谁管): no report holds all of their words, and those that it holds will do."""

from collections.abc import Iterator
from dataclasses import replace

from index.query import Term, parse_terms
from index.tokens import find_units
from index.understanding.hearing import Heard
from index.understanding.mending import asks_around, is_known, is_quoted, names_body
from index.understanding.model import Understood
from index.understanding.syntax import is_han

_MANY_WORDS = 3
_LONG_ROW = 4
_SHORTEST, _LONGEST = 2, 6
_JOINING = frozenset("和与及或")  # 问题和建议: whoever has one of both says something
_COMMON = 0.8  # of the reports: a word that more of them hold tells nothing by itself


def find_said(understood: Understood, heard: Heard) -> Iterator[Understood]:
    """Yield the search in whose sentences one word that reports have will do; none where there is no sentence with one.

    First with those words that tell something, then with those that nearly all reports have, too. What is no sentence
    must be there as before.
    """
    sentences = [chunk for chunk in understood.rest.split() if _is_sentence(chunk, understood)]
    of_sentences = {term for chunk in sentences for term in parse_terms(chunk)[0]}
    heard_in = {term: tuple(_heard_in(term, heard)) for term in understood.query.terms if term in of_sentences}
    known = tuple(dict.fromkeys(one for found in heard_in.values() for one in found))
    telling = tuple(one for one in known if _tells(one, heard))
    must = tuple(term for term in understood.query.terms if term not in heard_in)
    for some in dict.fromkeys(filter(None, (telling, known))):
        left_out = tuple(term.typed for term, found in heard_in.items() if not any(one in some for one in found))
        query = replace(understood.query, terms=tuple(dict.fromkeys([*must, *some])), some=some)
        yield replace(understood, query=query, left_out=(*understood.left_out, *left_out))


def _is_sentence(chunk: str, understood: Understood) -> bool:
    if not any(map(is_han, chunk)) or is_quoted(chunk, understood.text):
        return False
    terms = parse_terms(chunk)[0]
    if len(terms) > 1 and asks_around(understood.text, chunk):
        return True
    joined = any(unit.text in _JOINING for unit in find_units(chunk)) and len(terms) > 1
    long_row = any(len(term.units) >= _LONG_ROW and all(len(unit) == 1 for unit in term.units) for term in terms)
    return (len(terms) >= _MANY_WORDS or joined or long_row) and not names_body(chunk)


def _heard_in(term: Term, heard: Heard) -> Iterator[Term]:
    """A term that reports have, or the words that they have in a row of characters which no dictionary knows."""
    if is_known(term, heard, by_dictionary=False):
        yield term
        return
    written, at = term.typed, 0
    while at < len(written):
        windows = (written[at : at + length] for length in range(_LONGEST, _SHORTEST - 1, -1))
        known = next((one for one in windows if len(one) >= _SHORTEST and heard.has(one)), "")
        if known:
            yield from parse_terms(known)[0]
        at += len(known) or 1


def _tells(term: Term, heard: Heard) -> bool:
    return heard.words.get(term.typed, 0) <= _COMMON * heard.most
