"""Sentence forms of further provinces, each below the heading that it stands under, beside the figures expected of it.

A figure is written `indicator scope measure value [phase] [year]`: money in 万元, the accounts' phase and the report's year left out.
"""

from collections.abc import Iterable

import pytest

from ingest.checks.evidence import Evidence
from ingest.checks.units import check_units
from ingest.extract.reading import read_report_figures
from ingest.figures import Figure
from ingest.findings import Finding
from reading_text import read_lines, show

YEAR = 2022
TOTALS = "一、收入支出决算总体情况说明"
EXPENSES = "七、“三公”经费财政拨款支出决算情况说明"
PURCHASES = "十、政府采购支出情况说明"
ASSETS = "十一、国有资产占用情况说明"
GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
V = "three_public.vehicles"
R = "three_public.reception"


def read(heading: str, *lines: str, kind: str = "final_accounts") -> list[Figure]:
    text = read_lines(("某局2022年度部门决算", heading, *lines), kind)
    found = read_report_figures(*text, YEAR)
    assert all(text.report.text[one.start : one.end] == one.disclosed for one in found)
    return list(found)


def told(figures: Iterable[Figure]) -> list[str]:
    return sorted(show(one, year=YEAR, phase="actual") for one in figures)


CASES: list[tuple[str, str, list[str]]] = [
    (
        TOTALS,
        "收入支出总体与去年相比增加8.2万元，增长3.1%。",
        [
            f"total_{side}_and_balance all {what}"
            for what in ("change_amount 8.2", "change_rate 3.1")
            for side in ("income", "expenditure")
        ],
    ),
    (
        TOTALS,
        "决算总收入70万元，比2021年度决算总收入64万元多，增加6万元。总支出66万元比2021年度总支出61万元增加5万元。",
        [
            "total_income_and_balance all amount 70",
            "total_income_and_balance all amount 64 2021",
            "total_income_and_balance all change_amount 6",
            "total_expenditure_and_balance all amount 66",
            "total_expenditure_and_balance all amount 61 2021",
            "total_expenditure_and_balance all change_amount 5",
        ],
    ),
    (
        TOTALS,
        "财政拨款收入总计30万元，与2021年相比增加4万元；财政拨款支出总计33万元，与2021年相比增加7万元。",
        [
            "total_income_and_balance fiscal amount 30",
            "total_income_and_balance fiscal change_amount 4",
            "total_expenditure_and_balance fiscal amount 33",
            "total_expenditure_and_balance fiscal change_amount 7",
        ],
    ),
    (
        TOTALS,
        "收入总计70万元，支出总计61万元。与2021年决算数相比，收入减少5万元，增长-6.67%，支出增加2万元。",
        [
            "total_income_and_balance all amount 70",
            "total_expenditure_and_balance all amount 61",
            "total_income_and_balance all change_amount -5",
            "total_income_and_balance all change_rate -6.67",
            "total_expenditure_and_balance all change_amount 2",
        ],
    ),
    (
        EXPENSES,
        "为推进预算信息公开，因公出国（境）经费、公务接待费、公车运行费（“三公”经费）决算总额27万元，比上年下降1.8%，其中公务接待费2万元，与上年下降7.6%。",
        [
            "three_public fiscal amount 27",
            "three_public fiscal change_rate -1.8",
            f"{R} fiscal amount 2",
            f"{R} fiscal change_rate -7.6",
        ],
    ),
    (
        EXPENSES,
        "公务接待24批次，210人次，支出2.05万元，较上年减少0.03万元。",
        [
            f"{R}.groups fiscal count 24",
            f"{R}.persons fiscal count 210",
            f"{R} fiscal amount 2.05",
            f"{R} fiscal change_amount -0.03",
        ],
    ),
    (
        "二、收入决算情况说明",
        "2022年度，本单位收入为70.5万元，其中：财政拨款收入60万元，占85.11%；其他收入10.5万元，主要为捐赠所得，占总收入的14.89%。",
        [
            "income all amount 70.5",
            "income.fiscal all amount 60",
            "income.fiscal all share 85.11",
            "income.other all amount 10.5",
            "income.other all share 14.89",
        ],
    ),
    (
        "二、收入决算情况说明",
        "其他收入5万元，为财政拨款收入、事业收入以外的款项。较2021年度决算数减少1万元。",
        ["income.other all amount 5", "income.other all change_amount -1"],
    ),
    (
        "二、收入决算情况说明",
        "事业收入50万元，其中40万元为学费。与上年相比，本年收入合计减少2万元，主要原因是拨款收入较上年减少3万元。",
        ["income.undertaking all amount 50", "income all change_amount -2"],
    ),
    (
        "三、支出决算情况说明",
        "支出合计80万元，同上年相比增加6万元。其中：基本支出50万元；上缴上级支出、经营支出共0万元。",
        ["expenditure all amount 80", "expenditure all change_amount 6", "expenditure.basic all amount 50"],
    ),
    (
        "三、支出决算情况说明",
        "办公费、印刷费等公用经费20.4万元，占基本支出的20%；奖金等人员经费81.6万元。",
        [
            "expenditure.basic.public all amount 20.4",
            "expenditure.basic.public all share 20",
            "expenditure.basic.personnel all amount 81.6",
        ],
    ),
    (
        GENERAL,
        "一般公共预算财政拨款支出90.5万元，与上年数88.2万元相比增加2.3万元，增长2.61。决算数小于预算数1.5万元。",
        [
            "expenditure general_public amount 90.5",
            "expenditure general_public amount 88.2 2021",
            "expenditure general_public change_amount 2.3",
            "expenditure general_public change_rate 2.61",
            "expenditure general_public versus_budget_amount -1.5",
        ],
    ),
    (
        EXPENSES,
        "“三公”经费支出9万元，比上年预算数下降10%，比上年减少1.5万元，下降（增长）14.29%，其中：公务接待费减少0.5万元，下降20%。",
        [
            "three_public fiscal amount 9",
            "three_public fiscal change_amount -1.5",
            "three_public fiscal change_rate -14.29",
            f"{R} fiscal change_amount -0.5",
            f"{R} fiscal change_rate -20",
        ],
    ),
    (
        EXPENSES,
        "其中：1.公务接待费。决算数2万元，比2022年年初预算数3万元减少1万元。",
        [f"{R} fiscal amount 2", f"{R} fiscal amount 3 budget", f"{R} fiscal versus_budget_amount -1"],
    ),
    (
        EXPENSES,
        "公务接待费用2.2万元，与2022年度预算相比，减少0.8万元。国内公务接待共22批次（其中外事接待1批次），220人次（其中外事接待6人次）。",
        [
            f"{R} fiscal amount 2.2",
            f"{R} fiscal versus_budget_amount -0.8",
            f"{R}.groups fiscal count 22",
            f"{R}.foreign.groups fiscal count 1",
            f"{R}.persons fiscal count 220",
            f"{R}.foreign.persons fiscal count 6",
        ],
    ),
    (
        EXPENSES,
        "国内公务接待22批次，220人（不包括陪同人员），共计支出2.2万元；国（境）外公务接待批次1个，接待人次9人。",
        [f"{R}.groups fiscal count 22", f"{R}.persons fiscal count 220", f"{R}.domestic fiscal amount 2.2"],
    ),
    (
        EXPENSES,
        "车辆购置支出0万元，购置车辆0辆，单位共有公务用车3辆，车均运行维护费2.67万元，其中购置费另计。",
        [f"{V}.purchase fiscal amount 0", f"{V}.purchased fiscal count 0", f"{V}.held fiscal count 3"],
    ),
    (
        EXPENSES,
        "公务用车购置及运行维护费8万元，其中购置费3万元，运行维护费5万元。公务用车购置数及保有量分别为1辆和4辆。",
        [
            f"{V} fiscal amount 8",
            f"{V}.purchase fiscal amount 3",
            f"{V}.operation fiscal amount 5",
            f"{V}.purchased fiscal count 1",
            f"{V}.held fiscal count 4",
        ],
    ),
    (
        PURCHASES,
        "政府采购决算总额45.5万元，其中：货物13.5万元，工程32万元。购买服务另行公开，服务20万元。",
        ["procurement all amount 45.5", "procurement.goods all amount 13.5", "procurement.works all amount 32"],
    ),
    (
        PURCHASES,
        "在面向中小企业预留的项目中，由中小企业供应商中标或成交的，采购金额20.5万元。",
        ["procurement.sme_reserved.awarded all amount 20.5"],
    ),
    (
        ASSETS,
        "年末，某社科联固定资产总额为52.6万元，各类车辆合计5辆；处置房屋30平方米。",
        ["assets.fixed all amount 52.6", "assets.vehicles all count 5"],
    ),
    (
        "十二、预算绩效情况",
        "对项目支出全面开展绩效自评，共涉及项目8个，资金84.5万元。",
        ["performance.projects_self_evaluated all count 8", "performance.projects_self_evaluated all amount 84.5"],
    ),
    (
        "九、机关运行经费支出情况",
        "机关运行经费支出18万元，与上年对比增加1万元，增长5.88%。",
        [
            "agency_operation general_public amount 18",
            "agency_operation general_public change_amount 1",
            "agency_operation general_public change_rate 5.88",
        ],
    ),
    (
        TOTALS,
        "2022年某局收入70.5万元，支出61.5万元，比上年收入增加5%，支出比上年减少2%。",
        [
            "income all amount 70.5",
            "expenditure all amount 61.5",
            "income all change_rate 5",
            "expenditure all change_rate -2",
        ],
    ),
    (
        TOTALS,
        "收入总计70万元，支出总计61万元。与2021年相比，收入增加5万元，主要原因是项目增加。支出增加2万元，增长3.4%。",
        [
            "total_income_and_balance all amount 70",
            "total_expenditure_and_balance all amount 61",
            "total_income_and_balance all change_amount 5",
            "total_expenditure_and_balance all change_amount 2",
            "total_expenditure_and_balance all change_rate 3.4",
        ],
    ),
    (
        TOTALS,
        "（一）2022年收入70万元，比2021年决算数增加5万元。2022年支出61万元，减少2万元。",
        [
            "income all amount 70",
            "income all change_amount 5",
            "expenditure all amount 61",
            "expenditure all change_amount -2",
        ],
    ),
    (TOTALS, "1.支出5万元用于购置设备。", []),
    (
        TOTALS,
        "收入总计70万元，支出总计61万元，三公经费支出5万元，比上年支出增加1万元。",
        [
            "total_income_and_balance all amount 70",
            "total_expenditure_and_balance all amount 61",
            "three_public all amount 5",
            "three_public all change_amount 1",
        ],
    ),
    (
        TOTALS,
        "年初结转和结余5万元。与上年相比，今年收入增加20万元，增长30%。",
        ["opening_balance all amount 5"],
    ),
    (
        TOTALS,
        "2022年决算收入70万元，比年初预算增加5万元；决算支出61万元，比年初预算减少2万元。",
        [
            "income all amount 70",
            "income all versus_budget_amount 5",
            "expenditure all amount 61",
            "expenditure all versus_budget_amount -2",
        ],
    ),
    (
        TOTALS,
        "财政拨款收入60万元；年初预算支出61万元。",
        ["income.fiscal all amount 60"],
    ),
    (
        "四、财政拨款收入支出决算情况说明",
        "政府性基金预算财政拨款本年收入30万元，比上年增加4万元；本年支出25万元，减少1万元，降低3.8%。",
        [
            "income.fiscal gov_fund amount 30",
            "income.fiscal gov_fund change_amount 4",
            "expenditure gov_fund amount 25",
            "expenditure gov_fund change_amount -1",
            "expenditure gov_fund change_rate -3.8",
        ],
    ),
    (
        GENERAL,
        "一般公共预算财政拨款支出90.5万元，与年初预算数88万元相比，增加2.5万元；与上年决算85万元相比，增加5.5万元。",
        [
            "expenditure general_public amount 90.5",
            "expenditure general_public amount 88 budget",
            "expenditure general_public versus_budget_amount 2.5",
            "expenditure general_public amount 85 2021",
            "expenditure general_public change_amount 5.5",
        ],
    ),
    (
        EXPENSES,
        "公务用车购置费3万元和运行维护费6万元，与上年相比，分别减少1万元和2万元，下降25%和25.5%。",
        [
            f"{V}.purchase fiscal amount 3",
            f"{V}.operation fiscal amount 6",
            f"{V}.purchase fiscal change_amount -1",
            f"{V}.operation fiscal change_amount -2",
            f"{V}.purchase fiscal change_rate -25",
            f"{V}.operation fiscal change_rate -25.5",
        ],
    ),
    (
        EXPENSES,
        "2023年度“三公”经费预算较2022年度增加1.5万元。公务用车运行费用较上年同期增加2.5万元，增长30%。",
        [],
    ),
    (
        EXPENSES,
        "“三公”经费支出20万元（其中：政府性基金预算支出3万元），用餐费等公务接待费5万元。",
        ["three_public fiscal amount 20", "three_public gov_fund amount 3", f"{R} fiscal amount 5"],
    ),
    (
        EXPENSES,
        "县级“三公”经费支出决算汇总数为20万元，因公出国（境）1个团组8人次，公务接待批次为4次，共计接待30人次。",
        [
            "three_public fiscal amount 20",
            "three_public.abroad.groups fiscal count 1",
            "three_public.abroad.persons fiscal count 8",
            f"{R}.groups fiscal count 4",
            f"{R}.persons fiscal count 30",
        ],
    ),
    (
        TOTALS,
        "收入总计99.3万元，与2022年公共财政预算收入16.3万元，相比增加83万元，增长509.2%。",
        [
            "total_income_and_balance all amount 99.3",
            "total_income_and_balance all versus_budget_amount 83",
            "total_income_and_balance all versus_budget_rate 509.2",
        ],
    ),
    (
        TOTALS,
        "本年收入合计52万元，与2021年财政预算拨款收入50万元相比增加2万元。本年支出合计51万元，与2021年50万元相比增加1万元。",
        [
            "income all amount 52",
            "income all change_amount 2",
            "expenditure all amount 51",
            "expenditure all amount 50 2021",
            "expenditure all change_amount 1",
        ],
    ),
    (
        EXPENSES,
        "项目 预算数 决算数 合计 65.00 64.87 公务接待费 21.00 21.00 公务用车购置及运行费 44.00 43.87 二、说明：公务接待费支出21万元。",
        [f"{R} fiscal amount 21"],
    ),
    (
        TOTALS,
        "本年支出合计36万元中，财政拨款支出21万元，占本年支出的58.3%。纳入专户管理的非税收入拨款支出15万元；事业收入支出2万元。",
        [
            "expenditure all amount 36",
            "expenditure fiscal amount 21",
            "expenditure fiscal share 58.3",
            "expenditure special_account amount 15",
        ],
    ),
    (
        "十二、预算绩效情况说明",
        "组织对2个项目开展了部门评价，涉及一般公共预算支出20万元。",
        ["performance.department_evaluated all count 2", "performance.department_evaluated all amount 20"],
    ),
]


