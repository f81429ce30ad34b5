"""What the portal answered, read from `/search.json`; whatever is missing or misshapen there is simply not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list: who, when, how much."""

    agency: str
    year: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Card:
    """An answer card; what it does not say is empty, a value that is no number is None."""

    kind: str
    agency: str = ""
    year: str = ""
    indicator: str = ""
    scope: str = ""
    phase: str = ""
    measure: str = ""
    value: Decimal | None = None
    code: str = ""
    name: str = ""
    rows: tuple[ListedRow, ...] = ()

    def __str__(self) -> str:
        """Return what the card says, in one line."""
        said = (self.agency, self.year, self.indicator, self.scope, self.phase, self.measure, self.code, self.name)
        words = " ".join(filter(None, (self.kind, *said)))
        if self.kind == "list":
            rows = "; ".join(f"{row.agency} {row.year} {row.value}" for row in self.rows[:8])
            return f"{words} [{rows}{' …' if len(self.rows) > 8 else ''}]"
        return f"{words} = {self.value}" if self.value is not None else words


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found, and the sections its passages link to: id and heading."""

    report: str
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion: of which kind, what it says, what it would search."""

    kind: str
    text: str
    query: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that came; `error` says why nothing did."""

    hits: tuple[Hit, ...] = ()
    cards: tuple[Card, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    error: str = ""


def parse_answer(told: Mapping[str, Any]) -> Answer:
    """Return the answer that a page of JSON gives."""
    return Answer(
        hits=tuple(
            Hit(
                _text(hit, "report"),
                tuple((_text(each, "section"), _text(each, "heading")) for each in _rows(hit, "passages")),
            )
            for hit in _rows(told, "hits")
        ),
        cards=tuple(map(_card, _rows(told, "cards"))),
        suggestions=tuple(
            Suggested(_text(one, "kind"), _text(one, "text"), _text(one, "query")) for one in _rows(told, "suggestions")
        ),
    )


def _card(told: Mapping[str, Any]) -> Card:
    words = ("kind", "agency", "year", "indicator", "scope", "phase", "measure")
    rows = tuple(
        ListedRow(_text(row, "agency"), _text(row, "year"), _number(row.get("value"))) for row in _rows(told, "rows")
    )
    said = {word: _text(told, word) for word in words}
    return Card(**said, value=_number(told.get("value")), code=_text(told, "code"), name=_text(told, "name"), rows=rows)


def _rows(told: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    rows = told.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return "" if value is None else str(value)


def _number(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
