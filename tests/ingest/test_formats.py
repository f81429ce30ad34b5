"""Bad files each get their own clear error, in Chinese, that says what to do."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from docx_making import docx, p, table, tc
from ingest.blocks import Paragraph
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


def pdf(text: str = "", password: str | None = None, pages: int = 1) -> bytes:
    out = io.BytesIO()
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, encrypt=encryption)
    for _ in range(pages):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_contents(packed: bytes) -> bytes:
    """A PDF whose page consists of this deflated stream."""
    made = re.sub(rb"/Contents \d+ 0 R", b"/Contents 99 0 R", pdf("income of this office"))
    stream = b"99 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    return made.replace(b"xref\n", stream + b"xref\n", 1)


def deflated_zeros(size: int) -> bytes:
    """That many bytes of nothing."""
    engine = zlib.compressobj()
    return b"".join(engine.compress(bytes(2**24)) for _ in range(size // 2**24)) + engine.flush()


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.docx", b"plain words", UnreadableSourceError, "不是 .docx 文件"),
        ("a.docx", PNG, UnsupportedFormatError, "其实是一张 PNG 图片"),
        ("a.xlsx", zipped("xl/workbook.xml"), UnreadableSourceError, "Excel 文件已损坏"),
        ("a.xlsb", zipped("xl/workbook.bin"), UnsupportedFormatError, "xlsb"),
        ("a.et", b"plain words", UnreadableSourceError, "不是 .et 文件"),
        ("a.ofd", zipped("OFD.xml"), UnreadableSourceError, "OFD 文件已损坏"),
        ("a.png", PNG, UnreadableSourceError, "图片文件已损坏"),
        ("a.jpg", b"plain words", UnreadableSourceError, "不是 .jpg 文件"),
        ("a.zip", zipped("x.txt"), UnsupportedFormatError, "解压"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnreadableSourceError, "另存为 .docx"),
        ("a.exe", b"MZ words", UnsupportedFormatError, "不认识的文件类型"),
        ("a.pdf", pdf("secret text of this page, long enough", "pw"), UnreadableSourceError, "密码"),
        ("a.pdf", pdf(""), UnreadableSourceError, "没有读到文字"),
        ("a.pdf", b"%PDF-1.7 broken", UnreadableSourceError, "已损坏"),
        ("a.txt", "\u3000\n \t\n".encode(), UnreadableSourceError, "没有读到任何文字"),
    ],
)
def test_bad_files(name: str, content: bytes, error: type[IngestError], words: str) -> None:
    """Each kind of unusable file is named, with what to do."""
    with pytest.raises(error, match=words):
        read_document(SourceFile(name, content))


TEXT = "某某县教育局2022年度部门决算\n一、收入情况\n本年收入合计五万元，全部是财政拨款。\n" * 20
LONG_PDF = pdf("income of this office, all of it from the budget", pages=5)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", docx(p("本年收入合计五万元。") * 50), "不完整"),
        ("a.pdf", LONG_PDF, "不完整"),
        ("a.txt", TEXT.encode(), "中间断开"),
        ("a.md", TEXT.encode(), "中间断开"),
        ("a.txt", TEXT.encode("gb18030"), "中间断开"),
        ("a.txt", TEXT.encode("utf-16"), "中间断开"),
    ],
    ids=["docx", "pdf", "txt", "md", "txt gb18030", "txt utf-16"],
)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_truncated_files(name: str, content: bytes, words: str, share: float) -> None:
    """A file of which a part is missing is never read in part, where that can be told.

    Of a text it can be told where the cut goes through a character; a shorter text is a text.
    """
    cut = int(len(content) * share)
    while name.endswith(("txt", "md")) and is_text(content[:cut], content):
        cut -= 1
    with pytest.raises(UnreadableSourceError, match=words):
        read_document(SourceFile(name, content[:cut]))


def is_text(piece: bytes, whole: bytes) -> bool:
    """Whether the piece ends where a character of the whole does, in the encoding of the whole."""
    encoding = next(one for one in ("utf-8", "utf-16", "gb18030") if TEXT.encode(one) == whole)
    try:
        piece.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def edited(content: bytes, name: str, edit: Callable[[bytes], bytes] = bytes, **attributes: int) -> bytes:
    """A zip archive with one member changed, in its bytes or in what the directory says of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, edit(old.read(member)) if member == name else old.read(member))
    changed = bytearray(out.getvalue())
    places = {"flag_bits": 8, "compress_type": 10, "file_size": 24}
    at = changed.rfind(b"PK\x01\x02", 0, changed.rfind(name.encode()))
    for attribute, value in attributes.items():
        width = 4 if attribute == "file_size" else 2
        changed[at + places[attribute] : at + places[attribute] + width] = value.to_bytes(width, "little")
    return bytes(changed)


