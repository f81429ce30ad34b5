"""Pages that are pictures: what is read from them, how surely, and what is refused."""

import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument

from ingest.blocks import Document, Paragraph, Table
from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.readers import image, pdf, read_document
from ingest.samples.writers.scan import ScanShape, bind, encode, scan_pages, write_scan
from ingest.source import SourceFile
from publishing import publish
from scanning import PARAGRAPHS, ROWS, TITLE, report_page, require_scanner

SHAPE = ScanShape(dpi=200, angle=0.4)


def read(name: str, content: bytes) -> Document:
    return read_document(SourceFile(name, content))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return [
        [
            "" if cell is None or (cell.row, cell.column) != (row, column) else cell.text
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(table.grid())
    ]


def saved(pages: list[Image.Image], kind: str) -> bytes:
    target = io.BytesIO()
    pages[0].save(target, kind, save_all=len(pages) > 1, append_images=pages[1:])
    return target.getvalue()


@pytest.mark.parametrize("angle", [-3.0, 1.2])
def test_a_scanned_pdf(angle: float) -> None:
    """A scan that lies askew gives title, paragraphs and table as printed, and no page number."""
    require_scanner()
    document = read("a.pdf", write_scan(report_page(), replace(SHAPE, angle=angle)))
    assert texts(document) == [TITLE, *PARAGRAPHS]
    assert rows(document) == [list(row) for row in ROWS]
    assert document.pages == 1


def test_places_and_confidence_of_a_scan() -> None:
    """Each number stands where it is seen on the page that lies askew, with how surely it was recognised."""
    require_scanner()
    content = report_page()
    document = read("a.pdf", write_scan(content, replace(SHAPE, angle=3.0)))
    paragraph = next(block for block in document.blocks if isinstance(block, Paragraph) and "86.52" in block.text)
    at = paragraph.text.index("86.52")
    (spot,) = (one for one in paragraph.spots if one.start == at)
    assert spot.confidence is not None
    assert 0.5 < spot.confidence <= 1
    (page,) = scan_pages(content, replace(SHAPE, angle=3.0))
    left, top, right, bottom = spot.box
    box = (left * page.width, top * page.height, right * page.width, bottom * page.height)
    assert page.crop(tuple(map(round, box))).getextrema()[0] < 100  # there is ink
    assert right - left < 0.25
    assert bottom - top < 0.04


def test_a_pdf_of_text_and_scanned_pages() -> None:
    """A PDF may mix both: the words of each page stand in its place, recognised only where they had to be."""
    require_scanner()
    text, scan = PdfDocument(report_page()), PdfDocument(write_scan(report_page(), SHAPE))
    mixed = PdfDocument.new()
    mixed.import_pages(scan)
    mixed.import_pages(text)
    target = io.BytesIO()
    mixed.save(target)
    told: list[tuple[int, int]] = []
    document = read_document(SourceFile("a.pdf", target.getvalue()), progress=lambda done, of: told.append((done, of)))
    assert texts(document) == 2 * [TITLE, *PARAGRAPHS]
    sure = {
        (spot.page, spot.confidence is None)
        for block in document.blocks
        if isinstance(block, Paragraph)
        for spot in block.spots
    }
    assert sure == {(1, False), (2, True)}
    assert told == [(1, 1)]


def test_images_of_pages() -> None:
    """A picture is a page, a TIFF of several frames as many; one that lies on its side is turned."""
    require_scanner()
    (page,) = scan_pages(report_page(), SHAPE)
    assert texts(read("a.png", saved([page], "PNG"))) == [TITLE, *PARAGRAPHS]
    black = page.convert("1", dither=Image.Dither.NONE)
    document = read("a.tif", saved([black, black.rotate(90, expand=True)], "TIFF"))
    assert texts(document) == 2 * [TITLE, *PARAGRAPHS]
    assert document.pages == 2


def test_a_published_scan(tmp_path: Path) -> None:
    """The package of a scan says that it was recognised, and how surely."""
    require_scanner()
    path = tmp_path / "清河县档案馆2023年度部门决算.jpg"
    (page,) = scan_pages(report_page(), SHAPE)
    path.write_bytes(encode(page, SHAPE))
    manifest = "file,agency,year,type\n" + f"{path.name},河北省清河县档案馆,2023,final_accounts\n"
    (tmp_path / "manifest.csv").write_text(manifest, encoding="utf-8")
    (outcome,) = publish(tmp_path / "store", [tmp_path])
    assert not outcome.failed, outcome.reason
    (descriptor,) = (tmp_path / "store").rglob("v1/datapackage.json")
    reading = re.search(r'"reading": \{[^}]*\}', descriptor.read_text(encoding="utf-8"))
    assert reading
    assert '"ocr": true' in reading[0]
    figures = (descriptor.parent / "data" / "figures.csv").read_text(encoding="utf-8")
    assert "15234700.00" in figures


def test_without_the_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, a scan is refused with what to install; of a mixed file the reader is told what is missing."""
    monkeypatch.setattr(image, "is_installed", lambda: False)
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    page = Image.new("L", (800, 1100), 255)
    scan = bind([page], SHAPE)
    for name, content in (("a.png", saved([page], "PNG")), ("a.pdf", scan)):
        with pytest.raises(UnsupportedFormatError, match=r"mingzhang\[ocr\]"):
            read(name, content)
    mixed = PdfDocument(report_page())
    mixed.import_pages(PdfDocument(scan))
    target = io.BytesIO()
    mixed.save(target)
    (note,) = read("a.pdf", target.getvalue()).notes
    assert "第 2 页" in note


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (Image.new("1", (30_000, 30_000)), "像素"),
        (Image.new("L", (900, 20), 255), "看不清"),
        (Image.new("L", (900, 1200), 255), "没有读到任何文字"),
    ],
    ids=["enormous", "tiny", "blank"],
)
def test_pictures_that_are_no_pages(picture: Image.Image, words: str) -> None:
    """A picture that takes all memory, one in which nothing can be seen, a blank one: each is refused for what it is."""
    pytest.importorskip("rapidocr")
    with pytest.raises(UnreadableSourceError, match=words):
        read("a.png", saved([picture], "PNG"))


def test_a_torn_picture() -> None:
    """A picture of which half is missing is not read by half."""
    pytest.importorskip("rapidocr")
    content = saved([Image.effect_noise((900, 1200), 90)], "PNG")
    with pytest.raises(UnreadableSourceError, match="已损坏"):
        read("a.png", content[: len(content) // 2])


glyphs = pytest.importorskip("ingest.readers.scans.glyphs")


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("收入１２３．４５万元", "收入123.45万元"),
        ("收入 123. 45 万元", "收入123.45万元"),
        ("共1O3.5万元", "共103.5万元"),
        ("1，234，567.00", "1,234,567.00"),
        ("2021,2022,2023年", "2021,2022,2023年"),
        ("其中:人员经费,公用经费", "其中：人员经费，公用经费"),
        ("(一）基本支出", "（一）基本支出"),
        ("GDP (current)", "GDP (current)"),
        ("编号 A O1", "编号A O1"),
        ("二〇二三年", "二〇二三年"),
        ("2021年度部内决算", "2021年度部门决算"),
        ("包括全部内容", "包括全部内容"),
    ],
)
def test_mended_slips(recognised: str, meant: str) -> None:
    """What recognition confuses is mended where the neighbours leave no doubt, and nowhere else."""
    assert glyphs.text_of(glyphs.mend_glyphs(as_glyphs(recognised))) == meant


def as_glyphs(text: str) -> list[object]:
    return [glyphs.Glyph(char, 10.0 * place, 1.0) for place, char in enumerate(text)]


@given(st.text("0123456789.,，． O〇l一万元收入（）()", max_size=30))
def test_mending_invents_no_digit(text: str) -> None:
    """Mending keeps every digit in its order, and trusts little what it takes for one."""
    mended = glyphs.mend_glyphs(as_glyphs(text))
    sure = [one.char for one in mended if one.char.isascii() and one.char.isdigit() and one.confidence == 1]
    assert sure == [char for char in text if char.isascii() and char.isdigit()]


@given(st.lists(st.tuples(st.sampled_from("0123456789.,-%万元收入年 "), st.floats(0, 1)), min_size=1, max_size=40))
def test_pieces_of_a_line(characters: list[tuple[str, float]]) -> None:
    """The pieces of a line make the line; a piece with a digit is as sure as the least sure of its characters.

    Separators that stand where no number has them make it less sure.
    """
    text, sure = "".join(char for char, _ in characters), [confidence for _, confidence in characters]
    pieces = list(glyphs.split_pieces(text, sure))
    assert [pieces[0].start, *(one.end for one in pieces)] == [0, *(one.start for one in pieces[1:]), len(text)]
    assert all(before.end == after.start for before, after in pairwise(pieces))
    for one in pieces:
        if any(char.isdigit() for char in text[one.start : one.end]):
            least = min(sure[one.start : one.end])
            plain = text[one.start : one.end].isdigit()
            assert one.confidence == least if plain else one.confidence <= least


@pytest.mark.parametrize(
    ("text", "unsure"),
    [("B21.30", "21.30"), ("共3S.2万元", "3"), ("决算821.30万元", None), ("表A", None)],
)
def test_a_letter_at_a_number_makes_it_unsure(text: str, unsure: str | None) -> None:
    """A digit that was taken for a letter is lost to its number, which is trusted little."""
    pieces = list(glyphs.split_pieces(text, [0.99] * len(text)))
    doubted = [text[one.start : one.end] for one in pieces if one.confidence < 0.9]
    assert doubted[:1] == ([unsure] if unsure else [])
