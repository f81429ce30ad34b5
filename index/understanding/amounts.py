"""Amounts in what is typed: more than, less than, from to, about; and an amount as such, to be found in any unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from index.query import Term
from index.tokens import normalise_number
from index.understanding.model import UNSAID, AmountRange
from index.understanding.pieces import Piece
from index.vocabulary import load_counted
from ingest.amounts import MONEY, PERCENT, parse_number
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
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_CHINESE = "零〇一二两三四五六七八九十百千"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS})"
_HAN_NUMBER = rf"[{_CHINESE}]+(?:点[零〇一二三四五六七八九]+)?"
_HAN_UNIT = "万元|亿元|万块|块钱|[万亿元]"
_COUNTED_NEXT = "个名人辆台套件次户家条平公立克米瓦位批"
_MONEY = rf"(?:(?:{_NUMBER}|{_HAN_NUMBER})亿零?(?:{_NUMBER}|{_HAN_NUMBER})(?:万元|万)|{_NUMBER}\s*(?:{_UNIT})(?![A-Za-z{_COUNTED_NEXT}万亿])|{_HAN_NUMBER}(?:{_HAN_UNIT})(?![{_CHINESE}{_COUNTED_NEXT}]))"
_PERCENTAGE = rf"(?:{_NUMBER}\s*%|百分之{_HAN_NUMBER})(?!以|[\d.])|(?:{_NUMBER}\s*%|百分之{_HAN_NUMBER})(?=以[上下内])"
_COUNTED = "个名人辆台套件次户家条平公立岁天年月日号项米吨批"
# Without a unit yuan, since that is how figures are stored; what may be a year, a code or a count is none.
_BARE = rf"(?:0|(?!(?:19|20)\d\d(?!\d))(?!2[0-3]\d{{5}}(?!\d))(?:\d{{1,3}}(?:,\d{{3}})+|\d{{4,}}))(?:\.\d+)?(?![\d.,%A-Za-z]|\s*(?:[{_COUNTED}万亿元块百千]))"
# 10个单位 asks for so many, 5个百分点 is a change; neither is a number of things.
_COUNTERS = "|".join(sorted({one for row in load_counted() for one in row.counters}, key=len, reverse=True))
_COUNT = rf"(?:(?:{_NUMBER}|{_HAN_NUMBER})\s*(?:{_COUNTERS})(?!单位|部门|机关|局|百分点|月|工作日|小时|以[^上下内]))"
# A small number without a unit is of whatever is asked for; of money nobody says so little.
_SMALL = rf"\d{{1,3}}(?:\.\d+)?(?![\d.,%A-Za-z]|\s*[{_COUNTED}万亿元块百千分位])"
_BOUND = rf"(?:{_MONEY}|{_PERCENTAGE}|{_COUNT}|{_BARE}|{_SMALL})"
_NUMBER_OF = re.compile(rf"(?P<number>{_NUMBER}|{_HAN_NUMBER})\s*(?P<counter>{_COUNTERS})")
_PARTS = re.compile(rf"(?P<digits>{_NUMBER})\s*(?P<unit>{_UNIT})|(?P<han>{_HAN_NUMBER})(?P<han_unit>{_HAN_UNIT})")
_OVER = r"不低于|不少于|不小于|大于等于|大于或等于|至少|起码|≥|>=|=>"
_ABOVE = r"超过了?|超(?=\s*\d)|高于|大于|多于|超出|突破|>"
_WITHIN = r"不超过|不高于|不大于|不多于|小于等于|小于或等于|至多|最多|顶多|≤|<=|=<"
_BELOW = r"低于|不满|少于|小于|不足|不到|未超过|<"
_ABOUT = r"大约|大概|约|将近|接近|近|差不多"
_RANGE = re.compile(
    rf"""
    (?<![\d.,A-Za-z])
    (?:
        (?:在|介于|从)?\s*(?P<first>{_NUMBER}\s*(?:{_UNIT}|{_COUNTERS})?|{_PERCENTAGE}|{_HAN_NUMBER}(?:万元|亿元|万|亿|元|{_COUNTERS})?)\s*(?:到|至|和|与|[-~]+)\s*(?P<last>{_BOUND})(?:之间|以内)?
      | (?P<over>{_OVER})\s*(?P<over_money>{_BOUND})
      | (?P<above>{_ABOVE})\s*(?P<above_money>{_BOUND})
      | (?P<within>{_WITHIN})\s*(?P<within_money>{_BOUND})
      | (?P<below>{_BELOW})\s*(?P<below_money>{_BOUND})
      | (?:等于|正好|恰好|=)\s*(?P<equal>{_MONEY}|{_COUNT})
      | (?:为|是|等于|=)\s*(?P<nothing>(?:0(?:\.0+)?|零)(?:万?元)?)(?![\d.]|[{_CHINESE}])
      | (?P<about>{_ABOUT})\s*(?P<about_money>{_MONEY})(?:左右)?
      | (?P<under_money>{_MONEY})\s*(?P<under><=?|≤)
      | (?P<upper_money>{_MONEY})\s*(?P<upper>>=?|≥)
      | (?P<side_money>{_PERCENTAGE}|{_COUNT}|{_BARE})\s*(?P<bare_side>以上|及以上|以下|及以下|以内|之内)
      | (?P<money>{_MONEY})\s*(?P<side>以上|及以上|起|往上|以下|及以下|以内|之内|往下|左右|上下|前后)?
    )
    """,
    re.VERBOSE,
)
_UP, _DOWN = {"以上", "及以上", "起", "往上"}, {"以下", "及以下", "以内", "之内", "往下"}
_ABOUT_SHARE = Decimal("0.1")
# Big numbers without a unit; neither codes (2120101) nor dates (20220101).
_BIG = re.compile(
    r"(?<![\w.,/\-])(?!2[0-3]\d{5}(?!\d))(?!20[0-4]\d[01]\d[0-3]\d(?!\d))(?:\d{5,}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?![\w.,/%\-])"
)
_COMPOUND = re.compile(rf"(?P<more>(?:{_NUMBER}|{_HAN_NUMBER})亿)零?(?P<less>(?:{_NUMBER}|{_HAN_NUMBER})(?:万元|万))")
_TELLING = 3  # characters of a decimal that tell enough of an amount, 5.7 does not
_FEWEST = 2
_TELLING_DIGITS = 4
_MOST_LEFT_OUT = 3
# A comparison with what is no money (超过90%, 多于50人) is no word to search for, the number is.
_COMPARISON = re.compile(rf"(?:{_OVER}|{_ABOVE}|{_WITHIN}|{_BELOW})(?=\s*\d)")


def find_amounts(folded: str) -> Iterator[Piece]:
    """Yield the ranges of amounts of a folded text, and the amounts that stand by themselves as terms in every unit."""
    for match in _RANGE.finditer(folded):
        start, end = match.start(), match.end()
        found = _range(match)
        if found is not None:
            terms = (_told(match),) if match["about"] or match["equal"] else ()
            number = _start_of_number(match)
            yield Piece(
                start, end, amounts=found, shown=show_range(found), number=number, terms=tuple(filter(None, terms))
            )
        elif match["money"]:
            value = parse_money(match["money"])
            # 百万 and 十万 are parts of many words (百万工程); in digits or with 元 they are amounts.
            if value and _is_amount(match["money"]):
                yield Piece(start, end, terms=(amount_term(match["money"], value),))
    for match in _COMPARISON.finditer(folded):
        yield Piece(match.start(), match.end())


def _told(match: re.Match[str]) -> Term | None:
    """The amount that a range is around, to be searched for where no figure is compared with it: 约1.5亿."""
    typed = match["about_money"] or match["equal"]
    value = parse_money(typed)
    return amount_term(typed, value) if value else None


def _start_of_number(match: re.Match[str]) -> int:
    """Where the number of a range begins, behind the word that compares with it."""
    name = next((one for one in ("over", "above", "within", "below") if match[one]), None)
    return match.start(f"{name}_money") if name else match.start()


def _is_amount(typed: str) -> bool:
    """Whether an amount that stands by itself is one: in digits, with 元, or a whole number in words (三百万)."""
    return typed[0].isdecimal() or typed.endswith("元") or (len(typed) > 2 and typed[0] not in "零〇十百千")


def find_numbers(folded: str) -> Iterator[Piece]:
    """Yield the big numbers without a unit as terms: 579300 is found as 57.93万元, too."""
    for match in _BIG.finditer(folded):
        value = parse_number(match[0])
        if value is not None:
            yield Piece(match.start(), match.end(), terms=(amount_term(match[0], _tidy(value), rounded=False),))


def parse_range(text: str) -> AmountRange | None:
    """The range that a folded text names and nothing else: 5万-10万, >5万; an amount alone is a range of itself."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    if match["money"] and not match["side"]:
        value = parse_money(match["money"])
        return AmountRange(value, value) if value is not None else None
    return _range(match)


