"""Word documents (.docx): paragraphs with their automatic numbers, tables with merged cells, text boxes.

Headers and footers lie in parts of their own and are never read. What Word does not show is not read either: field
codes, deleted text, hidden text, the fallback copies of text boxes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.blocks import Block, Cell, Document, Paragraph, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.progress import Progress, no_progress
from ingest.readers.attributes import MOST_COLUMNS
from ingest.readers.cells import cell_text
from ingest.readers.docx_numbering import LEVELS, Numberer, load_numbering
from ingest.readers.docx_pictures import RELATIONS, PastedPicture, find_pasted, find_relations
from ingest.readers.docx_xml import MATH, MC, W, load_parts, read_number, read_value

_BODY, _STYLES, _NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_NUMBER_ENDS = tuple("、）)．.：:")
_HIDDEN = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{MC}Fallback"}
_PAGE_FIELDS = ("PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES")
_NO_LEVEL = 9  # an outline level of body text
_DEEPEST_STYLE = 32  # styles that inherit from each other; Word stops long before


def read_docx(content: bytes, progress: Progress = no_progress) -> Document:
    """Read a Word document; pictures of pages and tables in it are recognised.

    Args:
        content: the file.
        progress: told of each picture that was recognised.

    Raises:
        UnreadableSourceError: the file is damaged or locked, or holds more than a report may.
    """
    parts = load_parts(content, (_BODY, _STYLES, _NUMBERING, RELATIONS))
    styles = parts.get(_STYLES)
    reader = _Reader(load_numbering(parts.get(_NUMBERING), styles), styles, find_relations(parts.get(RELATIONS)))
    body = parts[_BODY].find(f"{W}body")
    if body is None:
        raise UnreadableSourceError("Word 文件里没有正文：请用 Word 或 WPS 打开后重新保存。")
    try:
        items = tuple(reader.items(body))
    except RecursionError as error:
        raise UnreadableSourceError("Word 文件里的表格或文本框嵌套太深，无法读取：请减少嵌套层次后再试。") from error
    blocks = tuple(one for one in items if not isinstance(one, PastedPicture))
    if len(blocks) == len(items):
        return Document(blocks)
    # Few documents have such pictures, and the engine that reads PDFs comes along with what recognises them.
    from ingest.readers.docx_scans import recognise_pasted

    blocks, notes = recognise_pasted(content, items, progress)
    return Document(blocks, notes=notes)


@dataclass(frozen=True, slots=True)
class _Style:
    role: Role = Role.BODY
    level: int | None = None
    centred: bool = False


@dataclass
class _Fields:
    """Word's complex fields, which nest and may span paragraphs: code, then result."""

    stack: list[dict[str, Any]] = field(default_factory=list)

    def begin(self) -> None:
        self.stack.append({"code": "", "result": False})

    def add_code(self, text: str) -> None:
        if self.stack:
            self.stack[-1]["code"] += text

    def separate(self) -> None:
        if self.stack:
            self.stack[-1]["result"] = True

    def end(self) -> None:
        if self.stack:
            self.stack.pop()

    @property
    def hides_text(self) -> bool:
        """Inside a field's code, or in the result of a field that holds a page number."""
        return any(not one["result"] or one["code"].strip().upper().startswith(_PAGE_FIELDS) for one in self.stack)

    @property
    def in_contents(self) -> bool:
        return any(one["code"].strip().upper().startswith("TOC") for one in self.stack)


