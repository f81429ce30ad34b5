"""One reader a format, all giving the same blocks.

A reader takes bytes and returns a `Document`; it knows its format and nothing of reports. Which reader a file gets is
decided by its content, not by its name. A new format is one module here and one line in `_READERS`.
"""

from collections.abc import Callable
from dataclasses import replace

from ingest.blocks import Document, Paragraph
from ingest.errors import UnreadableSourceError, UnsupportedFormatError
from ingest.progress import Progress, no_progress
from ingest.readers.cleaning import clean_blocks
from ingest.readers.flattened import gather_flattened
from ingest.readers.formats import Format, recognise_format
from ingest.readers.joining import join_broken_paragraphs
from ingest.readers.limits import check_size
from ingest.readers.titled_tables import take_titles_out
from ingest.source import SourceFile


def read_document(source: SourceFile, soffice: str | None = None, progress: Progress = no_progress) -> Document:
    """Read a source of any known format into blocks, noise of its format removed.

    Args:
        source: the file.
        soffice: LibreOffice's program, where it is no command of the machine; legacy Word files need it.
        progress: told of each page that was recognised, which takes seconds.

    Raises:
        UnsupportedFormatError: no reader takes this kind of file.
        UnreadableSourceError: the file is damaged, locked, holds no text, or more than a report may.
    """
    kind = recognise_format(source)
    if kind is Format.ARCHIVE:
        raise UnsupportedFormatError("这是压缩包，不是报告文件：请解压后导入里面的报告。")
    if kind in _CONVERTERS:
        document = _READERS[Format.DOCX](_CONVERTERS[kind](source.content, soffice), progress)
    else:
        document = _READERS[kind](source.content, progress)
    check_size(document)
    cleaned = clean_blocks(take_titles_out(gather_flattened(document.blocks)))
    blocks = tuple(join_broken_paragraphs(cleaned, wrapped=document.wrapped))
    if not any(isinstance(block, Paragraph) or block.cells for block in blocks):
        raise UnreadableSourceError("文件里没有读到任何文字：请检查文件内容后再试。")
    return replace(document, blocks=blocks)


# Readers are imported when first used: a run over text files need not load a PDF engine.
def _read_text(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.text import read_text

    return read_text(content)


def _read_markdown(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.markdown import read_markdown

    return read_markdown(content)


def _read_docx(content: bytes, progress: Progress) -> Document:
    from ingest.readers.docx import read_docx

    return read_docx(content, progress)


def _read_pdf(content: bytes, progress: Progress) -> Document:
    from ingest.readers.pdf import read_pdf

    return read_pdf(content, progress)


def _read_xlsx(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.xlsx import read_xlsx

    return read_xlsx(content)


def _read_xls(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.xls import read_xls

    return read_xls(content)


def _convert_doc(content: bytes, soffice: str | None) -> bytes:
    from ingest.readers.office import convert_to_docx
    from ingest.readers.ole import find_word_filter

    return convert_to_docx(content, find_word_filter(content), soffice)


def _convert_rtf(content: bytes, soffice: str | None) -> bytes:
    from ingest.readers.office import RTF, convert_to_docx

    return convert_to_docx(content, RTF, soffice)


def _read_html(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.html import read_html

    return read_html(content)


def _read_ofd(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.ofd import read_ofd

    return read_ofd(content)


def _read_image(content: bytes, progress: Progress) -> Document:
    from ingest.readers.image import read_image

    return read_image(content, progress)


_READERS: dict[Format, Callable[[bytes, Progress], Document]] = {
    Format.TEXT: _read_text,
    Format.MARKDOWN: _read_markdown,
    Format.DOCX: _read_docx,
    Format.PDF: _read_pdf,
    Format.IMAGE: _read_image,
    Format.XLSX: _read_xlsx,
    Format.XLS: _read_xls,
    Format.HTML: _read_html,
    Format.OFD: _read_ofd,
}
# Formats that another program turns into one that has a reader; what is published is the source all the same.
_CONVERTERS: dict[Format, Callable[[bytes, str | None], bytes]] = {
    Format.DOC: _convert_doc,
    Format.RTF: _convert_rtf,
}
