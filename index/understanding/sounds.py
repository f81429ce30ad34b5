"""How Chinese words sound: pinyin without tones, and its initials."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

_BEGINNING = re.compile(r"^([zcs])h")
_ENDING = re.compile(r"(?<=[aei])ng$")


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text, without tones; what is no Chinese character stays as it is.

    >>> syllables("城管局")
    ('cheng', 'guan', 'ju')
    """
    return tuple(one.lower().replace("ü", "v") for one in lazy_pinyin(text, errors="default"))


def sound(text: str) -> str:
    """The pinyin of a text in one word: chengguanju."""
    return "".join(syllables(text))


def slurred(text: str) -> str:
    """The pinyin of a text as those hear it who tell neither in from ing nor s from sh.

    >>> slurred("明政局") == slurred("民政局")
    True
    """
    return "".join(_ENDING.sub("n", _BEGINNING.sub(r"\1", one)) for one in syllables(text))


def initials(text: str) -> str:
    """The first letters of the syllables: cgj."""
    return "".join(one[0] for one in syllables(text) if one)
