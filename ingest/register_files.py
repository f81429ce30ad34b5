"""The register as a data package in the store: `register/agencies.csv`, `register/roster.csv`.

Both are plain CSV that an editor may open and change; each is replaced whole, so that a reader sees the old or the new.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ingest.atomic import write_atomically
from ingest.csv_format import format_csv
from ingest.errors import StoreError
from ingest.regions import load_gazetteer
from ingest.register import Agency, Expected, FormerName, Register
from ingest.schemas import field_names, load_schema

FOLDER = "register"


def load_register(store: Path) -> Register:
    """Read the register of a store; a store without one has an empty register.

    Raises:
        StoreError: a file was edited into something that cannot be read; the message names file and row.
    """
    agencies = {agency.id: agency for agency in _read_rows(store, "agencies", _parse_agency)}
    return Register(agencies, tuple(_read_rows(store, "roster", _parse_expected)))


def save_register(store: Path, register: Register) -> None:
    """Write what changed of the register to the store."""
    folder = store / FOLDER
    agencies = sorted(register.agencies.values(), key=lambda agency: agency.id)
    contents = {"agencies": format_csv(field_names("agencies"), map(_agency_row, agencies))}
    if register.roster:
        contents["roster"] = format_csv(field_names("roster"), map(_expected_row, register.roster))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        path = folder / f"{name}.csv"
        if not path.exists() or path.read_bytes() != content:
            write_atomically(path, content)
    descriptor = (json.dumps(_descriptor(contents), ensure_ascii=False, indent=2) + "\n").encode()
    path = folder / "datapackage.json"
    if not path.exists() or path.read_bytes() != descriptor:
        write_atomically(path, descriptor)


def _descriptor(contents: dict[str, bytes]) -> dict[str, Any]:
    """The register's descriptor; without sizes and hashes, since its files are open to editing."""
    resources = []
    for name in contents:
        schema = dict(load_schema(name))
        resources.append(
            {
                "name": name,
                "type": "table",
                "title": schema.pop("title"),
                "description": schema.pop("description"),
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    return {"name": "register", "title": "单位名录", "resources": resources}


def _read_rows(store: Path, name: str, parse: Any) -> Iterator[Any]:
    path = store / FOLDER / f"{name}.csv"
    if not path.exists():
        return
    with io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                yield parse({key: (value or "").strip() for key, value in row.items() if key})
            except (KeyError, ValueError) as error:
                raise StoreError(f"单位名录 {path} 第 {number} 行读不懂（{error}）：请改正后再试。") from error


def _parse_agency(row: dict[str, str]) -> Agency:
    if row["adcode"] not in load_gazetteer().by_code:
        raise ValueError(f"没有行政区划代码 {row['adcode']}")
    if not row["id"] or not row["name"]:
        raise ValueError("id 和 name 不能为空")
    return Agency(
        id=row["id"],
        name=row["name"],
        short_name=row["short_name"] or row["name"],
        adcode=row["adcode"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        former_names=tuple(_parse_former(text) for text in filter(None, row["former_names"].split("|"))),
        superior=row["superior"] or None,
    )


def _parse_former(text: str) -> FormerName:
    name, _, span = text.partition("@")
    since, _, until = span.partition("/")
    return FormerName(name, _parse_date(since), _parse_date(until))


def _parse_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _parse_expected(row: dict[str, str]) -> Expected:
    return Expected(
        agency=row["agency"],
        report_types=tuple(filter(None, row["report_types"].split("|"))),
        since=int(row["since"]) if row["since"] else None,
        until=int(row["until"]) if row["until"] else None,
    )


def _agency_row(agency: Agency) -> dict[str, Any]:
    place = agency.place
    return {
        "id": agency.id,
        "name": agency.name,
        "short_name": agency.short_name,
        "aliases": "|".join(agency.aliases),
        "former_names": "|".join(map(_format_former, agency.former_names)),
        "adcode": agency.adcode,
        "province": place.province,
        "city": place.city,
        "county": place.county,
        "superior": agency.superior,
    }


def _format_former(former: FormerName) -> str:
    if former.since is None and former.until is None:
        return former.name
    return f"{former.name}@{former.since or ''}/{former.until or ''}"


def _expected_row(expected: Expected) -> dict[str, Any]:
    return {
        "agency": expected.agency,
        "report_types": "|".join(expected.report_types),
        "since": expected.since,
        "until": expected.until,
    }
