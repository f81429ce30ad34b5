"""A folder's `manifest.csv`: what the operator says of its files, one row a file."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ingest.errors import IngestError
from ingest.identify import Declared
from ingest.identify.decide import TYPE_LABELS
from ingest.readers.text import decode_text

NAME = "manifest.csv"
_COVERAGES = {"department": "department", "unit": "unit", "部门": "department", "单位": "unit", "本级": "unit"}


class ManifestError(IngestError):
    """A manifest that cannot be used; the message names the row."""

    code = "manifest"


def load_manifest(path: Path) -> dict[str, Declared]:
    """Return what a manifest says, by file name; a folder without one says nothing.

    Raises:
        ManifestError: a column is missing or a value is not understood.
    """
    if not path.exists():
        return {}
    rows = csv.DictReader(io.StringIO(decode_text(path.read_bytes()), newline=""))
    if not rows.fieldnames or "file" not in rows.fieldnames:
        raise ManifestError(
            f"{path} 缺少 file 一栏：第一行应为 file,agency,year,type,coverage,subject,source_url,published。"
        )
    declared: dict[str, Declared] = {}
    for number, row in enumerate(rows, 2):
        values = {key: (value or "").strip() for key, value in row.items() if key}
        if values["file"]:
            declared[values["file"]] = parse_declared(values, f"{path} 第 {number} 行")
    return declared


def parse_declared(values: Mapping[str, str], where: str) -> Declared:
    """Make sense of an operator's words; empty ones say nothing.

    Raises:
        ManifestError: a year, type, coverage or date is not understood.
    """
    return Declared(
        agency=values.get("agency") or None,
        year=_parse_year(values.get("year", ""), where),
        report_type=_parse_choice(values.get("type", ""), TYPE_LABELS, where, "type"),
        coverage=_COVERAGES[_choose(values["coverage"], _COVERAGES, where, "coverage")]
        if values.get("coverage")
        else None,
        subject=values.get("subject") or None,
        source_url=values.get("source_url") or None,
        published=_parse_date(values.get("published", ""), where),
    )


def _parse_year(text: str, where: str) -> int | None:
    if not text:
        return None
    digits = text.removesuffix("度").removesuffix("年")
    if not (digits.isdecimal() and 2000 <= int(digits) <= 2100):
        raise ManifestError(f"{where}：年度“{text}”不对，应为四位年份，如 2023。")
    return int(digits)


def _parse_choice(text: str, labels: Mapping[str, str], where: str, column: str) -> str | None:
    if not text:
        return None
    by_label = {label: key for key, label in labels.items()}
    return by_label.get(text) or _choose(text, labels, where, column)


def _choose(text: str, known: Mapping[str, str], where: str, column: str) -> str:
    if text not in known:
        raise ManifestError(f"{where}：{column}“{text}”不对，应为 {'、'.join(known)} 之一。")
    return text


def _parse_date(text: str, where: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ManifestError(f"{where}：日期“{text}”不对，应写成 2024-08-20 的样子。") from error
