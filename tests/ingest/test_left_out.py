"""What was left out of running text: an amount in a list of amounts, the units of what was adjusted."""

import pytest

from ingest.checks.unfilled import check_unfilled
from ingest.checks.unit_pairs import check_unit_pairs
from ingest.findings import Finding


def named(outcomes: object) -> list[str]:
    """The words that findings are about."""
    assert hasattr(outcomes, "__iter__")
    return [one.disclosed for one in outcomes if isinstance(one, Finding)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("1、2022 年预算资金", "2、2022 年财政拨款收入 300.5 万元", "3、2022 年财政拨款支出 298 万元"),
            ["1、2022 年预算资金"],
        ),
        (("（1）年初预算：", "（2）全年预算：300万元；", "（3）全年支出：298万元。"), ["（1）年初预算："]),
        (("1、预算资金300万元", "2、财政拨款收入300万元", "3、财政拨款支出298万元"), []),
        # Headings of what stands below them, and lists of other things.
        (("1、基本支出", "2、项目支出"), []),
        (("1、基本支出300万元", "2、项目支出"), []),
        (("1、预算资金", "全年共300万元。", "2、财政拨款收入300万元", "3、财政拨款支出298万元"), []),
        (("1、资金的管理", "2、财政拨款收入300万元", "3、财政拨款支出298万元"), []),
    ],
)
def test_item_without_amount(lines: tuple[str, ...], expected: list[str]) -> None:
    """An item that ends in its label is named only in a list whose other items all tell their amounts."""
    assert named(check_unfilled("\n\n".join(lines))) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("宣传经费由74.01调整为70.31，另将培训的预算12.2万元调整为11.9万元。", ["74.01调整为70.31"]),
        ("宣传经费由74.01万元调整为70.31万元，培训费12万元。", []),
        ("宣传经费由74.01调整为70.31万元，培训费12万元。", []),  # the second unit is of both
        ("宣传经费由74.01调整为70.31。", []),  # nothing tells which unit
        ("满意度由74.01调整为70.31，培训费12万元。", []),
        ("预算由74.01调整为70.31%，培训费12万元。", []),
    ],
)
def test_adjusted_without_units(line: str, expected: list[str]) -> None:
    """Two amounts of an adjustment of which neither has a unit are named where the paragraph tells which is meant."""
    assert named(check_unit_pairs(line)) == expected
