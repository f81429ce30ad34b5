"""The accounts tables in the shapes that they are printed in, beside the figures expected of them."""

from collections.abc import Sequence
from typing import Any

import pytest

from ingest.blocks import Cell, Paragraph, Table
from ingest.extract.tables.accounts import read_accounts_figures, read_basic_lines
from ingest.extract.tables.classification import read_economic_rows, read_function_rows
from ingest.headings import find_headings
from ingest.markdown import render_report
from ingest.report_tables import read_tables
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


def figures(title: str, table: Table | Rows, **more: Any) -> dict[tuple[str, str, str], str]:
    """Value in 万元 by (indicator, scope, phase); each figure's words stand at its place."""
    view, report = make_views(title, table, **more)
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


def amounts(title: str, table: Table | Rows, below: Sequence[str] = ()) -> list[tuple[str, str, str, str, str]]:
    """(indicator, scope, phase, measure, value) of each figure of a form, money in 万元."""
    view, _ = make_views(title, table, below=below)
    return [
        (
            figure.indicator,
            figure.scope,
            figure.phase,
            figure.measure,
            f"{(figure.value / 10_000 if figure.unit == '元' else figure.value).normalize():f}",
        )
        for figure in read_accounts_figures(view, YEAR)
    ]


DOWN = [
    ["项目", "行次", "预算数", "全年预算数", "决算统计数"],
    ["一、“三公”经费支出", "1", "—", "—", "—"],
    ["（一）支出合计", "2", "6.00", "5.50", "4.50"],
    ["2.公务用车购置及运行维护费", "3", "5.00", "4.50", "4.00"],
    ["（2）公务用车运行维护费", "4", "5.00", "4.50", "4.00"],
    ["（1）国内接待费", "5", "—", "—", "0.50"],
    ["其中：外事接待费", "6", "—", "—", "0.10"],
    ["（二）相关统计数", "7", "—", "—", "—"],
    ["4.公务用车保有量（辆）", "8", "—", "—", "2"],
    ["5.国内公务接待批次（个）", "9", "—", "—", "11"],
    ["二、机关运行经费", "10", "—", "—", "60.00"],
]
MEETINGS = [
    ["项目", "合计", "因公出国（境）费", "小计", "购置费", "运行费", "公务接待费", "会议费", "培训费"],
    ["预算数", "6.00", "0.00", "5.00", "0.00", "5.00", "1.00", "2.00", "3.00"],
    ["决算数", "4.50", "0.00", "4.00", "0.00", "4.00", "0.50", "1.50", "2.50"],
]
ASSETS = [
    ["项目", "行次", "资产总额", "流动资产", "固定资产", "在建工程", "无形资产"],
    ["合计", "1", "90.00", "10.00", "70.00", "4.00", "6.00"],
]
INFORMATION = [
    ["项目", "行次", "统计数"],
    ["一、机构运行经费支出", "1", "75.00"],
    ["（一）车辆数合计（辆）", "2", "3"],
    ["4.执法执勤用车", "3", "1"],
    ["（二）单价100万元（含）以上设备（不含车辆）（台、套）", "4", "2"],
    ["（一）政府采购支出合计", "5", "30.00"],
    ["1.政府采购货物支出", "6", "30.00"],
    ["（二）政府采购授予中小企业合同金额", "7", "20.00"],
]


def test_the_three_public_form_with_a_row_a_kind() -> None:
    """A row a kind, a column a phase; rows of statistics are counts."""
    rows = amounts("财政拨款“三公”经费、行政参公单位机关运行经费情况表", DOWN)
    assert ("three_public", "fiscal", "budget", "amount", "6") in rows
    assert ("three_public", "fiscal", "adjusted", "amount", "5.5") in rows
    assert ("three_public.vehicles.operation", "fiscal", "actual", "amount", "4") in rows
    assert ("three_public.reception.domestic", "fiscal", "actual", "amount", "0.5") in rows
    assert ("three_public.vehicles.held", "fiscal", "actual", "count", "2") in rows
    assert ("three_public.reception.groups", "fiscal", "actual", "count", "11") in rows
    assert ("agency_operation", "general_public", "actual", "amount", "60") in rows
    assert len(rows) == 14


