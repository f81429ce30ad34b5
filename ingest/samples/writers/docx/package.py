"""The parts of a Word file beside its text, and the archive that holds them, the same bytes every time."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from ingest.samples.writers.docx.runs import fields, run
from ingest.samples.writers.docx.xml import element, serialized

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (2024, 1, 1, 0, 0, 0)

CONTENT_TYPES = f"""{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_CONTENT}.styles+xml"/>\
<Override PartName="/word/numbering.xml" ContentType="{_CONTENT}.numbering+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_CONTENT}.settings+xml"/>\
<Override PartName="/word/header1.xml" ContentType="{_CONTENT}.header+xml"/>\
<Override PartName="/word/footer1.xml" ContentType="{_CONTENT}.footer+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>\
</Types>"""

PACKAGE_RELATIONS = f"""{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
<Relationship Id="rId3" Type="{_RELATIONS}/extended-properties" Target="docProps/app.xml"/>\
</Relationships>"""

DOCUMENT_RELATIONS = f"""{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_RELATIONS}/numbering" Target="numbering.xml"/>\
<Relationship Id="rId3" Type="{_RELATIONS}/settings" Target="settings.xml"/>\
<Relationship Id="rId4" Type="{_RELATIONS}/header" Target="header1.xml"/>\
<Relationship Id="rId5" Type="{_RELATIONS}/footer" Target="footer1.xml"/>\
</Relationships>"""

APP = f"""{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"""

# Identifiers of styles as a Chinese Word gives them: numbers for headings, letters for the rest.
HEADING_STYLES = ("1", "2", "3", "4")
_STYLES = (
    # (identifier, name, outline level or None, size in half-points, bold, alignment, first-line indent in characters)
    ("1", "heading 1", 0, 32, True, "center", 0),
    ("2", "heading 2", 1, 30, True, "left", 200),
    ("3", "heading 3", 2, 28, True, "left", 200),
    ("4", "heading 4", 3, 28, False, "left", 200),
    ("10", "toc 1", None, 24, False, "left", 0),
    ("20", "toc 2", None, 24, False, "left", 0),
    ("TOC", "TOC Heading", None, 32, True, "center", 0),
    ("a5", "Title", None, 36, True, "center", 0),
    ("a6", "header", None, 18, False, "center", 0),
    ("a7", "footer", None, 18, False, "center", 0),
)


def core_properties(title: str, year: int) -> str:
    """Return the core properties; the dates follow from the fiscal year, not from the clock."""
    date = f"{year + 1}-08-20T02:00:00Z"
    return f"""{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>办公室</dc:creator>\
<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>"""


def styles() -> bytes:
    """Return the styles part."""
    fonts = element("w:rFonts", w_ascii="Times New Roman", w_hAnsi="Times New Roman", w_eastAsia="仿宋")
    root = element(
        "w:styles",
        element("w:docDefaults", element("w:rPrDefault", element("w:rPr", fonts, element("w:sz", val=28)))),
        element(
            "w:style",
            element("w:name", val="Normal"),
            element("w:pPr", element("w:spacing", line=560, lineRule="exact"), element("w:ind", firstLineChars=200)),
            type="paragraph",
            default=1,
            styleId="a",
        ),
    )
    for identifier, name, level, size, bold, align, indent in _STYLES:
        root.append(
            element(
                "w:style",
                element("w:name", val=name),
                element("w:basedOn", val="a"),
                element("w:next", val="a"),
                element(
                    "w:pPr",
                    element("w:ind", firstLineChars=indent, firstLine=0),
                    element("w:jc", val=align),
                    element("w:outlineLvl", val=level) if level is not None else None,
                ),
                element("w:rPr", element("w:b") if bold else None, element("w:sz", val=size)),
                type="paragraph",
                styleId=identifier,
            )
        )
    return serialized(root)


def settings() -> bytes:
    """Return the settings part."""
    return serialized(element("w:settings", element("w:zoom", percent=100), element("w:defaultTabStop", val=420)))


def header(text: str) -> bytes:
    """Return the header part: the report's name on every page."""
    words = run(text, 18) if text else None
    return serialized(element("w:hdr", element("w:p", element("w:pPr", element("w:pStyle", val="a6")), words)))


def footer(style: str, pages: int) -> bytes:
    """Return the footer part with the fields of page numbers: `- 3 -` or 第 3 页 共 20 页."""
    paragraph = element("w:p", element("w:pPr", element("w:pStyle", val="a7"), element("w:jc", val="center")))
    page, number = fields("PAGE", "1"), fields("NUMPAGES", str(pages))
    runs: tuple[etree._Element, ...] = (run("- "), *page, run(" -"))
    if style == "of":
        runs = (run("第 "), *page, run(" 页 共 "), *number, run(" 页"))
    for made in runs:
        paragraph.append(made)
    return serialized(element("w:ftr", paragraph))


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as an archive, in the given order and with one fixed date."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return buffer.getvalue()
