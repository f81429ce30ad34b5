"""What is asked: the words of a search and its filters, as plain values equal for every backend."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from index.script import simplify
from index.tokens import Unit, find_units
from index.vocabulary import load_question_words
from ingest.folding import fold

PAGE_SIZE = 20
MAX_QUERY = 200
# What results are ordered by: how well they match, their year, or the number that is known of each (`KnownOutside`).
RELEVANCE, NEWEST, OLDEST, HIGHEST, LOWEST = "relevance", "newest", "oldest", "highest", "lowest"
_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')
# 212*: words that begin so. A star anywhere else is no syntax: what a word ends with would be sought in all of them.
_BEGINNING = re.compile(r"[^*]{2,}\*")
_LONGEST_QUESTION = 8
_MOST_ROWS, _LONGEST_ROW = 4, 5
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Filters:
    """What results are narrowed to: reports of any of these agencies, of any of these years; nothing given narrows nothing.

    `regions` are several of which a report may lie in any, where not `region` alone is meant.
    `findings` is a value that is known of reports outside the index (`index.protocol.KnownOutside`).
    """

    agencies: tuple[str, ...] = ()
    region: str | None = None
    years: tuple[int, ...] = ()
    report_type: str | None = None
    report: str | None = None
    findings: str | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that is asked for: a row of smallest words that must stand one after the other.

    `whole` is the longer word as typed, where it is one; a report that holds it as a word comes further up. `others` are rows
    any of which is as good: other words for the same, an amount in another unit. `prefix` tells that `units` is the
    beginning of a word: 212 of 2120101, where it is digits of longer codes only; `others` count beside it.
    """

    units: tuple[str, ...]
    whole: str | None = None
    others: tuple[tuple[str, ...], ...] = ()
    prefix: bool = False

    @property
    def typed(self) -> str:
        """The word, for display."""
        return self.whole or "".join(self.units)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All rows that count."""
        return (self.units, *self.others)

    def takes(self, found: str, word: str, row: tuple[str, ...]) -> bool:
        """Whether a word of a text is the one of a row, or begins with it where that will do."""
        return found == word or (self.prefix and row == self.units and begins_with(found, word))


_CODE_LENGTHS = (3, 5, 7)  # of the functional classification: 212, 21201, 2120101


def begins_with(word: str, beginning: str) -> bool:
    """Tell whether a word is one of those that a beginning stands for; digits stand for codes only.

    >>> begins_with("2120101", "212"), begins_with("2125.6", "212")
    (True, False)

    Question marks at its end are so many digits more of a number, with or without a fraction.

    >>> begins_with("15019.52", "15???"), begins_with("150", "15???")
    (True, False)
    """
    known = beginning.rstrip("?")
    if known != beginning:
        whole, _, fraction = word.partition(".")
        return word.startswith(known) and whole.isdecimal() and len(whole) == len(beginning) and "." not in fraction
    if not word.startswith(beginning):
        return False
    return not beginning.isdecimal() or (word.isdecimal() and len(word) in _CODE_LENGTHS)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search: a report must hold every term and none of those excluded; of the terms that are `some` one will do.

    `beside` are rows of smallest words that were typed one right behind the other, each from the end of one term to the
    beginning of the next; reports that hold them so come further up.
    `years` are years among the words; reports of them come further up. `order` is one of those above, `size` how many
    make a page. `narrowed` tells that some of the text became filters, so that it asks for something although it may have
    no words.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    some: tuple[Term, ...] = ()
    beside: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, ...] = ()
    filters: Filters = field(default_factory=Filters)
    page: int = 1
    size: int = PAGE_SIZE
    order: str = RELEVANCE
    narrowed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The terms as words, for display."""
        return tuple(term.typed for term in self.terms)

    @property
    def some_words(self) -> tuple[str, ...]:
        """The terms of which one will do as words, for display."""
        return tuple(term.typed for term in self.some)

    @property
    def excluded_words(self) -> tuple[str, ...]:
        """The excluded terms as words, for display."""
        return tuple(term.typed for term in self.excluded)

    @property
    def wordless(self) -> bool:
        """Whether something was typed, but no word or number that could be searched for."""
        return bool(self.text) and not self.terms and not self.excluded and not self.narrowed


def parse_query(text: str, filters: Filters | None = None, page: int = 1) -> Query:
    """Parse what a person typed; anything is a query, what is no syntax is a word.

    >>> [term.units for term in parse_query('芦淞区 "公务接待费" -培训').excluded]
    [('培训',)]
    """
    text = text.strip()[:MAX_QUERY]
    terms, excluded = parse_terms(text)
    if not terms:
        terms, excluded = _parse(text, list)  # the question words are all that was asked
    years = (int(term.units[0]) for term in terms if len(term.units) == 1 and _YEAR.fullmatch(term.units[0]))
    return Query(
        text,
        tuple(dict.fromkeys(terms)),
        tuple(dict.fromkeys(excluded)),
        beside=parse_rows(text),
        years=tuple(dict.fromkeys(years)),
        filters=filters or Filters(),
        page=max(page, 1),
    )


def parse_terms(text: str) -> tuple[list[Term], list[Term]]:
    """The words and phrases that a text asks for and those that it excludes; question words are none."""
    return _parse(text, _without_question_words)


