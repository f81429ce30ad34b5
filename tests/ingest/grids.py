"""Tables of any shape for properties: cells merged at random, places left blank, rows of different lengths."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from ingest.blocks import Cell, Table

WORDS = st.text(
    alphabet=st.sampled_from("收入支出合计基本项目决算数甲乙丙丁0123456789.,-%/\"'、（）“” \n|"), max_size=8
)


def cut_grid(height: int, width: int, chance: Random, *, merges: int) -> list[tuple[int, int, int, int]]:
    """Row, column, rowspan and colspan of cells that cover a grid, each place once."""
    owner = {(row, column): (row, column, 1, 1) for row in range(height) for column in range(width)}
    for _ in range(merges):
        top, left = chance.randrange(height), chance.randrange(width)
        down, across = chance.randint(1, height - top), chance.randint(1, width - left)
        inside = {(row, column) for row in range(top, top + down) for column in range(left, left + across)}
        covered = {
            (row, column)
            for cell in {owner[place] for place in inside}
            for row in range(cell[0], cell[0] + cell[2])
            for column in range(cell[1], cell[1] + cell[3])
        }
        if covered == inside:
            owner |= dict.fromkeys(inside, (top, left, down, across))
    return sorted(set(owner.values()))


@st.composite
def tables(draw: st.DrawFn, *, whole: bool = False, least: int = 1, narrowest: int = 1) -> Table:
    """A table; `whole` leaves no place blank. Every text is told from the others by a number of its own."""
    height, width = draw(st.integers(least, 6)), draw(st.integers(narrowest, 6))
    chance = draw(st.randoms(use_true_random=False))
    places = cut_grid(height, width, chance, merges=draw(st.integers(0, 6)))
    cells = [
        Cell(f"{draw(WORDS)}#{number}", row, column, down, across)
        for number, (row, column, down, across) in enumerate(places)
    ]
    if not whole:
        cells = [cell for cell in cells if chance.random() > 0.1] or cells
        cells = [replace(cell, text="") if chance.random() < 0.1 else cell for cell in cells]
    return Table(tuple(cells))
