"""Sections of budgets: what last year's accounts tell in them, items of the classification, projects explained."""

from decimal import Decimal

import pytest

from ingest.blocks import Paragraph
from ingest.extract.budget_projects import merge_planned, read_budget_project_text
from ingest.extract.function_merging import merge_functions
from ingest.extract.functions import read_function_text
from ingest.extract.reading import read_report_figures
from ingest.rows import FunctionExpenditure, Project
from reading_text import Read, read_lines

YEAR = 2025


def read_budget(lines: list[str]) -> Read:
    return read_lines([Paragraph(line, display=line.endswith("说明")) for line in lines], "budget")


def test_carried_over_and_balances_make_the_total() -> None:
    """收入预算 whose parts hold what was left from years before is the total."""
    read = read_budget(
        [
            "一、收入预算情况说明",
            "2025年收入预算100万元，其中：一般公共预算拨款收入90万元；事业收入4万元；使用非财政拨款结余6万元。",
        ]
    )
    found = {one.indicator for one in read_report_figures(*read, YEAR)}
    assert found >= {"total_income_and_balance", "use_of_nonfiscal_balance"}
    assert "income" not in found


def test_what_was_spent_stands_in_budgets_too() -> None:
    """A section on last year's accounts tells what was; a sentence on the plan in it stays one."""
    read = read_budget(
        [
            "一、2025年“三公”经费预算安排情况",
            "2025年“三公”经费预算总计21.8万元，其中：公务接待费11.8万元。",
            "二、2024年“三公”经费决算情况",
            "2024年“三公”经费合计支出20.12万元，其中：公务接待费12.39万元。",
            "2025年“三公”经费预算较2024年增加1.68万元。",
        ]
    )
    found = read_report_figures(*read, YEAR)
    assert {(one.indicator, one.phase, one.measure, one.year, one.value / 10_000) for one in found} == {
        ("three_public", "budget", "amount", 2025, Decimal("21.8")),
        ("three_public.reception", "budget", "amount", 2025, Decimal("11.8")),
        ("three_public", "actual", "amount", 2024, Decimal("20.12")),
        ("three_public.reception", "actual", "amount", 2024, Decimal("12.39")),
        ("three_public", "budget", "change_amount", 2025, Decimal("1.68")),
    }


@pytest.mark.parametrize(
    "name",
    [
        "“教育支出（类）普通教育（款）小学教育（项）”",
        "教育支出（205类）普通教育（02款）小学教育（02项）",
        "“教育支出-普通教育-小学教育”科目",
    ],
)
def test_items_without_a_phase(name: str) -> None:
    """The amount behind an item is what is planned; it is paid from the fund whose form prints the same."""
    read = read_budget(
        [
            "一、预算编制说明",
            "财政拨款支出主要内容如下：",
            (
                f"1.{name}25.77万元，主要用于日常教学。2024年预算执行数为20万元，2025年预算安排25.77万元，"
                "比2024年预算执行数增加28.85%。主要原因是：班级增加。"
            ),
            f"2.{name.replace('小学', '初中')}9万元，2024年预算执行数为9万元，比2024年预算执行数持平。主要原因是：没有变化。",
        ]
    )
    first, second = read_function_text(*read, YEAR)
    assert (first.scope, first.budget, first.actual, first.reason) == ("fiscal", Decimal(257_700), None, "班级增加")
    assert (first.category, first.item, second.item, second.reason) == ("教育支出", "小学教育", "初中教育", "")
    printed = FunctionExpenditure(
        part="budget",
        scope="general_public",
        level="item",
        code="2050202",
        category="教育支出",
        group="普通教育",
        item="小学教育",
        budget=Decimal(257_688),
        category_code="205",
    )
    joined, other = merge_functions([first, second], [printed])
    assert (joined.scope, joined.budget, joined.reason) == ("general_public", Decimal(257_688), "班级增加")
    assert other.scope == "fiscal"


def test_projects_explained_one_by_one() -> None:
    """A project under a title of its own: its whole money, not that of its parts or quarters."""
    lines = [
        "七、其他说明",
        "校舍维修项目经费情况说明",
        "一、项目概述",
        "改善办学条件。",
        "二、年度预算安排",
        "2025年度项目总预算170万元，其中教学楼100万元，操场70万元。",
        "图书购置经费情况说明",
        "一、年度预算安排",
        "第一季度用款计划15万元，第二季度用款计划15万元。",
    ]
    read = read_budget(lines)
    found = list(read_budget_project_text(*read, YEAR))
    assert [(one.name, one.budget, one.description) for one in found] == [
        ("校舍维修", Decimal(1_700_000), "改善办学条件。")
    ]
    printed = Project("budget", "", "校舍维修", YEAR, budget=Decimal(1_700_000))
    assert [one.description for one in merge_planned([printed], found)] == ["改善办学条件。"]
