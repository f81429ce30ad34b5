"""report.md: every word of the source, and every offset true."""

import markdown as renderer
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ingest.blocks import Cell, Paragraph, Role, Spot, Table
from ingest.headings import Heading, Outline, find_headings
from ingest.markdown import escape, render_report, unescape
from ingest.readers.markdown import read_markdown

CHARACTERS = [*"收支万元（）“”、，。：125%*_`#-+>[](){}!<>&;:|\\~=^$@\"' abc/."]
# What Markdown, or one of its dialects, makes links, images, lists, code, rules or HTML of.
MARKUP = [
    *("](", "![", "[1]: ", "[^1]", "[x](http://x.cn)", "![](x.png)", "<http://x.cn>", "http://x.cn", "a@b.cn", "<b>"),
    *("<!--", "-->", "<?", "&lt;", "&#60;", "&copy", "&nbsp;", "***", "__", "~~~", "```", "---", "- -", "====", ":::"),
    *("1. ", "2) ", "- ", "> ", "## ", " #", "<br>", "| --- |", "{: #x }", "[[", "]]", "\\[", "\\\\", "  "),
]
WORDS = st.lists(st.sampled_from(CHARACTERS + MARKUP), min_size=1, max_size=12).map(
    lambda pieces: " ".join("".join(pieces).split())
)


def shown(text: str) -> str:
    """What a reader sees of Markdown."""
    page = renderer.markdown(text, extensions=["tables", "sane_lists"])
    return "".join(html.fragment_fromstring(page, create_parent="div").itertext()).strip()


@given(WORDS.filter(bool))
def test_a_paragraph_shows_exactly_its_characters(text: str) -> None:
    """Whatever a report writes, Markdown takes none of it for markup; and it can be told what was written."""
    assert shown(escape(text)) == text
    assert unescape(escape(text)) == text


@given(st.lists(st.lists(WORDS.filter(bool), min_size=3, max_size=3), min_size=2, max_size=4))
def test_cells_show_exactly_their_characters(rows: list[list[str]]) -> None:
    """Nothing that a cell holds breaks out of it."""
    report = render_report(find_headings([Table.from_rows(rows)]))
    page = renderer.markdown(report.text, extensions=["tables", "sane_lists"])
    cells = ["".join(cell.itertext()) for cell in html.fragment_fromstring(page, create_parent="div").iter("th", "td")]
    assert [cell for cell in cells if cell] == [text for row in rows for text in row]
    for _, span in report.placed[0].cells:
        assert "\n" not in report.text[span.start : span.end]


@given(WORDS.filter(bool))
def test_a_heading_shows_exactly_its_characters(text: str) -> None:
    """Not even a mark at its end is lost."""
    report = render_report(Outline((Paragraph(text),), {0: Heading(2, "", text, text, len(text))}, frozenset()))
    page = html.fragment_fromstring(renderer.markdown(report.text, extensions=["tables"]), create_parent="div")
    assert [(one.tag, one.text_content()) for one in page] == [("h2", text)]
    assert read_markdown(report.text.encode()).blocks == (Paragraph(text, role=Role.HEADING, level=2),)


BLOCKS = st.lists(
    st.one_of(
        WORDS.filter(bool).map(Paragraph),
        st.lists(st.lists(WORDS.filter(bool), min_size=2, max_size=2), min_size=2, max_size=3).map(Table.from_rows),
    ),
    min_size=1,
    max_size=6,
)


@given(BLOCKS)
def test_a_report_is_read_back_as_it_was_written(blocks: list[Paragraph | Table]) -> None:
    """A second program that keeps to the standard of Markdown finds the same paragraphs and cells."""
    read = read_markdown(render_report(Outline(tuple(blocks), {}, frozenset())).text.encode())
    assert [words(block) for block in read.blocks] == [words(block) for block in blocks]


def words(block: Paragraph | Table) -> str | list[str]:
    if isinstance(block, Paragraph):
        return block.text
    return [cell.text for cell in block.cells if cell.text]


