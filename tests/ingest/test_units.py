"""The units that a report covers: sentences, lists and tables of several provinces, beside what they tell."""

import pytest

from ingest.blocks import Block, Paragraph, Table
from ingest.extract.units import read_units
from ingest.headings import find_headings
from ingest.markdown import render_report
from ingest.parts import assign_parts
from ingest.rows import Unit
from ingest.sections import read_sections

AGENCY = "甲市乙区水务局"
OWN = "甲市乙区水务局*"  # the star marks the own office
TITLE = "二、部门决算单位构成"
ABOUT = "二、机构设置"


def units(*blocks: str | Table, title: str = TITLE, coverage: str | None = "department") -> list[Unit]:
    made: list[Block] = [Paragraph(line) if isinstance(line, str) else line for line in blocks]
    around = [
        Paragraph("第一部分 部门概况"),
        Paragraph("一、部门职责"),
        Paragraph("负责全区水务工作。"),
        Paragraph(title),
    ]
    rest = [
        Paragraph("第二部分 部门决算表"),
        Paragraph("第三部分 部门决算情况说明"),
        Paragraph("一、收入情况"),
        Paragraph("收入1万元。"),
    ]
    outline = find_headings([*around, *made, *rest])
    parts = assign_parts(outline, "final_accounts")
    report = render_report(outline)
    rows = read_units(report, read_sections(report, parts), parts, AGENCY, coverage)
    for row in rows:
        shown = "".join(report.text[row.start : row.end].split())
        assert shown.startswith(row.name) or (row.own_office and row.name == AGENCY)
    return list(rows)


def told(*blocks: str | Table, title: str = TITLE, coverage: str | None = "department") -> list[str]:
    """The names, the own office's with a star."""
    return [f"{one.name}{'*' if one.own_office else ''}" for one in units(*blocks, title=title, coverage=coverage)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("纳入甲市乙区水务局2023年度部门决算编制范围的单位包括甲市乙区水务局本级和乙区河道管理所、乙区防汛中心。",
         [OWN, "乙区河道管理所", "乙区防汛中心"]),
        ("甲市乙区水务局部门决算由局本级和所属3个二级预算单位（不含企业）组成，分别是：乙区河道管理所、乙区防汛中心以及乙区水文站。",
         ["乙区河道管理所", "乙区防汛中心", "乙区水文站"]),
        ("汇总公开的单位包括：甲市乙区水务局（本级）及下属事业单位乙区河道管理所。", [OWN, "乙区河道管理所"]),
        ("我局有独立核算单位3个：行政单位1个，即局机关；公益一类事业单位2个，分别为乙区河道管理所、乙区水文站。",
         [OWN, "乙区河道管理所", "乙区水文站"]),
        ("列入决算汇编范围的有：乙区水利和湖泊管理处、乙区建设与规划服务中心等2家单位。",
         ["乙区水利和湖泊管理处", "乙区建设与规划服务中心"]),
        ("本部门决算单位为甲市乙区水务局本级（含乙区节水办、乙区移民站），以及乙区河道管理所。", [OWN, "乙区河道管理所"]),
        ("纳入本年度决算的下属单位有 2 个 ： 乙区河道 管理所 、 乙区水文站 。", ["乙区河道管理所", "乙区水文站"]),
        ("单位构成包括：甲市乙区水务局机关，乙区河道管理所，乙区水文站。", [OWN, "乙区河道管理所", "乙区水文站"]),
    ],
)  # fmt: skip
def test_sentences(line: str, expected: list[str]) -> None:
    """Names between stops, the own office known by its mark, 和 within a name no stop."""
    assert told(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "本部门无下属单位。",
        "甲市乙区水务局没有下属预算单位，2023年度决算即本单位决算。",
        "我局无二级机构，内设办公室、人事科、财务股。",
        "内设机构5个：办公室、财务股、法规处、宣传部、机关党委。",
        "从预算单位构成看，部门决算包括：下属行政事业单位决算。",
        "纳入决算编制范围的单位包括：XX中心、XX研究所。",
        "2023年收入100万元，其中：水利工程支出60万元、河道管理所经费40万元。",
    ],
)
@pytest.mark.parametrize("title", [TITLE, ABOUT, "二、机构设置及决算单位构成"])
def test_what_names_no_unit(line: str, title: str) -> None:
    """No subordinate units, offices inside the agency, blank templates, amounts."""
    assert told(line, title=title) == []


def test_offices_are_no_units() -> None:
    """Under one heading offices are told first, in a sentence or a list, and then the units."""
    assert told(
        "甲市乙区水务局内设机构包括：",
        "（一）办公室。负责机关日常运转。",
        "（二）安全监督处。",
        "（三）宣传部。",
        "纳入2023年度部门决算编制范围的二级预算单位包括：",
        "1.甲市乙区水务局本级。",
        "2.乙区河道管理所",
        title="二、机构设置及决算单位构成",
    ) == [OWN, "乙区河道管理所"]
    assert told("内设机构3个：办公室、法规处、宣传部；下属事业单位2个：乙区河道管理所、乙区水文站。", title=ABOUT) == [
        "乙区河道管理所",
        "乙区水文站",
    ]
    assert told("下属单位2个：乙区河道管理所、乙区水文站；内设科室有办公室、安全监督处。", title=ABOUT) == [
        "乙区河道管理所",
        "乙区水文站",
    ]


