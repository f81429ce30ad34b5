import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.marks import Texts, choose_marks, codes_of, cut_rows
from index.one_text import mark_terms
from index.outline import make_outline
from index.passages import Passage, find_passages
from index.query import Term, parse_query
from ingest.sections import Section

TEXT = """## 一、收入情况

某区公共数据服务中心2022年收入5万元，其中培训收入1万元。

## 二、三公经费情况

“三公”经费支出预算为6.50万元，支出决算为5.20万元，其中公务接待费0.10万元。

学习马克思主义理论，培训三次。
"""
SECTIONS = (
    Section("s001", "final_accounts", 2, "一", "收入情况", 3, TEXT.index("## 二")),
    Section("s002", "final_accounts", 2, "二", "三公经费情况", TEXT.index("## 二") + 3, len(TEXT)),
)


def marked(asked: str) -> list[str]:
    texts, terms = Texts([TEXT], [codes_of(TEXT)]), parse_query(asked).terms
    marks = choose_marks(texts, cut_rows(TEXT, terms), terms)
    return [TEXT[start:end] for start, end in zip(marks.starts, marks.ends, strict=True)]


def passages_of(
    text: str, asked: str, sections: Sequence[Section] = (), title: str = "", most: int = 3
) -> tuple[Passage, ...]:
    """The passages of one report."""
    query = parse_query(asked)
    found = find_passages(
        Texts([text], [codes_of(text)]), [make_outline(sections, title)], cut_rows(text, query.terms), query, most
    )
    return found[0]


def test_marks_are_words() -> None:
    """A mark covers a word of the text, never a part of another word."""
    assert marked("马克") == []
    assert marked("公务接待费") == ["公务接待费"]
    assert marked("5.2") == ["5.20"]
    assert marked("2") == []


def test_marks_of_other_rows_and_beginnings() -> None:
    """Whatever counts as a term is marked: another word for it, a word that begins so."""
    terms = (Term(("招待",), others=(("公务", "接待"),)), Term(("6.5",), others=(("65000",),)))
    assert {TEXT[mark.start : mark.end] for mark in mark_terms(TEXT, terms)} == {"公务接待", "6.50"}
    text = "城乡社区支出2120101，支出2125.5万元"
    marks = mark_terms(text, [Term(("212",), prefix=True)])
    assert [text[mark.start : mark.end] for mark in marks] == ["2120101"]


def test_marks_stand_in_reading_order() -> None:
    """Whichever of the words that are as good comes first in the text; none is lost where another comes before it."""
    text = "公务接待5万元，招待3万元，接待2次；功能21203、2120102、2120101。"
    same = Term(("招待",), others=(("接待",), ("公务", "接待")))
    for terms, words in [
        ([same], ["公务接待", "招待", "接待"]),
        ([Term(("212",), prefix=True)], ["21203", "2120102", "2120101"]),
    ]:
        assert [text[mark.start : mark.end] for mark in mark_terms(text, terms)] == words


def test_marks_keep_quotation_marks_together() -> None:
    """A word with a quotation inside is marked with both of its marks."""
    assert marked("三公经费") == ["三公经费", "“三公”经费"]


def test_passages_say_where_they_stand() -> None:
    """The passage that says most comes, with its section."""
    passages = passages_of(TEXT, "公共数据中心 2022 三公经费", SECTIONS, "公共数据服务中心2022年度部门决算", 1)
    assert [(one.section.id if one.section else None) for one in passages] == ["s002"]
    text = "".join(piece.text for piece in passages[0].pieces)
    assert "支出决算为5.20万元" in text
    assert [piece.text for piece in passages[0].pieces if piece.marked] == ["“三公”经费"]


def test_passages_stay_in_their_paragraph() -> None:
    """A passage does not run into the next paragraph or heading."""
    for passage in passages_of(TEXT, "培训 收入", SECTIONS):
        assert "\n" not in "".join(piece.text for piece in passage.pieces)


