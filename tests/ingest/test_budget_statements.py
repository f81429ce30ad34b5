"""Budgets as several provinces print them: titles of forms, statements, things to be bought, projects explained."""

from decimal import Decimal

import pytest

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.extract.budget_projects import merge_planned, read_budget_project_text
from ingest.extract.counts import read_counts
from ingest.extract.function_merging import merge_functions
from ingest.extract.functions import read_function_text
from ingest.extract.narrative import Paragraph as Told
from ingest.extract.narrative import read_figures
from ingest.extract.reading import read_report_figures
from ingest.extract.tables import read_table_figures, read_table_rows
from ingest.forms import find_form
from ingest.headings import find_headings
from ingest.markdown import ReportText, render_report
from ingest.parts import assign_parts
from ingest.readers.pdf_lines import Box
from ingest.readers.pdf_tables import PageTable, merge_continued
from ingest.readers.titled_tables import take_titles_out
from ingest.rows import FunctionExpenditure, Project
from ingest.sections import Section, read_sections
from reading_tables import Rows, make_views

YEAR = 2025


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


def told(text: str, scope: str = "all") -> set[tuple[str, str, str, str]]:
    """(indicator, scope, measure, value) of each planned figure, money in 万元."""
    rows = set()
    for figure in read_figures(Told(text, 0, "budget", "s001", scope, None), YEAR):
        assert text[figure.start : figure.end] == figure.disclosed
        assert (figure.phase, figure.year) == ("budget", YEAR)
        value = figure.value / 10_000 if figure.unit == "元" else figure.value
        rows.add((figure.indicator, figure.scope, figure.measure, f"{value.normalize():f}"))
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "支出预算90万元，其中：财政拨款支出预算80万元，比2024年预算执行数减少5万元。财政拨款支出预算中，"
            "一般公共预算拨款支出预算80万元，比2024年预算减少5万元；政府性基金拨款支出预算0万元，与2024年预算持平。",
            {
                ("expenditure", "all", "amount", "90"),
                ("expenditure", "fiscal", "amount", "80"),
                ("expenditure", "fiscal", "change_amount", "-5"),
                ("expenditure", "general_public", "amount", "80"),
                ("expenditure", "general_public", "change_amount", "-5"),
                ("expenditure", "gov_fund", "amount", "0"),
            },
            id="a fund before 支出预算 is what pays",
        ),
        pytest.param(
            "2025年政府采购预算70元，同比增加10元。其中：政府集中采购预算40元，占政府采购预算的57.14%；分散采购30元。"
            "按政府采购资金类型划分，一般公共预算拨款60元，财政专户管理的资金安排5元，上年结转结余资金安排5元。",
            {("procurement", "all", "amount", "0.007"), ("procurement", "all", "change_amount", "0.001")},
            id="parts of purchases and what pays for them are no figures",
        ),
        pytest.param(
            "所属事业单位运行经费总额安排90万元，其中：基本支出预算60万元，项目支出预算30万元，同比增加4万元。",
            set(),
            id="parts of something unknown are unknown",
        ),
        pytest.param(
            "公务用车购置及运行费50万元（公务用车购置费20万元，比上年增加0万元；公务用车运行费30万元，比上年增加0万元。）"
            "比上年增加0万元；公务接待费4万元。",
            {
                ("three_public.vehicles", "all", "amount", "50"),
                ("three_public.vehicles", "all", "change_amount", "0"),
                ("three_public.vehicles.purchase", "all", "amount", "20"),
                ("three_public.vehicles.purchase", "all", "change_amount", "0"),
                ("three_public.vehicles.operation", "all", "amount", "30"),
                ("three_public.vehicles.operation", "all", "change_amount", "0"),
                ("three_public.reception", "all", "amount", "4"),
            },
            id="a full stop before a bracket closes ends nothing",
        ),
        pytest.param(
            "因公出国（境）费、车辆费用和公务接待费（以下简称“三公”经费）支出合计12万元。其中：公务接待费支出3万元。",
            {("three_public", "all", "amount", "12"), ("three_public.reception", "all", "amount", "3")},
            id="a sum by the name that a bracket gives",
        ),
        pytest.param(
            "2025年一般公共预算支出安排的“三公”经费预算为90万元。其中，公务接待费40万元，公务用车运行维护及购置费支出预算50万元。"
            "公务接待费同口径比2024年减少3万元，下降6.98%；公务用车运行费用同比上涨84.12%。",
            {
                ("three_public", "general_public", "amount", "90"),
                ("three_public.reception", "general_public", "amount", "40"),
                ("three_public.reception", "general_public", "change_amount", "-3"),
                ("three_public.reception", "general_public", "change_rate", "-6.98"),
                ("three_public.vehicles", "general_public", "amount", "50"),
                ("three_public.vehicles.operation", "general_public", "change_rate", "84.12"),
            },
            id="the fund that pays for the three stays through a paragraph",
        ),
        pytest.param(
            "2025年收入总预算317万元，同比增长2.8%。其中：一般公共财政预算拨款300万元。2025年支出总预算317万元。",
            {
                ("income", "all", "amount", "317"),
                ("income", "all", "change_rate", "2.8"),
                ("income.fiscal", "general_public", "amount", "300"),
                ("expenditure", "all", "amount", "317"),
            },
            id="总预算 of one side",
        ),
        pytest.param(
            "2025年本部门预算收入50万元，其中一般公共预算拨款收入48万元、政府性基金拨款收入2万元，较上年增加3万元，主要原因是人员增加。",
            {
                ("income", "all", "amount", "50"),
                ("income.fiscal", "general_public", "amount", "48"),
                ("income.fiscal", "gov_fund", "amount", "2"),
                ("income", "all", "change_amount", "3"),
            },
            id="a bare plan of income; a change behind funds in a row is of their whole",
        ),
        pytest.param(
            "2025年公务用车购置及运行费12万元，比2024年预算减少3万元，其中：购置费0万元、运行费12万元，比2024年预算减少2万元。",
            {
                ("three_public.vehicles", "all", "amount", "12"),
                ("three_public.vehicles", "all", "change_amount", "-3"),
                ("three_public.vehicles.purchase", "all", "amount", "0"),
                ("three_public.vehicles.operation", "all", "amount", "12"),
                ("three_public.vehicles.operation", "all", "change_amount", "-2"),
            },
            id="a change behind a row is of its last part where the whole has one of its own",
        ),
        pytest.param(
            "2025年三公经费预算拨入33万元。其中：1、公务接待费2025年预算8万元，比上年减少4万元，减少率33.33%。"
            "2、公务车辆运行2025年预算25万元。3、车辆租赁2025年预算7万元。",
            {
                ("three_public", "all", "amount", "33"),
                ("three_public.reception", "all", "amount", "8"),
                ("three_public.reception", "all", "change_amount", "-4"),
                ("three_public.reception", "all", "change_rate", "-33.33"),
                ("three_public.vehicles.operation", "all", "amount", "25"),
            },
            id="the plan of something unknown is not that of the label before it",
        ),
        pytest.param(
            "2025年初预算收入50万元，其中：一般公共预算拨款41万元。（二）2025年初预算支出50万元，其中：教育支出9万元。",
            {
                ("income", "all", "amount", "50"),
                ("income.fiscal", "general_public", "amount", "41"),
                ("expenditure", "all", "amount", "50"),
            },
            id="plans of both sides behind the year's beginning",
        ),
        pytest.param(
            "2025年“三公”经费预算安排38900元，比上年预算增5600元，同比增长16.8%。其中：公务接待费6400元，比上年预算减1500元；新增5000元经费。",
            {
                ("three_public", "all", "amount", "3.89"),
                ("three_public", "all", "change_amount", "0.56"),
                ("three_public", "all", "change_rate", "16.8"),
                ("three_public.reception", "all", "amount", "0.64"),
                ("three_public.reception", "all", "change_amount", "-0.15"),
            },
            id="a change told in one character",
        ),
        pytest.param(
            "公务用车费安排32万元，比上年预算增7万元，其中：公务用车购置费2万元，增1万元；公务用车运行费30万元，增6万元，同比增长25%。",
            {
                ("three_public.vehicles", "all", "amount", "32"),
                ("three_public.vehicles", "all", "change_amount", "7"),
                ("three_public.vehicles.purchase", "all", "amount", "2"),
                ("three_public.vehicles.purchase", "all", "change_amount", "1"),
                ("three_public.vehicles.operation", "all", "amount", "30"),
                ("three_public.vehicles.operation", "all", "change_amount", "6"),
                ("three_public.vehicles.operation", "all", "change_rate", "25"),
            },
            id="parts that changed as their whole is compared",
        ),
        pytest.param(
            "1\\. 公务接待费用预算16.7万元，比 2024年预算减少0.1万元，下降0.6%。",
            {
                ("three_public.reception", "all", "amount", "16.7"),
                ("three_public.reception", "all", "change_amount", "-0.1"),
                ("three_public.reception", "all", "change_rate", "-0.6"),
            },
            id="the number of a list as report.md escapes it",
        ),
        pytest.param(
            "2025年政协机关“三公”经费预算数为20.1万元，公务用车运行及维护支出3.4万元。",
            {("three_public", "all", "amount", "20.1"), ("three_public.vehicles.operation", "all", "amount", "3.4")},
            id="whose expenditure it is; running costs in other words",
        ),
        pytest.param(
            "1.基本支出87.5万元，主要是工资福利支出70.5万元、商品和服务支出17万元，较上年增加3万元，主要是公务接待费2万元增加。",
            {
                ("expenditure.basic", "all", "amount", "87.5"),
                ("expenditure.wages", "all", "amount", "70.5"),
                ("expenditure.goods_services", "all", "amount", "17"),
                ("expenditure.basic", "all", "change_amount", "3"),
            },
            id="parts of an amount behind 主要是, and a reason behind the same words",
        ),
        pytest.param(
            "2025年部门收入预算数60万元，其中，财政拨款（补助）收入60万元，占总收入的比重为100%，财政专户管理的事业性收费收入0万元，"
            "占总收入的比重为0%，事业单位经营收入0万元，占总收入的比重为0%。",
            {
                ("income", "all", "amount", "60"),
                ("income.fiscal", "all", "amount", "60"),
                ("income.fiscal", "all", "share", "100"),
                ("income.special_account", "all", "amount", "0"),
                ("income.special_account", "all", "share", "0"),
                ("income.operating", "all", "amount", "0"),
                ("income.operating", "all", "share", "0"),
            },
            id="fiscal money with 补助 in brackets, fees that the special account holds",
        ),
        pytest.param(
            "2025年财政拨款收入48万元，其中：本年收入45万元，上年结转3万元。",
            {("income.fiscal", "all", "amount", "48"), ("opening_balance", "fiscal", "amount", "3")},
            id="the year's part of fiscal income is no income of all kinds",
        ),
        pytest.param(
            "2025年部门预算总支出50万元。财政拨款安排支出48万元，其中，基本支出30万元；项目支出18万元。",
            {
                ("total_expenditure_and_balance", "all", "amount", "50"),
                ("expenditure", "fiscal", "amount", "48"),
                ("expenditure.basic", "fiscal", "amount", "30"),
                ("expenditure.project", "fiscal", "amount", "18"),
            },
            id="what a fund is to pay",
        ),
        pytest.param(
            "2025年收入、支出预算总计50万元，比2024年收支预算总数增加5万元。",
            {
                (f"total_{side}_and_balance", "all", measure, value)
                for side in ("income", "expenditure")
                for measure, value in (("amount", "50"), ("change_amount", "5"))
            },
            id="both totals by other names",
        ),
        pytest.param(
            "2025年“三公”经费支出预算5万元，比2024年“三公”经费预算减少1万元。",
            {("three_public", "all", "amount", "5"), ("three_public", "all", "change_amount", "-1")},
            id="last year's budget named in full",
        ),
        pytest.param(
            "2025年“三公”经费预算6万元：一、公务用车运行费2万元，主要是压缩用车，公务用车购置费0万元，主要是没有购置计划，"
            "三、公务接待费预算4万元。",
            {
                ("three_public", "all", "amount", "6"),
                ("three_public.vehicles.operation", "all", "amount", "2"),
                ("three_public.reception", "all", "amount", "4"),
            },
            id="a numbered item inside a sentence ends the reason before it",
        ),
        pytest.param(
            "云溪镇人民政府收入预算总额为50万元，其中：一般预算财政拨款收入48万元，纳入专户管理的非税收入2万元。",
            {
                ("income", "all", "amount", "50"),
                ("income.fiscal", "general_public", "amount", "48"),
                ("income.special_account", "all", "amount", "2"),
            },
            id="a government's name before the label, funds by earlier names",
        ),
    ],
)
def test_statements(text: str, expected: set[tuple[str, str, str, str]]) -> None:
    """Sentences of several provinces."""
    assert told(text) == expected


