"""Rows of tables: their cells, the names of their columns, and the unit of their amounts, held against how the table was made."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.table_rows import TableRow, TableRows

WORDS = ["项目", "预算数", "决算数", "上年决算数", "栏", "支出（类）", "合计\\|小计", "本年<br>预算", "2021年", "A类"]
NUMBERS = ["1", "2.36", "-1,234.50", "+7", "93.3%", "１２．５", "5 %", "120000"]
Row = list[str]
rows = st.lists(st.sampled_from([*WORDS, *NUMBERS, "", ""]), min_size=1, max_size=5)
headers = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5)
tables = st.lists(headers | rows, min_size=1, max_size=7)


def write(table: Sequence[Row]) -> str:
    """A table as `report.md` has it, its rule below the first row."""
    lines = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join([lines[0], f"|{' --- |' * len(table[0])}", *lines[1:]])


def plain(cell: str) -> str:
    return cell.replace("\\", "").replace("<br>", "")


def expected_names(table: Sequence[Row], at: int) -> dict[int, str] | None:
    """The nearest row above that has two words or more and no number names the columns, if it does so to all and differently."""
    first_words = next((column for column, cell in enumerate(table[at]) if cell in WORDS), -1)
    wanted = [column for column, cell in enumerate(table[at]) if cell in NUMBERS and column > first_words]
    for above in reversed(table[:at]):
        filled = {column: plain(cell) for column, cell in enumerate(above) if cell}
        told = [filled.get(column, "栏") for column in wanted]
        is_of_words = len(filled) > 1 and not set(above) & set(NUMBERS)
        if wanted and is_of_words and len(set(told)) == len(told) and not {*told} & {"栏", "2021年", "A类"}:
            return filled
    return None


@settings(deadline=None)
@given(st.lists(tables, min_size=1, max_size=3), st.randoms())
def test_rows_are_read_as_they_were_written(made: list[list[Row]], chance: Random) -> None:
    """In whatever order they are asked for: cells with their columns and kinds, and the names of the columns."""
    text, places = "", []
    for table in made:
        text += "\n一句话。\n\n"
        lines = write(table).split("\n")
        for number, line in enumerate(lines):
            places.append((len(text), table, number - (number > 0)) if number != 1 else (len(text), table, -1))
            text += f"{line}\n"
    chance.shuffle(places)
    found = TableRows(text)
    for start, table, at in places:
        row = found.find(start + 1)
        assert row is not None
        assert row.start == start
        assert text[row.end] == "\n"
        if at < 0:
            assert row.cells == ()
            continue
        assert [(cell.column, text[cell.start : cell.end], cell.number) for cell in row.cells] == [
            (column, cell, cell in NUMBERS) for column, cell in enumerate(table[at]) if cell
        ]
        assert row.names == expected_names(table, at)
    assert found.find(text.index("一句话")) is None


def row_of(text: str, words: str) -> TableRow:
    row = TableRows(text).find(text.index(words))
    assert row is not None
    return row


TABLE = "| 项目 | 预算数 | 决算数 |\n| --- | --- | --- |\n| 培训费 | 6.00 | 11.48 |\n"
FORM = "| 人员情况（{}） | 编制数 | 在职人数 |\n| --- | --- | --- |\n| 实有 | 30 | 28 |\n"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (f"单位：万元\n\n{TABLE}", "万元"),
        (f"金额单位：人民币元\n\n{TABLE}", "人民币元"),
        (f"单位：万元\n\n公开02表\n\n（续）\n\n{TABLE}", "万元"),
        (f"单位：万元\n\n公开02表\n\n某局\n\n（续）\n\n{TABLE}", None),  # too far above
        (
            f"以下各表的金额单位：万元，没有数字的栏目留空，不写零，年度为上一年，另有说明的除外。\n\n{TABLE}",
            None,
        ),  # a sentence
        (f"编制单位：某局\n\n{TABLE}", None),
        (TABLE, None),
        (f"单位：元\n\n{TABLE}\n下表同上。\n\n{TABLE.replace('培训费', '会议费')}", None),  # of another table
        (f"单位：万元\n\n{FORM.format('人').replace('实有', '培训费')}", "人"),  # the row of names knows better
        (FORM.format("单位：千元").replace("实有", "培训费"), "千元"),
    ],
)
def test_units(text: str, unit: str | None) -> None:
    """In the row of names, else in a short line among the last three above the table."""
    assert row_of(text, "会议费" if "会议费" in text else "培训费").unit == unit


def test_what_a_row_is_about() -> None:
    """Up to the first words, codes before them included; numbers are those behind; a row without words is about nothing."""
    text = "| 2013901 | 行政运行 | 51.32 | 无 | 7 |\n| 1 | 2 | 3 |\n"
    row = row_of(text, "行政运行")
    assert [text[cell.start : cell.end] for cell in row.label] == ["2013901", "行政运行"]
    assert [text[cell.start : cell.end] for cell in row.numbers] == ["51.32", "7"]
    assert row_of(text, "| 1 |").label == ()
