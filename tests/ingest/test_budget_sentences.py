"""Sentences of budgets of several provinces, beside what they tell.

A figure is written `indicator scope measure value [phase] [year]`: money in 万元; planned for the report's year where
nothing else is said.
"""

import pytest

from ingest.extract.counts import read_counts
from ingest.extract.narrative import Paragraph
from reading_text import read_sentence, show

YEAR = 2025


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "支出预算90万元，其中：财政拨款支出预算80万元，比2024年预算执行数减少5万元。财政拨款支出预算中，"
            "一般公共预算拨款支出预算80万元，比2024年预算减少5万元；政府性基金拨款支出预算0万元，与2024年预算持平。",
            {
                "expenditure all amount 90",
                "expenditure fiscal amount 80",
                "expenditure fiscal change_amount -5",
                "expenditure general_public amount 80",
                "expenditure general_public change_amount -5",
                "expenditure gov_fund amount 0",
            },
            id="a fund before 支出预算 is what pays",
        ),
        pytest.param(
            "2025年政府采购预算70元，同比增加10元。其中：政府集中采购预算40元，占政府采购预算的57.14%；分散采购30元。"
            "按政府采购资金类型划分，一般公共预算拨款60元，财政专户管理的资金安排5元，上年结转结余资金安排5元。",
            {"procurement all amount 0.007", "procurement all change_amount 0.001"},
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
                "three_public.vehicles all amount 50",
                "three_public.vehicles all change_amount 0",
                "three_public.vehicles.purchase all amount 20",
                "three_public.vehicles.purchase all change_amount 0",
                "three_public.vehicles.operation all amount 30",
                "three_public.vehicles.operation all change_amount 0",
                "three_public.reception all amount 4",
            },
            id="a full stop before a bracket closes ends nothing",
        ),
        pytest.param(
            "因公出国（境）费、车辆费用和公务接待费（以下简称“三公”经费）支出合计12万元。其中：公务接待费支出3万元。",
            {"three_public all amount 12", "three_public.reception all amount 3"},
            id="a sum by the name that a bracket gives",
        ),
        pytest.param(
            "2025年一般公共预算支出安排的“三公”经费预算为90万元。其中，公务接待费40万元，公务用车运行维护及购置费支出预算50万元。"
            "公务接待费同口径比2024年减少3万元，下降6.98%；公务用车运行费用同比上涨84.12%。",
            {
                "three_public general_public amount 90",
                "three_public.reception general_public amount 40",
                "three_public.reception general_public change_amount -3",
                "three_public.reception general_public change_rate -6.98",
                "three_public.vehicles general_public amount 50",
                "three_public.vehicles.operation general_public change_rate 84.12",
            },
            id="the fund that pays for the three stays through a paragraph",
        ),
        pytest.param(
            "2025年收入总预算317万元，同比增长2.8%。其中：一般公共财政预算拨款300万元。2025年支出总预算317万元。",
            {
                "income all amount 317",
                "income all change_rate 2.8",
                "income.fiscal general_public amount 300",
                "expenditure all amount 317",
            },
            id="总预算 of one side",
        ),
        pytest.param(
            "2025年本部门预算收入50万元，其中一般公共预算拨款收入48万元、政府性基金拨款收入2万元，较上年增加3万元，主要原因是人员增加。",
            {
                "income all amount 50",
                "income.fiscal general_public amount 48",
                "income.fiscal gov_fund amount 2",
                "income all change_amount 3",
            },
            id="a bare plan of income; a change behind funds in a row is of their whole",
        ),
        pytest.param(
            "2025年公务用车购置及运行费12万元，比2024年预算减少3万元，其中：购置费0万元、运行费12万元，比2024年预算减少2万元。",
            {
                "three_public.vehicles all amount 12",
                "three_public.vehicles all change_amount -3",
                "three_public.vehicles.purchase all amount 0",
                "three_public.vehicles.operation all amount 12",
                "three_public.vehicles.operation all change_amount -2",
            },
            id="a change behind a row is of its last part where the whole has one of its own",
        ),
        pytest.param(
            "2025年三公经费预算拨入33万元。其中：1、公务接待费2025年预算8万元，比上年减少4万元，减少率33.33%。"
            "2、公务车辆运行2025年预算25万元。3、车辆租赁2025年预算7万元。",
            {
                "three_public all amount 33",
                "three_public.reception all amount 8",
                "three_public.reception all change_amount -4",
                "three_public.reception all change_rate -33.33",
                "three_public.vehicles.operation all amount 25",
            },
            id="the plan of something unknown is not that of the label before it",
        ),
        pytest.param(
            "2025年初预算收入50万元，其中：一般公共预算拨款41万元。（二）2025年初预算支出50万元，其中：教育支出9万元。",
            {
                "income all amount 50",
                "income.fiscal general_public amount 41",
                "expenditure all amount 50",
            },
            id="plans of both sides behind the year's beginning",
        ),
        pytest.param(
            "2025年“三公”经费预算安排38900元，比上年预算增5600元，同比增长16.8%。其中：公务接待费6400元，比上年预算减1500元；新增5000元经费。",
            {
                "three_public all amount 3.89",
                "three_public all change_amount 0.56",
                "three_public all change_rate 16.8",
                "three_public.reception all amount 0.64",
                "three_public.reception all change_amount -0.15",
            },
            id="a change told in one character",
        ),
        pytest.param(
            "公务用车费安排32万元，比上年预算增7万元，其中：公务用车购置费2万元，增1万元；公务用车运行费30万元，增6万元，同比增长25%。",
            {
                "three_public.vehicles all amount 32",
                "three_public.vehicles all change_amount 7",
                "three_public.vehicles.purchase all amount 2",
                "three_public.vehicles.purchase all change_amount 1",
                "three_public.vehicles.operation all amount 30",
                "three_public.vehicles.operation all change_amount 6",
                "three_public.vehicles.operation all change_rate 25",
            },
            id="parts that changed as their whole is compared",
        ),
        pytest.param(
            "1\\. 公务接待费用预算16.7万元，比 2024年预算减少0.1万元，下降0.6%。",
            {
                "three_public.reception all amount 16.7",
                "three_public.reception all change_amount -0.1",
                "three_public.reception all change_rate -0.6",
            },
            id="the number of a list as report.md escapes it",
        ),
        pytest.param(
            "2025年政协机关“三公”经费预算数为20.1万元，公务用车运行及维护支出3.4万元。",
            {"three_public all amount 20.1", "three_public.vehicles.operation all amount 3.4"},
            id="whose expenditure it is; running costs in other words",
        ),
        pytest.param(
            "1.基本支出87.5万元，主要是工资福利支出70.5万元、商品和服务支出17万元，较上年增加3万元，主要是公务接待费2万元增加。",
            {
                "expenditure.basic all amount 87.5",
                "expenditure.wages all amount 70.5",
                "expenditure.goods_services all amount 17",
                "expenditure.basic all change_amount 3",
            },
            id="parts of an amount behind 主要是, and a reason behind the same words",
        ),
        pytest.param(
            "2025年部门收入预算数60万元，其中，财政拨款（补助）收入60万元，占总收入的比重为100%，财政专户管理的事业性收费收入0万元，"
            "占总收入的比重为0%，事业单位经营收入0万元，占总收入的比重为0%。",
            {
                "income all amount 60",
                "income.fiscal all amount 60",
                "income.fiscal all share 100",
                "income.special_account all amount 0",
                "income.special_account all share 0",
                "income.operating all amount 0",
                "income.operating all share 0",
            },
            id="fiscal money with 补助 in brackets, fees that the special account holds",
        ),
        pytest.param(
            "2025年财政拨款收入48万元，其中：本年收入45万元，上年结转3万元。",
            {"income.fiscal all amount 48", "opening_balance fiscal amount 3"},
            id="the year's part of fiscal income is no income of all kinds",
        ),
        pytest.param(
            "2025年部门预算总支出50万元。财政拨款安排支出48万元，其中，基本支出30万元；项目支出18万元。",
            {
                "total_expenditure_and_balance all amount 50",
                "expenditure fiscal amount 48",
                "expenditure.basic fiscal amount 30",
                "expenditure.project fiscal amount 18",
            },
            id="what a fund is to pay",
        ),
        pytest.param(
            "2025年收入、支出预算总计50万元，比2024年收支预算总数增加5万元。",
            {
                f"total_{side}_and_balance all {what}"
                for side in ("income", "expenditure")
                for what in ("amount 50", "change_amount 5")
            },
            id="both totals by other names",
        ),
        pytest.param(
            "2025年“三公”经费支出预算5万元，比2024年“三公”经费预算减少1万元。",
            {"three_public all amount 5", "three_public all change_amount -1"},
            id="last year's budget named in full",
        ),
        pytest.param(
            "2025年“三公”经费预算6万元：一、公务用车运行费2万元，主要是压缩用车，公务用车购置费0万元，主要是没有购置计划，"
            "三、公务接待费预算4万元。",
            {
                "three_public all amount 6",
                "three_public.vehicles.operation all amount 2",
                "three_public.reception all amount 4",
            },
            id="a numbered item inside a sentence ends the reason before it",
        ),
        pytest.param(
            "云溪镇人民政府收入预算总额为50万元，其中：一般预算财政拨款收入48万元，纳入专户管理的非税收入2万元。",
            {
                "income all amount 50",
                "income.fiscal general_public amount 48",
                "income.special_account all amount 2",
            },
            id="a government's name before the label, funds by earlier names",
        ),
    ],
)
def test_statements(text: str, expected: set[str]) -> None:
    """Sentences of several provinces."""
    assert {show(one, year=YEAR, phase="budget") for one in read_sentence(text, YEAR, part="budget")} == expected


