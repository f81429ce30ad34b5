"""Sentences in the forms that real reports use, beside the figures expected of them. A new form is a new line."""

from decimal import Decimal

import pytest

from ingest.extract.narrative import Paragraph, read_figures

YEAR = 2022


def years(text: str) -> list[tuple[str, str, int, str]]:
    """(indicator, phase, year, disclosed) of each amount."""
    paragraph = Paragraph(text, 0, "final_accounts", "s001", "all", None)
    return [
        (figure.indicator, figure.phase, figure.year, figure.disclosed)
        for figure in read_figures(paragraph, YEAR)
        if figure.measure == "amount"
    ]


def read(text: str, scope: str = "all") -> list[tuple[str, str, str, str, str]]:
    """(indicator, scope, phase, measure, value) of each figure, money in 万元."""
    paragraph = Paragraph(text, 0, "final_accounts", "s001", scope, None)
    rows = []
    for figure in read_figures(paragraph, YEAR):
        assert text[figure.start : figure.end] == figure.disclosed
        value = figure.value / 10_000 if figure.unit == "元" else figure.value
        rows.append((figure.indicator, figure.scope, figure.phase, figure.measure, f"{value.normalize():f}"))
    return rows


A = "amount"
CASES: list[tuple[str, str, list[tuple[str, str, str, str, str]]]] = [
    (
        "2022年收入总计320万元，支出总计320万元，上年为300万元，本年增加20万元，同比增长6.67%。",
        "all",
        [
            ("total_income_and_balance", "all", "actual", A, "320"),
            ("total_expenditure_and_balance", "all", "actual", A, "320"),
            ("total_income_and_balance", "all", "actual", A, "300"),
            ("total_expenditure_and_balance", "all", "actual", A, "300"),
            ("total_income_and_balance", "all", "actual", "change_amount", "20"),
            ("total_expenditure_and_balance", "all", "actual", "change_amount", "20"),
            ("total_income_and_balance", "all", "actual", "change_rate", "6.67"),
            ("total_expenditure_and_balance", "all", "actual", "change_rate", "6.67"),
        ],
    ),
    (
        "本年收入合计300万元，其中：财政拨款收入280万元，占比93.33%；事业收入20万元（含财政专户管理资金收入8万元），占6.67%。与上年相比，减少9万元，降幅为2.91%。",
        "all",
        [
            ("income", "all", "actual", A, "300"),
            ("income.fiscal", "all", "actual", A, "280"),
            ("income.fiscal", "all", "actual", "share", "93.33"),
            ("income.undertaking", "all", "actual", A, "20"),
            ("income.special_account", "all", "actual", A, "8"),
            ("income.undertaking", "all", "actual", "share", "6.67"),
            ("income", "all", "actual", "change_amount", "-9"),
            ("income", "all", "actual", "change_rate", "-2.91"),
        ],
    ),
    (
        "与上年相比变化情况：收入合计减少9万元，下降2.91%；其他收入增加1万元，增长5%。",
        "all",
        [
            ("income", "all", "actual", "change_amount", "-9"),
            ("income", "all", "actual", "change_rate", "-2.91"),
            ("income.other", "all", "actual", "change_amount", "1"),
            ("income.other", "all", "actual", "change_rate", "5"),
        ],
    ),
    (
        "按支出性质分，基本支出60万元（60%），项目支出40万元（40%），合计100万元。",
        "all",
        [
            ("expenditure.basic", "all", "actual", A, "60"),
            ("expenditure.basic", "all", "actual", "share", "60"),
            ("expenditure.project", "all", "actual", A, "40"),
            ("expenditure.project", "all", "actual", "share", "40"),
            ("expenditure", "all", "actual", A, "100"),
        ],
    ),
    (
        "基本支出60万元（98%），项目支出40万元（95%）。",
        "all",
        [("expenditure.basic", "all", "actual", A, "60"), ("expenditure.project", "all", "actual", A, "40")],
    ),
    (
        "公用经费26.86万元，包括商品和服务支出20万元、资本性支出6.86万元；其中：一般公共服务支出508万元。",
        "general_public",
        [
            ("expenditure.basic.public", "general_public", "actual", A, "26.86"),
            ("expenditure.goods_services", "general_public", "actual", A, "20"),
            ("expenditure.capital", "general_public", "actual", A, "6.86"),
        ],
    ),
    (
        "公务接待费支出1万元。其中：国内公务接待支出0.9万元；国（境）外公务接待支出0.1万元。",
        "fiscal",
        [
            ("three_public.reception", "fiscal", "actual", A, "1"),
            ("three_public.reception.domestic", "fiscal", "actual", A, "0.9"),
            ("three_public.reception.overseas", "fiscal", "actual", A, "0.1"),
        ],
    ),
    (
        "公用经费12万元，公用经费控制率为100%，政府采购执行率为93.9%。",
        "all",
        [("expenditure.basic.public", "all", "actual", A, "12")],
    ),
    (
        "“三公”经费支出预算10万元，支出决算9万元，较预算数节约1万元，下降10%，为预算10万元的90%。",
        "fiscal",
        [
            ("three_public", "fiscal", "budget", A, "10"),
            ("three_public", "fiscal", "actual", A, "9"),
            ("three_public", "fiscal", "actual", "versus_budget_amount", "-1"),
            ("three_public", "fiscal", "actual", "versus_budget_rate", "-10"),
            ("three_public", "fiscal", "budget", A, "10"),
            ("three_public", "fiscal", "actual", "completion_rate", "90"),
        ],
    ),
    (
        "2022年度收、支总计320.50万元。与上年相比，增加20.50万元，增长6.83%，主要原因是人员经费增加15万元。",
        "all",
        [
            ("total_income_and_balance", "all", "actual", A, "320.5"),
            ("total_expenditure_and_balance", "all", "actual", A, "320.5"),
            ("total_income_and_balance", "all", "actual", "change_amount", "20.5"),
            ("total_expenditure_and_balance", "all", "actual", "change_amount", "20.5"),
            ("total_income_and_balance", "all", "actual", "change_rate", "6.83"),
            ("total_expenditure_and_balance", "all", "actual", "change_rate", "6.83"),
        ],
    ),
    (
        "本年收入合计300.00万元，其中：财政拨款收入280.00万元，占93.33%；其他收入20.00万元，占6.67%。",
        "all",
        [
            ("income", "all", "actual", A, "300"),
            ("income.fiscal", "all", "actual", A, "280"),
            ("income.fiscal", "all", "actual", "share", "93.33"),
            ("income.other", "all", "actual", A, "20"),
            ("income.other", "all", "actual", "share", "6.67"),
        ],
    ),
    (
        "2022年度财政拨款支出280.00万元，占本年支出合计的95.5%，较上年减少10.5万元，下降3.6%。",
        "general_public",
        [
            ("expenditure", "general_public", "actual", A, "280"),
            ("expenditure", "general_public", "actual", "share", "95.5"),
            ("expenditure", "general_public", "actual", "change_amount", "-10.5"),
            ("expenditure", "general_public", "actual", "change_rate", "-3.6"),
        ],
    ),
    (
        "财政拨款支出年初预算为310.2万元，支出决算为280万元，完成年初预算的90.3%。",
        "general_public",
        [
            ("expenditure", "general_public", "budget", A, "310.2"),
            ("expenditure", "general_public", "actual", A, "280"),
            ("expenditure", "general_public", "actual", "completion_rate", "90.3"),
        ],
    ),
    (
        (
            "“三公”经费财政拨款支出预算为6.5万元，支出决算为5.2万元，完成预算的80%，其中：公务接待费支出预算为0.5万元，"
            "支出决算为0万元，决算数小于预算数的主要原因是厉行节约，严控“三公”经费，与上年相比减少0.2万元。"
        ),
        "fiscal",
        [
            ("three_public", "fiscal", "budget", A, "6.5"),
            ("three_public", "fiscal", "actual", A, "5.2"),
            ("three_public", "fiscal", "actual", "completion_rate", "80"),
            ("three_public.reception", "fiscal", "budget", A, "0.5"),
            ("three_public.reception", "fiscal", "actual", A, "0"),
            ("three_public.reception", "fiscal", "actual", "change_amount", "-0.2"),
        ],
    ),
    (
        "收入总计100万元（含年初结转和结余8万元），与上年相比减少5万元。",
        "all",
        [
            ("total_income_and_balance", "all", "actual", A, "100"),
            ("opening_balance", "all", "actual", A, "8"),
            ("total_income_and_balance", "all", "actual", "change_amount", "-5"),
        ],
    ),
    (
        "机关运行经费支出22.39万元，比年初预算数减少14.60万元，降低39.47%。",
        "all",
        [
            ("agency_operation", "general_public", "actual", A, "22.39"),
            ("agency_operation", "general_public", "actual", "versus_budget_amount", "-14.6"),
            ("agency_operation", "general_public", "actual", "versus_budget_rate", "-39.47"),
        ],
    ),
    (
        "政府性基金预算财政拨款收入19.71万元；年初结转和结余0万元；支出19.71万元，其中基本支出13万元，项目支出6.71万元。",
        "gov_fund",
        [
            ("income.fiscal", "gov_fund", "actual", A, "19.71"),
            ("opening_balance", "gov_fund", "actual", A, "0"),
            ("expenditure", "gov_fund", "actual", A, "19.71"),
            ("expenditure.basic", "gov_fund", "actual", A, "13"),
            ("expenditure.project", "gov_fund", "actual", A, "6.71"),
        ],
    ),
    (
        "基本支出 46.00 万 元，其中：人员经费40.20万元，占基本支出的87.4%，主要包括基本工资、会议费；公用经费5.80万元。",
        "general_public",
        [
            ("expenditure.basic", "general_public", "actual", A, "46"),
            ("expenditure.basic.personnel", "general_public", "actual", A, "40.2"),
            ("expenditure.basic.personnel", "general_public", "actual", "share", "87.4"),
            ("expenditure.basic.public", "general_public", "actual", A, "5.8"),
        ],
    ),
    ("本年收入合计与上年持平。", "all", []),
    ("教育支出（类）普通教育（款）小学教育（项）年初预算为5万元，支出决算为4万元。", "general_public", []),
    ("主要用于：在职人员经费。全年预算为52.00万元，支出决算为51.32万元。", "general_public", []),
    ("绿道养护项目支出12.3万元。", "all", []),
    (
        "全年支出690万元中，基本支出360万元，项目支出330万元。",
        "all",
        [
            ("expenditure", "all", "actual", A, "690"),
            ("expenditure.basic", "all", "actual", A, "360"),
            ("expenditure.project", "all", "actual", A, "330"),
        ],
    ),
    ("巡查全年支出690万元，其中：基本支出360万元。", "all", [("expenditure.basic", "all", "actual", A, "360")]),
    (
        "项目支出30万元，其中：1、公务用车运行维护费6万元；2、绿道养护24万元。",
        "all",
        [("expenditure.project", "all", "actual", A, "30")],
    ),
    ("全年处罚19起，罚款3700元，培训费发票12张。", "all", []),
    # A number of something unknown ends what was spoken of: what follows is about that.
    (
        "其他收入20万元，占6%；利息收入3万元，占1%，比上年增加1万元，增长50%。",
        "all",
        [("income.other", "all", "actual", A, "20"), ("income.other", "all", "actual", "share", "6")],
    ),
    ("会议费2万元，差旅费3万元，完成预算的80%。", "all", [("meetings", "all", "actual", A, "2")]),
    (
        "一般公共预算财政拨款支出500万元，主要用于以下方面：教育支出300万元，占60%；住房保障支出20万元，占4%。",
        "all",
        [("expenditure", "general_public", "actual", A, "500")],
    ),
    (
        "公务用车运行维护费支出2万元，主要用于燃料费1万元、维修费1万元，比上年减少0.5万元。",
        "all",
        [("three_public.vehicles.operation", "all", "actual", A, "2")],
    ),
    (
        "人员经费250万元、公用经费50万元，分别占基本支出的83.3%、16.7%。",
        "all",
        [
            ("expenditure.basic.personnel", "all", "actual", A, "250"),
            ("expenditure.basic.public", "all", "actual", A, "50"),
            ("expenditure.basic.personnel", "all", "actual", "share", "83.3"),
            ("expenditure.basic.public", "all", "actual", "share", "16.7"),
        ],
    ),
    (
        "基本支出、项目支出分别为300万元、200万元。",
        "all",
        [("expenditure.basic", "all", "actual", A, "300"), ("expenditure.project", "all", "actual", A, "200")],
    ),
    ("基本支出、项目支出和其他，分别为300万元、200万元、10万元。", "all", []),
    # A budget stays one for its parts, and for the label behind it.
    (
        "年初安排部门预算资金500万元，其中基本支出300万元，项目支出200万元；全年实际支出480万元，其中基本支出290万元、项目支出190万元。",
        "all",
        [
            ("expenditure.basic", "all", "budget", A, "300"),
            ("expenditure.project", "all", "budget", A, "200"),
            ("expenditure.basic", "all", "actual", A, "290"),
            ("expenditure.project", "all", "actual", A, "190"),
        ],
    ),
    (
        "年初预算：基本支出300万元，项目支出200万元。",
        "all",
        [("expenditure.basic", "all", "budget", A, "300"), ("expenditure.project", "all", "budget", A, "200")],
    ),
    (
        "预算安排“三公”经费10万元，实际支出8万元。",
        "all",
        [("three_public", "all", "budget", A, "10"), ("three_public", "all", "actual", A, "8")],
    ),
    (
        "培训费预算1万元，支出0.8万元。",
        "all",
        [("training", "all", "budget", A, "1"), ("training", "all", "actual", A, "0.8")],
    ),
    # Whether the second label goes on with the budget, nothing says.
    ("本年支出预算500万元，会议费3万元。", "all", [("expenditure", "all", "budget", A, "500")]),
    (
        "本年支出预算500万元，本年支出合计480万元。",
        "all",
        [("expenditure", "all", "budget", A, "500"), ("expenditure", "all", "actual", A, "480")],
    ),
    # Changes, means and limits are no amounts.
    ("减少三公经费5万元。", "all", []),
    ("节约公务接待费1.2万元。", "all", []),
    ("人均公用经费3万元。", "all", []),
    ("三公经费控制在10万元以内。", "all", []),
    ("本年收入合计减少50万元，下降10%，为450万元。", "all", []),
    (
        "本年收入合计500万元，比年初预算数400万元增加100万元，增长25%。",
        "all",
        [
            ("income", "all", "actual", A, "500"),
            ("income", "all", "budget", A, "400"),
            ("income", "all", "actual", "versus_budget_amount", "100"),
            ("income", "all", "actual", "versus_budget_rate", "25"),
        ],
    ),
    (
        "公务接待费支出决算数为1.5万元，完成预算数的75%。",
        "all",
        [
            ("three_public.reception", "all", "actual", A, "1.5"),
            ("three_public.reception", "all", "actual", "completion_rate", "75"),
        ],
    ),
    # A list over, the next sentence is not about its last part.
    (
        "本年收入合计100万元，其中：财政拨款收入90万元，其他收入10万元（其中：利息3万元；捐赠7万元），比上年增加2万元。",
        "all",
        [
            ("income", "all", "actual", A, "100"),
            ("income.fiscal", "all", "actual", A, "90"),
            ("income.other", "all", "actual", A, "10"),
            ("income.other", "all", "actual", "change_amount", "2"),
        ],
    ),
    # The fund of a whole is its parts'; two labels in one are a third thing.
    (
        "一般公共预算财政拨款基本支出300万元，其中：人员经费250万元。",
        "all",
        [
            ("expenditure.basic", "general_public", "actual", A, "300"),
            ("expenditure.basic.personnel", "general_public", "actual", A, "250"),
        ],
    ),
    (
        "年末结转和结余20万元，其中：项目支出结转和结余15万元，公用经费结余2万元。",
        "all",
        [("closing_balance", "all", "actual", A, "20"), ("closing_balance.project", "all", "actual", A, "15")],
    ),
    ("公务用车运行维护费支出合计6万元。", "all", [("three_public.vehicles.operation", "all", "actual", A, "6")]),
    ("2022年支出112.67万元。", "all", [("expenditure", "all", "actual", A, "112.67")]),
    ("全年收入500万元，支出490万元。", "all", []),
]


