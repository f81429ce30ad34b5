"""Markdown, and the HTML that it may hold: what a browser would show is read, and nothing else."""

import pytest

from ingest.blocks import Paragraph, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.readers import read_document
from ingest.source import SourceFile

Shown = str | list[list[str | None]]


def read(text: str) -> list[Shown]:
    """Paragraphs as their text, tables as their grid."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text if cell else None for cell in row] for row in block.grid()]
        for block in read_document(SourceFile("报告.md", text.encode())).blocks
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 概况\n\n正文。\n", ["概况", "正文。"]),
        ("概况\n---\n正文。\n", ["概况", "正文。"]),
        ("3. 第三项\n4. 第四项\n", ["3. 第三项", "4. 第四项"]),
        ("3) 第三项\n4) 第四项\n", ["3) 第三项", "4) 第四项"]),
        ("- 收入5万元\n    - 其中拨款3万元\n- 支出2万元\n", ["收入5万元", "其中拨款3万元", "支出2万元"]),
        ("- 收入5万元\n  1. 拨款3万元\n     - 本级\n", ["收入5万元", "1. 拨款3万元", "本级"]),
        ("1. 收入5万元\n\n   补充说明。\n\n2. 支出\n", ["1. 收入5万元", "补充说明。", "2. 支出"]),
        (
            "1. 收入\n\n   | 甲 | 乙 |\n   | --- | --- |\n   | 1 | 2 |\n\n2. 支出\n",
            ["1. 收入", [["甲", "乙"], ["1", "2"]], "2. 支出"],
        ),
        ("> 引文一\n>\n> - 引文二\n", ["引文一", "引文二"]),
        ("<div>合计5万元<p>其中</p>其他</div>\n", ["合计5万元", "其中", "其他"]),
        ("<div><span>甲<table><tr><td>乙</td><td>丙</td></tr></table></span></div>\n", ["甲", [["乙", "丙"]]]),
        ("文<!-- 没有的话 -->字\n\n<!-- 又一句\n\n没有的话 -->\n", ["文字"]),
        ("<script>var a;</script>\n\n<style>p {}</style>\n\n文字\n", ["文字"]),
        ("收入<br>支出  \n结余\n", ["收入", "支出", "结余"]),
        ("[链接](http://x.cn)后的文字，![](x.png)`符号`。\n", ["链接后的文字，符号。"]),
        ("**收入：**五万元，*其中*“**三公**”经费。\n", ["收入：五万元，其中“三公”经费。"]),
        ("    缩进的一段，\n    不是代码。\n", ["缩进的一段，不是代码。"]),
        ("```\n第一行\n第二行\n```\n", ["第一行", "第二行"]),
        ("本年收入合计5.00万元，\n其中：财政拨款收入\n3.00万元。\n", ["本年收入合计5.00万元，其中：财政拨款收入3.00万元。"]),
        (
            "某某县教育局2022年财政拨款“三公”经费预算表\n来源：某某县教育局 2022-02-27 00:00\n浏览量：1 | | |\n单位：元\n",
            ["某某县教育局2022年财政拨款“三公”经费预算表", "来源：某某县教育局 2022-02-27 00:00", "浏览量：1 | | |", "单位：元"],
        ),
        ("某某县教育局\n2022年度部门决算\n一、收入情况\n本年没有收入。\n", ["某某县教育局", "2022年度部门决算", "一、收入情况", "本年没有收入。"]),
    ],
)  # fmt: skip
def test_everything_shown_is_read(text: str, shown: list[Shown]) -> None:
    """Lists in lists, quotations, containers of HTML; comments and scripts are no words."""
    assert read(text) == shown


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        (
            "<tr><td rowspan=2>收入</td><td>1</td></tr><tr><td>2</td></tr>",
            [["收入", "1"], ["收入", "2"]],
        ),
        (
            "<tr><th colspan=2>收入</th><th>支出</th></tr><tr><td>1</td><td>2</td><td>3</td></tr>",
            [["收入", "收入", "支出"], ["1", "2", "3"]],
        ),
        (
            "<tr><td>甲</td><td rowspan=0>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td></tr>",
            [["甲", "乙"], ["丙", "乙"], ["丁", "乙"]],
        ),
        (
            "<tr><td rowspan=9 colspan=x>甲</td><td colspan=-1>乙</td></tr><tr><td colspan=99999999>丙</td></tr>",
            [["甲", "乙"], ["甲", "丙"]],
        ),
        (
            "<tr><td><p>甲</p><ul><li>乙</li></ul></td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr>",
            [["甲乙", "1 2"]],
        ),
    ],
)
def test_merged_cells(rows: str, grid: list[list[str | None]]) -> None:
    """A merged cell covers its places; an extent that is none, or no table could have, is not believed."""
    assert read(f"<table>{rows}</table>\n") == [grid]
    assert read(f"<table><caption>收支表</caption><tbody>{rows}</tbody></table>\n") == ["收支表", grid]


def test_heading_levels() -> None:
    """Titles marked as such keep their level."""
    blocks = read_document(SourceFile("x.md", "## 概况\n\n<h4>机构</h4>\n".encode())).blocks
    assert blocks == (
        Paragraph("概况", role=Role.HEADING, level=2),
        Paragraph("机构", role=Role.HEADING, level=4),
    )


@pytest.mark.parametrize(
    "text",
    [
        ">" * 500 + " 文字",
        "".join("  " * depth + "- 文字\n" for depth in range(200)),
        "<div>" * 5000 + "文字",
        "<span>" * 5000 + "文字",
        "<table><tr><td>" * 1500 + "文字",
    ],
)
def test_nesting_without_end(text: str) -> None:
    """What is nested deeper than anybody nests is refused, not read in part."""
    with pytest.raises(UnreadableSourceError, match="嵌套太深"):
        read(text)


@pytest.mark.parametrize("text", ["[" * 20_000, "![" * 10_000, "[甲" * 10_000])
def test_marks_without_end(text: str) -> None:
    """Marks that mark nothing are words."""
    assert read(text) == [text]


def test_tables_of_pipes() -> None:
    """A table may follow a paragraph at once; a bar inside a cell is a character."""
    blocks = read_document(
        SourceFile("x.md", "收支表\n| 项目 | 数 |\n| --- | --- |\n| 合\\|计 | 5 |\n".encode())
    ).blocks
    assert blocks == (Paragraph("收支表"), Table.from_rows([["项目", "数"], ["合|计", "5"]]))
