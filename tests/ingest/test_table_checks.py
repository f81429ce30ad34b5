"""What has to add up in the accounts tables and between them, and which cell is named where it does not."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.checks.rules import Passed
from ingest.checks.table_rules import list_equations
from ingest.checks.tables import check_tables
from ingest.findings import ERROR, ROUNDING, Finding
from ingest.ledger import TOTAL, Cell, Ledger
from ledger_making import Rows, change, make_ledger, make_nine_tables

Place = tuple[str, str, str]  # form, row, column


def check(ledger: Ledger) -> tuple[list[Finding], set[str]]:
    """The findings, and the rules of what agreed."""
    outcomes = list(check_tables([ledger]))
    passed = {one.rule for one in outcomes if isinstance(one, Passed)}
    return [one for one in outcomes if isinstance(one, Finding)], passed


def place_of(ledger: Ledger, place: Place) -> tuple[int, int]:
    form, row, column = place
    cell = ledger.sheets[form].cells[row, column]
    return cell.start, cell.end


SUMMARY: Rows = {
    "in.income.general_public": {"all": "80.00"},
    "in.income.other": {"all": "20.00"},
    "in.income": {"all": "100.00"},
    "in.use_of_nonfiscal_balance": {"all": ""},
    "in.opening": {"all": "5.00"},
    "in.total": {"all": "105.00"},
    "class:201": {"all": "60.00"},
    "class:208": {"all": "30.00"},
    "out.expenditure": {"all": "90.00"},
    "out.surplus_distribution": {"all": ""},
    "out.closing": {"all": "15.00"},
    "out.total": {"all": "105.00"},
}
INCOME: Rows = {
    TOTAL: {"income": "100.00", "income.fiscal": "80.00", "income.other": "20.00"},
    "201": {"income": "70.00", "income.fiscal": "50.00", "income.other": "20.00"},
    "20101": {"income": "70.00", "income.fiscal": "50.00", "income.other": "20.00"},
    "2010101": {"income": "40.00", "income.fiscal": "30.00", "income.other": "10.00"},
    "2010102": {"income": "30.00", "income.fiscal": "20.00", "income.other": "10.00"},
    "208": {"income": "30.00", "income.fiscal": "30.00", "income.other": ""},
    "20805": {"income": "30.00", "income.fiscal": "30.00", "income.other": ""},
    "2080505": {"income": "30.00", "income.fiscal": "30.00", "income.other": ""},
}


def _spent(*rows: tuple[str, str, str, str]) -> Rows:
    kinds = ("expenditure", "expenditure.basic", "expenditure.project")
    return {row: dict(zip(kinds, amounts, strict=True)) for row, *amounts in rows}


EXPENDITURE = _spent(
    (TOTAL, "90.00", "50.00", "40.00"),
    ("201", "60.00", "25.00", "35.00"),
    ("20101", "60.00", "25.00", "35.00"),
    ("2010101", "40.00", "25.00", "15.00"),
    ("2010102", "20.00", "", "20.00"),
    ("208", "30.00", "25.00", "5.00"),
    ("20805", "30.00", "25.00", "5.00"),
    ("2080505", "30.00", "25.00", "5.00"),
)
FISCAL: Rows = {
    "in.income.general_public": {"fiscal": "80.00"},
    "in.income.gov_fund": {"fiscal": "12.00"},
    "in.income": {"fiscal": "92.00"},
    "in.opening": {"fiscal": "13.00"},
    "in.opening.general_public": {"fiscal": "10.00"},
    "in.opening.gov_fund": {"fiscal": "3.00"},
    "in.total": {"fiscal": "105.00"},
    "class:201": {"fiscal": "60.00", "general_public": "60.00", "gov_fund": ""},
    "class:208": {"fiscal": "30.00", "general_public": "30.00", "gov_fund": ""},
    "class:212": {"fiscal": "11.00", "general_public": "", "gov_fund": "11.00"},
    "out.expenditure": {"fiscal": "101.00", "general_public": "90.00", "gov_fund": "11.00"},
    "out.closing": {"fiscal": "4.00", "general_public": "0.00", "gov_fund": "4.00"},
    "out.total": {"fiscal": "105.00", "general_public": "90.00", "gov_fund": "15.00"},
}
BASIC: Rows = {
    "301": {"amount": "30.00"},
    "30101": {"amount": "18.00"},
    "30102": {"amount": "12.00"},
    "303": {"amount": "5.00"},
    "30302": {"amount": "5.00"},
    "302": {"amount": "14.00"},
    "30201": {"amount": "14.00"},
    "310": {"amount": "1.00"},
    "31002": {"amount": "1.00"},
    "personnel": {"amount": "35.00"},
    "public": {"amount": "15.00"},
}
THREE_PUBLIC: Rows = {
    "actual": {
        "three_public": "9.00",
        "three_public.abroad": "1.00",
        "three_public.vehicles": "6.00",
        "three_public.vehicles.purchase": "2.00",
        "three_public.vehicles.operation": "4.00",
        "three_public.reception": "2.00",
    }
}
_FUND = {"opening_balance": "3.00", "income.fiscal": "12.00", "expenditure": "11.00", "closing_balance": "4.00"}
GOV_FUND: Rows = {row: {**_FUND, "expenditure.basic": "", "expenditure.project": "11.00"} for row in (TOTAL, "212")}
UNITS: Rows = {
    TOTAL: {"income": "100.00", "income.fiscal": "80.00", "income.other": "20.00"},
    "甲局（本级）": {"income": "60.00", "income.fiscal": "50.00", "income.other": "10.00"},
    "乙中心": {"income": "40.00", "income.fiscal": "30.00", "income.other": "10.00"},
}
T1, T2, T3, T4, T5, T6 = (
    {"income_expenditure_summary": SUMMARY},
    {"income": INCOME},
    {"expenditure": EXPENDITURE},
    {"fiscal_summary": FISCAL},
    {"general_public_expenditure": EXPENDITURE},
    {"general_public_basic": BASIC},
)
FUND = {"gov_fund": GOV_FUND}
# The rule, the tables that it needs, and a cell that breaks it.
RULES: list[tuple[str, dict[str, Rows], Place]] = [
    ("A01", T1, ("income_expenditure_summary", "in.income", "all")),
    ("A01", T1, ("income_expenditure_summary", "out.expenditure", "all")),
    ("A01", T1, ("income_expenditure_summary", "in.total", "all")),
    ("A02", T2, ("income", "2010101", "income.other")),
    ("A02", T3, ("expenditure", "2080505", "expenditure.basic")),
    ("A02", T5, ("general_public_expenditure", "201", "expenditure")),
    ("A03", T3, ("expenditure", TOTAL, "expenditure.project")),
    ("A03", {"income.units": UNITS}, ("income.units", "乙中心", "income.fiscal")),
    ("A04", T4, ("fiscal_summary", "class:208", "fiscal")),
    ("A04", T4, ("fiscal_summary", "out.expenditure", "general_public")),
    ("A04", T4, ("fiscal_summary", "in.opening", "fiscal")),
    ("A05", T6, ("general_public_basic", "301", "amount")),
    ("A05", T6, ("general_public_basic", "public", "amount")),
    ("A06", {"three_public": THREE_PUBLIC}, ("three_public", "actual", "three_public")),
    ("A06", {"three_public": THREE_PUBLIC}, ("three_public", "actual", "three_public.vehicles")),
    ("A07", FUND, ("gov_fund", "212", "closing_balance")),
    ("A08", T4, ("fiscal_summary", "in.income.gov_fund", "fiscal")),
    ("A09", T4 | FUND, ("gov_fund", TOTAL, "opening_balance")),
    ("B01", T1 | T2, ("income", TOTAL, "income.other")),
    ("B01", T1 | T2, ("income_expenditure_summary", "in.income", "all")),
    ("B01", {"income.units": UNITS} | T2, ("income", TOTAL, "income")),
    (
        "B01",
        {"income_expenditure_summary": {"in.income.fiscal": {"all": "92.00"}, "in.of_which.gov_fund": {"all": "12.00"}}}
        | T4,
        ("income_expenditure_summary", "in.of_which.gov_fund", "all"),
    ),
    ("B02", T1 | T3, ("expenditure", "208", "expenditure")),
    ("B02", T1 | T3, ("income_expenditure_summary", "class:201", "all")),
    ("B03", T4 | T5, ("fiscal_summary", "class:201", "general_public")),
    ("B03", T4 | FUND, ("gov_fund", TOTAL, "expenditure")),
    ("B04", T5 | T6, ("general_public_expenditure", TOTAL, "expenditure.basic")),
]


@pytest.mark.parametrize(("rule", "forms", "place"), RULES)
def test_each_rule(rule: str, forms: dict[str, Rows], place: Place) -> None:
    """Tables that agree pass; a cent is rounding, one 万元 is an error that shows the cell, and one finding says both."""
    sound = make_ledger(forms)
    findings, passed = check(sound)
    assert findings == []
    assert rule in passed
    rounded, _ = check(change(sound, *place, "0.01"))
    assert {one.severity for one in rounded} == {ROUNDING}
    assert rule in {one.rule for one in rounded}
    wrong = change(sound, *place, "1.00")
    (finding,) = (one for one in check(wrong)[0] if one.severity != ROUNDING)
    assert finding.severity == ERROR
    assert place_of(wrong, place) in {(finding.start, finding.end), *finding.related}
    assert rule in {one.rule for one in list_equations(wrong) if one.failed}


# Tables, the cell that is wrong, the cell that is named, and what it ought to be.
NAMED: list[tuple[str, dict[str, Rows], Place, Place, str]] = [
    (
        "a cell of a row that its column contradicts too",
        T3,
        ("expenditure", "2010101", "expenditure.project"),
        ("expenditure", "2010101", "expenditure.project"),
        "15万元",
    ),
    (
        "a total of a row and a column",
        T3,
        ("expenditure", TOTAL, "expenditure"),
        ("expenditure", TOTAL, "expenditure"),
        "90万元",
    ),
    (
        "a class that its row, its groups, the whole and another table contradict",
        T1 | T3,
        ("expenditure", "208", "expenditure"),
        ("expenditure", "208", "expenditure"),
        "30万元",
    ),
    (
        "a class of the summary, which the table by function contradicts",
        T1 | T3,
        ("income_expenditure_summary", "class:201", "all"),
        ("income_expenditure_summary", "class:201", "all"),
        "60万元",
    ),
    (
        "parts that nothing tells apart: their total",
        T6,
        ("general_public_basic", "30102", "amount"),
        ("general_public_basic", "301", "amount"),
        "31万元",
    ),
    (
        "the only part that leaves an amount when it is mended",
        {"three_public": {"actual": {**THREE_PUBLIC["actual"], "three_public.abroad": "0.00", "three_public": "8.00"}}},
        ("three_public", "actual", "three_public"),
        ("three_public", "actual", "three_public"),
        "8万元",
    ),
]


@pytest.mark.parametrize(
    ("forms", "wrong", "named", "expected"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED]
)
def test_the_cell_that_is_named(forms: dict[str, Rows], wrong: Place, named: Place, expected: str) -> None:
    """One finding: at the cell whose correction mends most, else at the total of those that may be wrong."""
    ledger = change(make_ledger(forms), *wrong, "1.00")
    (finding,) = check(ledger)[0]
    form, row, column = named
    cell = ledger.sheets[form].cells[row, column]
    assert (finding.disclosed, finding.start, finding.end) == (cell.text, cell.start, cell.end)
    assert finding.expected == expected
    assert finding.difference in {"1万元", "-1万元"}
    shown = f"{cell.value / 10_000:f}".rstrip("0").rstrip(".")
    assert f"写为{shown}万元" in finding.message
    assert f"应为{expected}" in finding.message
    assert finding.message.index("。") == len(finding.message) - 1


def test_what_would_be_less_than_nothing_is_not_what_is_wrong() -> None:
    """Of many classes of which the sum is too large by 1.00, the one that can be so much too large is named."""
    classes = {f"class:{code}": {"all": "0.00"} for code in range(209, 230)}
    ledger = change(
        make_ledger({"income_expenditure_summary": {**SUMMARY, **classes}} | T3),
        "income_expenditure_summary",
        "class:229",
        "all",
        "1.00",
    )
    (finding,) = check(ledger)[0]
    assert (finding.start, finding.end) == place_of(ledger, ("income_expenditure_summary", "class:229", "all"))
    assert finding.expected == "0万元"


def test_a_missing_row_accuses_no_cell() -> None:
    """Where several columns lack the same row, it was not printed or not read; no amount is wrong."""
    rows = {row: columns for row, columns in EXPENDITURE.items() if row != "2010101"}
    assert check(make_ledger({"expenditure": rows}))[0] == []


def test_a_class_without_detail_is_no_contradiction() -> None:
    """A table that ends at its classes has nothing to add up below them; one without classes has no sum of them."""
    short = {row: columns for row, columns in EXPENDITURE.items() if row == TOTAL or len(row) == 3}
    assert check(make_ledger({"expenditure": short}))[0] == []
    assert check(make_ledger({"expenditure": {TOTAL: EXPENDITURE[TOTAL]}}))[0] == []


def test_blanks_are_nothing_and_stay_blank() -> None:
    """A blank adds nothing to a sum, and is never the cell that is named; a side of blanks alone says nothing."""
    rows = _spent((TOTAL, "10.00", "10.00", ""), ("2010101", "10.00", "10.00", ""))
    assert check(make_ledger({"expenditure": rows}))[0] == []
    untold = _spent(("2010101", "10.00", "", ""))
    assert check(make_ledger({"expenditure": untold}))[0] == []
    wrong = change(make_ledger({"expenditure": rows}), "expenditure", "2010101", "expenditure", "1.00")
    (finding,) = check(wrong)[0]
    assert finding.disclosed
    assert all(start < end for start, end in finding.related)


def test_an_amount_where_a_blank_belongs() -> None:
    """A fund without money in the summary, whose table has some: the summary's blank is no contradiction of its own."""
    fiscal = {**FISCAL, "class:212": {"fiscal": "11.00", "general_public": "", "gov_fund": "11.00"}}
    assert check(make_ledger({"fiscal_summary": fiscal} | FUND))[0] == []


