"""OFD, the state's format of documents as they are printed (GB/T 33190): lines, rulings and furniture as of a PDF."""

from ingest.blocks import Document
from ingest.errors import UnreadableSourceError
from ingest.readers.apart import Worker
from ingest.readers.ofd_pages import LoadedPages
from ingest.readers.pdf import arrange_pages, count_characters, is_without_text

_worker: Worker[LoadedPages] = Worker(
    "ingest.readers.ofd_worker", "OFD 过于复杂，读取它的时间过长：请导出为有文字层的 PDF 再导入。"
)


def read_ofd(content: bytes) -> Document:
    """Read an OFD file that has text.

    Raises:
        UnreadableSourceError: a password, damage, more than a report may hold, pictures or shapes in place of text.
    """
    loaded = _worker.ask(content)
    if loaded.unknown > 0.3 * count_characters(loaded.pages) and loaded.unknown > 20:
        raise UnreadableSourceError(
            "OFD 里的文字只有字形，没有可以读取的字符，暂时不能读取：请导入原始的 Word 文件，或由 Word 导出的 PDF、OFD。"
        )
    if is_without_text(loaded.pages):
        kind = "多半是扫描件" if loaded.pages and loaded.pictures else "可能是空白页"
        raise UnreadableSourceError(
            f"OFD 里没有文字（{kind}），暂时不能读取：请导入原始的 Word 文件，或由 Word 导出的 PDF、OFD。"
        )
    return arrange_pages(loaded.pages)
