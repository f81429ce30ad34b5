"""What the checks say of whole small reports: one mistake each, and what only looks like one."""

import re

import pytest

from ingest.findings import ERROR, NOTICE, ROUNDING, Finding
from ingest.package import Content
from small_report import EVALUATION, read_report, table, write_report

Expected = tuple[str, str, str, str]  # rule, severity, disclosed, expected


def with_change(text: str, old: str, new: str) -> str:
    """The report with one place changed."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def check(text: str) -> list[Finding]:
    """The findings of a report, each at its words."""
    content = read_report(text)
    for one in content.checks.findings:
        assert content.text[one.start : one.end] == one.disclosed
        assert all(content.text[start:end].strip() for start, end in one.related)
        assert re.fullmatch(r"[^。\n]*[\u4e00-\u9fff][^。\n]*。", one.message), one.message  # one Chinese sentence
        for word in ("造假", "作假", "隐瞒", "故意", "违规", "错误地"):
            assert word not in one.message
    return list(content.checks.findings)


def told(findings: list[Finding]) -> list[Expected]:
    return [(one.rule, one.severity, one.disclosed, one.expected) for one in findings]


@pytest.mark.parametrize(
    "text", [write_report(), write_report(tables=False), EVALUATION], ids=["whole", "text", "evaluation"]
)
def test_a_report_that_agrees(text: str) -> None:
    """Nothing is found, and it is said how much agreed."""
    content = read_report(text)
    assert content.checks.findings == ()
    assert content.notes == ()
    assert content.checks.passed > 15


# What is printed, what stands there instead, and the one finding: rule, severity, words, what they ought to be.
TABLES: list[tuple[str, str, Expected]] = [
    ("收、支总计1050.00万元", "收、支总计1070.00万元", ("C01", ERROR, "1070.00万元", "1050万元")),
    ("收、支总计1050.00万元", "收、支总计1050.01万元", ("C01", ROUNDING, "1050.01万元", "1050万元")),
    ("财政拨款收入900.00万元，占", "财政拨款收入930.00万元，占", ("C02", ERROR, "930.00万元", "900万元")),
    ("项目支出380.00万元，占", "项目支出350.00万元，占", ("C02", ERROR, "350.00万元", "380万元")),
    ("占61.22%", "占66.22%", ("C02", ERROR, "66.22%", "61.22%")),
    ("收、支总计920.00万元", "收、支总计950.00万元", ("C03", ERROR, "950.00万元", "920万元")),
    ("财政拨款支出840.00万元，占", "财政拨款支出870.00万元，占", ("C04", ERROR, "870.00万元", "840万元")),
    ("合计的85.71%", "合计的88.71%", ("C04", ERROR, "88.71%", "85.71%")),
    ("财政拨款支出30.00万元，其中", "财政拨款支出33.00万元，其中", ("C04", ERROR, "33.00万元", "30万元")),
    ("卫生健康支出（类）25.00万元", "卫生健康支出（类）29.00万元", ("C05", ERROR, "29.00万元", "25万元")),
    ("占83.33%；住房", "占88.33%；住房", ("C05", ERROR, "88.33%", "83.33%")),
    ("占83.33%；住房", "占83.34%；住房", ("C05", ROUNDING, "83.34%", "83.33%")),
    ("支出决算为240.00万元", "支出决算为420.00万元", ("C06", ERROR, "420.00万元", "240万元")),
    ("人员经费500.00万元，占", "人员经费510.00万元，占", ("C09", ERROR, "510.00万元", "500万元")),
    ("基本支出的16.67%", "基本支出的19.67%", ("C09", ERROR, "19.67%", "16.67%")),
    ("办公费、差旅费、", "办公费、水费、差旅费、", ("C10", NOTICE, "水费", "")),
    ("支出决算为15.00万元，完成", "支出决算为18.00万元，完成", ("C11", ERROR, "18.00万元", "15万元")),
    ("公务接待费支出预算为6.00万元", "公务接待费支出预算为8.00万元", ("C11", ERROR, "8.00万元", "6万元")),
    ("其他收入100.00万元", "其他收入100.00元", ("C02", ERROR, "100.00元", "100万元")),
    ("收入合计1000.00万元", "收入合计1000.00", ("J04", NOTICE, "1000.00", "1000万元")),
]
WORDS: list[tuple[str, str, Expected]] = [
    ("年初预算的97.96%", "年初预算的99.96%", ("C07", ERROR, "99.96%", "97.96%")),
    ("年初预算的98.82%", "年初预算的89.82%", ("C07", ERROR, "89.82%", "98.82%")),
    (
        "的104.17%，决算数大于",
        "的104.17%，决算数小于",
        ("C08", ERROR, "决算数小于年初预算数", "决算数大于预算数"),
    ),
    ("与年初预算数持平", "小于年初预算数", ("C08", ERROR, "决算数小于年初预算数", "决算数与预算数持平")),
    (
        "决算数小于年初预算数的主要原因是厉行节约",
        "决算数与年初预算数基本持平",
        ("C08", ERROR, "决算数与年初预算数基本持平", "决算数小于预算数"),
    ),
    ("增长5.26%", "增长6.26%", ("D01", ERROR, "6.26%", "5.26%")),
    ("增长5.26%", "下降5.26%", ("D01", ERROR, "5.26%", "与金额同为增加")),
    ("采购支出总额60.00万元", "采购支出总额66.00万元", ("D03", ERROR, "66.00万元", "60万元")),
    (
        "合同金额36.00万元，占政府采购支出总额的60.00%",
        "合同金额56.00万元，占政府采购支出总额的93.33%",
        ("D03", ERROR, "56.00万元", "合计不超过48万元"),
    ),
    ("执法执勤用车3辆", "执法执勤用车4辆", ("D04", ERROR, "5辆", "6辆")),
    (
        "主要用于缴存职工住房公积金",
        "主要用于缴纳职工基本医疗保险",
        ("D05", ERROR, "缴纳职工基本医疗保险", "与住房公积金相符的用途"),
    ),
    (
        "减少10.00万元，下降1.18%",
        "减少100.00万元，下降10.64%",
        ("J03", ERROR, "100.00万元", "减少不超过60万元"),
    ),
    ("2022年度机关运行经费", "2021年度机关运行经费", ("J05", NOTICE, "2021年度", "2022年度")),
    ("年初预算的98.82%", "年初决算数的98.82%", ("J06", NOTICE, "完成年初决算数的", "完成年初预算数的")),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [*TABLES, *WORDS], ids=[f"{one[2][0]} {one[1]}" for one in (*TABLES, *WORDS)]
)
def test_one_mistake_is_one_finding(old: str, new: str, expected: Expected) -> None:
    """Whatever else fails with it, a wrong number or word is one finding, at its place, with what it ought to be."""
    assert told(check(with_change(write_report(), old, new))) == [expected]


@pytest.mark.parametrize(("old", "new", "expected"), WORDS, ids=[f"{one[2][0]} {one[1]}" for one in WORDS])
def test_mistakes_that_the_text_shows_alone(old: str, new: str, expected: Expected) -> None:
    """What the text contradicts by itself is found in a report without tables, too."""
    assert expected in told(check(with_change(write_report(tables=False), old, new)))


@pytest.mark.parametrize(
    ("old", "new", "values"),
    [
        ("收、支总计1050.00万元", "收、支总计980.00万元", ("980万元", "1050万元", "收入支出决算总表“本年支出合计”")),
        ("其他收入100.00万元", "其他收入100.00元", ("0.01万元", "100万元", "正好相差一万倍")),
        ("支出决算为460.00万元", "支出决算为640.00万元", ("640万元", "460万元", "数字相同而次序不同")),
        ("合计的85.71%", "合计的96.55%", ("96.55%", "85.71%", "财政拨款支出870万元的比重")),
        ("完成年初预算的98.82%", "完成年初预算的89.82%", ("89.82%", "98.82%", "850万元")),
    ],
)
def test_the_sentence_says_both_values_and_where_one_comes_from(old: str, new: str, values: tuple[str, ...]) -> None:
    """What is printed, what it was held against, and what explains it."""
    (finding,) = check(with_change(write_report(), old, new))
    assert [value for value in values if value not in finding.message] == []


def test_the_places_that_were_compared() -> None:
    """A finding shows the numbers that it rests on, those of the table and those of the text."""
    text = with_change(write_report(), "人员经费500.00万元，占", "人员经费510.00万元，占")
    content = read_report(text)
    (finding,) = content.checks.findings
    shown = [content.text[start:end] for start, end in finding.related]
    assert shown[0] == "500.00"
    assert {"600.00万元", "100.00万元", "83.33%"} <= set(shown)
    assert finding.difference == "10万元"
    assert "另有2处核对也因此不符" in finding.message


def test_a_wrong_cell_is_not_told_again_from_the_text() -> None:
    """Where table and text differ and the table contradicts itself, the cell is named once."""
    text = with_change(
        write_report(),
        "| 2140112 | 公路运输管理 | 240.00 |  | 240.00 |",
        "| 2140112 | 公路运输管理 | 290.00 |  | 240.00 |",
    )
    (finding,) = check(text)
    assert (finding.rule[0], finding.disclosed, finding.expected) == ("A", "290.00", "240万元")
    assert "；另有2处核对也因此不符。" in finding.message


def test_a_wrong_amount_that_no_table_shows() -> None:
    """Without tables, the number that most failing checks have in common is the one named."""
    text = with_change(write_report(tables=False), "公用经费100.00万元，占", "公用经费130.00万元，占")
    (finding,) = check(text)
    assert (finding.rule, finding.severity, finding.disclosed) == ("J02", ERROR, "130.00万元")


def test_two_mistakes_are_two_findings() -> None:
    """Mistakes that have nothing to do with each other stay apart."""
    text = with_change(write_report(), "人员经费500.00万元，占", "人员经费510.00万元，占")
    text = with_change(text, "增长5.26%", "增长6.26%")
    assert [one.disclosed for one in check(text)] == ["510.00万元", "6.26%"]


# A section at the report's end, and what is found in it.
MORE: list[tuple[str, list[Expected]]] = [
    (
        "公务接待费支出5.00万元，其中：国内公务接待支出4.00万元，国（境）外公务接待支出0.50万元。",
        [("D07", ERROR, "5.00万元", "4.5万元")],
    ),
    ("公务接待20批次、150人次，其中外宾接待22批次、10人次。", [("D07", ERROR, "22批次", "合计不超过20批次")]),
    (
        "2022年度培训费2.00万元，上年为0万元，增加2.00万元，增长100.00%。",
        [("D01", NOTICE, "100.00%", "上年为0，不计算增减率")],
    ),
    ("2022年度机关运行经费支出90.00万元。", [("J07", ERROR, "90.00万元", "100万元")]),
    ("共有车辆6辆。", [("J07", ERROR, "6辆", "5辆")]),
    ("2021年度本部门一般公共预算财政拨款支出800.00万元。", [("J05", NOTICE, "2021年度", "2022年度")]),
    ("联系电话：0737-7223456。", [("J09", NOTICE, "0737-7223456", "")]),
    ("政府性基金预算财政拨款支出比上年增加（减少）3.00万元。", [("E03", NOTICE, "增加（减少）", "")]),
    ("XX局负责航道的养护。", [("E03", NOTICE, "XX局", "")]),
    ("附件1：部门整体支出绩效自评表", [("E01", NOTICE, "附件1：部门整体支出绩效自评表", "")]),
]


@pytest.mark.parametrize(("more", "expected"), MORE, ids=[one[1][0][0] + " " + one[0] for one in MORE])
def test_mistakes_of_other_kinds(more: str, expected: list[Expected]) -> None:
    """Guests, cars, a rate on nothing, a second value, a year, a telephone, a template's words, a form that is missing."""
    assert told(check(write_report(more=more))) == expected


