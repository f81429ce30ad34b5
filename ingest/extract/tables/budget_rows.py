"""Rows of a budget's forms: functional classification, economic classification, projects."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.amounts import scale_money
from ingest.extract.tables.budget_cells import CODED_SCOPE, amount_slots, code_of, coded_columns, scope_of_title
from ingest.extract.tables.classification import one_line
from ingest.figures import BUDGET, GENERAL_PUBLIC
from ingest.rows import EconomicExpenditure, FunctionExpenditure, Project
from ingest.table_view import Slot, TableView

_LEVELS = {3: "category", 5: "group", 7: "item"}
_BASIC = {"expenditure", "expenditure.basic"}
_FIELDS = {
    "expenditure": "budget",
    "expenditure.basic": "basic",
    "expenditure.project": "project",
    "expenditure.superior": "superior",
    "expenditure.operating": "operating",
    "expenditure.subsidiary": "subsidiary",
}


def read_budget_functions(view: TableView, year: int) -> Iterator[FunctionExpenditure]:
    """Yield the coded rows of a form of planned expenditure; nothing for other forms."""
    if view.form not in CODED_SCOPE:
        return
    columns = coded_columns(view, year)
    names: dict[str, str] = {}
    for row in view.rows:
        found = code_of(row)
        if found is None or len(found[0]) not in _LEVELS or not found[0].startswith("2"):
            continue
        code, name = found[0], one_line(found[1].text)
        names = {length: known for length, known in names.items() if code.startswith(length)} | {code: name}
        amounts = {
            _FIELDS[column.indicator]: _amount(view, slot)
            for column, slot in amount_slots(view, row, columns)
            if column.year == year and column.indicator in _FIELDS
        }
        spans = [slot.span for slot in row if slot.span]
        if not spans or all(value is None for value in amounts.values()):
            continue
        printed: dict[str, Any] = {field: value for field, value in amounts.items() if value is not None}
        yield replace(
            FunctionExpenditure(
                part=view.part,
                scope=CODED_SCOPE[view.form],
                level=_LEVELS[len(code)],
                code=code,
                category=names.get(code[:3], ""),
                group=names.get(code[:5], "") if len(code) > 3 else "",
                item=name if len(code) > 5 else "",
                category_code=code[:3],
                section=view.section,
                page=view.placed.block.page,
                start=spans[0].start,
                end=spans[-1].end,
            ),
            **printed,
        )


def read_budget_economic(view: TableView, year: int) -> Iterator[EconomicExpenditure]:
    """Yield the lines of 一般公共预算基本支出表: code, name, and their sum in the year's budget."""
    if view.form != "budget_general_public_basic":
        return
    categories: dict[str, str] = {}
    columns = {at: one for at, one in coded_columns(view, year).items() if one.year == year and one.indicator in _BASIC}
    for row in view.rows:
        found = code_of(row)
        if found is None or len(found[0]) not in {3, 5} or found[0].startswith("2"):
            continue
        code, name = found
        behind = row[row.index(name) + 1 :]
        summed = [slot for _, slot in amount_slots(view, row, columns) if slot.number and slot in behind]
        amount = next((slot for slot in (*summed, *behind) if slot.number), None)
        code_slot = next(slot for slot in row if not slot.blank)
        if len(code) == 3:
            categories[code] = one_line(name.text)
        if code_slot.span is None or amount is None or amount.span is None:
            continue
        yield EconomicExpenditure(
            part=view.part,
            scope=scope_of_title(view.title, GENERAL_PUBLIC),
            phase=BUDGET,
            code=code,
            category=categories.get(code[:3], ""),
            item=one_line(name.text) if len(code) == 5 else "",
            amount=_amount(view, amount),
            page=view.placed.block.page,
            start=code_slot.span.start,
            end=amount.span.end,
        )


def read_budget_projects(view: TableView, year: int) -> Iterator[Project]:
    """Yield the rows of 项目支出表: the project's name, and the sum of its money, the first amount behind it."""
    if view.form != "budget_project":
        return
    place = next((at for at, row in enumerate(view.rows) if any(_names_projects(slot) for slot in row)), None)
    if place is None:
        return
    header = view.rows[place]
    name_of = next(slot for slot in header if _names_projects(slot))
    for row in view.rows[place + 1 :]:
        name = _name_below(view, header, name_of, row)
        if name is None or name.blank or name.number is not None or name.span is None:
            continue
        amount = next((slot for slot in row[row.index(name) + 1 :] if slot.number), None)
        if amount is None or amount.span is None or one_line(name.text) in {"合计", "小计", "总计"}:
            continue
        yield Project(
            part=view.part,
            scope="",
            name=one_line(name.text).removesuffix("支出"),
            year=year,
            budget=_amount(view, amount),
            section=view.section,
            start=name.span.start,
            end=amount.span.end,
        )


def _name_below(view: TableView, header: tuple[Slot, ...], name_of: Slot, row: tuple[Slot, ...]) -> Slot | None:
    """The project's name in a row; without real columns it is counted among the words before the first amount."""
    if view.merged or len(row) == len(header):
        return next((slot for slot in row if slot.column == name_of.column), None)
    words = next((at for at, slot in enumerate(row) if slot.number or slot.blank), len(row))
    heads = next((at for at, slot in enumerate(header) if re.search(r"合计|金额|预算数", slot.words)), len(header))
    at = header.index(name_of) + words - heads
    return row[at] if 0 <= at < words else None


def _names_projects(slot: Slot) -> bool:
    return slot.words in {"项目名称", "项目支出名称", "项目(资金)名称", "支出项目名称"}


def _amount(view: TableView, slot: Slot) -> Decimal | None:
    number = slot.number
    return scale_money(number.value, view.factor) if number else None
