"""Rules A and B: what has to add up in an accounts table, and between the tables of a report."""

from collections.abc import Callable, Iterator, Sequence

from ingest.checks.budget_rules import BUDGET_RULES
from ingest.checks.equations import Equation, make_equation
from ingest.ledger import BY_UNIT, TOTAL, UNKNOWN, Cell, Ledger, Sheet

_T1, _T2, _T3, _T4 = "income_expenditure_summary", "income", "expenditure", "fiscal_summary"
_T5, _T6 = ("general_public_expenditure", "general_public_income_expenditure"), "general_public_basic"
_T7 = ("three_public", "three_public_and_meetings", "three_public_and_operation")
_GOV_FUND = "gov_fund"
_STATE_CAPITAL = ("state_capital_income_expenditure", "state_capital_expenditure")
_FUNDS = ("general_public", "gov_fund", "state_capital")
_INCOME_PARTS = ("fiscal", "superior", "undertaking", "operating", "subsidiary", "other")
_EXPENDITURE_PARTS = tuple(
    f"expenditure.{part}" for part in ("basic", "project", "superior", "operating", "subsidiary")
)
_CLASS, _GROUP, _ITEM = 3, 5, 7  # digits of a code


def list_equations(ledger: Ledger) -> list[Equation]:
    """Every equation that the tables of a report allow."""
    return [equation for rule in (*_RULES, *BUDGET_RULES) for equation in rule(ledger)]


def _summary(ledger: Ledger) -> Iterator[Equation]:
    """A01: the lines of 收入支出决算总表."""
    sheet = ledger.find(_T1)
    if sheet is None:
        return

    def cell(row: str) -> Cell | None:
        return sheet.at(row, "all")

    income = _income_lines(sheet)
    if not _unknown(sheet, "in.", "all"):
        yield from make_equation("A01", [cell("in.income")], income, "各项收入之和")
        parts = [cell(row) for row in ("in.income", "in.use_of_nonfiscal_balance", "in.opening")]
        yield from make_equation("A01", [cell("in.total")], parts, "本年收入、使用的结余与年初结转和结余之和")
    if not _unknown(sheet, "out.", "all"):
        yield from make_equation("A01", [cell("out.expenditure")], _classes(sheet, "all"), "各类支出之和")
        parts = [cell(row) for row in ("out.expenditure", "out.surplus_distribution", "out.closing")]
        yield from make_equation("A01", [cell("out.total")], parts, "本年支出、结余分配与年末结转和结余之和")
    yield from make_equation("A01", [cell("in.total")], [cell("out.total")], "支出总计")


def _income_lines(sheet: Sheet) -> list[Cell | None]:
    whole = sheet.at("in.income.fiscal", "all")
    funds = [sheet.at(f"in.income.{fund}", "all") for fund in _FUNDS] if whole is None else [whole]
    return [*funds, *(sheet.at(f"in.income.{part}", "all") for part in _INCOME_PARTS[1:])]


def _classes(sheet: Sheet, column: str) -> list[Cell | None]:
    return [sheet.at(row, column) for row in sheet.rows if row.startswith("class:")]


def _unknown(sheet: Sheet, side: str, column: str) -> bool:
    """Whether a side has an amount in a line that the form does not know; what it belongs to is a guess."""
    cells = (sheet.at(row, column) for row in sheet.rows if row.startswith(f"{side}{UNKNOWN}:"))
    return any(cell is not None and cell.value for cell in cells)


def _rows(ledger: Ledger) -> Iterator[Equation]:
    """A02, A07: the amounts of a row."""
    for form, total, parts in (
        (_T2, "income", tuple(f"income.{part}" for part in _INCOME_PARTS)),
        (_T3, "expenditure", _EXPENDITURE_PARTS),
        (f"{_T2}{BY_UNIT}", "income", tuple(f"income.{part}" for part in _INCOME_PARTS)),
        (f"{_T3}{BY_UNIT}", "expenditure", _EXPENDITURE_PARTS),
        *((form, "expenditure", _EXPENDITURE_PARTS[:2]) for form in (*_T5, _GOV_FUND, *_STATE_CAPITAL)),
    ):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        for row in sheet.rows:
            code = "A07" if form in (_GOV_FUND, *_STATE_CAPITAL) else "A02"
            yield from make_equation(
                code, [sheet.at(row, total)], [sheet.at(row, one) for one in parts], "本行各项之和"
            )
    for form in (_GOV_FUND, *_STATE_CAPITAL, _T5[1]):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        for row in sheet.rows:
            left, right = ([sheet.at(row, one) for one in side] for side in _BALANCE)
            if None not in (*left, *right):
                yield from make_equation("A07", left, right, "本年支出与年末结转和结余之和")


_BALANCE = (("opening_balance", "income.fiscal"), ("expenditure", "closing_balance"))


