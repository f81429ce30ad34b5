"""What the checks say of self-evaluation forms and of what is counted, in whole small reports."""

import pytest

from ingest.findings import ERROR, NOTICE, ROUNDING
from ingest.package import Content
from small_report import EVALUATION, read_report, write_report

Expected = tuple[str, str, str, str]  # rule, severity, words, what they ought to be
_FUNDS = (
    "| 其中：当年财政拨款 | 100.00 | 118.00 | 113.00 |",
    "| 上年结转资金 |  | 2.00 | 2.00 |",
)
_OTHER = "|  | 其他资金 | 0.00 | 0.00 | 0.00 |  |  |  |  |"


def with_changes(text: str, *changes: tuple[str, str]) -> str:
    """The report with places changed."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def told(content: Content) -> list[Expected]:
    return [(one.rule, one.severity, one.disclosed, one.expected) for one in content.checks.findings]


def unchecked(content: Content, rule: str) -> list[str]:
    return [one.reason for one in content.checks.unchecked if one.rule == rule]


def complete(text: str) -> str:
    """The form with its third source of money, too."""
    line = next(one for one in text.splitlines() if "上年结转资金" in one)
    return text.replace(line, f"{line}\n{_OTHER}")


def test_a_form_that_agrees() -> None:
    """Money by source, rate, points and their sum all pass, and it is counted by rule."""
    content = read_report(complete(EVALUATION))
    assert told(content) == []
    assert {"H01": 3, "H02": 2, "H04": 1, "H05": 1}.items() <= content.checks.passed_by_rule.items()
    assert content.checks.passed_by_rule["H03"] >= 3


# What is changed in the form, and what is found.
FORMS: list[tuple[str, list[tuple[str, str]], list[Expected]]] = [
    ("a source too large", [("118.00 | 113.00", "119.00 | 113.00")], [("H01", ERROR, "120.00", "121万元")]),
    ("a source too small", [("118.00 | 113.00", "108.00 | 113.00")], [("H01", ERROR, "120.00", "110万元")]),
    ("a cent", [("118.00 | 113.00", "118.01 | 113.00")], [("H01", ROUNDING, "120.00", "120.01万元")]),
    (
        "two columns",
        [("100.00 | 118.00 | 113.00", "100.00 | 117.00 | 112.00")],
        [("H01", ERROR, "120.00", "119万元")],
    ),
    ("a rate", [("| 95.83% |", "| 98.53% |")], [("H02", ERROR, "98.53%", "95.83%")]),
    ("a rate of the first budget", [("| 95.83% |", "| 115.00% |")], [("H02", NOTICE, "115.00%", "95.83%")]),
    ("a rate as a fraction", [("| 95.83% |", "| 0.9583 |")], []),
    (
        "more spent than planned",
        [("120.00 | 115.00", "110.00 | 115.00"), ("118.00 | 113.00", "108.00 | 113.00"), ("95.83%", "104.55%")],
        [("H02", NOTICE, "115.00", "不超过110万元")],
    ),
    ("points of the rate", [("执行率 | 得分 |", "执行率 | 得分（10分*执行率） |")], []),
    (
        "points that the formula does not give",
        [
            ("执行率 | 得分 |", "执行率 | 得分（10分*执行率） |"),
            ("95.83% | 9.6", "95.83% | 9.9"),
            ("| 96.1 |", "| 96.4 |"),
        ],
        [("H02", NOTICE, "9.9", "9.6分")],
    ),
    ("the total", [("| 96.1 |", "| 98.1 |")], [("H03", ERROR, "98.1", "96.1分")]),
    (
        "a target that was missed",
        [("10座 | 20 | 16.5", "10座 | 20 | 20"), ("96.1", "99.6")],
        [("H04", NOTICE, "更新航标", "≥12座")],
    ),
    ("a target in another unit", [("10座 | 20 | 16.5", "10批 | 20 | 20"), ("96.1", "99.6")], []),
    ("points of all", [("| 100 | 96.1 |", "| 130 | 96.1 |")], [("H03", ERROR, "130", "100分")]),
    ("no reason", [("| 工期顺延 |", "|  |")], [("H05", NOTICE, "更新航标", "")]),
]


@pytest.mark.parametrize(("changes", "expected"), [one[1:] for one in FORMS], ids=[one[0] for one in FORMS])
def test_forms(changes: list[tuple[str, str]], expected: list[Expected]) -> None:
    """One mistake, one finding at its words."""
    assert told(read_report(complete(with_changes(EVALUATION, *changes)))) == expected


UNCHECKED: list[tuple[str, str, str, str]] = [
    ("H01", "| 上年结转资金 |  | 2.00 | 2.00 |", "| 上年结转资金 |  |  |  |", "有的资金来源没有填写"),
    ("H01", "| 上年结转资金 |  | 2.00 |", "| 单位资金 |  | 2.00 |", "还列有其他资金来源"),
    ("H01", "118.00 | 113.00", "120.00 | 115.00", "财政拨款可能已经包括上年结转资金"),
    ("H04", "| 10座 |", "| 完成 |", "有1项指标的完成值是文字"),
    ("H05", "| 得分 | 偏差原因 |", "| 得分 |  |", "没有写偏差原因的一栏"),
    ("H03", "明显改善 | 40 | 40 |", "明显改善 | 40 |  |", "有的分值或得分没有写明"),
]


@pytest.mark.parametrize(("rule", "old", "new", "reason"), UNCHECKED, ids=[one[3] for one in UNCHECKED])
def test_forms_that_tell_too_little(rule: str, old: str, new: str, reason: str) -> None:
    """A source left empty, one that the form does not name, points left out: no finding, and it is said why."""
    content = read_report(with_changes(EVALUATION, (old, new)))
    assert [one for one in told(content) if one[0] == rule] == []
    assert any(reason in one for one in unchecked(content, rule))


def test_a_merged_reason() -> None:
    """A reason that stands in one cell for several rows is the reason of each."""
    rows = "".join(
        f"<tr><td>产出指标</td><td>数量指标</td><td>{name}</td><td>≥12座</td><td>10座</td><td>50</td><td>40</td>{cell}</tr>"
        for name, cell in (("航标", '<td rowspan="2">工期顺延</td>'), ("浮标", ""))
    )
    head = "".join(
        f"<td>{one}</td>"
        for one in ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
    )
    page = (
        "<h1>安化县渡口航标管理局2022年度部门整体支出绩效自评报告</h1>"
        "<p>一、部门概况</p><p>安化县渡口航标管理局负责航标管理，2022年度各项工作按计划完成，自评结果如下表。</p><p>附件1</p>"
        f"<p>2022年度部门整体支出绩效自评表</p><table><tr>{head}</tr>{rows}</table>"
    )
    for text, expected in ((page, []), (page.replace("工期顺延", ""), ["航标"])):
        content = read_report(text, suffix=".html")
        assert [one.disclosed for one in content.checks.findings if one.rule == "H05"] == expected


# A paragraph at the end of a report that agrees, and what is found in it.
COUNTED: list[tuple[str, list[Expected]]] = [
    ("绩效自评项目12个，评为优的项目10个，评为良的项目2个。", []),
    ("绩效自评项目12个，评为优的项目10个，评为良的项目3个。", [("D04", ERROR, "12个", "13个")]),
    ("绩效自评项目12个，评为优的项目10个，评为良的项目1个。", []),
    ("绩效自评发现问题5个，已整改问题3个，正在整改问题2个。", []),
    ("绩效自评发现问题6个，已整改问题3个，正在整改问题2个。", [("D04", ERROR, "6个", "5个")]),
    ("年末实有人数77人，其中在职56人，离退休人员21人。", []),
    ("年末实有人数79人，其中在职56人，离退休人员21人。", [("D04", NOTICE, "79人", "77人")]),
    ("公务用车购置费0.00万元，当年购置公务用车2辆。", [("D04", NOTICE, "2辆", "")]),
    ("公务用车购置费0.00万元，当年购置公务用车0辆。", []),
    ("公务接待费5.00万元，共接待国内来访团组20个、来宾150人次。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), COUNTED)
def test_what_is_counted(sentence: str, expected: list[Expected]) -> None:
    """Money without a count, or a count without money."""
    content = read_report(f"{write_report()}\n\n{sentence}\n")
    assert [one for one in told(content) if one[0] == "D04"] == expected


OPERATION: list[tuple[str, str, list[Expected]]] = [
    ("", "100.00", []),
    ("", "80.00", []),
    ("", "130.00", [("C12", NOTICE, "130.00万元", "不超过100万元")]),
    (
        "\n\n# 第四部分 名词解释\n\n机关运行经费，是指用财政拨款安排的基本支出中的日常公用经费支出。",
        "130.00",
        [("C12", ERROR, "130.00万元", "不超过100万元")],
    ),
]


@pytest.mark.parametrize(("glossary", "amount", "expected"), OPERATION)
def test_operation(glossary: str, amount: str, expected: list[Expected]) -> None:
    """机关运行经费 is within 公用经费: wrong where the report itself says that it is a part, else worth a look."""
    text = write_report().replace(
        "机关运行经费支出100.00万元，比上年增加5.00万元，增长5.26%", f"机关运行经费支出{amount}万元"
    )
    content = read_report(text + glossary)
    assert [one for one in told(content) if one[0] == "C12"] == expected


def test_operation_without_its_whole() -> None:
    """Where 公用经费 is told nowhere it cannot be checked."""
    report = "# 安化县渡口航标管理局2022年度部门决算\n\n## 一、机关运行经费\n\n2022年度机关运行经费支出90.00万元。\n"
    assert unchecked(read_report(report), "C12") == ["没有读到一般公共预算财政拨款基本支出的公用经费合计"]


def test_a_form_without_sources() -> None:
    """Hunan's form tells the money by kind; nothing is held against anything."""
    rows = "\n".join(line for line in EVALUATION.splitlines() if "财政拨款 |" not in line and "上年结转" not in line)
    assert unchecked(read_report(rows), "H01") == ["《2022年度部门整体支出绩效自评表》：没有按资金来源列出金额"]


