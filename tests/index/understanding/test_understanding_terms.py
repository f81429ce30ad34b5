"""Figures, funds, phases, kinds of reports and codes are understood by their spellings and by what people say."""

from collections.abc import Callable

import pytest

from index.understanding.model import Understood
from meaning_of import asked, words

Ask = Callable[..., Understood]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("三公经费", "three_public"),
        ("“三公”经费", "three_public"),
        ("‘三公’经费", "three_public"),
        ('"三公"经费', "three_public"),
        ("「三公」经费", "three_public"),
        ("三公經費", "three_public"),
        ("三公", "three_public"),
        ("公务接待费", "three_public.reception"),
        ("招待费", "three_public.reception"),
        ("接待费", "three_public.reception"),
        ("车费", "three_public.vehicles"),
        ("公车", "three_public.vehicles"),
        ("车改", "three_public.vehicles"),
        ("公务用车购置及运行维护费", "three_public.vehicles"),
        ("公务用车运行维护费", "three_public.vehicles.operation"),
        ("公车购置费", "three_public.vehicles.purchase"),
        ("城管局有几辆公车", "three_public.vehicles.held"),
        ("出国", "three_public.abroad"),
        ("因公出国（境）费", "three_public.abroad"),
        ("因公出国境费", "three_public.abroad"),
        ("工资", "expenditure.basic.personnel"),
        ("人员开支", "expenditure.basic.personnel"),
        ("有几个退休的", "staff.retired"),
        ("财政供养人员控制率", "staff.control_rate"),
        ("基本支出", "expenditure.basic"),
        ("项目支出", "expenditure.project"),
        ("总支出", "expenditure"),
        ("总收入", "total_income_and_balance"),
        ("花了多少钱", "expenditure"),
        ("支出多少", "expenditure"),
        ("财政拨款收入", "income.fiscal"),
        ("财政拨款", "income.fiscal"),
        ("政府采购", "procurement"),
        ("机关运行经费", "agency_operation"),
        ("会议费", "meetings"),
        ("培训人数", "training.persons"),
        ("编制", "staff.quota"),
        ("城管局有多少人", "staff.actual"),
        ("自评得分", "performance.total"),
        ("单位价值50万元以上通用设备", "assets.equipment_500k"),
        ("公务接代费", "three_public.reception"),
        ("公务接侍费", "three_public.reception"),
        ("三公精费", "three_public"),
        ("机关运经费", "agency_operation"),
        ("sangong", "three_public"),
        ("sangongjingfei", "three_public"),
        ("gwjdf", "three_public.reception"),
        ("jbzc", "expenditure.basic"),
        ("sgjf", "three_public"),
        ("指标:三公经费", "three_public"),
        ("三公 经费", "three_public"),
        ("公务 接待费", "three_public.reception"),
        ("公物接待费", "three_public.reception"),
        ("接待批次", "three_public.reception.groups"),
        ('"三公经费"', "three_public"),
        ("2020“公务接待费”", "three_public.reception"),
        ("授予中小企业合同占比", "procurement.sme"),
        ("小微企业合同", "procurement.micro"),
        ("特种车辆", "assets.vehicles.special"),
        ("执法车几辆", "assets.vehicles.enforcement"),
        ("老干部用车", "assets.vehicles.retired"),
        ("领导用车", "assets.vehicles.leaders"),
        ("50万以上设备", "assets.equipment_500k"),
        ("水电费差旅费", "utilities_and_travel"),
        ("差旅费、水电费", "utilities_and_travel"),
        ("水费、电费和差旅费", "utilities_and_travel"),
        ("采购授予中小企业", "procurement.sme"),
        ("采购 执行率", "procurement"),
    ],
)
def test_figures(ask: Ask, text: str, code: str) -> None:
    """By every spelling, by what people say, with a slip, in letters."""
    assert code in {one.code for one in ask(text).indicators}


