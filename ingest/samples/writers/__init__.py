"""Files from documents: Word, PDF, OFD, web pages, workbooks, plain text, Markdown.

`encoded` is the door; each writer is given the same document and changes none of its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.scene import Scene
from ingest.samples.writers.docx.body import DocxShape
from ingest.samples.writers.docx.write import write_docx
from ingest.samples.writers.html.write import PageShape, write_html
from ingest.samples.writers.markdown import write_markdown
from ingest.samples.writers.ofd.parts import OfdShape
from ingest.samples.writers.ofd.write import write_ofd
from ingest.samples.writers.pdf.layout import PdfShape
from ingest.samples.writers.pdf.write import write_pdf
from ingest.samples.writers.text import Style, write_text
from ingest.samples.writers.xlsx import XlsxShape, any_shape, write_xlsx


@dataclass(frozen=True, slots=True)
class Medium:
    """A file format and how it is used.

    Attributes:
        format: `docx`, `pdf`, `ofd`, `html`, `xlsx`, `txt` or `md`; the suffix of the file.
        style: of text, where its lines end.
        encoding: of text.
    """

    format: str
    style: Style = Style.CLEAN
    encoding: str = "utf-8"
    docx: DocxShape = field(default_factory=DocxShape)
    pdf: PdfShape = field(default_factory=PdfShape)
    xlsx: XlsxShape = field(default_factory=XlsxShape)
    html: PageShape = field(default_factory=PageShape)
    ofd: OfdShape = field(default_factory=OfdShape)


def _docx(document: Document, medium: Medium, scene: Scene, chance: Chance) -> bytes:
    return write_docx(document, medium.docx, scene.manner, scene.year, chance)


def _pdf(document: Document, medium: Medium, _scene: Scene, _chance: Chance) -> bytes:
    return write_pdf(document, medium.pdf)


def _xlsx(document: Document, medium: Medium, scene: Scene, _chance: Chance) -> bytes:
    return write_xlsx(document, medium.xlsx, scene.year)


def _text(document: Document, medium: Medium, _scene: Scene, _chance: Chance) -> bytes:
    return write_text(document, medium.style, medium.encoding)


def _markdown(document: Document, _medium: Medium, _scene: Scene, _chance: Chance) -> bytes:
    return write_markdown(document)


def _ofd(document: Document, medium: Medium, _scene: Scene, _chance: Chance) -> bytes:
    return write_ofd(document, medium.ofd, medium.pdf)


def _html(document: Document, medium: Medium, scene: Scene, _chance: Chance) -> bytes:
    return write_html(document, medium.html, scene)


FORMATS: Mapping[str, Callable[[Document, Medium, Scene, Chance], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "html": _html,
    "txt": _text,
    "md": _markdown,
}


def encoded(document: Document, medium: Medium, scene: Scene, chance: Chance) -> bytes:
    """Return the bytes of the report's file."""
    return FORMATS[medium.format](document, medium, scene, chance)


def any_medium(file_format: str, chance: Chance) -> Medium:
    """Return one of the ways in which a format is used."""
    return Medium(
        file_format,
        style=chance.pick("style", (Style.CLEAN, Style.CLEAN, Style.FLAT, Style.BROKEN)),
        encoding=chance.pick("encoding", ("utf-8", "utf-8", "utf-8-sig", "gb18030")),
        docx=DocxShape(automatic=chance.happens("automatic", 0.5), footer=chance.pick("footer", ("plain", "of"))),
        pdf=PdfShape(numbers=chance.pick("numbers", ("dashes", "of")), header=chance.happens("header", 0.7)),
        xlsx=any_shape(chance.of("workbook")),
        ofd=OfdShape(
            grouped=chance.happens("grouped", 0.5), header=chance.happens("mark", 0.5), thin=chance.happens("thin", 0.3)
        ),
        html=PageShape(chance.pick("site", ("portal", "columns", "office"))),
    )
