"""A report as data: parts that hold blocks, blocks that hold words, words that carry what they state.

Knows no file format and no sentence. Writers turn a `Document` into a file, `truth.py` reads off what it states, and
`mistakes.py` changes single pieces of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias, TypeVar

from ingest.samples.facts import Fact

_T = TypeVar("_T")


class Role(Enum):
    """What a piece of text is, for those who look for a place to change."""

    AMOUNT = "amount"
    RATE = "rate"
    COUNT = "count"
    DIRECTION = "direction"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in one place and state something.

    Attributes:
        governs: of a direction word, how many of the pieces after it take their sign from it.
        opposite: of a direction word, the word of the other direction.
    """

    text: str
    role: Role = Role.OTHER
    facts: tuple[Fact, ...] = ()
    governs: int = 0
    opposite: str = ""


Words: TypeAlias = tuple[str | Piece, ...]
Content: TypeAlias = str | Piece


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form that differs from the rest: merged, or aligned in its own way.

    Attributes:
        words: text, or several pieces.
        columns: how many columns it covers.
        rows: how many rows it covers; the rows below leave the covered columns out.
    """

    words: Words = ()
    columns: int = 1
    rows: int = 1
    align: str = ""


Row: TypeAlias = tuple[Content | Cell, ...]


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the cover."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `第三部分` level 1, `一、` level 2, `（一）` level 3, `1.` level 4.

    Attributes:
        number: as printed, with its mark (`一、`, `（一）`); empty for a title.
        attachment: an annex's title, which is no heading of the outline proper.
        listed: it stands in the table of contents.
        facts: what the title states (the name of a project).
    """

    level: int
    number: str
    title: str
    attachment: bool = False
    listed: bool = True
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """The heading as printed."""
        gap = "\u3000" if self.number.startswith("第") else " " if self.number.startswith("附件") else ""
        return f"{self.number}{gap}{self.title}" if self.title else self.number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text.

    Attributes:
        align: empty for a paragraph of the text, `right` or `center` for lines that stand by themselves.
    """

    words: Words
    align: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """A numbered item that is no heading: a duty, an item of expenditure, a term of the glossary.

    Attributes:
        number: as printed, with its mark.
        series: items of one series are numbered together; a new series begins anew.
    """

    number: str
    words: Words
    series: str


@dataclass(frozen=True, slots=True)
class Table:
    """A printed form.

    Attributes:
        key: which form it is (`income_expenditure_summary` …); empty for a table without a name in the field.
        labels: lines above the table on the right or left: number of the form, agency, unit.
        head: rows of the heading.
        rows: rows below the heading.
        notes: lines below the table.
        widths: relative widths of the columns.
        number: its number in the table of contents; empty where it is not listed.
    """

    key: str
    title: str
    labels: tuple[Words, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    notes: tuple[Words, ...]
    widths: tuple[float, ...]
    landscape: bool = False
    repeat_head: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A label in a floating frame (附件1, a stamp)."""

    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents; writers make it from the headings that are `listed`."""

    title: str


Block: TypeAlias = CoverLine | Heading | Paragraph | ListItem | Table | PageBreak | TextBox | Contents


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file (`final_accounts`, `base_data_table` …)."""

    key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        header: what stands above each page.
        listed: the table of contents, where it is another than its headings make (a form is missing).
    """

    parts: tuple[Part, ...]
    header: str
    listed: tuple[tuple[int, str], ...] | None = None

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order."""
        for part in self.parts:
            yield from part.blocks

    def contents(self) -> Iterator[tuple[int, str]]:
        """Yield level and text of each line of the table of contents."""
        if self.listed is not None:
            yield from self.listed
            return
        for block in self.blocks():
            if isinstance(block, Heading) and block.listed:
                yield block.level, block.text
            elif isinstance(block, Table) and block.number:
                yield 2, f"{block.number}{block.title.removeprefix(block.number)}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: in a paragraph (`row` -1) or in a cell of a table's body."""

    part: int
    block: int
    row: int
    index: int
    piece: Piece


def plain(words: Iterable[Content]) -> str:
    """Return the words without what they state."""
    return "".join([word if isinstance(word, str) else word.text for word in words])


def cell_text(cell: Content | Cell) -> str:
    """Return the text of a cell."""
    if isinstance(cell, str):
        return cell
    return cell.text if isinstance(cell, Piece) else plain(cell.words)