@pytest.mark.parametrize("number", ["{}.", "{}、", "（{}）", "({})", "{} ."])
def test_lists(number: str) -> None:
    """Items in any numbering; remarks behind a name are no part of it; the list ends with the last item."""
    lines = [
        "甲市乙区水务局（本部），行政单位，设5个科室，包括：办公室、法规科。",
        "乙区河道管理所，不单列预算，并入本部；",
        "下属事业单位乙区水文站。",
    ]
    items = [number.format(at) + line for at, line in enumerate(lines, 1)]
    assert told("纳入决算编制范围的单位共3个，具体包括：", *items, "本年职工人数详见附件。") == [
        OWN, "乙区河道管理所", "乙区水文站"
    ]  # fmt: skip


def test_a_list_below_its_heading() -> None:
    """Where the heading tells what the list is, no sentence need open it."""
    assert told("1.甲市乙区水务局（机关）", "2.乙区河道管理所") == [OWN, "乙区河道管理所"]


def test_a_table() -> None:
    """The column of names, by its head; nature and level from columns of theirs, blank rows and totals left out."""
    table = Table.from_rows(
        [
            ["序号", "单位名称", "单位性质", "预算级次"],
            ["1", "甲市乙区水务局（本级）", "行政单位", "一级预算单位"],
            ["2", "乙区河道管理所", "参照公务员法管理的事业单位", "二级预算单位"],
            ["3", "乙区水文站（公益一类事业单位）", "", "二级"],
            ["4", "", "", ""],
            ["合计", "合计", "", ""],
        ]
    )
    rows = units("纳入决算编制范围的单位包括：", table)
    assert [(one.name, one.own_office, one.nature, one.level) for one in rows] == [
        ("甲市乙区水务局", True, "行政", "一级"),
        ("乙区河道管理所", False, "参公", "二级"),
        ("乙区水文站", False, "公益一类", "二级"),
    ]


def test_a_table_of_something_else() -> None:
    """A table in the part that has no column of names, and one under a heading that is about staff."""
    assert told(Table.from_rows([["项目", "人数"], ["乙区河道管理所", "3"]])) == []
    assert told(Table.from_rows([["序号", "单位名称"], ["1", "乙区河道管理所"]]), title="二、人员情况") == []


@pytest.mark.parametrize("title", ["附件2 预算单位整体支出绩效评价基础数据表", "二、所属单位资产表", TITLE])
def test_a_form_of_amounts(title: str) -> None:
    """A form has a field for the unit's name; what stands below it are labels."""
    rows = [["单位名称", "甲市乙区水务局"], ["公务接待", "3.25"], ["项目支出", "8.00"], ["办公经费", "1.00"]]
    assert told(Table.from_rows(rows), title=title) == []


def test_by_kind() -> None:
    """What is told before the names of a kind holds for each of them."""
    rows = units(
        "纳入范围的单位包括：",
        "1.行政单位1个：甲市乙区水务局机关；",
        "2.公益二类事业单位2个：乙区河道管理所、乙区水文站。",
    )
    assert [(one.name, one.nature) for one in rows] == [
        ("甲市乙区水务局", "行政"),
        ("乙区河道管理所", "公益二类"),
        ("乙区水文站", "公益二类"),
    ]


def test_units_of_a_unit() -> None:
    """What a bracket tells of the units below a unit is not told of the unit."""
    rows = units(
        "纳入范围的单位共2个二级事业单位，具体明细如下：",
        "甲市乙区水务局（包括办公室、财务科2个内设科室）",
        "乙区河道管理所（包含乙区行政执法站、乙区水文站２个三级预算单位）",
        "乙区防汛中心（公益一类）",
    )
    assert [(one.name, one.nature, one.level) for one in rows if not one.own_office] == [
        ("乙区河道管理所", "", "二级"),
        ("乙区防汛中心", "公益一类", "二级"),
    ]


def test_each_unit_once() -> None:
    """A sentence and the table below it name the same; of the own office's names the fuller is kept."""
    table = Table.from_rows([["序号", "单位名称"], ["1", "甲市乙区水务局（本级）"], ["2", "乙区河道管理所"]])
    line = "部门决算包括：水务局本级决算、下属行政事业单位决算。纳入部门决算编制范围的单位包括："
    assert told(line, table) == [OWN, "乙区河道管理所"]


def test_a_unit_covers_no_other() -> None:
    """In a unit's own report what is below it is told of, not covered."""
    line = "我单位下属事业单位2个：乙区河道管理所、乙区水文站。"
    assert told(line, title=ABOUT, coverage="department") == ["乙区河道管理所", "乙区水文站"]
    assert told(line, title=ABOUT, coverage="unit") == []


def test_the_glossary_names_no_unit() -> None:
    """预算单位：指纳入预算编制范围的单位 is a term."""
    assert (
        told("预算单位：指纳入部门预算编制范围的单位，包括行政单位、事业单位和学校、医院。", title="二、名词解释") == []
    )
