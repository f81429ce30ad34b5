from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.checks.privacy import find_personal_data
from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_ratio, compare_sum
from ingest.extract.narrative import Paragraph, read_figures
from ingest.extract.reading import read_report_figures
from ingest.findings import CheckReport
from ingest.headings import find_headings
from ingest.markdown import render_report
from ingest.readers.text import read_text

CENT = Decimal("0.01")


def printed(value: str, step: Decimal = CENT) -> Printed:
    return Printed(Decimal(value), step)


@pytest.mark.parametrize(
    ("total", "addends", "verdict"),
    [
        ("105.58", ["95.36", "10.22"], Verdict.PASS),
        ("105.58", ["95.36", "10.23"], Verdict.ROUNDING),
        ("105.58", ["95.36", "10.24"], Verdict.ERROR),
        ("100.02", ["10.00"] * 10, Verdict.ROUNDING),
        ("100.03", ["10.00"] * 10, Verdict.SUSPICIOUS),
        ("100.06", ["10.00"] * 10, Verdict.ERROR),
        ("0.00", [], Verdict.PASS),
    ],
)
def test_sums(total: str, addends: list[str], verdict: Verdict) -> None:
    """What rounding of each part explains is no error; three standard deviations part rounding from suspicion."""
    assert compare_sum(printed(total), [printed(one) for one in addends]) is verdict


@pytest.mark.parametrize(
    ("one", "other", "step", "verdict"),
    [
        ("9101.68", "9101.68", "0.01", Verdict.PASS),
        ("9101.68", "9101.67", "0.01", Verdict.ROUNDING),
        ("9101.68", "9101.66", "0.01", Verdict.ERROR),
        ("9101.68", "9101.677535", "0.000001", Verdict.PASS),  # the other, rounded
        ("9101.68", "9101.674535", "0.000001", Verdict.ROUNDING),  # rounded the wrong way, or cut off
        ("9101.68", "9101.693535", "0.000001", Verdict.ERROR),
    ],
)
def test_the_same_amount_printed_twice(one: str, other: str, step: str, verdict: Verdict) -> None:
    """Equal, or rounded from what is printed more exactly; a step of the coarser is rounding, more is an error."""
    assert compare_copy(printed(one), printed(other, Decimal(step))) is verdict
    assert compare_copy(printed(other, Decimal(step)), printed(one)) is verdict


@given(st.lists(st.integers(100_000, 10**9), min_size=1, max_size=12))
def test_rounded_parts_never_make_an_error(fen: list[int]) -> None:
    """Amounts rounded from exact yuan, each by itself, are never called an error."""
    parts = [Decimal(one).scaleb(-2) / 10_000 for one in fen]
    rounded = [Printed(part.quantize(CENT), CENT) for part in parts]
    total = Printed(sum(parts, Decimal(0)).quantize(CENT), CENT)
    assert compare_sum(total, rounded) is not Verdict.ERROR


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("93.3", Verdict.PASS), ("93.2", Verdict.ROUNDING), ("93.4", Verdict.ROUNDING), ("93.9", Verdict.ERROR)],
)
def test_ratios(share: str, verdict: Verdict) -> None:
    """A share one step off was cut off or adjusted; further off it contradicts the amounts."""
    ratio = Printed(Decimal(share), Decimal("0.1"))
    assert compare_ratio(ratio, printed("13462.86"), printed("14429.60")) is verdict


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.sampled_from([0, 1, 2]))
def test_a_rounded_ratio_always_passes(part: int, whole: int, places: int) -> None:
    """The ratio of what the amounts were rounded from lies inside the interval."""
    step = Decimal(1).scaleb(-places)
    ratio = Printed((Decimal(part) / Decimal(whole) * 100).quantize(step), step)
    assert compare_ratio(ratio, Printed(Decimal(part), Decimal(1)), Printed(Decimal(whole), Decimal(1))) is Verdict.PASS


def test_a_rate_on_zero_means_nothing() -> None:
    """No verdict on a base that may be zero."""
    with pytest.raises(ZeroDivisionError):
        compare_ratio(printed("100"), printed("5"), printed("0"))


def check(text: str, scope: str = "general_public") -> CheckReport:
    return check_report(
        Evidence(text, 2022, figures=list(read_figures(Paragraph(text, 0, "final_accounts", "", scope, None), 2022)))
    )


