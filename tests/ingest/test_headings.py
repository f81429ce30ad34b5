"""What is a heading and what only looks like one: lines as reports print them, beside the outline expected of them."""

import pytest

from ingest.blocks import Block, Paragraph, Role, Table
from ingest.headings import find_headings
from ingest.markdown import render_report


def outline(text: str, blocks: list[Block] | None = None) -> list[tuple[int, str, str]]:
    made = blocks or [Paragraph(line) for line in text.strip().split("\n")]
    return [(one.level, one.number, one.title) for one in find_headings(made).headings.values()]


def test_levels_of_numbering() -> None:
    """Parts, 一、, （一） and 1. nest in this order."""
    text = """
第一部分 单位概况
一、主要工作
（一）综合管理
1.宣传教育
第二部分 决算情况
一、收入情况
本年收入合计5万元。"""
    assert outline(text) == [
        (1, "第一部分", "单位概况"),
        (2, "一", "主要工作"),
        (3, "（一）", "综合管理"),
        (4, "1", "宣传教育"),
        (1, "第二部分", "决算情况"),
        (2, "一", "收入情况"),
    ]


def test_a_part_and_its_title_on_two_lines() -> None:
    """第一部分 and its title below it are one heading."""
    assert outline("第一部分\n单位概况\n一、职能\n负责管理。") == [(1, "第一部分", "单位概况"), (2, "一", "职能")]


def test_a_title_cut_by_the_width_of_the_page() -> None:
    """The rest of a part's title, set apart on the next line, belongs to it."""
    blocks: list[Block] = [
        Paragraph("第三部分 某区公共数据服务中心2023年度部门决算情况", display=True),
        Paragraph("说明", display=True),
        Paragraph("一、收入情况"),
    ]
    assert outline("", blocks)[0] == (1, "第三部分", "某区公共数据服务中心2023年度部门决算情况说明")


def test_the_contents_are_no_headings() -> None:
    """Entries of the table of contents do not count, with or without page numbers; what they name does."""
    text = """
目 录
第一部分 单位概况
一、主要职能 …… 2
第二部分 决算表
第一部分 单位概况
一、主要职能
负责管理。"""
    assert outline(text) == [(1, "第一部分", "单位概况"), (2, "一", "主要职能")]


def test_contents_that_name_their_parts_otherwise() -> None:
    """The list ends where 第一部分 stands again, in whatever words, with 目录 above it or without."""
    text = """
第一部分：学校概况
一、主要职能
第二部分：2022年单位预算表
一、《收支预算总表》
第三部分：名词解释
第一部分：某县云溪小学概况
一、主要职能
负责教学。"""
    for above in ("", "\n目录：\n公开时间：2022年3月1日"):
        assert outline(above + text) == [(1, "第一部分", "某县云溪小学概况"), (2, "一", "主要职能")]


def test_contents_before_forms_are_no_headings() -> None:
    """Where forms are bound between the contents and the text, the entries still are what stands again."""
    blocks: list[Block] = [
        *map(Paragraph, ["目录", "一、单位概况", "二、支出情况", "三、存在的问题", "附件1 2022年度整体支出绩效自评表"]),
        Table.from_rows([["总分", "100"], ["得分", "98"]]),
        *map(Paragraph, ["一、单位概况", "负责管理。", "二、支出情况", "支出一万元。", "三、存在的问题", "没有。"]),
    ]
    assert outline("", blocks) == [
        (1, "附件1", "2022年度整体支出绩效自评表"),
        (2, "一", "单位概况"),
        (2, "二", "支出情况"),
        (2, "三", "存在的问题"),
    ]


def test_duties_are_no_headings() -> None:
    """Items of a list of duties are sentences."""
    text = """
一、部门职责
（一）贯彻执行国家有关法律法规。负责拟订管理办法并组织实施。
（二）负责全区数据平台的管理工作。负责平台的建设。
（三）完成区委、区政府交办的其他任务。
二、机构设置
（一）内设机构设置。
本单位设有三个科室。
（二）决算单位构成。本单位没有下属单位，只有本级。"""
    assert outline(text) == [
        (2, "一", "部门职责"),
        (2, "二", "机构设置"),
        (3, "（一）", "内设机构设置"),
        (3, "（二）", "决算单位构成"),
    ]


