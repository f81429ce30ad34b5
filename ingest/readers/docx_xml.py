"""The XML parts of a Word document: loaded within bounds, and read tolerantly.

A part may come from a careless program or from somebody who means harm: an attribute that holds no sensible value counts
as missing, and a part that would swell in memory is refused.
"""

from typing import Any

from lxml import etree

from ingest.errors import UnreadableSourceError
from ingest.readers.archive import read_members
from ingest.readers.attributes import read_integer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What Word saves as “strict” is the same under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH[1:-1].encode()),
)
_MOST_TAGS = 2_000_000  # a report of a thousand pages has less than half
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def load_parts(content: bytes, names: tuple[str, ...]) -> dict[str, Any]:
    """The roots of the named parts of a document, by name; a part that it has not is left out.

    Raises:
        UnreadableSourceError: the file is damaged or locked, or a part is too large or none that a program writes.
    """
    return {name: _parse(part) for name, part in read_members(content, names).items()}


def _parse(part: bytes) -> Any:
    if part.count(b"<") > _MOST_TAGS:
        raise UnreadableSourceError("Word 文件内容过多，不像是报告：请检查文件，或拆分后再试。")
    # The format forbids them, and entities are declared nowhere else.
    if any(doctype in part for doctype in _DOCTYPES):
        raise UnreadableSourceError("Word 文件里有不允许的声明（DOCTYPE），没有读取：请用 Word 或 WPS 打开后重新保存。")
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableSourceError("Word 文件已损坏，无法读取：请用 Word 或 WPS 打开后重新保存。") from error


def read_value(element: Any | None) -> str | None:
    """The `w:val` of an element that may be missing."""
    return None if element is None else element.get(f"{W}val")


def read_number(element: Any | None, default: int, *, least: int = 0, most: int) -> int:
    """The `w:val` of an element as an integer; see `read_integer`."""
    return read_integer(read_value(element), default, least=least, most=most)
