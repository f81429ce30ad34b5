"""What is said below a heading that holds all words asked for comes first, or the heading itself."""

import pytest

from index.headings import put_named_first
from index.one_text import read_passages
from index.outline import make_outline
from index.passages import Passage
from index.query import parse_query
from ingest.sections import Section

TEXT = """# 一、培训情况

培训另行公布。

公务接待费2.00万元。

会议费和政府采购的支出合计5.00万元，机关运行经费另计，三公为零，工作安排待定。

# 二、政府采购支出\\*

货物8.00万元。其中政府采购3.00万元。培训5.00万元。

# 三、機關運行經費

比上年减少。

# 四、合计及“三公”等其他重要事项以及下一年度的工作安排

另行公布。

# 五、公务接待费

公务接待费共3批。
"""
TITLE = "某局2022年度部门决算 2022"


def sections() -> list[Section]:
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("# ", at)]
    lines = [TEXT[at:].partition("\n")[0].lstrip("# ").replace("\\", "") for at in starts]
    return [
        Section(f"s{number}", "final_accounts", 1, line[:2], line[2:], start, end)
        for number, (line, start, end) in enumerate(zip(lines, starts, [*starts[1:], len(TEXT)], strict=True), 1)
    ]


def shown(asked: str) -> list[tuple[str, str]]:
    """The passages, each with its section."""
    query, outline = parse_query(asked), make_outline(sections(), TITLE)
    passages = read_passages(TEXT, sections(), query, TITLE, 3)
    return [told(one) for one in put_named_first(passages, outline, TEXT, query)]


def told(passage: Passage) -> tuple[str, str]:
    assert passage.section is not None
    return passage.section.id, "".join(piece.text for piece in passage.pieces).strip()


@pytest.mark.parametrize(
    ("asked", "first", "count"),
    [
        ("政府采购 支出", "s2", 2),  # though the sentence of another section holds both words
        ("政府采购", "s2", 2),
        ("2022 公务接待费", "s5", 2),  # the year, which the title holds, need not stand in the heading
    ],
)
def test_what_is_said_below_the_heading_that_is_asked_for(asked: str, first: str, count: int) -> None:
    """It comes first, whatever other sections say of it, which is shown behind it."""
    found = shown(asked)
    assert (found[0][0], len(found)) == (first, count)


@pytest.mark.parametrize(
    "asked",
    [
        "培训 支出",  # no heading holds both
        "培训",  # too little to name a heading
        "其他重要",  # a long heading mentions it among others
        "合计 三公",
    ],
)
def test_what_no_heading_is_of(asked: str) -> None:
    """Passages stay in the order of what they say."""
    assert shown(asked) == read_as_they_are(asked) != []


def test_a_heading_below_which_the_words_do_not_stand() -> None:
    """Its own line is the first passage, in however many characters it is written, without what is markup."""
    assert [section for section, _ in read_as_they_are("机关运行经费")] == ["s1"]
    assert shown("机关运行经费") == [("s3", "三、機關運行經費"), *read_as_they_are("机关运行经费")]
    assert shown("政府采购支出")[0] == ("s2", "二、政府采购支出*")
    assert shown("工作安排")[0][0] == "s4"  # which ends with it, however long it is


def read_as_they_are(asked: str) -> list[tuple[str, str]]:
    return [told(one) for one in read_passages(TEXT, sections(), parse_query(asked), TITLE, 3)]
