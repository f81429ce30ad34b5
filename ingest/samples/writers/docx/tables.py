"""Tables of WordprocessingML: merged cells, heading rows repeated on each page."""

from lxml import etree

from ingest.samples.document import Cell, Content, Table, cell_text, cells_shown, plain
from ingest.samples.writers.docx.runs import run
from ingest.samples.writers.docx.xml import element

_SIZE = 18
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def line(text: str, align: str, *, size: int = _SIZE, bold: bool = False, style: str = "") -> etree._Element:
    """Return a paragraph that stands by itself (titles, units, notes)."""
    return element(
        "w:p",
        element(
            "w:pPr",
            element("w:pStyle", val=style) if style else None,
            element("w:ind", firstLineChars=0, firstLine=0),
            element("w:jc", val=align),
        ),
        run(text, size, bold=bold) if text else None,
    )


def _alignment(cell: Content | Cell, column: int, *, heading: bool) -> str:
    if isinstance(cell, Cell) and cell.align:
        return cell.align
    if heading:
        return "center"
    text = cell_text(cell)
    is_number = bool(text) and text.replace(",", "").replace(".", "").replace("%", "").removeprefix("-").isdigit()
    # Codes stand at the left of the first column, amounts at the right of theirs.
    return "right" if is_number and column else "left"


def _cell(cell: Content | Cell | None, across: int, column: int, width: int, *, heading: bool) -> etree._Element:
    down = isinstance(cell, Cell) and cell.rows > 1
    properties = element(
        "w:tcPr",
        element("w:tcW", w=width, type="dxa"),
        element("w:gridSpan", val=across) if across > 1 else None,
        element("w:vMerge", val="restart") if down else element("w:vMerge") if cell is None else None,
        element("w:vAlign", val="center"),
    )
    text = "" if cell is None else cell_text(cell)
    return element(
        "w:tc", properties, line(text, "left" if cell is None else _alignment(cell, column, heading=heading))
    )


def table(source: Table, total_width: int) -> etree._Element:
    """Return the table itself; its title, labels and notes are paragraphs around it."""
    unit = total_width / sum(source.widths)
    widths = [round(share * unit) for share in source.widths]
    borders = element("w:tblBorders", *(element(f"w:{side}", val="single", sz=4, space=0) for side in _BORDERS))
    made = element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblW", w=sum(widths), type="dxa"),
            element("w:jc", val="center"),
            borders,
            element("w:tblLayout", type="fixed"),
        ),
        element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)),
    )
    for place, row in enumerate(cells_shown((*source.head, *source.rows), len(widths))):
        heading = place < len(source.head)
        properties = element(
            "w:trPr", element("w:cantSplit"), element("w:tblHeader") if heading and source.repeat_head else None
        )
        line_of_cells = element("w:tr", properties)
        column = 0
        for cell, across in row:
            width = sum(widths[column : column + across])
            line_of_cells.append(_cell(cell, across, column, width, heading=heading))
            column += across
        made.append(line_of_cells)
    return made


def labels(source: Table) -> list[etree._Element]:
    """Return the lines above a table: its title in the middle, number, agency and unit at the sides."""
    lines = [line(source.title, "center", size=28, bold=True)] if source.title else []
    lines += [line(plain(words), "left" if plain(words).startswith("部门") else "right") for words in source.labels]
    return lines


def notes(source: Table) -> list[etree._Element]:
    """Return the lines below a table."""
    return [line(plain(words), "left") for words in source.notes]
