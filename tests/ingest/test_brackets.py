"""Shares that are told behind their amounts, in a sentence that names them one by one."""

import pytest

from ingest.checks.brackets import check_brackets
from ingest.findings import Finding

PARTS = "工资支出30万元，占30%；商品支出20万元，占20%；补助支出10万元，占{share}。"


@pytest.mark.parametrize(
    "before",
    [
        "本年支出100万元。",
        "年初结转0万元，本年支出100万元。",  # nothing is a share of nothing
        "上年支出0.00万元，增加0元，本年支出100万元。",
    ],
)
@pytest.mark.parametrize(("share", "told"), [("15%", [("15%", "10%")]), ("10%", [])])
def test_shares_of_a_whole_told_before(before: str, share: str, told: list[tuple[str, str]]) -> None:
    """They are of the amount that nearly all of them fit, whatever else is told beside it."""
    text = before + PARTS.format(share=share) + "\n"
    found = [one for one in check_brackets(text) if isinstance(one, Finding)]
    assert [(one.disclosed, one.expected) for one in found] == told
    assert all("占100万元的比重" in one.message for one in found)