LOOK_ALIKES = [
    "会议费3.00万元，用于召开航标会议；培训费2.00万元。",
    "上年公务接待费支出6.00万元，2021年度共有车辆6辆。",
    "2022年度培训费2.00万元，2021年培训费1.00万元，与2021年相比增加1.00万元，增长100.00%。",
    "2022年度会议费4.00万元，比上年增加0.01万元，基本持平。",
    "公务接待费支出5.00万元，其中：国内公务接待支出5.00万元，国（境）外公务接待支出0万元，接待20批次、150人次，其中外宾接待2批次、10人次。",
    "因公出国（境）费支出预算为0万元，支出决算为0万元，完成预算的0%。",
    "截至2022年末，编制30人，在职人员35人。",
    "公务用车保有量3辆。",
    "项目支出380.00万元，主要包括：航道维护120.00万元、航标更新90.00万元。",
    "一般公共预算财政拨款项目支出240.00万元，其中：航道维护项目120.00万元，航标更新项目90.00万元。",
    "基本支出600.00万元，占本年支出的61.22%；基本支出占财政拨款支出的68.97%。",
    "电话费2.00万元，拨打12345热线500次。",
    "根据《关于2021年度预算执行情况的报告》，2021年末结转资金已全部使用。",
]


@pytest.mark.parametrize("more", LOOK_ALIKES)
def test_what_only_looks_like_a_mistake(more: str) -> None:
    """Other years, other wholes, lists that need not be complete, relations that are no identities: nothing is found."""
    assert told(check(write_report(more=more))) == []


