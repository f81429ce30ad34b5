"""Stored numbers and the formats of their cells give the words that a spreadsheet shows."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.readers.number_format import BUILT_IN, format_text, format_value

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.4999999, "#,##0.00", "1,234.50"),
        (1234567.5, "#,##0", "1,234,568"),
        (0.005, "0.00", "0.01"),
        (-0.001, "0.00", "0.00"),
        (-5, "#,##0.00;[Red]-#,##0.00", "-5.00"),
        (-5, "#,##0.00;(#,##0.00)", "(5.00)"),
        (5, "0.00_);(0.00)", "5.00"),
        (0, ACCOUNTING, "-"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, "0.00;-0.00;", ""),
        (7, ";;;", ""),
        (0.175, "0.0%", "17.5%"),
        (0.9333333, "0.00%", "93.33%"),
        (1, "0%", "100%"),
        (12345678, r'0\.0,"万"', "1234.6万"),
        (12345678, "0.00,,", "12.35"),
        (3, "0000", "0003"),
        (5, '"第"0"号"', "第5号"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (0.5, "#.##", ".5"),
        (0, "#,###", ""),
        (5, '[>=10]"多"0;[<10]"少"0', "少5"),
        (12345, "0.00E+00", "1.23E+04"),
        (1.5, "# ?/?", "1.5"),
        (13462.860000000001, "General", "13462.86"),
        (0.1 + 0.2, "General", "0.3"),
        (2080505, "General", "2080505"),
        (123456789012.34, "General", "123456789012.34"),
        (3, "@", "3"),
        (45000, "yyyy-mm-dd", "2023-03-15"),
        (45000, 'yyyy"年"m"月"d"日";@', "2023年3月15日"),
        (45000.75, "yyyy/m/d h:mm", "2023/3/15 18:00"),
        (45000.75, "h:mm AM/PM", "6:00 PM"),
        (45000, "[$-804]aaaa", "星期三"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (45000, BUILT_IN[14], "2023/3/15"),
        (45000, BUILT_IN[31], "2023年3月15日"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (float("inf"), "0.00", ""),
    ],
)
def test_numbers_are_shown_by_their_format(value: float, code: str, shown: str) -> None:
    """Sections for signs and zero, thousands, percent, Chinese units, dates; what has no meaning is shown as it is."""
    assert format_value(value, code) == shown


def test_days_may_be_counted_from_1904() -> None:
    """A workbook that says so has other days."""
    assert format_value(43538, "yyyy-mm-dd", from_1904=True) == "2023-03-15"


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("2010301", "@", "2010301"),
        ("某某局", "0.00", "某某局"),
        ("某某局", '@"（本级）"', "某某局（本级）"),
        ("底稿", ";;;", ""),
        ("某某局", ACCOUNTING, "某某局"),
    ],
)
def test_texts_are_shown_by_their_format(text: str, code: str, shown: str) -> None:
    """A format may add words to a text, or hide it."""
    assert format_text(text, code) == shown


@given(st.decimals(-(10**11), 10**11, places=2))
@example(Decimal("-0.00"))
def test_an_amount_is_shown_with_the_cents_it_was_entered_with(amount: Decimal) -> None:
    """Whatever a binary number makes of it."""
    assert format_value(float(amount), "#,##0.00") == f"{amount + 0:,.2f}".replace(
        "-0.00", "0.00" if not amount else "-0.00"
    )
    assert Decimal(format_value(float(amount), "General")) == amount


@given(st.floats(), st.text(alphabet='0#?.,%@;"\\[]<>=-_* yYmdhsaAMP/eE+General$¥万元1904!', max_size=24))
@example(1e300, "0.00")
@example(5.0, "[=.]0")
def test_any_format_gives_words(value: float, code: str) -> None:
    """A format from a careless program breaks nothing."""
    assert isinstance(format_value(value, code), str)
    assert isinstance(format_text("收入", code), str)
