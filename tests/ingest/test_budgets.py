"""Budgets and evaluations of single projects: sentences and forms of several provinces, beside what they tell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.checks.ratios import check_ratios
from ingest.extract.narrative import Paragraph, read_figures
from ingest.extract.project_reports import make_project, read_project_figures
from ingest.extract.tables import read_table_figures, read_table_rows
from ingest.findings import Finding
from reading_tables import Rows, make_views
from reading_text import read_lines, read_sentence, show_value

YEAR = 2024


def told(
    text: str, *, part: str = "budget", scope: str = "all", topic: str = ""
) -> set[tuple[str, str, str, str, str]]:
    """(indicator, scope, phase, measure, value) of each figure, money in 万元."""
    return {
        (one.indicator, one.scope, one.phase, one.measure, show_value(one))
        for one in read_sentence(text, YEAR, part=part, scope=scope, topic=topic)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "某局2024年收入预算500.00万元，其中：一般公共预算拨款收入480.00万元，占96%；单位资金20.00万元，占4%。",
            {
                ("income", "all", "budget", "amount", "500"),
                ("income.fiscal", "general_public", "budget", "amount", "480"),
                ("income.fiscal", "general_public", "budget", "share", "96"),
                ("income.unit_funds", "all", "budget", "amount", "20"),
                ("income.unit_funds", "all", "budget", "share", "4"),
            },
        ),
        (
            "2024年支出预算500.00万元，其中：基本支出300.00万元，项目支出200.00万元。支出较去年减少10.00万元。",
            {
                ("expenditure", "all", "budget", "amount", "500"),
                ("expenditure.basic", "all", "budget", "amount", "300"),
                ("expenditure.project", "all", "budget", "amount", "200"),
                ("expenditure", "all", "budget", "change_amount", "-10"),
            },
        ),
        (
            "2024年财政拨款收支总预算480.00万元，比2023年预算数增加5.00万元，增长1.05%。",
            {
                (f"total_{side}_and_balance", "fiscal", "budget", measure, value)
                for side in ("income", "expenditure")
                for measure, value in (("amount", "480"), ("change_amount", "5"), ("change_rate", "1.05"))
            },
        ),
        (
            "2024年我局机关运行经费当年一般公共预算拨款60.00万元，比上年增加2.00万元。",
            {
                ("agency_operation", "general_public", "budget", "amount", "60"),
                ("agency_operation", "general_public", "budget", "change_amount", "2"),
            },
        ),
        (
            "2024年政府采购预算总额90.00万元，其中：货物类采购预算10.00万元；工程类采购预算0万元；服务类采购预算80.00万元。",
            {
                ("procurement", "all", "budget", "amount", "90"),
                ("procurement.goods", "all", "budget", "amount", "10"),
                ("procurement.works", "all", "budget", "amount", "0"),
                ("procurement.services", "all", "budget", "amount", "80"),
            },
        ),
    ],
)
def test_what_is_planned(text: str, expected: set[tuple[str, str, str, str, str]]) -> None:
    """Amounts, shares and changes of a budget are of its phase, whatever stands beside them."""
    assert told(text) == expected


def test_a_class_of_expenditure_is_no_kind_of_procurement() -> None:
    """服务支出 at the end of 一般公共服务支出 is a part of that name; the sum before it is the section's."""
    text = "2024年年初预算数500.00万元，其中，一般公共服务支出400.00万元，占80%；教育支出100.00万元，占20%。"
    assert told(text, topic="expenditure") == {("expenditure", "all", "budget", "amount", "500")}


def test_operation_below_its_heading() -> None:
    """运行经费 alone is the body's where the heading says so, and nothing that is known elsewhere."""
    text = "2024年一般公共预算财政拨款运行经费60.00万元，比上年增加2.00万元。"
    assert told(text, topic="agency_operation") == {
        ("agency_operation", "general_public", "budget", "amount", "60"),
        ("agency_operation", "general_public", "budget", "change_amount", "2"),
    }
    assert told(text, topic="three_public") == set()


def test_a_plan_in_accounts_is_no_label() -> None:
    """支出预算 behind a label is its budget, and in accounts it names nothing by itself."""
    assert told("公务接待费支出预算为5.00万元，支出决算为4.00万元。", part="final_accounts", scope="fiscal") == {
        ("three_public.reception", "fiscal", "budget", "amount", "5"),
        ("three_public.reception", "fiscal", "actual", "amount", "4"),
    }