def test_meetings_and_training_beside_the_three_public() -> None:
    """A row for the budget, one for the accounts; meetings and training are of all money."""
    rows = amounts("一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表", MEETINGS)
    assert ("three_public", "general_public", "budget", "amount", "6") in rows
    assert ("meetings", "all", "budget", "amount", "2") in rows
    assert ("training", "all", "actual", "amount", "2.5") in rows
    assert len(rows) == 16


def test_assets_in_a_row_and_in_lines() -> None:
    """Values of assets stand across, numbers of vehicles and procurement in lines; 机构运行经费 is no 机关运行经费."""
    assert [(row[0], row[4]) for row in amounts("国有资产使用情况表", ASSETS)] == [
        ("assets.total", "90"),
        ("assets.current", "10"),
        ("assets.fixed", "70"),
        ("assets.construction", "4"),
        ("assets.intangible", "6"),
    ]
    title = "机构运行经费支出、国有资产占用情况及政府采购支出信息表"
    assert [(row[0], row[4]) for row in amounts(title, INFORMATION)] == [
        ("assets.vehicles", "3"),
        ("assets.vehicles.enforcement", "1"),
        ("assets.equipment_1m", "2"),
        ("procurement", "30"),
        ("procurement.goods", "30"),
        ("procurement.sme", "20"),
    ]


def test_codes_in_three_columns() -> None:
    """Where 类, 款 and 项 are columns, blanks stand between a code and its name."""
    table = [
        ["项目", "", "", "", "本年支出", "基本支出", "项目支出"],
        ["类", "款", "项", "科目名称", "", "", ""],
        ["合计", "", "", "", "91.00", "50.00", "41.00"],
        ["205", "", "", "教育支出", "91.00", "50.00", "41.00"],
        ["2050202", "", "", "小学教育", "91.00", "50.00", "41.00"],
    ]
    title = "一般公共预算财政拨款支出决算表"
    assert [(row[0], row[4]) for row in amounts(title, table)] == [
        ("expenditure", "91"),
        ("expenditure.basic", "50"),
        ("expenditure.project", "41"),
    ]
    view, _ = make_views(title, table)
    assert [(row.code, row.category, row.item) for row in read_function_rows(view)] == [
        ("205", "教育支出", ""),
        ("2050202", "教育支出", "小学教育"),
    ]


def test_a_unit_torn_from_its_line_is_found() -> None:
    """A broken line may set the unit below its 单位：."""
    blocks = [Paragraph("支出决算表"), Paragraph("公开03表 金额单位："), Paragraph("元"), Table.from_rows(EXPENDITURE)]
    outline = find_headings(blocks)
    (table,) = read_tables(render_report(outline))
    assert (table.form, table.unit_name) == ("expenditure", "元")


@pytest.mark.parametrize(
    "codes",
    [
        [["205", "", ""], ["205", "02", ""], ["205", "02", "02"]],
        [["205", "", ""], ["205", "20502", ""], ["205", "20502", "2050202"]],
    ],
    ids=["parts", "growing"],
)
def test_codes_torn_over_columns(codes: list[list[str]]) -> None:
    """205 | 02 | 02 is 2050202, whether each column has its part or the code so far."""
    names = ("教育支出", "普通教育", "小学教育")
    rows = [[*code, name, "91.00", "50.00", "41.00"] for code, name in zip(codes, names, strict=True)]
    table = [["类", "款", "项", "合计", "91.00", "50.00", "41.00"], *rows]
    head = ["功能分类", "", "", "科目名称", "本年支出", "基本支出", "项目支出"]
    view, _ = make_views("一般公共预算财政拨款支出决算表", [head, *table])
    assert [(row.code, row.level, row.item, row.actual) for row in read_function_rows(view)] == [
        ("205", "category", "", 910_000),
        ("20502", "group", "", 910_000),
        ("2050202", "item", "小学教育", 910_000),
    ]
    assert [row[0] for row in amounts("一般公共预算财政拨款支出决算表", [head, *table])] == [
        "expenditure",
        "expenditure.basic",
        "expenditure.project",
    ]


