"""Workbooks are read as the people who open them see them: titles, unit lines, grids, notes; nothing that is hidden."""

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.blocks import Paragraph, Table
from ingest.errors import IngestError, UnreadableSourceError
from ingest.readers import read_document
from ingest.source import SourceFile
from workbook_making import MAKERS, Put, Tab, blocks_of, ruled, told, xlsx

KINDS = pytest.mark.parametrize("kind", MAKERS)
TITLE = Put("支出决算表", across=3, centred=True)
FORM = [
    [TITLE],
    [None, None, "公开03表"],
    ["部门：某某县教育局", None, "单位：万元"],
]
GRID = [
    ruled(Put("项目", across=2), None, "本年支出合计"),
    ruled("功能分类科目编码", "科目名称", None),
    ruled("205", "教育支出", Put(1234.5, "#,##0.00")),
    ruled("20502", "普通教育", Put(1234.5, "#,##0.00")),
]
SHOWN = [
    ["项目", "", "本年支出合计"],
    ["功能分类科目编码", "科目名称", ""],
    ["205", "教育支出", "1,234.50"],
    ["20502", "普通教育", "1,234.50"],
]
NOTE = Put("注：本表反映部门本年度各项支出情况。", across=3)


@KINDS
def test_a_form_with_title_unit_and_note(kind: str) -> None:
    """What stands above and below the grid are paragraphs; the title is set apart, labels and notes are not."""
    blocks = blocks_of(kind, Tab("Z03 支出决算表", [*FORM, *GRID, [NOTE]]))
    words = [
        "支出决算表",
        "公开03表",
        "部门：某某县教育局",
        "单位：万元",
        SHOWN,
        "注：本表反映部门本年度各项支出情况。",
    ]
    assert told(blocks) == words
    assert [block.display for block in blocks if isinstance(block, Paragraph)] == [True, False, False, False, False]


@KINDS
def test_a_form_without_lines(kind: str) -> None:
    """Where no lines are drawn, a title and labels above the first full row stand apart, and a note below the last."""
    plain = [[None if one is None else one.value for one in row] for row in (GRID[2], GRID[3])]
    rows = [*FORM, ["功能分类科目编码", "科目名称", "本年支出合计"], *plain, [NOTE]]
    *above, table, note = told(blocks_of(kind, Tab("支出", rows)))
    assert above == ["支出决算表", "公开03表", "部门：某某县教育局", "单位：万元"]
    assert table == [
        ["功能分类科目编码", "科目名称", "本年支出合计"],
        ["205", "教育支出", "1234.5"],
        ["20502", "普通教育", "1234.5"],
    ]
    assert note == "注：本表反映部门本年度各项支出情况。"


@KINDS
def test_merged_cells(kind: str) -> None:
    """A header over several rows and columns covers what it covers; columns that only lie below merged cells are none."""
    rows = [
        ruled(Put("项目", across=3), None, None, Put("本年支出", across=2), None, Put("年末结转", down=2)),
        ruled(Put("科目名称", across=3), None, None, "小计", "基本支出"),
        ruled(Put("教育支出", across=3), None, None, 5, 3, 2),
    ]
    (table,) = blocks_of(kind, Tab("Sheet1", rows))
    assert isinstance(table, Table)
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans["项目"] == (0, 0, 1, 1)
    assert spans["本年支出"] == (0, 1, 1, 2)
    assert spans["年末结转"] == (0, 3, 2, 1)
    assert table.width == 4


@KINDS
def test_several_forms_on_one_sheet(kind: str) -> None:
    """Blank rows part them; blank rows with lines around them are a form's own."""
    blank = ruled(None, None, None)
    rows = [*FORM, *GRID, blank, ruled("合计", None, 9), [NOTE], [], [Put("收入决算表", across=3)], *GRID]
    words = told(blocks_of(kind, Tab("决算公开表", rows)))
    assert words[4] == [*SHOWN, ["合计", "", "9"]]
    assert words[5:] == ["注：本表反映部门本年度各项支出情况。", "收入决算表", SHOWN]


@KINDS
def test_a_table_that_a_blank_row_cuts(kind: str) -> None:
    """Numbers that go on below a blank row belong to the table above it."""
    rows = [["项目", "预算数", "决算数"], ["收入", 1, 2], [], ["支出", 3, 4]]
    assert told(blocks_of(kind, Tab("Sheet1", rows))) == [
        [["项目", "预算数", "决算数"], ["收入", "1", "2"], ["支出", "3", "4"]]
    ]


