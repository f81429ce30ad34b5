"""The roster of agencies that should publish, from a CSV whose agencies are written by name."""

import csv
import io
from dataclasses import replace
from pathlib import Path

from ingest.agency_names import parse_agency_name
from ingest.errors import StoreError
from ingest.identify.decide import TYPE_LABELS
from ingest.readers.text import decode_text
from ingest.regions import load_gazetteer
from ingest.register import Expected, Register
from ingest.register_files import load_register, save_register


def load_roster(store: Path, path: Path) -> int:
    """Put the roster of a CSV into the register, new agencies with it; return how many agencies it lists.

    Columns: `agency` (full name, or an id of the register), and optionally `report_types`, `since`, `until`.

    Raises:
        StoreError: a row is not understood; nothing was changed.
    """
    register = load_register(store)
    expected: dict[str, Expected] = {}
    rows = csv.DictReader(io.StringIO(decode_text(path.read_bytes()), newline=""))
    if not rows.fieldnames or "agency" not in rows.fieldnames:
        raise StoreError(f"{path} 缺少 agency 一栏：第一行应为 agency,report_types,since,until。")
    for number, row in enumerate(rows, 2):
        values = {key: (value or "").strip() for key, value in row.items() if key}
        try:
            register, one = _parse_row(register, values)
        except ValueError as error:
            raise StoreError(f"{path} 第 {number} 行读不懂（{error}）：名册没有改动，请改正后再试。") from error
        expected[one.agency] = one
    save_register(store, replace(register, roster=tuple(expected.values())))
    return len(expected)


def _parse_row(register: Register, values: dict[str, str]) -> tuple[Register, Expected]:
    types = tuple(filter(None, values.get("report_types", "").split("|")))
    unknown = [kind for kind in types if kind not in TYPE_LABELS]
    if unknown:
        raise ValueError(f"没有报告类型 {unknown[0]}")
    agency_id = values["agency"]
    if agency_id not in register.agencies:
        name = parse_agency_name(agency_id)
        if name is None or name.region is None:
            raise ValueError(f"“{agency_id}”不是带地区的单位全称")
        register, agency = register.add(name, load_gazetteer().place(name.region))
        agency_id = agency.id
    since, until = (int(values[key]) if values.get(key) else None for key in ("since", "until"))
    return register, Expected(agency_id, types, since, until)
