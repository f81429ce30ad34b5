"""Forms of budgets as several provinces print them: their titles, heads and columns."""

from decimal import Decimal

import pytest

from ingest.blocks import Cell, Table
from ingest.extract.tables import read_table_figures, read_table_rows
from ingest.forms import find_form
from reading_tables import Rows, make_views
from reading_text import show, show_value

YEAR = 2025


def merged(*rows: list[str | tuple[str, int, int]]) -> Table:
    """A table of rows of words, or of (words, columns, rows) where a cell is merged."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for one in row:
            text, wide, high = one if isinstance(one, tuple) else (one, 1, 1)
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(high) for right in range(wide)}
            cells.append(Cell(text, number, column, high, wide))
            column += wide
    return Table(tuple(cells))


def planned(title: str, table: Table | Rows, unit: str = "单位：万元") -> set[str]:
    """The figures of a form, as `show` writes them: planned for the report's year where nothing else is said."""
    view, _ = make_views(title, table, unit=unit, kind="budget")
    return {show(one, year=YEAR, phase="budget") for one in read_table_figures((view,), YEAR)}


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("2025年部门财务收支预算总表", "budget_summary"),
        ("2025年预算单位收入预算总表", "budget_income"),
        ("某市某局部门支出预算总表", "budget_expenditure"),
        ("部门综合预算收支总表", "budget_summary"),
        ("财政拨款收支预算总表", "budget_fiscal_summary"),
        ("一般公共预算支出功能分类预算表", "budget_general_public"),
        ("一般公共预算支出表（功能科目）", "budget_general_public"),
        ("表3-1 一般公共预算支出预算表", "budget_general_public"),
        ("财政拨款支出表（功能科目）", "budget_fiscal_expenditure"),
        ("一般公共预算基本支出部门预算经济分类预算表", "budget_general_public_basic"),
        ("一般公共预算基本支出明细表（按支出经济分类科目）", "budget_general_public_basic"),
        ("政府性基金支出预算表", "budget_gov_fund"),
        ("国有资本经营预算支出功能分类预算表", "budget_state_capital"),
        ("“三公”经费和机关运行经费预算表", "budget_three_public"),
        ("一般公共预算拨款“三公”经费及会议费、培训费支出预算表", "budget_three_public"),
        ("专项业务经费支出预算表", "budget_project"),
        # By economic class as a whole it is another form, and so is a government's own.
        ("一般公共预算支出明细表（按支出经济分类科目）", None),
        ("财政拨款支出预算表（部门经济分类科目）", None),
        ("一般公共预算收入预算表", None),
        ("部门预算项目绩效目标表", None),
        # Accounts stay accounts.
        ("政府性基金预算财政拨款收入支出决算表", "gov_fund"),
    ],
)
def test_titles_of_forms(title: str, form: str | None) -> None:
    """What stays without year, agency and 预算 tells the form."""
    assert find_form(title) == form


THREE_KINDS: Rows = [
    ["项目", "合计", "一般公共预算", "政府性基金预算"],
    ["行政经费", "312.23", "312.23", "0.00"],
    ["“三公”经费", "29.00", "29.00", "0.00"],
    ["（一）因公出国（境）支出", "0.00", "0.00", "0.00"],
    ["（二）公务用车购置及运行维护支出", "28.00", "28.00", "0.00"],
    ["（三）公务接待费支出", "1.00", "1", "0.00"],
]


def test_three_public_by_fund() -> None:
    """A column a fund beside their sum, whose scope is the title's."""
    found = planned("财政拨款安排的“三公”经费预算表", THREE_KINDS)
    assert {one for one in found if one.startswith("three_public ")} == {
        "three_public fiscal amount 29",
        "three_public general_public amount 29",
        "three_public gov_fund amount 0",
    }


def test_three_public_with_statistics() -> None:
    """Below the money stand groups and guests; in yuan no amount has decimals."""
    rows = [
        ["项目", "2024年执行数", "2025年预算数"],
        ["一、支出合计", "", "250000"],
        ["1、公务接待费", "", "150000"],
        ["2、公务用车费", "", "100000"],
        ["1.公务用车保有量（辆）", "", "1"],
        ["2.公务接待批次（批）", "", "10"],
    ]
    assert planned("“三公”经费预算情况表", rows, "单位：元") == {
        "three_public all amount 25",
        "three_public.reception all amount 15",
        "three_public.vehicles all amount 10",
        "three_public.vehicles.held all count 1 actual",
        "three_public.reception.groups all count 10",
    }


