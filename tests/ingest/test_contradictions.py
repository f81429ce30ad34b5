"""Mistakes that a sentence or a form gives away by itself, and what only looks like one."""

import pytest

from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.checks.year_marks import find_marks
from ingest.extract.narrative import Paragraph, read_figures
from ingest.findings import ERROR, NOTICE
from small_report import read_report, table, write_report

Told = tuple[str, str, str]  # rule, severity, words


def told_of(text: str, *rules: str, kind: str = "final_accounts", scope: str = "general_public") -> list[Told]:
    """What some rules say of a sentence of 2022, each at its words."""
    figures = list(read_figures(Paragraph(text, 0, kind, "", scope, None), 2022))
    report = check_report(Evidence(text, 2022, report_type=kind, figures=figures, told=figures))
    assert all(text[one.start : one.end] == one.disclosed for one in report.findings)
    return [(one.rule, one.severity, one.disclosed) for one in report.findings if one.rule in rules]


def told_of_report(text: str) -> list[Told]:
    """What is said of a whole report."""
    return [(one.rule, one.severity, one.disclosed) for one in read_report(text).checks.findings]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按性质分，基本支出30.00万元（60%），项目支出20.00万元（40%），合计50.00万元。", []),
        ("按性质分，基本支出30.00万元（60%），项目支出20.00万元（45%），合计50.00万元。", ["45%"]),
        ("按性质分，基本支出30.00万元（占65%），项目支出20.00万元（占40%）。", ["65%"]),
        ("按性质分，基本支出30.00万元（50%），项目支出20.00万元（33.3%）；经营支出10.00万元（16.7%）。", []),
        ("甲支出30.00万元，占60%；乙支出15.00万元，占30%；丙支出5.00万元，占10%。", []),
        ("甲支出30.00万元，占60%；乙支出15.00万元，占80%；丙支出5.00万元，占10%。", ["80%"]),
        ("共90.00万元，甲30.00万元，占33.3%；乙15.00万元，占16.7%；丙4.50万元，占8%；丁9.00万元，占10%。", ["8%"]),
        ("甲支出30.00万元，占60%；乙支出15.00万元，占80%。", []),
        ("货物30.00万元（5.2%），服务20.00万元（7.1%）。", []),  # rates of change, it may be
        ("甲项目30.00万元（98%），乙项目20.00万元（100%）。", []),
    ],
)
def test_shares_in_brackets(text: str, expected: list[str]) -> None:
    """A share in brackets is of what its neighbours are shares of; where these tell nothing, nothing is said."""
    assert told_of(text, "C02") == [("C02", ERROR, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("差旅支出比预算数减少3.60万元，增长8.97%。", ["减少3.60万元，增长8.97%"]),
        ("差旅支出比预算数减少3.60万元，下降8.97%。", []),
        ("差旅支出上年为0，本年减少6.33万元。", ["上年为0，本年减少6.33"]),
        ("差旅支出上年为0，本年增加6.33万元。", []),
        ("差旅支出与上年相比减少6.33万元（上年为0，不可比）。", ["减少6.33万元（上年为0"]),
        ("差旅支出较上年减少6.33万元，因上年没有此项支出，不计算比率。", ["减少6.33万元，因上年没有此项支出，"]),
        ("差旅支出较上年减少6.33万元，因上年没有此项支出计划。", []),
        ("收入减少3.60万元，支出增长8.97%。", []),
        ("差旅支出比上年下降102.5%。", ["下降102.5%"]),
        ("差旅支出比上年增长102.5%。", []),
        ("差旅支出比上年下降100%。", []),
        ("经营结余比上年下降102.5%。", []),  # what may be less than nothing
    ],
)
def test_directions_of_one_breath(text: str, expected: list[str]) -> None:
    """Amount and rate of one change go the same way, whatever they are of, and nothing becomes less than nothing."""
    assert told_of(text, "D01") == [("D01", ERROR, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年收入总计90.00万元，2021年收入总计80.00万元，比上年增加10.00万元。", []),
        ("2022年收入总计90.00万元，2021年收入总计83.00万元，比上年增加10.00万元。", ["83.00万元"]),
    ],
)
def test_last_years_value_is_this_years_less_the_change(text: str, expected: list[str]) -> None:
    """What is told of both years and of the change has to fit."""
    assert told_of(text, "D01") == [("D01", ERROR, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "机关运行经费年初预算50万元，支出决算60万元，完成年初预算的120%，决算数小于年初预算数，原因是人员增加。",
            ["决算数小于年初预算数"],
        ),
        (
            "机关运行经费支出60万元。机关运行经费年初预算50万元，支出决算60万元，决算数小于年初预算数。",
            ["决算数小于年初预算数"],
        ),
        (
            "机关运行经费支出决算60万元，年初预算50万元，完成年初预算的120%。决算数小于年初预算数的主要原因是人员增加。",
            ["决算数小于年初预算数"],
        ),
        (
            "机关运行经费年初预算50万元，支出决算60万元，完成年初预算的120%。决算数大于年初预算数的主要原因是人员增加。",
            [],
        ),
        ("机关运行经费年初预算50万元，全年预算62万元，支出决算60万元，决算数大于年初预算数。", []),
        (
            "机关运行经费年初预算50万元，全年预算62万元，支出决算60万元，决算数大于全年预算数。",
            ["决算数大于全年预算数"],
        ),
        ("机关运行经费年初预算50万元，全年预算62万元，支出决算60万元，决算数大于预算数。", []),  # which is not told
        (
            "机关运行经费年初预算50万元，支出决算60万元；印刷费支出5万元，决算数小于年初预算数。",
            [],
        ),  # of something else
    ],
)
def test_words_that_compare_outturn_and_budget(text: str, expected: list[str]) -> None:
    """大于 and 小于 agree with the two amounts beside them, in either order, and wherever else the report tells them."""
    assert told_of(text, "C08") == [("C08", ERROR, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政拨款收入总计614.63万元，财政拨款支出总计614.63万元。", []),
        ("财政拨款收入总计614.63万元，财政拨款支出总计870.91万元。", [("C03", ERROR, "870.91万元")]),
        # What is called a total and is none tells nothing of the year before.
        (
            (
                "财政拨款收入总计614.63万元，比上年增加540.23万元；财政拨款支出总计870.91万元，比上年增加33.43万元。"
                "一般公共预算财政拨款支出264.92万元，比上年增加27.44万元。"
            ),
            [("C03", ERROR, "870.91万元")],
        ),
    ],
)
def test_totals_of_both_sides_are_equal(text: str, expected: list[Told]) -> None:
    """收入总计 is 支出总计, wherever both are told."""
    assert told_of(text, "C01", "C03", "J03", scope="all") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费支出0.17万元，比上年增加1.32万元。", [("J03", ERROR, "1.32万元")]),
        ("公务接待费支出0.17万元，比上年减少1.32万元。", []),
        ("公务接待费支出1.32万元，比上年增加1.32万元。", []),
    ],
)
def test_the_year_before_was_not_below_nothing(text: str, expected: list[Told]) -> None:
    """An increase by more than there is now cannot be."""
    assert told_of(text, "J03") == expected