CHANGES = [
    (
        "运行经费 is no 公用经费",
        [("经费支出100.00万元，比上年增加5.00万元，增长5.26%", "经费支出90.00万元，比上年增加5.00万元，增长5.88%")],
    ),
    (
        "基本持平 within half a percent",
        [
            ("年初预算为466.00万元", "年初预算为461.00万元"),
            ("的98.71%，决算数小于年初预算数", "的99.78%，决算数与年初预算数基本持平"),
            ("年初预算为850.00万元", "年初预算为845.00万元"),
            ("年初预算的98.82%", "年初预算的99.41%"),
        ],
    ),
    ("no rate on no budget", [("年初预算为24.00万元，", "年初预算为0万元，"), ("完成年初预算的104.17%，", "")]),
    (
        "a rate on no budget",
        [("年初预算为24.00万元，", "年初预算为0万元，"), ("年初预算的104.17%，", "年初预算的100.00%，")],
    ),
    ("another whole", [("占本年支出合计的85.71%", "占财政拨款支出的96.55%")]),
    ("kinds of cars that are not all told", [("执法执勤用车3辆、其他用车1辆", "执法执勤用车3辆")]),
    (
        "a list of expenses that need not be complete",
        [("办公费、差旅费、公务接待费、工会经费", "办公费、差旅费、工会经费等")],
    ),
    ("the year's budget is not the first one", [("支出预算为20.00万元", "全年预算为20.00万元")]),
]