def test_a_year_is_not_its_own_past() -> None:
    """2025年…，比2025年预算增加: whoever wrote it meant the year before."""
    (_, change) = read_figures(Told("2025年收入预算9万元，比2025年预算增加1万元。", 0, "budget", "", "all", None), YEAR)
    assert (change.measure, change.base) == ("change_amount", "2024")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "截至2024年8月31日，某局共有车辆3辆，其中：执法执勤用车3辆。2025年部门预算安排购置车辆1辆，其中：其他用车1辆；"
                "安排购置单价100万元（含）以上设备（不含车辆）0台（套）。"
            ),
            {
                ("assets.vehicles", "actual", 2024, "3"),
                ("assets.vehicles.enforcement", "actual", 2024, "3"),
                ("assets.vehicles.planned", "budget", 2025, "1"),
                ("assets.equipment.planned", "budget", 2025, "0"),
            },
        ),
        (
            "2025年编报绩效目标的项目20个，涉及项目预算资金54.5万元。",
            {
                ("performance.projects_with_targets", "budget", 2025, "20"),
                ("performance.projects_with_targets", "budget", 2025, "545000"),
            },
        ),
        (
            "面向中小企业预留政府采购项目预算金额64万元，其中，预留给小型和微型企业的政府采购项目预算为45万元。",
            {
                ("procurement.sme_reserved", "budget", 2025, "640000"),
                ("procurement.micro_reserved", "budget", 2025, "450000"),
            },
        ),
    ],
)
def test_what_is_there_and_what_is_planned(text: str, expected: set[tuple[str, str, int, str]]) -> None:
    """Cars of a date belong to its year; cars to be bought are none of those held."""
    found = read_counts(Told(text, 0, "budget", "s001", "all", None), YEAR)
    assert {(one.indicator, one.phase, one.year, f"{one.value.normalize():f}") for one in found} == expected


