"""Sentences that tell an amount of two years and compare them, whatever they are of."""

import pytest

from ingest.checks.two_years import check_two_years
from ingest.findings import ERROR, ROUNDING, Finding

ITEM = "“教育支出（类）普通教育（款）小学教育（项）”{}，主要用于办学。"
PLAN = "2021年当年预算执行数为90.00万元，2022年预算安排{}，比2021年预算执行数{}。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAN.format("99.00万元", "增加10.00%"), []),
        (PLAN.format("99.00万元", "增加10.02%"), [("D01", ROUNDING, "增加10.02%")]),
        (PLAN.format("99.00万元", "增加12.50%"), [("D01", ERROR, "增加12.50%")]),
        (PLAN.format("99.00万元", "减少10.00%"), [("D01", ERROR, "减少10.00%")]),
        (PLAN.format("90.00万元", "持平"), []),
        (PLAN.format("99.00万元", "持平"), [("D01", ERROR, "持平")]),
        (ITEM.format("99.00万元") + PLAN.format("99.00万元", "增加10.00%"), []),
        (ITEM.format("90.90万元") + PLAN.format("99.00万元", "增加10.00%"), [("J07", ERROR, "99.00万元")]),
        (
            "教育支出（205类）普通教育（02款）小学教育（02项）90.90万元。" + PLAN.format("99.00万元", "增加10.00%"),
            [("J07", ERROR, "99.00万元")],
        ),
        # Nothing was spent the year before, and years that are not one and the next.
        (PLAN.replace("90.00", "0.00").format("99.00万元", "增加100%"), []),
        ("2019年决算数为90.00万元，2022年预算安排99.00万元，比2019年决算数增加50%。", []),
        ("2021年决算数为90.00万元，2022年预算安排99.00万元，比2020年决算数增加50%。", []),
    ],
)
def test_two_years_in_one_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Way and rate follow from the two amounts, and this year's is the one behind the item's name."""
    found = [one for one in check_two_years(text) if isinstance(one, Finding)]
    assert [(one.rule, one.severity, one.disclosed) for one in found] == expected
    assert all(text[one.start : one.end] == one.disclosed for one in found)