@pytest.mark.parametrize(
    ("row", "place", "found"),
    [
        ("in.unknown:某项专门收入", "in.income", False),
        ("out.unknown:某项专门支出", "out.expenditure", False),
        ("out.unknown:某项专门支出", "in.income", True),  # what the other side does not know says nothing of this one
    ],
)
def test_a_line_that_the_form_does_not_know(row: str, place: str, *, found: bool) -> None:
    """What an unknown line belongs to is a guess: its side is not checked, unless nothing is printed in it."""
    summary = {key: value for key, value in SUMMARY.items() if key not in ("in.total", "out.total")}
    for amount in ("7.00", ""):
        ledger = make_ledger({"income_expenditure_summary": {**summary, row: {"all": amount}}})
        findings, _ = check(change(ledger, "income_expenditure_summary", place, "all", "1.00"))
        assert bool(findings) is (found or not amount)


def test_what_units_pay_each_other_is_offset() -> None:
    """The department's sums leave out what one of its units pays another: no contradiction."""
    units = {
        TOTAL: {"income": "100.00", "income.fiscal": "100.00", "income.superior": "0.00"},
        "甲局（本级）": {"income": "80.00", "income.fiscal": "80.00", "income.superior": "0.00"},
        "乙中心": {"income": "25.00", "income.fiscal": "20.00", "income.superior": "5.00"},
    }
    assert check(make_ledger({"income.units": units}))[0] == []