@pytest.mark.parametrize(("heading", "sentence", "expected"), CASES, ids=[case[1][:20] for case in CASES])
def test_sentences(heading: str, sentence: str, expected: list[str]) -> None:
    """Every figure that the sentence tells is read, and no other."""
    assert told(read(heading, sentence)) == sorted(expected)


def test_a_section_names_its_fund_once() -> None:
    """The three public expenses of a section are of the fund that one of its paragraphs names, each told once."""
    found = read(
        "七、“三公”经费情况",
        "一般公共预算财政拨款“三公”经费支出9万元。",
        "“三公”经费决算数9万元，其中：公务接待费2万元。",
    )
    assert told(found) == ["three_public general_public amount 9", f"{R} general_public amount 2"]


def test_a_section_that_tells_all_money_too_keeps_both() -> None:
    """Two values of one figure are of two kinds of money."""
    found = read("七、“三公”经费情况", "一般公共预算“三公”经费支出9万元。", "全部“三公”经费支出11万元。")
    assert told(found) == ["three_public all amount 11", "three_public general_public amount 9"]


def test_the_title_of_a_statement_names_its_fund() -> None:
    """A statement on the three public expenses alone says in its title whose money they are."""
    lines = ("某局2022年度一般公共预算财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费财政拨款支出决算总体情况")
    text = read_lines((*lines, "“三公”经费财政拨款支出决算为9万元。"), "final_accounts")
    found = read_report_figures(*text, YEAR)
    assert told(found) == ["three_public general_public amount 9"]


