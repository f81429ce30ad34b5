"""What a document states, gathered from its pieces: the raw material of the truth.

Walks the document once; knows nothing of JSON and nothing of sums.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.samples.document import Block, Cell, Document, Heading, ListItem, Paragraph, Piece, Table, Words
from ingest.samples.facts import Datum, Fact, Figure, Flaw


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact, with the words that print it."""

    fact: Fact
    disclosed: str
    part: str
    source: str


@dataclass(slots=True)
class Reading:
    """All that a document states, narrative before tables.

    Attributes:
        figures: every figure, in the order in which they are to be preferred.
        data: values of rows: (part, resource, key) to column to what is printed, the first printed one.
        further: what else is printed for a column.
        flaws: faults.
    """

    figures: list[Printed] = field(default_factory=list)
    data: dict[tuple[str, str, tuple[str, ...]], dict[str, Printed]] = field(default_factory=dict)
    further: list[Printed] = field(default_factory=list)
    flaws: list[Printed] = field(default_factory=list)


def _of_words(words: Words) -> Iterator[tuple[Fact, str]]:
    for word in words:
        if isinstance(word, Piece):
            for fact in word.facts:
                yield fact, word.text


def _of_table(table: Table) -> Iterator[tuple[Fact, str]]:
    for row in table.rows:
        for cell in row:
            if isinstance(cell, Piece):
                for fact in cell.facts:
                    yield fact, cell.text
            elif isinstance(cell, Cell):
                yield from _of_words(cell.words)


def _of_block(block: Block) -> Iterator[tuple[Fact, str]]:
    if isinstance(block, Paragraph | ListItem):
        yield from _of_words(block.words)
    elif isinstance(block, Heading):
        for fact in block.facts:
            yield fact, block.title


def _narrative_first(document: Document) -> Iterator[Printed]:
    for part in document.parts:
        for block in part.blocks:
            for fact, words in _of_block(block):
                yield Printed(fact, words, part.key, "narrative")
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                for fact, words in _of_table(block):
                    yield Printed(fact, words, part.key, "table")


def read(document: Document) -> Reading:
    """Return what the document states."""
    reading = Reading()
    for printed in _narrative_first(document):
        fact = printed.fact
        if isinstance(fact, Figure):
            reading.figures.append(printed)
        elif isinstance(fact, Flaw):
            reading.flaws.append(printed)
        else:
            _add(reading, fact, printed)
    return reading


def _add(reading: Reading, fact: Datum, printed: Printed) -> None:
    row = reading.data.setdefault((printed.part, fact.resource, fact.key), {})
    if fact.column in row:
        reading.further.append(printed)
    else:
        row[fact.column] = printed
