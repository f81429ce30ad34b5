"""Markdown: rendered by a library that keeps to CommonMark, then read from the HTML that it makes.

Markdown may hold HTML, so whatever a browser would show is read: lists in lists, merged cells, text in any container.
"""

import re
from collections.abc import Iterator
from functools import cache, reduce
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt

from ingest.blocks import Block, Document, Paragraph, Role
from ingest.errors import UnreadableSourceError
from ingest.numbering import parse_numbering
from ingest.readers.attributes import read_integer
from ingest.readers.cells import cell_text
from ingest.readers.html_grid import list_cells, list_rows, read_grid
from ingest.readers.joining import Line, join_lines, join_text
from ingest.readers.text import decode_text, drop_emphasis

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "menu", "nav", "p"),
    *("section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_BLOCKS = {*_HEADINGS, *_CONTAINERS, "ol", "pre", "table"}
_UNSEEN = {"head", "noscript", "script", "style", "template", "title"}
_NESTING = 100
_LINE_BREAK = "\u2028"  # where the author broke the line; a plain line feed stands where the file did
_ANY_BREAK = re.compile(f"[\n{_LINE_BREAK}]")
_PROSE = re.compile(r"[，。；：]")
_LONGEST_TITLE = 20
_TITLE_END = re.compile(r"(?:表|说明|报告|公开|公示|预算|决算)$")
# A site's line below a title: when it was put up, how often it was opened.
_SITE_LINE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$|^[^，。；：]{2,6}[：:][\d\s|]*$")


def read_markdown(content: bytes) -> Document:
    """Read Markdown with tables and HTML.

    Raises:
        UnreadableSourceError: the bytes are no text, or lists or elements are nested too deeply.
    """
    try:
        body = _parse_html(_render(drop_emphasis(decode_text(content))))
        return Document(tuple(_blocks(body)))
    except RecursionError as error:
        raise _too_deep() from error


def _render(text: str) -> str:
    engine = _load_engine()
    environment: dict[str, Any] = {}
    tokens = engine.parse(text, environment)
    # Deeper containers lose what they hold.
    if any(token.nesting == 1 and token.level >= _NESTING - 1 for token in tokens):
        raise _too_deep()
    for token in tokens:
        if token.type == "ordered_list_open":
            token.attrSet("data-mark", token.markup)
    return str(engine.renderer.render(tokens, engine.options, environment))


@cache
def _load_engine() -> MarkdownIt:
    # Four blanks at its head indent a paragraph of a report; none of them is program code.
    return MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable("code")


def _parse_html(page: str) -> Any:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(f"<html><body>{page}</body></html>", parser)
    if any("depth" in entry.message for entry in parser.error_log):
        raise _too_deep()
    return root


def _too_deep() -> UnreadableSourceError:
    return UnreadableSourceError("Markdown 文件里的列表或标签嵌套太深，无法读取：请减少嵌套层次后再试。")


def _blocks(parent: Any) -> Iterator[Block]:
    """The blocks of a container; its own words between them are paragraphs too."""
    words = parent.text or ""
    for element in parent:
        if _is_block(element):
            yield from _paragraphs(words)
            words = ""
            yield from _block(element)
        else:
            words += _words(element)
        words += element.tail or ""
    yield from _paragraphs(words)


def _is_block(element: Any) -> bool:
    """A block, or an element within a line that holds one all the same."""
    return any(one.tag in _BLOCKS for one in element.iter())


def _block(element: Any) -> Iterator[Block]:
    tag = element.tag
    if tag in _HEADINGS:
        title = reduce(join_text, (line.strip() for line in _ANY_BREAK.split(_words(element))))
        if title:
            yield Paragraph(title, role=Role.HEADING, level=_HEADINGS[tag])
    elif tag == "table":
        yield from _table(element)
    elif tag == "ol":
        yield from _numbered(element)
    elif tag == "pre":
        yield from _paragraphs(_words(element).replace("\n", _LINE_BREAK))
    elif tag not in _UNSEEN:
        yield from _blocks(element)


def _numbered(element: Any) -> Iterator[Block]:
    """An ordered list: Markdown took its numbers for markup, but they are the author's words."""
    number = read_integer(element.get("start"), 1, least=0, most=999_999_999)
    mark = element.get("data-mark") or "."
    for item in element:
        first, *rest = [*_blocks(item)] or [Paragraph("")]
        if item.tag != "li":
            yield from (first, *rest)
            continue
        if isinstance(first, Paragraph):
            yield Paragraph(f"{number}{mark} {first.text}".strip())
        else:
            yield from (Paragraph(f"{number}{mark}"), first)
        yield from rest
        number += 1


def _paragraphs(words: str) -> Iterator[Paragraph]:
    """Words within a container as paragraphs.

    In Markdown a line that ends in the file goes on in the next; but whoever puts titles on lines of their own without a
    blank line between means them to stand so.
    """
    for piece in words.split(_LINE_BREAK):
        lines = [line.strip() for line in piece.split("\n")]
        yield from join_lines([Line(line, full=_goes_on(line)) for line in lines if line])


def _goes_on(line: str) -> bool:
    numbering = parse_numbering(line)
    if _SITE_LINE.search(line) or (not _PROSE.search(line) and _TITLE_END.search(line)):
        return False
    return bool(_PROSE.search(line)) or (numbering is None and len(line) > _LONGEST_TITLE)


def _table(element: Any) -> Iterator[Block]:
    for caption in element.findall("caption"):
        yield from _blocks(caption)
    table = read_grid([list_cells(row) for row in list_rows(element)], lambda cell: cell_text(_blocks(cell)))
    if table is not None:
        yield table


def _words(element: Any) -> str:
    """The words of an element within a line."""
    if element.tag in _UNSEEN:
        return ""
    if element.tag == "br":
        return _LINE_BREAK
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