def test_duties_numbered_like_their_heading() -> None:
    """A list of duties may begin anew with the numbers of the heading above it."""
    text = """
一、单位概况
（一）主要职责
（一）编制养护计划，并组织实施。
（二）维护护栏和标识设施。
（三）完成交办的其他任务。
（二）机构设置
本单位设有三个科室。"""
    assert [title for _, _, title in outline(text)] == ["单位概况", "主要职责", "机构设置"]


def test_glossary_entries_are_no_headings() -> None:
    """Terms and what they mean are no sections."""
    text = "第四部分 名词解释\n一、财政拨款收入：指从本级财政取得的资金。\n二、基本支出\n指保障运转的支出。"
    assert outline(text) == [(1, "第四部分", "名词解释")]


@pytest.mark.parametrize(
    "line",
    [
        "1、一般公共服务支出（类）社会工作事务（款）行政运行（项）。",
        "1、公务接待费支出决算为0万元，全年共接待0批次。",
        "1.2024年预算资金一般公共预算财政拨款1255.11万元。",
        "（二）积极筹措资金，统筹安排各项支出，着力保障民生；加强监督。确保安全。",
    ],
)
def test_items_of_accounts_are_no_headings(line: str) -> None:
    """What prints amounts or classes, or is a sentence with commas, is text."""
    assert outline(f"一、支出情况\n{line}") == [(2, "一", "支出情况")]


def test_run_in_headings_end_at_the_first_full_stop() -> None:
    """A group of short titles with text after them are headings; their text is not part of them."""
    text = """
八、下一步改进措施
（一）继续提升管理水平。全面加强监管力度，压实各方责任。
（二）继续完善制度建设。严格依法履行职能。"""
    found = find_headings([Paragraph(line) for line in text.strip().split("\n")])
    assert [(one.title, one.text) for one in found.headings.values()][1:] == [
        ("继续提升管理水平", "（一）继续提升管理水平。"),
        ("继续完善制度建设", "（二）继续完善制度建设。"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、收入决算情况说明\n没有变化。\n二、2022年度收支决算总体情况说明：收支总计5.00万元，与上年相同。\n三、其他",
            [(2, "一", "收入决算情况说明"), (2, "二", "2022年度收支决算总体情况说明"), (2, "三", "其他")],
        ),
        (
            "一、收入情况：收入5万元。\n二、支出情况: 支出5万元。",
            [(2, "一", "收入情况"), (2, "二", "支出情况")],
        ),
        (
            "一、基本概况\n（一）职能\n管理。\n（二）人员编制：编制5名，在职4人。\n（三）内设机构\n三个科室。",
            [(2, "一", "基本概况"), (3, "（一）", "职能"), (3, "（二）", "人员编制"), (3, "（三）", "内设机构")],
        ),
        ("一、财政拨款收入：指财政拨给的资金。\n二、事业收入：指业务活动取得的收入。", []),
        ("一、其他\n没有。\n二、事业收入：指业务活动取得的收入。", [(2, "一", "其他")]),
        ("（一）办公室：负责文电、会务。\n（二）财务科：负责预算、决算。", []),
        ("一、支出\n没有。\n二、本年收入：5万元，其中：拨款3万元", [(2, "一", "支出"), (2, "二", "本年收入")]),
        ("一、会议时间\n二、会议8:30开始，9:30结束", [(2, "一", "会议时间")]),
    ],
)
def test_headings_that_end_at_a_colon(text: str, expected: list[tuple[int, str, str]]) -> None:
    """A title before a colon is a heading, as one before a full stop is; a term or a name before a colon is none."""
    assert outline(text) == expected


