"""Text to tokens, the same for documents and queries: Chinese runs by jieba, numbers and letters by our own rule.

A token stands at the position of its first smallest word, so that a phrase is a row of smallest words, wherever longer
words of the dictionary begin or end: 支出决算 is found in 基本支出决算. `1,234.56` and `1234.56` are one token, `２０２３` and
`二〇二三年` are `2023`; capitals are small, traditional characters simplified ones; quotation marks, which stand inside words (“三公”经费), count for nothing.

An index records `rules()`: one made by other rules must be rebuilt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.script import simplify
from ingest.folding import fold
from ingest.numbering import parse_numeral
from ingest.segmenting import cut_units, dictionary_hash, is_word, split_word

_RULES_VERSION = 8  # of tokens, and of the form in which an index keeps them
HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"
_CHINESE_YEAR = r"[一二][〇零○][〇零○一二三四五六七八九]{2}(?=年)"
_RUN = re.compile(
    rf"""
      (?P<year>{_CHINESE_YEAR})
    | (?P<han>(?:(?!{_CHINESE_YEAR})[{HAN}]|["'](?=[{HAN}]{{1,3}}["'])|(?<=[{HAN}])["'](?=[{HAN}]))+)
    | (?P<number>{NUMBER})
    | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE,
)
_HIDDEN = 0xFDD0
_YEAR_OR_HIDDEN = re.compile(f"{_CHINESE_YEAR}|[\ufdd0-\ufdd9]")
_ZEROS_AND_HIDDEN = "〇零○" + "".join(map(chr, range(_HIDDEN, _HIDDEN + 10)))
TRANSPARENT = re.compile(r"[\"' \t]*")  # what may stand between two words that are one after the other
GAP = 2  # positions that nothing holds, where there is punctuation


@dataclass(frozen=True, slots=True)
class Unit:
    """A smallest word: its text as searched, its position, its place in the text, and the longer word it is part of.

    `word` numbers the longer words of a text; units of one word have the same number.
    """

    text: str
    position: int
    start: int
    end: int
    word: int


def rules() -> str:
    """Identifies tokenising rules and dictionary."""
    return f"{_RULES_VERSION}-{dictionary_hash()}"


def find_units(text: str) -> Iterator[Unit]:
    """Yield the smallest words of a text; between stretches, positions leave a gap."""
    folded = fold(simplify(text))
    position = word = 0
    for stretch in _find_stretches(folded):
        for match in stretch:
            for unit_word in _words(match):
                word += 1
                for unit, start, stop in unit_word:
                    yield Unit(unit, position, start, stop, word)
                    position += 1
        position += GAP


def _find_stretches(folded: str) -> Iterator[list[re.Match[str]]]:
    """The runs of a text, those together between which there is no punctuation."""
    stretch: list[re.Match[str]] = []
    for match in _RUN.finditer(folded):
        if stretch and not TRANSPARENT.fullmatch(folded, stretch[-1].end(), match.start()):
            yield stretch
            stretch = []
        stretch.append(match)
    if stretch:
        yield stretch


def _words(match: re.Match[str]) -> Iterator[list[tuple[str, int, int]]]:
    """The words of a run, each as its units with their places."""
    if match.lastgroup != "han":
        yield [(_normalise(match), match.start(), match.end())]
        return
    places = [at for at, char in enumerate(match[0], match.start()) if char not in "\"'"]
    at = 0
    for word in cut_units("".join(char for char in match[0] if char not in "\"'")):
        units = []
        for unit in word.units:
            units.append((unit, places[at], places[at + len(unit) - 1] + 1))
            at += len(unit)
        yield units


def _normalise(match: re.Match[str]) -> str:
    if match.lastgroup == "year":
        return _normalise_year(match)
    return normalise_number(match[0]) if match.lastgroup == "number" else match[0].lower()


def _normalise_year(match: re.Match[str]) -> str:
    return str(parse_numeral(match[0].replace("○", "〇").replace("零", "〇")))


def normalise_number(digits: str) -> str:
    """A number without thousands separators and without the zeros that change nothing: 63.50 is 63.5.

    >>> normalise_number("1,234.50"), normalise_number("2120101"), normalise_number("0.00")
    ('1234.5', '2120101', '0')
    """
    plain = digits.replace(",", "")
    whole, point, fraction = plain.partition(".")
    if point and "." not in fraction:
        fraction = fraction.rstrip("0")
        return f"{whole}.{fraction}" if fraction else whole
    return plain


def hide_years(folded: str) -> str:
    """A text with its years in Chinese as four characters that no text holds, so that they are no Chinese words.

    Those characters where a text does hold them are replaced by one that means as little.
    """
    # Few texts hold any of them; looking for one takes no time.
    if not any(char in folded for char in _ZEROS_AND_HIDDEN):
        return folded
    return _YEAR_OR_HIDDEN.sub(_hide_year, folded)


def _hide_year(match: re.Match[str]) -> str:
    if len(match[0]) == 1:
        return "\ufffd"
    return "".join(chr(_HIDDEN + int(digit)) for digit in _normalise_year(match))


def show_year(hidden: str) -> str:
    """The digits of a year that was hidden."""
    return "".join(str(ord(char) - _HIDDEN) for char in hidden)


def find_units_of_word(word: str) -> tuple[tuple[str, ...], list[tuple[str, int]]]:
    """The smallest words of a word, and its tokens with the position of each among them.

    The tokens are the smallest words, the words that some of them make up, and the word itself.
    """
    units = split_word(word)
    tokens = [(unit, at) for at, unit in enumerate(units)]
    for length in range(2, len(units) + 1):
        for at in range(len(units) - length + 1):
            joined = "".join(units[at : at + length])
            if length == len(units) or is_word(joined):
                tokens.append((joined, at))
    return units, tokens
