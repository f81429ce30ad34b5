"""What else a search that finds nothing may be: its words as they are meant, or without those that no report has.

Nothing is mended that finds something as it was typed. What a body is called is never left out: without it the figures
of others would come.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.query import Term, parse_terms
from index.understanding.hearing import Heard
from index.understanding.model import Understood
from index.understanding.syntax import fold_typed, is_han
from index.vocabulary import load_question_words
from ingest.agency_forms import is_known_organ
from ingest.agency_names import parse_agency_name
from ingest.segmenting import is_word

_SHORTEST_SPELT = 4
_LONGEST_WINDOW = 4
_SHORTEST_AROUND = 3
_LONG_ROW = 3
_MANY_WORDS = 4
_ENDS_OF_BODIES = frozenset("局厅委办部处所站院校馆园队会社团府省市区县旗州盟镇乡村")


@dataclass(frozen=True, slots=True)
class Respelt:
    """A text with its unknown words as they are meant; `meant` has each with what it was taken for."""

    text: str
    meant: tuple[tuple[str, str], ...]
    sure: bool


def respell(understood: Understood, heard: Heard) -> Respelt | None:
    """The text with every unknown word as the likeliest one that reports have; None where one has none.

    `sure` tells that no other was as likely.
    """
    folded = fold_typed(understood.text)
    sure = True
    meant: dict[str, str] = {}
    stretches = understood.rest.split()
    for term in understood.query.terms:
        written = term.whole or "".join(term.units)
        if is_title(term) or written not in folded or is_known(term, heard, by_dictionary=False):
            continue
        # A word of the dictionary that no report has is right, but for the part of a longer one: 公义 of 公义金.
        around = next((one for one in stretches if written in one), written)
        found = next(_readings(around, heard, _SHORTEST_AROUND), None) if len(around) > len(written) else None
        if found is None and is_known(term, heard):
            continue
        found = found or next(_readings(written, heard, 2), None)
        if found is None:
            if not written.isdecimal():
                return None
            continue
        window, candidates = found
        meant[window] = candidates[0]
        sure &= len(candidates) == 1
    if not meant:
        return None
    text = understood.text
    for window, word in meant.items():
        at = fold_typed(text).find(window)
        # pinyin of two words with a blank between them is one phrase
        text = text[:at] + word + text[at + len(window) :]
    return Respelt(text, tuple(meant.items()), sure)


def leave_out(understood: Understood, heard: Heard) -> Understood | None:
    """The search without words that no report has and without questions in whole; None where nothing else is left."""
    chunks = [(chunk, parse_terms(chunk)[0]) for chunk in understood.rest.split()]
    dropped: list[str] = []
    for chunk, terms in chunks:
        if is_quoted(chunk, understood.text) or not any(map(is_han, chunk)):
            continue
        unknown = [term for term in terms if not is_known(term, heard, by_dictionary=False)]
        asks = asks_around(understood.text, chunk)
        whole = len(unknown) == len(terms) or len(terms) >= _MANY_WORDS
        if (unknown and whole and not names_body(chunk)) or (asks and len(chunks) > 1 and len(terms) > 1):
            dropped.append(chunk)
    gone = {term for chunk, terms in chunks if chunk in dropped for term in terms}
    gone -= {term for chunk, terms in chunks if chunk not in dropped for term in terms}
    left = tuple(term for term in understood.query.terms if term not in gone)
    if not dropped or not (left or understood.agencies):
        return None
    query = replace(understood.query, terms=left, narrowed=understood.query.narrowed or bool(understood.agencies))
    return replace(understood, query=query, left_out=(*understood.left_out, *dropped))


def loosen(understood: Understood) -> Understood | None:
    """The search with the words of titles wherever they stand; None where it has no title."""
    terms = tuple(
        one
        for term in understood.query.terms
        for one in (
            parse_terms("".join(term.units))[0] if is_title(term) and not _is_quoted_title(term, understood) else [term]
        )
    )
    if terms == understood.query.terms:
        return None
    return replace(understood, query=replace(understood.query, terms=tuple(dict.fromkeys(terms))))


def is_title(term: Term) -> bool:
    """Whether a term is a row of words, as titles and phrases are."""
    return term.whole is None and len(term.units) >= _LONG_ROW


def _is_quoted_title(term: Term, understood: Understood) -> bool:
    return '"' + "".join(term.units) + '"' in fold_typed(understood.text).replace(" ", "")


def is_quoted(chunk: str, text: str) -> bool:
    """Whether a chunk was typed in quotation marks."""
    return f'"{chunk}"' in text or f"“{chunk}”" in text


def asks_around(text: str, chunk: str) -> bool:
    """Whether the run of a text that a chunk stands in asks something."""
    return any(word in text and word in _around(text, chunk) for word in load_question_words())


def _around(text: str, chunk: str) -> str:
    """The run of a text that a chunk stands in, with the words of asking that were taken off it."""
    folded = fold_typed(text)
    at = folded.find(chunk)
    if at < 0:
        return ""
    start, end = at, at + len(chunk)
    while start > 0 and not folded[start - 1].isspace():
        start -= 1
    while end < len(folded) and not folded[end].isspace():
        end += 1
    return folded[start:end]


def is_known(term: Term, heard: Heard, *, by_dictionary: bool = True) -> bool:
    """Whether reports have a term, or, where asked, the dictionary; letters may be pinyin, of numbers nobody knows.

    失业 is spelt right, whether or not a report has it: 事业 is another word.
    """
    written = term.whole or "".join(term.units)
    if not any(map(is_han, written)):
        return not (written.isalpha() and len(written) >= _SHORTEST_SPELT)
    if by_dictionary and is_word(written):
        return True
    return any(
        heard.has("".join(row)) or all(len(unit) > 1 and (unit in heard.words) for unit in row) for row in term.rows
    ) or heard.has(written)


def names_body(chunk: str) -> bool:
    """Whether a chunk is what a body or a place is called."""
    return (
        chunk[-1] in _ENDS_OF_BODIES
        or chunk.endswith("中心")
        or is_known_organ(chunk)
        or parse_agency_name(chunk) is not None
    )


def _readings(written: str, heard: Heard, shortest: int) -> Iterator[tuple[str, list[str]]]:
    """Stretches of a word that no report has, each with what sounds like it; the longest first."""
    if written.isascii():
        if written.isalpha() and len(written) >= _SHORTEST_SPELT and (found := heard.spelt(written)):
            yield written, found
        return
    for length in range(min(len(written), _LONGEST_WINDOW), shortest - 1, -1):
        for at in range(len(written) - length + 1):
            window = written[at : at + length]
            if all(map(is_han, window)) and not is_word(window) and not heard.has(window):
                found = heard.alike(window)
                if found:
                    yield window, found
