from index.passages import find_marks, find_passages
from index.query import parse_query
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


def marked(query: str) -> list[str]:
    return [TEXT[mark.start : mark.end] for mark in find_marks(TEXT, parse_query(query))]


def test_marks_are_words() -> None:
    """A mark covers a word of the text, never a part of another word."""
    assert marked("马克") == []
    assert marked("公务接待费") == ["公务接待费"]
    assert marked("5.2") == ["5.20"]
    assert marked("2") == []


def test_marks_keep_quotation_marks_together() -> None:
    """A word with a quotation inside is marked with both of its marks."""
    assert marked("三公经费") == ["三公经费", "“三公”经费"]


def test_passages_say_where_they_stand() -> None:
    """The passage that says most comes, with its section."""
    passages = find_passages(
        TEXT, SECTIONS, parse_query("公共数据中心 2022 三公经费"), "公共数据服务中心2022年度部门决算", 1
    )
    assert [(one.section.id if one.section else None) for one in passages] == ["s002"]
    text = "".join(piece.text for piece in passages[0].pieces)
    assert "支出决算为5.20万元" in text
    assert [piece.text for piece in passages[0].pieces if piece.marked] == ["“三公”经费"]


def test_passages_stay_in_their_paragraph() -> None:
    """A passage does not run into the next paragraph or heading."""
    for passage in find_passages(TEXT, SECTIONS, parse_query("培训 收入")):
        assert "\n" not in "".join(piece.text for piece in passage.pieces)


def test_no_words_no_passages() -> None:
    """A search by filters alone shows no passages."""
    assert find_passages(TEXT, SECTIONS, parse_query("")) == ()
