"""What kind of file this is, by its content; the name only tells plain text from Markdown."""

from enum import Enum

from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.readers.archive import list_members
from ingest.source import IMAGE_SUFFIXES, SourceFile


class Format(Enum):
    """The formats that have a reader."""

    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    PDF = "pdf"
    IMAGE = "image"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ""}
_DOCUMENT_SUFFIXES = {".docx", ".pdf", ".txt", ".md"}
_ZIP_KINDS = {
    "xl/": "Excel 工作簿（.xlsx）",
    "ppt/": "演示文稿（.pptx）",
    "OFD.xml": "OFD 版式文件（.ofd）",
    "mimetype": "OpenDocument 文件",
}


def recognise_format(source: SourceFile) -> Format:
    """Return the format whose reader takes this file.

    Raises:
        UnsupportedFormatError: a kind of file that is known but not read, with what to do instead.
        UnreadableSourceError: a file whose content is not what its name promises, or damaged.
    """
    content = source.content
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _recognise_zip(source)
    if content.startswith(_OLE):
        raise _unsupported_ole(source)
    kind = _image_kind(content)
    if kind is not None:
        if source.suffix in _DOCUMENT_SUFFIXES:
            raise UnsupportedFormatError(
                f"文件名是 {source.suffix}，内容其实是一张 {kind} 图片：请导入原始的 Word 或 PDF 文件，或把扩展名改成图片的再导入。"
            )
        return Format.IMAGE
    if content.lstrip().startswith(b"{\\rtf"):
        raise UnsupportedFormatError("暂时不能读取 RTF 文件：请用 Word 或 WPS 另存为 .docx 再导入。")
    if source.suffix in _TEXT_SUFFIXES:
        return Format.MARKDOWN if source.suffix in {".md", ".markdown"} else Format.TEXT
    if source.suffix in {".docx", ".pdf", ".doc", ".wps", *IMAGE_SUFFIXES}:
        raise UnreadableSourceError(f"文件已损坏，或不是 {source.suffix} 文件：请重新导出后再试。")
    raise UnsupportedFormatError(
        f"不认识的文件类型“{source.suffix}”：可以导入 .docx、.pdf、.txt、.md 和页面图片（.jpg、.png、.tif）。"
    )


def _recognise_zip(source: SourceFile) -> Format:
    names = list_members(source.content)
    if "word/document.xml" in names:
        return Format.DOCX
    for prefix, kind in _ZIP_KINDS.items():
        if any(name.startswith(prefix) for name in names):
            raise UnsupportedFormatError(f"这是{kind}，暂时不能读取：请导出为 .docx 或有文字层的 .pdf 再导入。")
    raise UnsupportedFormatError("这是压缩包，不是报告文件：请解压后导入里面的报告。")


def _unsupported_ole(source: SourceFile) -> UnsupportedFormatError:
    if source.suffix == ".docx":
        return UnsupportedFormatError("文件是加密的或旧版的 Word 文件：请去掉打开密码，另存为 .docx 再导入。")
    return UnsupportedFormatError(f"暂时不能读取旧版格式（{source.suffix}）：请用 Word 或 WPS 另存为 .docx 再导入。")


def _image_kind(content: bytes) -> str | None:
    """The name of the image format that the first bytes show."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    if content.startswith(b"BM") and content[6:10] == bytes(4):  # text may begin with these letters, not with zeros
        return "BMP"
    return next((kind for magic, kind in _IMAGES.items() if content.startswith(magic)), None)
