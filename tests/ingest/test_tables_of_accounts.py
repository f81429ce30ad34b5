"""The accounts tables in the shapes that they are printed in, beside the figures expected of them."""

import pytest

from ingest.blocks import Cell, Table
from ingest.extract.tables.accounts import read_accounts_figures, read_basic_lines
from ingest.extract.tables.classification import read_economic_rows, read_function_rows
from reading_tables import Rows, make_views

YEAR = 2022
SUMMARY = [
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["一、一般公共预算财政拨款收入", "1", "80.00", "一、一般公共服务支出", "31", "60.00"],
    ["二、政府性基金预算财政拨款收入", "2", "", "二、教育支出", "32", "31.00"],
    ["八、其他收入", "8", "10.00", "", "33", ""],
    ["本年收入合计", "27", "90.00", "本年支出合计", "57", "91.00"],
    ["使用非财政拨款结余（含专用结余）", "28", "", "结余分配", "58", ""],
    ["年初结转和结余", "29", "3.00", "年末结转和结余", "59", "2.00"],
    ["总计", "30", "93.00", "总计", "60", "93.00"],
]
FISCAL = [
    ["收入", "", "支出", "", "", ""],
    ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
    ["一、一般公共预算财政拨款", "80.00", "一、教育支出", "81.00", "81.00", ""],
    ["二、政府性基金预算财政拨款", "5.00", "二、其他支出", "5.00", "", "5.00"],
    ["本年收入合计", "85.00", "本年支出合计", "86.00", "81.00", "5.00"],
    ["年初财政拨款结转和结余", "2.00", "年末财政拨款结转和结余", "1.00", "1.00", ""],
    ["一般公共预算财政拨款", "2.00", "", "", "", ""],
    ["政府性基金预算财政拨款", "0.00", "", "", "", ""],
    ["总计", "87.00", "总计", "87.00", "82.00", "5.00"],
]
EXPENDITURE = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["合计", "", "91.00", "50.00", "41.00", "", "", ""],
    ["205", "教育支出", "91.00", "50.00", "41.00", "", "", ""],
    ["20502", "普通教育", "91.00", "50.00", "41.00", "", "", ""],
    ["2050202", "小学教育", "91.00", "50.00", "41.00", "", "", ""],
]
FUND = [
    ["科目编码", "科目名称", "年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"],
    ["合计", "合计", "0.00", "5.00", "5.00", "", "5.00", "0.00"],
    ["2120804", "农村基础设施建设支出", "0.00", "5.00", "5.00", "", "5.00", "0.00"],
]
THREE = [
    ["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""],
    ["合计", "因公出国（境）费", "小计", "购置费", "运行费", "公务接待费"] * 2,
    ["6.00", "0.00", "5.00", "0.00", "5.00", "1.00", "4.50", "0.00", "4.00", "0.00", "4.00", "0.50"],
]
PAIRS = [
    [
        "合计",
        "合计",
        "因公出国（境）费",
        "因公出国（境）费",
        "小计",
        "小计",
        "购置",
        "购置",
        "运行",
        "运行",
        "接待",
        "接待",
    ],
    ["预算数", "决算数"] * 6,
    ["6.00", "4.50", "0.00", "0.00", "5.00", "4.00", "0.00", "0.00", "5.00", "4.00", "1.00", "0.50"],
]
BASIC = [
    ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"],
    ["301", "工资福利支出", "40.00", "302", "商品和服务支出", "10.00"],
    ["30101", "基本工资", "40.00", "30215", "会议费", "0.30"],
    ["人员经费合计", "", "40.00", "公用经费合计", "", "10.00"],
]


def figures(title: str, table: Table | Rows, **more: object) -> dict[tuple[str, str, str], str]:
    """Value in 万元 by (indicator, scope, phase); each figure's words stand at its place."""
    view, report = make_views(title, table, **more)  # type: ignore[arg-type]
    found = {}
    for figure in read_accounts_figures(view, YEAR):
        assert report.text[figure.start : figure.end] == figure.disclosed
        assert (figure.source, figure.unit, figure.year) == ("table", "元", YEAR)
        found[figure.indicator, figure.scope, figure.phase] = f"{(figure.value / 10_000).normalize():f}"
    return found


A = "actual"


def test_income_and_expenditure() -> None:
    """Both sides of the summary; numbers of lines are no amounts, blanks no figures."""
    assert figures("收入支出决算总表", SUMMARY) == {
        ("income.fiscal", "general_public", A): "80",
        ("income.other", "all", A): "10",
        ("income", "all", A): "90",
        ("expenditure", "all", A): "91",
        ("opening_balance", "all", A): "3",
        ("closing_balance", "all", A): "2",
        ("total_income_and_balance", "all", A): "93",
        ("total_expenditure_and_balance", "all", A): "93",
    }


def test_fiscal_summary() -> None:
    """Funds stand twice on the left, as income and as opening balance; on the right each has its column."""
    found = figures("财政拨款收入支出决算总表", FISCAL)
    assert {key[:2]: value for key, value in found.items()} == {
        ("income.fiscal", "general_public"): "80",
        ("income.fiscal", "gov_fund"): "5",
        ("income.fiscal", "all"): "85",
        ("opening_balance", "fiscal"): "2",
        ("opening_balance", "general_public"): "2",
        ("opening_balance", "gov_fund"): "0",
        ("total_income_and_balance", "fiscal"): "87",
        ("expenditure", "fiscal"): "86",
        ("expenditure", "general_public"): "81",
        ("expenditure", "gov_fund"): "5",
        ("closing_balance", "fiscal"): "1",
        ("closing_balance", "general_public"): "1",
        ("total_expenditure_and_balance", "fiscal"): "87",
        ("total_expenditure_and_balance", "general_public"): "82",
        ("total_expenditure_and_balance", "gov_fund"): "5",
    }


@pytest.mark.parametrize("total", [["合计", ""], ["合计", "合计"], ["合计"]], ids=["blank", "merged", "torn"])
def test_totals_by_code(total: list[str]) -> None:
    """The 合计 row, whether code and name are two cells, one, or one whose other half was lost."""
    rows = [EXPENDITURE[0], [*total, *EXPENDITURE[1][2:]], *EXPENDITURE[2:]]
    assert figures("支出决算表", rows) == {
        ("expenditure", "all", A): "91",
        ("expenditure.basic", "all", A): "50",
        ("expenditure.project", "all", A): "41",
    }


def test_a_funds_table() -> None:
    """Balances, income and expenditure of the fund; fiscal money received is income.fiscal."""
    assert figures("政府性基金预算财政拨款收入支出决算表", FUND) == {
        ("opening_balance", "gov_fund", A): "0",
        ("income.fiscal", "gov_fund", A): "5",
        ("expenditure", "gov_fund", A): "5",
        ("expenditure.project", "gov_fund", A): "5",
        ("closing_balance", "gov_fund", A): "0",
    }


@pytest.mark.parametrize("rows", [THREE, PAIRS], ids=["side by side", "in pairs"])
def test_three_public(rows: Rows) -> None:
    """Budget and accounts stand side by side or in pairs; a note says which budget; the title says which money."""
    found = figures("财政拨款“三公”经费支出决算表", rows, below=["注：预算数为全年预算数，反映按程序调整后的预算数。"])
    assert found["three_public", "fiscal", "adjusted"] == "6"
    assert found["three_public", "fiscal", A] == "4.5"
    assert found["three_public.vehicles.operation", "fiscal", A] == "4"
    assert found["three_public.reception", "fiscal", "adjusted"] == "1"
    older = figures("一般公共预算财政拨款“三公”经费支出决算表", rows)
    assert older["three_public.reception", "general_public", "budget"] == "1"


def test_basic_expenditure() -> None:
    """The totals are figures; lines that show a part of an indicator are kept apart; all lines are rows."""
    view, _ = make_views("一般公共预算财政拨款基本支出决算表", BASIC)
    totals = {one.indicator: one.disclosed for one in read_accounts_figures(view, YEAR)}
    assert totals == {"expenditure.basic.personnel": "40.00", "expenditure.basic.public": "10.00"}
    partial = {one.indicator: one.disclosed for one in read_basic_lines(view, YEAR)}
    assert partial == {"expenditure.wages": "40.00", "expenditure.goods_services": "10.00", "meetings": "0.30"}
    rows = [(row.code, row.category, row.item, row.amount) for row in read_economic_rows(view)]
    assert [row[:3] for row in rows] == [
        ("301", "工资福利支出", ""),
        ("30101", "工资福利支出", "基本工资"),
        ("302", "商品和服务支出", ""),
        ("30215", "商品和服务支出", "会议费"),
    ]


def test_functions() -> None:
    """Coded rows with the names of the levels above them."""
    view, report = make_views("支出决算表", EXPENDITURE)
    rows = list(read_function_rows(view))
    assert [(row.level, row.code, row.category, row.group, row.item) for row in rows] == [
        ("category", "205", "教育支出", "", ""),
        ("group", "20502", "教育支出", "普通教育", ""),
        ("item", "2050202", "教育支出", "普通教育", "小学教育"),
    ]
    assert [(f"{row.actual:f}", f"{row.basic:f}", row.superior) for row in rows] == [
        ("910000.00", "500000.00", None)
    ] * 3
    assert report.text[rows[2].start : rows[2].end].startswith("2050202")


def test_the_unit_is_the_tables_own() -> None:
    """A table in 元 beside others in 万元 keeps its unit."""
    found = figures("支出决算表", EXPENDITURE, unit="单位：元")
    assert found["expenditure", "all", A] == "0.0091"


def test_merged_cells() -> None:
    """A 合计 cell over two columns, and names that their cells broke over lines."""
    cells = [Cell(text, 0, column) for column, text in enumerate(EXPENDITURE[0])]
    cells += [Cell("合  计", 1, 0, colspan=2)]
    cells += [Cell(text, 1, column) for column, text in enumerate(EXPENDITURE[1]) if column > 1]
    cells += [Cell(text, 2, column) for column, text in enumerate(["2050202", "小学\n教育", *EXPENDITURE[4][2:]])]
    view, _ = make_views("支出决算表", Table(tuple(cells)))
    assert next(read_accounts_figures(view, YEAR)).disclosed == "91.00"
    assert [row.item for row in read_function_rows(view)] == ["小学教育"]
