"""A tabular resource for people: titles for names of columns, words for codes, numbers to the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.presentation import CODES


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what people call it, whether it holds numbers, and what its codes mean."""

    name: str
    title: str
    numeric: bool
    words: Mapping[str, str]


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
        CODES.get(name, {}) if coded else {},
    )


def show_row(columns: Sequence[Column], row: Sequence[str]) -> tuple[Cell, ...]:
    """A row's cells with words for codes."""
    return tuple(
        Cell(column.words[text], text) if text in column.words else Cell(text)
        for column, text in zip(columns, row, strict=False)
    )
