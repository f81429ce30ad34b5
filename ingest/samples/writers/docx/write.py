"""The door to the Word writer."""

from ingest.samples.chance import Chance
from ingest.samples.document import Document
from ingest.samples.manner import Manner
from ingest.samples.writers.docx import package
from ingest.samples.writers.docx.body import Body, DocxShape, estimated_pages
from ingest.samples.writers.docx.numbering import Numbering
from ingest.samples.writers.docx.xml import element, serialized


def write_docx(document: Document, shape: DocxShape, manner: Manner, year: int, chance: Chance) -> bytes:
    """Return the file's bytes.

    Args:
        document: the report.
        shape: automatic numbers, tracked changes, footer.
        manner: the agency's habits: marks of the headings.
        year: fiscal year, from which the dates in the properties follow.
        chance: where runs are cut.
    """
    numbering = Numbering(manner.heading_marks)
    body = element("w:body", *Body(document, shape, numbering, chance).elements())
    pages = max(estimated_pages(document).values(), default=1)
    return package.archive(
        {
            "[Content_Types].xml": package.CONTENT_TYPES.encode(),
            "_rels/.rels": package.PACKAGE_RELATIONS.encode(),
            "word/document.xml": serialized(element("w:document", body, mc_Ignorable="w14")),
            "word/_rels/document.xml.rels": package.DOCUMENT_RELATIONS.encode(),
            "word/styles.xml": package.styles(),
            "word/numbering.xml": serialized(numbering.part(package.HEADING_STYLES)),
            "word/settings.xml": package.settings(),
            "word/header1.xml": package.header(document.header),
            "word/footer1.xml": package.footer(shape.footer, pages),
            "docProps/core.xml": package.core_properties(document.header, year).encode(),
            "docProps/app.xml": package.APP.encode(),
        }
    )
