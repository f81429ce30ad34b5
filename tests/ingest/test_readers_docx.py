import io
import zipfile

from docx_making import docx, field, p, r, table, tc
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


def test_no_external_entities() -> None:
    """An entity that names a file on disk is not read into the report."""
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("&e;") + p("正文。")))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, (entity if name == "word/document.xml" else b"") + old.read(name))
    blocks = read_docx(out.getvalue()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["正文。"]
