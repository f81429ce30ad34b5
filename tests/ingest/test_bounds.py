"""What is a part of something may not be more than that: between accounts tables, and of them and the text."""

import pytest

from ingest.checks.rules import Passed
from ingest.checks.tables import check_tables
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.ledger import TOTAL, Ledger
from ledger_making import Rows, make_ledger


def _spent(*rows: tuple[str, str, str]) -> Rows:
    """Rows by code with basic and project expenditure; their sum is printed, too."""
    return {
        row: {
            "expenditure": f"{float(basic or 0) + float(project or 0):.2f}",
            "expenditure.basic": basic,
            "expenditure.project": project,
        }
        for row, basic, project in rows
    }


def _chain(basic: str, project: str, code: str = "2010101") -> Rows:
    """One item with its group, class and 合计."""
    return _spent(*((row, basic, project) for row in (TOTAL, code[:3], code[:5], code)))


ALL = {"expenditure": _chain("50.00", "40.00")}
PUBLIC = "general_public_expenditure"
SUMMARY: Rows = {
    "in.opening": {"all": "5.00"},
    "in.income": {"all": "100.00"},
    "out.expenditure": {"all": "90.00"},
    "out.closing": {"all": "15.00"},
}
FISCAL: Rows = {
    "in.opening": {"fiscal": "4.00"},
    "in.income": {"fiscal": "80.00"},
    "out.expenditure": {"fiscal": "70.00"},
    "out.closing": {"fiscal": "14.00"},
}
BASIC: Rows = {code: {"amount": "2.00"} for code in ("30212", "30217", "30231", "31013")}
THREE_PUBLIC: Rows = {
    "actual": {
        "three_public": "8.00",
        "three_public.abroad": "2.00",
        "three_public.vehicles": "4.00",
        "three_public.vehicles.purchase": "2.00",
        "three_public.vehicles.operation": "2.00",
        "three_public.reception": "2.00",
    }
}


def _outcomes(forms: dict[str, Rows]) -> tuple[list[Finding], set[str], list[Unchecked]]:
    """The findings, the rules that something passed, what could not be checked."""
    told = list(check_tables([make_ledger(forms)]))
    return (
        [one for one in told if isinstance(one, Finding)],
        {one.rule for one in told if isinstance(one, Passed)},
        [one for one in told if isinstance(one, Unchecked)],
    )


def _with(rows: Rows, row: str, column: str, text: str) -> Rows:
    return {**rows, row: {**rows[row], column: text}}


def _kind(rows: Rows, kind: str, text: str) -> Rows:
    """三公 expenses with another amount of a kind, and the sums that follow."""
    actual = {**rows["actual"], f"three_public.{kind}": text}
    vehicles = float(actual["three_public.vehicles.purchase"]) + float(actual["three_public.vehicles.operation"])
    whole = vehicles + float(actual["three_public.abroad"]) + float(actual["three_public.reception"])
    return {"actual": {**actual, "three_public.vehicles": f"{vehicles:.2f}", "three_public": f"{whole:.2f}"}}


HOLD: list[tuple[str, dict[str, Rows]]] = [
    ("B05", {**ALL, PUBLIC: _chain("50.00", "40.00")}),
    ("B05", {**ALL, PUBLIC: _chain("20.00", "")}),
    ("B06", {"income_expenditure_summary": SUMMARY, "fiscal_summary": FISCAL}),
    ("B08", {"three_public": THREE_PUBLIC, "general_public_basic": BASIC}),
    ("B09", {**ALL, "fiscal_summary": {"class:201": {"fiscal": "90.00"}}}),
    ("B09", {**ALL, "fiscal_summary": FISCAL, PUBLIC: _chain("50.00", ""), "gov_fund": _chain("", "40.00")}),
]


@pytest.mark.parametrize(("rule", "forms"), HOLD)
def test_a_part_that_fits(rule: str, forms: dict[str, Rows]) -> None:
    """It passes, up to the whole itself."""
    found, passed, _ = _outcomes(forms)
    assert found == []
    assert rule in passed