def _columns(ledger: Ledger) -> Iterator[Equation]:
    """A03: 合计 and the classes, a class and its groups, a group and its items; column by column."""
    for form in (_T2, _T3, *_T5, _GOV_FUND, *_STATE_CAPITAL):
        sheet = ledger.find(form)
        if sheet is None:
            continue
        families = [(TOTAL, sheet.codes(_CLASS), "各类之和")]
        families += [(code, sheet.codes(_GROUP, code), "各款之和") for code in sheet.codes(_CLASS)]
        families += [(code, sheet.codes(_ITEM, code), "各项之和") for code in sheet.codes(_GROUP)]
        for parent, children, said in families:
            found = [
                equation
                for column in sheet.columns
                for equation in make_equation(
                    "A03", [sheet.at(parent, column)], [sheet.at(child, column) for child in children], said
                )
            ]
            # Where several columns fail at once a row is missing, in print or in what was read: no cell is wrong.
            if sum(equation.failed for equation in found) < 2:
                yield from found


def _units(ledger: Ledger) -> Iterator[Equation]:
    """A03, B01, B02: 合计 and the units of a department, and the same 合计 in the table by function.

    What units pay each other is offset in the department's sums.
    """
    for rule, form in (("B01", _T2), ("B02", _T3)):
        sheet, by_code = ledger.find(f"{form}{BY_UNIT}"), ledger.find(form)
        if sheet is None:
            continue
        units = [row for row in sheet.rows if row != TOTAL]
        for column in sheet.columns:
            if column not in _OFFSET:
                cells = [sheet.at(unit, column) for unit in units]
                yield from make_equation("A03", [sheet.at(TOTAL, column)], cells, "各单位之和")
            copy = by_code.at(TOTAL, column) if by_code else None
            yield from make_equation(rule, [sheet.at(TOTAL, column)], [copy], "分科目的表的合计")


_OFFSET = frozenset(
    ("income", "income.superior", "income.subsidiary", "expenditure", "expenditure.superior", "expenditure.subsidiary")
)


def _fiscal_summary(ledger: Ledger) -> Iterator[Equation]:
    """A04, A08: 财政拨款收入支出决算总表, fund by fund."""
    sheet = ledger.find(_T4)
    if sheet is None:
        return

    def cell(row: str, column: str = "fiscal") -> Cell | None:
        return sheet.at(row, column)

    funds = [column for column in sheet.columns if column != "fiscal"]
    for row in sheet.rows:
        if row.startswith(("class:", "out.")):
            yield from make_equation("A04", [cell(row)], [cell(row, fund) for fund in funds], "各类财政拨款之和")
    if not _unknown(sheet, "out.", "fiscal"):
        for column in ("fiscal", *funds):
            yield from make_equation("A04", [cell("out.expenditure", column)], _classes(sheet, column), "各类支出之和")
            parts = [cell("out.expenditure", column), cell("out.closing", column)]
            yield from make_equation("A04", [cell("out.total", column)], parts, "本年支出与年末结转和结余之和")
    if not _unknown(sheet, "in.", "fiscal"):
        for total, said in (("income", "各类财政拨款收入之和"), ("opening", "各类财政拨款结转之和")):
            parts = [cell(f"in.{total}.{fund}") for fund in _FUNDS]
            yield from make_equation("A04", [cell(f"in.{total}")], parts, said)
        parts = [cell("in.income"), cell("in.opening")]
        yield from make_equation("A04", [cell("in.total")], parts, "本年收入与年初结转和结余之和")
    yield from make_equation("A04", [cell("in.total")], [cell("out.total")], "支出总计")
    for fund in funds:
        parts = [cell(f"in.income.{fund}"), cell(f"in.opening.{fund}")]
        if all(part is not None for part in parts):
            yield from make_equation("A08", [cell("out.total", fund)], parts, "这类财政拨款的收入与年初结转之和")


def _basic(ledger: Ledger) -> Iterator[Equation]:
    """A05: the table of basic expenditure by economic class."""
    sheet = ledger.find(_T6)
    if sheet is None:
        return
    classes = sheet.codes(3)
    for code in classes:
        items = [sheet.at(item, "amount") for item in sheet.codes(5, code)]
        yield from make_equation("A05", [sheet.at(code, "amount")], items, "各款之和")
    for total, mine in (
        ("personnel", ("301", "303")),
        ("public", [one for one in classes if one not in ("301", "303")]),
    ):
        cells = [sheet.at(code, "amount") for code in mine]
        yield from make_equation("A05", [sheet.at(total, "amount")], cells, "、".join(mine) + "各类之和")


