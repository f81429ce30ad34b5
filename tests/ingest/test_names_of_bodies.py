"""Where only the report's own name can stand, another body's is named; where others may be named, none is."""

import pytest

from ingest.checks import check_report
from ingest.checks.evidence import Evidence
from ingest.findings import ERROR, NOTICE
from small_report import read_report

OWN = "株洲市芦淞区教育局"
OTHER = "株洲市芦淞区民政局"
TITLE = f"{OWN}2022年度部门决算\n\n{OWN}2022年度收入合计90.00万元。\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{OTHER}2022年度支出合计90.00万元。", [(ERROR, OTHER)]),
        (f"## （六）关于{OTHER}2022年一般公共预算支出情况的说明", [(ERROR, OTHER)]),
        (f"| {OTHER}（本级） | 90.00 |", [(ERROR, OTHER)]),
        (f"编制单位：{OTHER}", [(ERROR, OTHER)]),
        ("株洲市芦淞区教肓局2022年度支出合计90.00万元。", [(NOTICE, "株洲市芦淞区教肓局")]),
        ("2022年度株洲市芦淞区教育心整体支出绩效自评报告", [(NOTICE, "株洲市芦淞区教育心")]),
        (f"没有二级单位，纳入2022年度决算编制范围的只有{OTHER}自身。", [(ERROR, OTHER)]),
        (f"列入{OTHER}2022年度决算汇编范围的单位共2个。", [(ERROR, OTHER)]),
        (f"根据机构改革方案，{OTHER}内设4个科室。", [(ERROR, OTHER)]),
        (f"截至2022年12月31日，{OTHER}共有车辆3辆。", [(ERROR, OTHER)]),
        (f"纳入公开的单位有2家：\n\n1.{OTHER}机关；\n\n2.芦淞区某所。", [(ERROR, OTHER)]),
        (f"{OTHER}不是行政单位，没有机关运行经费。", [(ERROR, OTHER)]),
        (f"注：{OTHER}无此项收支。", [(ERROR, OTHER)]),
        (f"按照要求，{OTHER}2022年印发了通知。", []),
        (f"会同{OTHER}开展2次检查。", []),
        (f"根据{OTHER}2022年印发的通知，发放补助。", []),
        (f"| {OTHER}敬老院 | 90.00 |", []),
        (f"| {OWN}（本级） | 90.00 |", []),
        (f"| 1 | {OTHER}机关 | 行政单位 |", [(NOTICE, OTHER)]),
        (f"# 2022年度{OWN}校舍维修项目绩效自评报告\n\n# 2022年度{OTHER}校舍维修项目绩效自评报告", [(NOTICE, OTHER)]),
        (f"# 2022年度{OWN}校舍维修项目绩效自评报告\n\n# 2022年度{OTHER}校舍扩建项目绩效自评报告", []),
        (f"| 1 | {OTHER}机关 | 行政单位 |\n\n{OTHER}内有两个单位。", []),  # the report knows it
        (f"| 1 | {OTHER}机关 | 行政单位 |\n| 2 | {OWN}机关 | 行政单位 |", []),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Titles, notes, headings, and the own office are the report's own; a slip of one character is a notice."""
    findings = check_report(Evidence(TITLE + text, 2022, agency=OWN, report_type="final_accounts")).findings
    assert [(one.severity, one.disclosed) for one in findings if one.rule == "E04"] == expected


PARK = "株洲市芦淞区园林绿化中心"
FORM = "| 项目名称 | 补植 |  |  |\n| --- | --- | --- | --- |\n| 主管部门 | {} | 实施单位 | {} |\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM.format(PARK, OTHER), [OTHER]),
        (FORM.format("株洲市芦淞区苗圃管理站", PARK), ["株洲市芦淞区苗圃管理站"]),
        (FORM.format(OTHER, PARK), []),  # a department above it
        (FORM.format(PARK, PARK), []),
        (f"补植项目由{OTHER}组织实施。", [OTHER]),
        (f"补植项目的实施单位是{OTHER}，主要内容为补植树木。", [OTHER]),
        (f"补植项目由{OTHER}组织实施。{OTHER}另有安排。", []),  # the report knows it
        (f"下属单位有2家。补植项目由{OTHER}组织实施。", []),
    ],
)
def test_who_carries_out_a_project(text: str, expected: list[str]) -> None:
    """An institution without units carries out its own projects; a body named nowhere else is asked about."""
    head = f"{PARK}2022年度树木补植项目支出绩效自评报告\n\n{PARK}2022年度支出合计90.00万元。\n\n"
    content = read_report(head + text)
    assert [one.disclosed for one in content.checks.findings if one.rule == "E04"] == expected