def test_headings_only_where_there_is_nothing_else() -> None:
    """A heading echoes the link to its section: the sentences below it are shown, and itself where they say nothing."""
    told = ["".join(piece.text for piece in one.pieces) for one in passages_of(TEXT, "三公经费", SECTIONS)]
    assert len(told) == 1
    assert "支出决算为5.20万元" in told[0]
    told = ["".join(piece.text for piece in one.pieces) for one in passages_of(TEXT, "情况", SECTIONS)]
    assert [text.strip() for text in told] == ["一、收入情况", "二、三公经费情况"]


def test_no_words_no_passages() -> None:
    """A search by filters alone shows no passages."""
    assert passages_of(TEXT, "", SECTIONS) == ()


def test_a_line_without_end() -> None:
    """Passages are short also where a whole report stands on one line."""
    passages = passages_of("支出五万元，" * 3000, "支出")
    assert len(passages) == 3
    assert all(len("".join(piece.text for piece in one.pieces)) < 200 for one in passages)


def shown(text: str, asked: str, title: str = "", most: int = 3) -> list[str]:
    """The passages as a reader sees them."""
    return ["".join(piece.text for piece in one.pieces) for one in passages_of(text, asked, (), title, most)]


UNCUT = st.sampled_from(
    ["273.33万元", "1,234,567.89元", "－12.5%", "-3.20 亿元", "93.3%", "２０２２年", "15 人次", "120万", "0.61个百分点", "GDP", "PM2.5",
     "A&amp;B", "12台（套）", "3.5万平方米", "￥88元"]
)  # fmt: skip
HAN = st.sampled_from(["政府采购工程支出", "合同", "货物", "服务", "授予中小企业合同金额为", "其中", "占比"])


@given(st.lists(st.one_of(UNCUT, HAN), min_size=12, max_size=60))
def test_nothing_is_cut_that_says_something_else_then(items: list[str]) -> None:
    """A passage begins and ends outside numbers, with their sign and unit, and outside words in letters."""
    whole = {item.replace("&amp;", "&") for item in items}
    for passage in shown("、".join(items) + "。", "政府采购 合同 占比"):
        for part in passage.strip("。").split("、"):
            assert not re.search(r"[0-9A-Za-z０-９]", part) or part in whole


def test_a_line_of_digits_is_not_shown_whole() -> None:
    """Where a number has no end, the passage ends before it."""
    assert all(len(text) < 250 for text in shown("合同" + "9" * 5000 + "、合同" + "9" * 5000, "合同"))


def test_the_passage_with_the_asked_word_comes_first() -> None:
    """More of the words that were asked for outweigh any amount and any word of the title."""
    text = (
        "某局2022年收入12.00万元，支出11.00万元，占比91.7%。\n\n"
        "某局2022年公务接待费与培训的情况见下。\n\n"
        "某局2022年培训费3.00万元。\n"
    )
    passages = shown(text, "某局 2022 公务接待 培训 支出", "某局2022年度部门决算")
    assert passages[0].startswith("某局2022年公务接待费")
    assert shown(text, "公务接待 收入 支出")[0].startswith("某局2022年收入")


def test_a_word_inside_a_longer_one_of_the_title_is_not_known() -> None:
    """A title that says 公务接待费 does not say 接待 besides: where that stands by itself is told first."""
    found = shown("公务接待费5.00万元。\n\n接待客商。\n", "公务接待费 接待", "某局公务接待费专项报告")
    assert found == ["接待客商。", "公务接待费5.00万元。"]


TABLES = """单位：万元

| 项目 | 预算数 | 决算数 |
| --- | --- | --- |
| 公务接待费 | 2.36 | 0.81 |
| 栏次 | 1 | 2 |

|  |  |  |
| --- | --- | --- |
| 供养人员情况（人） | 编制数 | 在职人数 |
| 实有 | 30 | 28 |
| 经费控制情况（万元） | 上年决算数 | 本年决算数 |
| 培训费 | 6.00 | 11.48 |
| 会议费 | 无 | 无 |
| 差旅费 |  | 5.41 |

|  |  |  |
| --- | --- | --- |
| 租赁费 | 4.10 | 4.20 |

租赁费共支出8.30万元。
"""


