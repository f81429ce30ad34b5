"""Bad files each get their own clear error, in Chinese, that says what to do."""

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import IngestError, UnreadableSourceError, UnsupportedFormatError
from ingest.readers import read_document
from ingest.source import SourceFile, load_source

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def pdf(text: str = "", password: str | None = None) -> bytes:
    out = io.BytesIO()
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, encrypt=encryption)
    canvas.drawString(72, 700, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.docx", zipped("word/document.xml")[:60], UnreadableSourceError, "不完整"),
        ("a.docx", b"plain words", UnreadableSourceError, "不是 .docx 文件"),
        ("a.docx", PNG, UnsupportedFormatError, "其实是一张 PNG 图片"),
        ("a.png", PNG, UnsupportedFormatError, "图片"),
        ("a.xlsx", zipped("xl/workbook.xml"), UnsupportedFormatError, "Excel"),
        ("a.ofd", zipped("OFD.xml"), UnsupportedFormatError, "OFD"),
        ("a.zip", zipped("x.txt"), UnsupportedFormatError, "解压"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnsupportedFormatError, "另存为 .docx"),
        ("a.rtf", b"{\\rtf1 x}", UnsupportedFormatError, "RTF"),
        ("a.exe", b"MZ words", UnsupportedFormatError, "不认识的文件类型"),
        ("a.pdf", pdf("secret text of this page, long enough", "pw"), UnreadableSourceError, "密码"),
        ("a.pdf", pdf(""), UnreadableSourceError, "没有文字层"),
        ("a.pdf", b"%PDF-1.7 broken", UnreadableSourceError, "已损坏"),
        ("a.txt", "\u3000\n \t\n".encode(), UnreadableSourceError, "没有读到任何文字"),
    ],
)
def test_bad_files(name: str, content: bytes, error: type[IngestError], words: str) -> None:
    """Each kind of unusable file is named, with what to do."""
    with pytest.raises(error, match=words):
        read_document(SourceFile(name, content))


def test_empty_file(tmp_path: Path) -> None:
    """An empty file is said to be empty."""
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    with pytest.raises(UnreadableSourceError, match="空的"):
        load_source(path)


def test_missing_file(tmp_path: Path) -> None:
    """A file that cannot be opened is said so."""
    with pytest.raises(UnreadableSourceError, match="打不开"):
        load_source(tmp_path / "没有.docx")
