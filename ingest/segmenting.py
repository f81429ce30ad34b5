"""The one door to jieba: Chinese word segmentation with the field's own short terms, loaded when first used.

The user dictionary is made from the vocabulary: labels of indicators, their spellings, names of funds, short forms of
agencies. Full names of agencies never go in: 城市管理和综合执法局 as one word would hide 城市管理 from every search.
"""

import logging
import tempfile
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any

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


@cache
def load_segmenter() -> Any:
    """Return jieba's tokenizer with the default dictionary and the field's terms; takes half a second once a process."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba loads its cache with marshal from a world-writable folder under a name anyone can guess; a private folder
    # costs the cache its use, but the dictionary loads in half a second.
    with tempfile.TemporaryDirectory(prefix="mingzhang-jieba-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    for term in dictionary_terms():
        tokenizer.add_word(term)
    return tokenizer


def cut_words(text: str) -> list[str]:
    """Cut text into words of the dictionary; nothing is guessed.

    >>> cut_words("城乡社区规划")
    ['城乡', '社区', '规划']
    """
    return list(load_segmenter().cut(text, HMM=False))


def cut_for_search(text: str) -> list[str]:
    """Cut Chinese text into words, each after all words of the dictionary inside it, the shorter first.

    jieba's own `cut_for_search` gives inner words of two and three characters only, so that 公务接待 would not be found
    inside 公务接待费.

    >>> cut_for_search("公务接待费")
    ['公务', '接待', '接待费', '公务接待', '公务接待费']
    """
    frequencies = load_segmenter().FREQ
    words: list[str] = []
    for word in cut_words(text):
        for length in range(2, len(word)):
            words += [inner for at in range(len(word) - length + 1) if frequencies.get(inner := word[at : at + length])]
        words.append(word)
    return words