@KINDS
@pytest.mark.parametrize(
    ("name", "title"),
    [("3.支出决算表", ["支出决算表"]), ("Z03 支出决算表(财决03表)", ["支出决算表"]), ("Sheet3", []), ("工作表 1", [])],
)
def test_the_tab_is_the_title_of_a_form_without_one(kind: str, name: str, title: list[str]) -> None:
    """Its number is left out; a name that nobody gave is none."""
    words = told(blocks_of(kind, Tab(name, [FORM[2], *GRID])))
    assert words[: len(title)] == title
    assert words[-1] == SHOWN


@KINDS
def test_the_tab_behind_a_sheet_that_ends_with_a_title(kind: str) -> None:
    """The title that a sheet of text ends with is that of the table on the next, whatever its tab says."""
    text = Tab("说明", [[Put("自评结论为优。")], [Put("附件1 2023年度支出决算表", across=3, centred=True)]])
    words = told(blocks_of(kind, text, Tab("决算公开表", GRID)))
    assert "决算公开表" not in words
    assert words[-1] == SHOWN


@KINDS
def test_what_is_hidden_is_not_read(kind: str) -> None:
    """Hidden sheets, rows and columns stay out, and a note says that they are there."""
    rows = [*FORM, *GRID, ruled("20599", "不公开的项目", 5)]
    wide = [[*row, None, "经办人张某"] for row in rows]
    tabs = (
        Tab("支出决算表", wide, hidden_rows=(7,), hidden_columns=(4,)),
        Tab("底稿", [["身份证号", "430203199001010011"]], hidden=True),
    )
    document = read_document(SourceFile(f"a.{kind}", MAKERS[kind](*tabs)))
    words = str(told(document.blocks))
    assert "教育支出" in words
    assert not any(secret in words for secret in ("不公开的项目", "张某", "身份证号", "430203"))
    assert [note.partition("，")[0] for note in document.notes] == [
        "工作簿里有 1 个隐藏的工作表",
        "工作簿的 1 个工作表里有隐藏的行或列",
    ]


@KINDS
def test_numbers_are_as_shown(kind: str) -> None:
    """Formats of amounts, percentages, dates and codes; zeros that the sheet does not show are blank."""
    values = [
        Put(1234.4999999, "#,##0.00"),
        Put(0.175, "0.0%"),
        Put(45000, 'yyyy"年"m"月"d"日"'),
        Put(3, "0000"),
        0,
    ]
    (shown,) = blocks_of(kind, Tab("Sheet1", [["甲", "乙", "丙", "丁", "戊"], values]))
    (without,) = blocks_of(kind, Tab("Sheet1", [["甲", "乙", "丙", "丁", "戊"], values], zeros=False))
    assert told([shown])[0][1] == ["1,234.50", "17.5%", "2023年3月15日", "0003", "0"]
    assert told([without])[0][1] == ["1,234.50", "17.5%", "2023年3月15日", "0003", ""]


@KINDS
def test_sheets_of_text(kind: str) -> None:
    """A cover and explanations are paragraphs; a list of tables is a table of contents."""
    tabs = (
        Tab("封面", [[Put("2023年度部门决算公开表", across=4, centred=True)], [], ["单位名称：", "某某县教育局"]]),
        Tab("目录", [["目录"], ["1", "收入支出决算总表"], ["2", "收入决算表"]]),
        Tab("说明", [["一、收入情况"], ["本年收入合计5.00万元。"]]),
    )
    assert told(blocks_of(kind, *tabs)) == [
        *("2023年度部门决算公开表", "单位名称：", "某某县教育局"),
        *("目录", "1 收入支出决算总表", "2 收入决算表"),
        *("一、收入情况", "本年收入合计5.00万元。"),
    ]


