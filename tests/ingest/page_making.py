"""Web pages for tests, short of everything that a test does not speak of."""

from ingest.blocks import Block, Paragraph, Table
from ingest.readers import read_document
from ingest.source import SourceFile

FILLER = (
    "本单位的职责是研究制定本区有关工作的规划，组织实施并检查落实情况，做好有关的服务和保障工作，承办上级交办的其他事项。"
    * 3
)


def page(body: str, head: str = "", after: str = "") -> bytes:
    """A page with this body, then a paragraph that makes it long enough for a report, and what stands after it."""
    head = f"<head><meta charset='utf-8'>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}<p>{FILLER}</p>{after}</body></html>".encode()


def read(content: bytes, name: str = "a.html") -> list[Block]:
    """The blocks of a page, without the filler."""
    return [
        block
        for block in read_document(SourceFile(name, content)).blocks
        if not (isinstance(block, Paragraph) and FILLER in block.text)
    ]


def texts(content: bytes) -> list[str]:
    """The texts of a page: paragraphs, and cells of tables joined by bars."""
    return [
        "|".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in read(content)
    ]