@pytest.mark.parametrize(("sentence", "scope", "expected"), CASES, ids=[case[0][:18] for case in CASES])
def test_sentences(sentence: str, scope: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Each number is bound to its label, phase and measure, or left alone."""
    assert read(sentence, scope) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2021年度本年支出合计480万元，2022年度本年支出合计500万元。",
            [("expenditure", "actual", 2021, "480万元"), ("expenditure", "actual", 2022, "500万元")],
        ),
        (
            "三公经费3.5万元，2021年3.2万元。",
            [("three_public", "actual", 2022, "3.5万元"), ("three_public", "actual", 2021, "3.2万元")],
        ),
        (
            "上年公务接待费3万元，本年公务接待费2万元。",
            [("three_public.reception", "actual", 2021, "3万元"), ("three_public.reception", "actual", 2022, "2万元")],
        ),
        ("财政拨款收入比上年380万元增加20万元。", [("income.fiscal", "actual", 2021, "380万元")]),
        (
            "财政拨款收入由上年的380万元增加到400万元，增长5.26%。",
            [("income.fiscal", "actual", 2021, "380万元"), ("income.fiscal", "actual", 2022, "400万元")],
        ),
        ("2021年末结转和结余20万元。", [("closing_balance", "actual", 2021, "20万元")]),
        ("2022年末结转和结余20万元。", [("closing_balance", "actual", 2022, "20万元")]),
        ("根据2019年机构改革方案，基本支出300万元。", [("expenditure.basic", "actual", 2022, "300万元")]),
        ("预计2023年收入总计600万元。", []),
        ("2023年度财政拨款收入600万元。", []),
    ],
)
def test_years(text: str, expected: list[tuple[str, str, int, str]]) -> None:
    """An amount is of the year named with it, else of the report's; what is to come is no figure."""
    assert years(text) == expected


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("本年支出合计620万元。基本支出290万元，项目支出330万元。比上年决算数632万元减少12万元。", ["expenditure"]),
        (
            "本年支出合计620万元，基本支出290万元，占46.77%；项目支出330万元，占53.23%。与上年相比减少12万元。",
            ["expenditure"],
        ),
        (
            "基本支出290万元，其中人员经费250万元、公用经费40万元；项目支出330万元。2022年比上年减少12万元。",
            [],
        ),
        ("“三公”经费5万元。公务接待费2万元，公务用车运行维护费3万元。较上年减少1万元。", ["three_public"]),
        ("基本支出290万元，项目支出330万元。比上年决算数632万元减少12万元。", []),
        ("货物支出20万元、工程支出30万元、服务支出40万元。比上年增加5万元。", []),
        (
            "公务接待费2万元，比上年减少1万元；公务用车运行维护费3万元。比上年减少2万元。",
            ["three_public.reception", "three_public.vehicles.operation"],
        ),
        ("项目支出330万元。比上年减少12万元。", ["expenditure.project"]),
        (
            "公务用车购置及运行维护费3万元，公务用车运行维护费3万元。比上年减少1万元。",
            ["three_public.vehicles.operation"],
        ),
    ],
)
def test_comparison_behind_a_list(text: str, compared: list[str]) -> None:
    """A sentence that compares behind a list of parts is of what they add up to where that is told, else of nothing."""
    paragraph = Paragraph(text, 0, "final_accounts", "s001", "all", None)
    assert [one.indicator for one in read_figures(paragraph, YEAR) if one.measure == "change_amount"] == compared