def _parse_bound(text: str) -> tuple[Decimal, str] | None:
    """A bound with its unit; what has no unit is in yuan, a small number of nothing that is said."""
    text = text.strip()
    if counted := _NUMBER_OF.fullmatch(text):
        number = _parse_plain(counted["number"])
        return (_tidy(number), counted["counter"]) if number is not None else None
    if text.endswith("%"):
        number = parse_number(text.rstrip("%").strip())
    elif text.startswith("百分之"):
        number = _parse_han(text.removeprefix("百分之"))
    else:
        value = parse_money(text)
        if value is None and text[:1].isdecimal():
            value = parse_number(text)
            if value is not None and re.fullmatch(_SMALL, text) and value:
                return _tidy(value), UNSAID
        return (_tidy(value), MONEY) if value is not None else None
    return (_tidy(number), PERCENT) if number is not None else None


def parse_money(text: str) -> Decimal | None:
    """An amount as typed in yuan; None where it is too long for any.

    >>> parse_money("1.5亿"), parse_money("五万元")
    (Decimal('150000000'), Decimal('50000'))
    """
    text = text.strip()
    both = _COMPOUND.fullmatch(text)
    if both:
        parts = [parse_money(both["more"]), parse_money(both["less"])]
        return sum(filter(None, parts), Decimal(0)) if None not in parts else None
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    number = parse_number(match["digits"]) if match["digits"] else _parse_han(match["han"])
    unit = match["unit"] or match["han_unit"]
    return _tidy(number * _UNITS[unit]) if number is not None else None


