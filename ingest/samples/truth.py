"""What a careful reader finds in a report: the rows of `truth/<stem>.json`.

Gathers from the document's own pieces, so a row stands here if and only if its words stand there.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from ingest.samples.classification import function_names
from ingest.samples.document import Contents, CoverLine, Document, Heading, Table, grid
from ingest.samples.facts import Datum, Figure
from ingest.samples.faults import findings_of
from ingest.samples.forms import FORMS
from ingest.samples.performance.project_report import project_of
from ingest.samples.reading import Printed, Reading, read
from ingest.samples.scene import Scene

_LEVELS = {3: "category", 5: "group", 7: "item"}
_FUNCTION_COLUMNS = (
    "budget",
    "adjusted",
    "actual",
    "basic",
    "project",
    "opening",
    "income",
    "closing",
    "superior",
    "operating",
    "subsidiary",
    "share",
    "completion_rate",
    "reason",
)
_MONEY = ("budget", "adjusted", "actual", "adjustment", "prior_actual", "carried_over")
Row = dict[str, Any]
_LINE = json.JSONEncoder(ensure_ascii=False).encode


def _number(value: Decimal, unit: str) -> str:
    """Return a value as the contract writes it: yuan with cents, other numbers as printed."""
    return f"{value:.2f}" if unit == "元" else f"{value:f}"


def _figures(reading: Reading) -> list[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for printed in reading.figures:
        fact = printed.fact
        if not isinstance(fact, Figure):
            continue
        key = (printed.part, fact.indicator, fact.scope, fact.phase, fact.measure, fact.year, fact.value.normalize())
        if key in rows:
            if not fact.optional:
                rows[key].pop("optional", None)
            continue
        row: Row = {
            "part": printed.part,
            "indicator": fact.indicator,
            "scope": fact.scope,
            "phase": fact.phase,
            "measure": fact.measure,
            "year": fact.year,
            "value": _number(fact.value, fact.unit),
            "unit": fact.unit,
            "disclosed": printed.disclosed,
            "source": printed.source,
        }
        if fact.base:
            row["base"] = fact.base
        if fact.alternatives:
            row["alternatives"] = [{"indicator": indicator} for indicator in fact.alternatives]
        if fact.scopes:
            row["scope_alternatives"] = list(fact.scopes)
        if fact.printed_year:
            row["printed_year"] = fact.printed_year
        if fact.optional:
            row["optional"] = True
        rows[key] = row
    return list(rows.values())


def _printed(cells: Mapping[str, Printed], column: str) -> str | None:
    """Return a column's value, money with cents."""
    fact = cells[column].fact if column in cells else None
    if not isinstance(fact, Datum):
        return None
    if isinstance(fact.value, str):
        return fact.value
    return f"{fact.value:.2f}" if column in _MONEY or column in _AMOUNTS else f"{fact.value:f}"


_AMOUNTS = frozenset(
    ("basic", "project", "opening", "income", "closing", "superior", "operating", "subsidiary", "amount")
)


def _of(reading: Reading, resource: str) -> Iterable[tuple[str, tuple[str, ...], dict[str, Printed]]]:
    return ((part, key, cells) for (part, name, key), cells in reading.data.items() if name == resource)


def _functions(reading: Reading, year: int) -> list[Row]:
    names = function_names(year)
    rows = []
    for part, (scope, code), cells in _of(reading, "function_expenditure"):
        if code == "total":
            continue
        category = names[code[:3]]
        row: Row = {
            "part": part,
            "scope": scope,
            "level": _LEVELS[len(code)],
            "code": _printed(cells, "code"),
            "category": category,
            "group": names[code[:5]] if len(code) > 3 else None,
            "item": names[code] if len(code) > 5 else None,
            "category_code": code[:3],
        }
        row |= {column: _printed(cells, column) for column in _FUNCTION_COLUMNS}
        if len(code) > 3 and category.endswith("支出"):
            row["category_alternatives"] = [category.removesuffix("支出")]
        rows.append(row)
    return rows


def _projects(reading: Reading, year: int) -> list[Row]:
    spellings: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for printed in reading.further:
        fact = printed.fact
        if isinstance(fact, Datum) and (fact.resource, fact.column) == ("projects", "name"):
            spellings.setdefault((printed.part, fact.key), []).append(str(fact.value))
    rows = []
    for part, key, cells in _of(reading, "projects"):
        name = _printed(cells, "name")
        others = [spelling for spelling in dict.fromkeys(spellings.get((part, key), ())) if spelling != name]
        row: Row = {"part": part, "scope": _printed(cells, "scope"), "name": name, "year": year}
        row |= {column: _printed(cells, column) for column in (*_MONEY, "score")}
        if others:
            row["name_alternatives"] = others
        if "is_subtotal" in cells:
            row["is_subtotal"] = True
        rows.append(row)
    return rows


