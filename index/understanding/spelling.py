"""Other spellings for a search that found nothing: words of the reports, terms and names that look or sound like a typed one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.query import Term
from index.understanding.hearing import sounds_like
from index.understanding.lexicon import Lexicon
from index.understanding.model import Understood
from index.understanding.sounds import sound
from index.understanding.syntax import fold_typed, is_han
from ingest.segmenting import is_word

_SHORTEST = 2
_EACH = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A search with one word spelt otherwise: the whole text, and which word was taken for which."""

    text: str
    written: str
    meant: str


def suggest_spellings(
    understood: Understood, lexicon: Lexicon, words: Mapping[str, int], most: int = 3
) -> tuple[Suggestion, ...]:
    """Return what may have been meant by a search that found nothing, the likeliest first.

    Args:
        understood: the search.
        lexicon: names and terms.
        words: the words of the reports, each with how many hold it (`SearchBackend.words`).
        most: how many suggestions.
    """
    folded = fold_typed(understood.text)
    found: dict[str, Suggestion] = {}
    for term in understood.query.terms:
        written = term.whole or "".join(term.units)
        at = folded.find(written)
        if at < 0 or len(written) < _SHORTEST or not all(map(is_han, written)) or _is_known(term, words):
            continue
        for meant in _meant(written, lexicon, words):
            text = understood.text[:at] + meant + understood.text[at + len(written) :]
            found.setdefault(text, Suggestion(text, written, meant))
    return tuple(found.values())[:most]


def _is_known(term: Term, words: Mapping[str, int]) -> bool:
    """Whether a word is spelt right: the reports or the dictionary have it, or all the words that it consists of.

    失业 is a word, whether or not a report has it; 事业 is another.
    """
    return (
        is_word(term.whole or "".join(term.units))
        or (term.whole or term.units[0]) in words
        or all(len(unit) > 1 and unit in words for unit in term.units)
    )


def _meant(written: str, lexicon: Lexicon, words: Mapping[str, int]) -> Iterator[str]:
    """What a word may be meant for: what sounds the same, then what is one character away; of these the commoner first."""
    names, terms = lexicon.names, lexicon.terms
    letters = sound(written)
    known = {*names.form_sounds.get(letters, ()), *names.region_sounds.get(letters, ()), *terms.sounds.get(letters, ())}
    yield from sorted(word for word in known if len(word) == len(written) and word != written)[:_EACH]
    alike = [word for word in words if len(word) == len(written) and word != written and sounds_like(written, word)]
    yield from sorted(alike, key=lambda word: (-words[word], word))[:_EACH]
    near = {*names.near_forms.find(written), *names.near_regions.find(written), *terms.near.find(written)}
    yield from sorted(near)[:_EACH]
    if len(written) > _SHORTEST:
        close = process.extract(written, words.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        yield from sorted((word for word, distance, _ in close if distance), key=lambda word: (-words[word], word))[
            :_EACH
        ]
