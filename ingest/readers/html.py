"""Web pages saved from a site: the text that the page is about, without what the site puts around it.

Libraries that find the article on a page give up whole paragraphs and tables for being unlike an article, and a report
is; here only what is plainly the site's goes, and the rest stays in its order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.blocks import Block, Document, Paragraph, Role, Table
from ingest.errors import UnreadableSourceError
from ingest.folding import squeeze
from ingest.numbering import parse_numbering
from ingest.readers.attributes import read_integer
from ingest.readers.cells import cell_text
from ingest.readers.html_furniture import drop_furniture, is_attachment, is_site_line, is_site_table
from ingest.readers.html_grid import is_layout, list_cells, list_rows, read_grid
from ingest.readers.html_page import parse_page, unpack_page
from ingest.readers.html_told import find_given_title, find_publication, find_titles
from ingest.readers.html_words import (
    BLOCKS,
    HEADINGS,
    LINE_BREAK,
    collapse,
    is_block,
    is_centred,
    is_seen,
    read_words,
)

_FEWEST = 100  # characters of a report; a page of links to files has its title
_FEWEST_BESIDE_FILES = 400  # where files hang on the page: a notice that announces them is shorter
_LONGEST_FRONT = 60  # characters of a line that may stand above a text
_LONGEST_TITLE = 400  # characters of the source, its blanks among them
# A whole disclosure of the three kinds may be three lines long; an announcement states no amounts.
_AMOUNT = re.compile(r"\d\s*[百千万亿]{0,2}元")
_ENOUGH_AMOUNTS = 3
_SENTENCES = ("。", "；")
_FILE_FRAMES = {"iframe": "src", "embed": "src", "object": "data"}


def read_html(content: bytes) -> Document:
    """Read a web page, or one packed into a single file (.mht).

    Raises:
        UnreadableSourceError: it is cut short, in no known encoding, too large or too deep, or holds no report but
            leads to one.
    """
    page = unpack_page(content)
    root = parse_page(page.text)
    body = root.find("body")
    body = root if body is None else body
    titles = find_titles(root)
    publication = find_publication(root, " ".join("".join(body.itertext()).split()), page.address)
    files = _find_files(body)
    drop_furniture(body, _around_title(body, titles))
    blocks = _name_page(_trim([*_blocks(body, centred=False)], titles), titles, find_given_title(root))
    tabular = any(isinstance(block, Table) for block in blocks)
    enough = _FEWEST_BESIDE_FILES if files and not tabular else _FEWEST
    if _count(blocks) < enough and _count_amounts(blocks) < _ENOUGH_AMOUNTS:
        raise _no_report(files)
    return Document(tuple(_raise_headings(blocks)), publication=publication)


def _find_files(body: Any) -> list[str]:
    """The names of the files to which the page leads."""
    links = ["".join(link.itertext()).strip() for link in body.iter("a") if is_attachment(link)]
    frames = [one.get(name) or "" for tag, name in _FILE_FRAMES.items() for one in body.iter(tag)]
    return [name for name in links if name] + [name.rsplit("/", 1)[-1] for name in frames if ".pdf" in name.lower()]


def _count(blocks: Sequence[Block]) -> int:
    """The characters of what is no title."""
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        for block in blocks
        if not (
            isinstance(block, Paragraph)
            and (block.role is not Role.BODY or ("附件" in block.text and len(block.text) < _LONGEST_FRONT))
        )
    )


def _count_amounts(blocks: Sequence[Block]) -> int:
    """The amounts of money that sentences state."""
    told = [block.text for block in blocks if isinstance(block, Paragraph) and block.role is Role.BODY]
    return sum(len(_AMOUNT.findall(text)) for text in told if text.rstrip().endswith(_SENTENCES))


def _no_report(files: Sequence[str]) -> UnreadableSourceError:
    if files:
        named = "、".join(files[:3]) + ("等" if len(files) > 3 else "")
        return UnreadableSourceError(f"网页里没有报告正文，只有附件（{named}）：请下载附件，直接导入附件文件。")
    return UnreadableSourceError(
        "网页里没有读到正文（正文可能是图片，或打开网页后才加载）：请导入网页上的附件，或把正文复制到 Word 里另存后再导入。"
    )


def _around_title(body: Any, titles: Sequence[str]) -> frozenset[Any]:
    """The element that shows the title, and all that it stands in."""
    wanted = {squeeze(title) for title in titles}
    for element in body.iter("*"):
        if is_seen(element) and element.tag != "a" and squeeze(_begin(element)) in wanted:
            return frozenset((element, *element.iterancestors()))
    return frozenset()


def _begin(element: Any) -> str:
    """The words of an element, or as many of them as no title has."""
    words = ""
    for text in element.itertext():
        words += text
        if len(words) > _LONGEST_TITLE:
            break
    return words


def _blocks(parent: Any, *, centred: bool) -> Iterator[Block]:
    """The blocks of an element; its own words between them are paragraphs too."""
    words = parent.text or ""
    for element in parent:
        if is_seen(element) and is_block(element):
            yield from _paragraphs(words, centred=centred)
            words = ""
            yield from _block(element, centred=is_centred(element, around=centred))
        else:
            words += read_words(element)
        words += element.tail or ""
    yield from _paragraphs(words, centred=centred)


def _block(element: Any, *, centred: bool) -> Iterator[Block]:
    level = HEADINGS.get(element.tag)
    if level is not None and not any(one.tag in BLOCKS for one in element.iterdescendants("*")):
        for paragraph in _paragraphs(read_words(element), centred=centred):
            yield Paragraph(paragraph.text, role=Role.HEADING, level=level, display=centred or level == 1)
    elif element.tag == "table":
        yield from _table(element)
    elif element.tag == "ol":
        yield from _numbered(element)
    elif element.tag == "pre":
        yield from _paragraphs(read_words(element).replace("\n", LINE_BREAK), centred=centred)
    else:
        yield from _blocks(element, centred=centred)


def _paragraphs(words: str, *, centred: bool) -> Iterator[Paragraph]:
    for line in words.split(LINE_BREAK):
        text = collapse(line)
        if text.strip():
            yield Paragraph(text, display=centred)


def _numbered(element: Any) -> Iterator[Block]:
    """An ordered list, with the numbers that a browser shows; whoever typed numbers does not mean both."""
    number = read_integer(element.get("start"), 1, least=0, most=999_999_999)
    for item in element:
        if not is_seen(item):
            continue
        first, *rest = [*_blocks(item, centred=False)] or [Paragraph("")]
        if item.tag != "li" or not isinstance(first, Paragraph):
            yield from (first, *rest)
            continue
        text = first.text.strip()
        yield Paragraph(text if parse_numbering(text) else f"{number}. {text}")
        yield from rest
        number += 1


def _table(element: Any) -> Iterator[Block]:
    rows = [list_cells(row) for row in list_rows(element) if is_seen(row)]
    if is_layout(element):
        yield from _blocks_of_layout(element)
        return
    for caption in element.findall("caption"):
        yield from _blocks(caption, centred=True)
    table = read_grid(rows, lambda cell: cell_text(_blocks(cell, centred=False)))
    if table is not None:
        yield table


def _blocks_of_layout(element: Any) -> Iterator[Block]:
    for child in element:
        if child.tag in {"td", "th"}:
            yield from _blocks(child, centred=is_centred(child, around=False))
        elif is_seen(child) and isinstance(child.tag, str):
            yield from _blocks_of_layout(child)


def _trim(blocks: list[Block], titles: Sequence[str]) -> list[Block]:
    """The blocks without the site's lines above and below the text."""
    content = [at for at, block in enumerate(blocks) if _is_content(block)]
    if not content:
        return blocks
    first, last = content[0], content[-1]
    wanted = {squeeze(title) for title in titles}
    shown = [at for at in range(first) if _words_of(blocks[at]) in wanted]
    start = shown[0] if shown else 0
    head = [
        block
        for at, block in enumerate(blocks[start:first], start)
        if isinstance(block, Paragraph) and not is_site_line(block.text.strip()) and at not in shown[1:]
    ]
    tail = list(blocks[last + 1 :])
    end = next((at for at, block in enumerate(tail) if is_site_line(_text_of(block))), len(tail))
    return [*head, *blocks[first : last + 1], *tail[:end]]