def _plain_rows(reading: Reading, resource: str, columns: Iterable[str]) -> list[Row]:
    wanted = tuple(columns)
    return [
        {"part": part, **{column: _printed(cells, column) for column in wanted}}
        for part, _, cells in _of(reading, resource)
    ]


def _outline(document: Document) -> dict[str, list[list[str]]]:
    headings = [block for block in document.blocks() if isinstance(block, Heading)]
    outline = [
        [heading.number.rstrip("、."), heading.title]
        for heading in headings
        if not heading.attachment and heading.level <= 3
    ]
    attachments = [[heading.number, heading.title] for heading in headings if heading.attachment]
    optional = []
    for block in document.blocks():
        if isinstance(block, CoverLine):
            optional.append(["", block.text])
        elif isinstance(block, Contents):
            optional.append(["", block.title])
        elif isinstance(block, Table) and block.title:
            optional += [["", block.title], ["", block.title.removeprefix(block.number)]]
    return {"outline": outline, "outline_attachments": attachments, "outline_optional": optional}


def columns_of(table: Table) -> list[str]:
    """Return the headings of the columns, the rows of the heading joined by `/`."""
    columns = zip(*grid(table.head, len(table.widths), down=True, across=True), strict=True)
    return ["/".join(text for text, _ in groupby(column)) for column in columns]


def _tables(document: Document, *, merged: bool) -> list[Row]:
    """Return the forms; in formats with merged cells (`merged`) such a cell is filled into each row it covers."""
    tables = [block for block in document.blocks() if isinstance(block, Table) and block.key in FORMS]
    return [
        {
            "no": place,
            "name": table.title.removeprefix(table.number),
            "key": table.key,
            "present": True,
            "columns": columns_of(table),
            "rows": grid(table.rows, len(table.widths), down=merged),
        }
        for place, table in enumerate(tables, 1)
    ]


def metadata(scene: Scene, document: Document, report_type: str) -> Row:
    """Return what identifies the report."""
    region, agency = scene.agency.region, scene.agency
    coverage = None
    if report_type in ("final_accounts", "budget"):
        coverage = "department" if agency.is_department else "unit"
    row: Row = {
        "agency": agency.name,
        "agency_alternatives": list(agency.alternatives),
        "province": region.province,
        "city": region.city,
        "county": region.county,
        "adcode": region.adcode,
        "year": scene.year,
        "type": report_type,
        "parts": list(dict.fromkeys(part.key for part in document.parts)),
        "coverage": coverage,
    }
    if report_type == "project_performance":
        row["subject"] = project_of(scene).plan.name
    if region.city is None and region.county is not None:
        # A county directly under its province: some tables name it as its own city.
        row["city_alternatives"] = [region.county]
    return row


def truth_of(scene: Scene, document: Document, report_type: str, file: str) -> Row:
    """Return the truth of a report.

    Args:
        scene: what it was made from.
        document: the report, planted mistakes included.
        report_type: of the contract (`final_accounts`, `performance`).
        file: name of the file that holds it.
    """
    reading = read(document)
    return {
        "file": file,
        "metadata": metadata(scene, document, report_type),
        "figures": _figures(reading),
        "function_expenditure": _functions(reading, scene.year),
        "economic_expenditure": _plain_rows(reading, "economic_expenditure", ("category", "item", "amount")),
        "projects": _projects(reading, scene.year),
        "performance_indicators": _plain_rows(
            reading,
            "performance_indicators",
            (
                "level1",
                "level1_weight",
                "level2",
                "level3",
                "target",
                "actual",
                "weight",
                "score",
                "deviation",
                "project",
            ),
        ),
        "units": _plain_rows(reading, "units", ("name", "own_office", "nature", "level")),
        **_outline(document),
        "findings": findings_of(reading, document),
        "tables": _tables(document, merged=file.endswith((".docx", ".pdf"))),
    }


def as_json(truth: Row) -> str:
    """Return the truth as JSON, a line for each row, so that differences can be read."""
    fields = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(_LINE, value))
            fields.append(f"{_LINE(key)}: [\n  {rows}\n ]")
        else:
            fields.append(f"{_LINE(key)}: {_LINE(value)}")
    return "{\n " + ",\n ".join(fields) + "\n}\n"