def figures(text: str) -> dict[str, tuple[Decimal, str, bool]]:
    paragraph = Paragraph(text, 0, "final_accounts", "", "all", None)
    return {
        one.indicator: (one.value, one.disclosed, one.inferred_unit)
        for one in read_figures(paragraph, YEAR)
        if one.measure == "amount"
    }


def test_a_unit_that_is_wrong_by_ten_thousand() -> None:
    """A total in 元 whose parts in 万元 add up to it is in 万元; what is printed stays."""
    found = figures("本年收入合计144.6元，其中：财政拨款收入134.1万元，占92.7%；其他收入10.5，占7.3%；事业收入0万元。")
    assert found["income"] == (Decimal("1446000.00"), "144.6元", True)
    assert found["income.other"] == (Decimal("105000.00"), "10.5", True)
    assert found["income.fiscal"] == (Decimal("1341000.00"), "134.1万元", False)


def test_yuan_that_are_yuan_stay() -> None:
    """A report that writes 元 throughout is taken at its word."""
    found = figures("本年收入合计144.60元，其中：财政拨款收入134.10元，占92.7%；其他收入10.50元，占7.3%。")
    assert found["income"] == (Decimal("144.60"), "144.60元", False)


def test_words_that_are_given_back() -> None:
    """Blanks and line breaks inside a number stay in what is disclosed."""
    assert figures("本年支出合计1,064.54 万\n元。")["expenditure"] == (Decimal("10645400.00"), "1,064.54 万\n元", False)


