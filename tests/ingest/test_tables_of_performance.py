"""Self-evaluation forms and the base data form, beside what is expected of them."""

from decimal import Decimal

from ingest.extract.tables import read_table_figures, read_table_rows
from ingest.extract.tables.base_data import read_base_data_figures, read_base_data_projects
from ingest.extract.tables.self_evaluation import read_form_project, read_performance_indicators
from ingest.figures import Figure
from reading_tables import Rows, make_views

YEAR = 2022
FORM = [
    ["单位名称", "", "某县教育局", "", "", "", "", "", ""],
    ["预算资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "", "100.00", "120.00", "114.00", "10", "95.00%", "9.5"],
    ["", "其中：当年财政拨款", "", "100.00", "118.00", "112.00", "", "", ""],
    ["", "上年结转资金", "", "", "2.00", "2.00", "", "", ""],
    ["", "按收入性质分：", "", "其中：一般公共预算：90.50", "", "", "其中：基本支出：60.00", "", ""],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["", "产出指标（50分）", "数量指标", "维修校舍", "≥12栋", "10栋", "20", "16.5", "工期顺延"],
    ["", "", "质量指标", "验收合格率", "100%", "100%", "30", "30", ""],
    ["", "效益指标（40分）", "社会效益指标", "办学条件", "改善", "明显改善", "40", "40", ""],
    ["", "", "", "……", "", "", "", "", ""],
    ["总分", "", "", "", "", "", "100", "96", ""],
]
BASE = [
    ["财政供养人员情况（人）", "编制数", "2022年实际在职人数", "控制率"],
    ["", "30", "28", "93.33%"],
    ["经费控制情况（万元）", "2021年决算数", "2022年预算数", "2022年决算数"],
    ["三公经费", "4.00", "5.00", "3.50"],
    ["　　公车运行维护", "4.00", "5.00", "3.50"],
    ["项目支出：", "60.00", "70.00", "65.00"],
    ["1、业务工作经费", "10.00", "10.00", "10.00"],
    ["2、县级专项资金（一个专项一行）", "50.00", "60.00", "55.00"],
    ["校舍维修", "30.00", "40.00", "35.00"],
    ["公车运行维护", "", "", "20.00"],
    ["3、上级转移支付（一个专项一行）", "", "", ""],
    ["公用经费", "9.00", "10.00", "8.00"],
]


def told(figures: list[Figure]) -> set[tuple[str, str, str, int, str]]:
    return {(one.indicator, one.phase, one.measure, one.year, one.disclosed) for one in figures}


def test_the_staff_in_the_head_of_a_self_evaluation() -> None:
    """人员编制 and 实有人数 beside their numbers; a telephone number or a table of accounts is no count of staff."""
    head = [
        ["联系人", "某某", "联络电话", "86900"],
        ["人员编制", "21", "实有人数", "20"],
        ["职能概述", "负责管理。", "", ""],
    ]
    view, _ = make_views("一、部门（单位）基本概况", head, unit="预算编码：906", kind="performance")
    assert told(list(read_table_figures([view], YEAR))) == {
        ("staff.quota", "actual", "count", YEAR, "21"),
        ("staff.actual", "actual", "count", YEAR, "20"),
    }
    view, _ = make_views("一、部门（单位）基本概况", head)
    assert not list(read_table_figures([view], YEAR))


def test_the_money_of_a_self_evaluation() -> None:
    """Budget, adjusted budget and accounts of the year's money, its rate, weight and score; the total; words in cells."""
    view, report = make_views("2022年度部门整体支出绩效自评表", FORM, unit="填报单位：某县教育局", kind="performance")
    figures = list(read_table_figures([view], YEAR))
    assert all(report.text[one.start : one.end] == one.disclosed for one in figures)
    assert told(figures) == {
        ("performance.funds", "budget", "amount", YEAR, "100.00"),
        ("performance.funds", "adjusted", "amount", YEAR, "120.00"),
        ("performance.funds", "actual", "amount", YEAR, "114.00"),
        ("performance.funds", "actual", "weight", YEAR, "10"),
        ("performance.funds", "actual", "completion_rate", YEAR, "95.00%"),
        ("performance.funds", "actual", "score", YEAR, "9.5"),
        ("performance.funds.fiscal", "budget", "amount", YEAR, "100.00"),
        ("performance.funds.fiscal", "adjusted", "amount", YEAR, "118.00"),
        ("performance.funds.fiscal", "actual", "amount", YEAR, "112.00"),
        ("performance.funds.carryover", "adjusted", "amount", YEAR, "2.00"),
        ("performance.funds.carryover", "actual", "amount", YEAR, "2.00"),
        ("income.fiscal", "actual", "amount", YEAR, "90.50"),
        ("expenditure.basic", "actual", "amount", YEAR, "60.00"),
        ("performance.total", "actual", "weight", YEAR, "100"),
        ("performance.total", "actual", "score", YEAR, "96"),
    }
    assert next(one.value for one in figures if one.indicator == "performance.funds") == Decimal("1000000.00")


def test_indicators() -> None:
    """Names of higher levels stand once; targets are taken apart; blanks of the form are no indicators."""
    view, _ = make_views("2022年度部门整体支出绩效自评表", FORM, unit="", kind="performance")
    rows = list(read_performance_indicators(view))
    assert [(row.level1, row.level1_weight, row.level2, row.level3) for row in rows] == [
        ("产出指标", Decimal(50), "数量指标", "维修校舍"),
        ("产出指标", Decimal(50), "质量指标", "验收合格率"),
        ("效益指标", Decimal(40), "社会效益指标", "办学条件"),
    ]
    first, _, last = rows
    assert (first.operator, first.target_value, first.target_unit, first.actual_value) == ("≥", 12, "栋", 10)
    assert (first.weight, first.score, first.deviation) == (20, Decimal("16.5"), "工期顺延")
    assert (last.operator, last.target_value, last.actual) == ("定性", None, "明显改善")


def test_projects_own_forms() -> None:
    """Each project's form is a row of the projects; only the first gives figures, and a blank form gives nothing."""
    title = "2022年度项目支出绩效自评表"
    form = [["项目名称", "", "校舍维修", "", "", "", "", "", ""], *FORM[1:]]
    view, _ = make_views(title, form, unit="", kind="performance")
    (project,) = read_form_project(view, YEAR)
    assert (project.name, project.budget, project.actual, project.score) == ("校舍维修", 1_000_000, 1_140_000, 96)
    assert len(list(read_table_figures([view, view], YEAR))) == len(list(read_table_figures([view], YEAR)))
    blank, _ = make_views(
        title, [["项目名称", "", "/"], ["预算资金", "年初预算数", "全年执行数"], ["", "", ""]], unit=""
    )
    assert list(read_form_project(blank, YEAR)) == []


def test_money_with_plain_columns() -> None:
    """One budget and what was spent; the points of its rate stand below a head that names the rate, too."""
    rows = [
        ["项目名称", "校舍维修", "", "", "", ""],
        ["自评得分", "91.5", "", "财政审核评分", "", ""],
        ["预算执行情况（万元）（20分）", "", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"],
        ["", "年度财政资金总额", "50", "10", "20%", "4"],
        ["绩效指标", "一级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"],
        ["", "产出指标", "维修校舍", "12栋", "12栋", "20"],
    ]
    view, _ = make_views("2022年度项目支出绩效自评表", rows, unit="", kind="performance")
    assert told(list(read_table_figures([view], YEAR))) == {
        ("performance.funds", "budget", "amount", YEAR, "50"),
        ("performance.funds", "actual", "amount", YEAR, "10"),
        ("performance.funds", "actual", "completion_rate", YEAR, "20%"),
        ("performance.funds", "actual", "score", YEAR, "4"),
        ("performance.total", "actual", "score", YEAR, "91.5"),
    }


def test_indicators_without_levels() -> None:
    """指标名称 in place of 三级指标; a word in 指标性质 is no sign, and weight and points have heads of their own."""
    rows = [
        ["部门名称", "某县教育局", "自评总分（分）", "97.6", "", "", "", "", ""],
        ["预算执行情况", "年初预算数", "全年（调整）预算数", "全年执行数", "执行率（%）", "执行率权重", "执行率得分（分）", "", ""],
        ["年度总金额", "100", "90", "45", "50", "10", "5", "", ""],
        ["指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）", "指标权重（分）", "指标得分（分）"],
        ["维修校舍", "栋", "定量指标", "12", "", "10", "80", "20", "16"],
    ]  # fmt: skip
    view, _ = make_views("2022年度部门整体支出绩效自评表", rows, unit="", kind="performance")
    (row,) = read_performance_indicators(view)
    assert (row.level1, row.level3, row.target, row.target_unit, row.operator) == ("", "维修校舍", "12", "栋", "=")
    assert (row.actual_value, row.weight, row.score) == (10, 20, 16)
    assert told(list(read_table_figures([view], YEAR))) == {
        ("performance.funds", "budget", "amount", YEAR, "100"),
        ("performance.funds", "adjusted", "amount", YEAR, "90"),
        ("performance.funds", "actual", "amount", YEAR, "45"),
        ("performance.funds", "actual", "completion_rate", YEAR, "50"),
        ("performance.funds", "actual", "weight", YEAR, "10"),
        ("performance.funds", "actual", "score", YEAR, "5"),
        ("performance.total", "actual", "score", YEAR, "97.6"),
    }


def test_the_base_data_form() -> None:
    """Two years and a budget; a project that is named like an indicator is a project."""
    view, report = make_views("2022年度部门整体支出绩效评价基础数据表", BASE, unit="", kind="performance")
    figures = list(read_base_data_figures(view, YEAR))
    assert all(report.text[one.start : one.end] == one.disclosed for one in figures)
    assert {one for one in told(figures) if one[0] != "expenditure.basic.public"} == {
        ("staff.quota", "actual", "count", YEAR, "30"),
        ("staff.actual", "actual", "count", YEAR, "28"),
        ("staff.control_rate", "actual", "share", YEAR, "93.33%"),
        ("three_public", "actual", "amount", 2021, "4.00"),
        ("three_public", "budget", "amount", YEAR, "5.00"),
        ("three_public", "actual", "amount", YEAR, "3.50"),
        ("three_public.vehicles.operation", "actual", "amount", 2021, "4.00"),
        ("three_public.vehicles.operation", "budget", "amount", YEAR, "5.00"),
        ("three_public.vehicles.operation", "actual", "amount", YEAR, "3.50"),
        ("expenditure.project", "actual", "amount", 2021, "60.00"),
        ("expenditure.project", "budget", "amount", YEAR, "70.00"),
        ("expenditure.project", "actual", "amount", YEAR, "65.00"),
    }
    projects = [
        (one.name, one.prior_actual, one.actual, one.is_subtotal) for one in read_base_data_projects(view, YEAR)
    ]
    assert projects == [
        ("业务工作经费", 100_000, 100_000, False),
        ("县级专项资金", 500_000, 550_000, True),
        ("校舍维修", 300_000, 350_000, False),
        ("公车运行维护", None, 200_000, False),
    ]


def test_a_number_that_is_none() -> None:
    """Digits without end in one cell of a damaged form cost that cell alone."""
    rows = [[*row] for row in FORM]
    rows[2][4], rows[7][6] = "9" * 400, "9" * 60
    rows[8][4] = "≥" + "9" * 60 + "%"
    view, _ = make_views("2022年度部门整体支出绩效自评表", rows, unit="填报单位：某县教育局", kind="performance")
    assert ("performance.funds", "actual", "amount", YEAR, "114.00") in told(list(read_table_figures([view], YEAR)))
    first, second, *_ = read_performance_indicators(view)
    assert (first.weight, first.score) == (None, Decimal("16.5"))
    assert second.target_value is None


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
