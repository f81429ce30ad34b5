"""Markdown: rendered by the library that knows it, then read from the HTML that it makes."""

from typing import Any

import markdown
from lxml import html

from ingest.blocks import Block, Cell, Document, Paragraph, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.readers.text import decode_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {"div", "section", "article", "blockquote", "ul", "body"}


def read_markdown(content: bytes) -> Document:
    """Read Markdown with tables.

    Raises:
        UnreadableSourceError: the bytes are no text, or hold no words.
    """
    rendered = markdown.markdown(decode_text(content), extensions=["tables", "sane_lists"])
    if not rendered.strip():
        raise UnreadableSourceError("文件里没有文字：请换上有内容的文件。")
    root = html.fragment_fromstring(rendered, create_parent="div")
    return Document(tuple(_blocks(root)))


def _blocks(parent: Any) -> list[Block]:
    blocks: list[Block] = []
    for element in parent:
        tag = element.tag
        if tag in _HEADINGS:
            blocks.append(Paragraph(_words(element), role=Role.HEADING, level=_HEADINGS[tag]))
        elif tag == "table":
            blocks.append(_table(element))
        elif tag == "ol":
            blocks += _numbered(element)
        elif tag in _CONTAINERS or (tag == "li" and len(element) and element[0].tag in {"p", "ul", "ol"}):
            blocks += _blocks(element)
        elif isinstance(tag, str):
            blocks.append(Paragraph(_words(element)))
    return [block for block in blocks if isinstance(block, Table) or block.text.strip()]


def _numbered(element: Any) -> list[Block]:
    """An ordered list: Markdown took its numbers for markup, but they are the author's words."""
    first = int(element.get("start") or 1)
    return [Paragraph(f"{number}. {_words(item)}") for number, item in enumerate(element.findall("li"), first)]


def _table(element: Any) -> Table:
    rows = element.findall(".//tr")
    cells = [
        Cell(_words(cell), row, column)
        for row, line in enumerate(rows)
        for column, cell in enumerate(one for one in line if one.tag in {"th", "td"})
    ]
    return Table(tuple(cells))


def _words(element: Any) -> str:
    """The text of an element; a line break inside it stays one."""
    text = ""
    for part in element.iter():
        text += "\n" if part.tag == "br" else part.text or ""
        if part is not element:
            text += part.tail or ""
    return text.strip()
