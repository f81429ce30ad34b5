"""Rules K01 and K02: what has to add up in a form of a budget, and between its forms."""

from collections.abc import Callable, Iterator, Sequence

from ingest.checks.equations import Equation, make_equation
from ingest.ledger import TOTAL, Ledger, Sheet

_SUMMARY, _INCOME, _FISCAL = "budget_summary", "budget_income", "budget_fiscal_summary"
_BASIC, _THREE_PUBLIC = "budget_general_public_basic", "budget_three_public"
# Forms by functional code and the fund that each is about.
_CODED = {
    "budget_expenditure": "all",
    "budget_general_public": "general_public",
    "budget_gov_fund": "gov_fund",
    "budget_state_capital": "state_capital",
}
_FUNDS = ("general_public", "gov_fund", "state_capital")
_PARTS = tuple(f"expenditure.{part}" for part in ("basic", "project", "operating", "superior", "subsidiary"))
_KINDS = ("expenditure.basic.personnel", "expenditure.basic.public")


def _rows(ledger: Ledger) -> Iterator[Equation]:
    """K01: the amounts of a row."""
    for form in (*_CODED, _BASIC):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        columns = sheet.columns
        for row in sheet.rows:
            for total, parts in (("expenditure", _PARTS), ("expenditure.basic", _KINDS)):
                if total in columns and all(part in columns for part in parts[:2]):
                    cells = [sheet.at(row, part) for part in parts]
                    if any(cell is None and part in columns for cell, part in zip(cells, parts, strict=True)):
                        continue  # not all of the row was read
                    yield from make_equation("K01", [sheet.at(row, total)], cells, "本行各项之和")


def _columns(ledger: Ledger) -> Iterator[Equation]:
    """K01: 合计 and the classes, a class and its groups, a group and its items; column by column."""
    for form in (*_CODED, _BASIC):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        columns = sheet.columns
        families = [(TOTAL, sheet.codes(3), "各类之和")]
        families += [(code, sheet.codes(5, code), "各款之和") for code in sheet.codes(3)]
        families += [(code, sheet.codes(7, code), "各项之和") for code in sheet.codes(5)]
        for parent, children, said in families:
            found = [
                equation
                for column in columns
                if all(sheet.at(child, column) for child in children)
                for equation in make_equation(
                    "K01", [sheet.at(parent, column)], [sheet.at(child, column) for child in children], said
                )
            ]
            # Where several columns fail at once a row is missing, in print or in what was read: no cell is wrong.
            if sum(equation.failed for equation in found) < 2:
                yield from found


def _summaries(ledger: Ledger) -> Iterator[Equation]:
    """K01: the lines of 收支总表 and 财政拨款收支总表; a side with more lines than are known is not added up."""
    for form, scope in ((_SUMMARY, "all"), (_FISCAL, "fiscal")):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        into, out = (sheet.at(f"total_{side}_and_balance", scope) for side in ("income", "expenditure"))
        yield from make_equation("K01", [into], [out], "支出总计")
        spent, closing = sheet.at("expenditure", scope), sheet.at("closing_balance", scope)
        yield from make_equation("K01", [out], [spent, closing] if spent else [], "本年支出与结转下年之和")
        income = sheet.at("income" if form == _SUMMARY else "income.fiscal", "all")
        opening = sheet.at("opening_balance", scope)
        if income and opening and sheet.at("use_of_nonfiscal_balance", scope) is None:
            found = list(make_equation("K01", [into], [income, opening], "本年收入与上年结转之和"))
            yield from found
        elif income and into and income.value > into.value:
            # Where nothing is carried over the line is left blank, and is none of the ledger.
            yield from make_equation("K01", [into], [income], "本年收入合计")
        classes = [sheet.at(row, "all") for row in sheet.rows if row.startswith("class:")]
        yield from make_equation("K01", [spent], classes, "各类支出之和")
    fiscal = ledger.find(_FISCAL)
    if fiscal is None:
        return
    parts = [fiscal.at("income.fiscal", fund) for fund in _FUNDS]
    yield from make_equation("K01", [fiscal.at("income.fiscal", "all")], parts, "各类财政拨款之和")
    for row in fiscal.rows:
        if row.startswith("class:"):
            parts = [fiscal.at(row, fund) for fund in _FUNDS]
            yield from make_equation("K01", [fiscal.at(row, "all")], parts, "各类财政拨款之和")
        elif row in ("expenditure", "total_expenditure_and_balance"):
            parts = [fiscal.at(row, fund) for fund in _FUNDS]
            yield from make_equation("K01", [fiscal.at(row, "fiscal")], parts, "各类财政拨款之和")
    for fund in _FUNDS:
        classes = [fiscal.at(row, fund) for row in fiscal.rows if row.startswith("class:")]
        yield from make_equation("K01", [fiscal.at("expenditure", fund)], classes, "各类支出之和")
        spent, closing = fiscal.at("expenditure", fund), fiscal.at("closing_balance", fund)
        out = fiscal.at("total_expenditure_and_balance", fund)
        yield from make_equation("K01", [out], [spent, closing] if spent else [], "本年支出与结转下年之和")