def test_a_year_is_not_its_own_past() -> None:
    """2025年…，比2025年预算增加: whoever wrote it meant the year before."""
    (_, change) = read_sentence("2025年收入预算9万元，比2025年预算增加1万元。", YEAR, part="budget")
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
                "assets.vehicles all count 3 actual 2024",
                "assets.vehicles.enforcement all count 3 actual 2024",
                "assets.vehicles.planned all count 1",
                "assets.equipment.planned all count 0",
            },
        ),
        (
            "2025年编报绩效目标的项目20个，涉及项目预算资金54.5万元。",
            {
                "performance.projects_with_targets all count 20",
                "performance.projects_with_targets all amount 54.5",
            },
        ),
        (
            "面向中小企业预留政府采购项目预算金额64万元，其中，预留给小型和微型企业的政府采购项目预算为45万元。",
            {"procurement.sme_reserved all amount 64", "procurement.micro_reserved all amount 45"},
        ),
    ],
)
def test_what_is_there_and_what_is_planned(text: str, expected: set[str]) -> None:
    """Cars of a date belong to its year; cars to be bought are none of those held."""
    found = read_counts(Paragraph(text, 0, "budget", "s001", "all", None), YEAR)
    assert {show(one, year=YEAR, phase="budget") for one in found} == expected