def findings(text: str, scope: str = "general_public") -> list[tuple[str, str, str]]:
    report = check(text, scope)
    for one in report.findings:
        assert text[one.start : one.end] == one.disclosed
    return [(one.rule, one.severity, one.expected) for one in report.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出105.58万元，其中：人员经费95.36万元，公用经费10.22万元。", []),
        ("基本支出105.58万元，其中：人员经费95.36万元，公用经费10.23万元。", [("J02", "rounding", "105.59万元")]),
        ("基本支出105.58万元，其中：人员经费95.36万元，公用经费12.23万元。", [("J02", "error", "107.59万元")]),
        ("基本支出100万元，其中：人员经费80万元，占基本支出的80%。", []),
        ("基本支出100万元，其中：人员经费80万元，占基本支出的85%。", [("C09", "error", "80%")]),
        ("支出预算为50万元，支出决算为40万元。", []),
        ("公务接待费支出预算为50万元，支出决算为40万元，完成预算的82.0%。", [("C07", "error", "80.0%")]),
        ("机关运行经费支出110万元，比上年增加10万元，增长10.0%。", []),
        ("机关运行经费支出110万元，比上年增加10万元，增长11.0%。", [("D01", "error", "10.0%")]),
        (
            (
                "“三公”经费支出决算为8.00万元，其中：因公出国（境）费支出决算为0万元，公务用车购置及运行维护费支出决算为5万元，"
                "公务接待费支出决算为2万元。"
            ),
            [("C11", "error", "7万元")],
        ),
    ],
)
def test_findings(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Sums, shares, completion and growth are recalculated from what is printed."""
    assert findings(text) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("财政拨款收入90.00万元，占本年收入合计的80%。本年收入合计100.00万元。", "C02"),
        ("一般公共预算财政拨款支出80.00万元，占本年支出合计的90%。本年支出合计100.00万元。", "C04"),
        ("“三公”经费支出4.00万元。公务接待费支出1.00万元，占“三公”经费的20%。", "C11"),
        ("政府采购支出总额50.00万元，授予中小企业合同金额40.00万元，占政府采购支出总额的90%。", "D03"),
    ],
)
def test_a_share_has_the_rule_of_what_it_is_of(text: str, rule: str) -> None:
    """A wrong share is found under the rule that the public catalogue of rules names for it."""
    assert [(code, severity) for code, severity, _ in findings(text, "all")] == [(rule, "error")]


def test_the_same_figure_told_twice() -> None:
    """The second value is named beside the first; last year's, and shares of two wholes, are other figures."""
    text = "公务接待费支出1.50万元。2022年公务接待费支出2.50万元，上年公务接待费支出3.00万元。"
    assert findings(text) == [("J07", "error", "1.5万元")]
    shares = "基本支出60万元，占本年支出的60%。2022年基本支出占财政拨款支出的75%。"
    assert findings(shares, "all") == []
    assert findings("项目支出10.01万元。项目支出10.02万元。") == [("J07", "rounding", "10.01万元")]


def test_a_year_left_over_from_the_year_before() -> None:
    """Where the report's own figure is told nowhere else, another year is a slip: the figure is kept, the slip named."""
    lines = [
        "# 甲县乙局2022年度部门决算",
        "## 一、收入支出决算总体情况说明",
        "2021年度收入总计100万元，支出总计100万元。",
    ]
    outline = find_headings(read_text("\n\n".join(lines).encode()).blocks)
    report = render_report(outline)
    figures = read_report_figures(report, (), ["final_accounts"] * len(report.placed), 2022)
    assert {one.year for one in figures} == {2022}
    named = [one for one in check_report(Evidence(report.text, figures=figures)).findings if one.rule == "J05"]
    assert [(one.severity, one.disclosed, one.expected) for one in named] == [("notice", "2021年度", "2022年度")]


def test_zeros_left_off_do_not_widen_the_tolerance() -> None:
    """13万元 in a report that prints two places means 13.00万元."""
    text = "政府性基金预算财政拨款支出19.71万元，其中：基本支出13万元，项目支出7万元。"
    assert findings(text, "gov_fund") == [("J02", "error", "20万元")]


def test_what_cannot_be_checked_is_said() -> None:
    """A rule without its inputs neither passes nor finds."""
    report = check("基本支出100万元，其中：人员经费80万元。")
    assert [(one.rule, "公用经费" in one.reason) for one in report.unchecked] == [("J02", True)]
    assert report.findings == ()


def test_project_money_of_all_funds_is_no_sum() -> None:
    """Expenditure of all funds holds more than basic and project expenditure."""
    assert findings("本年支出合计100万元，其中：基本支出40万元，项目支出50万元。", "all") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("联系电话：0730-8233456", {"电话号码": 1}),
        ("联系人手机13812345678，另有手机 13912345678", {"手机号": 2}),
        ("身份证号11010519491231002X", {"身份证号": 1}),
        ("身份证号110105194912310021", {}),  # the check digit is wrong
        ("开户行账号：6222 0212 3456 7890 123", {"银行账号": 1}),
        ("拨打12345热线，支出13812.34万元，文号〔2023〕15号", {}),
        ("电话（0731）22345678，传真：0731—22345679", {"电话号码": 2}),
        ("| 填表人 | 张三 | 联系电话 | 8233456 |", {"电话号码": 1}),
        ("联系电话（办公）：8233456填报日期：20230820", {"电话号码": 1}),
        ("电话：0731-22345678/22345679、22345670转8001", {"电话号码": 3}),
        ("联系人 138 0013 8000 或 138-0013-8001，＋86 13800138002", {"手机号": 3}),
        ("手机：１３８００１３８０００项目负责人：张三，13800138001", {"手机号": 2}),
        ("银行帐号为6222021234567890123，账号:4300-1500-0000-5000", {"银行账号": 2}),
        ("身份证：110105 19491231 002x", {"身份证号": 1}),
        ("本年收入18523456789.12元，支出18523456789 元，惠及13812345678人次", {}),
        ("零余额账户1234567890123元，年末账户12345678901.00", {}),
        ("项目代码 0731 22345678，统一社会信用代码：11010519491231002X，项目编号XM13800138000", {}),
        ("电话费2345678元，电话 2345678.00 元，电话：20230820", {"电话号码": 1}),  # a number behind its label counts
        ("2022年0101-12345678，13,800,138,000，0.13800138000", {}),
        ("| 2080505 | 23456789 | 0731 |", {}),
    ],
)
def test_personal_data(text: str, kinds: dict[str, int]) -> None:
    """Telephone, identity-card and account numbers are named; hotlines, amounts and document numbers are not."""
    assert {kind: len(places) for kind, places in find_personal_data(text).items()} == kinds


