"""Reports as Markdown: headings, paragraphs, tables with bars."""

from collections.abc import Iterator

from ingest.samples.document import (
    Contents,
    CoverLine,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Table,
    TextBox,
    grid,
    plain,
)


def _bars(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(table: Table) -> Iterator[str]:
    width = len(table.widths)
    rows = grid((*table.head, *table.rows), width)
    if table.title:
        yield f"**{table.title}**"
    if table.labels:
        yield "　".join(map(plain, table.labels))
    lines = [_bars(rows[0]), _bars(["---"] * width), *map(_bars, rows[1:])]
    yield "\n".join(lines)
    yield from map(plain, table.notes)


def _blocks(document: Document) -> Iterator[str]:
    for block in document.blocks():
        match block:
            case Table():
                yield from _table(block)
            case Paragraph(words=words):
                yield plain(words)
            case ListItem(number=number, words=words):
                # A backslash keeps Markdown from taking the number for a list of its own.
                text = f"{number}{plain(words)}"
                yield text.replace(".", "\\.", 1) if number.endswith(".") else text
            case Heading():
                yield f"{'#' * block.level} {block.text}"
            case CoverLine(text=text):
                yield f"**{text}**"
            case Contents(title=title):
                yield title
                yield "\n".join(f"- {text}" for _, text in document.contents())
            case PageBreak() | TextBox():
                pass


def write_markdown(document: Document) -> bytes:
    """Return the file's bytes."""
    return ("\n\n".join(_blocks(document)) + "\n").encode()
