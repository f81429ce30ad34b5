"""A name that a template left blank is pointed out where it stands; other crosses are none."""

import pytest

from ingest.checks.residue import check_residue
from ingest.findings import Finding


def found(text: str) -> list[Finding]:
    return [one for one in check_residue(text) if isinstance(one, Finding)]


@pytest.mark.parametrize("words", ["XX局", "ＸＸ单位", "xx 中心", "XXX委员会", "××街道"])
def test_a_blank_name_is_named(words: str) -> None:
    """With the words as they stand, and the further places beside the first."""
    text = f"## 第二部分 株洲市{words}2022年度部门决算表\n\n株洲市{words}没有项目。"
    (finding,) = found(text)
    assert finding.rule == "E03"
    assert text[finding.start : finding.end] == finding.disclosed
    assert [text[start:end] for start, end in finding.related] == [finding.disclosed]


@pytest.mark.parametrize(
    "text", ["20XX年度部门决算", "支出XX万元", "身份证号430XXXXXXXXXXXX123X", "XXL号服装", "荷塘区林业局"]
)
def test_other_crosses_are_no_name(text: str) -> None:
    """A year, an amount or a number with crosses in it may be a blank that was left, and is no body's name."""
    assert [one for one in found(text) if "名称" in one.message] == []
