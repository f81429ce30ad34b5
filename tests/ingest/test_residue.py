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
    "text",
    [
        "身份证号430XXXXXXXXXXXX123X",
        "XXL号服装",
        "荷塘区林业局",
        "| 增加（减少）额 | 增长（下降）率 |",
        "比上年增加（减少）数",
    ],
)
def test_other_crosses_and_headings_are_no_residue(text: str) -> None:
    """A masked number or a heading of a column has nothing left to fill in."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("决算数大小于预算数，主要原因是厉行节约。", "大小于"),
        ("较上年增加/减少3.20万元。", "增加/减少"),
        ("决算数小于预算数（或与预算数持平）的主要原因是节约。", "小于预算数（或与预算数持平）"),
        ("以下为通用名词解释，各单位可根据实际情况增减。", "各单位可根据实际情况增减"),
        ("支出XX万元。", "XX万元"),
        ("20XX年度部门决算情况说明。", "XX年度"),
        ("比上年增加（减少）3.2万元。", "增加（减少）"),
        ("教育支出（类）5万元（不涉及的不列）。", "不涉及的不列"),
    ],
)
def test_blanks_and_instructions_of_a_template(text: str, words: str) -> None:
    """What was left of the template is named with its words."""
    assert [one.disclosed for one in found(text)] == [words]