def parse_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """What stands one right behind the other in a text without being one term (养老服务补贴); phrases are terms.

    >>> parse_rows("养老服务补贴 发放"), parse_rows("绿化的公园"), parse_rows("独居老人 -探访补贴")
    ((('养老', '服务'), ('服务', '补贴')), (), (('独居', '老人'),))
    """
    rows: list[tuple[str, ...]] = []
    for match in _PART.finditer(simplify(fold(text))):
        if not match["phrase"] and not match["minus"]:
            groups = _group(_without_question_words(list(find_units(match["word"]))))
            rows += (row for one, other in pairwise(groups) if (row := _across(one, other)))
    return tuple(dict.fromkeys(rows))[:_MOST_ROWS]


def _across(one: list[Unit], other: list[Unit]) -> tuple[str, ...] | None:
    """The units from the last of a term that says something to the first of the next; None where something lies between."""
    if other[0].position != one[-1].position + 1:
        return None
    before = next((at for at in range(len(one) - 1, -1, -1) if len(one[at].text) > 1), 0)
    behind = next((at for at, unit in enumerate(other) if len(unit.text) > 1), len(other) - 1)
    row = (*one[before:], *other[: behind + 1])
    return tuple(unit.text for unit in row) if len(row) <= _LONGEST_ROW else None


def find_exclusions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text excludes a word or a phrase, the minus sign with it."""
    yield from (match.span() for match in _PART.finditer(simplify(fold(text))) if match["minus"])


def _parse(text: str, choose: Callable[[list[Unit]], list[Unit]]) -> tuple[list[Term], list[Term]]:
    """Terms and excluded terms; of the units of what is no phrase, those that `choose` keeps are asked for."""
    terms: list[Term] = []
    excluded: list[Term] = []
    for match in _PART.finditer(simplify(fold(text))):
        if match["phrase"]:
            units = tuple(unit.text for unit in find_units(match["phrase"]))
            found = [Term(units)] if units else []
        else:
            units_of_word = list(find_units(match["word"]))
            beginning = _BEGINNING.fullmatch(match["word"])
            if beginning and len(units_of_word) == 1:
                found = [Term((units_of_word[0].text,), prefix=True)]
            else:
                found = list(_excluded(units_of_word)) if match["minus"] else _terms(choose(units_of_word))
        (excluded if match["minus"] else terms).extend(found)
    return terms, excluded


def _without_question_words(units: list[Unit]) -> list[Unit]:
    """The units without those that make up a question word; 多少 in 多少数民族 makes up none."""
    kept: list[Unit] = []
    at = 0
    while at < len(units):
        length = next(
            (n for n in range(min(_LONGEST_QUESTION, len(units) - at), 0, -1) if _asks(units[at : at + n])), 0
        )
        if not length:
            kept.append(units[at])
        at += length or 1
    return kept


def _asks(units: list[Unit]) -> bool:
    beside = units[-1].position - units[0].position == len(units) - 1
    return beside and "".join(unit.text for unit in units) in load_question_words()


def _excluded(units: list[Unit]) -> Iterator[Term]:
    """The words of an excluded stretch as they stand: -共享单车 leaves in what shares something else."""
    for _, row in groupby(enumerate(units), lambda item: item[1].position - item[0]):
        beside = [unit for _, unit in row]
        terms = _terms(beside)
        yield terms[0] if len(terms) == 1 else Term(tuple(unit.text for unit in beside))


def _terms(units: list[Unit]) -> list[Term]:
    """The words of a stretch that was typed without a blank, from its units."""
    return [_term(group) for group in _group(units)]


def _group(units: list[Unit]) -> list[list[Unit]]:
    """The units of a stretch by the words that they make.

    Characters that are no words by themselves are asked for in their order (渌口区 where no dictionary knows it), but
    not together with letters and numbers behind them (评上3A); one alone between words (的, 万) is not asked for unless
    nothing else is.
    """
    groups: list[list[Unit]] = []
    for unit in units:
        single = len(unit.text) == 1
        last = groups[-1] if groups else None
        if last and (
            unit.word == last[0].word or (single and len(last[-1].text) == 1 and last[-1].position + 1 == unit.position)
        ):
            last.append(unit)
        else:
            groups.append([unit])
    groups = [part for group in groups for part in _by_script(group)]
    return [
        group for group in groups if len(group) > 1 or len(group[0].text) > 1 or not _is_han(group[0].text)
    ] or groups


def _by_script(group: list[Unit]) -> list[list[Unit]]:
    """A row of characters apart from a row of letters and numbers: 评上 and 3A are two things."""
    rows = [list(row) for _, row in groupby(group, lambda unit: _is_han(unit.text))]
    return rows if all(len(row) > 1 for row in rows) else [group]


def _term(group: list[Unit]) -> Term:
    """A word is asked for by its smallest words; a single character at its end (公务接待费) may be written otherwise."""
    units = [unit.text for unit in group]
    whole = "".join(units) if len(units) > 1 else None
    while len(units) > 1 and len(units[-1]) == 1 and any(len(unit) > 1 for unit in units):
        units.pop()
    return Term(tuple(units), whole)


def _is_han(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff"
