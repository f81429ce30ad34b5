"""The one door to jieba: Chinese word segmentation, loaded when first used, quiet, with its cache out of /tmp."""

import logging
import tempfile
from functools import cache
from typing import Any


@cache
def load_segmenter() -> Any:
    """Return jieba's tokenizer with the default dictionary; takes half a second once a process."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba loads its cache with marshal from a world-writable folder under a name anyone can guess; a private folder
    # costs the cache its use, but the dictionary loads in half a second.
    with tempfile.TemporaryDirectory(prefix="mingzhang-jieba-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer


def cut_words(text: str) -> list[str]:
    """Cut text into words of the dictionary; nothing is guessed.

    >>> cut_words("城乡社区规划")
    ['城乡', '社区', '规划']
    """
    return list(load_segmenter().cut(text, HMM=False))
