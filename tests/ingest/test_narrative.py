"""Sentences in the forms that real reports use, beside the figures expected of them. A new form is a new line."""

from decimal import Decimal

import pytest

from ingest.extract.narrative import Paragraph, read_figures

YEAR = 2022


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
        "项目支出30万元，其中：1、公务用车运行维护费6万元；2、绿道养护24万元。",
        "all",
        [("expenditure.project", "all", "actual", A, "30")],
    ),
    ("全年处罚19起，罚款3700元，培训费发票12张。", "all", []),
]


@pytest.mark.parametrize(("sentence", "scope", "expected"), CASES, ids=[case[0][:18] for case in CASES])
def test_sentences(sentence: str, scope: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Each number is bound to its label, phase and measure, or left alone."""
    assert read(sentence, scope) == expected


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
