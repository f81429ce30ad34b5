import pytest

from ingest.blocks import Paragraph, Table
from ingest.errors import UnreadableSourceError
from ingest.headings import find_headings
from ingest.readers import read_document
from ingest.readers.flattened import find_flattened, parse_flattened
from ingest.source import SourceFile


def read(text: str | bytes, name: str = "报告.txt") -> list[str]:
    content = text.encode() if isinstance(text, str) else text
    return [block.text for block in read_document(SourceFile(name, content)).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    """Chinese text is read in whatever of the usual encodings it was saved."""
    assert read("一、单位概况\n本单位共有编制三十名。".encode(encoding)) == ["一、单位概况", "本单位共有编制三十名。"]


def test_bytes_that_are_no_text() -> None:
    """Binary content is refused with what to do."""
    with pytest.raises(UnreadableSourceError, match="UTF-8"):
        read(b"\x00\x01\x02" * 50)


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    """A paragraph whose lines a converter broke is one paragraph again; a short last line ends it."""
    words = "本单位认真落实过紧日子的要求严格控制一般性支出并持续压减非急需非刚性的开支"
    text = (words * 40)[: 28 * 40]
    lines = [text[at : at + 28] for at in range(0, len(text), 28)]
    lines[20] = lines[20][:10] + "。"
    assert read("\n\n".join(lines)) == ["".join(lines[:21]), "".join(lines[21:])]


def test_a_blank_line_ends_a_paragraph_of_broken_lines() -> None:
    """A full line before a blank one does not reach over it to the title that follows."""
    words = ("本单位认真落实过紧日子的要求严格控制一般性支出并持续压减非急需非刚性的开支" * 40)[: 28 * 40]
    lines = [words[at : at + 28] for at in range(0, len(words), 28)]
    title = "某县公共数据服务中心2022年度整体支出绩效自评报告"
    assert read("\n".join([*lines, "", title, "", *lines]))[1] == title


def test_the_title_of_a_form_begins_a_paragraph() -> None:
    """Below a heading as wide as the page, too; a title of two lines is one."""
    words = ("本单位认真落实过紧日子的要求严格控制一般性支出并持续压减非急需非刚性的开支" * 40)[: 28 * 40]
    lines = [words[at : at + 28] for at in range(0, len(words), 28)]
    heading = "第二部分　某某市某某区听松街道办事处2022年度单位决算表"
    assert read("\n".join([*lines[:-1], "以上。", heading, "收入支出决算总表"]))[-2:] == [heading, "收入支出决算总表"]
    first = "某某市某某区听松街道办事处2022年度政府性基金预算财政拨款"
    assert read("\n".join([*lines[:-1], "以上。", first, "收入支出决算表"]))[-1] == f"{first}收入支出决算表"


def test_numbered_lines_begin_paragraphs() -> None:
    """A number at the head of a full line begins a paragraph of its own."""
    items = [f"{number}.负责全市公共数据平台的规划建设和运行维护管理方面的具体工作；" for number in range(1, 25)]
    assert read("\n".join(items)) == items


def test_a_sentence_cut_by_a_page_is_whole_again() -> None:
    """What ends with a comma, inside a bracket or inside a word goes on in the next paragraph."""
    assert read("年初预算为五万元，\n\n决算为四万元。") == ["年初预算为五万元，决算为四万元。"]
    assert read("负责招投标监管（含勘察设计\n\n和监理）等工作。") == ["负责招投标监管（含勘察设计和监理）等工作。"]
    assert read("8、城乡社区支出（类）城乡社区规划与管理（款）城乡社\n\n区规划与管理（项）。") == [
        "8、城乡社区支出（类）城乡社区规划与管理（款）城乡社区规划与管理（项）。"
    ]


def test_titles_are_not_joined() -> None:
    """Short lines without an end are a cover, not a broken paragraph."""
    cover = ["2022年度", "某某市某区", "公共数据服务中心", "部门决算"]
    assert read("\n".join(cover)) == cover


def test_converter_noise_does_not_reach_the_reader() -> None:
    """Bookmarks, field codes, bold marks, invisible and private characters are gone; words stay."""
    text = "[bookmark: _GoBack]第一部分\u200b PAGEREF _Toc52345 \\h 概况\n- **一、**职责\ue6d2\n"
    assert read(text) == ["第一部分 概况", "一、职责"]


def test_page_numbers_at_the_edge_of_pages_are_dropped() -> None:
    """Text with page breaks loses its page numbers, not its numbers."""
    assert read("一、概况\n正文。\n- 1 -\f二、支出\n12\n更多正文。\n第 2 页 共 2 页") == [
        "一、概况",
        "正文。",
        "二、支出",
        "12",
        "更多正文。",
    ]


FLATTENED = """说明文字在前。
\t项目
\t预算数
\t决算数

\t宣传经费
\t3.00
\t2.90

\t
\t合计
单位：万元
\t2.90

制表人：王某
"""


def test_flattened_tables_are_tables() -> None:
    """Cells on lines that begin with a tab, rows apart by a blank line; a cell may hold several lines."""
    blocks = read_document(SourceFile("x.txt", FLATTENED.encode())).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]
    table = blocks[1]
    assert isinstance(table, Table)
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        ["项目", "预算数", "决算数"],
        ["宣传经费", "3.00", "2.90"],
        ["", "合计单位：万元", "2.90"],
    ]


