import io
import zipfile

import pytest

from docx_making import NUMBERING, docx, field, p, r, table, tc
from ingest.blocks import Paragraph, Role, Table
from ingest.readers.docx import read_docx


def texts(body: str) -> list[str]:
    return [block.text for block in read_docx(docx(body)).blocks if isinstance(block, Paragraph)]


def grid(body: str) -> list[list[str | None]]:
    block = next(block for block in read_docx(docx(body)).blocks if isinstance(block, Table))
    return [[cell.text if cell else None for cell in row] for row in block.grid()]


def test_automatic_numbers_are_words() -> None:
    """Numbers that Word counts stand before the text as Word shows them; deeper levels begin anew."""
    body = (
        p("收入", number=(1, 0))
        + p("总体情况", number=(1, 1))
        + p("结构情况", number=(1, 1))
        + p("支出", number=(1, 0))
        + p("总体情况", number=(1, 1))
        + p("明细", number=(1, 2))
    )
    assert texts(body) == ["一、收入", "（一）总体情况", "（二）结构情况", "二、支出", "（一）总体情况", "2.1 明细"]


def test_numbers_from_styles_and_restarts() -> None:
    """A heading style may carry the number; a list that restarts counts by itself; bullets are no words."""
    body = p("概况", style="2") + p("说明", style="2") + p("其他", number=(3, 0)) + p("要点", number=(2, 0))
    assert texts(body) == ["一、概况", "二、说明", "五、其他", "要点"]


def test_heading_styles_and_alignment() -> None:
    """Heading levels are inherited; a centred paragraph is set apart."""
    blocks = read_docx(docx(p("第一部分", style="1") + p("概况", style="2") + p("标题", align="center"))).blocks
    assert [(block.role, block.level, block.display) for block in blocks if isinstance(block, Paragraph)] == [
        (Role.HEADING, 1, False),
        (Role.HEADING, 2, False),
        (Role.BODY, None, True),
    ]


def test_headers_and_footers_are_dropped() -> None:
    """What stands on every page is no part of the text."""
    assert texts(p("正文")) == ["正文"]


def test_field_codes_are_not_read() -> None:
    """Codes of fields and page numbers are hidden, results of other fields are words."""
    body = p(runs=r("一、概况") + field("PAGEREF _Toc1 \\h", "3")) + p(runs=r("金额") + field("REF x", "5万元"))
    assert texts(body) == ["一、概况", "金额5万元"]


def test_a_contents_field_marks_its_entries() -> None:
    """Paragraphs inside a TOC field, or of a TOC style, are entries of the contents."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(runs=begin + r("一、收入")) + p("二、支出") + p(runs=end + r("")) + p("三、其他", style="T1") + p("正文")
    blocks = read_docx(docx(body)).blocks
    assert [(block.text, block.role) for block in blocks if isinstance(block, Paragraph)] == [
        ("一、收入", Role.TOC),
        ("二、支出", Role.TOC),
        ("三、其他", Role.TOC),
        ("正文", Role.BODY),
    ]


def test_tracked_changes_and_hidden_text() -> None:
    """Inserted text is read, deleted and hidden text is not."""
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{r('新')}</w:ins>"
    assert texts(p(runs=r("支出") + deleted + inserted + r("秘密", "<w:vanish/>"))) == ["支出新"]


def test_runs_are_joined() -> None:
    """Word cuts a number into runs at will."""
    assert texts(p(runs=r("支出57") + r(".9") + r("3万元"))) == ["支出57.93万元"]


def test_text_boxes_are_read_once() -> None:
    """A text box stands twice in the file, for new and for old readers."""
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}"
        "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(p("附件1"))
    assert texts(p(runs=box + r("基础数据表"))) == ["附件1", "基础数据表"]


def test_merged_cells() -> None:
    """A merged cell stands at every place it covers."""
    body = table(
        tc("收入", span=2) + tc("支出", merge="restart"),
        tc("项目") + tc("金额") + tc(merge="continue"),
        tc("拨款") + tc("5.00") + tc("4.00"),
    )
    assert grid(body) == [["收入", "收入", "支出"], ["项目", "金额", "支出"], ["拨款", "5.00", "4.00"]]


def test_rows_that_begin_further_right() -> None:
    """Blank grid columns before a row's first cell are kept free."""
    row = "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("乙")
    assert grid(table(tc("一") + tc("二"), row)) == [["一", "二"], [None, "乙"]]


