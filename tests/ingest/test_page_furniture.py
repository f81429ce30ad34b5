"""What a site prints around an article is told from the article, and read for what it tells."""

import pytest

from ingest.blocks import Block, Cell, Paragraph, Table
from ingest.identify.page_furniture import find_furniture


def told(*lines: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in find_furniture([Paragraph(line) for line in lines]).details]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["发布机构：炎陵县林业局"], [("publisher", "炎陵县林业局")]),
        (["• 发布机构 炎陵县林业局"], [("publisher", "炎陵县林业局")]),
        (["[ 发布机构 ] 炎陵县林业局 [ 有效性 ]"], [("publisher", "炎陵县林业局")]),
        (["发布机构:", "炎陵县林业局"], [("publisher", "炎陵县林业局")]),
        (["- [ 发布机构 ]", "- 炎陵县林业局"], [("publisher", "炎陵县林业局")]),
        (["索引号: | x/2023-1 | 发布机构: | 炎陵县林业局 |"], [("publisher", "炎陵县林业局")]),
        (["发 文 机 关：炎陵县林业局 成文日期：2024年10月9日"], [("publisher", "炎陵县林业局")]),
        (["标题：炎陵县林业局2023年度部门决算"], [("title", "炎陵县林业局2023年度部门决算")]),
        (["单位名称：炎陵县林业局"], []),
        (["编制单位：炎陵县林业局"], []),
        (["来源于财政拨款的收入增加。"], []),
    ],
)
def test_what_a_site_tells(lines: list[str], expected: list[tuple[str, str]]) -> None:
    """Its fields for the title and for who put it up; a report's own fields are none of its."""
    assert told(*lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 政务公开 > 财政预决算",
        "您当前的位置：首页>政务公开",
        "索 引 号：x/2023-00021",
        "监督索引号43020300130201000",
        "浏览次数：",
        "【字体：大 中 小】",
        "无障碍 长者模式",
        "湘ICP备12025919号-1 湘公安备43020",
    ],
)
def test_a_line_of_a_site(line: str) -> None:
    """It stands on no cover."""
    assert find_furniture([Paragraph(line)]).places == {0}


@pytest.mark.parametrize(
    "line",
    [
        "炎陵县林业局2023年度部门决算",
        "审核中心2022年度单位决算",
        "日期标准化研究所2022年度单位决算",
        "概况",
        "2023年9月",
    ],
)
def test_a_line_of_a_report(line: str) -> None:
    """Words that a site uses, too, may begin a title."""
    assert find_furniture([Paragraph(line)]).places == frozenset()


def test_a_table_with_a_column_of_names() -> None:
    """A form whose first column is called 名称 is no table of a site's fields."""
    cells = (Cell("名称", 0, 0), Cell("金额", 0, 1), Cell("甲", 1, 0), Cell("5", 1, 1))
    blocks: list[Block] = [Table(cells)]
    assert find_furniture(blocks).places == frozenset()
