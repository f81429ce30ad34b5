"""What a package says in figures, projects and functions as rows of the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ingest.findings import ERROR
from ingest.function_names import bare_name
from ingest.store import Version, read_rows
from portal.catalogue.contradicting import read_against
from portal.catalogue.names import project_key

_NAME_OF_LEVEL = {"category": "category", "group": "group", "item": "item"}


def make_figure_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `figures` of a version."""
    name = version.name
    against = list(read_against(read_rows(version, "findings"), (ERROR,)))
    for row in read_rows(version, "figures"):
        start, end, value = int(row["start"]), int(row["end"]), Decimal(row["value"])
        yield {
            "report": name,
            "id": row["id"],
            "part": row["part"],
            "indicator": row["indicator"],
            "scope": row["scope"],
            "phase": row["phase"],
            "measure": row["measure"],
            "year": int(row["year"]),
            "value": value,
            "unit": row["unit"],
            "disclosed": row["disclosed"],
            "from_table": row["source"] == "table",
            "base": row["base"],
            "start": start,
            "end": end,
            "standing": 0,
            "contradicted": sum(one.speaks_of(start, end, value) for one in against),
        }


def make_project_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `projects` of a version: those with an amount, sums of several left out."""
    name = version.name
    for row in read_rows(version, "projects"):
        amounts = _amounts(row, ("budget", "adjusted", "actual"))
        key = project_key(row["name"])
        if row["is_subtotal"] == "true" or not row["start"] or not key or not any(map(_is_told, amounts.values())):
            continue
        yield {
            "report": name,
            "id": row["id"],
            "part": row["part"],
            "scope": row["scope"],
            "name": row["name"],
            "key": key,
            "year": int(row["year"]),
            **amounts,
            "start": int(row["start"]),
            "end": int(row["end"]),
        }


def make_function_rows(version: Version) -> Iterator[dict[str, Any]]:
    """The rows of `function_expenditure` of a version: those with an amount."""
    name = version.name
    for row in read_rows(version, "function-expenditure"):
        amounts = _amounts(row, ("budget", "adjusted", "actual", "completion_rate"))
        if not row["start"] or not any(map(_is_told, amounts.values())):
            continue
        printed = row[_NAME_OF_LEVEL[row["level"]]]
        yield {
            "report": name,
            "id": row["id"],
            "part": row["part"],
            "scope": row["scope"],
            "level": row["level"],
            "code": row["code"] or (row["category_code"] if row["level"] == "category" else ""),
            "category_code": row["category_code"],
            "name": printed,
            "key": bare_name(printed),
            **amounts,
            "start": int(row["start"]),
            "end": int(row["end"]),
        }


def _amounts(row: Mapping[str, str], columns: Sequence[str]) -> dict[str, Decimal | None]:
    return {column: Decimal(row[column]) if row.get(column) else None for column in columns}


def _is_told(value: Decimal | None) -> bool:
    return value is not None