def test_rows_on_lines_with_tabs_are_tables() -> None:
    """Cells parted by tabs, a row a line, as text copied out of a table; a row of one cell belongs to it."""
    text = "收支总表\n收入\t\t支出\n项目\t决算数\t项目\n一、拨款\t5.00\t一、教育支出\n二、其他\n\t\t合计\n说明：无。\n"
    blocks = read_document(SourceFile("x.txt", text.encode())).blocks
    table = blocks[1]
    assert isinstance(table, Table)
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        ["收入", "", "支出"],
        ["项目", "决算数", "项目"],
        ["一、拨款", "5.00", "一、教育支出"],
        ["二、其他", "", ""],
        ["", "", "合计"],
    ]
    assert blocks[2] == Paragraph("说明：无。")


def test_blank_lines_inside_a_cell_do_not_end_a_row() -> None:
    """A merged cell printed down the page belongs to its row."""
    lines = ["\t产出", "", "", "指标", "\t数量", "\t5", ""]
    spans = list(find_flattened(lines))
    assert spans == [(0, 6)]
    assert [cell.text for cell in parse_flattened(lines).cells] == ["产出\n指标", "数量", "5"]


def test_what_follows_a_table_is_no_cell() -> None:
    """A signature and the next attachment's title end the table, even where another table follows."""
    lines = [
        "\t总分",
        "\t98",
        "",
        "单位负责人签字：某某  填报日期：2024-05-26",
        "附件3",
        "项目自评表",
        "\t名称",
        "\t甲",
        "",
    ]
    assert list(find_flattened(lines)) == [(0, 2), (6, 8)]


CONTENTS = """某某县教育局
2022年度部门决算
目  录
第一部分 部门概况\t1
一、部门职责\t1
二、机构设置......\t\t2
附件
第二部分 决算表\t(3)
"""


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_contents_list_with_tab_leaders_is_no_table(gap: str) -> None:
    """Page numbers after tabs, with leaders or without; the outline begins where the report does."""
    body = "第一部分 部门概况\n一、部门职责\n管理教育。\n二、机构设置\n人员\t3\n车辆\t5\n"
    text = CONTENTS.replace("\n", "\n" + gap) + body
    outline = find_headings(read_document(SourceFile("x.txt", text.encode())).blocks)
    tables = [block for block in outline.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in table.cells] for table in tables] == [["人员", "3", "车辆", "5"]]
    assert [heading.title for heading in outline.headings.values()] == ["部门概况", "部门职责", "机构设置"]
    assert len(outline.contents) == 6
