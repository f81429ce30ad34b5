"""The strings of a document with their addresses, so that any printed word can be changed, not only what states something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from ingest.samples.document import (
    Block,
    Cell,
    Content,
    CoverLine,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Piece,
    Row,
    Table,
    TextBox,
    Words,
)

Address: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A string of a document.

    Attributes:
        part: number of the part.
        block: number of its block.
        address: where in the block: `title`, or a list of words and the word in it.
        text: what is printed.
    """

    part: int
    block: int
    address: Address
    text: str


def slots(document: Document) -> Iterator[Slot]:
    """Yield every string of the body in reading order, those of pieces too."""
    for number, part in enumerate(document.parts):
        for position, block in enumerate(part.blocks):
            for address, text in _of_block(block):
                yield Slot(number, position, address, text)


def _of_block(block: Block) -> Iterator[tuple[Address, str]]:
    match block:
        case CoverLine() | TextBox():
            yield ("text",), block.text
        case Heading():
            yield ("title",), block.title
        case Paragraph() | ListItem():
            yield from _of_words(block.words, ("words",))
        case Table():
            yield ("title",), block.title
            for name, lines in (("labels", block.labels), ("notes", block.notes)):
                for at, words in enumerate(lines):
                    yield from _of_words(words, (name, at))
            for name, rows in (("head", block.head), ("rows", block.rows)):
                for at, row in enumerate(rows):
                    for index, cell in enumerate(row):
                        yield from _of_cell(cell, (name, at, index))
        case _:
            return


def _of_words(words: Words, before: Address) -> Iterator[tuple[Address, str]]:
    for index, word in enumerate(words):
        yield (*before, index), word if isinstance(word, str) else word.text


def _of_cell(cell: Content | Cell, address: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(cell, Cell):
        yield from _of_words(cell.words, address)
    else:
        yield address, cell if isinstance(cell, str) else cell.text


def rewritten(document: Document, slot: Slot, text: str) -> Document:
    """Return the document with `text` in place of the slot's."""
    part = document.parts[slot.part]
    block = _with_text(part.blocks[slot.block], slot.address, text)
    return with_block(document, slot.part, slot.block, (block,))


def with_block(document: Document, part: int, block: int, blocks: tuple[Block, ...]) -> Document:
    """Return the document with these blocks in place of one."""
    old = document.parts[part]
    new = replace(old, blocks=(*old.blocks[:block], *blocks, *old.blocks[block + 1 :]))
    return replace(document, parts=(*document.parts[:part], new, *document.parts[part + 1 :]))


def _with_text(block: Block, address: Address, text: str) -> Block:
    match block, address:
        case ((CoverLine() | TextBox()), _):
            return replace(block, text=text)
        case ((Heading() | Table()), ("title",)):
            return replace(block, title=text)
        case ((Paragraph() | ListItem()), ("words", int(index))):
            return replace(block, words=_with_word(block.words, index, text))
        case Table(), ("labels", int(at), int(index)):
            return replace(block, labels=_exchanged(block.labels, at, _with_word(block.labels[at], index, text)))
        case Table(), ("notes", int(at), int(index)):
            return replace(block, notes=_exchanged(block.notes, at, _with_word(block.notes[at], index, text)))
        case Table(), ("head", int(at), *inner):
            return replace(block, head=_with_cell(block.head, at, inner, text))
        case Table(), ("rows", int(at), *inner):
            return replace(block, rows=_with_cell(block.rows, at, inner, text))
    raise LookupError(address)


def _with_cell(rows: tuple[Row, ...], at: int, inner: list[str | int], text: str) -> tuple[Row, ...]:
    index = int(inner[0])
    cell = rows[at][index]
    if isinstance(cell, Cell):
        new: Content | Cell = replace(cell, words=_with_word(cell.words, int(inner[1]), text))
    else:
        new = _word(cell, text)
    row: Row = (*rows[at][:index], new, *rows[at][index + 1 :])
    return (*rows[:at], row, *rows[at + 1 :])


def _with_word(words: Words, index: int, text: str) -> Words:
    return (*words[:index], _word(words[index], text), *words[index + 1 :])


def _word(word: Content, text: str) -> Content:
    return replace(word, text=text) if isinstance(word, Piece) else text


def _exchanged(lines: tuple[Words, ...], at: int, words: Words) -> tuple[Words, ...]:
    return (*lines[:at], words, *lines[at + 1 :])