@pytest.mark.parametrize("changes", [one[1] for one in CHANGES], ids=[one[0] for one in CHANGES])
def test_what_may_differ(changes: list[tuple[str, str]]) -> None:
    """Reports that print it otherwise are not accused."""
    text = write_report()
    for old, new in changes:
        text = with_change(text, old, new)
    assert told(check(text)) == []


def test_an_item_that_the_text_leaves_out() -> None:
    """Where the table has all amounts as the text tells them, an item was left out: it cannot be checked, no more."""
    text = "\n\n".join(one for one in write_report().split("\n\n") if not one.startswith("3.交通"))
    content = read_report(text)
    assert content.checks.findings == ()
    assert any(one.rule == "C06" and "没有列全" in one.reason for one in content.checks.unchecked)


def test_tables_that_are_announced_and_missing() -> None:
    """（见附表） in a report without tables is named; with its tables it is not."""
    part = "# 第二部分 2022年度部门决算表\n\n（见附表）\n\n"
    before = "# 第三部分"
    text = with_change(write_report(tables=False), before, part + before)
    assert told(check(text)) == [("E01", NOTICE, "（见附表）", "")]
    assert told(check(with_change(write_report(), before, part + before))) == []


def test_other_tables_against_the_text() -> None:
    """What an attached table prints of procurement is held against the text, too."""
    rows = "项目 金额\n政府采购支出合计 60.00\n政府采购货物支出 40.00\n政府采购工程支出 - \n政府采购服务支出 20.00"
    text = with_change(write_report(), "# 第三部分", table("政府采购情况表", rows) + "\n\n# 第三部分")
    assert told(check(text)) == []
    assert told(check(with_change(text, "支出合计 | 60.00", "支出合计 | 61.00"))) == [
        ("C13", ERROR, "60.00万元", "61万元")
    ]


