"""Rows of the accounts tables by code: functional classification (类/款/项), and the economic one of basic expenditure."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import scale_money
from ingest.extract.tables.accounts import FORM_SCOPE, amount_columns, amounts_of, code_place, form_scope
from ingest.figures import ACTUAL, GENERAL_PUBLIC
from ingest.rows import EconomicExpenditure, FunctionExpenditure
from ingest.table_view import Slot, TableView

_LEVELS = {3: "category", 5: "group", 7: "item"}
_FIELDS = {
    "expenditure": "actual",
    "expenditure.basic": "basic",
    "expenditure.project": "project",
    "expenditure.superior": "superior",
    "expenditure.operating": "operating",
    "expenditure.subsidiary": "subsidiary",
    "opening_balance": "opening",
    "income.fiscal": "income",
    "closing_balance": "closing",
}
_ECONOMIC_CODE = re.compile(r"\d{3}(?:\d{2})?")


def read_function_rows(view: TableView) -> Iterator[FunctionExpenditure]:
    """Yield the coded rows of an accounts table of expenditure; nothing for other forms."""
    if view.form == "income" or view.form not in FORM_SCOPE:
        return
    columns = amount_columns(view)
    names: dict[str, str] = {}
    for row in view.rows:
        place = code_place(row)
        if place is None or not columns:
            continue
        code, name = row[place[0]].words, one_line(row[place[1]].text)
        level = _LEVELS[len(code)]
        names[level] = name
        if level != "item":
            names.pop("item", None)
        if level == "category":
            names.pop("group", None)
        amounts = {
            _FIELDS[column]: _amount(view, slot)
            for column, slot in zip(columns, amounts_of(view, row, len(columns)), strict=False)
            if column in _FIELDS
        }
        spans = [slot.span for slot in row if slot.span]
        if not spans or all(value is None for value in amounts.values()):
            continue
        yield FunctionExpenditure(
            part=view.part,
            scope=form_scope(view),
            level=level,
            code=code,
            category=names.get("category", ""),
            group=names.get("group", ""),
            item=names.get("item", ""),
            category_code=code[:3],
            section=view.section,
            page=view.placed.block.page,
            start=spans[0].start,
            end=spans[-1].end,
            actual=amounts.get("actual"),
            basic=amounts.get("basic"),
            project=amounts.get("project"),
            superior=amounts.get("superior"),
            operating=amounts.get("operating"),
            subsidiary=amounts.get("subsidiary"),
            opening=amounts.get("opening"),
            income=amounts.get("income"),
            closing=amounts.get("closing"),
        )


def read_economic_rows(view: TableView) -> Iterator[EconomicExpenditure]:
    """Yield the lines of the basic expenditure table, column by column as its blocks stand side by side."""
    if view.form != "general_public_basic":
        return
    categories: dict[str, str] = {}
    lines = [triple for row in view.rows for triple in _triples(row)]
    for code, name, amount in sorted(lines, key=lambda line: line[0].words):
        if len(code.words) == 3:
            categories[code.words] = one_line(name.text)
        if code.span is None or amount.span is None:
            continue
        yield EconomicExpenditure(
            part=view.part,
            scope=GENERAL_PUBLIC,
            phase=ACTUAL,
            code=code.words,
            category=categories.get(code.words[:3], ""),
            item=one_line(name.text) if len(code.words) == 5 else "",
            amount=_amount(view, amount),
            page=view.placed.block.page,
            start=code.span.start,
            end=amount.span.end,
        )


def _triples(row: Sequence[Slot]) -> Iterator[tuple[Slot, Slot, Slot]]:
    for code, name, amount in zip(row, row[1:], row[2:], strict=False):
        if _ECONOMIC_CODE.fullmatch(code.words) and name.words and name.number is None:
            yield code, name, amount


def one_line(text: str) -> str:
    """A name that its cell broke over lines."""
    return re.sub(r"\s+", "", text)


def _amount(view: TableView, slot: Slot) -> Decimal | None:
    number = slot.number
    return scale_money(number.value, view.factor) if number else None
