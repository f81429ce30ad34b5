"""What kind of file this is, by its content; the name only tells plain text from Markdown."""

from enum import Enum

from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.readers import ole
from ingest.readers.archive import list_members
from ingest.source import SourceFile


class Format(Enum):
    """The formats that have a reader."""

    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    PDF = "pdf"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"


_WORD, _WORKBOOK = "word/document.xml", "xl/workbook.xml"
_IMAGES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
    b"RIFF": "WebP",
}
_TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown", ""}
_OFFICE_SUFFIXES = {".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xlsm", ".xls", ".et"}
_ZIP_KINDS = {
    "xl/": "二进制工作簿（.xlsb）",
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
    if content.startswith(ole.MAGIC):
        return Format.XLS if ole.is_workbook(content) else Format.DOC
    for magic, kind in _IMAGES.items():
        if content.startswith(magic):
            raise UnsupportedFormatError(_image_message(source, kind))
    if content.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if source.suffix in _TEXT_SUFFIXES:
        return Format.MARKDOWN if source.suffix in {".md", ".markdown"} else Format.TEXT
    if source.suffix in _OFFICE_SUFFIXES and content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnsupportedFormatError(
            f"文件名是 {source.suffix}，内容其实是网页或 XML：请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 再导入。"
        )
    if source.suffix == ".pdf" or source.suffix in _OFFICE_SUFFIXES:
        raise UnreadableSourceError(f"文件已损坏，或不是 {source.suffix} 文件：请重新导出后再试。")
    raise UnsupportedFormatError(
        f"不认识的文件类型“{source.suffix}”：可以导入 .docx、.doc、.wps、.rtf、.xlsx、.xls、.et、.pdf（有文字层）、.txt 和 .md。"
    )


def _recognise_zip(source: SourceFile) -> Format:
    names = list_members(source.content)
    if _WORD in names:
        return Format.DOCX
    if _WORKBOOK in names:
        return Format.XLSX
    for prefix, kind in _ZIP_KINDS.items():
        if any(name.startswith(prefix) for name in names):
            raise UnsupportedFormatError(f"这是{kind}，暂时不能读取：请导出为 .docx 或有文字层的 .pdf 再导入。")
    raise UnsupportedFormatError("这是压缩包，不是报告文件：请解压后导入里面的报告。")


def _image_message(source: SourceFile, kind: str) -> str:
    if source.suffix in {".docx", ".pdf", ".txt", ".md"}:
        return f"文件名是 {source.suffix}，内容其实是一张 {kind} 图片：请导入原始的 Word 或 PDF 文件。"
    return f"这是 {kind} 图片，暂时不能读取：请导入有文字的 .docx 或 .pdf。"
