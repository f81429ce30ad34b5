"""Counts and scores in the forms that reports use, beside what is expected of them. A new form is a new line."""

import pytest

from ingest.extract.counts import compile_form, read_counts
from ingest.extract.narrative import Paragraph


def read(text: str) -> list[tuple[str, str, str, str]]:
    """(indicator, measure, value, unit) of each count; what is disclosed stands at its place."""
    rows = []
    for figure in read_counts(Paragraph(text, 0, "final_accounts", "s001", "all", None), 2022):
        assert text[figure.start : figure.end] == figure.disclosed
        rows.append((figure.indicator, figure.measure, f"{figure.value.normalize():f}", figure.unit))
    return rows


ABROAD, RECEPTION, VEHICLES = "three_public.abroad", "three_public.reception", "three_public.vehicles"
C = "count"
CASES: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    (
        "全年组织因公出国（境）团组两个、参加人员十二人，购置公务用车一辆。",
        [
            (f"{ABROAD}.groups", C, "2", "个"),
            (f"{ABROAD}.persons", C, "12", "人次"),
            (f"{VEHICLES}.purchased", C, "1", "辆"),
        ],
    ),
    (
        "公务用车运行费增加，主要原因是增加接待3批次。",
        [],
    ),
    (
        "年末实有人数77人，其中在职56人，离退休人员21人。",
        [("staff.total", C, "77", "人"), ("staff.actual", C, "56", "人"), ("staff.retired", C, "21", "人")],
    ),
    (
        "评级为优的5个、良的2个、合格的1个、不合格的0个。对3个项目开展部门评价，涉及资金20万元。",
        [
            ("performance.grade_excellent", C, "5", "个"),
            ("performance.grade_good", C, "2", "个"),
            ("performance.grade_pass", C, "1", "个"),
            ("performance.grade_fail", C, "0", "个"),
            ("performance.department_evaluated", C, "3", "个"),
            ("performance.department_evaluated", "amount", "200000", "元"),
        ],
    ),
    (
        "预算完成率98.2%，预算控制率3.1%，结转结余率1.5%，“三公”经费变动率-12.5%。",
        [
            ("performance.budget_completion_rate", "share", "98.2", "%"),
            ("performance.budget_control_rate", "share", "3.1", "%"),
            ("performance.carryover_rate", "share", "1.5", "%"),
            ("performance.three_public_change_rate", "share", "-12.5", "%"),
        ],
    ),
    (
        "使用房屋面积1200平方米；举办节庆、论坛、赛事等活动2场，开支8万元。",
        [("assets.buildings_area", C, "1200", "平方米"), ("events", C, "2", "场"), ("events", "amount", "80000", "元")],
    ),
    (
        "因公出国（境）费支出2万元，全年安排因公出国（境）团组1个，累计3人次。",
        [(f"{ABROAD}.groups", C, "1", "个"), (f"{ABROAD}.persons", C, "3", "人次")],
    ),
    (
        "公务接待费1.50万元，其中国内公务接待20批次、200人次，接待外宾2批次、9人次。",
        [
            (f"{RECEPTION}.groups", C, "20", "批次"),
            (f"{RECEPTION}.persons", C, "200", "人次"),
            (f"{RECEPTION}.foreign.groups", C, "2", "批次"),
            (f"{RECEPTION}.foreign.persons", C, "9", "人次"),
        ],
    ),
    (
        "全年共接待来访团组4个、来宾31人次，主要是学习交流。",
        [(f"{RECEPTION}.groups", C, "4", "批次"), (f"{RECEPTION}.persons", C, "31", "人次")],
    ),
    (
        "购置公务用车2辆，年末开支财政拨款的公务用车保有量为12辆。",
        [(f"{VEHICLES}.purchased", C, "2", "辆"), (f"{VEHICLES}.held", C, "12", "辆")],
    ),
    (
        (
            "截至2022年12月31日，共有车辆9辆（所属大队5辆），其中：主要领导干部用车1辆、特种专业技术用车（含清扫车）6辆、其他用车2辆；"
            "单位价值50万元以上通用设备3台（套），单价100万元（含）以上设备（不含车辆）1台（套）。"
        ),
        [
            ("assets.vehicles", C, "9", "辆"),
            ("assets.vehicles.leaders", C, "1", "辆"),
            ("assets.vehicles.special", C, "6", "辆"),
            ("assets.vehicles.other", C, "2", "辆"),
            ("assets.equipment_500k", C, "3", "台（套）"),
            ("assets.equipment_1m", C, "1", "台（套）"),
        ],
    ),
    (
        "核定编制30名，其中行政编制10名、事业编制20名；年末在职人员28人，离退休人员6人。",
        [
            ("staff.quota", C, "30", "人"),
            ("staff.quota.administrative", C, "10", "人"),
            ("staff.quota.institution", C, "20", "人"),
            ("staff.actual", C, "28", "人"),
            ("staff.retired", C, "6", "人"),
        ],
    ),
    (
        "编报绩效目标的2022年度项目5个，涉及预算金额175.52万元；绩效自评的项目4个，涉及资金160万元，平均得分97.50分。",
        [
            ("performance.projects_with_targets", C, "5", "个"),
            ("performance.projects_with_targets", "amount", "1755200", "元"),
            ("performance.projects_self_evaluated", C, "4", "个"),
            ("performance.projects_self_evaluated", "amount", "1600000", "元"),
            ("performance.average_score", "score", "97.5", "分"),
        ],
    ),
    (
        "我局组织对2022年度5个项目支出开展绩效自评，涉及资金80万元。",
        [
            ("performance.projects_self_evaluated", C, "5", "个"),
            ("performance.projects_self_evaluated", "amount", "800000", "元"),
        ],
    ),
    ("经自评，部门整体支出综合得分98.5分，等级为优。", [("performance.total", "score", "98.5", "分")]),
    (
        "编制人数小计64人，其中：全部补助事业编制人数64人。实有人数小计95人，其中全额补助事业在职人数59人，离休人数小计0人，退休人数小计31人，遗属人数5人。",
        [
            ("staff.quota", C, "64", "人"),
            ("staff.quota.institution", C, "64", "人"),
            ("staff.total", C, "95", "人"),
            ("staff.actual", C, "59", "人"),
            ("staff.retired", C, "31", "人"),
        ],
    ),
    (
        "年末实有人数45人（在职30人，退休15人）。",
        [("staff.total", C, "45", "人"), ("staff.actual", C, "30", "人")],
    ),
    ("实有人数45人，其中男职工30人，女职工15人。", [("staff.actual", C, "45", "人")]),
    (
        "现有事业编制25名，实有在职在编人员16名，派遣人员5名，退休职工6名。",
        [
            ("staff.quota.institution", C, "25", "人"),
            ("staff.actual", C, "16", "人"),
            ("staff.retired", C, "6", "人"),
        ],
    ),
    ("在职实有31人，离休2人，退休职工13人。", [("staff.actual", C, "31", "人")]),
    ("核定编制15人，正式在编职工15人。", [("staff.quota", C, "15", "人"), ("staff.actual", C, "15", "人")]),
    ("查处违规车辆45辆，拆除广告牌30个，走访居民200人次。", []),
    ("配合区里接待检查，整理资料20册。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:18] for case in CASES])
def test_sentences(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Each count is told by the words beside it; work done is no count of the vocabulary."""
    assert read(sentence) == expected


def test_the_notation_of_forms() -> None:
    """N is the number, # another one, … a gap of words, 、 any mark or none, [x] what may be left out."""
    form = compile_form("接待…#批[次]、[共]N人")
    for text in ("接待各地来访3批,共21人", "接待各地来访3批次21人"):
        found = form.search(text)
        assert found is not None
        assert found["n"] == "21"
    assert form.search("接待来访。又3批,共21人") is None