def report_of(lines: list[str]) -> tuple[ReportText, tuple[Section, ...], tuple[str, ...]]:
    outline = find_headings([Paragraph(line, display=line.endswith("说明")) for line in lines])
    parts = tuple(assign_parts(outline, "budget"))
    report = render_report(outline)
    return report, read_sections(report, parts), parts


def test_carried_over_and_balances_make_the_total() -> None:
    """收入预算 whose parts hold what was left from years before is the total."""
    report, sections, parts = report_of(
        [
            "一、收入预算情况说明",
            "2025年收入预算100万元，其中：一般公共预算拨款收入90万元；事业收入4万元；使用非财政拨款结余6万元。",
        ]
    )
    found = {one.indicator for one in read_report_figures(report, sections, parts, YEAR)}
    assert found >= {"total_income_and_balance", "use_of_nonfiscal_balance"}
    assert "income" not in found


def test_what_was_spent_stands_in_budgets_too() -> None:
    """A section on last year's accounts tells what was; a sentence on the plan in it stays one."""
    report, sections, parts = report_of(
        [
            "一、2025年“三公”经费预算安排情况",
            "2025年“三公”经费预算总计21.8万元，其中：公务接待费11.8万元。",
            "二、2024年“三公”经费决算情况",
            "2024年“三公”经费合计支出20.12万元，其中：公务接待费12.39万元。",
            "2025年“三公”经费预算较2024年增加1.68万元。",
        ]
    )
    found = read_report_figures(report, sections, parts, YEAR)
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
    report, sections, parts = report_of(
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
    first, second = read_function_text(report, sections, parts, YEAR)
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
    report, sections, parts = report_of(lines)
    found = list(read_budget_project_text(report, sections, parts, YEAR))
    assert [(one.name, one.budget, one.description) for one in found] == [
        ("校舍维修", Decimal(1_700_000), "改善办学条件。")
    ]
    printed = Project("budget", "", "校舍维修", YEAR, budget=Decimal(1_700_000))
    assert [one.description for one in merge_planned([printed], found)] == ["改善办学条件。"]


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
    view, _ = make_views("财政拨款安排的“三公”经费预算表", THREE_KINDS, kind="budget")
    found = {(one.indicator, one.scope, one.value / 10_000) for one in read_table_figures((view,), YEAR)}
    assert {(scope, value) for indicator, scope, value in found if indicator == "three_public"} == {
        ("fiscal", 29),
        ("general_public", 29),
        ("gov_fund", 0),
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
    view, _ = make_views("“三公”经费预算情况表", rows, unit="单位：元", kind="budget")
    assert {(one.indicator, one.phase, one.measure, int(one.value)) for one in read_table_figures((view,), YEAR)} == {
        ("three_public", "budget", "amount", 250_000),
        ("three_public.reception", "budget", "amount", 150_000),
        ("three_public.vehicles", "budget", "amount", 100_000),
        ("three_public.vehicles.held", "actual", "count", 1),
        ("three_public.reception.groups", "budget", "count", 10),
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
    assert {(one.indicator, int(one.value)) for one in read_table_figures((view,), YEAR)} == {
        ("expenditure", 2_700_000),
        ("expenditure.basic", 2_000_000),
        ("expenditure.project", 700_000),
    }
    rows = read_table_rows((view,), YEAR).functions
    assert [(row.code, row.budget, row.basic) for row in rows] == [
        (code, Decimal(2_700_000), Decimal(2_000_000)) for code in ("205", "20502", "2050202")
    ]


def test_a_title_inside_the_rulings() -> None:
    """Title and unit line that stand as rows of the table are lines above it; other tables stay as they are."""
    rows = [
        ["", "", ""],
        ["2025年部门财政拨款收支预算总表", "", ""],
        ["编制部门：某局", "", "单位：元"],
        ["项目", "预算数", "说明"],
        ["收入总计", "900", ""],
    ]
    blocks: list[Block] = [Table.from_rows(rows), Table.from_rows(rows[3:])]
    title, unit, table, other = take_titles_out(blocks)
    assert isinstance(title, Paragraph)
    assert isinstance(unit, Paragraph)
    assert isinstance(table, Table)
    assert (title.text, unit.text) == ("2025年部门财政拨款收支预算总表", "编制部门：某局 单位：元")
    assert [cell.text for cell in table.cells if cell.row == 0] == ["项目", "预算数", "说明"]
    assert other == blocks[1]


def test_a_row_of_sums_on_the_next_page() -> None:
    """合计 over the columns of codes is one cell, so that the next page has fewer columns; a new table begins anew."""
    above = PageTable(
        tuple(Cell(text, 0, column) for column, text in enumerate(["类", "款", "名称", "合计"])),
        Box(0, 0, 400, 20),
        (0.0, 50.0, 100.0, 300.0),
    )

    def below(*texts: str) -> PageTable:
        cells = tuple(Cell(text, 0, column) for column, text in enumerate(texts))
        return PageTable(cells, Box(0, 0, 400, 20), (0.0, 300.0))

    merged = merge_continued(above, below("合计", "900"))
    assert merged is not None
    assert [(cell.text, cell.row, cell.column, cell.colspan) for cell in merged.cells[4:]] == [
        ("合计", 1, 0, 3),
        ("900", 1, 3, 1),
    ]
    assert merge_continued(above, below("项目", "预算数")) is None


SCORING: Rows = [
    ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评价标准", "指标说明", "得分"],
    ["投入", "13", "预算配置", "13", "在职人员控制率", "5", "不超编得满分", "在职/编制", "5"],
    ["", "", "", "", "“三公”经费变动率", "8", "不增长得满分", "本年-上年", "7.5"],
    ["过程", "37", "预算执行", "20", "预算完成率", "5", "完成得满分", "支出/预算", "4"],
    ["总分", "100", "", "100", "", "100", "", "", "96.5"],
]


def test_a_scoring_form() -> None:
    """What is judged by points has no values; known rates' points, and the total, are figures."""
    view, _ = make_views("部门整体支出绩效评价指标评分表", SCORING, kind="performance")
    rows = read_table_rows((view,), YEAR).indicators
    assert [(row.level1, row.level1_weight, row.level3, row.target, row.weight, row.score) for row in rows] == [
        ("投入", Decimal(13), "在职人员控制率", "", Decimal(5), Decimal(5)),
        ("投入", Decimal(13), "“三公”经费变动率", "", Decimal(8), Decimal("7.5")),
        ("过程", Decimal(37), "预算完成率", "", Decimal(5), Decimal(4)),
    ]
    assert {(one.indicator, one.measure, one.value) for one in read_table_figures((view,), YEAR)} == {
        ("performance.three_public_change_rate", "weight", Decimal(8)),
        ("performance.three_public_change_rate", "score", Decimal("7.5")),
        ("performance.budget_completion_rate", "weight", Decimal(5)),
        ("performance.budget_completion_rate", "score", Decimal(4)),
        ("performance.total", "weight", Decimal(100)),
        ("performance.total", "score", Decimal("96.5")),
    }


def test_sign_and_unit_in_columns_of_their_own() -> None:
    """Sichuan's form: the three cells are one target; 财政资金 is the fiscal part."""
    rows = [
        ["项目名称", "校舍维修", "", "", "", "", "", ""],
        ["年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"],
        ["总额", "0.00", "3.36", "3.36", "100.00%", "10", "10", ""],
        ["其中：财政资金", "0.00", "3.36", "3.36", "100.00%", "/", "/", ""],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "得分"],
        ["产出指标", "数量指标", "维修校舍", "≥", "12", "栋", "13", "90"],
    ]
    view, _ = make_views("部门预算项目支出绩效自评表", rows, kind="project_performance")
    (row,) = read_table_rows((view,), YEAR).indicators
    assert (row.target, row.operator, row.target_value, row.target_unit) == ("12", "≥", Decimal(12), "栋")
    found = {(one.indicator, one.phase, one.value) for one in read_table_figures((view,), YEAR)}
    assert ("performance.funds.fiscal", "adjusted", Decimal(33_600)) in found


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


def planned(title: str, table: Table) -> set[tuple[str, str, int, str]]:
    view, _ = make_views(title, table, kind="budget")
    return {
        (one.indicator, one.scope, one.year, f"{(one.value / 10_000).normalize():f}")
        for one in read_table_figures((view,), YEAR)
    }


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
        ("total_income_and_balance", "all", YEAR, "100"),
        ("income.fiscal", "general_public", YEAR, "70"),
        ("income.fiscal.appropriation", "general_public", YEAR, "60"),
        ("income.fiscal.nontax", "general_public", YEAR, "10"),
        ("income.unit_funds", "all", YEAR, "20"),
        ("income.undertaking", "all", YEAR, "15"),
        ("opening_balance", "all", YEAR, "10"),
        ("opening_balance", "general_public", YEAR, "10"),
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
    assert {(year, value) for indicator, _, year, value in found if indicator == "three_public"} == {
        (2024, "10"),
        (2025, "9"),
    }
    assert len(found) == 12


def test_three_public_beside_meetings() -> None:
    """Where a group is headed 三公经费, the 合计 beside it adds meetings and training: no sum of the three."""
    group: list[str | tuple[str, int, int]] = [("合计", 1, 2), ("“三公”经费预算", 3, 1), ("会议费", 1, 2)]
    table = merged(group, ["小计", "公务接待费", "因公出国（境）费"], ["11.00", "9.00", "3.00", "6.00", "2.00"])
    assert planned("一般公共预算拨款“三公”经费及会议费支出预算表", table) == {
        ("three_public", "general_public", YEAR, "9"),
        ("three_public.reception", "general_public", YEAR, "3"),
        ("three_public.abroad", "general_public", YEAR, "6"),
        ("meetings", "all", YEAR, "2"),
    }