def test_a_sentence_that_a_page_cut_goes_on() -> None:
    """支出总计 in the next paragraph is changed together with 收入总计."""
    found = read(TOTALS, "收入总计50.5万元；", "支出总计50.5万元，较上年增加5.5万元。")
    assert sum(one.measure == "change_amount" for one in found) == 2


def test_a_paragraph_that_begins_with_a_comparison() -> None:
    """It is about what the paragraph above told as a whole, not about the last part."""
    found = read("三、支出决算情况说明", "支出合计80万元，其中：项目支出30万元。", "与上年相比增加6万元，增长8.11%。")
    changes = [one.indicator for one in found if one.measure.startswith("change_")]
    assert changes == ["expenditure", "expenditure"]


def test_a_comparison_announced_above() -> None:
    """What a list compares is told by the line above it."""
    lines = (
        "收入合计80万元，其中：其他收入3万元。与上年相比变化情况：",
        "收入合计减少6万元，下降6.98%；其他收入增加1万元，增长50%。",
    )
    found = read("二、收入决算情况说明", *lines)
    changes = [(one.indicator, str(one.value)) for one in found if one.measure == "change_rate"]
    assert changes == [("income", "-6.98"), ("income.other", "50")]


def test_a_slip_of_the_unit_shows_where_the_text_prints_the_amount_again() -> None:
    """75.31元 is 75.31万元 where another sentence says so."""
    found = read(GENERAL, "一般公共预算财政拨款支出75.31万元。", "年初预算为80万元，支出决算为75.31元。")
    assert {one.value for one in found if one.phase == "actual"} == {753_100}
    assert [one.inferred_unit for one in found if one.disclosed == "75.31元"] in ([True], [])


