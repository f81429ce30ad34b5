"""Snippets for engines that have none which knows our tokens: a stretch of the text around the asked words, by string search.

Cheaper than what Mingzhang shows, and less: no word borders, no ranking of places, no sections, no tables.
"""

from typing import Any

_BEFORE, _AFTER = 30, 60


def make_snippets(text: str, query: dict[str, Any]) -> list[str]:
    """Up to three stretches, one a term: its first place."""
    found = []
    for units in query["terms"][:3]:
        word = "".join(units)
        at = text.find(word)
        if at >= 0:
            found.append(f"{text[max(0, at - _BEFORE) : at]}<b>{word}</b>{text[at + len(word) : at + _AFTER]}")
    return found
