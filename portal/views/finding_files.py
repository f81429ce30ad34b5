"""A finding in a list, as the list's files tell it: a row of CSV for journalists, an object of JSON for programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.amounts import MONEY
from ingest.checks.wording import show_number
from ingest.identify.decide import TYPE_LABELS
from portal.catalogue.findings import FindingRow
from portal.explaining import only_number
from portal.presentation import SEVERITY_LABELS, title_rule


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list with its addresses; those of its place are None where it has none.

    `place_url` leads into the report, `page_url` to the picture of the source's page, `other_url` to the report that it
    was compared with.
    """

    row: FindingRow
    url: str
    report_url: str
    place_url: str | None
    page_url: str | None
    other_url: str | None


# A journalist's columns: what was found in whose report, and where to see it.
COLUMNS: Mapping[str, Callable[[FindingLine], str]] = {
    "单位": lambda line: line.row.agency_name,
    "年度": lambda line: str(line.row.year),
    "报告类型": lambda line: TYPE_LABELS.get(line.row.report_type, line.row.report_type),
    "规则": lambda line: line.row.rule,
    "规则名称": lambda line: title_rule(line.row.rule),
    "级别": lambda line: SEVERITY_LABELS[line.row.severity],
    "原文": lambda line: line.row.disclosed,
    "应为": lambda line: line.row.expected,
    "相差": lambda line: line.row.difference.replace("-", "−"),  # a hyphen in front would be a formula
    "相差（万元）": lambda line: _in_ten_thousands(line.row.difference),
    "说明": lambda line: line.row.message,
    "报告页": lambda line: line.place_url or line.report_url,
    "原件页": lambda line: line.page_url or "",
    "核对结果页": lambda line: line.url,
    "报告": lambda line: line.row.title,
    "报告名": lambda line: line.row.report,
    "版本": lambda line: str(line.row.version),
    "行政区划代码": lambda line: line.row.adcode,
    "对照的报告": lambda line: line.row.other_title or "",
    "对照的报告版本": lambda line: str(line.row.other_version or ""),
    "对照的报告页": lambda line: line.other_url or "",
}


def _in_ten_thousands(difference: str) -> str:
    """An amount of money as a number that a spreadsheet adds up; empty where it is none."""
    number = only_number(difference)
    return show_number(number.value / 10_000) if number and number.kind == MONEY else ""


def make_object(line: FindingLine) -> dict[str, Any]:
    """A finding as a program gets it."""
    row = line.row
    return {
        "report": row.report,
        "version": row.version,
        "id": row.id,
        "title": row.title,
        "agency": {"id": row.agency, "name": row.agency_name},
        "adcode": row.adcode,
        "fiscalYear": row.year,
        "reportType": row.report_type,
        "coverage": row.coverage,
        "rule": row.rule,
        "severity": row.severity,
        "message": row.message,
        "disclosed": row.disclosed,
        "expected": row.expected,
        "difference": row.difference,
        "url": line.url,
        "reportUrl": line.place_url or line.report_url,
        "pageUrl": line.page_url,
        "comparedWith": None
        if row.other is None
        else {"report": row.other, "version": row.other_version, "title": row.other_title, "url": line.other_url},
    }
