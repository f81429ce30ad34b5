"""Numbers before headings and list items: 第一部分, 附件1, 一、, （一）, 1., （1）, and the numerals they use."""

import re
from dataclasses import dataclass
from enum import IntEnum

from ingest.folding import fold


class NumberStyle(IntEnum):
    """Styles of numbering, from the outermost in; the order is the one official documents use."""

    PART = 1
    CHINESE = 2
    CHINESE_BRACKETED = 3
    ARABIC = 4
    ARABIC_BRACKETED = 5


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number at the head of a paragraph.

    `printed` is the number as printed without its delimiter (`一`, `（一）`, `第三部分`, `附件1`); `end` is the offset at
    which the words begin; `spaced` tells that a blank follows the delimiter, as after converted automatic numbers.
    """

    style: NumberStyle
    value: int
    printed: str
    end: int
    spaced: bool


_CHINESE = "零〇一二三四五六七八九十百"
_DIGIT = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_DIGIT |= {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000
_UNIT = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_UNIT |= {"万": _TEN_THOUSAND, "亿": _HUNDRED_MILLION}

# Patterns run over folded text, so full-width brackets, digits and points are already plain.
_PATTERNS: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = (
    (
        NumberStyle.PART,
        re.compile(rf"(?P<printed>第\s*(?P<value>[{_CHINESE}]{{1,5}}|\d{{1,2}})\s*(?:部分|章|篇))(?P<mark>[、:.]?)"),
    ),
    (
        NumberStyle.PART,
        re.compile(
            rf"(?P<printed>附\s*[件表录]\s*(?P<value>\d{{1,2}}(?![\d年])|[{_CHINESE}]{{1,3}}(?![{_CHINESE}级般类项定直]))?)(?P<mark>[、:.]|(?=\s|$|\d{{4}}))"
        ),
    ),
    (NumberStyle.CHINESE, re.compile(rf"(?P<printed>(?P<value>[{_CHINESE}]{{1,4}}))(?P<mark>\s*[、.])")),
    (
        NumberStyle.CHINESE_BRACKETED,
        re.compile(rf"(?P<printed>\(\s*(?P<value>[{_CHINESE}]{{1,4}})\s*\))(?P<mark>[、.]?)"),
    ),
    (NumberStyle.ARABIC_BRACKETED, re.compile(r"(?P<printed>\(\s*(?P<value>\d{1,2})\s*\))(?P<mark>[、.]?)")),
    (NumberStyle.ARABIC, re.compile(r"(?P<printed>(?P<value>\d{1,2}))(?P<mark>\s*、|\s*\.(?!\s*\d))")),
)

_ATTACHMENT_LIST = re.compile(r"\s*附\s*[件表录]\s*:\s*(?:\(\s*[1一]\s*\)|[1一]\s*[、.])")


def parse_numbering(text: str) -> Numbering | None:
    """Return the number that the paragraph begins with, or None where it begins with words.

    >>> parse_numbering("（二）决算单位构成").printed
    '（二）'
    >>> parse_numbering("1.5万元") is None
    True
    """
    folded = fold(text)
    start = len(folded) - len(folded.lstrip())
    for style, pattern in _PATTERNS:
        match = pattern.match(folded, start)
        if match:
            digits = match["value"]
            value = parse_numeral(digits) if digits else 1
            end = match.end()
            spaced = end < len(folded) and folded[end].isspace()
            while end < len(folded) and folded[end].isspace():
                end += 1
            printed = re.sub(r"\s+", "", text[match.start("printed") : match.end("printed")])
            return Numbering(style, value, printed, end, spaced)
    return None


def is_attachment(text: str) -> bool:
    """Tell whether the text begins as the label of an attachment does: 附件1, 附表二."""
    numbering = parse_numbering(text)
    return numbering is not None and numbering.printed.startswith("附")


def lists_attachments(text: str) -> bool:
    """Tell whether a paragraph only counts up the attachments that follow: 附件：1.自评表　2.基础数据表."""
    return bool(_ATTACHMENT_LIST.match(fold(text)))


def parse_numeral(text: str) -> int:
    """Return the value of a numeral in Chinese or Arabic digits.

    >>> parse_numeral("二十一"), parse_numeral("二〇二三"), parse_numeral("12")
    (21, 2023, 12)

    Raises:
        ValueError: the text is no numeral.
    """
    if text.isdecimal():
        return int(text)
    if text and all(char in _DIGIT for char in text):
        return int("".join(str(_DIGIT[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _UNIT:
            unit = _UNIT[char]
            if unit == _HUNDRED_MILLION:
                total = (total + section + digit) * unit
                section = 0
            elif unit == _TEN_THOUSAND:
                total += (section + digit) * unit
                section = 0
            else:
                section += (digit or 1) * unit
            digit = 0
        else:
            raise ValueError(f"not a numeral: {text!r}")
    if not text:
        raise ValueError("not a numeral: empty")
    return total + section + digit


def format_chinese(value: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals.

    >>> format_chinese(21), format_chinese(10)
    ('二十一', '十')
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
