import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbering import (
    NumberStyle,
    format_chinese,
    is_attachment,
    lists_attachments,
    parse_numbering,
    parse_numeral,
)


@pytest.mark.parametrize(
    ("text", "style", "printed", "words"),
    [
        ("第三部分 情况说明", NumberStyle.PART, "第三部分", "情况说明"),
        ("第二章总则", NumberStyle.PART, "第二章", "总则"),
        ("附件1 基础数据表", NumberStyle.PART, "附件1", "基础数据表"),
        ("附件 3", NumberStyle.PART, "附件3", ""),
        ("附件：自评表", NumberStyle.PART, "附件", "自评表"),
        ("一、单位概况", NumberStyle.CHINESE, "一", "单位概况"),
        ("十一、 其他事项", NumberStyle.CHINESE, "十一", "其他事项"),
        ("（一）收入", NumberStyle.CHINESE_BRACKETED, "（一）", "收入"),
        ("(二)、支出", NumberStyle.CHINESE_BRACKETED, "(二)", "支出"),
        ("1.宣传经费", NumberStyle.ARABIC, "1", "宣传经费"),
        ("4．依法查处", NumberStyle.ARABIC, "4", "依法查处"),
        ("12、其他", NumberStyle.ARABIC, "12", "其他"),
        ("（3）人员", NumberStyle.ARABIC_BRACKETED, "（3）", "人员"),
    ],
)
def test_number_before_a_heading(text: str, style: NumberStyle, printed: str, words: str) -> None:
    """Every style of official numbering is told from the words after it."""
    numbering = parse_numbering(text)
    assert numbering is not None
    assert (numbering.style, numbering.printed, text[numbering.end :]) == (style, printed, words)


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元的支出",
        "2020年度部门决算",
        "2023.12.31",
        "一般公共预算",
        "附件材料齐全的",
        "三公经费",
        "12345热线",
        "十分重视",
        "第" + "一" * 5000 + "部分",
    ],
)
def test_words_that_only_look_numbered(text: str) -> None:
    """Decimals, years and words that begin with a numeral are no numbering."""
    assert parse_numbering(text) is None


def test_blank_after_the_delimiter_is_noticed() -> None:
    """Converted automatic numbers are followed by a blank, typed ones are not."""
    found = [parse_numbering(text) for text in ("2、 支出", "2、支出")]
    assert [one and one.spaced for one in found] == [True, False]


@given(st.integers(1, 99))
def test_chinese_numerals_read_back(value: int) -> None:
    """A number written in Chinese is read as itself."""
    assert parse_numeral(format_chinese(value)) == value


def in_words(value: int, digits: str, tens: str) -> str:
    """A number as it is said: 一万零三十; the zeros between are said once."""
    said = ""
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        group = value // 10**power % 10**4
        if not group:
            continue
        inner, gap = "", False
        for place in (3, 2, 1, 0):
            digit = group // 10**place % 10
            if digit:
                inner += (digits[0] if gap and inner else "") + digits[digit] + ("", *tens)[place]
            gap = not digit
        said += (digits[0] if said and group < 1000 else "") + inner + unit
    return said


@given(
    st.integers(1, 10**12 - 1),
    st.sampled_from([("零一二三四五六七八九", "十百千"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")]),
)
def test_numerals_read_back(value: int, style: tuple[str, str]) -> None:
    """Any number below a million million, in everyday or in accountants' numerals."""
    assert parse_numeral(in_words(value, *style)) == value


@given(
    st.integers(0, 10**8),
    st.sampled_from(["〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９", "0123456789"]),
)
def test_digits_read_back(value: int, digits: str) -> None:
    """A number written digit by digit, full-width ones among them."""
    assert parse_numeral("".join(digits[int(digit)] for digit in str(value))) == value


@given(st.integers(1, 99), st.sampled_from(["{}、", "（{}）", "第{}部分 ", "{}．"]), st.booleans())
def test_numbers_of_headings_read_back(value: int, mark: str, chinese: bool) -> None:
    """The number before a heading and where its words begin, in Chinese numerals, plain or full-width digits."""
    wide = str(value).translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789"})
    for printed in (format_chinese(value),) if chinese else (str(value), wide):
        text = mark.format(printed) + "收入情况"
        numbering = parse_numbering(text)
        assert numbering is not None
        assert (numbering.value, text[numbering.end :]) == (value, "收入情况")


@pytest.mark.parametrize(
    ("text", "value"),
    [("二〇二三", 2023), ("一百零五", 105), ("三万二千", 32000), ("一亿二千万", 120_000_000), ("两", 2)],
)
def test_numerals(text: str, value: int) -> None:
    """Numerals in words and digit by digit."""
    assert parse_numeral(text) == value


def test_no_numeral() -> None:
    """Other words are refused, not guessed."""
    with pytest.raises(ValueError, match="not a numeral"):
        parse_numeral("若干")


def test_attachments() -> None:
    """附件 and 附表 with or without a number."""
    assert [is_attachment(text) for text in ("附件2", "附表一", "附近", "附属单位上缴收入")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("附件：1.2023年度部门整体支出绩效自评表　2.2023年度项目支出绩效自评表", True),
        ("附件:（1）自评表", True),
        ("附件：一、自评表", True),
        ("附件1", False),
        ("附件：2023年度部门整体支出绩效自评表", False),
        ("附件：12个项目的自评表", False),
    ],
)
def test_lists_of_attachments(text: str, *, listed: bool) -> None:
    """A line that counts up attachments is told from the attachment itself."""
    assert lists_attachments(text) is listed