def test_relations_that_are_no_identities() -> None:
    """Income and expenditure of the year differ, as by code; so do the fiscal tables from those of all money."""
    larger = _spent((TOTAL, "70.00", "50.00", "20.00"), ("201", "70.00", "50.00", "20.00"))
    assert check(make_ledger(T2 | {"expenditure": larger}))[0] == []
    part = _spent((TOTAL, "45.00", "20.00", "25.00"), ("201", "45.00", "20.00", "25.00"))
    assert check(make_ledger(T3 | {"general_public_expenditure": part}))[0] == []
    whole = {**EXPENDITURE, TOTAL: {**EXPENDITURE[TOTAL], "expenditure": "95.00", "expenditure.operating": "5.00"}}
    assert check(make_ledger({"expenditure": {TOTAL: whole[TOTAL]}}))[0] == []


seeds = st.integers(0, 2**32)


@settings(deadline=None, max_examples=60)
@given(seeds)
def test_tables_that_agree_are_never_accused(seed: int) -> None:
    """Whatever the amounts, nothing is found in nine tables that agree."""
    assert check(make_nine_tables(Random(seed)))[0] == []


def _totals(ledger: Ledger, wrong: Cell) -> set[tuple[int, int]]:
    """The places of the amounts that a cell is part of, or stands for in another table."""
    equations = [one for one in list_equations(ledger) if wrong in one.right]
    return {(cell.start, cell.end) for one in equations for cell in one.left}


@settings(deadline=None, max_examples=60)
@given(seed=seeds, choice=st.integers(0, 2**16), by=st.sampled_from(["1.00", "10.00", "-1.00"]))
def test_a_wrong_cell_is_always_found(seed: int, choice: int, by: str) -> None:
    """Any amount of the nine tables that is changed is named, or a total that it is part of, by one finding."""
    sound = make_nine_tables(Random(seed))
    cells = list(sound)
    chosen = cells[choice % len(cells)]
    wrong = change(sound, chosen.form, chosen.row, chosen.column, by)
    cell = wrong.sheets[chosen.form].cells[chosen.row, chosen.column]
    (finding,) = check(wrong)[0]
    named = (finding.start, finding.end)
    assert finding.severity == ERROR
    assert named == (cell.start, cell.end) or (cell.start, cell.end) in finding.related or named in _totals(wrong, cell)
