"""Searching one report: all passages in order."""

import pytest

from index.inside import find_inside
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


def test_a_report_without_a_title() -> None:
    """What is known of it anyway may be nothing."""
    assert len(find_inside(TEXT, SECTIONS, parse_query("公务接待费")).passages) == 2
