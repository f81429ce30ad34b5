"""The XML parts of an OFD file (GB/T 33190): found by their locations, loaded within bounds, read tolerantly."""

import re
from collections.abc import Iterator, Sequence
from posixpath import dirname, normpath
from posixpath import join as join_path
from typing import Any

from lxml import etree

from ingest.errors import UnreadableSourceError
from ingest.readers.archive import list_members, read_members

_MOST_TAGS = 1_000_000  # of a part; a page of a report has some thousands
_MOST_BYTES = 128 * 2**20  # of all parts
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
DAMAGED = "OFD 文件已损坏，无法读取：请用 OFD 阅读器打开后重新保存，或导出为有文字层的 PDF 再导入。"
_FAR = 1e6  # no place on a page is so far away
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


def find_all(element: Any, *names: str) -> Iterator[Any]:
    """The elements at a path of local names: programs write the standard's namespace in several ways, or not at all."""
    if not names:
        yield element
        return
    for child in element:
        if local_name(child) == names[0]:
            yield from find_all(child, *names[1:])


def find(element: Any, *names: str) -> Any | None:
    """The first of the elements at a path, or None."""
    return next(find_all(element, *names), None)


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_text(element: Any, *names: str) -> str:
    """The text of the first element at a path; empty where there is none."""
    found = find(element, *names)
    return (found.text or "").strip() if found is not None else ""


def read_numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; those that no place can be are left out.

    >>> read_numbers("0 0 210 297")
    [0.0, 0.0, 210.0, 297.0]
    """
    found = (float(number) for number in _NUMBER.findall(text or ""))
    return [number for number in found if abs(number) < _FAR]


class Parts:
    """The parts of a file, each by its path."""

    def __init__(self, content: bytes) -> None:
        if any(name.rpartition("/")[2].lower() == "encryptions.xml" for name in list_members(content)):
            raise UnreadableSourceError("OFD 文件设有密码：请去掉密码，另存后再导入。")
        self._content = content
        self._read = 0

    def load(self, path: str) -> Any:
        """The root element of a part.

        Raises:
            UnreadableSourceError: it is missing, damaged, locked, too large, or none that a program writes.
        """
        return self.load_all((path,))[path]

    def load_all(self, paths: Sequence[str]) -> dict[str, Any]:
        """The root elements of parts, by path.

        Raises:
            UnreadableSourceError: as `load` does.
        """
        parts = read_members(self._content, tuple(dict.fromkeys(paths)), "OFD", most_bytes=_MOST_BYTES - self._read)
        self._read += sum(map(len, parts.values()))
        if len(parts) < len(set(paths)):
            raise UnreadableSourceError(DAMAGED)
        return {path: _parse(part) for path, part in parts.items()}


def _parse(part: bytes) -> Any:
    if part.count(b"<") > _MOST_TAGS:
        raise UnreadableSourceError("OFD 文件内容过多，不像是报告：请检查文件，或拆分后再试。")
    if any(doctype in part for doctype in _DOCTYPES):
        raise UnreadableSourceError("OFD 文件里有不允许的声明（DOCTYPE），没有读取：请用 OFD 阅读器打开后重新保存。")
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableSourceError(DAMAGED) from error


def locate(base: str, location: str) -> str:
    """The path of a part that another one names: from the other's folder, or from the root.

    >>> locate("Doc_0/Document.xml", "Pages/Page_0/Content.xml")
    'Doc_0/Pages/Page_0/Content.xml'
    >>> locate("Doc_0/Document.xml", "/Doc_0/Pages/Page_0/Content.xml")
    'Doc_0/Pages/Page_0/Content.xml'
    """
    location = location.strip().replace("\\", "/")
    path = location if location.startswith("/") else join_path(dirname(base), location)
    return normpath(path).lstrip("/")