@pytest.mark.parametrize(
    ("asked", "passage"),
    [
        ("公务接待费", "公务接待费：预算数 2.36，决算数 0.81（单位：万元）"),
        ("培训费", "培训费：上年决算数 6.00，本年决算数 11.48（单位：万元）"),
        ("差旅费", "差旅费：本年决算数 5.41（单位：万元）"),
        ("实有", "实有：编制数 30，在职人数 28（单位：人）"),
    ],
)
def test_numbers_of_a_table_have_names(asked: str, passage: str) -> None:
    """A row is told with the names of its columns, from the header or the row of words above, and with the unit."""
    assert shown(TABLES, asked) == [passage]


def test_codes_are_part_of_what_a_row_is_about() -> None:
    """A code before the words needs no name."""
    text = "| 科目编码 | 科目名称 | 合计 |\n| --- | --- | --- |\n| 2013901 | 行政运行 | 51.32 |\n"
    assert shown(text, "行政运行") == ["2013901 行政运行：合计 51.32"]


def test_a_row_may_have_two_subjects() -> None:
    """Words in the midst of a row without names of columns say what the next number is."""
    text = "|  |  |  |  |\n| --- | --- | --- | --- |\n| 人员经费合计 | 95.36 | 公用经费合计 | 10.23 |\n"
    assert shown(text, "公用经费") == ["人员经费合计：95.36；公用经费合计：10.23"]


@pytest.mark.parametrize("row", ["租赁费 4.10 4.20 4.30", "| 租赁费 | 4.10 | 4.20 |"])
def test_numbers_without_names_come_last(row: str) -> None:
    """A row of which nothing tells what its numbers are stands behind every sentence."""
    passages = shown(f"{row}\n\n房屋租赁的情况。\n\n租赁费共支出8.30万元。\n", "租赁 支出 情况")
    assert len(passages) == 3
    assert "4.10" in passages[-1]


def test_a_very_long_row_ends_in_dots() -> None:
    """So many columns as can be read at once are told."""
    names = [f"第{number}季度一般公共预算财政拨款基本支出" for number in "一二三四五六七八九十"]
    cells = [f"{number}.50" for number in range(10)]
    (passage,) = shown(
        f"| 项目 | {' | '.join(names)} |\n| --- |{' --- |' * 10}\n| 培训费 | {' | '.join(cells)} |\n", "培训费"
    )
    assert passage.startswith(
        "培训费：第一季度一般公共预算财政拨款基本支出 0.50，第二季度一般公共预算财政拨款基本支出 1.50"
    )
    assert passage.endswith("……")
    assert "9.50" not in passage


def test_markup_is_not_shown() -> None:
    """Neither escapes nor entities nor broken lines of cells, wherever they stand."""
    assert shown("合同A&amp;B（&lt;50万元）培训\\*费", "合同 培训") == ["合同A&B（<50万元）培训*费"]
    table = "| 项目 | 本年<br>预算数 | 决算\\*数 |\n| --- | --- | --- |\n| 培训<br>费用 | 2.36 | 0.81 |\n"
    assert shown(table, "培训") == ["培训 费用：本年预算数 2.36，决算*数 0.81"]


def test_a_paragraph_in_a_cell_is_read_as_text() -> None:
    """A cell that holds sentences is cut as sentences are, beside whatever numbers it stands."""
    text = "| 指标 | 说明 | 得分 |\n| --- | --- | --- |\n| 产出 | " + "绩效目标已经完成，" * 40 + " | 10 |\n"
    passages = shown(text, "绩效目标")
    assert len(passages) == 3
    assert all(len(passage) < 200 and "绩效目标已经完成" in passage for passage in passages)
