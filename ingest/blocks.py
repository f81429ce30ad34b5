"""What every reader gives: a document as a sequence of paragraphs and tables.

Blocks know nothing of files or of Markdown; `readers/` make them, `markdown.py` renders them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Role(Enum):
    """What the source itself says a paragraph is; `BODY` where it says nothing."""

    BODY = "body"
    HEADING = "heading"
    TITLE = "title"
    TOC = "toc"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece of a block's text stands on its page: a printed line, or a line of a cell.

    The piece begins at the character `start` of the text and reaches to the next spot's. `page` counts from 1; `box` is
    left, top, right, bottom as fractions of the page's width and height as it is seen. `confidence` (0 to 1) is that of
    the recogniser where the page is a picture, and `None` where the source holds the characters themselves. `source`
    counts the report's files from 1, in reading order: a page is one of that file.
    """

    start: int
    page: int
    box: tuple[float, float, float, float]
    confidence: float | None = None
    source: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, its lines joined; automatic numbering stands in `text` as Word shows it.

    `spots` tells where its lines stand, in order, where the source has pages; `level` is the outline level (1 to 9) of a heading style; `page` counts from 1 where the source has pages;
    `display` tells that the source sets it apart as titles are: centred, or larger than the text.
    """

    text: str
    page: int | None = None
    role: Role = Role.BODY
    level: int | None = None
    display: bool = False
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place and extent in the grid, all counted from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its cells; a place that no cell covers is blank. `page` is the page on which it begins."""

    cells: tuple[Cell, ...]
    page: int | None = None

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """Rows of cells: a merged cell stands at every place it covers, `None` where nothing is."""
        width = self.width
        rows: list[list[Cell | None]] = [[None] * width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    rows[row][column] = cell
        return tuple(tuple(row) for row in rows)

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[str]], page: int | None = None) -> "Table":
        """A table without merged cells; rows may differ in length."""
        return cls(tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), page)


Block = Paragraph | Table


def find_source(block: Block) -> int:
    """Which of the report's files a block stands in, from 1, where it stands on a page; else 1."""
    spots = block.spots if isinstance(block, Paragraph) else (spot for cell in block.cells for spot in cell.spots)
    return next((spot.source for spot in spots), 1)


@dataclass(frozen=True, slots=True)
class Publication:
    """What a source tells of its own publication: the address of the page that it was, and the day."""

    source_url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: its blocks in reading order, and how many pages it has where that is known.

    `wrapped` tells that the source has lines and no paragraphs of its own: what stands here as a paragraph was put
    together from lines, and a piece of it may stand apart. `notes` are sentences for the report's readers on what of the
    source was not read, and why.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    wrapped: bool = False
    notes: tuple[str, ...] = ()
    publication: Publication = Publication()