# The tables, and the one finding: rule, severity, what is printed, what it ought to be at least.
BREACHES: list[tuple[dict[str, Rows], tuple[str, str, str, str]]] = [
    ({**ALL, PUBLIC: _chain("20.00", "45.00")}, ("B05", ERROR, "40.00", "不少于45万元")),
    ({**ALL, PUBLIC: _chain("50.01", "10.00")}, ("B05", ROUNDING, "50.00", "不少于50.01万元")),
    ({"expenditure": _chain("50.00", ""), PUBLIC: _chain("20.00", "3.00")}, ("B05", ERROR, "3.00", "不超过0万元")),
    (
        {"income_expenditure_summary": SUMMARY, "fiscal_summary": _with(FISCAL, "out.closing", "fiscal", "15.40")},
        ("B06", NOTICE, "15.00", "不少于15.4万元"),
    ),
    (
        {"three_public": _kind(THREE_PUBLIC, "reception", "1.20"), "general_public_basic": BASIC},
        ("B08", ERROR, "1.20", "不少于2万元"),
    ),
    (
        {"three_public": _kind(THREE_PUBLIC, "abroad", "1.20"), "general_public_basic": BASIC},
        ("B08", NOTICE, "1.20", "不少于2万元"),
    ),
    ({**ALL, "fiscal_summary": {"class:201": {"fiscal": "93.00"}}}, ("B09", ERROR, "90.00", "不少于93万元")),
    (
        {**ALL, "fiscal_summary": FISCAL, PUBLIC: _chain("50.00", "30.00"), "gov_fund": _chain("", "20.00")},
        ("B09", ERROR, "90.00", "不少于100万元"),
    ),
]


@pytest.mark.parametrize(("forms", "expected"), BREACHES, ids=[one[1][0] for one in BREACHES])
def test_a_part_that_is_too_much(forms: dict[str, Rows], expected: tuple[str, str, str, str]) -> None:
    """One finding, at the last item, with both amounts; that its class and the whole break with it is told there."""
    (finding,) = _outcomes(forms)[0]
    assert (finding.rule, finding.severity, finding.disclosed, finding.expected) == expected
    assert finding.related or "没有金额" in finding.message
    assert "小于它所包含的" in finding.message


def test_a_cell_that_its_own_table_contradicts() -> None:
    """It is named by its table alone; against the other table nothing is said but that it was not compared."""
    whole = _with(ALL["expenditure"], "2010101", "expenditure.basic", "5.00")
    found, _, unchecked = _outcomes({"expenditure": whole, PUBLIC: _chain("50.00", "40.00")})
    assert {one.rule for one in found} <= {"A02", "A03"}
    assert any(one.rule == "B05" and "没有再比较" in one.reason for one in unchecked)


@pytest.mark.parametrize(
    ("forms", "rule", "reason"),
    [
        (ALL, "B05", "没有读到一般公共预算财政拨款支出决算表"),
        ({"fiscal_summary": FISCAL}, "B06", "没有读到收入支出决算总表"),
        ({"general_public_basic": BASIC}, "B08", "没有读到“三公”经费支出决算表"),
        (ALL, "B09", "没有读到财政拨款收入支出决算总表"),
        ({**ALL, PUBLIC: _chain("", "")}, "B05", "两张表没有可以相比的金额"),
    ],
)
def test_what_cannot_be_compared(forms: dict[str, Rows], rule: str, reason: str) -> None:
    """A table that is not there is named."""
    assert Unchecked(rule, reason) in _outcomes(forms)[2]


def _contributions(*amounts: str) -> Ledger:
    """养老, 年金, 公积金, 医疗 by function, each 10.00 or as given, beside the same by economic class."""
    codes = ("2080505", "2080506", "2210201", "21011")
    by_class = {code: {"amount": "10.00"} for code in ("30108", "30109", "30113")}
    by_class |= {"30110": {"amount": "6.00"}, "30111": {"amount": "4.00"}}
    by_function = {code: {"expenditure.basic": amount} for code, amount in zip(codes, amounts, strict=True)}
    return make_ledger({PUBLIC: by_function, "general_public_basic": by_class})


CONTRIBUTIONS: list[tuple[tuple[str, ...], list[tuple[str, str]], int]] = [
    (("10.00", "10.00", "10.00", "10.00"), [], 0),
    (("10.00", "10.00", "10.00", "10.01"), [], 0),
    (("10.00", "10.00", "12.00", "10.00"), [("12.00", "10万元")], 0),
    (("10.00", "10.00", "", "10.00"), [], 0),
    (("10.00", "10.00", "12.00", "13.00"), [], 1),
    (("10.00", "15.00", "12.00", "13.00"), [], 1),
]


@pytest.mark.parametrize(("amounts", "expected", "unchecked"), CONTRIBUTIONS)
def test_contributions(amounts: tuple[str, ...], expected: list[tuple[str, str]], unchecked: int) -> None:
    """One kind that differs where the others agree is worth a look; where several do, they are booked otherwise."""
    told = [one for one in check_tables([_contributions(*amounts)]) if getattr(one, "rule", "") == "B07"]
    found = [one for one in told if isinstance(one, Finding)]
    assert [(one.disclosed, one.expected) for one in found] == expected
    assert all(one.severity == NOTICE and "可以不同" in one.message for one in found)
    assert sum(isinstance(one, Unchecked) for one in told) == unchecked