BODY = "word/document.xml"
WORD = docx(p("本年收入合计五万元。") * 500)
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
)


def with_broken_deflate(content: bytes) -> bytes:
    """The body's compressed bytes turned around."""
    packed = bytearray(edited(content, BODY))
    at = packed.find(BODY.encode()) + len(BODY)
    packed[at + 4 : at + 12] = bytes(255 - byte for byte in packed[at + 4 : at + 12])
    return bytes(packed)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: with_broken_deflate(WORD), "已损坏"),
        (lambda: edited(WORD, BODY, compress_type=99), "已损坏"),
        (lambda: edited(WORD, BODY, compress_type=zipfile.ZIP_BZIP2), "已损坏"),
        (lambda: edited(WORD, BODY, flag_bits=1), "密码"),
        (lambda: edited(WORD, BODY, file_size=10), "已损坏"),
        (lambda: edited(WORD, BODY, lambda xml: xml[:-20]), "已损坏"),
        (lambda: edited(WORD, BODY, lambda xml: xml.replace(b"w:body", b"w:nobody")), "没有正文"),
        (lambda: edited(WORD, BODY, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * 80 * 2**20)), "过大"),
        (lambda: edited(WORD, BODY, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000)), "过多"),
        (lambda: edited(WORD, BODY, lambda xml: LAUGHS + b"]>" + xml.replace(b"<w:body>", b"<w:body>&j;")), "DOCTYPE"),
        (lambda: edited(WORD, BODY, lambda xml: b"<!DOCTYPE x>" + xml), "DOCTYPE"),
        (lambda: zipped(*(f"word/{number}.xml" for number in range(11_000))), "过多文件"),
        (lambda: docx("<w:p>" * 400 + "</w:p>" * 400), "已损坏"),
        (lambda: docx(p("收入") * 110_000), "段落"),
        (lambda: docx((table(tc("收入") + tc("支出")) + p("说明")) * 600), "表格"),
        (lambda: docx(table(*(tc("收入", span=200) + tc("支出") for _ in range(6_000)))), "单元格"),
        (lambda: docx(table("".join(tc("收入") for _ in range(300)), tc("支出"))), "表格的列"),
    ],
)
def test_damaged_and_swelling_word_files(make: Callable[[], bytes], words: str) -> None:
    """A file that is damaged, or made to take more memory than any report, is refused for what it is."""
    with pytest.raises(UnreadableSourceError, match=words):
        read_document(SourceFile("a.docx", make()))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: pdf("income of this office", pages=801), "800 页"),
        (lambda: pdf("income of this office").replace(b"595.2756", b"9" * 400), "已损坏"),
    ],
)
def test_swelling_pdf_files(make: Callable[[], bytes], words: str) -> None:
    """So is a PDF of more pages than anybody reads, or with a stream that unpacks to gigabytes."""
    with pytest.raises(UnreadableSourceError, match=words):
        read_document(SourceFile("a.pdf", make()))


def test_what_ended_the_reading_of_one_pdf_leaves_the_next_alone() -> None:
    """After a file that took all the memory it could get, others are read."""
    with pytest.raises(UnreadableSourceError, match="过于复杂"):
        read_document(SourceFile("a.pdf", with_contents(deflated_zeros(2**30))))
    (block,) = read_document(SourceFile("a.pdf", pdf("income of this office"))).blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.page) == ("income of this office", 1)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_endless_text(name: str) -> None:
    """Nor is a text a report that nobody could read in a year."""
    with pytest.raises(UnreadableSourceError, match="不像是报告"):
        read_document(SourceFile(name, "收入\n".encode() * 3_500_000))


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
