"""One finding a cause, on findings of which it is known what they compare."""

import pytest

from ingest.checks.causes import settle_causes
from ingest.findings import ERROR, Finding

TEXT = "本年支出合计5.00万元，其中：基本支出3.00万元，项目支出1.00万元。"


def finding(rule: str, words: str, message: str, *related: str, against_table: bool = False) -> Finding:
    places = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in (words, *related)]
    return Finding(rule, ERROR, message, words, *places[0], related=tuple(places[1:]), against_table=against_table)


@pytest.mark.parametrize("message", ["正文中基本支出写为3万元，表中为4万元。", "基本支出应为4万元。"])
def test_what_a_table_contradicts_is_the_cause(message: str) -> None:
    """A sum that does not add up because of an amount that its table has otherwise is told with that amount."""
    copied = finding("C02", "3.00万元", message, against_table=True)
    added = finding("D01", "5.00万元", "其中各项合计为4万元。", "3.00万元", "1.00万元")
    (one,) = settle_causes([added, copied], TEXT)
    assert isinstance(one, Finding)
    assert (one.rule, one.disclosed) == ("C02", "3.00万元")
    assert set(one.related) >= {(added.start, added.end)}
