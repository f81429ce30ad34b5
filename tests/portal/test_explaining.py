"""A finding explained: only what comes out is shown as a calculation."""

import json

import pytest

from ingest.findings import ERROR
from portal.explaining import Explanation, explain, still_there

TABLE = """收入决算表

金额单位：万元

| 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 其他收入 |
| --- | --- | --- | --- | --- |
| 205 | 教育支出 | 30.00 | 20.00 | 9.00 |
| 208 | 社会保障支出 | 12.00 | 12.00 | 0.00 |
"""
TWO_SIDES = """| 收入 | 决算数 | 支出 | 决算数 |
| --- | --- | --- | --- |
| 本年收入合计 | 90.00 | 本年支出合计 | 80.00 |
"""


def finding(text: str, own: str, *others: str, **told: str) -> Explanation:
    """A finding about the words `own`, compared with others; each is where it first stands behind the one before."""
    places, at = [], 0
    for one in others:
        at = text.index(one, at)
        places.append((at, at + len(one)))
        at += len(one)
    start = text.index(own)
    row = {
        "id": "c001",
        "rule": "A02",
        "severity": ERROR,
        "message": "…",
        "disclosed": own,
        "expected": "",
        "difference": "",
        "start": str(start),
        "end": str(start + len(own)),
        "related": json.dumps(places) if places else "",
    }
    return explain(row | told, text, ())


@pytest.mark.parametrize(
    ("text", "own", "others", "told", "steps"),
    [
        (
            "支出写为6.00万元，基本支出3.00万元，项目支出2.00万元。",
            "6.00万元",
            ("3.00万元", "2.00万元"),
            {"expected": "5万元", "difference": "1万元"},
            ("3 + 2 = 5 万元", "印出的 6 比计算的 5 多 1 万元"),
        ),
        (
            "支出30.00万元，其中财政拨款支出20.00万元，基金支出15.00万元。",
            "30.00万元",
            ("20.00万元", "15.00万元"),
            {"expected": "不少于35万元", "difference": "-5万元"},
            ("20 + 15 = 35 万元", "印出的比应有的最少数少 5万元"),
        ),
        (
            "机关运行经费130.00万元。公用经费100.00万元。",
            "130.00万元",
            ("100.00万元",),
            {"expected": "不超过100万元", "difference": "30万元"},
            ("另一处印出的是 100 万元", "超出 30万元"),
        ),
        (
            TABLE,
            "9.00",
            ("30.00", "20.00"),
            {"expected": "10万元", "difference": "-1万元"},
            ("30 − 20 = 10 万元", "印出的 9 比计算的 10 少 1 万元"),
        ),
        (
            TABLE,
            "20.00",
            ("30.00",),
            {"expected": "30万元", "difference": "-10万元"},
            ("另一处（205教育支出 · 本年收入合计）印出的是 30 万元", "印出的 20 比计算的 30 少 10 万元"),
        ),
        (
            "支出10.00万元，占20.00万元的40%。",
            "40%",
            ("10.00万元", "20.00万元"),
            {"expected": "50%", "difference": "-10个百分点"},
            ("10 ÷ 20 × 100% = 50%", "印出的比计算的少 10个百分点"),
        ),
        (
            "支出12.00万元，比上年增加2.00万元，增长30%。",
            "30%",
            ("12.00万元", "2.00万元"),
            {"expected": "20%", "difference": "10个百分点"},
            ("2 ÷（12 − 2）× 100% = 20%", "印出的比计算的多 10个百分点"),
        ),
        (
            "专项甲 7.00万元，专项乙 8.00万元，共16.00万元。",
            "16.00万元",
            ("专项甲 7.00万元", "专项乙 8.00万元"),
            {"expected": "15万元", "difference": "1万元"},
            ("7 + 8 = 15 万元", "印出的 16 比计算的 15 多 1 万元"),
        ),
        (
            "甲3.00万元，乙4.00万元，共9.00万元。",
            "9.00万元",
            ("3.00万元", "4.00万元"),
            {"expected": "8万元", "difference": "1万元"},
            ("印出的 9 比计算的 8 多 1 万元",),  # what does not come out is not shown
        ),
        ("所写的年度是2022年度。", "2022年度", (), {"expected": "2023年度"}, ()),
        ("甲写作3.00元。", "3.00元", (), {"expected": "3万元"}, ()),
        (
            "甲9.00万元，共5.00万元。",
            "9.00万元",
            ("5.00万元",),
            {"expected": "合计不超过5万元", "difference": "4万元"},
            ("超出 4万元",),
        ),
    ],
)
def test_calculations(
    text: str, own: str, others: tuple[str, ...], told: dict[str, str], steps: tuple[str, ...]
) -> None:
    """Sums, what a total leaves, copies, shares and rates of change are put into formulas, others into words."""
    assert finding(text, own, *others, **told).steps == steps


def test_a_cell_is_named_by_row_and_column() -> None:
    """With its code; its amount is in the unit of the table, and no sentence is made of a row."""
    told = finding(TABLE, "20.00", "12.00")
    assert [one.name for one in told.places] == ["205教育支出 · 财政拨款收入", "208社会保障支出 · 本年收入合计"]
    assert [one.amount for one in told.places] == ["20", "12"]
    assert {one.before + one.after for one in told.places} == {""}


def test_a_table_of_two_sides_names_the_side() -> None:
    """Expenditure is not called by the line of income that stands to its left."""
    [place] = finding(TWO_SIDES, "80.00").places
    assert place.name.startswith("本年支出合计")
    assert place.amount == ""  # nothing tells the unit


def test_a_number_is_shown_in_its_sentence() -> None:
    """Its own sentence only, cut where that is long."""
    text = f"前一句。{'甲' * 100}支出5.00万元，其中乙。后一句。"
    [place] = finding(text, "5.00万元").places
    assert place.before == f"……{'甲' * 58}支出"
    assert place.after == "，其中乙"


def test_a_rule_of_another_time() -> None:
    """A package of before may name a rule that is no more: all else is told."""
    told = finding("支出5.00万元。", "5.00万元", rule="Z99")
    assert told.rule is None
    assert told.tolerances == ()
    assert told.why


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ([{"id": "c007", "rule": "C02", "message": "甲", "disclosed": "1", "expected": "2"}], "c007"),
        ([{"id": "c007", "rule": "C02", "message": "换了说法", "disclosed": "1", "expected": "2"}], "c007"),
        ([{"id": "c001", "rule": "C02", "message": "乙", "disclosed": "1", "expected": "3"}], None),
        ([{"id": "c001", "rule": "C03", "message": "甲", "disclosed": "1", "expected": "2"}], None),
        ([], None),
    ],
)
def test_the_same_finding_in_another_version(later: list[dict[str, str]], found: str | None) -> None:
    """By rule and words, not by its id, which counts."""
    row = {"id": "c001", "rule": "C02", "message": "甲", "disclosed": "1", "expected": "2"}
    assert still_there(row, later) == found