def test_economic_codes_torn_over_columns() -> None:
    """302 | 01 beside 310 | 02: the classes of basic expenditure, side by side."""
    table = [
        ["类", "款", "科目名称", "决算数", "类", "款", "科目名称", "决算数"],
        ["301", "", "工资福利支出", "9.50", "302", "", "商品和服务支出", "1.20"],
        ["301", "01", "基本工资", "9.50", "302", "01", "办公费", "1.20"],
    ]
    view, _ = make_views("一般公共预算财政拨款基本支出决算表", table)
    assert [(row.code, row.item, row.amount) for row in read_economic_rows(view)] == [
        ("301", "", 95_000),
        ("30101", "基本工资", 95_000),
        ("302", "", 12_000),
        ("30201", "办公费", 12_000),
    ]


def test_a_code_glued_to_its_name() -> None:
    """The cell beside it lost its words, and no amount moves."""
    table = [*EXPENDITURE[:4], ["2050202小学教育", "", "91.00", "50.00", "41.00", "", "", ""]]
    view, _ = make_views("支出决算表", table)
    last = list(read_function_rows(view))[-1]
    assert (last.code, last.item, last.actual, last.basic, last.project) == (
        "2050202",
        "小学教育",
        910_000,
        500_000,
        410_000,
    )


def test_economic_classes_across() -> None:
    """A matrix of functional items and economic classes: its sums are figures, its first column the items' amounts."""
    cells = [
        *(Cell(text, 0, column, rowspan=2) for column, text in enumerate(("科目编码", "科目名称", "合计"))),
        *(Cell(text, 0, column, colspan=2) for column, text in ((3, "工资福利支出"), (5, "商品和服务支出"))),
        *(Cell(text, 1, column) for column, text in ((3, "小计"), (4, "基本工资"), (5, "小计"), (6, "办公费"))),
        Cell("合计", 2, 0, colspan=2),
        *(Cell(text, 2, column) for column, text in enumerate(("9.50", "6.00", "6.00", "3.50", "3.50"), 2)),
        *(
            Cell(text, 3, column)
            for column, text in enumerate(("205", "教育支出", "9.50", "6.00", "6.00", "3.50", "3.50"))
        ),
    ]
    view, _ = make_views("财政拨款支出决算明细表", Table(tuple(cells)))
    assert [(one.indicator, one.scope, one.disclosed) for one in read_accounts_figures(view, YEAR)] == [
        ("expenditure", "fiscal", "9.50"),
        ("expenditure.wages", "fiscal", "6.00"),
        ("expenditure.goods_services", "fiscal", "3.50"),
    ]
    assert [(row.scope, row.code, row.actual) for row in read_function_rows(view)] == [("fiscal", "205", 95_000)]


def test_a_title_in_one_line_with_its_unit() -> None:
    """A page's head whose layout is lost still names the form."""
    head = Paragraph("机构运行经费支出、国有资产占用情况及政府采购支出信息表公开10表 部门：某县教育局 金额单位：万元")
    rows = Table.from_rows(
        [["项目", "行次", "统计数"], ["（一）车辆数合计（辆）", "3", "1"], ["（一）政府采购支出合计", "13", "2.50"]]
    )
    (table,) = read_tables(render_report(find_headings([head, rows])))
    assert (table.form, table.unit_name) == ("state_assets", "万元")