@given(
    before=st.text("支出金额元。，；：0123456789. |-（）", max_size=20),
    number=st.sampled_from(
        ["13800138000", "１３８００１３８０００", "138 0013 8000", "（0731）22345678", "11010519491231002Ｘ"]
    ),
    after=st.text("。；|）\n", min_size=1, max_size=5),
)
def test_places_of_personal_data(before: str, number: str, after: str) -> None:
    """A number is found as it is printed, at its place, whatever stands before it."""
    text = f"{before}。联系：{number}{after}"
    places = [place for found in find_personal_data(text).values() for place in found]
    assert number in [text[start:end] for start, end in places]


def test_personal_data_is_one_finding_a_kind() -> None:
    """Two telephone numbers are one finding with two places."""
    report = check_report(Evidence("电话：0730-8233456。电话：0730-8233457。"))
    assert [(one.rule, one.severity, len(one.related)) for one in report.findings] == [("J09", "notice", 1)]


def test_an_increase_beside_a_decrease() -> None:
    """Where amount and rate point in opposite directions, the finding says that, and calculates nothing."""
    report = check("机关运行经费支出110.00万元，比上年减少10.00万元，上升10.0%。")
    assert [(one.rule, one.severity, one.disclosed) for one in report.findings] == [("D01", "error", "10.0%")]
    assert "减少10万元" in report.findings[0].message
    assert "增加10.0%" in report.findings[0].message


def test_what_is_wrong_with_two_totals_in_one_phrase() -> None:
    """收、支总计 are two figures in the same words: one finding."""
    text = "2022年度收、支总计110.00万元，与上年相比增加10.00万元，增长12.0%。"
    assert [one.rule for one in check(text, "all").findings] == ["D01"]


def test_shares_of_what_stands_before_them() -> None:
    """三公经费支出决算中，…占…: the shares are of that whole and can be checked."""
    text = "“三公”经费财政拨款支出决算中，公务接待费支出决算1.00万元，占30.0%。“三公”经费支出决算4.00万元。"
    assert findings(text, "fiscal") == [("C11", "error", "25.0%")]


def test_amounts_in_yuan_that_were_made_of_rounded_ones() -> None:
    """Where all amounts in 元 end in two zeros, they are no more exact than 0.01万元: their last 100 yuan are rounding."""
    others = "项目支出7000000元；会议费12300元；培训费4500元；公务接待费6700元。"
    rounded = "基本支出1055800元，其中：人员经费953600元，公用经费102300元。" + others
    assert [(rule, severity) for rule, severity, _ in findings(rounded)] == [("J02", "rounding")]
    exact = rounded.replace("12300元", "12345.67元")
    assert [(rule, severity) for rule, severity, _ in findings(exact)] == [("J02", "error")]