def test_offsets_lead_to_the_blocks() -> None:
    """Headings, text after a run-in heading, paragraphs and cells stand where their spans say."""
    blocks = [
        Paragraph("一、收入情况"),
        Paragraph("本年收入5万元。"),
        Paragraph("（一）结构。财政拨款5万元。"),
        Paragraph("（二）其他。没有。"),
        Table((Cell("项目", 0, 0), Cell("a|b", 0, 1), Cell("合计", 0, 2), Cell("1", 1, 0), Cell("x\ny", 1, 1, 1, 2))),
    ]
    report = render_report(find_headings(blocks))
    pieces = [report.text[one.span.start : one.span.end] for one in report.placed]
    assert pieces[:3] == ["一、收入情况", "本年收入5万元。", "（一）结构。\n\n财政拨款5万元。"]
    assert report.text[report.placed[2].body.start : report.placed[2].body.end] == "财政拨款5万元。"
    cells = [report.text[span.start : span.end] for _, span in report.placed[4].cells]
    assert cells == ["1", "x<br>y"]


def test_headings_have_their_level() -> None:
    """Levels become Markdown's."""
    report = render_report(find_headings([Paragraph("第一部分 概况"), Paragraph("一、职能"), Paragraph("负责。")]))
    assert report.text == "# 第一部分 概况\n\n## 一、职能\n\n负责。\n"


def test_a_header_of_several_rows_is_one_row_of_paths() -> None:
    """Spanning header cells stand before what they span."""
    cells = (
        Cell("收入", 0, 0, 1, 2),
        Cell("支出", 0, 2, 1, 2),
        Cell("项目", 1, 0),
        Cell("金额", 1, 1),
        Cell("项目", 1, 2),
        Cell("金额", 1, 3),
        Cell("拨款", 2, 0),
        Cell("5.00", 2, 1),
        Cell("教育", 2, 2),
        Cell("4.00", 2, 3),
    )
    report = render_report(find_headings([Table(cells)]))
    assert report.text.startswith("| 收入/项目 | 收入/金额 | 支出/项目 | 支出/金额 |\n| --- | --- | --- | --- |\n")


@given(st.lists(st.lists(WORDS.filter(bool), min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_each_line_of_the_source_is_found_in_the_report(blocks: list[list[str]], as_heading: bool) -> None:
    """Whatever is escaped, a place holds what its line says, and no more."""
    paragraphs = []
    for number, lines in enumerate(blocks):
        starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
        spots = tuple(Spot(start, number, (0, at / 10, 1, 1)) for at, start in enumerate(starts))
        paragraphs.append(Paragraph("".join(lines), spots=spots))
    heading = {0: Heading(2, "", paragraphs[0].text, paragraphs[0].text, len(paragraphs[0].text))} if as_heading else {}
    report = render_report(Outline(tuple(paragraphs), heading, frozenset()))
    assert [one.spot.page for one in report.places] == [number for number, lines in enumerate(blocks) for _ in lines]
    for placed, paragraph in zip(report.placed, paragraphs, strict=True):
        own = [one for one in report.places if placed.span.start <= one.start < placed.span.end]
        pieces = [report.text[one.start : one.end] for one in own]
        assert "".join(pieces) == report.text[placed.span.start : placed.span.end]
        ends = [*(spot.start for spot in paragraph.spots[1:]), len(paragraph.text)]
        for piece, spot, end in zip(pieces, paragraph.spots, ends, strict=True):
            line = paragraph.text[spot.start : end]
            assert piece.replace("\\", "").replace("&lt;", "<").replace("&amp;", "&").replace("&#126;", "~").replace(
                "&#61;", "="
            ) in {line.replace("\\", ""), line.replace("\\", "").replace("&lt;", "<").replace("&amp;", "&")}


@given(st.lists(st.lists(WORDS.filter(bool), min_size=3, max_size=3), min_size=2, max_size=4))
def test_each_cell_of_the_source_is_found_in_the_report(rows: list[list[str]]) -> None:
    """Header and body; the place of a cell holds the cell."""
    cells = tuple(
        Cell(text, row, column, spots=(Spot(0, row + 1, (0, 0, column / 10, 1)),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    report = render_report(find_headings([Table(cells)]))
    assert [(one.spot.page, one.spot.box[2]) for one in report.places] == [
        (cell.row + 1, cell.column / 10) for cell in cells
    ]
    for one, cell in zip(report.places, cells, strict=True):
        assert shown("x" + report.text[one.start : one.end].replace("\\|", "|")) == "x" + cell.text