CODED: Rows = [
    ["功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出", "", ""],
    ["类", "款", "项", "", "", "", ""],
    ["205", "", "", "教育支出", "2,700,000", "2,000,000", "700,000"],
    ["205", "02", "", "普通教育", "2,700,000", "2,000,000", "700,000"],
    ["205", "02", "2", "小学教育", "2,700,000", "2,000,000", "700,000"],
    ["301", "01", "", "基本工资", "2,700,000", "2,000,000", "700,000"],
    ["合计", "", "", "", "2,700,000", "2,000,000", "700,000"],
]


def test_codes_in_three_cells_of_text_without_rulings() -> None:
    """The heads of amounts are those of the last columns; economic codes are no functions."""
    view, _ = make_views("部门支出预算总表", CODED, unit="单位：元", kind="budget")
    assert {(one.indicator, show_value(one)) for one in read_table_figures((view,), YEAR)} == {
        ("expenditure", "270"),
        ("expenditure.basic", "200"),
        ("expenditure.project", "70"),
    }
    rows = read_table_rows((view,), YEAR).functions
    assert [(row.code, row.budget, row.basic) for row in rows] == [
        (code, Decimal(2_700_000), Decimal(2_000_000)) for code in ("205", "20502", "2050202")
    ]


def test_income_by_source_and_its_parts() -> None:
    """小计 is its head's; parts have codes of their own or none; all below 上年结转 was carried over."""
    heads: list[str | tuple[str, int, int]] = [("单位", 1, 2), ("合计", 1, 2), ("一般公共预算", 4, 1)]
    table = merged(
        [*heads, ("单位资金", 2, 1), ("上年结转", 2, 1)],
        [
            "小计",
            "经费拨款",
            "纳入一般公共预算管理的非税收入拨款",
            "其中：罚没",
            "小计",
            "事业收入",
            "小计",
            "一般公共预算",
        ],
        ["合计", "100.00", "70.00", "60.00", "10.00", "4.00", "20.00", "15.00", "10.00", "10.00"],
    )
    assert planned("收入总表", table) == {
        "total_income_and_balance all amount 100",
        "income.fiscal general_public amount 70",
        "income.fiscal.appropriation general_public amount 60",
        "income.fiscal.nontax general_public amount 10",
        "income.unit_funds all amount 20",
        "income.undertaking all amount 15",
        "opening_balance all amount 10",
        "opening_balance general_public amount 10",
    }


def test_three_public_of_two_years_in_whole_numbers() -> None:
    """Amounts without decimals are amounts; the row that counts the columns is none."""
    kinds: list[str | tuple[str, int, int]] = [
        ("合计", 1, 2),
        ("因公出国（境）费", 1, 2),
        ("公务用车购置及运行费", 3, 1),
        ("公务接待费", 1, 2),
    ]
    below: list[str | tuple[str, int, int]] = ["小计", "公务用车购置费", "公务用车运行费"]
    table = merged(
        [("2024年预算数", 6, 1), ("2025年预算数", 6, 1)],
        [*kinds, *kinds],
        [*below, *below],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        ["10", "1", "6", "2", "4", "3", "9", "1", "5", "1", "4", "3"],
    )
    found = planned("一般公共预算“三公”经费支出表", table)
    assert {one for one in found if one.startswith("three_public ")} == {
        "three_public general_public amount 10 2024",
        "three_public general_public amount 9",
    }
    assert len(found) == 12


def test_three_public_beside_meetings() -> None:
    """Where a group is headed 三公经费, the 合计 beside it adds meetings and training: no sum of the three."""
    group: list[str | tuple[str, int, int]] = [("合计", 1, 2), ("“三公”经费预算", 3, 1), ("会议费", 1, 2)]
    table = merged(group, ["小计", "公务接待费", "因公出国（境）费"], ["11.00", "9.00", "3.00", "6.00", "2.00"])
    assert planned("一般公共预算拨款“三公”经费及会议费支出预算表", table) == {
        "three_public general_public amount 9",
        "three_public.reception general_public amount 3",
        "three_public.abroad general_public amount 6",
        "meetings all amount 2",
    }


def test_three_public_whose_columns_were_lost() -> None:
    """Heads that a converter pushed to the left stand over the wrong amounts: their order tells which is which."""
    rows = [
        ["“三公”经费预算数", "机关运行经费预算数", "", "", "", "", ""],
        ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费", "", "", ""],
        ["", "", "小计", "购置费", "运行费", "", ""],
        ["22.10", "", "20.90", "19.30", "1.60", "1.20", "33.50"],
    ]
    assert planned("“三公”经费和机关运行经费预算表", rows) == {
        "three_public all amount 22.1",
        "three_public.vehicles all amount 20.9",
        "three_public.vehicles.purchase all amount 19.3",
        "three_public.vehicles.operation all amount 1.6",
        "three_public.reception all amount 1.2",
        "agency_operation general_public amount 33.5",
    }