_AMOUNTS = "收入合计80.00万元，基本支出61.50万元，项目支出18.50万元，办公费7.25万元，邮电费3.15万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{_AMOUNTS}培训支出2.35元。", [("J04", NOTICE, "2.35元")]),
        (f"{_AMOUNTS}人均2.35元。", []),
        (f"{_AMOUNTS}每次补助2.35元。", []),
        (f"{_AMOUNTS}另有基建款18.50亿元。", [("J04", ERROR, "18.50亿元")]),
        (f"{_AMOUNTS}另有基建款12.40亿元、债券资金9.60亿元。", []),  # told so on purpose
        (f"{_AMOUNTS}物业支出2.35，水费1.20万元。", [("J04", NOTICE, "2.35")]),
        (f"{_AMOUNTS}水费1.20万元，比上年减0.35，同比下降22.6%。", [("J04", NOTICE, "0.35")]),
        (f"{_AMOUNTS}设备12台，占2.35。", []),
        (f"{_AMOUNTS}印刷支出2.35（占3.1%），水费1.20万元。", [("J04", NOTICE, "2.35")]),
        ("全年预算数43.87万元，全年执行数43.87，执行率100%。", [("J04", NOTICE, "43.87")]),
        ("资产总额347600元，其中：流动资产75530，固定资产271070元，无形资产1000元。", [("J04", NOTICE, "75530")]),
        (f"{_AMOUNTS}会议费支出预算为0亿元，培训费支出3.15万元。", [("J04", NOTICE, "0亿元")]),
        (f"{_AMOUNTS}甲支出0元、乙支出0元、丙支出0元、丁支出0元，戊支出1.15万元。", []),  # a habit
    ],
)
def test_units_by_the_rest_of_the_report(text: str, expected: list[Told]) -> None:
    """A unit that no other amount has is named, unless a price or an amount a head is told."""
    assert told_of(text, "J04") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2021年12月31日，共有车辆3辆。", ["2021年"]),
        ("截至2022年底，共有车辆3辆。", []),
        ("截至2021年8月，共有车辆3辆。", []),
        ("我局对2021年度4个项目支出开展绩效自评。", ["2021年度"]),
        ("2020年度机关运行经费支出73.20万元，2022年度支出46.17万元，与2021年度相比，减少27.03万元。", ["2020年度"]),
        ("2021年度水电支出73.20万元，2022年度支出46.17万元。", []),
        ("2020年年初预算73.20万元，调整后预算75.20万元。", ["2020年"]),
        ("2021年度项目年初预算73.20万元，全年预算75.20万元。", ["2021年度"]),
        ("较2020年财政拨款收、支总计均增加3.20万元。", ["2020年"]),
        ("较2021年财政拨款收、支总计均增加3.20万元。", []),
        ("2020年末，我局开支财政拨款的公务用车保有量2辆。", ["2020年"]),
        ("农林水支出（类）水利（款）行政运行（项）2021年预算3.20万元，比上年预算数减少0.10万元。", ["2021年"]),
        ("行政运行（项）2020年预算3.20万元，比2021年预算数减少0.10万元。", ["2020年"]),
        ("行政运行（项）2022年预算3.20万元，比2021年预算数减少0.10万元。", []),
        ("2022年度收、支总计90.00万元，2022年度收、支总计80.00万元，比上年增加10.00万元。", ["2022年"]),
        ("2020年水电支出12.00万元，2021年水电支出13.00万元，2022年水电支出14.00万元。", []),
        ("2021年“三公”经费决算数9.51万元，比2022年年初预算12.92万元减少3.41万元。", ["2021年"]),
    ],
)
def test_years_that_cannot_be(text: str, expected: list[str]) -> None:
    """Dates of accounts are the year's end, evaluated projects the year's, and amounts of two years stand side by side."""
    assert told_of(text, "J05") == [("J05", NOTICE, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年度，我处支出为683.43万元。其中：基本支出400.00万元。", ["2021年"]),
        ("2021年度，我处支出为681.20万元。", []),
        ("2021年度我处支出为683.43万元，2022年度与2021年度相同。", []),  # both years are told
        ("2021年度，我处其他支出为500万元。", []),  # round amounts agree by chance
        ("2021年末我处资金为683.43万元。", []),
    ],
)
def test_the_years_own_amount_under_another_year(text: str, expected: list[str]) -> None:
    """An amount that agrees to the last digit with one of the report's year belongs to that year."""
    told = "本年支出合计683.43万元，基本支出500万元。"
    figures = list(read_figures(Paragraph(told, 0, "final_accounts", "", "all", None), 2022))
    marks = find_marks(Evidence(f"{told}\n\n{text}", 2022, report_type="final_accounts", told=figures), 2022)
    assert [one.words for one in marks] == expected