def test_rates_of_posts() -> None:
    """控制率 is the staff on posts by the posts."""
    content = read_report(with_changes(EVALUATION, ("| 93.33% |", "| 98.33% |")))
    assert told(content) == [("D04", ERROR, "98.33%", "93.33%")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "本单位2022年度没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出。",
            ["没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出"],
        ),
        ("本单位2022年度没有政府性基金预算收支。", ["没有政府性基金预算收支"]),
        ("本单位2021年度没有政府性基金预算支出。", []),
        ("本单位2022年度没有国有资本经营预算收支。", []),
    ],
)
def test_a_table_said_to_be_blank(sentence: str, expected: list[str]) -> None:
    """A fund that is said to have spent nothing has no expenditure in the fiscal summary, either."""
    content = read_report(f"{write_report()}\n\n{sentence}\n")
    assert [one.disclosed for one in content.checks.findings if one.rule == "B03"] == expected


def test_secrets_left_out() -> None:
    """Where part of a report is secret, a total may exceed what is listed: not checked, which is said."""
    wrong = with_changes(
        write_report(),
        (
            "| 2140101 | 行政运行 | 460.00 | 460.00 |  |\n| 2140112 | 公路运输管理 | 240.00 |",
            "| 2140101 | 行政运行 | 440.00 | 440.00 |  |\n| 2140112 | 公路运输管理 | 240.00 |",
        ),
    )
    assert [one.rule for one in read_report(wrong).checks.findings]
    secret = read_report(f"{wrong}\n\n按照规定，涉密内容不予公开。\n")
    assert not {one.rule for one in secret.checks.findings} & {"A03", "C06"}
    assert any("涉密" in one.reason for one in secret.checks.unchecked)
    duty = read_report(f"{wrong}\n\n负责涉密文件的管理和信息公开。\n")
    assert [one.rule for one in duty.checks.findings]


def test_a_wrong_amount_of_a_form_is_named_once() -> None:
    """The sum of its sources, the rate and the text all contradict one cell: one finding, at that cell."""
    text = with_changes(
        complete(EVALUATION), ("负责航标管理。", "负责航标管理。全年预算120.00万元，全年支出115.00万元。")
    )
    assert told(read_report(text)) == []
    wrong = with_changes(text, ("120.00 | 115.00", "120.00 | 105.00"))
    (found,) = [one for one in read_report(wrong).checks.findings if one.severity == ERROR]
    assert (found.rule, found.disclosed) == ("H01", "105.00")
