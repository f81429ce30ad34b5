"""What a cell holds, as text: formats of documents let it hold paragraphs and tables of its own."""

from collections.abc import Iterable
from itertools import groupby

from ingest.blocks import Block, Paragraph


def cell_text(blocks: Iterable[Block]) -> str:
    """The paragraphs of a cell, a line each; a table inside it gives its words, row by row."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            ordered = sorted(block.cells, key=lambda cell: (cell.row, cell.column))
            lines += [" ".join(cell.text for cell in row) for _, row in groupby(ordered, key=lambda cell: cell.row)]
    return "\n".join(lines)