EVALUATED: list[tuple[str, str, list[Expected]]] = [
    ("效益指标（40分）", "效益指标（30分）", [("H03", ERROR, "效益指标（30分）", "40分")]),
    ("| 30 | 30 |", "| 30 | 33 |", [("H03", ERROR, "33", "不超过30分")]),
    ("项目支出20.00万元", "项目支出26.00万元", [("J01", ERROR, "65.00万元", "71万元")]),
    ("2022年度项目支出65.00万元，其中", "2022年度项目支出85.00万元，主要包括", []),
    ("| 60.00 | 70.00 | 65.00 |", "| 60.00 | 70.00 | 68.00 |", [("J01", ERROR, "68.00", "65")]),
    ("| 30.00 | 40.00 | 35.00 |", "| 31.00 | 40.00 | 35.00 |", [("J01", ERROR, "50.00", "51")]),
    ("人员经费40.00万元", "人员经费44.00万元", [("J02", ERROR, "50.00万元", "54万元")]),
    ("人员经费40.00万元", "人员经费40.01万元", [("J02", ROUNDING, "50.00万元", "50.01万元")]),
    ("| 95.83% |", "| 92.00% |", [("H02", ERROR, "92.00%", "95.83%")]),
    ("| 单位名称 | 安化县渡口航标管理局 |", "| 单位名称 |  |", [("J08", NOTICE, "单位名称", "")]),
    ("| 项目支出： | 60.00 | 70.00 | 65.00 |", "| 项目支出： |  |  |  |", [("J08", NOTICE, "项目支出：", "")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), EVALUATED, ids=[one[1] for one in EVALUATED])
def test_evaluations(old: str, new: str, expected: list[Expected]) -> None:
    """Weights and points, listed projects, the base data form, what was not filled in."""
    assert told(check(with_change(EVALUATION, old, new))) == expected


def notes_of(content: Content) -> tuple[str, ...]:
    assert content.checks.findings == ()
    return content.notes


def test_money_of_another_scope_is_noted_and_no_finding() -> None:
    """An attached evaluation of one fund, beside accounts of all money, is told to readers with both amounts."""
    attached = EVALUATION.replace("# 安化县", "# 附件：安化县")
    (note,) = (one for one in notes_of(read_report(f"{write_report(tables=False)}\n\n{attached}")) if "自评报告" in one)
    for words in ("项目支出65万元（一般公共预算财政拨款）", "决算为380万元（全部资金）", "口径不同"):
        assert words in note


def test_what_was_evaluated_is_noted_and_no_finding() -> None:
    """The money of the projects evaluated need not be all project expenditure."""
    (note,) = notes_of(read_report(write_report(more="纳入绩效自评的项目10个，涉及项目支出240.00万元。")))
    assert "240万元" in note
    assert "380万元" in note


def test_expenses_of_no_named_fund_are_noted() -> None:
    """三公 expenses of which the text names no fund may hold more than the table of fiscal money."""
    text = with_change(write_report(), "财政拨款“三公”经费支出决算情况说明", "“三公”经费支出决算情况说明")
    assert read_report(text).notes == ()
    total = "“三公”经费支出预算为20.00万元，支出决算为15.00万元，完成预算的75.00%"
    guests = "公务接待费支出预算为6.00万元，支出决算为5.00万元，完成预算的83.33%，与上年相比减少1.00万元，下降16.67%"
    changed = with_change(text, total, "“三公”经费支出决算为16.00万元")
    changed = with_change(changed, guests, "公务接待费支出决算为6.00万元")
    (note,) = notes_of(read_report(changed))
    assert "16万元（没有写明资金）" in note
    assert "15万元（财政拨款）" in note


def test_amounts_in_yuan_that_were_made_of_coarser_ones() -> None:
    """Where a report in 元 prints only whole hundreds, its rates fit what these were rounded from; where not, they do not."""

    def in_yuan(match: re.Match[str]) -> str:
        return f"{match['number'].replace('.', '')}00元"

    text = re.sub(r"(?P<number>\d+\.\d\d)万元", in_yuan, write_report(tables=False)).replace("0万元", "0元")
    # 25.00 of 24.00 is 104.17 %; 25.005 of 23.995, of which they may be made, is 104.21 %.
    text = with_change(text, "完成年初预算的104.17%", "完成年初预算的104.20%")
    assert [one.severity for one in check(text) if one.severity != ROUNDING] == []
    exact = with_change(text, "机关运行经费支出1000000元", "机关运行经费支出1000000.01元")
    found = [(one.disclosed, one.severity) for one in check(exact) if one.severity != ROUNDING]
    assert found == [("104.20%", ERROR)]


def test_a_table_that_is_left_blank() -> None:
    """It stays one of the report's tables, and an amount that the text tells of it is missed there."""
    text = re.sub(r"\| (预算数|决算数) \|[^\n]*\n?", "| | | | | | | |\n", write_report())
    content = read_report(text)
    (table,) = [one for one in content.tables if one.form == "three_public"]
    assert table.data.rows == ()
    assert told(check(text)) == [("C11", NOTICE, "20.00万元", "")]