def test_what_follows_a_colon_is_text() -> None:
    """The words after the colon stand in a paragraph of their own, at their place."""
    blocks = [Paragraph("一、收入情况：本年收入5.00万元。"), Paragraph("二、支出情况：无。")]
    report = render_report(find_headings(blocks))
    assert report.text == "## 一、收入情况：\n\n本年收入5.00万元。\n\n## 二、支出情况：\n\n无。\n"
    bodies = [report.text[placed.body.start : placed.body.end] for placed in report.placed]
    assert bodies == ["本年收入5.00万元。", "无。"]


def test_a_list_of_sentences_is_no_group_of_headings() -> None:
    """Where most siblings are sentences, one that happens to be short is too."""
    text = """
一、绩效目标
（一）完成培训。全年十场。
（二）对全区三百余家单位开展数据安全检查并督促整改，形成闭环；建立台账。另外还要复查。
（三）组织街道、社区和志愿者开展常态化宣传活动，覆盖全部小区；做好总结。再推广经验。"""
    assert outline(text) == [(2, "一", "绩效目标")]


def test_broken_numbers_are_given_as_meant() -> None:
    """Where a conversion printed 2、 for 二、, the gap in the Chinese numbers tells."""
    text = """
1、 单位基本情况
1、负责管理工作；负责监督。
2、 一般公共预算支出情况
（1） 基本支出情况
基本支出为五万元。
三、绩效情况
（一）目标设置情况
目标已设置。"""
    found = find_headings([Paragraph(line) for line in text.strip().split("\n")])
    assert [(one.level, one.number, one.text) for one in found.headings.values()] == [
        (2, "一", "一、单位基本情况"),
        (2, "二", "二、一般公共预算支出情况"),
        (3, "（一）", "（一）基本支出情况"),
        (2, "三", "三、绩效情况"),
        (3, "（一）", "（一）目标设置情况"),
    ]


def test_arabic_numbers_stay_where_nothing_is_missing() -> None:
    """1. and 2. below a complete row of 一、二、三、 are what they are."""
    text = "一、概况\n1. 办公室\n2. 财务室\n二、收入\n三、支出"
    assert [number for _, number, _ in outline(text)] == ["一", "1", "2", "二", "三"]


def test_attachments() -> None:
    """An attachment with something below it is a section; a list of attachments at the end only names them."""
    blocks: list[Block] = [
        Paragraph("附件1"),
        Paragraph("2023年度基础数据表"),
        Table.from_rows([["编制数", "30"]]),
        Paragraph("一、概况"),
        Paragraph("附件：2023年度部门整体支出绩效自评表"),
    ]
    assert outline("", blocks) == [(1, "附件1", "2023年度基础数据表"), (2, "一", "概况")]


def test_titles_of_printed_forms() -> None:
    """A form's title above its table is a section without a number."""
    blocks: list[Block] = [
        Paragraph("第二部分 部门决算表"),
        Paragraph("收入支出决算总表"),
        Paragraph("单位：万元"),
        Table.from_rows([["项目", "金额"], ["合计", "5.00"]]),
    ]
    assert outline("", blocks)[1:] == [(3, "", "收入支出决算总表")]


def test_styled_headings_without_a_number() -> None:
    """What the source styles as a heading is one; the title before everything else is the cover's."""
    blocks: list[Block] = [
        Paragraph("某局2023年度部门决算", role=Role.HEADING, level=1),
        Paragraph("一、概况"),
        Paragraph("补充说明", role=Role.HEADING, level=2),
    ]
    assert outline("", blocks) == [(2, "一", "概况"), (2, "", "补充说明")]


def test_the_title_of_a_document_inside_the_file() -> None:
    """An evaluation appended to accounts begins with its own title; right below 附件 it is the attachment's."""
    text = "一、概况\n说明。\n2023年度某区公共数据服务中心整体支出绩效自评报告\n一、基本情况"
    assert outline(text)[1] == (1, "", "2023年度某区公共数据服务中心整体支出绩效自评报告")
    below = "第五部分 附件\n2023年度某区公共数据服务中心整体支出绩效自评报告\n一、基本情况"
    assert [number for _, number, _ in outline(below)] == ["第五部分", "一"]
