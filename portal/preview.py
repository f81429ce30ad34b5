"""A tabular resource for people: titles for names of columns, words for codes, numbers to the right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ingest.checks.rules import RULES
from portal.presentation import CODES

# What a row is about and how much it is: shown first, and on a telephone in large.
_LEADING = ("label", "name", "title", "severity", "rule", "message", "value", "unit")
# What leads from one file to another: shown last, and on a telephone not at all.
_TRAILING = ("id", "part", "indicator", "base", "source", "step", "section", "page", "start", "end", "related")
_LONG = re.compile(r"-?\d{4,20}(?:\.\d{1,6})?")
_RULES = {rule.code: f"{rule.title}（{rule.code}）" for rule in RULES.values()}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what people call it, whether it holds numbers (`measured`: no years), what its codes mean.

    `leading` ones say what a row is about, `trailing` ones where it stands.
    """

    name: str
    title: str
    numeric: bool
    measured: bool
    words: Mapping[str, str]
    leading: bool
    trailing: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell for people; `code` is what the file holds, where that is a code."""

    text: str
    code: str = ""


def describe_columns(header: Sequence[str], fields: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    """The columns of a table by its schema; only a column that is limited to codes has words for them."""
    known = {one["name"]: one for one in fields}
    return tuple(_column(name, known.get(name, {})) for name in header)


def _column(name: str, field: Mapping[str, Any]) -> Column:
    coded = "enum" in field.get("constraints", {})
    return Column(
        name,
        field.get("title") or name,
        field.get("type") in {"number", "integer"},
        field.get("type") == "number",
        _RULES if name == "rule" and field else CODES.get(name, {}) if coded else {},
        leading=name in _LEADING and bool(field.get("description")),
        trailing=name in _TRAILING and bool(field.get("description")),
    )


def order_columns(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The numbers of columns in the order of a preview: what a row is about and how much, the rest, where it stands.

    Columns that are blank in all the rows shown are left out. A printed table, of whose columns nothing is known, stays
    as it is.
    """

    def place(number: int) -> tuple[int, int]:
        column = columns[number]
        if column.leading:
            return 0, _LEADING.index(column.name)
        return (2 if column.trailing else 1), number

    filled = [
        at
        for at, column in enumerate(columns)
        if column.title == column.name or any(at < len(row) and row[at].strip() for row in rows)
    ]
    return tuple(sorted(filled, key=place))


def show_row(columns: Sequence[Column], row: Sequence[str]) -> tuple[Cell, ...]:
    """A row's cells with words for codes, and long numbers in groups of three digits."""
    return tuple(_show_cell(column, text) for column, text in zip(columns, row, strict=False))


def _show_cell(column: Column, text: str) -> Cell:
    if text in column.words:
        return Cell(column.words[text], text)
    return Cell(f"{Decimal(text):,f}" if column.measured and _LONG.fullmatch(text) else text)
