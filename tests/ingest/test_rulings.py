"""Rulings and skew of page pictures, drawn here line by line."""

import pytest
from PIL import Image, ImageDraw

np = pytest.importorskip("numpy")
rulings = pytest.importorskip("ingest.readers.scans.rulings")
skew = pytest.importorskip("ingest.readers.scans.skew")

LEFT, TOP, WIDTH, HEIGHT = 100, 200, 240, 60


def drawn(lines: list[tuple[int, int, int, int]], *, thick: int = 3) -> "Image.Image":
    """A page with lines given in columns and rows of a grid."""
    page = Image.new("L", (1200, 1000), 255)
    draw = ImageDraw.Draw(page)
    for x0, y0, x1, y1 in lines:
        ends = [(LEFT + WIDTH * x, TOP + HEIGHT * y) for x, y in ((x0, y0), (x1, y1))]
        draw.line(ends, fill=0, width=thick)
    return page


FRAME = [(0, 0, 4, 0), (0, 3, 4, 3), (0, 0, 0, 3), (4, 0, 4, 3)]
CASES = {
    "every place a cell": (
        [*FRAME, (0, 1, 4, 1), (0, 2, 4, 2), (1, 0, 1, 3), (2, 0, 2, 3), (3, 0, 3, 3)],
        {(row, column, 1, 1) for row in range(3) for column in range(4)},
    ),
    "a header over two columns, a label over two rows": (
        [*FRAME, (1, 1, 4, 1), (0, 2, 4, 2), (1, 0, 1, 3), (2, 1, 2, 3), (3, 0, 3, 3)],
        {(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1)}
        | {(2, column, 1, 1) for column in range(4)},
    ),
    "open at both sides": (
        [(0, 0, 4, 0), (0, 3, 4, 3), (0, 1, 4, 1), (1, 0, 1, 3), (2, 0, 2, 3)],
        {(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)},
    ),
    "a frame around text": (FRAME, set()),
    "a ruled line": ([(0, 0, 4, 0)], set()),
}


@pytest.mark.parametrize("case", CASES)
def test_grids(case: str) -> None:
    """The cells of a table are the places between its rulings; a frame or a line is no table."""
    lines, cells = CASES[case]
    grids, _ = rulings.find_grids(rulings.find_ink(np.array(drawn(lines))))
    found = {(cell.row, cell.column, cell.rowspan, cell.colspan) for grid in grids for cell in grid.cells}
    assert found == cells


def test_a_stroke_that_touches_a_table_is_no_ruling() -> None:
    """Characters printed close below a table belong to the text."""
    page = drawn([*FRAME, (0, 1, 4, 1), (2, 0, 2, 3)])
    draw = ImageDraw.Draw(page)
    for x in range(150, 900, 40):
        draw.line([(x, TOP + 3 * HEIGHT), (x, TOP + 3 * HEIGHT + 34)], fill=0, width=3)
    (grid,), found = rulings.find_grids(rulings.find_ink(np.array(page)))
    assert {(cell.row, cell.column) for cell in grid.cells} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert not found[TOP + 3 * HEIGHT + 10 :].any()


@pytest.mark.parametrize("angle", [-3.0, -1.7, -0.5, 0.0, 0.5, 1.1, 3.0])
@pytest.mark.parametrize("with_table", [False, True])
def test_skew(angle: float, *, with_table: bool) -> None:
    """A page turned by up to three degrees is set straight to a twentieth of one."""
    page = drawn([*FRAME, (0, 1, 4, 1), (2, 0, 2, 3)] if with_table else [])
    draw = ImageDraw.Draw(page)
    for y in range(450, 900, 36):
        for x in range(120, 1080, 26):
            draw.rectangle([x, y, x + 14 + (x * y) % 7, y + 18], fill=0)
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew.measure_skew(np.array(turned)) == pytest.approx(-angle, abs=0.05)
