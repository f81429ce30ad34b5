"""The table of contents: a field in a control in a control, with links, page references and cached page numbers."""

from collections.abc import Sequence

from lxml import etree

from ingest.samples.writers.docx.runs import fields, run
from ingest.samples.writers.docx.xml import element


def bookmark_name(place: int) -> str:
    """Return the name of a heading's bookmark."""
    return f"_Toc{105_000_001 + place}"


def _entry(level: int, text: str, place: int, page: int) -> etree._Element:
    link = element("w:hyperlink", run(text), run("\t"), w_anchor=bookmark_name(place), w_history=1)
    for field in fields(f"PAGEREF {bookmark_name(place)} \\h", str(page)):
        link.append(field)
    stops = element("w:tabs", element("w:tab", val="right", leader="dot", pos=8296))
    return element("w:p", element("w:pPr", element("w:pStyle", val=f"{level}0"), stops), link)


def _control(*content: etree._Element, gallery: str = "") -> etree._Element:
    parts = (
        element("w:docPartObj", element("w:docPartGallery", val=gallery), element("w:docPartUnique"))
        if gallery
        else None
    )
    return element("w:sdt", element("w:sdtPr", parts), element("w:sdtContent", *content))


def contents(title: str, entries: Sequence[tuple[int, str, int, int]]) -> etree._Element:
    """Return the table of contents.

    Args:
        title: its heading.
        entries: (level, text, place among all headings, page) of each line.
    """
    lines = [_entry(level, text, place, page) for level, text, place, page in entries]
    head = element(
        "w:p", element("w:pPr", element("w:pStyle", val="TOC"), element("w:jc", val="center")), run(title, bold=True)
    )
    if lines:
        begin = [
            element("w:r", element("w:fldChar", fldCharType="begin")),
            element("w:r", element("w:instrText", ' TOC \\o "1-2" \\h \\z \\u ')),
            element("w:r", element("w:fldChar", fldCharType="separate")),
        ]
        for offset, field in enumerate(begin, 1):
            lines[0].insert(offset, field)
        lines.append(element("w:p", element("w:r", element("w:fldChar", fldCharType="end"))))
    inner = _control(head, *lines, gallery="Table of Contents")
    return _control(inner)
