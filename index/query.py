"""What is asked: the words of a search and its filters, as plain values equal for every backend."""

import re
from dataclasses import dataclass, field

from index.tokens import tokenize
from ingest.folding import fold

PAGE_SIZE = 20
MAX_QUERY = 200
_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Filters:
    """What results are narrowed to; None where not."""

    agency: str | None = None
    region: str | None = None
    year: int | None = None
    report_type: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search.

    Every token of `tokens` must be in a report, every phrase of `phrases` must stand in it word after word, none of
    `excluded` may; `years` are years among the words, which rank reports of that year first.
    """

    text: str = ""
    tokens: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, ...] = ()
    filters: Filters = field(default_factory=Filters)
    page: int = 1

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens to mark in results."""
        return tuple(dict.fromkeys((*self.tokens, *(token for phrase in self.phrases for token in phrase))))


def parse_query(text: str, filters: Filters | None = None, page: int = 1) -> Query:
    """Parse what a person typed; anything is a query, what is no syntax is a word.

    >>> parse_query('芦淞区 "公务接待费" -培训').excluded
    (('培训',),)
    """
    text = text.strip()[:MAX_QUERY]
    tokens: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in _PART.finditer(fold(text)):
        words = tuple(tokenize(match["phrase"] or match["word"] or ""))
        if not words:
            continue
        if match["minus"]:
            excluded.append(words)
        elif match["phrase"]:
            phrases.append(words)
        else:
            tokens += words
    years = tuple(dict.fromkeys(int(token) for token in tokens if _YEAR.fullmatch(token)))
    return Query(
        text, tuple(dict.fromkeys(tokens)), tuple(phrases), tuple(excluded), years, filters or Filters(), max(page, 1)
    )
