"""One reader a format, all giving the same blocks.

A reader takes bytes and returns a `Document`; it knows its format and nothing of reports. Which reader a file gets is
decided by its content, not by its name. A new format is one module here and one line in `_READERS`.
"""

from collections.abc import Callable
from dataclasses import replace

from ingest.blocks import Document, Paragraph
from ingest.errors import UnreadableSourceError
from ingest.progress import Progress, no_progress
from ingest.readers.cleaning import clean_blocks
from ingest.readers.flattened import gather_flattened
from ingest.readers.formats import Format, recognise_format
from ingest.readers.joining import join_broken_paragraphs
from ingest.readers.limits import check_size
from ingest.source import SourceFile


def read_document(source: SourceFile, progress: Progress = no_progress) -> Document:
    """Read a source of any known format into blocks, noise of its format removed.

    Args:
        source: the file.
        progress: told of each page that was recognised, which takes seconds.

    Raises:
        UnsupportedFormatError: no reader takes this kind of file.
        UnreadableSourceError: the file is damaged, locked, holds no text, or more than a report may.
    """
    reader = _READERS[recognise_format(source)]
    document = reader(source.content, progress)
    check_size(document)
    cleaned = clean_blocks(gather_flattened(document.blocks))
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


def _read_docx(content: bytes, _progress: Progress) -> Document:
    from ingest.readers.docx import read_docx

    return read_docx(content)


def _read_pdf(content: bytes, progress: Progress) -> Document:
    from ingest.readers.pdf import read_pdf

    return read_pdf(content, progress)


def _read_image(content: bytes, progress: Progress) -> Document:
    from ingest.readers.image import read_image

    return read_image(content, progress)


_READERS: dict[Format, Callable[[bytes, Progress], Document]] = {
    Format.TEXT: _read_text,
    Format.MARKDOWN: _read_markdown,
    Format.DOCX: _read_docx,
    Format.PDF: _read_pdf,
    Format.IMAGE: _read_image,
}
