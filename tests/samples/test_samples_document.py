from ingest.samples.chance import Chance
from ingest.samples.document import (
    Cell,
    Document,
    Paragraph,
    Part,
    Piece,
    Role,
    Row,
    Table,
    cells_shown,
    changed,
    grid,
    places,
    plain,
)
from ingest.samples.manner import Manner, chinese_year, manner_of
from ingest.samples.phrases import filled, joined, slots
from ingest.samples.truth import columns_of

HEAD: tuple[Row, ...] = (
    (Cell(("项目",), columns=2), Cell(("合计",), rows=2), Cell(("本年支出",), columns=2)),
    ("编码", "名称", "基本", "项目"),
)


def manner(**habits: bool) -> Manner:
    """Return the habits of some agency, spaced or not."""
    for number in range(100):
        made = manner_of("ministry", Chance(number))
        if all(getattr(made, name) == value for name, value in habits.items()):
            return made
    raise AssertionError(habits)


def test_a_merged_cell_stands_once_in_the_grid() -> None:
    """Covered places are empty, unless the text is to be filled in."""
    assert grid(HEAD, 5) == [["项目", "", "合计", "本年支出", ""], ["编码", "名称", "", "基本", "项目"]]
    assert grid(HEAD, 5, down=True) == [["项目", "", "合计", "本年支出", ""], ["编码", "名称", "合计", "基本", "项目"]]
    assert grid(HEAD, 5, down=True, across=True) == [
        ["项目", "项目", "合计", "本年支出", "本年支出"],
        ["编码", "名称", "合计", "基本", "项目"],
    ]


def test_a_cell_may_reach_over_several_rows() -> None:
    """A cell of three rows leaves its column out of the next two."""
    rows: tuple[Row, ...] = ((Cell(("甲",), rows=3), "1"), ("2",), ("3",), ("乙", "4"))
    assert grid(rows, 2) == [["甲", "1"], ["", "2"], ["", "3"], ["乙", "4"]]
    assert [[cell is None for cell, _ in row] for row in cells_shown(rows, 2)] == [
        [False, False],
        [True, False],
        [True, False],
        [False, False],
    ]


def test_columns_are_paths_of_headings() -> None:
    """The rows of a heading are joined by a slash, a tall cell counts once."""
    table = Table("", "", (), HEAD, (), (), (1, 1, 1, 1, 1))
    assert columns_of(table) == ["项目/编码", "项目/名称", "合计", "本年支出/基本", "本年支出/项目"]


def test_a_piece_is_changed_in_its_place_only() -> None:
    """Changing a piece leaves all other words alone, in a paragraph and in a merged cell."""
    piece, other = Piece("12.00万元", Role.AMOUNT), Piece("13.00万元", Role.AMOUNT)
    table = Table("", "", (), (), ((Cell((piece,), columns=2), "甲"),), (), (1, 1, 1))
    document = Document((Part("final_accounts", (Paragraph(("支出", piece, "。")), table)),), "")
    first, second = places(document)
    paragraph = changed(document, first, other).parts[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.words) == "支出13.00万元。"
    in_table = changed(document, second, other).parts[0].blocks[1]
    assert isinstance(in_table, Table)
    assert grid(in_table.rows, 3) == [["13.00万元", "", "甲"]]


def test_a_form_is_filled_with_words_that_keep_their_facts() -> None:
    """Slots take text, pieces and whole phrases."""
    piece = Piece("3人", Role.COUNT)
    assert slots("{year}年有{count}。") == {"year", "count"}
    assert filled("{year}年有{count}。", {"year": "2023", "count": ("约", piece)}) == (
        "2023",
        "年有",
        "约",
        piece,
        "。",
    )
    assert joined("；", [("甲",), ("乙", piece)]) == ("甲", "；", "乙", piece)


def test_some_set_gaps_between_ideographs_and_digits() -> None:
    """Gaps come within text and between pieces, never before a stop."""
    words = ("截至", Piece("2023"), "年12月31日，共", Piece("3 辆"), "。")
    assert plain(manner(spaced=True).set(words)) == "截至 2023 年 12 月 31 日，共 3 辆。"
    assert plain(manner(spaced=False).set(words)) == "截至2023年12月31日，共3 辆。"


def test_a_year_in_chinese() -> None:
    """The cover may write the year in Chinese."""
    assert chinese_year(2023) == "二〇二三"
