"""The register as a data package in the store: `register/agencies.csv`, `register/roster.csv`.

Both are plain CSV that an editor may open and change at any time, also while reports are ingested: whoever writes reads
them again just before. Columns that an editor adds stay. Each file is replaced whole, so that a reader sees the old or
the new.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from ingest.atomic import naming_refusals, write_atomically
from ingest.csv_format import format_csv
from ingest.edited_csv import EditedRow, parse_date, parse_year, read_edited_csv, refuse_repeated
from ingest.errors import StoreError
from ingest.os_errors import explain_os_error
from ingest.regions import load_gazetteer
from ingest.register import Agency, Expected, FormerName, Register
from ingest.schemas import field_names, load_schema

FOLDER = "register"
_DERIVED = {"province", "city", "county"}  # from the code of the region
T = TypeVar("T")


def load_register(store: Path) -> Register:
    """Read the register of a store; a store without one has an empty register.

    Raises:
        StoreError: a file was edited into something that cannot be read; the message names file and row.
    """
    contents = {}
    for name in ("agencies", "roster"):
        path = store / FOLDER / f"{name}.csv"
        try:
            contents[path] = path.read_bytes()
        except FileNotFoundError:
            contents[path] = b""
        except OSError as error:
            raise StoreError(f"单位名录 {path} 打不开（{explain_os_error(error)}）：请检查权限。") from error
    return _parse_register(*contents.items())


@lru_cache(maxsize=4)
def _parse_register(agencies: tuple[Path, bytes], roster: tuple[Path, bytes]) -> Register:
    """The register of two files, path and content; a run over many files asks again and again for the same."""
    known = _parse_table(*agencies, "agencies", _parse_agency, lambda agency: agency.id)
    expected = _parse_table(*roster, "roster", _parse_expected, lambda one: one.agency)
    return Register({agency.id: agency for agency in known}, tuple(expected))


def _parse_table(
    path: Path, content: bytes, name: str, parse: Callable[[EditedRow], T], key: Callable[[T], str]
) -> list[T]:
    if not content:
        return []
    try:
        rows = read_edited_csv(content, [column for column in field_names(name) if column not in _DERIVED])
        parsed = [(row, _parse_row(row, parse)) for row in rows]
        refuse_repeated(((row, key(record)) for row, record in parsed), "是同一个单位")
    except ValueError as error:
        raise StoreError(f"单位名录 {path} 读不懂（{error}）：请改正后再试。") from error
    return [record for _, record in parsed]


def _parse_row(row: EditedRow, parse: Callable[[EditedRow], T]) -> T:
    try:
        return parse(row)
    except ValueError as error:
        raise ValueError(f"第 {row.number} 行：{error}") from error


def save_register(store: Path, register: Register) -> None:
    """Write what changed of the register to the store.

    Raises:
        StoreError: the disk refused.
    """
    folder = store / FOLDER
    agencies = sorted(register.agencies.values(), key=lambda agency: agency.id)
    tables: dict[str, Sequence[Agency | Expected]] = {"agencies": agencies}
    if register.roster:
        tables["roster"] = register.roster
    rows = {"agencies": map(_agency_row, agencies), "roster": map(_expected_row, register.roster)}
    extra = {name: dict.fromkeys(column for one in table for column, _ in one.extra) for name, table in tables.items()}
    contents = {
        f"{name}.csv": format_csv([*field_names(name), *columns], rows[name]) for name, columns in extra.items()
    }
    contents["datapackage.json"] = (json.dumps(_descriptor(extra), ensure_ascii=False, indent=2) + "\n").encode()
    for name, content in contents.items():
        path = folder / name
        with naming_refusals(path):
            if not path.exists() or path.read_bytes() != content:
                write_atomically(path, content)


def _descriptor(tables: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The register's descriptor; without sizes and hashes, since its files are open to editing.

    Args:
        tables: the columns that editors added to each table.
    """
    resources = []
    for name, extra in tables.items():
        schema = dict(load_schema(name))
        added = [{"name": one, "type": "string", "title": one, "description": "编辑者添加的栏目"} for one in extra]
        schema["fields"] = [*schema["fields"], *added]
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


def _parse_agency(row: EditedRow) -> Agency:
    values = row.values
    if not _id_pattern().fullmatch(values["id"]):
        raise ValueError(f"id“{values['id']}”不对，应为行政区划代码加名称拼音，如 430203-jiaoyuju，不能为空")
    if not values["name"]:
        raise ValueError("name 不能为空")
    if values["adcode"] not in load_gazetteer().by_code:
        raise ValueError(f"没有行政区划代码 {values['adcode']}")
    return Agency(
        id=values["id"],
        name=values["name"],
        short_name=values["short_name"] or values["name"],
        adcode=values["adcode"],
        aliases=_split(values["aliases"]),
        former_names=tuple(map(_parse_former, _split(values["former_names"]))),
        superior=values["superior"] or None,
        extra=row.others(field_names("agencies")),
    )


@cache
def _id_pattern() -> re.Pattern[str]:
    fields = {field["name"]: field for field in load_schema("agencies")["fields"]}
    return re.compile(fields["id"]["constraints"]["pattern"])


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split("|"))))


def _parse_former(text: str) -> FormerName:
    name, _, span = text.partition("@")
    since, _, until = span.partition("/")
    return FormerName(name, parse_date(since), parse_date(until))


def _parse_expected(row: EditedRow) -> Expected:
    values = row.values
    if not values["agency"]:
        raise ValueError("agency 不能为空")
    return Expected(
        agency=values["agency"],
        report_types=_split(values["report_types"]),
        since=parse_year(values["since"]),
        until=parse_year(values["until"]),
        extra=row.others(field_names("roster")),
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
        **dict(agency.extra),
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
        **dict(expected.extra),
    }