def figures(title: str, rows: Rows, kind: str = "budget") -> set[tuple[str, str, int, str]]:
    view, _ = make_views(title, rows, kind=kind)
    return {
        (one.indicator, one.scope, one.year, show_value(one))
        for one in read_table_figures((view,), YEAR)
        if one.phase == "budget"
    }


def test_the_summary_with_last_years_budget() -> None:
    """Labels beside amounts on two sides; classes of expenditure are no figures; last year's column is last year's."""
    rows = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "2023年预算数", "2024年预算数", "项目", "2023年预算数", "2024年预算数"],
        ["一、一般公共预算拨款收入", "450.00", "480.00", "一、国有资本经营预算支出", "450.00", "480.00"],
        ["四、财政专户管理资金收入", "8.00", "9.00", "二、教育支出", "8.00", "9.00"],
        ["本年收入合计", "458.00", "489.00", "本年支出合计", "458.00", "489.00"],
    ]
    found = figures("部门收支总表", rows)
    assert {one for one in found if one[2] == YEAR} == {
        ("income.fiscal", "general_public", YEAR, "480"),
        ("income.special_account", "all", YEAR, "9"),
        ("income", "all", YEAR, "489"),
        ("expenditure", "all", YEAR, "489"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["科目编码", "科目名称", "合计", "人员经费", "公用经费", "项目支出"],
            ["合计", "", "300.00", "200.00", "40.00", "60.00"],
            ["205", "教育支出", "300.00", "200.00", "40.00", "60.00"],
        ],
        [
            ["类", "款", "项", "科目名称", "合计", "基本支出", "", "项目支出"],
            ["", "", "", "", "", "人员经费", "公用经费", ""],
            ["", "", "", "合计", "300.00", "200.00", "40.00", "60.00"],
            ["205", "", "", "教育支出", "300.00", "200.00", "40.00", "60.00"],
            ["205", "02", "01", "学前教育", "300.00", "200.00", "40.00", "60.00"],
        ],
    ],
    ids=["one column of codes", "three columns of codes"],
)
def test_expenditure_by_function(rows: Rows) -> None:
    """Columns are told by their heads, codes stand in one cell or three."""
    assert figures("一般公共预算支出表", rows) == {
        ("expenditure", "general_public", YEAR, "300"),
        ("expenditure.basic.personnel", "general_public", YEAR, "200"),
        ("expenditure.basic.public", "general_public", YEAR, "40"),
        ("expenditure.project", "general_public", YEAR, "60"),
    }
    view, _ = make_views("一般公共预算支出表", rows, kind="budget")
    functions = read_table_rows((view,), YEAR).functions
    assert functions[0].code == "205"
    assert all(row.budget == Decimal(3_000_000) and row.project == Decimal(600_000) for row in functions)
    assert functions[-1].code in {"205", "2050201"}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["单位名称", "合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"],
            ["", "", "", "小计", "公务用车购置费", "公务用车运行费", ""],
            ["某局", "10.00", "1.00", "6.00", "2.00", "4.00", "3.00"],
        ],
        [
            ["项目", "本年预算数"],
            ["合计", "10.00"],
            ["1.因公出国（境）费用", "1.00"],
            ["2.公务接待费", "3.00"],
            ["3.公务用车购置及运行费", "6.00"],
            ["其中：（1）公务用车运行维护费", "4.00"],
            ["（2）公务用车购置费", "2.00"],
        ],
        [
            ["项目", "2024年预算数"],
            ["合计", "10万元"],
            ["1.因公出国（境）费用", "1万元"],
            ["2.公务接待费", "3万元"],
            ["3.公务用车费", "6万元"],
            ["其中：（1）公务用车运行维护费", "4万元"],
            ["（2）公务用车购置", "2万元"],
        ],
    ],
    ids=["kinds as columns", "kinds as rows", "cells that repeat the unit"],
)
def test_three_public_expenses(rows: Rows) -> None:
    """Whichever way the form is turned."""
    assert figures("一般公共预算“三公”经费支出表", rows) == {
        ("three_public", "general_public", YEAR, "10"),
        ("three_public.abroad", "general_public", YEAR, "1"),
        ("three_public.vehicles", "general_public", YEAR, "6"),
        ("three_public.vehicles.purchase", "general_public", YEAR, "2"),
        ("three_public.vehicles.operation", "general_public", YEAR, "4"),
        ("three_public.reception", "general_public", YEAR, "3"),
    }


