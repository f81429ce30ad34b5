import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rendering import Annotation, render_markdown


def test_marks_stand_where_they_should() -> None:
    """A figure is marked in its sentence, with an anchor to link to."""
    html = render_markdown("支出57.93万元。", [Annotation("f001", 2, 9, "figure", "三公经费")])
    assert '<p>支出<a id="f001" class="anchor"></a><span class="figure" title="三公经费">57.93万元</span>。</p>' in html


def test_overlapping_marks() -> None:
    """A finding that begins inside a figure marks the common piece with both."""
    html = render_markdown("一二三四", [Annotation("f1", 0, 3, "figure"), Annotation("c1", 2, 4, "finding error")])
    pieces = re.findall(r'<span class="([^"]*)" title="">([^<]*)</span>', html)
    assert pieces == [("figure", "一二"), ("figure finding error", "三"), ("finding error", "四")]


def test_two_figures_in_one_place() -> None:
    """收、支总计 is two figures with one mark and two anchors."""
    html = render_markdown(
        "5万元", [Annotation("f1", 0, 3, "figure", "收入总计"), Annotation("f2", 0, 3, "figure", "支出总计")]
    )
    assert html.count("<span") == 1
    assert 'id="f1"' in html
    assert 'id="f2"' in html


def test_a_mark_over_several_paragraphs() -> None:
    """Each paragraph and each cell is marked by itself; tags never cross."""
    text = "甲乙\n\n丙丁\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |\n"
    html = render_markdown(text, [Annotation("c1", 1, text.index("四") + 1, "finding")])
    assert html.count('id="c1"') == 1
    assert re.findall(r'<span class="finding" title="">([^<]*)</span>', html)[0] == "乙"
    assert html.count("<span") == html.count("</span>")


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[点这里](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<a href='//example.org'>x</a>",
    "<iframe src=x></iframe>",
    '<p style="position:fixed">x</p>',
    "<svg onload=alert(1)>",
    "<style>body{display:none}</style>",
]


def test_hostile_reports_are_harmless() -> None:
    """Nothing that a report holds becomes a script, a link, a picture or a style."""
    html = render_markdown("\n\n".join(HOSTILE))
    assert re.findall(r"<(script|img|a |iframe|svg|style|p style)", html) == []
    assert "onerror" not in re.sub(r">[^<]*<", "><", html)


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_text_gives_balanced_html(text: str, one: int, other: int) -> None:
    """Whatever is marked in whatever text, spans are closed and only known tags appear."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    html = render_markdown(text, [Annotation("x", start, end, "figure", '"><script>', note="<i>", badge="核1")])
    assert html.count("<span") == html.count("</span>")
    tags = set(re.findall(r"</?([a-z0-9]+)", html))
    assert tags <= {"p", "a", "span", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br",
                    "em", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "div"}  # fmt: skip


def test_a_report_cannot_forge_marks() -> None:
    """Characters of the private plane in a report are dropped."""
    assert "span" not in render_markdown("甲\U000f0000乙")


def test_a_note_stands_below_its_paragraph() -> None:
    """A badge follows the first piece of the marked words and leads to the note, which is told once; no tag gets in."""
    text = "支出5万元。\n\n其余3万元。"
    html = render_markdown(
        text, [Annotation("c1", 2, len(text), "finding error", note="不一致：<b>应为6万元", badge="核1", more="/x?a&b")]
    )
    assert re.search(r'5万元。</span><sup class="flag finding error"><a href="#c1-note">核1</a></sup></p>\n<span', html)
    assert 'id="c1-note" role="note"' in html
    assert "不一致：&lt;b&gt;应为6万元" in html
    assert 'href="/x?a&amp;b"' in html
    assert html.count("remark") == 1
    assert html.index("其余") > html.index("remark")


TABLE = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n"


@pytest.mark.parametrize(
    ("text", "words", "before"),
    [
        (TABLE, "1", "</tr>"),
        (TABLE, "甲", "<tbody>"),
        ("- 一\n- 二\n", "一", "</sup>"),
        ("# 标题\n\n正文\n", "标题", "</h1>"),
        ("> 引文\n", "引文", "</p>"),
    ],
)
def test_a_note_stands_where_html_lets_it(text: str, words: str, before: str) -> None:
    """Below the row of a table, inside an item of a list, below a heading; a header's note opens the table's body."""
    start = text.index(words)
    html = render_markdown(text, [Annotation("c1", start, start + len(words), "finding", note="说明", badge="核1")])
    assert html.count('<span class="remark') == 1
    assert re.search(rf'{re.escape(before)}\s*(?:<tr class="remarks"><td colspan="\d+">)?<span class="remark', html)
    assert "<!--" not in html


def test_notes_of_one_row_stand_together() -> None:
    """Each once, in the order of the cells."""
    marks = [
        Annotation(f"c{at}", TABLE.index(one), TABLE.index(one) + 1, "finding", note=f"说明{at}", badge="核")
        for at, one in enumerate("12", 1)
    ]
    html = render_markdown(TABLE, marks)
    assert html.count('<tr class="remarks">') == 1
    assert html.index("说明1") < html.index("说明2")


def test_a_report_cannot_forge_notes() -> None:
    """What looks like the sign of a note is text."""
    html = render_markdown("甲<!--note c1-->乙\n\n丙", [Annotation("c1", 0, 1, "finding", note="说明", badge="核1")])
    assert html.count("说明") == 1


def test_blank_lines_in_a_cell_are_one_break() -> None:
    """White space that a form holds does not push its row apart."""
    html = render_markdown("| 甲 |\n| --- |\n| 一<br><br> <br><br>二 |\n")
    assert "<td>一<br>二</td>" in html


def test_tables_scroll_by_themselves() -> None:
    """A wide table does not widen the page, and a header without words is not shown."""
    html = render_markdown("|  |  |\n| --- | --- |\n| 编制数 | 30 |\n")
    assert '<div class="table-scroll"' in html
    assert "<thead>" not in html


def test_amounts_stand_to_the_right() -> None:
    """Amounts under each other are compared by their digits; codes and words are read from the left."""
    text = "| 科目 | 名称 | 决算数 | 比重 |\n| --- | --- | --- | --- |\n| 2010301 | 行政运行 | 1234.50 | 12.5% |\n| 201 | 0 | -3.00 |  |\n"
    start = text.index("1234.50")
    html = render_markdown(text, [Annotation("c1", start, start + 7, css="finding")])
    assert "<td>2010301</td>" in html
    assert "<td>行政运行</td>" in html
    assert html.count('<td class="num">') == 4
    assert re.search(r'<td class="num">(?:<[^>]+>)+1234.50<', html)
