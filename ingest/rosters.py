"""The roster of agencies that should publish, from a CSV whose agencies are written by name."""

from dataclasses import replace
from pathlib import Path

from ingest.agency_names import parse_agency_name
from ingest.declared_words import parse_type
from ingest.edited_csv import EditedRow, parse_year, read_edited_csv, refuse_repeated
from ingest.errors import IngestError, StoreError
from ingest.os_errors import explain_os_error
from ingest.regions import load_gazetteer
from ingest.register import Expected, Register
from ingest.register_files import load_register, save_register
from ingest.schemas import field_names


def load_roster(store: Path, path: Path) -> int:
    """Put the roster of a CSV into the register, new agencies with it; return how many agencies it lists.

    Columns: `agency` (full name, or an id of the register), and optionally `report_types`, `since`, `until`; others are
    kept as they are.

    Raises:
        StoreError: a row is not understood, two are about one agency, or there is none; nothing was changed.
    """
    try:
        register = _parse_roster(load_register(store), path.read_bytes())
    except ValueError as error:
        raise StoreError(f"{path} 读不懂（{error}）：名册没有改动，请改正后再试。") from error
    except OSError as error:
        raise StoreError(f"{path} 打不开（{explain_os_error(error)}）：名册没有改动，请检查路径和权限。") from error
    save_register(store, register)
    return len(register.roster)


def _parse_roster(register: Register, content: bytes) -> Register:
    expected: list[tuple[EditedRow, Expected]] = []
    for row in read_edited_csv(content, ["agency"]):
        register, one = _parse_row(register, row)
        expected.append((row, one))
    if not expected:
        raise ValueError("名册里没有单位")
    refuse_repeated(((row, register.agencies[one.agency].name) for row, one in expected), "是同一个单位")
    return replace(register, roster=tuple(one for _, one in expected))


def _parse_row(register: Register, row: EditedRow) -> tuple[Register, Expected]:
    try:
        register, agency_id = _find_agency(register, row.values["agency"])
        types = _parse_types(row.values.get("report_types", ""))
        since, until = (parse_year(row.values.get(column, "")) for column in ("since", "until"))
    except (ValueError, IngestError) as error:
        raise ValueError(f"第 {row.number} 行：{error}") from error
    return register, Expected(agency_id, types, since, until, row.others(field_names("roster")))


def _parse_types(text: str) -> tuple[str, ...]:
    try:
        types = [parse_type(part) for part in map(str.strip, text.split("|")) if part]
    except ValueError as error:
        raise ValueError(f"{error}，几种用 | 隔开") from error
    return tuple(dict.fromkeys(types))


def _find_agency(register: Register, written: str) -> tuple[Register, str]:
    """The id of an agency written by id or by name, and the register with it."""
    if written in register.agencies:
        return register, written
    name = parse_agency_name(written)
    if name is None or name.region is None or "|" in written:
        raise ValueError(f"“{written}”不是带地区的单位全称")
    register, agency = register.add(name, load_gazetteer().place(name.region))
    return register, agency.id
