from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.amounts import COUNT, MONEY, PERCENT, find_numbers, view_text


def amounts(text: str) -> list[Decimal]:
    """The amounts of money in a text, in yuan."""
    return [number.value for number in find_numbers(view_text(text)[0]) if number.kind == MONEY]


@pytest.mark.parametrize(
    ("disclosed", "yuan"),
    [
        ("13462.86万元", "134628600.00"),
        ("15,019.52万元", "150195200.00"),
        ("１２３．４５万元", "1234500.00"),
        ("57.93 万元", "579300.00"),
        ("1064.54 万\n\n元", "10645400.00"),
        ("0万元", "0.00"),
        ("1.79亿元", "179000000.00"),
        ("3700元", "3700.00"),
        ("-0.36万元", "-3600.00"),
        ("9.9万", "99000.00"),
        ("12.345678万元", "123456.78"),
    ],
)
def test_amounts_in_yuan(disclosed: str, yuan: str) -> None:
    """Whatever the unit, the width of the digits and the blanks inside, the amount is exact."""
    assert amounts(disclosed) == [Decimal(yuan)]


@pytest.mark.parametrize("text", ["519.41", "三万元", "93.3%", "万元", "1.2万平方米", "10辆"])
def test_no_amount(text: str) -> None:
    """A missing unit is evidence to weigh, never a default."""
    assert amounts(text) == []


@pytest.mark.parametrize(
    "text",
    ["1234567890" * 3 + "元", "1" * 500_000 + "年", "9,999,999.99亿元", "0." + "1" * 40 + "%", "1," * 200_000 + "元"],
)
def test_rows_of_digits_are_no_numbers(text: str) -> None:
    """The number of an account, or a key that got stuck, is no amount that anybody has."""
    assert list(find_numbers(text)) == []


@given(cents=st.integers(-(10**12), 10**12), unit=st.sampled_from(["元", "万元", "亿元"]), grouped=st.booleans())
def test_printed_amounts_read_back(cents: int, unit: str, *, grouped: bool) -> None:
    """Any amount that a country has, printed with two places, reads back as itself."""
    number = Decimal(cents).scaleb(-2)
    factor = {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    assume(abs(number * factor) < 10**14)
    printed = f"{number:,.2f}" if grouped else f"{number:.2f}"
    assert amounts(f"{printed}{unit}") == [number * factor]


FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Decimal, Decimal]:
    """An amount as somebody writes it, its value in yuan, and its last place."""
    places, unit = draw(st.integers(0, 4)), draw(st.sampled_from(sorted(FACTORS)))
    number = Decimal(draw(st.integers(-(10**8), 10**8))).scaleb(-places)
    assume(abs(number * FACTORS[unit]) < 10**14)
    printed = f"{number:{',' if draw(st.booleans()) else ''}.{places}f}"
    printed = printed.translate(WIDE) if draw(st.booleans()) else printed
    blanks = st.sampled_from(["", "", " ", "　", "\n"])
    return f"{printed}{draw(blanks)}{unit}", number * FACTORS[unit], Decimal(FACTORS[unit]).scaleb(-places)


@given(written())
def test_amounts_in_any_writing(amount: tuple[str, Decimal, Decimal]) -> None:
    """Full-width or not, grouped or not, broken before its unit or not: the value and the last place are exact."""
    disclosed, value, step = amount
    (number,) = find_numbers(view_text(disclosed)[0])
    assert (number.value, number.kind, number.step) == (value, MONEY, step)
    assert number.value % number.step == 0


@given(st.lists(written(), min_size=1, max_size=5), st.sampled_from(["，", "；", "、其他收入", "，其中：项目支出为"]))
def test_amounts_in_a_row(amounts_in_text: list[tuple[str, Decimal, Decimal]], between: str) -> None:
    """Each is found in its place, in order; what stands between belongs to none."""
    text = "支出" + between.join(disclosed for disclosed, _, _ in amounts_in_text) + "。"
    view, places = view_text(text)
    numbers = list(find_numbers(view))
    assert [one.value for one in numbers] == [value for _, value, _ in amounts_in_text]
    shown = [text[places[one.start] : places[one.end - 1] + 1] for one in numbers]
    assert shown == [disclosed for disclosed, _, _ in amounts_in_text]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("占93.3%", [(Decimal("93.3"), PERCENT)]),
        ("增长1,055.4%", [(Decimal("1055.4"), PERCENT)]),
        ("保有量为10辆", [(Decimal(10), COUNT)]),
        ("接待0批次、0人次", [(Decimal(0), COUNT), (Decimal(0), COUNT)]),
        ("2020年12月31日", []),
        ("2020年度支出5万元", [(Decimal(50000), MONEY)]),
        ("占地8000平方米", [(Decimal(8000), COUNT)]),
    ],
)
def test_numbers_in_a_sentence(sentence: str, found: list[tuple[Decimal, str]]) -> None:
    """Money, percentages and counts are told apart; years and dates are no numbers."""
    view, _ = view_text(sentence)
    assert [(one.value, one.kind) for one in find_numbers(view)] == found


def test_step_is_the_last_printed_place() -> None:
    """57.93万元 is exact to 100 yuan, 58万元 to 10,000."""
    steps = [next(find_numbers(text)).step for text in ("57.93万元", "58万元", "93.3%")]
    assert steps == [Decimal(100), Decimal(10_000), Decimal("0.1")]


@given(st.text(alphabet="收支 0123456789.,万元%（）“”\n　", max_size=60))
def test_view_keeps_places(text: str) -> None:
    """Each character of the view stands where the list says."""
    view, places = view_text(text)
    assert len(view) == len(places)
    assert places == sorted(places)