@pytest.mark.parametrize(
    "text",
    [
        "农民工工资保证金",
        "出租车费",
        "职业培训",
        "接待站建设",
        "会议室改造",
        "规划编制",
        '"三公经费超标"',
        '"接待"',
        '-"三公经费"',
        "-三公经费",
        "环卫市场化",
    ],
)
def test_part_of_other_words_is_no_figure(ask: Ask, text: str) -> None:
    """A term inside other words, a phrase and an exclusion ask for no figure."""
    assert not ask(text).indicators


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("三公经费 决算", ("three_public", None, "actual", None)),
        ("三公经费决算数", ("three_public", None, "actual", None)),
        ("三公经费 年初预算", ("three_public", None, "budget", None)),
        ("预算 三公经费", ("three_public", None, "budget", None)),
        ("三公经费 调整预算", ("three_public", None, "adjusted", None)),
        ("三公经费完成率", ("three_public", None, None, "completion_rate")),
        ("三公经费比上年增长多少", ("three_public", None, None, "change_rate")),
        ("三公经费占比", ("three_public", None, None, "share")),
        ("财政拨款 基本支出", ("expenditure.basic", "fiscal", None, None)),
        ("一般公共预算 基本支出", ("expenditure.basic", "general_public", None, None)),
        ("基本支出 政府性基金", ("expenditure.basic", "gov_fund", None, None)),
        ("一般公共预算财政拨款 基本支出 决算", ("expenditure.basic", "general_public", "actual", None)),
        ("一般公共预算财政拨款支出", ("expenditure", "general_public", None, None)),
        ("政府性基金支出", ("expenditure", "gov_fund", None, None)),
        ("政府性基金收入决算", ("income.fiscal", "gov_fund", "actual", None)),
        ("财政专户管理资金收入决算", ("income.special_account", None, "actual", None)),
        ("财政专户收入", ("income.special_account", None, None, None)),
        ("2021年初结转和结余", ("opening_balance", None, None, None)),
        ("2021 年初结转", ("opening_balance", None, None, None)),
        ("二〇二一年年初结余", ("opening_balance", None, None, None)),
        ("2021年末结转", ("closing_balance", None, None, None)),
        ("2021年底结余", ("closing_balance", None, None, None)),
        ("支出总计多少钱", ("total_expenditure_and_balance", None, None, None)),
        ("本年支出合计多少钱", ("expenditure", None, None, None)),
        ("全年执行数", ("performance.funds", None, "actual", None)),
        ("三公经费全年执行数", ("three_public", None, "actual", None)),
        ("西湖区民政局买新车", ("three_public.vehicles.purchase", None, None, None)),
        ("政府采购预算", ("procurement", None, "budget", None)),
        ("基本支出决算", ("expenditure.basic", None, "actual", None)),
        ("“三公”经费支出决算情况", ("three_public", None, "actual", None)),
        ("政府性基金 城管局", ("expenditure", "gov_fund", None, None)),
        ("城管局完成率", ("expenditure", None, None, "completion_rate")),
    ],
)
def test_fund_phase_and_measure(ask: Ask, text: str, figure: tuple[str | None, ...]) -> None:
    """Words beside a figure tell its fund, phase and measure; 决算 beside a figure is no kind of report."""
    understood = ask(text)
    assert asked(understood) == {figure}
    assert understood.report_type is None


@pytest.mark.parametrize(
    ("text", "report_type"),
    [
        ("预算绩效管理", None),  # words of every kind of report
        ("2022年预算", "budget"),
        ("部门决算", "final_accounts"),
        ("城管局 决算", "final_accounts"),
        ("城管局 決算", "final_accounts"),
        ("城管局2020年度部门预算", "budget"),
        ("城管局 2020 年度 部门 决算", "final_accounts"),
        ("《城管局2020年度部门决算》", "final_accounts"),
        ("城管局 预算", "budget"),
        ("城管局 绩效自评", "performance"),
        ("部门整体支出绩效评价", "performance"),
        ("项目支出绩效自评", "project_performance"),
        ("类型:决算", "final_accounts"),
        ("类型：預算", "budget"),
        ("类型:final_accounts", "final_accounts"),
        ('类型:"绩效自评"', "performance"),
        ("三公经费 部门决算", "final_accounts"),
        ("三公经费 类型:预算", "budget"),
        ("决算 预算", None),
        ("类型:别的", None),
        ("type:budget 芦淞城管", "budget"),
        ("类型:决算|预算", None),
    ],
)
def test_kinds_of_reports(ask: Ask, text: str, report_type: str | None) -> None:
    """Kinds of reports narrow the search; of two neither does."""
    understood = ask(text)
    assert understood.report_type == report_type
    assert understood.query.filters.report_type == report_type


@pytest.mark.parametrize(
    ("text", "codes", "prefix"),
    [
        ("2120101", {"2120101"}, False),
        ("21201", {"21201"}, True),
        ("212", {"212"}, True),
        ("城乡社区支出", {"212"}, False),
    ],
)
def test_functions(ask: Ask, text: str, codes: set[str], prefix: bool) -> None:
    """Codes, their beginnings, and names of the functional classification."""
    understood = ask(text)
    assert set(understood.functions) == codes
    (term,) = understood.query.terms
    assert term.prefix is prefix


@pytest.mark.parametrize("text", ["999", "212元", "212人", "212.5", "1212", "299"])
def test_numbers_are_no_codes(ask: Ask, text: str) -> None:
    """A number that no class begins with, or that counts something, is none."""
    assert not ask(text).functions


@pytest.mark.parametrize(
    "text",
    [
        "哪些单位 公务接待费 超过 5万",
        "三公经费最多的单位",
        "各单位三公经费",
        "三公经费排名",
        "三公经费超过5万元的单位",
        "谁的三公经费最多",
        "三公经费前十名",
        "三公经费最高的10个单位",
    ],
)
def test_questions_over_agencies(ask: Ask, text: str) -> None:
    """A question about many agencies is told from one about one; its words are not searched for."""
    understood = ask(text)
    assert understood.over_agencies
    assert understood.rest == ""
    assert len(understood.query.terms) == 1