def _is_content(block: Block) -> bool:
    """What surely belongs to the text: prose, tables, numbered titles."""
    if isinstance(block, Table):
        return not is_site_table([cell.text for cell in block.cells])
    text = block.text.strip()
    if is_site_line(text):
        return False
    return text.endswith(_SENTENCES) or len(text) > _LONGEST_FRONT or parse_numbering(text) is not None


def _text_of(block: Block) -> str:
    return block.text.strip() if isinstance(block, Paragraph) else ""


def _words_of(block: Block) -> str:
    return squeeze(block.text) if isinstance(block, Paragraph) else ""


def _name_page(blocks: list[Block], titles: Sequence[str], given: str | None) -> list[Block]:
    """The blocks below the page's title; one that the site gives and only the browser's window shows is put above them."""
    wanted = {squeeze(title) for title in titles}
    first = next((at for at, block in enumerate(blocks) if _is_content(block)), len(blocks))
    for at, block in enumerate(blocks[:first]):
        if isinstance(block, Paragraph) and squeeze(block.text) in wanted:
            title = Paragraph(block.text, role=Role.TITLE, display=True)
            return [*blocks[:at], title, *blocks[at + 1 :]]
    front = "".join(_words_of(block) for block in blocks[: first + 2])
    if given is None or squeeze(given) in front:
        return blocks
    return [Paragraph(given, role=Role.TITLE, display=True), *blocks]


def _raise_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the highest headings on the first level, which on a page is its title's."""
    levels = [block.level for block in blocks if isinstance(block, Paragraph) and block.role is Role.HEADING]
    highest = min((level for level in levels if level), default=1)
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.HEADING and block.level:
            yield replace(block, level=block.level - highest + 1)
        else:
            yield block
