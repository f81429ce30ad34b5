"""What kind of file this is, by its content; the name only tells plain text from Markdown."""

from enum import Enum

from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.readers import ole
from ingest.readers.archive import list_members
from ingest.readers.html_page import is_packed_page, is_page
from ingest.source import IMAGE_SUFFIXES, SourceFile


class Format(Enum):
    """The formats that have a reader; and archives of files that have one."""

    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    PDF = "pdf"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"
    OFD = "ofd"
    ARCHIVE = "archive"
    IMAGE = "image"


_WORD, _WORKBOOK = "word/document.xml", "xl/workbook.xml"
_IMAGES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_OTHER_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}
_PAGE_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"}
_TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ""}
_OFFICE_SUFFIXES = {".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xlsm", ".xls", ".et"}
_DOCUMENT_SUFFIXES = {*_OFFICE_SUFFIXES, ".pdf", ".txt", ".md"}
_ZIP_KINDS = {
    "xl/": "二进制工作簿（.xlsb）",
    "ppt/": "演示文稿（.pptx）",
    "mimetype": "OpenDocument 文件",
}


def recognise_format(source: SourceFile) -> Format:
    """Return the format whose reader takes this file.

    Raises:
        UnsupportedFormatError: a kind of file that is known but not read, with what to do instead.
        UnreadableSourceError: a file whose content is not what its name promises, or damaged.
    """
    content = source.content
    if content.startswith(b"PK"):  # before what it may hold unpacked near its head
        return _recognise_zip(source)
    if content.startswith(ole.MAGIC):
        return Format.XLS if ole.is_workbook(content) else Format.DOC
    for magic, kind in _OTHER_ARCHIVES.items():
        if content.startswith(magic):
            raise UnsupportedFormatError(
                f"这是 {kind} 压缩包，暂时不能读取：请解压后把报告的文件打成 .zip，或直接导入里面的报告。"
            )
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    picture = _image_kind(content)
    if picture is not None:
        if source.suffix in _DOCUMENT_SUFFIXES:
            raise UnsupportedFormatError(
                f"文件名是 {source.suffix}，内容其实是一张 {picture} 图片：请导入原始的 Word 或 PDF 文件，或把扩展名改成图片的再导入。"
            )
        return Format.IMAGE
    if content.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if is_page(content) or is_packed_page(content):
        return Format.HTML
    if source.suffix in _PAGE_SUFFIXES:
        return _recognise_piece(source)
    if source.suffix in _TEXT_SUFFIXES:
        return Format.MARKDOWN if source.suffix in {".md", ".markdown"} else Format.TEXT
    if source.suffix in _OFFICE_SUFFIXES and content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnsupportedFormatError(
            f"文件名是 {source.suffix}，内容其实是网页或 XML：请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 再导入。"
        )
    if source.suffix in {".pdf", *_OFFICE_SUFFIXES, *IMAGE_SUFFIXES}:
        raise UnreadableSourceError(f"文件已损坏，或不是 {source.suffix} 文件：请重新导出后再试。")
    raise UnsupportedFormatError(
        f"不认识的文件类型“{source.suffix}”：可以导入 .docx、.doc、.wps、.rtf、.xlsx、.xls、.et、.pdf、.ofd、网页（.html、.mht）、.txt、.md 和页面图片（.jpg、.png、.tif），以及装着这些文件的 .zip。"
    )


def _recognise_piece(source: SourceFile) -> Format:
    """A page without its frame, as some programs write them, or no page at all."""
    if source.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Format.HTML
    raise UnreadableSourceError(
        f"文件已损坏，或不是 {source.suffix} 网页：请在浏览器里打开原来的网页，重新另存后再导入。"
    )


def _recognise_zip(source: SourceFile) -> Format:
    names = list_members(source.content)
    if _WORD in names:
        return Format.DOCX
    if _WORKBOOK in names:
        return Format.XLSX
    if "OFD.xml" in names:
        return Format.OFD
    for prefix, kind in _ZIP_KINDS.items():
        if any(name.startswith(prefix) for name in names):
            raise UnsupportedFormatError(f"这是{kind}，暂时不能读取：请导出为 .docx 或有文字层的 .pdf 再导入。")
    return Format.ARCHIVE


def _image_kind(content: bytes) -> str | None:
    """The name of the image format that the first bytes show."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    if content.startswith(b"BM") and content[6:10] == bytes(4):  # text may begin with these letters, not with zeros
        return "BMP"
    return next((kind for magic, kind in _IMAGES.items() if content.startswith(magic)), None)
