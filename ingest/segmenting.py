"""The one door to jieba: Chinese word segmentation with the field's own short terms, loaded when first used.

The user dictionary is made from the vocabulary: labels of indicators, their spellings, names of funds, short forms of
agencies. Full names of agencies never go in: 城市管理和综合执法局 as one word would hide 城市管理 from every search.
"""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Protocol

from ingest.folding import squeeze
from ingest.vocabulary import load_agency_stems, load_indicators, load_labels, read_table, split_list

_LONGEST_TERM = 8
_HAN = ("\u4e00", "\u9fff")


def field_terms() -> Iterator[str]:
    """Yield the short terms of the field, Chinese characters only."""
    for indicator in load_indicators().values():
        yield indicator.label
    for spellings in load_labels().values():
        yield from spellings
    for row in read_table("scopes.csv"):
        yield from split_list(row["words"])
    for row in read_table("functions.csv"):
        yield row["name"]
    for stem in load_agency_stems():
        yield from stem.short_forms
    for row in read_table("region_aliases.csv"):
        yield row["name"]


@cache
def dictionary_terms() -> tuple[str, ...]:
    """The words of the user dictionary."""
    squeezed = {squeeze(term) for term in field_terms()}
    return tuple(
        sorted(
            term
            for term in squeezed
            if 2 <= len(term) <= _LONGEST_TERM and all(_HAN[0] <= char <= _HAN[1] for char in term)
        )
    )


@cache
def dictionary_hash() -> str:
    """Identifies the user dictionary; an index made with another one must be rebuilt."""
    return sha256("\n".join(dictionary_terms()).encode()).hexdigest()[:16]


class Segmenter(Protocol):
    """What cuts Chinese text: jieba, or the same in Rust."""

    def cut(self, text: str) -> list[str]:
        """Cut text into words of the dictionary; nothing is guessed."""

    def has_word(self, word: str) -> bool:
        """Tell whether the dictionary knows a word."""


class RustJieba:
    """`rjieba`: the same words twenty times as fast, in half the memory, ready in a tenth of a second."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Load the default dictionary and `terms`; ImportError where the platform has no build of it."""
        import rjieba

        self._jieba = rjieba.Jieba()
        for term in terms:
            self._jieba.add_word(term, None, None)

    def cut(self, text: str) -> list[str]:
        """Cut text into words."""
        words: list[str] = self._jieba.cut(text, hmm=False)
        return words

    def has_word(self, word: str) -> bool:
        """Tell whether the dictionary knows a word."""
        return bool(self._jieba.has_word(word))


class PythonJieba:
    """`jieba` itself; half a second to load."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Load the default dictionary and `terms`."""
        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        # jieba loads its cache with marshal from a world-writable folder under a name anyone can guess; a private folder
        # costs the cache its use, but the dictionary loads in half a second.
        with tempfile.TemporaryDirectory(prefix="mingzhang-jieba-") as folder:
            self._jieba.tmp_dir = folder
            self._jieba.initialize()
        for term in terms:
            self._jieba.add_word(term)

    def cut(self, text: str) -> list[str]:
        """Cut text into words."""
        return list(self._jieba.cut(text, HMM=False))

    def has_word(self, word: str) -> bool:
        """Tell whether the dictionary knows a word."""
        return bool(self._jieba.FREQ.get(word))


@cache
def load_segmenter() -> Segmenter:
    """Return jieba with the default dictionary and the field's terms: in Rust where it is built for the platform."""
    try:
        return RustJieba(dictionary_terms())
    except ImportError:
        return PythonJieba(dictionary_terms())  # the same words, slower


def cut_words(text: str) -> list[str]:
    """Cut text into words of the dictionary; nothing is guessed.

    >>> cut_words("城乡社区规划")
    ['城乡', '社区', '规划']
    """
    return load_segmenter().cut(text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as its smallest words: 公务接待费 is 公务, 接待, 费."""

    text: str
    units: tuple[str, ...]


def cut_units(text: str) -> list[Word]:
    """Cut Chinese text into words, and those into the smallest words they consist of.

    >>> [word.units for word in cut_units("公务接待费支出")]
    [('公务', '接待', '费', '支出')]
    """
    return [Word(word, split_word(word)) for word in cut_words(text)]


@lru_cache(maxsize=200_000)
def split_word(word: str) -> tuple[str, ...]:
    """The smallest words that a word consists of, or the word itself.

    Each part is a word of the dictionary or one of the characters that end or begin words of the field (费, 局, 区), and
    at least one is a word: so 接待 is found in 公务接待费, and 马克 is not in 马克思.
    """
    best: tuple[str, ...] = (word,)
    for parts in _splits(word):
        if any(len(part) > 1 for part in parts) and len(parts) > len(best):
            best = parts
    return best


@lru_cache(maxsize=200_000)
def _splits(rest: str) -> tuple[tuple[str, ...], ...]:
    """All ways to cut a text into parts, none longer than four characters."""
    if not rest:
        return ((),)
    found: list[tuple[str, ...]] = []
    for length in range(1, min(len(rest), 4) + 1):
        head = rest[:length]
        if is_word(head) if length > 1 else head in _AFFIXES:
            found += [(head, *tail) for tail in _splits(rest[length:])]
    return tuple(found)


def is_word(text: str) -> bool:
    """Tell whether the dictionary knows a text as a word."""
    return load_segmenter().has_word(text)


# Characters that stand before or after words of the field without changing them.
_AFFIXES = frozenset(
    "费局款额数率类项表区市县省州旗镇乡村部处所站室科厅委办院校馆园中员者性化年月度会业税金物品车人本总各"
)
