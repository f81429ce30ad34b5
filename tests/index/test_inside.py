"""Searching one report: all passages in order, and the smallest sections that hold all words."""

import pytest

from index.inside import find_inside, find_sections
from index.query import parse_query
from ingest.sections import Section

TEXT = """# 一、收入支出情况

本年收入5万元。培训费支出2万元。

# 二、三公经费

## （一）接待

公务接待费支出3万元，培训费支出1万元。

公务接待费比上年减少。

## （二）车辆

公务用车运行维护费4万元。
"""


def _section(number: int, level: int, title: str, until: str = "") -> Section:
    start = TEXT.index(f"{'#' * level} {title}")
    return Section(f"s{number}", "final_accounts", level, "", title, start, TEXT.index(until) if until else len(TEXT))


SECTIONS = (
    _section(1, 1, "一、收入支出情况", "# 二、"),
    _section(2, 1, "二、三公经费"),
    _section(3, 2, "（一）接待", "## （二）"),
    _section(4, 2, "（二）车辆"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("公务接待费", ["s3"]),
        ("培训费", ["s3", "s1"]),  # in the order of how good they are; both have it once
        ("公务接待费 培训费", ["s3"]),
        ("公务接待费 公务用车", ["s2"]),  # only the section around both holds both
        ("收入 车辆", []),
        ("2022 公务接待费", ["s3"]),  # the title says the year
        ("航天", []),
    ],
)
def test_sections_that_hold_all_words(query: str, found: list[str]) -> None:
    """The smallest that do, whatever else the title says."""
    sections = find_sections(TEXT, SECTIONS, parse_query(query), "某局2022年度部门决算")
    assert sorted(one.section.id for one in sections) == sorted(found)
    for one in sections:
        assert one.section.start <= one.passage.start < one.section.end
        assert any(piece.marked for piece in one.passage.pieces)


def test_the_best_section_comes_first() -> None:
    """One whose heading holds the words, then those that speak of them more often, then in reading order."""
    parts = ["# 一、概况\n\n培训一次。\n\n", "# 二、会议\n\n培训一次，培训两次。\n\n"]
    parts += ["# 三、培训\n\n另行说明。\n\n", "# 四、其他\n\n培训一次。\n\n"]
    starts = [sum(map(len, parts[:at])) for at in range(len(parts) + 1)]
    text = "".join(parts)
    sections = [
        Section(f"s{at}", "final_accounts", 1, part[2:4], part[4:].partition("\n")[0], start, end)
        for at, (part, start, end) in enumerate(zip(parts, starts, starts[1:], strict=False), 1)
    ]
    found = find_sections(text, sections, parse_query("培训"))
    assert [one.section.id for one in found] == ["s3", "s2", "s1", "s4"]
    assert [one.section.id for one in find_sections(text, sections, parse_query("培训"), most=2)] == ["s3", "s2"]
    assert all(one.section.start <= one.passage.start < one.section.end for one in found)


def test_words_far_from_each_other_are_not_shown_together() -> None:
    """A passage shows a piece of a long paragraph, so a word at its other end is in another passage; a row is whole."""
    far = "培训两次，" + "情况另行说明，" * 30
    assert find_inside(far + "接待三批。", (), parse_query("培训 接待")).whole is False
    near = find_inside("培训两次，接待三批，" + "情况另行说明，" * 30, (), parse_query("培训 接待"))
    assert (len(near.passages), near.whole) == (1, True)
    row = f"| 项目 | 金额 | 说明 |\n| --- | --- | --- |\n| 培训{'费' * 50} | 2.00 | {'款' * 50}接待 |\n"
    found = find_inside(row, (), parse_query("培训 接待"))
    assert (len(found.passages), found.whole) == (1, True)


@pytest.mark.parametrize(
    ("query", "count", "whole"),
    [
        ("公务接待费", 2, True),
        ("培训费", 2, True),
        ("公务接待费 培训费", 1, True),
        ("收入 车辆", 3, False),  # nowhere together: where either stands
        ("航天", 0, False),
        ("经费 三公经费", 1, True),  # a heading; a word inside another one is there too
    ],
)
def test_passages_of_one_report(query: str, count: int, whole: object) -> None:
    """In reading order, those that hold all words; where none does, those that hold some."""
    found = find_inside(TEXT, SECTIONS, parse_query(query), "某局2022年度部门决算")
    assert (len(found.passages), found.whole) == (count, whole)
    places = [one.start for one in found.passages]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["", "——。\n"])
def test_a_report_without_words(text: str) -> None:
    """Nothing is found in it, whatever its title holds."""
    for title in ("", "某局2022年度部门决算"):
        assert find_inside(text, (), parse_query("公务接待费 2022"), title).passages == ()
        assert find_sections(text, (), parse_query("公务接待费 2022"), title) == ()


def test_a_report_without_a_title() -> None:
    """What is known of it anyway may be nothing."""
    assert len(find_inside(TEXT, SECTIONS, parse_query("公务接待费")).passages) == 2
    assert [one.section.id for one in find_sections(TEXT, SECTIONS, parse_query("公务接待费"))] == ["s3"]