def test_targets_have_no_results() -> None:
    """A form of targets: one project a form, or a row a target with the project in front; nothing was reached yet."""
    one = [
        ["项目名称", "校舍维修", "", "", ""],
        ["年度资金总额", "50.00", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "维修校舍数量", "≥3栋"],
    ]
    flat = [
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["校舍维修", "产出指标", "数量指标", "维修校舍数量", "≥3栋"],
        ["", "效益指标", "社会效益指标", "受益学生", "500人"],
    ]
    for rows in (one, flat):
        view, _ = make_views("项目支出绩效目标表", rows, kind="budget")
        found = read_table_rows((view,), YEAR)
        assert {(row.project, row.actual, row.score) for row in found.indicators} == {("校舍维修", "", None)}
        assert found.indicators[0].target == "≥3栋"
        assert found.indicators[0].target_value == 3
        assert not [*read_table_figures((view,), YEAR)]


def test_projects_of_a_budget() -> None:
    """A row a project; the sum above them is none."""
    rows = [
        ["类型", "项目名称", "项目单位", "合计", "一般公共预算", "单位资金"],
        ["", "合计", "", "80.00", "50.00", "30.00"],
        ["特定目标类", "校舍维修", "某局", "50.00", "50.00", ""],
        ["其他运转类", "食堂保障支出", "某局", "30.00", "", "30.00"],
    ]
    view, _ = make_views("项目支出表", rows, kind="budget")
    assert [(one.name, one.budget) for one in read_table_rows((view,), YEAR).projects] == [
        ("校舍维修", Decimal(500_000)),
        ("食堂保障", Decimal(300_000)),
    ]


def test_a_projects_money() -> None:
    """Amounts of a project's report are the project's; what a part of it got, or the agency spent, is none of them."""
    lines = (
        "一、项目概况",
        "二、资金使用情况",
        "项目年初预算60.00万元，全年预算数50.00万元，实际支出45.00万元，预算执行率90%。其中：拨付某校20.00万元。",
        "三、自评结论",
        "该项目自评得分96.5分。",
    )
    found = read_project_figures(*read_lines(lines, "project_performance"), YEAR)
    assert {(one.indicator, one.phase, one.measure, one.disclosed) for one in found} == {
        ("performance.funds", "budget", "amount", "60.00万元"),
        ("performance.funds", "adjusted", "amount", "50.00万元"),
        ("performance.funds", "actual", "amount", "45.00万元"),
        ("performance.funds", "actual", "completion_rate", "90%"),
        ("performance.total", "actual", "score", "96.5分"),
    }
    (project,) = make_project(found, "校舍维修", YEAR)
    assert (project.name, project.budget, project.actual, project.score) == (
        "校舍维修",
        Decimal(600_000),
        Decimal(450_000),
        Decimal("96.5"),
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "本项目预算资金60万元，已支付45万元，支付率75%。",
            {("budget", "amount", "60万元"), ("actual", "amount", "45万元")},
        ),
        (
            "2025年财政预算安排资金60万元，实际支出45万元。",
            {("budget", "amount", "60万元"), ("actual", "amount", "45万元")},
        ),
        ("我局3个项目预算60万元。", set()),
    ],
)
def test_a_projects_money_in_other_words(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    """The plan of the one project that the report is about; what several got together is none of it."""
    found = read_project_figures(*read_lines(("一、资金情况", sentence), "project_performance"), YEAR)
    assert {(one.phase, one.measure, one.disclosed) for one in found} == expected


@pytest.mark.parametrize(
    ("share", "between", "expected"),
    [("4.00%", "，", []), ("4.17%", "，", ["4.00%"]), ("4.17%", "；\n\n", ["4.00%"])],
)
def test_a_share_is_of_the_income_that_its_sentence_tells(share: str, between: str, expected: list[str]) -> None:
    """收入 that holds what was carried over is the whole, though the tables tell the year's income apart: 4.17% of that."""
    told = f"2024年收入预算500.00万元，其中：一般公共预算拨款收入480.00万元，占96.00%{between}上年结转20.00万元，占{share}。"
    figures = [
        replace(one, indicator="total_income_and_balance") if one.indicator == "income" else one
        for one in read_figures(Paragraph(told, 0, "budget", "", "all", None), 2024)
    ]
    total = next(one for one in figures if one.indicator == "total_income_and_balance")
    of_table = replace(total, indicator="income", value=Decimal(4_800_000), source="table", start=900, end=906)
    found = [one for one in check_ratios([*figures, of_table], told) if isinstance(one, Finding)]
    assert [one.expected for one in found] == expected
