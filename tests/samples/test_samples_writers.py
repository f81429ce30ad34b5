import io
import re
import zipfile
from collections.abc import Iterator

import docx
import pdfplumber
import pytest
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from samples_making import FULL, reports

from ingest.samples.chance import Chance
from ingest.samples.document import (
    Contents,
    CoverLine,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    cell_text,
    grid,
    plain,
)
from ingest.samples.report import Shape
from ingest.samples.scene import Scene
from ingest.samples.writers import FORMATS, Medium, encoded
from ingest.samples.writers.docx.body import DocxShape
from ingest.samples.writers.docx.write import write_docx
from ingest.samples.writers.pdf.layout import PdfShape
from ingest.samples.writers.pdf.write import write_pdf
from ingest.samples.writers.text import Style, write_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def squashed(text: str) -> str:
    """Return the text without white space."""
    return re.sub(r"\s", "", text)


def paragraphs(document: Document) -> list[str]:
    """Return the running text and headings, squashed, without cover and contents."""
    texts = []
    for block in document.blocks():
        match block:
            case Paragraph(words=words):
                texts.append(squashed(plain(words)))
            case ListItem(number=number, words=words):
                texts.append(squashed(number + plain(words)))
            case Heading():
                texts.append(squashed(block.text))
            case Table() | CoverLine() | Contents() | PageBreak() | TextBox():
                pass
    return texts


def cells(document: Document) -> list[str]:
    """Return the texts of all cells, squashed, without the empty ones."""
    return [
        squashed(cell)
        for block in document.blocks()
        if isinstance(block, Table)
        for row in grid((*block.head, *block.rows), len(block.widths))
        for cell in row
        if squashed(cell)
    ]


@pytest.fixture(scope="module", params=range(5))
def accounts(request: pytest.FixtureRequest) -> tuple[Scene, Document]:
    """Final accounts in each voice."""
    made = [(scene, document) for kind, scene, document in reports(5) if kind == "final_accounts"]
    return made[request.param]


@pytest.fixture(scope="module")
def accounts_pdf(accounts: tuple[Scene, Document]) -> bytes:
    """The same as PDF."""
    return write_pdf(accounts[1], PdfShape(numbers="of"))


@pytest.fixture(scope="module")
def evaluation() -> tuple[Scene, Document]:
    """A self-evaluation with all its forms."""
    made = [(scene, document) for kind, scene, document in reports(1) if kind == "performance"]
    return made[0]


def word(scene: Scene, document: Document, shape: DocxShape) -> bytes:
    """Return the document as a Word file."""
    return write_docx(document, shape, scene.manner, scene.year, Chance(1))


