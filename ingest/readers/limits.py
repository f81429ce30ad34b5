"""How much a report may hold: the largest anybody publishes, several times over.

A file beyond it is no report, and would take minutes and gigabytes from everybody else's.
"""

from ingest.blocks import Document, Paragraph, Table
from ingest.errors import UnreadableSourceError
from ingest.readers.attributes import MOST_COLUMNS

MOST_CHARACTERS = 5_000_000
_MOST_BLOCKS = 100_000
_MOST_TABLES = 500
_MOST_PLACES = 1_000_000  # of all tables' grids, cells and blank places


def check_size(document: Document) -> None:
    """Refuse a document that holds more than a report may.

    Raises:
        UnreadableSourceError: with what there is too much of.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    characters = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    characters += sum(len(cell.text) for table in tables for cell in table.cells)
    sizes = (
        ("段落", len(document.blocks), _MOST_BLOCKS),
        ("字符", characters, MOST_CHARACTERS),
        ("表格", len(tables), _MOST_TABLES),
        ("表格的列", max((table.width for table in tables), default=0), MOST_COLUMNS),
        ("单元格", sum(table.width * table.height for table in tables), _MOST_PLACES),
    )
    for name, size, most in sizes:
        if size > most:
            raise UnreadableSourceError(
                f"文件里的{name}有 {size} 个，超过上限 {most}，不像是报告：请检查文件，或拆分后再试。"
            )
