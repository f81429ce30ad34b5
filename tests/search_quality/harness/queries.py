"""The queries of `queries.csv` and of the sets beside it: what is typed, and what must come."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from search_quality.harness.cards import CardError, Wanted, check_card, parse_cards
from search_quality.harness.truth import Truth, squash

_FOLDER = Path(__file__).resolve().parents[1]
FILE = _FOLDER / "queries.csv"
# The first set, and those that were measured once before anything was mended for them (README.md).
SETS = {"first": FILE} | {name: _FOLDER / f"{name}.csv" for name in ("second", "third", "fourth", "fifth", "sixth")}
COLUMNS = (
    "id",
    "person",
    "kind",
    "corpus",
    "query",
    "reports",
    "of_five",
    "only",
    "section",
    "card",
    "suggests",
    "note",
)
PERSONS = ("citizen", "journalist", "clerk")
CORPORA = ("shared", "generated", "elsewhere", "third_place")
KINDS = (
    "figure",
    "question",
    "agency",
    "typo",
    "pinyin",
    "script",
    "amount",
    "list",
    "project",
    "function",
    "section",
    "phrase",
    "exclusion",
    "field",
    "words",
    "ambiguous",
    "nothing",
    "broken",
)
SUGGESTIONS = ("spelling", "drop")
# Of a query to which nothing may come.
NOTHING = "-"


class QueryError(ValueError):
    """A row of the file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion that is right: of its kind, and holding these words (to be dropped, if it is of that kind)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and what must come.

    Attributes:
        patterns: names of all reports that are right, `*` standing for any characters; empty where reports are not judged.
        nothing: no report may come.
        of_five: how many of the first five must be right; 0 for as many as there are.
        only: nothing but right reports may come.
        section: words of the heading that a right report must link to; several that are as good as each other.
        cards: the cards that are right; empty where cards are not judged.
        suggests: the suggestions that are right where nothing is found.
    """

    id: str
    person: str
    kind: str
    corpus: str
    text: str
    patterns: tuple[str, ...]
    nothing: bool
    of_five: int
    only: bool
    section: tuple[str, ...]
    cards: tuple[Wanted, ...]
    suggests: tuple[Suggestion, ...]
    note: str

    @property
    def has_no_card(self) -> bool:
        """Whether to show no card at all is right."""
        return any(one.kind == "none" for one in self.cards)


def read_queries(path: Path = FILE) -> tuple[Query, ...]:
    """Read the file, with or without a byte order mark.

    Raises:
        QueryError: its columns or a row are not as they should be; the message names the row.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise QueryError(f"the columns are {reader.fieldnames}, not {COLUMNS}")
        queries = []
        for row in reader:
            try:
                queries.append(parse_query(row))
            except ValueError as error:
                raise QueryError(f"line {reader.line_num}, {row.get('id')}: {error}") from error
    return tuple(queries)


def parse_query(row: dict[str, str]) -> Query:
    """Return the query of a row.

    Raises:
        ValueError: a value that there is not.
    """
    for column, known in (("person", PERSONS), ("kind", KINDS), ("corpus", CORPORA), ("only", ("", "yes"))):
        if row[column] not in known:
            raise QueryError(f"“{row[column]}” in {column} is none of {', '.join(known)}")
    if not row["id"] or not row["query"]:
        raise QueryError("a query needs an id and words")
    nothing = row["reports"].strip() == NOTHING
    return Query(
        id=row["id"],
        person=row["person"],
        kind=row["kind"],
        corpus=row["corpus"],
        text=row["query"],
        patterns=() if nothing else tuple(row["reports"].split()),
        nothing=nothing,
        of_five=int(row["of_five"] or 0),
        only=row["only"] == "yes",
        section=tuple(squash(words) for words in row["section"].split("|") if words.strip()),
        cards=parse_cards(row["card"]),
        suggests=tuple(map(_parse_suggestion, filter(None, map(str.strip, row["suggests"].split("|"))))),
        note=row["note"],
    )


def _parse_suggestion(text: str) -> Suggestion:
    kind, colon, words = text.partition(":")
    if kind not in SUGGESTIONS or not colon or not words:
        raise QueryError(f"“{text}” is no suggestion: spelling:… or drop:…")
    return Suggestion(kind, words)


def right_reports(query: Query, names: Iterable[str]) -> frozenset[str]:
    """Which of a corpus's reports are right."""
    return frozenset(name for name in names if any(fnmatchcase(name, pattern) for pattern in query.patterns))


def check_query(query: Query, truth: Truth) -> None:
    """See that a query's reports, section and cards are there.

    Raises:
        QueryError: one is not.
    """
    for pattern in query.patterns:
        if not any(fnmatchcase(name, pattern) for name in truth.reports):
            raise QueryError(f"{query.id}: no report is called {pattern}")
    right = right_reports(query, truth.reports)
    if query.of_five > min(5, len(right)):
        raise QueryError(f"{query.id}: {query.of_five} of the first five must be right, but only {len(right)} are")
    for words in query.section:
        if not any(words in heading for name in right for heading in truth.reports[name].headings):
            raise QueryError(f"{query.id}: no right report has a heading with “{words}”")
    for card in query.cards:
        try:
            check_card(card, truth)
        except CardError as error:
            raise QueryError(f"{query.id}: {error}") from error
