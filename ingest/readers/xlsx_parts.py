"""The parts of a workbook (.xlsx) that its sheets refer to: the list of sheets, shared strings, styles.

A part may come from a careless program or from somebody who means harm: what is larger than any report's is refused
before it is parsed, and what makes no sense counts as missing.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from ingest.errors import UnreadableSourceError
from ingest.readers.archive import read_members
from ingest.readers.attributes import read_integer
from ingest.readers.limits import MOST_CHARACTERS
from ingest.readers.number_format import BUILT_IN, GENERAL

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# What Excel saves as “strict” is the same under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_MOST_TAGS = 6_000_000  # of all parts; sheets formatted down to their last row have some hundred thousand
_MOST_BYTES = 256 * 2**20  # of all parts
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGED = "Excel 文件已损坏，无法读取：请用 Excel 或 WPS 打开后重新保存。"
_SIDES = ("left", "right", "top", "bottom", "start", "end")
_MOST_STYLES = 65_536


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell's style says that matters here."""

    number_format: str = GENERAL
    ruled: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it: its name, the part that holds it, whether it is shown."""

    name: str
    part: str
    hidden: bool


class Package:
    """A workbook's archive; counts what is taken out of it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._tags = self._bytes = 0

    def load(self, name: str) -> Any | None:
        """The root of a part, None where there is no such part.

        Raises:
            UnreadableSourceError: it is damaged, locked, or the parts together hold more than any workbook.
        """
        part = self._read(name)
        if part is None:
            return None
        try:
            return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        except etree.XMLSyntaxError as error:
            raise UnreadableSourceError(_DAMAGED) from error

    def walk(self, name: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of a part that bear one of these names, each whole, and forget it afterwards.

        Raises:
            UnreadableSourceError: as `load` does.
        """
        part = self._read(name)
        if part is None:
            return
        try:
            for _, element in etree.iterparse(
                BytesIO(part), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
            ):
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise UnreadableSourceError(_DAMAGED) from error

    def _read(self, name: str) -> bytes | None:
        part = read_members(self._content, (name,), "Excel").get(name)
        if part is None:
            return None
        self._tags += part.count(b"<")
        self._bytes += len(part)
        if self._tags > _MOST_TAGS or self._bytes > _MOST_BYTES:
            raise UnreadableSourceError("Excel 文件内容过多，不像是报告：请删去空白的格式行、列，或拆分后再试。")
        if any(doctype in part for doctype in _DOCTYPES):
            raise UnreadableSourceError(
                "Excel 文件里有不允许的声明（DOCTYPE），没有读取：请用 Excel 或 WPS 打开后重新保存。"
            )
        for strict, usual in _STRICT:
            part = part.replace(strict, usual)
        return part


def load_sheets(package: Package) -> tuple[tuple[ListedSheet, ...], bool]:
    """The worksheets of a workbook in their order, and whether its days are counted from 1904.

    Raises:
        UnreadableSourceError: the file is damaged or locked.
    """
    workbook, relations = package.load(_WORKBOOK), package.load(_RELATIONS)
    if workbook is None or relations is None:
        raise UnreadableSourceError(_DAMAGED)
    parts = {
        one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target") or "")).lstrip("/")
        for one in relations.iter(f"{_PACKAGE}Relationship")
        if (one.get("Type") or "").endswith("/worksheet") and one.get("TargetMode") != "External"
    }
    properties = workbook.find(f"{S}workbookPr")
    sheets = tuple(
        ListedSheet(one.get("name") or "", parts[one.get(f"{_R}id")], (one.get("state") or "visible") != "visible")
        for one in workbook.iter(f"{S}sheet")
        if one.get(f"{_R}id") in parts
    )
    return sheets, properties is not None and properties.get("date1904") in {"1", "true", "on"}


def load_strings(package: Package) -> list[str]:
    """The shared strings, without the readings of East Asian words that may stand beside them.

    Raises:
        UnreadableSourceError: the part is damaged, or holds more than a report may.
    """
    strings: list[str] = []
    characters = 0
    for element in package.walk(_STRINGS, f"{S}si"):
        text = read_string(element)
        characters += len(text)
        if characters > MOST_CHARACTERS:
            raise UnreadableSourceError("Excel 文件里的文字过多，不像是报告：请检查文件，或拆分后再试。")
        strings.append(text)
    return strings


def read_string(element: Any) -> str:
    """The words of a shared or inline string: its own, or those of its runs."""
    runs = (run.find(f"{S}t") if run.tag == f"{S}r" else run for run in element if run.tag in {f"{S}t", f"{S}r"})
    return "".join(run.text or "" for run in runs if run is not None)


def load_styles(package: Package) -> list[CellStyle]:
    """The styles of cells by their numbers; a workbook may have none.

    Raises:
        UnreadableSourceError: the part is damaged.
    """
    root = package.load(_STYLES)
    if root is None:
        return []
    own = {
        read_integer(one.get("numFmtId"), -1, least=0, most=_MOST_STYLES): one.get("formatCode") or GENERAL
        for one in root.iter(f"{S}numFmt")
    }
    borders = root.find(f"{S}borders")
    ruled = [_is_ruled(one) for one in borders] if borders is not None else []
    formats = root.find(f"{S}cellXfs")
    return [_read_style(one, own, ruled) for one in formats.iter(f"{S}xf")] if formats is not None else []


def _read_style(element: Any, own: dict[int, str], ruled: list[bool]) -> CellStyle:
    number = read_integer(element.get("numFmtId"), 0, least=0, most=_MOST_STYLES)
    border = read_integer(element.get("borderId"), 0, least=0, most=_MOST_STYLES)
    alignment = element.find(f"{S}alignment")
    return CellStyle(
        own.get(number) or BUILT_IN.get(number, GENERAL),
        border < len(ruled) and ruled[border],
        alignment is not None and alignment.get("horizontal") in {"center", "centerContinuous", "distributed"},
    )


def _is_ruled(border: Any) -> bool:
    sides = (border.find(f"{S}{side}") for side in _SIDES)
    return any(side is not None and (side.get("style") or "none") != "none" for side in sides)