def test_last_years_date_of_an_inventory_is_a_slip() -> None:
    """What accounts tell of the end of another year is of their own; the words are kept for a check to name."""
    (figure,) = read(ASSETS, "截至2021年12月31日，本单位共有车辆2辆。")
    assert (figure.year, figure.other_year is not None) == (YEAR, True)


def test_a_plan_that_was_added_to() -> None:
    """预算收入 that holds what was added is the adjusted plan, 年初预算 the first one."""
    found = read("二、预算执行情况", "预算收入112.6万元，其中年初预算106.5万元，调整追加6.1万元。", kind="performance")
    assert {"income all amount 112.6 adjusted", "income all amount 106.5 budget"} <= set(told(found))


def test_income_below_a_heading_of_expenditure() -> None:
    """A plan of income is nothing of what the heading names."""
    found = read("一、基本支出情况", "2022年预算收入69.1万元，其中年初预算57.3万元，追加11.8万元。", kind="performance")
    assert not any(one.indicator.startswith("expenditure") for one in found)


def test_purchases_that_are_planned() -> None:
    """What a budget means to buy is no purchase made."""
    found = read(ASSETS, "部门预算安排购置车辆2辆，计划购置单价100万元以上设备1台（套）。")
    assert told(found) == [
        "assets.equipment.planned all count 1 budget",
        "assets.vehicles.planned all count 2 budget",
    ]


def test_a_rate_without_its_sign_is_named() -> None:
    """A bare number behind 增长 is a percentage, and a finding says that the sign is missing."""
    found = read(GENERAL, "一般公共预算财政拨款支出90.5万元，比上年增加2.3万元，增长2.61。")
    (finding,) = [one for one in check_units(Evidence("", figures=found)) if isinstance(one, Finding)]
    assert (finding.disclosed, finding.expected) == ("2.61", "2.61%")
