"""Sentence forms with slots, filled with words that carry what they state.

Knows the syntax of a form (`本年收入合计{amount}，其中：{sources}。`), not its content.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ingest.samples.document import Piece, Words

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _parsed(form: str) -> tuple[tuple[str, str], ...]:
    """Return the form as pairs of (text before, name of the slot); the last pair has no slot."""
    pieces = _SLOT.split(form)
    return (*zip(pieces[::2], pieces[1::2], strict=False), (pieces[-1], ""))


def slots(form: str) -> frozenset[str]:
    """Return the names of the slots of a form."""
    return frozenset(name for _, name in _parsed(form) if name)


def filled(form: str, words: Mapping[str, "Words | Piece | str"]) -> Words:
    """Return the form with its slots filled.

    Raises:
        KeyError: a slot that nothing fills.
    """
    said: list[str | Piece] = []
    for text, name in _parsed(form):
        if text:
            said.append(text)
        if name:
            word = words[name]
            if isinstance(word, tuple):
                said.extend(word)
            else:
                said.append(word)
    return tuple(said)


def joined(mark: str, phrases: Iterable[Words]) -> Words:
    """Return the phrases with `mark` between them."""
    said: list[str | Piece] = []
    for phrase in phrases:
        if said:
            said.append(mark)
        said.extend(phrase)
    return tuple(said)
