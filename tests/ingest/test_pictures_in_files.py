"""Pictures of text inside files that have text of their own: what is recognised, and what is left as it is."""

import io
import re
import zipfile

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docx_making import docx, p, table, tc
from ingest.blocks import Document, Paragraph, Table
from ingest.readers import docx_scans, read_document
from ingest.samples.writers.scan import ScanShape, encode, scan_pages
from ingest.source import SourceFile
from scanning import FONT, PARAGRAPHS, TITLE, report_page, require_scanner

SHAPE = ScanShape(dpi=200, angle=0.4)
WRONG = ("清河县挡案馆2023年度邯门决算", "本年收入合计1528.47万元，其中：财政拨款", "收入1493.06万元，占93.33%")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="rId7" Type="image" Target="media/image1.png"/>'


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def page_of(layers: str, *, mode: int = 0, mask: bool = False) -> bytes:
    """A PDF page of layers in the order in which they are drawn: `s` a scan, `t` the text of a careless recogniser."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    (picture,) = scan_pages(report_page(), SHAPE)
    if mask:
        picture = Image.new("RGBA", picture.size, (250, 250, 250, 40))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for layer in layers:
        if layer == "s":
            canvas.drawImage(ImageReader(picture), 0, 0, *A4, mask="auto")
            continue
        for step, line in enumerate(WRONG):
            text = canvas.beginText(90, A4[1] - 100 - 30 * step)
            text.setFont(FONT, 14)
            text.setTextRenderMode(mode)
            text.textLine(line)
            canvas.drawText(text)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(("layers", "mode"), [("st", 3), ("ts", 0)], ids=["not drawn", "drawn below the scan"])
def test_text_that_a_recogniser_laid_under_a_scan(layers: str, mode: int) -> None:
    """What is seen is the scan: it is recognised anew, and the hidden text of unknown quality is left aside."""
    require_scanner()
    document = read_document(SourceFile("a.pdf", page_of(layers, mode=mode)))
    assert texts(document) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize(("layers", "mask"), [("st", False), ("ts", True)], ids=["on paper", "below a watermark"])
def test_text_that_is_seen_on_a_picture(layers: str, *, mask: bool) -> None:
    """Text printed on a background, or under a watermark that it shines through, is the page's own."""
    document = read_document(SourceFile("a.pdf", page_of(layers, mask=mask)))
    assert "1528.47" in "".join(texts(document))


def picture(*, width: float, height: float) -> str:
    """A run with a picture of a size in centimetres."""
    size = f'cx="{round(width * 360_000)}" cy="{round(height * 360_000)}"'
    blip = f'<a:blip xmlns:a="urn:a" xmlns:r="{RELATIONS}" r:embed="rId7"/>'
    return f'<w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:extent {size}/>{blip}</wp:inline></w:drawing></w:r>'


def old_picture(*, width: float, height: float) -> str:
    """The same as older programs write it, in points."""
    style = f"width:{width / 2.54 * 72:.1f}pt;height:{height / 2.54 * 72:.1f}pt"
    image = f'<v:imagedata xmlns:r="{RELATIONS}" r:id="rId7"/>'
    return f'<w:r><w:pict><v:shape xmlns:v="urn:v" style="{style}">{image}</v:shape></w:pict></w:r>'


def report(body: str, content: bytes | None = None) -> bytes:
    """A Word file with a picture, which is the scanned page unless another is given."""
    if content is None:
        (page,) = scan_pages(report_page(), SHAPE)
        content = encode(page, SHAPE)
    target = io.BytesIO(docx(body))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{RELATION}</Relationships>")
        archive.writestr("word/media/image1.png", content)
    return target.getvalue()


@pytest.mark.parametrize("draw", [picture, old_picture])
def test_a_page_pasted_into_a_document(draw: object) -> None:
    """Its words and its table stand where the picture stands, with how surely they were read; the document has no pages."""
    require_scanner()
    assert callable(draw)
    body = p("一、收入") + p(runs=draw(width=15, height=21)) + p("二、支出")
    told: list[tuple[int, int]] = []
    document = read_document(
        SourceFile("a.docx", report(body)), progress=lambda done, count: told.append((done, count))
    )
    assert texts(document) == ["一、收入", TITLE, *PARAGRAPHS, "二、支出"]
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    amount = next(cell for cell in found.cells if cell.text == "585.12")
    assert amount.spots[0].confidence is not None
    assert document.pages is None
    assert told == [(1, 1)]


def test_a_page_pasted_into_a_cell() -> None:
    """A table that only places a picture on the page does not hide what it says."""
    require_scanner()
    placed = f"<w:tc>{p(runs=picture(width=15, height=21))}</w:tc>"
    document = read_document(SourceFile("a.docx", report(table(tc("附表") + placed))))
    assert TITLE in texts(document)


@pytest.mark.parametrize(("width", "height"), [(4.2, 4.2), (14.0, 1.5)], ids=["a seal", "a line"])
def test_small_pictures_are_no_pages(width: float, height: float) -> None:
    """Seals, emblems and ornaments are left alone, whatever is written on them."""
    document = read_document(SourceFile("a.docx", report(p("一、收入") + p(runs=picture(width=width, height=height)))))
    assert texts(document) == ["一、收入"]


def test_a_photograph_in_a_document() -> None:
    """A large picture without a page's text adds nothing, and a torn one is told of."""
    pytest.importorskip("rapidocr")
    body = p("一、收入") + p(runs=picture(width=15, height=10))
    photograph = io.BytesIO()
    Image.effect_noise((900, 600), 60).save(photograph, "PNG")
    document = read_document(SourceFile("a.docx", report(body, photograph.getvalue())))
    assert texts(document) == ["一、收入"]
    assert not document.notes
    torn = read_document(SourceFile("a.docx", report(body, photograph.getvalue()[:5000])))
    assert texts(torn) == ["一、收入"]
    assert re.search("第 1 幅图片无法读取", "".join(torn.notes))


def test_a_document_with_pictures_where_nothing_recognises(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text is published, and a note tells how many pictures are missing."""
    monkeypatch.setattr(docx_scans, "is_installed", lambda: False)
    document = read_document(SourceFile("a.docx", report(p("一、收入") + p(runs=picture(width=15, height=21)))))
    assert texts(document) == ["一、收入"]
    assert "1 幅" in document.notes[0]