def _three_public(ledger: Ledger) -> Iterator[Equation]:
    """A06: 三公 expenses, budget and accounts."""
    sheet = ledger.find(*_T7)
    if sheet is None:
        return
    for row in sheet.rows:
        for total, parts in (
            ("three_public", ("abroad", "vehicles", "reception")),
            ("three_public.vehicles", ("vehicles.purchase", "vehicles.operation")),
        ):
            cells = [sheet.at(row, f"three_public.{part}") for part in parts]
            yield from make_equation("A06", [sheet.at(row, total)], cells, "各项之和")


def _fund_tables(ledger: Ledger) -> Iterator[Equation]:
    """A09, B03: a fund's own table against its lines and its column of the fiscal summary."""
    fiscal = ledger.find(_T4)
    if fiscal is None:
        return
    for fund, forms in (("general_public", _T5), ("gov_fund", (_GOV_FUND,)), ("state_capital", _STATE_CAPITAL)):
        sheet = ledger.find(*forms)
        if sheet is None:
            continue
        for column, row in (("opening_balance", "in.opening"), ("income.fiscal", "in.income")):
            cell = fiscal.at(f"{row}.{fund}", "fiscal")
            yield from make_equation("A09", [sheet.at(TOTAL, column)], [cell], "财政拨款收入支出决算总表的同一数")
        closing = fiscal.at("out.closing", fund)
        yield from make_equation(
            "A09", [sheet.at(TOTAL, "closing_balance")], [closing], "财政拨款收入支出决算总表的同一数"
        )
        spent = fiscal.at("out.expenditure", fund)
        yield from make_equation("B03", [sheet.at(TOTAL, "expenditure")], [spent], "财政拨款收入支出决算总表的本年支出")
        for code in sheet.codes(_CLASS):
            cell = fiscal.at(f"class:{code}", fund)
            yield from make_equation(
                "B03", [sheet.at(code, "expenditure")], [cell], "财政拨款收入支出决算总表的同类支出"
            )


def _income_chain(ledger: Ledger) -> Iterator[Equation]:
    """B01: income in the summary, in its own table and in the fiscal summary."""
    summary, income, fiscal = ledger.find(_T1), ledger.find(_T2), ledger.find(_T4)
    if summary and income:
        pairs = [("in.income", "income"), *((f"in.income.{part}", f"income.{part}") for part in _INCOME_PARTS)]
        for row, column in pairs:
            yield from make_equation(
                "B01", [income.at(TOTAL, column)], [summary.at(row, "all")], "收入支出决算总表的同一数"
            )
        if summary.at("in.income.fiscal", "all") is None:
            funds = [summary.at(f"in.income.{fund}", "all") for fund in _FUNDS]
            yield from make_equation(
                "B01", [income.at(TOTAL, "income.fiscal")], funds, "收入支出决算总表的财政拨款收入之和"
            )
    if income and fiscal:
        cell = fiscal.at("in.income", "fiscal")
        yield from make_equation(
            "B01", [income.at(TOTAL, "income.fiscal")], [cell], "财政拨款收入支出决算总表的本年收入"
        )
    if summary and fiscal:
        for fund in _FUNDS:
            cell = fiscal.at(f"in.income.{fund}", "fiscal")
            for line in ("income", "of_which"):  # 其中：政府性基金预算财政拨款, below 财政拨款收入
                copy = summary.at(f"in.{line}.{fund}", "all")
                yield from make_equation("B01", [cell], [copy], "收入支出决算总表的同一数")


def _expenditure_chain(ledger: Ledger) -> Iterator[Equation]:
    """B02: expenditure in the summary and in its own table."""
    summary, sheet = ledger.find(_T1), ledger.find(_T3)
    if summary is None or sheet is None:
        return
    whole = summary.at("out.expenditure", "all")
    yield from make_equation("B02", [sheet.at(TOTAL, "expenditure")], [whole], "收入支出决算总表的本年支出合计")
    for code in sheet.codes(_CLASS):
        cell = summary.at(f"class:{code}", "all")
        yield from make_equation("B02", [sheet.at(code, "expenditure")], [cell], "收入支出决算总表的同类支出")


def _basic_chain(ledger: Ledger) -> Iterator[Equation]:
    """B04: basic expenditure by function and by economic class."""
    sheet, basic = ledger.find(*_T5), ledger.find(_T6)
    if sheet is None or basic is None:
        return
    parts = [basic.at(row, "amount") for row in ("personnel", "public")]
    if all(part is not None for part in parts):
        yield from make_equation("B04", [sheet.at(TOTAL, "expenditure.basic")], parts, "人员经费与公用经费之和")


_RULES: Sequence[Callable[[Ledger], Iterator[Equation]]] = (
    _summary,
    _rows,
    _columns,
    _units,
    _fiscal_summary,
    _basic,
    _three_public,
    _fund_tables,
    _income_chain,
    _expenditure_chain,
    _basic_chain,
)
