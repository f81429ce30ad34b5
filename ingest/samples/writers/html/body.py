"""The text of a page: blocks to markup, in the manner of the editor that made it."""

from collections.abc import Callable, Iterator
from html import escape

from ingest.samples.document import (
    Block,
    Cell,
    Content,
    Contents,
    CoverLine,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    cell_text,
    cells_shown,
    plain,
)

Line = Callable[[str], str]
_INDENT = "　　"
_RUN = 24  # characters


def _spaced(text: str) -> str:
    """Escape text; blanks in a row stay as many."""
    return escape(text, quote=False).replace("  ", "&nbsp; ")


def _rows(table: Table) -> Iterator[list[tuple[Content | Cell, int, int]]]:
    """Yield each row's own cells with the columns and rows that they cover."""
    for row in cells_shown((*table.head, *table.rows), len(table.widths)):
        yield [(cell, across, cell.rows if isinstance(cell, Cell) else 1) for cell, across in row if cell is not None]


def _cell(tag: str, cell: Content | Cell, across: int, down: int, words: Line) -> str:
    spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
    text = cell_text(cell)
    return f"<{tag}{spans}>{words(text) if text else '&nbsp;'}</{tag}>"


def _table(table: Table, words: Line, attributes: str) -> Iterator[str]:
    yield f"<table {attributes}><tbody>"
    for place, row in enumerate(_rows(table)):
        tag = "th" if place < len(table.head) and "sheet" in attributes else "td"
        yield "<tr>" + "".join(_cell(tag, cell, across, down, words) for cell, across, down in row) + "</tr>"
    yield "</tbody></table>"


def _text(block: Block) -> str:
    match block:
        case Paragraph(words=words):
            return plain(words)
        case ListItem(number=number, words=words):
            return f"{number}{plain(words)}"
        case _:
            return ""


def write_tagged(document: Document) -> Iterator[str]:
    """Yield the text with a paragraph in tags of its own, headings as headings: what today's editors write."""
    for number, block in enumerate(document.blocks()):
        match block:
            case Heading(level=level):
                tag = f"h{min(level + 1, 6)}"
                yield f'<{tag} id="part{number}">{_spaced(block.text)}</{tag}>'
            case CoverLine(text=text):
                yield f'<p style="text-align: center;"><strong>{_spaced(text)}</strong></p>'
            case Contents(title=title):
                yield f'<p style="text-align:center">{_spaced(title)}</p>'
                yield from (f'<p><a href="#part">{_spaced(text)}</a></p>' for _, text in document.contents())
            case Table():
                if block.title:
                    yield f'<p style="text-align:center"><strong>{_spaced(block.title)}</strong></p>'
                yield from (f'<p style="text-align:right">{_spaced(plain(label))}</p>' for label in block.labels)
                yield from _table(block, _spaced, 'class="sheet" border="1"')
                yield from (f"<p>{_spaced(plain(note))}</p>" for note in block.notes)
            case Paragraph() | ListItem():
                yield f'<p style="text-indent:2em">\n  <span style="font-size:16pt">{_spaced(_text(block))}</span>\n</p>'
            case PageBreak() | TextBox():
                pass


def write_broken(document: Document) -> Iterator[str]:
    """Yield the text as lines with a break after each and blanks before: what the editors of old wrote."""
    for block in document.blocks():
        match block:
            case Heading():
                yield f"{_INDENT}<b>{_spaced(block.text)}</b><br>"
            case CoverLine(text=text):
                yield f'<center><font size="5">{_spaced(text)}</font></center>'
            case Contents(title=title):
                yield f"<center>{_spaced(title)}</center>"
                yield from (f"{_INDENT}{_spaced(text)}<br/>" for _, text in document.contents())
            case Table():
                if block.title:
                    yield f"<center><b>{_spaced(block.title)}</b></center>"
                yield from (f"{_spaced(plain(label))}<br>" for label in block.labels)
                yield from _table(block, _spaced, 'border=1 cellspacing=0 width="100%"')
                yield from (f"{_spaced(plain(note))}<br>" for note in block.notes)
            case Paragraph() | ListItem():
                yield f"&nbsp;&nbsp;&nbsp;&nbsp;{_spaced(_text(block))}<BR>"
            case PageBreak():
                yield "<br>"
            case TextBox():
                pass


def _pieces(text: str) -> str:
    """Return text cut into runs, a line of the source each few, as word processors write it: never inside a number."""
    pieces = [""]
    for character in text:
        if len(pieces[-1]) >= _RUN and not (character.isascii() and pieces[-1][-1].isascii()):
            pieces.append("")
        pieces[-1] += character
    return "\n".join(f"<span lang=ZH-CN>{escape(piece, quote=False)}</span>" for piece in pieces)


def _wrapped(text: str) -> str:
    """Return text for a paragraph of a word processor; where a blank must stay, the source does not break."""
    return _spaced(text) if " " in text else _pieces(text)


def write_office(document: Document) -> Iterator[str]:
    """Yield the text as a word processor saves it: a section for upright pages and one for each that lies sideways."""
    sideways = False
    yield "<div class=WordSection1>"
    for block in document.blocks():
        turned = isinstance(block, Table) and block.landscape
        if turned != sideways:
            sideways = turned
            yield "</div>\n<br clear=all style='page-break-before:always'>\n<div class=WordSection2>"
        yield from _office_block(block, document)
    yield "</div>"


def _office_block(block: Block, document: Document) -> Iterator[str]:
    match block:
        case Heading(level=level):
            yield f"<h{level}><span lang=ZH-CN>{_spaced(block.text)}</span></h{level}>"
        case CoverLine(text=text):
            yield f"<p class=MsoNormal align=center style='text-align:center'>{_wrapped(text)}<o:p></o:p></p>"
        case Contents(title=title):
            yield f"<p class=MsoToc1 align=center>{_spaced(title)}</p>"
            yield from (
                f"<p class=MsoToc1><a href='#_Toc1'>{_spaced(text)}<span style='display:none'>PAGEREF</span></a></p>"
                for _, text in document.contents()
            )
        case Table():
            if block.title:
                yield f"<p class=MsoNormal align=center>{_wrapped(block.title)}</p>"
            yield from (f"<p class=MsoNormal align=right>{_spaced(plain(label))}</p>" for label in block.labels)
            cells = "class=MsoTableGrid border=1 cellspacing=0 cellpadding=0"
            yield from _table(block, lambda text: f"<p class=MsoNormal>{_wrapped(text)}<o:p></o:p></p>", cells)
            yield from (f"<p class=MsoNormal>{_wrapped(plain(note))}</p>" for note in block.notes)
        case Paragraph() | ListItem():
            yield f"<p class=MsoNormal style='text-indent:32.0pt'>{_wrapped(_text(block))}<o:p></o:p></p>"
        case PageBreak() | TextBox():
            yield "<p class=MsoNormal>&nbsp;</p>"
