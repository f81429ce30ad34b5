"""The door to the OFD writer: a printed report, page by page."""

import io
import zipfile

from ingest.samples.document import Document
from ingest.samples.writers.ofd.drawing import find_drawings
from ingest.samples.writers.ofd.parts import OfdShape, make_parts
from ingest.samples.writers.pdf.layout import PdfShape
from ingest.samples.writers.pdf.write import write_pdf

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_ofd(document: Document, shape: OfdShape, printed: PdfShape) -> bytes:
    """Return the file's bytes: what a printer of PDF draws, as OFD."""
    parts = make_parts([*find_drawings(write_pdf(document, printed))], shape, document.header)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return out.getvalue()
