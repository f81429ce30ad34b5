"""Text to tokens, the same for documents and queries: Chinese runs by jieba, numbers and letters by our own rule.

`1,234.56` and `1234.56` are one token, `２０２３` and `二〇二三年` are `2023`; capitals are small. An index records
`RULES`: one made by other rules must be rebuilt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.folding import fold
from ingest.numbering import parse_numeral
from ingest.segmenting import cut_for_search, dictionary_hash

_RULES_VERSION = 2
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_CHINESE_YEAR = r"[一二][〇零○][〇零○一二三四五六七八九]{2}(?=年)"
_RUN = re.compile(
    rf"""
      (?P<year>{_CHINESE_YEAR})
    | (?P<han>(?:(?!{_CHINESE_YEAR})[{_HAN}]|["'](?=[{_HAN}]{{1,3}}["'])|(?<=[{_HAN}])["'](?=[{_HAN}]))+)
    | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)*)
    | (?P<word>[A-Za-z]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is tokenised by itself.

    `words` are its words without quotation marks, which stand inside words (“三公”经费) and say nothing to a search;
    `places` gives the offset in the text of each of their characters.
    """

    kind: str
    words: str
    places: tuple[int, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """Its tokens, in order."""
        if self.kind == "han":
            return tuple(cut_for_search(self.words))
        if self.kind == "year":
            return (str(parse_numeral(self.words.replace("○", "〇").replace("零", "〇"))),)
        return (normalise_number(self.words) if self.kind == "number" else self.words.lower(),)


def rules() -> str:
    """Identifies tokenising rules and dictionary."""
    return f"{_RULES_VERSION}-{dictionary_hash()}"


def find_runs(text: str) -> Iterator[Run]:
    """Yield the runs of a text."""
    for match in _RUN.finditer(fold(text)):
        kind = match.lastgroup or ""
        pairs = [(char, at) for at, char in enumerate(match[0], match.start()) if char not in "\"'"]
        yield Run(kind, "".join(char for char, _ in pairs), tuple(at for _, at in pairs))


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


def tokenize(text: str) -> list[str]:
    """All tokens of a text, in order."""
    return [token for run in find_runs(text) for token in run.tokens]