def units(text: str, elsewhere: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """(disclosed, yuan, whether the unit was inferred) of each amount, beside amounts of the tables in yuan."""
    paragraph = Paragraph(text, 0, "final_accounts", "s001", "all", None)
    found = read_figures(paragraph, YEAR, frozenset(map(Decimal, elsewhere)))
    return [(figure.disclosed, f"{figure.value:.0f}", figure.inferred_unit) for figure in found]


@pytest.mark.parametrize(
    ("text", "elsewhere", "expected"),
    [
        (
            "本年支出合计743.79万元，其中：项目支出265.69元。",
            ("2656900",),
            [("743.79万元", "7437900", False), ("265.69元", "2656900", True)],
        ),
        (
            "本年支出合计743.79万元，其中：项目支出265.69元。",
            (),
            [("743.79万元", "7437900", False), ("265.69元", "266", False)],
        ),
        (
            "本年支出合计743.79万元，其中：项目支出265.69元。",
            ("2656900", "265.69"),
            [("743.79万元", "7437900", False), ("265.69元", "266", False)],
        ),
        (
            "本年支出合计7437900元，其中：项目支出2656900。",
            ("2656900",),
            [("7437900元", "7437900", False), ("2656900", "2656900", True)],
        ),
    ],
)
def test_a_wrong_unit_is_told_from_the_tables(
    text: str, elsewhere: tuple[str, ...], expected: list[tuple[str, str, bool]]
) -> None:
    """An amount that a table prints in 万元, and none in 元, was meant in 万元; what is disclosed stays as printed."""
    assert units(text, elsewhere) == expected
