"""OFD: lines and ruled tables from where things stand on the page, as of a printed page."""

import pytest

from ingest.blocks import Document, Paragraph, Table
from ingest.errors import UnreadableSourceError
from ingest.readers import read_document
from ingest.source import SourceFile
from ofd_making import FILLER, line, ofd, page, text


def read(content: bytes) -> Document:
    return read_document(SourceFile("a.ofd", content))


def texts(objects: str, **more: str) -> list[str]:
    """The paragraphs of a page with these objects, above one that makes it long enough to be read."""
    blocks = read(ofd(page(objects + text(FILLER, 30, 250)), common=more.get("common", ""))).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph) and block.text != FILLER]


@pytest.mark.parametrize(
    "objects",
    [
        text("收入5万元。", 30, 60),
        text("收入5万元。", 30, 60, code='X="0" Y="4" DeltaX="4 4 2 4 4"'),
        text("收入5万元。", 30, 60, code='X="0" Y="4" DeltaX="4"'),  # the last step goes on
        text("收入5万元。", 30, 60, code='X="0" Y="4"'),
        text("收入5万元。", 10, 20, code='X="20" Y="44" DeltaX="g 5 4"'),
        text("收入5万元。", 30, 60, attributes='CTM="2 0 0 2 0 0"', code='X="0" Y="2" DeltaX="g 5 2"', size=2),
        text("收入", 30, 60) + text("5万元。", 38, 60),
        text("5万元。", 38, 60) + text("收入", 30, 60),  # drawn in another order
        f'<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">{text("收入5万元。", 30, 60)}</ofd:PageBlock></ofd:PageBlock>',
        text("收入5万元。", 30, 60).replace("ofd:TextObject", "TextObject").replace("ofd:TextCode", "TextCode"),
        text("<![CDATA[收入5万元。]]>", 30, 60, code='X="0" Y="4" DeltaX="g 5 4"'),
        text("收入5万元。", 30, 60) + text("草稿", 80, 150, attributes='CTM="0.7 0.7 -0.7 0.7 0 0"'),
        text("收入5万元。", 30, 60) + text("草稿", 80, 150, attributes='Visible="false"'),
    ],
)
def test_a_line_however_it_is_drawn(objects: str) -> None:
    """One text in one place is one line, whatever steps, matrices, groups and orders it is drawn by."""
    assert texts(objects) == ["收入5万元。"]


def test_lines_become_paragraphs() -> None:
    """Full lines go on in the next, as they do in a PDF."""
    long = "本单位的职责是研究制定本区有关工作的规划，组织实施并检查落实情况"
    objects = text(long, 30, 60) + text("，做好服务。", 30, 67) + text("　　本年收入5万元。", 30, 74)
    assert texts(objects) == [f"{long}，做好服务。", "本年收入5万元。"]


def ruled(x: list[float], y: list[float]) -> str:
    return "".join([line(x[0], one, x[-1], one) for one in y] + [line(one, y[0], one, y[-1]) for one in x])


def test_ruled_tables() -> None:
    """Rulings make a table; what stands in a cell is its text."""
    objects = ruled([30, 90, 150], [60, 70, 80])
    for words, x, y in (("项目", 32, 63), ("金额", 92, 63), ("收入", 32, 73), ("5.00", 92, 73)):
        objects += text(words, x, y, code=f'X="0" Y="4" DeltaX="g {len(words) - 1} {2 if words.isascii() else 4}"')
    blocks = read(ofd(page(objects + text(FILLER, 30, 250)))).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert sorted(((cell.text, cell.row, cell.column) for cell in table.cells), key=lambda one: one[1:]) == [
        ("项目", 0, 0),
        ("金额", 0, 1),
        ("收入", 1, 0),
        ("5.00", 1, 1),
    ]
    assert table.page == 1


TEMPLATE = '<ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
USED = '<ofd:Template TemplateID="4"/>'


@pytest.mark.parametrize(("pages", "shown"), [(1, True), (2, False)])
def test_templates(pages: int, shown: bool) -> None:
    """A template of several pages holds what repeats and is no text; one that a single page fills in is read."""
    parts = {"Doc_0/Tpls/Tpl_0/Content.xml": page(text("信息公开专用", 60, 120))}
    every = [page(text(FILLER, 30, 250), USED) for _ in range(pages)]
    told = [
        block.text for block in read(ofd(*every, common=TEMPLATE, parts=parts)).blocks if isinstance(block, Paragraph)
    ]
    assert ("信息公开专用" in told) == shown


def test_drawings_that_are_used_by_name() -> None:
    """Text in a drawing of the resources is read where it is used."""
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{text("收入5万元。", 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit>'
    parts = {"Doc_0/Res.xml": f"<Res><CompositeGraphicUnits>{unit}</CompositeGraphicUnits></Res>".replace("ofd:", "")}
    use = '<ofd:CompositeObject ID="1" ResourceID="7" Boundary="30 60 100 10"/>'
    content = ofd(page(use + text(FILLER, 30, 250)), common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", parts=parts)
    assert next(block.text for block in read(content).blocks if isinstance(block, Paragraph)) == "收入5万元。"


IMAGE = '<ofd:ImageObject ID="1" ResourceID="2" Boundary="0 0 210 297"/>'
GOOD = page(text(FILLER, 30, 60))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ofd(page(IMAGE)), "扫描件"),
        (ofd(page("")), "没有文字"),
        (ofd(page("".join(text("\ue001" * 30, 30, y) for y in range(40, 200, 10)))), "只有字形"),
        (ofd(page("".join(text("¤" * 30, 30, y) for y in range(40, 200, 10)))), "只有字形"),
        (ofd(), "已损坏"),
        (ofd(GOOD, parts={"Doc_0/Document.xml": "<a"}), "已损坏"),
        (ofd(GOOD, parts={"OFD.xml": "<OFD/>"}), "已损坏"),
        (ofd(GOOD, parts={"OFD.xml": "<!DOCTYPE x><OFD/>"}), "DOCTYPE"),
        (ofd(GOOD, parts={"Encryptions.xml": "<a/>"}), "密码"),
        (ofd(*["<Page/>"] * 801), "800 页"),
        (ofd(page(GOOD, box="0 0 9e5 1")), "已损坏"),
        (ofd(page('<PageBlock xmlns="">' * 30 + "</PageBlock>" * 30)), "嵌套太深"),
        (ofd(page(text(FILLER * 4000, 0, 0))), "文字过多"),
        (ofd(page(line(0, 0, 9, 0) * 25_000)), "线条过多"),
        (ofd(GOOD, parts={"Doc_0/Document.xml": " " * 80 * 2**20}), "过大"),
        (ofd(page("<a/>" * 1_100_000)), "过多"),
    ],
)
def test_files_that_are_no_report(content: bytes, words: str) -> None:
    """Pictures, shapes in place of letters, damage and swelling are each named."""
    with pytest.raises(UnreadableSourceError, match=words):
        read(content)