def test_a_budget_tells_what_there_was_before() -> None:
    """A budget is made before the year; the end of the year before is no wrong date in it."""
    assert told_of("截至2021年12月31日，共有车辆3辆。", "J05", kind="budget") == []
    assert told_of("截至2019年12月31日，共有车辆3辆。", "J05", kind="budget") == [("J05", NOTICE, "2019年")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议费预算25.19万元，拟召开0次会议。", ["25.19万元，拟召开0次"]),
        ("会议费预算25.19万元，拟召开3次会议。", []),
        ("会议费预算0万元，拟召开0次会议。", []),
    ],
)
def test_meetings_and_what_they_cost(text: str, expected: list[str]) -> None:
    """What no meeting was held for was not spent."""
    assert told_of(text, "D04") == [("D04", NOTICE, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("综合得分58.72分，自评等级为“优”。", [("H03", NOTICE, "58.72分，自评等级为“优")]),
        ("综合得分98.72分，自评等级为“优”。", []),
        ("综合得分88分，评价结果为良。", []),
    ],
)
def test_grades(text: str, expected: list[Told]) -> None:
    """A grade is that of its points."""
    assert told_of(text, "H03", kind="performance") == expected


@pytest.mark.parametrize("title", ["收入决算表", "支出决算表", "财政拨款收入支出决算总表"])
def test_the_unit_above_a_table(title: str) -> None:
    """A wrong unit line is one finding, not one of each amount below it."""
    line = f"**{title}**\n\n金额单位：万元"
    odd = changed(write_report(), line, line.replace("万元", "元"))
    assert told_of_report(odd) == [("J04", ERROR, "单位：元")]


def test_the_unit_above_an_empty_table() -> None:
    """An empty table whose unit no other table has is named in passing."""
    empty = table("国有资本经营预算财政拨款支出决算表", "科目编码 科目名称 合计 基本支出 项目支出\n合计 - - - -")
    whole = changed(write_report(), "# 第三部分", f"{empty}\n\n# 第三部分")
    odd = changed(whole, empty, empty.replace("万元", "元"))
    assert ("J04", NOTICE, "单位：元") not in told_of_report(whole)
    assert ("J04", NOTICE, "单位：元") in told_of_report(odd)