def combine(ranges: list[AmountRange]) -> AmountRange | None:
    """What lies in all of some ranges (超过5万, 不超过10万)."""
    if not ranges:
        return None
    # Of money, rates and counts, which are never compared with each other, whatever is no money.
    unit = next((one.unit for one in ranges if one.unit != MONEY), MONEY)
    ranges = [one for one in ranges if one.unit == unit]
    least = max((one.least for one in ranges if one.least is not None), default=None)
    most = min((one.most for one in ranges if one.most is not None), default=None)
    return AmountRange(least, most, any(one.strict for one in ranges), unit)


def amount_term(typed: str, value: Decimal, *, rounded: bool = True) -> Term:
    """A term for an amount: its number as typed, or in yuan, in 万元, in 亿元.

    An amount that is told with few digits is the beginning of the one that is printed: 0.2009亿元 of 2009.21万元.
    """
    digits = re.match(_DIGITS, typed)
    numbers = [normalise_number(digits[0])] if digits else []
    numbers += [_plain(value / unit) for unit in (10_000, 1, 100_000_000)]
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
    whole, point, _ = (text := _plain(value)).partition(".")
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
    return f"{_plain(value)}{unit}"


def _show_money(value: Decimal) -> str:
    """An amount of yuan as people say it: 5万元, 1.5亿元."""
    for unit, word in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if abs(value) >= unit:
            return f"{_plain(value / unit)}{word}"
    return f"{_plain(value)}元"


def _range(match: re.Match[str]) -> AmountRange | None:
    if match["last"]:
        last = _parse_bound(match["last"])
        first = _first(match["first"], match["last"])
        if first is None or last is None or first[1] != last[1]:
            return None
        return AmountRange(min(first[0], last[0]), max(first[0], last[0]), unit=last[1])
    if match["equal"] or match["nothing"]:
        bound = (Decimal(0), MONEY) if match["nothing"] else _parse_bound(match["equal"])
        return AmountRange(bound[0], bound[0], unit=bound[1]) if bound else None
    if match["under"] or match["upper"]:  # 50万<三公经费<100万
        how = {"<": "above", ">": "below"}.get(match["under"] or match["upper"]) or (
            "over" if match["under"] else "within"
        )
        return _compared(how, _parse_bound(match["under_money"] or match["upper_money"]))
    for name in ("over", "above", "within", "below", "about"):
        if match[name]:
            return _compared(name, _parse_bound(match[f"{name}_money"]))
    side = match["side"] or match["bare_side"]
    if not side:
        return None
    bound = _parse_bound(match["money"] or match["side_money"])
    return _compared("over" if side in _UP else "within" if side in _DOWN else "about", bound)


def _compared(how: str, bound: tuple[Decimal, str] | None) -> AmountRange | None:
    if bound is None:
        return None
    value, unit = bound
    if how == "about":
        return AmountRange(_tidy(value * (1 - _ABOUT_SHARE)), _tidy(value * (1 + _ABOUT_SHARE)), unit=unit)
    strict = how in {"above", "below"}
    return (
        AmountRange(least=value, strict=strict, unit=unit)
        if how in {"over", "above"}
        else AmountRange(most=value, strict=strict, unit=unit)
    )


def _first(text: str, last: str) -> tuple[Decimal, str] | None:
    """The lower bound; without a unit it has that of the upper one: 10到50万; but 5000到2万."""
    text = text.strip()
    own = parse_money(text)
    if own is not None:
        return own, MONEY
    if text.endswith("%") or text.startswith("百分之") or _NUMBER_OF.fullmatch(text):
        return _parse_bound(text)
    if last.endswith("%"):
        return _parse_bound(f"{text}%")
    if counted := _NUMBER_OF.fullmatch(last):
        return _parse_bound(f"{text}{counted['counter']}")
    unit = _PARTS.fullmatch(last)
    if not unit:
        return _parse_bound(text)
    plain, most = _parse_plain(text), parse_money(last)
    first = _parse_bound(f"{text}{unit['unit'] or unit['han_unit']}")
    above = first is not None and most is not None and first[0] > most
    return (_tidy(plain), MONEY) if above and plain is not None and most is not None and plain <= most else first


def _parse_plain(text: str) -> Decimal | None:
    return parse_number(text) if text[:1].isdecimal() else _parse_han(text)


def _parse_han(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点")
    if not whole:
        return None
    value = Decimal(parse_numeral(whole))
    return value + Decimal(f"0.{''.join(str(parse_numeral(one)) for one in fraction)}") if point and fraction else value


def _tidy(value: Decimal) -> Decimal:
    """The same without zeros behind the point."""
    return Decimal(_plain(value))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
