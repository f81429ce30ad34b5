"""Image files: photographs and scans of pages, one page a file or, in TIFF, one a frame."""

from ingest.blocks import Document
from ingest.progress import Progress, no_progress
from ingest.readers.pdf import arrange_pages
from ingest.readers.scans.filling import explain_missing, is_installed, read_pictures


def read_image(content: bytes, progress: Progress = no_progress) -> Document:
    """Read a picture of one or more pages.

    Raises:
        UnreadableSourceError: damage, more than a report may hold, or no text.
        UnsupportedFormatError: what recognises text is not installed.
    """
    if not is_installed():
        raise explain_missing("这是图片")
    return arrange_pages(read_pictures(content, progress))
