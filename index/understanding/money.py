"""Amounts of money and other numbers as people say them: parsed, shown, and as terms that find them in any unit."""

import re
from decimal import Decimal
from functools import partial

from index.query import Term
from index.tokens import normalise_number
from index.understanding.model import AmountRange
from ingest.amounts import MONEY, parse_number
from ingest.numbering import parse_numeral

_UNITS = {
    "元": 1,
    "块钱": 1,
    "块": 1,
    "百": 10**2,
    "百元": 10**2,
    "千": 10**3,
    "千元": 10**3,
    "千块": 10**3,
    "万元": 10**4,
    "万块": 10**4,
    "万": 10**4,
    "w": 10**4,
}
_UNITS |= {
    "十万": 10**5,
    "十万元": 10**5,
    "百万": 10**6,
    "百万元": 10**6,
    "千万": 10**7,
    "千万元": 10**7,
    "亿": 10**8,
    "亿元": 10**8,
}
UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
CHINESE = "零〇一二两三四五六七八九十百千"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = rf"(?:{DIGITS})"
HAN_NUMBER = rf"[{CHINESE}]+(?:点[零〇一二三四五六七八九]+)?"
HAN_UNIT = "万元|亿元|万块|块钱|[万亿元]"
# What is counted by a number that would else be money: 5万人.
_COUNTED_NEXT = "个名人辆台套件次户家条平公立克米瓦位批"
_HAN_WHOLE = rf"(?P<more>{HAN_NUMBER}万)零?(?P<less>{HAN_NUMBER}(?:元|块钱|块))"  # 三百三十万七千九百元
_HAN_TYPED = re.sub(r"\(\?P<\w+>", "(?:", _HAN_WHOLE)
MONEY_TYPED = rf"(?:{_HAN_TYPED}|(?:{NUMBER}|{HAN_NUMBER})亿零?(?:{NUMBER}|{HAN_NUMBER})(?:万元|万)|{NUMBER}\s*(?:{UNIT})(?![A-Za-z{_COUNTED_NEXT}万亿])|{HAN_NUMBER}(?:{HAN_UNIT})(?![{CHINESE}{_COUNTED_NEXT}]))"
MONEY_PARTS = re.compile(rf"(?P<digits>{NUMBER})\s*(?P<unit>{UNIT})|(?P<han>{HAN_NUMBER})(?P<han_unit>{HAN_UNIT})")
_COMPOUND = re.compile(rf"(?P<more>(?:{NUMBER}|{HAN_NUMBER})亿)零?(?P<less>(?:{NUMBER}|{HAN_NUMBER})(?:万元|万))")
_TENS_OF_THOUSANDS = re.compile(_HAN_WHOLE)
_TELLING = 3  # characters of a decimal that tell enough of an amount, 5.7 does not
_FEWEST = 2
_TELLING_DIGITS = 4
_MOST_LEFT_OUT = 3


def parse_money(text: str) -> Decimal | None:
    """An amount as typed in yuan; None where it is too long for any.

    >>> parse_money("1.5亿"), parse_money("五万元")
    (Decimal('150000000'), Decimal('50000'))
    """
    text = text.strip()
    both = _COMPOUND.fullmatch(text) or _TENS_OF_THOUSANDS.fullmatch(text)
    if both:
        parts = [parse_money(both["more"]), parse_money(both["less"])]
        return sum(filter(None, parts), Decimal(0)) if None not in parts else None
    match = MONEY_PARTS.fullmatch(text)
    if match is None:
        return None
    number = parse_number(match["digits"]) if match["digits"] else parse_han(match["han"])
    unit = match["unit"] or match["han_unit"]
    return tidy(number * _UNITS[unit]) if number is not None else None


def amount_term(typed: str, value: Decimal, *, rounded: bool = True) -> Term:
    """A term for an amount: its number as typed, or in yuan, in 万元, in 亿元.

    An amount that is told with few digits is the beginning of the one that is printed: 0.2009亿元 of 2009.21万元.
    """
    digits = re.match(DIGITS, typed)
    numbers = [normalise_number(digits[0])] if digits else []
    numbers += [plain(value / unit) for unit in (10_000, 1, 100_000_000)]
    if not rounded:
        # Of a number without a unit, 100 for 1000000 would be found everywhere.
        numbers = [numbers[0], *(one for one in numbers[1:] if "." in one or len(one) >= _TELLING_DIGITS)]
    units = tuple(dict.fromkeys(numbers))
    beginning = _beginning(value / 10_000, spoken="亿" in typed) if rounded else None
    if beginning:
        return Term((beginning,), units[0], tuple((number,) for number in units), prefix=True)
    return Term((units[0],), others=tuple((number,) for number in units[1:]))


def _beginning(value: Decimal, *, spoken: bool) -> str | None:
    """How numbers in 万元 begin that are told as this one; a question mark is any digit (`index.query.begins_with`)."""
    whole, point, _ = (text := plain(value)).partition(".")
    if point:
        return text if len(text) > _TELLING else None
    told = whole.rstrip("0") if spoken else whole
    told += "0" * max(0, len(whole) - len(told) - _MOST_LEFT_OUT)
    if len(told) < _FEWEST:
        return None
    return f"{told}{'?' * (len(whole) - len(told))}" if told != whole else f"{whole}."


def show_range(found: AmountRange) -> str:
    """How a range is shown: 超过5万元, 5万—10万元."""
    show_money = _show_money if found.unit == MONEY else partial(_show_counted, unit=found.unit)
    if found.least is not None and found.most is not None:
        one = found.least == found.most
        return show_money(found.least) if one else f"{show_money(found.least)}—{show_money(found.most)}"
    if found.least is not None:
        return f"超过{show_money(found.least)}" if found.strict else f"{show_money(found.least)}以上"
    if found.most is None:
        return ""
    return f"低于{show_money(found.most)}" if found.strict else f"{show_money(found.most)}以内"


def _show_counted(value: Decimal, unit: str) -> str:
    return f"{plain(value)}{unit}"


def _show_money(value: Decimal) -> str:
    """An amount of yuan as people say it: 5万元, 1.5亿元."""
    for unit, word in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if abs(value) >= unit:
            return f"{plain(value / unit)}{word}"
    return f"{plain(value)}元"


def parse_plain(text: str) -> Decimal | None:
    """A number without a unit, in digits or in words; None where it is too long for any."""
    return parse_number(text) if text[:1].isdecimal() else parse_han(text)


def parse_han(text: str) -> Decimal | None:
    """A number in words: 一点五; None where it has no whole part."""
    whole, point, fraction = text.partition("点")
    if not whole:
        return None
    value = Decimal(parse_numeral(whole))
    return value + Decimal(f"0.{''.join(str(parse_numeral(one)) for one in fraction)}") if point and fraction else value


def tidy(value: Decimal) -> Decimal:
    """The same without zeros behind the point."""
    return Decimal(plain(value))


def plain(value: Decimal) -> str:
    """A number with a fixed point, without zeros behind it."""
    return f"{value.normalize():f}"