class _Reader:
    def __init__(self, numberer: Numberer, styles: Any | None, relations: Mapping[str, str]) -> None:
        self._numberer = numberer
        self._styles = _load_styles(styles)
        self._fields = _Fields()
        self._relations = relations

    def items(self, parent: Any, *, contents: bool = False) -> Iterator[Block | PastedPicture]:
        """Blocks and large pictures of a body, a cell, a text box or a content control."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, contents=contents)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag == f"{W}sdt":
                inner = element.find(f"{W}sdtContent")
                if inner is not None:
                    yield from self.items(inner, contents=contents or _is_contents_control(element))
            elif element.tag in {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
                yield from self.items(element, contents=contents)
            elif element.tag == f"{MC}AlternateContent":
                for shown in _alternative(element):
                    yield from self.items(shown, contents=contents)

    def _paragraph(self, element: Any, *, contents: bool) -> Iterator[Block | PastedPicture]:
        contents = contents or self._fields.in_contents
        boxes: list[Block | PastedPicture] = []
        text = "".join(self._text(element, boxes))
        contents = contents or self._fields.in_contents
        style = self._style(element)
        yield from boxes  # a picture in a paragraph of words stands, like what is anchored there, before them
        if not text.strip():
            return
        number = self._number(element)
        if number:
            text = number + ("" if number.endswith(_NUMBER_ENDS) else " ") + text.lstrip()
        role = Role.TOC if contents or style.role is Role.TOC else style.role
        for line in text.split("\n"):
            if line.strip():
                yield Paragraph(line, role=role, level=style.level, display=style.centred or style.role is Role.TITLE)

    def _text(self, element: Any, boxes: list[Block | PastedPicture]) -> Iterator[str]:
        """Text of an element in reading order; text boxes anchored in it go to `boxes`."""
        for child in element:
            tag = child.tag
            if tag == f"{W}instrText":
                self._fields.add_code(child.text or "")
            elif tag == f"{W}fldChar":
                self._field_mark(child.get(f"{W}fldCharType"))
            elif tag == f"{W}fldSimple":
                if not (child.get(f"{W}instr") or "").strip().upper().startswith(_PAGE_FIELDS):
                    yield from self._text(child, boxes)
            elif tag in _HIDDEN or (tag == f"{W}r" and _is_vanished(child)):
                continue
            elif tag == f"{W}txbxContent":
                boxes.extend(self.items(child))
            elif tag in _DRAWINGS:
                boxes.extend(find_pasted(child, self._relations))
                yield from self._text(child, boxes)
            elif not self._fields.hides_text and tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == f"{MC}AlternateContent":
                for shown in _alternative(child):
                    yield from self._text(shown, boxes)
            elif tag in {f"{W}t", f"{MATH}t"}:
                if not self._fields.hides_text:
                    yield child.text or ""
            else:
                yield from self._text(child, boxes)

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._fields.end()

    def _number(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{W}pPr")
        own = properties.find(f"{W}numPr") if properties is not None else None
        inherited = self._numberer.of_style(_style_id(paragraph))
        list_id, level = inherited or ("0", 0)
        if own is not None:
            list_id = read_value(own.find(f"{W}numId")) or list_id
            level = read_number(own.find(f"{W}ilvl"), level, most=LEVELS - 1)
        return "" if list_id == "0" else self._numberer.number(list_id, level)

    def _style(self, paragraph: Any) -> _Style:
        style = self._styles.get(_style_id(paragraph) or "", _Style())
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return style
        centred = read_value(properties.find(f"{W}jc"))
        level = read_number(properties.find(f"{W}outlineLvl"), _NO_LEVEL, most=_NO_LEVEL)
        role, depth = style.role, style.level
        if level < _NO_LEVEL:
            role, depth = Role.HEADING, level + 1
        return _Style(role, depth, style.centred if centred is None else centred == "center")

    def _table(self, table: Any) -> Iterator[Block | PastedPicture]:
        """A table; one that consists of a single cell only frames its text, and its blocks are given instead."""
        rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:
            yield from self.items(next(_cells(rows[0])))
            return
        cells: list[Cell] = []
        pictures: list[PastedPicture] = []
        above: dict[int, int] = {}  # column -> index in `cells` of the cell that a vertical merge continues
        for number, row in enumerate(rows):
            column = read_number(row.find(f"{W}trPr/{W}gridBefore"), 0, most=MOST_COLUMNS)
            for element in _cells(row):
                span = read_number(element.find(f"{W}tcPr/{W}gridSpan"), 1, least=1, most=MOST_COLUMNS)
                merge = element.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and read_value(merge) in {None, "continue"} and column in above:
                    merged = cells[above[column]]
                    cells[above[column]] = Cell(
                        merged.text, merged.row, merged.column, number - merged.row + 1, merged.colspan
                    )
                else:
                    above[column] = len(cells)
                    inside = list(self.items(element))
                    pictures += [one for one in inside if isinstance(one, PastedPicture)]
                    words = cell_text(one for one in inside if not isinstance(one, PastedPicture))
                    cells.append(Cell(words, number, column, 1, span))
                column += span
        if cells:
            yield Table(tuple(cells))
        yield from pictures


_DRAWINGS = {f"{W}drawing", f"{W}pict"}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


def _load_styles(styles: Any | None) -> dict[str, _Style]:
    """Paragraph styles by id, with what they inherit."""
    if styles is None:
        return {}
    elements = {style.get(f"{W}styleId"): style for style in styles.findall(f"{W}style")}
    return {style_id: _parse_style(style_id, elements) for style_id in elements}


def _parse_style(style_id: str, elements: dict[str, Any]) -> _Style:
    role, level, centred = Role.BODY, None, None
    seen: set[str] = set()
    current: str | None = style_id
    while current in elements and current not in seen and len(seen) < _DEEPEST_STYLE:
        seen.add(current)
        style = elements[current]
        name = (read_value(style.find(f"{W}name")) or "").lower().replace(" ", "")
        outline = read_number(style.find(f"{W}pPr/{W}outlineLvl"), _NO_LEVEL, most=_NO_LEVEL)
        align = read_value(style.find(f"{W}pPr/{W}jc"))
        if role is Role.BODY:
            role, level = _role_of_name(name)
        if level is None and outline < _NO_LEVEL:
            role, level = Role.HEADING, outline + 1
        if align is not None and centred is None:
            centred = align == "center"
        current = read_value(style.find(f"{W}basedOn"))
    return _Style(role, level, bool(centred))


def _role_of_name(name: str) -> tuple[Role, int | None]:
    for prefix in ("heading", "标题"):
        digits = name.removeprefix(prefix)
        if name.startswith(prefix) and digits.isdecimal():
            return Role.HEADING, int(digits)
    if name.startswith(("toc", "目录")):
        return Role.TOC, None
    if name in {"title", "标题"}:
        return Role.TITLE, None
    return Role.BODY, None


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}customXml", f"{W}ins"}:
            inner = child.find(f"{W}sdtContent")
            yield from _rows(child if inner is None else inner)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}customXml"}:
            inner = child.find(f"{W}sdtContent")
            yield from _cells(child if inner is None else inner)


def _alternative(element: Any) -> Iterator[Any]:
    """The first of the alternatives for programs of different age: all say the same."""
    yield from element.findall(f"{MC}Choice")[:1] or element.findall(f"{MC}Fallback")[:1]


def _is_contents_control(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return "Table of Contents" in (read_value(gallery) or "")


def _is_vanished(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and read_value(vanish) not in {"0", "false"}


def _style_id(paragraph: Any) -> str | None:
    return read_value(paragraph.find(f"{W}pPr/{W}pStyle"))
