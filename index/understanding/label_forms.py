"""The ways in which people write the printed names of figures: with words left out or changed, and several costs as one.

A form that more than one figure could be written in is none.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, permutations, product

from index.vocabulary import Joined
from ingest.folding import squeeze

_SHORTEST = 3
_MOST_FORMS = 400  # of one name
_JOINING = "的"
_JOINTS = ("", "、", "和", "及", "与", "以及")
_COST = "费"
_ENDINGS = ("费", "费用", "支出", "经费", "")


def shortened_forms(
    spellings: Mapping[str, tuple[str, ...]], instead: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield forms, each with the printed name that it is of.

    Args:
        spellings: printed names, squeezed, with the indicators that each stands for.
        instead: what may be written for a word that names hold; empty where it may be left out.
    """
    words = {squeeze(word): others for word, others in instead.items()}
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for spelling, codes in spellings.items():
        for form in islice(_forms(spelling, words), _MOST_FORMS):
            if len(form) >= _SHORTEST and not form.endswith(_JOINING) and form not in spellings:
                found.setdefault(form, {}).setdefault(codes, spelling)
    yield from ((form, next(iter(meant.values()))) for form, meant in found.items() if len(meant) == 1)


def _forms(text: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A name with every word that it holds written in every way, word by word from its beginning."""
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(text):
        word = max((one for one in words if text.startswith(one, at)), key=len, default="")
        parts.append((word, *map(squeeze, words[word])) if word else (text[at],))
        at += len(word) or 1
    yield from map("".join, product(*parts))


def joined_forms(joined: Joined) -> Iterator[str]:
    """Yield all ways to write several costs one after the other: 水电费差旅费, 差旅和水电费."""
    for parts in permutations(joined.parts):
        for joint in _JOINTS:
            for ending in _ENDINGS:
                last = parts[-1] + ending
                yield joint.join([*parts[:-1], last])
                yield joint.join([*(part + _COST for part in parts[:-1]), last])
