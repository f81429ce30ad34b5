"""How Chinese words sound: pinyin without tones, and its initials."""

from functools import lru_cache

from pypinyin import lazy_pinyin


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


def initials(text: str) -> str:
    """The first letters of the syllables: cgj."""
    return "".join(one[0] for one in syllables(text) if one)