def part(content: bytes, name: str) -> etree._Element:
    """Return a part of a Word file."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def test_word_carries_the_words_of_the_document(accounts: tuple[Scene, Document]) -> None:
    """An independent reader finds each paragraph and each cell, in order, whatever the runs are."""
    scene, document = accounts
    read = docx.Document(io.BytesIO(word(scene, document, DocxShape())))
    found = [squashed(paragraph.text) for paragraph in read.paragraphs]
    remaining = iter(found)
    for text in paragraphs(document):
        assert any(text == line for line in remaining), text
    in_tables = [squashed(cell.text) for table in read.tables for row in table.rows for cell in row.cells]
    assert set(cells(document)) == {text for text in in_tables if text}


def test_word_has_merged_cells_where_the_form_has(accounts: tuple[Scene, Document]) -> None:
    """Read back with merged cells repeated, a table is the table."""
    scene, document = accounts
    read = docx.Document(io.BytesIO(word(scene, document, DocxShape())))
    tables = [block for block in document.blocks() if isinstance(block, Table)]
    for source, table in zip(tables, read.tables, strict=True):
        rows = grid((*source.head, *source.rows), len(source.widths), down=True, across=True)
        assert [[squashed(cell.text) for cell in row.cells] for row in table.rows] == [
            [squashed(text) for text in row] for row in rows
        ]


def test_automatic_numbers_are_not_in_the_text(accounts: tuple[Scene, Document]) -> None:
    """Headings and lists have numbering properties instead, and Word would count as the report does."""
    scene, document = accounts
    content = word(scene, document, DocxShape(automatic=True))
    body = part(content, "word/document.xml")
    numbering = part(content, "word/numbering.xml")
    texts = {
        squashed("".join(p.itertext(f"{W}t"))) for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None
    }
    numbered = [
        block for block in document.blocks() if isinstance(block, Heading) and block.number and not block.attachment
    ]
    assert {squashed(block.title) for block in numbered} <= texts
    assert not any(re.match(r"第.部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）", text) for text in texts)
    assert counted(body, numbering) == [
        squashed(block.number) for block in document.blocks() if isinstance(block, ListItem) or block in numbered
    ]


def counted(body: etree._Element, numbering: etree._Element) -> list[str]:
    """Return the numbers as a word processor would compute them."""
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    instances = {
        each.get(f"{W}numId"): abstract[each.find(f"{W}abstractNumId").get(f"{W}val")]
        for each in numbering.iter(f"{W}num")
    }
    counters: dict[tuple[str, int], int] = {}
    numbers = []
    for properties in body.iter(f"{W}numPr"):
        level = int(properties.find(f"{W}ilvl").get(f"{W}val"))
        number = properties.find(f"{W}numId").get(f"{W}val")
        counters[number, level] = counters.get((number, level), 0) + 1
        for deeper in range(level + 1, 9):
            counters.pop((number, deeper), None)
        definition = instances[number].findall(f"{W}lvl")[level]
        text = definition.find(f"{W}lvlText").get(f"{W}val")
        place = counters[number, level]
        chinese = definition.find(f"{W}numFmt").get(f"{W}val") == "chineseCounting"
        numbers.append(text.replace(f"%{level + 1}", numeral(place) if chinese else str(place)))
    return numbers


def numeral(number: int) -> str:
    """Return a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return ((digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")).strip()


def test_the_contents_of_word_are_a_field_with_links(accounts: tuple[Scene, Document]) -> None:
    """Each line links to a bookmark that exists and has a cached page; the field sits in a control in a control."""
    scene, document = accounts
    body = part(word(scene, document, DocxShape()), "word/document.xml")
    outer = body.find(f".//{W}sdt")
    assert outer is not None
    inner = outer.find(f".//{W}sdt")
    assert inner is not None
    bookmarks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert "_GoBack" in bookmarks
    links = [*inner.iter(f"{W}hyperlink")]
    assert len(links) == len([*document.contents()])
    for link in links:
        assert link.get(f"{W}anchor") in bookmarks
        assert link.find(f".//{W}instrText").text.strip().startswith("PAGEREF _Toc")
    assert any("TOC \\o" in (field.text or "") for field in body.iter(f"{W}instrText"))


def test_a_number_may_be_cut_into_runs(accounts: tuple[Scene, Document]) -> None:
    """Some run ends within a number."""
    scene, document = accounts
    body = part(word(scene, document, DocxShape()), "word/document.xml")
    ends = [("".join(first.itertext()), "".join(second.itertext())) for first, second in adjacent(body)]
    assert any(left[-1:].isdigit() and right[:1].isdigit() for left, right in ends)


def adjacent(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield runs that follow each other."""
    for run in body.iter(f"{W}r"):
        following = run.getnext()
        if following is not None and following.tag == f"{W}r":
            yield run, following


def test_a_text_box_stands_there_twice(evaluation: tuple[Scene, Document]) -> None:
    """The frame's words are in the drawing and in its fallback, the same."""
    scene, document = evaluation
    body = part(word(scene, document, DocxShape()), "word/document.xml")
    boxes = [block.text for block in document.blocks() if isinstance(block, TextBox)]
    alternatives = [*body.iter(f"{MC}AlternateContent")]
    assert ["".join(each.find(f"{MC}Choice").itertext()) for each in alternatives] != []
    for box, each in zip(boxes, alternatives, strict=True):
        for branch in ("Choice", "Fallback"):
            assert "".join(each.find(f"{MC}{branch}").itertext(f"{W}t")) == box


def test_tracked_changes_keep_the_text(evaluation: tuple[Scene, Document]) -> None:
    """With deletions left out and insertions taken in, the text is the document's."""
    scene, document = evaluation
    body = part(word(scene, document, DocxShape(tracked=True)), "word/document.xml")
    assert [*body.iter(f"{W}ins")]
    assert [*body.iter(f"{W}del")]
    texts = {squashed("".join(p.itertext(f"{W}t"))) for p in body.iter(f"{W}p")}
    assert {squashed(plain(block.words)) for block in document.blocks() if isinstance(block, Paragraph)} <= texts


def test_word_has_header_footer_and_turned_pages(accounts: tuple[Scene, Document]) -> None:
    """The header names the report, the footer has a page field, wide tables lie sideways."""
    scene, document = accounts
    read = docx.Document(io.BytesIO(word(scene, document, DocxShape(footer="of"))))
    assert read.sections[0].header.paragraphs[0].text == document.header
    footer = read.sections[0].footer._element
    assert [field.text.strip() for field in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert {section.orientation for section in read.sections} == {0, 1}
    assert [*part(word(scene, document, DocxShape()), "word/document.xml").iter(f"{W}tblHeader")] or not any(
        block.repeat_head for block in document.blocks() if isinstance(block, Table)
    )


def pages_of(content: bytes) -> tuple[str, list[str], list[tuple[float, float]]]:
    """Return the text without headers and footers, the last line of each page, and the sizes of the pages."""
    texts, last, sizes = [], [], []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            body = page.crop((0, 50, page.width, page.height - 45))
            texts.append(squashed(body.extract_text()))
            foot = page.crop((0, page.height - 45, page.width, page.height)).extract_text()
            last.append(foot.strip())
            sizes.append((float(page.width), float(page.height)))
    return "".join(texts), last, sizes


def test_pdf_carries_the_words_of_the_document(accounts: tuple[Scene, Document], accounts_pdf: bytes) -> None:
    """An independent reader finds each paragraph, lines and pages joined, and each table's cells."""
    _, document = accounts
    text, _, _ = pages_of(accounts_pdf)
    for paragraph in paragraphs(document):
        assert paragraph in text, paragraph
    with pdfplumber.open(io.BytesIO(accounts_pdf)) as pdf:
        found = {
            squashed(cell)
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if cell
        }
    missing = set(cells(document)) - found
    assert not missing


def test_pdf_has_page_numbers_and_turned_pages(accounts_pdf: bytes) -> None:
    """The cover has no number, the other pages have; wide tables lie sideways."""
    _, feet, sizes = pages_of(accounts_pdf)
    assert feet[0] == ""
    assert feet[2] == f"第 3 页 共 {len(feet)} 页"
    assert {width > height for width, height in sizes} == {True, False}


def test_pdf_pages_may_be_numbered_between_dashes(evaluation: tuple[Scene, Document]) -> None:
    """The other manner of numbering; the header may be left away."""
    text, feet, _ = pages_of(write_pdf(evaluation[1], PdfShape(numbers="dashes", header=False)))
    assert feet[2] == "- 3 -"
    assert text


def test_pdf_contents_give_the_pages(accounts: tuple[Scene, Document], accounts_pdf: bytes) -> None:
    """Each line of the contents ends with the page on which its heading stands."""
    _, document = accounts
    with pdfplumber.open(io.BytesIO(accounts_pdf)) as pdf:
        texts = [squashed(page.extract_text()) for page in pdf.pages]
    listed = texts[1]
    for _, line in document.contents():
        number = re.search(re.escape(squashed(line)) + r"\.+(\d+)", listed)
        assert number, line
        assert squashed(line.split("、")[-1])[:12] in texts[int(number[1]) - 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("style", Style)
def test_text_carries_the_words_of_the_document(accounts: tuple[Scene, Document], style: Style, encoding: str) -> None:
    """Wherever lines end and in whatever encoding, paragraphs and cells are there in order."""
    _, document = accounts
    content = write_text(document, style, encoding)
    assert content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    text = squashed(content.decode(encoding))
    position = 0
    for paragraph in paragraphs(document)[:-1]:
        position = text.index(paragraph, position)
    for cell in cells(document):
        assert cell in text


def test_broken_text_has_an_empty_line_after_each_line(evaluation: tuple[Scene, Document]) -> None:
    """Lines of running text end at a fixed width."""
    lines = write_text(evaluation[1], Style.BROKEN, "utf-8").decode().split("\n")
    assert all(line == "" for line in lines[1::2])
    assert max(len(line) for line in lines[::2] if "\t" not in line) <= 60


def test_flat_text_has_a_cell_a_line(evaluation: tuple[Scene, Document]) -> None:
    """Cells stand after a tab, rows apart by an empty line."""
    text = write_text(evaluation[1], Style.FLAT, "utf-8").decode()
    assert "\n\t预算单位名称\n\t" in text or "\n\t部门（单位）名称\n\t" in text
    assert "\t总分\n\t100\n\t" in text


def test_markdown_has_headings_and_tables() -> None:
    """Headings have hashes, tables bars."""
    (_, scene, document), *_ = reports(1)
    text = encoded(document, Medium("md"), scene, Chance(1)).decode()
    assert re.search(r"^# 第一部分", text, re.MULTILINE)
    assert "| --- |" in text
    for paragraph in paragraphs(document):
        assert paragraph in squashed(text).replace("\\.", "."), paragraph


@pytest.mark.parametrize("file_format", sorted(FORMATS))
def test_the_same_document_gives_the_same_bytes(file_format: str) -> None:
    """No clock and no order of a set gets into a file."""
    for _, scene, document in reports(2, FULL):
        medium = Medium(file_format, docx=DocxShape(automatic=True, tracked=True))
        assert encoded(document, medium, scene, Chance(3)) == encoded(document, medium, scene, Chance(3))


def test_a_report_without_cover_begins_with_its_text() -> None:
    """A bare report has neither cover nor contents in any format."""
    _, scene, document = [*reports(1, Shape(bare=True))][1]
    for file_format in sorted(FORMATS):
        assert encoded(document, Medium(file_format), scene, Chance(1))
    assert not [block for block in document.blocks() if isinstance(block, CoverLine | Contents)]
    assert scene.agency.name not in "".join(paragraphs(document))


def test_word_paragraphs_and_tables_alternate_as_in_the_document(accounts: tuple[Scene, Document]) -> None:
    """Tables stand between the same paragraphs as in the document."""
    scene, document = accounts
    read = docx.Document(io.BytesIO(word(scene, document, DocxShape())))
    kinds = [
        "table" if isinstance(each, WordTable) else squashed(each.text)
        for each in read.iter_inner_content()
        if isinstance(each, WordTable | WordParagraph)
    ]
    titles = [squashed(block.title) for block in document.blocks() if isinstance(block, Table) and block.title]
    for title in titles:
        assert "table" in kinds[kinds.index(title) : kinds.index(title) + 6]
    assert kinds.count("table") == sum(isinstance(block, Table) for block in document.blocks())
    assert cell_text("甲") == "甲"