def test_a_frame_is_no_table() -> None:
    """A table of one cell only frames its text."""
    assert texts(table(tc("需要说明的事项。"))) == ["需要说明的事项。"]


def test_a_line_break_ends_a_line_of_a_cover() -> None:
    """A title over several lines comes as its lines."""
    assert texts(p(runs=r("2023年度") + "<w:r><w:br/></w:r>" + r("部门决算"))) == ["2023年度", "部门决算"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (p("收入").replace("<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'), "一、收入"),
        (
            p("收入").replace("<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="12"/><w:numId w:val="1"/></w:numPr>'),
            "一、收入",
        ),
        (p("收入").replace("<w:pPr>", '<w:pPr><w:outlineLvl w:val="0.0"/>'), "收入"),
        (p("收入").replace("<w:pPr>", f'<w:pPr><w:outlineLvl w:val="{"9" * 5000}"/>'), "收入"),
    ],
)
def test_attributes_that_hold_no_number(body: str, shown: str) -> None:
    """What a careless program wrote there counts as not written."""
    assert texts(body) == [shown]


@pytest.mark.parametrize("span", ["-3", "0", "x", "1.5", "30000000", ""])
def test_cells_that_span_an_impossible_width(span: str) -> None:
    """Such a cell has the width of one."""
    cell = tc("甲", span=2).replace('w:val="2"', f'w:val="{span}"')
    assert grid(table(cell + tc("乙"), tc("丙") + tc("丁"))) == [["甲", "乙"], ["丙", "丁"]]


def test_numbering_with_impossible_levels() -> None:
    """Levels that no list has are left out; a number of a level is no text of its own."""
    lists = NUMBERING.replace('w:ilvl="2"', 'w:ilvl="77"').replace('w:start w:val="1"', 'w:start w:val="many"')
    lists = lists.replace('w:lvlText w:val="（%2）"', f'w:lvlText w:val="（%2）{"长" * 100_000}"')
    body = p("收入", number=(1, 0)) + p("明细", number=(1, 2)) + p("结构", number=(1, 1))
    first, second, third = (one.text for one in read_docx(docx(body, lists)).blocks if isinstance(one, Paragraph))
    assert (first, second) == ("一、收入", "明细")
    assert third.startswith("（一）")
    assert len(third) < 100


def test_alternatives_are_read_once() -> None:
    """Of contents written for new programs and for old ones, one is read, between paragraphs too."""
    choice = '<mc:Choice Requires="wps">{}</mc:Choice>'
    between = f"<mc:AlternateContent>{choice.format(p('甲'))}{choice.format(p('甲'))}<mc:Fallback>{p('甲')}</mc:Fallback></mc:AlternateContent>"
    within = (
        f"<mc:AlternateContent>{choice.format('<w:t>乙</w:t>')}{choice.format('<w:t>乙</w:t>')}</mc:AlternateContent>"
    )
    old = f"<mc:AlternateContent><mc:Fallback>{p('丙')}</mc:Fallback></mc:AlternateContent>"
    assert texts(between + p(runs=f"<w:r>{within}</w:r>") + old) == ["甲", "乙", "丙"]


def test_formulas_are_words() -> None:
    """What stands in a formula is part of the sentence."""
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>4÷5×100%</m:t></m:r></m:oMath>'
    assert texts(p(runs=r("执行率为") + formula + r("。"))) == ["执行率为4÷5×100%。"]


def test_strict_documents() -> None:
    """Word's “strict” files name the same things otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("收入", number=(1, 0))))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(name, old.read(name).replace(usual, strict))
    assert [block.text for block in read_docx(out.getvalue()).blocks if isinstance(block, Paragraph)] == ["一、收入"]


def test_tables_in_tables() -> None:
    """A cell gives the words of a table inside it once, row by row."""
    inner = table(tc("甲", span=2), tc("乙") + tc("丙"))
    assert grid(table(f"<w:tc>{p('表')}{inner}</w:tc>" + tc("丁"), tc("戊") + tc("己"))) == [
        ["表\n甲\n乙 丙", "丁"],
        ["戊", "己"],
    ]