def _exchanged(items: tuple[_T, ...], index: int, item: _T) -> tuple[_T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _pieces(words: Words) -> Iterator[tuple[int, Piece]]:
    return ((index, word) for index, word in enumerate(words) if isinstance(word, Piece))


def _piece_of(cell: Content | Cell) -> Piece | None:
    """Return the piece that a cell consists of."""
    if isinstance(cell, Cell):
        return cell.words[0] if len(cell.words) == 1 and isinstance(cell.words[0], Piece) else None
    return cell if isinstance(cell, Piece) else None


def places(document: Document) -> Iterator[Place]:
    """Yield every piece that can be changed with its place, in reading order."""
    for number, part in enumerate(document.parts):
        for position, block in enumerate(part.blocks):
            if isinstance(block, Paragraph | ListItem):
                for index, piece in _pieces(block.words):
                    yield Place(number, position, -1, index, piece)
            elif isinstance(block, Table):
                for row, cells in enumerate(block.rows):
                    for index, cell in enumerate(cells):
                        found = _piece_of(cell)
                        if found is not None:
                            yield Place(number, position, row, index, found)


def changed(document: Document, place: Place, piece: Piece) -> Document:
    """Return the document with `piece` at `place`."""
    part = document.parts[place.part]
    block = part.blocks[place.block]
    if isinstance(block, Table):
        row = block.rows[place.row]
        old = row[place.index]
        new = replace(old, words=(piece,)) if isinstance(old, Cell) else piece
        rows = (*block.rows[: place.row], _exchanged(row, place.index, new), *block.rows[place.row + 1 :])
        block = replace(block, rows=rows)
    elif isinstance(block, Paragraph | ListItem):
        block = replace(block, words=_exchanged(block.words, place.index, piece))
    blocks = (*part.blocks[: place.block], block, *part.blocks[place.block + 1 :])
    parts = (*document.parts[: place.part], replace(part, blocks=blocks), *document.parts[place.part + 1 :])
    return replace(document, parts=parts)


def _laid_out(rows: Iterable[Row], width: int) -> Iterator[list[tuple[int, int, Content | Cell | None]]]:
    """Yield each row as (column, columns covered, cell), the cell None where one from above reaches down."""
    below: dict[int, tuple[int, int]] = {}
    for row in rows:
        if not below and len(row) == width:
            # Nearly every row: no cell from above reaches into it, so with as many cells as columns none is wide.
            for column, cell in enumerate(row):
                if isinstance(cell, Cell) and cell.rows > 1:
                    below[column] = (1, cell.rows - 1)
            yield [(column, 1, cell) for column, cell in enumerate(row)]
            continue
        line: list[tuple[int, int, Content | Cell | None]] = []
        cells = iter(row)
        reaching, below = below, {}
        column = 0
        while column < width:
            if column in reaching:
                across, left = reaching[column]
                left -= 1
                line.append((column, across, None))
            else:
                cell = next(cells, "")
                across, down = (cell.columns, cell.rows) if isinstance(cell, Cell) else (1, 1)
                left = down - 1
                line.append((column, across, cell))
            if left > 0:
                below[column] = (across, left)
            column += across
        yield line


def grid(rows: Iterable[Row], width: int, *, down: bool = False, across: bool = False) -> list[list[str]]:
    """Return the rows as a matrix of texts.

    Args:
        rows: rows of a table.
        width: number of its columns.
        down: a merged cell's text stands in each row that it covers, else in its first alone.
        across: it stands in each column that it covers, else in its first alone.
    """
    lines: list[list[str]] = []
    for laid_out in _laid_out(rows, width):
        if len(laid_out) == width and not (down or across):
            lines.append(["" if cell is None else cell_text(cell) for _, _, cell in laid_out])
            continue
        line = [""] * width
        for column, wide, cell in laid_out:
            text = "" if cell is None else cell_text(cell)
            if cell is None and down:
                text = lines[-1][column]
            line[column : column + wide] = [text] * wide if across else [text, *[""] * (wide - 1)]
        lines.append(line)
    return lines


def cells_shown(rows: Iterable[Row], width: int) -> Iterator[list[tuple[Content | Cell | None, int]]]:
    """Yield each row's cells with the columns they cover; None stands for the continuation of a cell from above."""
    for laid_out in _laid_out(rows, width):
        yield [(cell, across) for _, across, cell in laid_out]
