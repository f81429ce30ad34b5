"""Makes accounts tables as a ledger, amounts in 万元, for the tests of the checks between their cells."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count
from random import Random

from ingest.ledger import TOTAL, Cell, Ledger, Sheet

Rows = Mapping[str, Mapping[str, str]]
FUNDS = ("general_public", "gov_fund", "state_capital")
INCOME = ("fiscal", "superior", "undertaking", "operating", "subsidiary", "other")
_UNIT = Decimal(10_000)
_CENT = Decimal(100)  # yuan


def make_ledger(forms: Mapping[str, Rows], step: Decimal = _CENT) -> Ledger:
    """The ledger of tables by form, row and column; an empty text is a blank cell, a missing one is no cell."""
    places = count(1)
    sheets = {}
    for form, rows in forms.items():
        cells = {
            (row, column): _cell(form, row, column, text, step, next(places) * 20)
            for row, columns in rows.items()
            for column, text in columns.items()
        }
        sheets[form] = Sheet(form, form, "final_accounts", cells)
    return Ledger(sheets)


def _cell(form: str, row: str, column: str, text: str, step: Decimal, start: int) -> Cell:
    value = Decimal(text or 0) * _UNIT
    return Cell(form, row, column, row, column, value, step, text == "", text, start, start + len(text))


def change(ledger: Ledger, form: str, row: str, column: str, by: str) -> Ledger:
    """The ledger with one amount raised by so many 万元."""
    sheet = ledger.sheets[form]
    cell = sheet.cells[row, column]
    value = cell.value + Decimal(by) * _UNIT
    wrong = Cell(
        *(form, row, column, cell.name, cell.heading, value, cell.step),
        blank=False,
        text=f"{value / _UNIT:f}",
        start=cell.start,
        end=cell.end,
    )
    return Ledger({**ledger.sheets, form: Sheet(form, form, sheet.part, {**sheet.cells, (row, column): wrong})})


Amounts = dict[str, dict[str, Decimal]]


def _add_up(items: Amounts) -> Amounts:
    """The items with their groups, classes and 合计."""
    found: Amounts = {}
    for code, columns in items.items():
        for key in (TOTAL, code[:3], code[:5], code):
            row = found.setdefault(key, {})
            for column, value in columns.items():
                row[column] = row.get(column, Decimal(0)) + value
    return found


def _printed(rows: Mapping[str, Mapping[str, Decimal]]) -> dict[str, dict[str, str]]:
    return {row: {column: f"{value:.2f}" for column, value in columns.items()} for row, columns in rows.items()}


def _amount(random: Random, most: int = 500_000) -> Decimal:
    return Decimal(random.randint(0, most)).scaleb(-2)


def _parts(random: Random, whole: Decimal, names: Sequence[str]) -> dict[str, Decimal]:
    """The whole in so many random parts."""
    left = int(whole * 100)
    found = {}
    for name in names[:-1]:
        taken = random.randint(0, left)
        found[name] = Decimal(taken).scaleb(-2)
        left -= taken
    found[names[-1]] = Decimal(left).scaleb(-2)
    return found


def make_nine_tables(random: Random) -> Ledger:
    """Nine tables that agree with each other, of any amounts.

    What every item is paid from and spent on is drawn first; the rest follows from it.
    """
    codes = _codes(random)
    spent = {fund: _spend(random, codes if fund == FUNDS[0] else codes[:2], fund) for fund in FUNDS}
    own = {
        code: {"expenditure.superior": _amount(random), "expenditure.operating": _amount(random)} for code in codes[-1:]
    }
    everything: Amounts = {}
    for items in (*spent.values(), own):
        for code, columns in items.items():
            row = everything.setdefault(code, dict.fromkeys(_EXPENDITURE, Decimal(0)))
            for column, value in columns.items():
                row[column] += value
    for row in everything.values():
        row["expenditure"] = sum(row.values(), Decimal(0))
    earned = {code: {f"income.{kind}": _amount(random) for kind in INCOME} for code in codes}
    for row in earned.values():
        row["income"] = sum(row.values(), Decimal(0))
    third, second = _add_up(everything), _add_up(earned)
    income = _parts(random, second[TOTAL]["income.fiscal"], FUNDS)
    funds = {fund: _balance(random, income[fund], _add_up(spent[fund])) for fund in FUNDS}
    basic = _basic(random, funds["general_public"][1][TOTAL]["expenditure.basic"])
    return make_ledger(
        {
            "income_expenditure_summary": _printed(_summary(random, second, third, income, funds)),
            "income": _printed(second),
            "expenditure": _printed(third),
            "fiscal_summary": _printed(_fiscal(funds)),
            "general_public_expenditure": _printed(funds["general_public"][1]),
            "general_public_basic": _printed(basic),
            "three_public": _printed({row: _three_public(random) for row in ("budget", "actual")}),
            "gov_fund": _printed(_with_balances("gov_fund", funds)),
            "state_capital_income_expenditure": _printed(_with_balances("state_capital", funds)),
        }
    )


_EXPENDITURE = tuple(f"expenditure.{part}" for part in ("basic", "project", "superior", "operating", "subsidiary"))


def _codes(random: Random) -> list[str]:
    classes = random.sample(["201", "205", "208", "210", "212", "213", "221"], random.randint(2, 4))
    codes = {
        f"{one}{random.choice(['01', '05', '99'])}{random.choice(['01', '02', '99'])}"
        for one in classes
        for _ in range(random.randint(1, 4))
    }
    return sorted(codes)


def _spend(random: Random, codes: Sequence[str], fund: str) -> Amounts:
    kinds = ("basic", "project") if fund == "general_public" else ("project",)
    items: Amounts = {}
    for code in codes:
        row = {f"expenditure.{kind}": _amount(random) for kind in kinds}
        items[code] = row
    return items


def _balance(random: Random, income: Decimal, rows: Amounts) -> tuple[dict[str, Decimal], Amounts]:
    """Opening and closing balance of a fund, and its rows with their sums."""
    for row in rows.values():
        row["expenditure"] = sum(row.values(), Decimal(0))
    spent = rows[TOTAL]["expenditure"]
    opening = max(spent - income, Decimal(0)) + _amount(random)
    return {"opening": opening, "income": income, "expenditure": spent, "closing": opening + income - spent}, rows


def _summary(
    random: Random,
    second: Amounts,
    third: Amounts,
    income: Mapping[str, Decimal],
    funds: Mapping[str, tuple[dict[str, Decimal], Amounts]],
) -> Amounts:
    """The lines of all money: those of fiscal money, and what the body earns and has beside it."""
    earned, spent = second[TOTAL], third[TOTAL]["expenditure"]
    used, kept = _amount(random), _amount(random)
    fiscal = {
        line: sum((lines[line] for lines, _ in funds.values()), Decimal(0)) for line in ("opening", "expenditure")
    }
    needed = spent - fiscal["expenditure"] + kept - used - (earned["income"] - earned["income.fiscal"])
    opening = fiscal["opening"] + max(needed, Decimal(0)) + _amount(random)
    total = earned["income"] + used + opening
    lines = {
        **{f"in.income.{fund}": value for fund, value in income.items()},
        **{f"in.income.{kind}": earned[f"income.{kind}"] for kind in INCOME[1:]},
        "in.income": earned["income"],
        "in.use_of_nonfiscal_balance": used,
        "in.opening": opening,
        "in.total": total,
        **{f"class:{code}": row["expenditure"] for code, row in third.items() if len(code) == 3},
        "out.expenditure": spent,
        "out.surplus_distribution": kept,
        "out.closing": total - spent - kept,
        "out.total": total,
    }
    return {row: {"all": value} for row, value in lines.items()}


def _fiscal(funds: Mapping[str, tuple[dict[str, Decimal], Amounts]]) -> Amounts:
    rows: Amounts = {}
    for what in ("income", "opening"):
        for fund, (lines, _) in funds.items():
            rows[f"in.{what}.{fund}"] = {"fiscal": lines[what]}
        rows[f"in.{what}"] = {"fiscal": sum((lines[what] for lines, _ in funds.values()), Decimal(0))}
    rows["in.total"] = {"fiscal": rows["in.income"]["fiscal"] + rows["in.opening"]["fiscal"]}
    for fund, (lines, spent) in funds.items():
        told = {f"class:{code}": row["expenditure"] for code, row in spent.items() if len(code) == 3}
        told |= {"out.expenditure": lines["expenditure"], "out.closing": lines["closing"]}
        told["out.total"] = lines["income"] + lines["opening"]
        for row, value in told.items():
            rows.setdefault(row, {"fiscal": Decimal(0)})[fund] = value
            rows[row]["fiscal"] += value
    return rows


def _with_balances(fund: str, funds: Mapping[str, tuple[dict[str, Decimal], Amounts]]) -> Amounts:
    """A fund's own table; of the single items what is left of them is not printed."""
    lines, rows = funds[fund]
    balances = {
        "opening_balance": lines["opening"],
        "income.fiscal": lines["income"],
        "closing_balance": lines["closing"],
    }
    return {code: {**row, **(balances if code == TOTAL else {})} for code, row in rows.items()}


def _basic(random: Random, whole: Decimal) -> Amounts:
    people, office = _parts(random, whole, ("personnel", "public")).values()
    rows: Amounts = {"personnel": {"amount": people}, "public": {"amount": office}}
    for total, classes in ((people, ("301", "303")), (office, ("302", "310"))):
        for code, value in _parts(random, total, classes).items():
            rows[code] = {"amount": value}
            # Up to x11: 30212 and others are parts of 三公 expenses, which are drawn by themselves.
            items = [f"{code}{number:02}" for number in range(1, random.randint(2, 12))]
            rows |= {item: {"amount": part} for item, part in _parts(random, value, items).items()}
    return rows


def _three_public(random: Random) -> dict[str, Decimal]:
    abroad, reception, bought, run = (_amount(random, 5000) for _ in range(4))
    return {
        "three_public": abroad + reception + bought + run,
        "three_public.abroad": abroad,
        "three_public.reception": reception,
        "three_public.vehicles": bought + run,
        "three_public.vehicles.purchase": bought,
        "three_public.vehicles.operation": run,
    }