def _three_public(ledger: Ledger) -> Iterator[Equation]:
    """K01: 三公 expenses."""
    sheet = ledger.find(_THREE_PUBLIC)
    if sheet is None:
        return
    for scope in sheet.columns:
        for total, parts in (
            ("three_public", ("abroad", "vehicles", "reception")),
            ("three_public.vehicles", ("vehicles.purchase", "vehicles.operation")),
        ):
            cells = [sheet.at(f"three_public.{part}", scope) for part in parts]
            yield from make_equation("K01", [sheet.at(total, scope)], cells, "各项之和")


def _between(ledger: Ledger) -> Iterator[Equation]:
    """K02: the same amount in two forms."""
    summary, income, fiscal = ledger.find(_SUMMARY), ledger.find(_INCOME), ledger.find(_FISCAL)
    if summary and income:
        for row in summary.rows:
            for scope in ("all", *_FUNDS):
                if row.startswith(("income", "opening", "total_income")):
                    yield from make_equation(
                        "K02", [income.at(row, scope)], [summary.at(row, scope)], "收支总表的同一数"
                    )
    if summary and fiscal:
        for fund in _FUNDS:
            cell = summary.at("income.fiscal", fund)
            yield from make_equation("K02", [fiscal.at("income.fiscal", fund)], [cell], "收支总表的同一数")
    for form, fund in _CODED.items():
        sheet = ledger.find(form)
        if sheet is not None:
            yield from _against_summary(sheet, summary if fund == "all" else fiscal, fund)
    basic, general = ledger.find(_BASIC), ledger.find("budget_general_public")
    if basic and general:
        for column in ("expenditure.basic", *_KINDS):
            mine = basic.at(TOTAL, column) or (
                basic.at(TOTAL, "expenditure") if column == "expenditure.basic" else None
            )
            yield from make_equation("K02", [mine], [general.at(TOTAL, column)], "一般公共预算支出表的同一数")


def _against_summary(sheet: Sheet, summary: Sheet | None, fund: str) -> Iterator[Equation]:
    if summary is None:
        return
    whole = summary.at("expenditure", fund)
    yield from make_equation("K02", [sheet.at(TOTAL, "expenditure")], [whole], "总表的同一数")
    for code in sheet.codes(3):
        cell = summary.at(f"class:{code}", fund)
        yield from make_equation("K02", [sheet.at(code, "expenditure")], [cell], "总表的同类支出")


BUDGET_RULES: Sequence[Callable[[Ledger], Iterator[Equation]]] = (
    _rows,
    _columns,
    _summaries,
    _three_public,
    _between,
)