def changed(content: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of a member exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as had, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in had.namelist():
            part = had.read(name)
            assert name != member or old in part
            made.writestr(name, part.replace(old, new, 1) if name == member else part)
    return out.getvalue()


SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
SMALL = xlsx(Tab("表1", [["项目", "决算数", "预算数"], ["收入", 5, 6]]))


def test_errors_are_named() -> None:
    """A cell that shows an error is read as shown, and a note says where it is."""
    content = changed(SMALL, SHEET, b'<c r="B2" s="1"><v>5</v></c>', b'<c r="B2" t="e"><f>X1</f><v>#REF!</v></c>')
    document = read_document(SourceFile("a.xlsx", content))
    assert told(document.blocks)[-1][1] == ["收入", "#REF!", "6"]
    assert "表1!B2" in document.notes[0]


def test_formulas_without_results_are_refused() -> None:
    """A total that was never computed would be missing from what is published."""
    content = changed(SMALL, SHEET, b'<c r="B2" s="1"><v>5</v></c>', b'<c r="B2"><f>SUM(C2)</f></c>')
    with pytest.raises(UnreadableSourceError, match=r"表1!B2.*保存后再导入"):
        read_document(SourceFile("a.xlsx", content))


def test_other_ways_to_write_the_same() -> None:
    """Inline and rich strings, readings of names, cells without references, the strict names of elements."""
    rich = b"<si><r><t>\xe9\xa1\xb9</t></r><r><t>\xe7\x9b\xae</t></r><rPh sb='0' eb='1'><t>xiang</t></rPh></si>"
    content = changed(SMALL, STRINGS, "<si><t>项目</t></si>".encode(), rich)
    inline = '<c t="inlineStr"><is><t>另计</t></is></c><c t="b"><v>1</v></c>'.encode()
    content = changed(content, SHEET, b'<c r="B2" s="1"><v>5</v></c><c r="C2" s="1"><v>6</v></c>', inline)
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for member in (SHEET, STRINGS, BOOK):
        content = changed(content, member, usual, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    words = told(read_document(SourceFile("a.xlsx", content)).blocks)
    assert words[-1] == [["项目", "决算数", "预算数"], ["收入", "另计", "TRUE"]]


def long_words_often() -> bytes:
    """A shared string of thousands of characters to which each of thousands of cells points."""
    return xlsx(Tab("表", [["收入" * 8_000] * 100] * 10))


def overlapping() -> bytes:
    """Merged cells that lie over each other."""
    merged = b'</sheetData><mergeCells count="2"><mergeCell ref="B1:C2"/><mergeCell ref="A2:B2"/></mergeCells>'
    return changed(SMALL, SHEET, b"</sheetData>", merged)


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>]>"
LONG = f"<si><t>{'收入' * 1_000_000}</t></si>".encode()
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: changed(SMALL, SHEET, HEAD, HEAD + LAUGHS), "DOCTYPE"),
        (lambda: changed(SMALL, STRINGS, HEAD, HEAD + LAUGHS), "DOCTYPE"),
        (lambda: changed(SMALL, SHEET, b"<sheetData>", b"<sheetData>" + b" " * 80 * 2**20), "过大"),
        (lambda: changed(SMALL, SHEET, b"<sheetData>", b"<sheetData>" + b"<row/>" * 6_100_000), "内容过多"),
        (lambda: changed(SMALL, STRINGS, b"<si>", LONG * 3 + b"<si>"), "文字过多"),
        (lambda: xlsx(*(Tab(f"表{number}", [["收入"]]) for number in range(201))), "201 个工作表"),
        (lambda: xlsx(Tab("表", [["项", "数"]] * 60_000)), "单元格超过上限"),
        (lambda: xlsx(Tab("表", [[*[None] * number, number, number] for number in range(700)])), "超过上限"),
        (long_words_often, "文字超过上限"),
        (overlapping, "重叠"),
        (lambda: changed(SMALL, SHEET, b"</sheetData>", b""), "已损坏"),
        (lambda: changed(SMALL, BOOK, b"<sheets>", b"<sheets><"), "已损坏"),
        (lambda: xlsx(Tab("表1", [[]])), "没有读到任何内容"),
        (lambda: xlsx(Tab("表1", [[]]), Tab("底稿", [["收入"]], hidden=True)), "另有 1 个隐藏的工作表"),
    ],
)
def test_damaged_and_swelling_workbooks(content: Callable[[], bytes], words: str) -> None:
    """What is damaged, or made to take more memory than any report, is refused for what it is."""
    with pytest.raises(IngestError, match=words):
        read_document(SourceFile("a.xlsx", content()))


def test_a_sheet_that_claims_to_be_endless() -> None:
    """Its claims, blank formatted cells at its end, and merged cells down to its last row take nothing."""
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
    content = changed(SMALL, SHEET, b"</sheetData>", far)
    content = changed(content, SHEET, b'<dimension ref="A1:C2"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert told(read_document(SourceFile("a.xlsx", content)).blocks)[-1] == [
        ["项目", "决算数", "预算数"],
        ["", "5", "6"],
    ]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@KINDS
def test_truncated_workbooks(kind: str, share: float) -> None:
    """A workbook of which a part is missing is refused."""
    content = MAKERS[kind](Tab("表1", [["项目", "决算数"], *([f"收入{number}", number] for number in range(900))]))
    with pytest.raises(UnreadableSourceError, match=r"不完整|已损坏"):
        read_document(SourceFile(f"a.{kind}", content[: int(len(content) * share)]))
