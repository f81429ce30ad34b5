"""Reading PDFs in a process of their own, whose memory and time are bounded."""

from ingest.readers.apart import Worker
from ingest.readers.pdf_pages import Page

_worker: Worker[list[Page]] = Worker(
    "ingest.readers.pdf_worker", "PDF 过于复杂，读取它的时间过长：请重新导出，或拆分后再试。"
)


def load_pages_apart(content: bytes) -> list[Page]:
    """Return the pages of a PDF, read in another process.

    Raises:
        UnreadableSourceError: as `load_pages` does, or the file takes more memory or time than any report.
    """
    return _worker.ask(content)
