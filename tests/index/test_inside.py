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