def test_everyday_words_are_searched_with_the_printed_ones(ask: Ask) -> None:
    """No report prints 车费: the words that reports have for it count as well."""
    (term,) = ask("招待费").query.terms
    assert ("公务", "接待") in term.rows


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("芦淞区城管局 环卫市场化 花了多少", "环卫市场化"),
        ("芦淞区城管局环卫市场化花了多少钱", "环卫市场化"),
        ("环卫市场化 2021 芦淞区", "环卫市场化"),
        ("芦淞区城管局的PPP项目", "PPP项目"),
        ("芦淞区城管局2020年三公经费是多少", ""),
        ("请问芦淞区城管局去年花了多少钱？", ""),
        ("-培训 三公经费", ""),
        ('"环卫市场化" 2020', "环卫市场化"),
        ("【芦淞区城管局】三公经费", ""),
        ("部门 2020 决算", "部门"),  # what stands apart is not joined over a year
        ("有线电视 芦淞区", "有线电视"),
    ],
)
def test_what_is_left(ask: Ask, text: str, rest: str) -> None:
    """What nothing understood is left for names of projects; words of questions are not."""
    assert ask(text).rest == rest


def test_spending_is_asked_for_only_where_nothing_else_is(ask: Ask) -> None:
    """花了多少 behind a project asks for the project's money."""
    assert not ask("芦淞区城管局 环卫市场化 花了多少").indicators
    assert {one.code for one in ask("芦淞区城管局花了多少钱").indicators} == {"expenditure"}
    assert {one.code for one in ask("芦淞区城管局三公经费花了多少钱").indicators} == {"three_public"}


def test_words_of_figures_are_searched(ask: Ask) -> None:
    """A figure narrows nothing: reports that name it are found by its words."""
    assert words(ask("芦淞区城管局 2020 三公经费")) == {"三公经费"}


def test_two_phases_are_both_asked_for(ask: Ask) -> None:
    """决算 and 预算 beside a figure ask for both of its values."""
    assert asked(ask("三公经费 决算 预算")) == {
        ("three_public", None, "actual", None),
        ("three_public", None, "budget", None),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("三公经费支出", {("three_public", None, None, None)}),
        ("“三公”经费支出决算", {("three_public", None, "actual", None)}),
        ("三公经费 支出", {("three_public", None, None, None)}),
        ("机关运行经费 支出决算", {("agency_operation", None, "actual", None)}),
        ("会议费花费", {("meetings", None, None, None)}),
        ("政府性基金 支出", {("expenditure", "gov_fund", None, None)}),
    ],
)
def test_spending_behind_a_figure_is_part_of_its_name(ask: Ask, text: str, told: set[tuple[str | None, ...]]) -> None:
    """Nobody asks for two figures by 三公经费支出; behind a fund it is the figure."""
    assert asked(ask(text)) == told


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("公积金", ("2210201",), ""),
        ("给职工交养老保险花了多少", ("2080505",), ""),
        ("交了多少公积金", ("2210201",), ""),
        ("给职工交了多少住房公积金", ("2210201",), ""),
        ("职业年金缴费", ("2080506",), ""),
        ("医保", ("2101101", "2101102"), ""),
        ("退休人员经费", ("2080501", "2080502"), ""),
        ("事业单位离退休 花了多少", ("2080502",), ""),  # 离退休 is a number of people, 事业单位 a kind of body
        ("养老保险诈骗", (), "养老保险诈骗"),
    ],
)
def test_everyday_names_of_functions(ask: Ask, text: str, codes: tuple[str, ...], rest: str) -> None:
    """What is paid for the staff, with the words of paying; several codes where reports print one or another."""
    understood = ask(text)
    assert (understood.functions, understood.indicators, understood.rest) == (codes, (), rest)


@pytest.mark.parametrize(
    ("text", "report_type", "phases"),
    [
        ("绿道养护 2023年 预算数", None, ("budget",)),
        ("绿道养护年初预算", None, ("budget",)),
        ("绿道养护全年预算数", None, ("adjusted",)),
        ("绿道养护决算数", None, ("actual",)),
        ("绿道养护执行数", None, ("actual",)),
        ("绿道养护预算", None, ("budget",)),
        ("市政维护预算", None, ("budget",)),
        ("住房公积金预算数", None, ("budget",)),
        ("2130314 预算数", None, ("budget",)),
        ("2023年 预算数", "budget", ("budget",)),
        ("绿道养护 预算", "budget", ("budget",)),
        ("2023年决算 绿道养护", "final_accounts", ("actual",)),
        ("市妇联预算", "budget", ("budget",)),
    ],
)
def test_the_amount_of_what_is_named(ask: Ask, text: str, report_type: str | None, phases: tuple[str, ...]) -> None:
    """预算数 is the amount of a project or function that is named; 预算 apart from it, or of a body, is a kind of report."""
    understood = ask(text)
    assert (understood.report_type, understood.phases) == (report_type, phases)


@pytest.mark.parametrize("text", ["采购货物", "临聘人员工资", "特种车辆管理", "消防车辆"])
def test_short_names_of_figures_stand_alone(ask: Ask, text: str) -> None:
    """Other words beside them make other things of them; no figure of all staff for some of them."""
    found = {one.code for one in ask(text).indicators}
    assert not found & {"expenditure.basic.personnel", "assets.vehicles.special", "three_public.vehicles"}
