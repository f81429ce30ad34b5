"""Rule J04 on the unit line above a table: the unit with which its amounts are those of the rest of the report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.checks.wording import show_number
from ingest.findings import ERROR, NOTICE, Finding
from ingest.table_view import TableView

_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_LABEL = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?(?P<unit>[万亿]?元)")
_ABOVE = 200  # characters above a table among which its unit stands
_FEWEST = 4  # tables that show what the unit of a report's tables is
_AGREEING = 2  # amounts that tell the unit of a table
_FEW_DIGITS = 2
_LEAST = 100  # yuan: a table of the body's money with no larger amount is in another unit
_BEYOND = 1000  # times the largest other amount: what no amount of the report can be


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its unit line: `numbers` as printed, without those that tell nothing."""

    view: TableView
    unit: str
    start: int
    end: int
    numbers: frozenset[Decimal]
    blank: bool

    def amounts(self, unit: str) -> set[Decimal]:
        """The amounts in yuan if this were the unit."""
        return {number * _UNITS[unit] for number in self.numbers}


def check_table_units(evidence: Evidence) -> Iterator[Outcome]:
    """Name each unit line that is not the unit of the table below it."""
    tables = list(_list_tables(evidence))
    told = {figure.value for figure in evidence.told if figure.unit == "元"}
    for part in dict.fromkeys(table.view.part for table in tables):
        mine = [table for table in tables if table.view.part == part]
        yield from _check_part(mine, told, evidence.text)


def mislabelled(outcomes: Sequence[Outcome], views: Sequence[TableView]) -> Mapping[tuple[int, int], Finding]:
    """The spans of the tables whose unit line is wrong, each with the finding that says so."""
    wrong = [one for one in outcomes if isinstance(one, Finding) and one.rule == "J04" and _LABEL.search(one.disclosed)]
    spans: dict[tuple[int, int], Finding] = {}
    for finding in wrong:
        view = next((one for one in views if one.placed.span.start >= finding.end), None)
        if view is not None:
            spans[view.placed.span.start, view.placed.span.end] = finding
    return spans


def _list_tables(evidence: Evidence) -> Iterator[_Table]:
    last = 0
    for view in evidence.views:
        span = view.placed.span
        if span.start < last:
            continue  # another form in the same table
        above = max(last, span.start - _ABOVE)
        last = span.end
        label = max(_LABEL.finditer(evidence.text, above, span.start), key=lambda match: match.start(), default=None)
        if label is None:
            continue
        numbers = [slot.number for row in view.rows for slot in row if slot.number is not None]
        values = {number.value for number in numbers if not number.percent and number.value}
        telling = frozenset(abs(value) for value in values if len(show_number(abs(value))) > _FEW_DIGITS)
        yield _Table(view, label["unit"], label.start(), label.end(), telling, not values)


def _check_part(tables: Sequence[_Table], told: set[Decimal], text: str) -> Iterator[Finding]:
    for table in tables:
        others = [one for one in tables if one is not table]
        units = [one.unit for one in others]
        if table.blank:
            if len(units) >= _FEWEST and set(units) == {units[0]} != {table.unit}:
                yield _finding(table, units[0], "其他各表都以它为单位", NOTICE, text)
            continue
        known = told.union(*(one.amounts(one.unit) for one in others))
        agreeing = {unit: len(table.amounts(unit) & known) for unit in _UNITS}
        best = max(agreeing, key=lambda unit: agreeing[unit])
        usual = max(units, key=units.count, default="")
        if agreeing[best] >= min(_AGREEING, len(table.numbers)) and not agreeing[table.unit] and best != table.unit:
            if best == usual or table.amounts(best) & told:
                yield _finding(table, best, "报告另一处的同一数以它为单位", ERROR, text)
        elif usual and usual != table.unit and known and table.numbers:
            largest = max(table.amounts(table.unit))
            if not agreeing[table.unit] and table.unit == "元" and largest < _LEAST:
                yield _finding(table, usual, f"其他各表都以它为单位，而表中最大的金额只有{largest}元", NOTICE, text)
            if not agreeing[table.unit] and largest > max(known) * _BEYOND:
                yield _finding(table, usual, "表中的金额比其他各表都大一千倍以上", ERROR, text)


def _finding(table: _Table, meant: str, why: str, severity: str, text: str) -> Finding:
    name = table.view.title or "这张表"
    return Finding(
        rule="J04",
        severity=severity,
        message=f"{name}的单位写为{table.unit}，应为{meant}：{why}。",
        disclosed=text[table.start : table.end],
        start=table.start,
        end=table.end,
        expected=meant,
    )
