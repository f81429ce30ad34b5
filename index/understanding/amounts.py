"""Amounts in what is typed: more than, less than, from to, about; and an amount as such, to be found in any unit."""

import re
from collections.abc import Iterator
from decimal import Decimal

from index.query import Term, parse_terms
from index.understanding.model import SOME, UNSAID, AmountRange
from index.understanding.money import (
    CHINESE,
    HAN_NUMBER,
    MONEY_PARTS,
    MONEY_TYPED,
    NUMBER,
    UNIT,
    amount_term,
    parse_money,
    parse_plain,
    show_range,
    tidy,
)
from index.understanding.pieces import Piece
from index.understanding.shares import SHARE_TYPED, complete_share, parse_share
from index.vocabulary import load_counted
from ingest.amounts import MONEY, PERCENT, parse_number

_PERCENTAGE = rf"(?:{SHARE_TYPED})(?![\d.]|以(?![上下内]))"
_COUNTED = "个名人辆台套件次户家条平公立岁天年月日号项米吨批"
# Without a unit yuan, since that is how figures are stored; what may be a year, a code or a count is none.
_BARE = rf"(?:0|(?!(?:19|20)\d\d(?!\d))(?!2[0-3]\d{{5}}(?!\d))(?:\d{{1,3}}(?:,\d{{3}})+|\d{{4,}}))(?:\.\d+)?(?![\d.,%A-Za-z]|\s*(?:[{_COUNTED}万亿元块百千]))"
# 10个单位 asks for so many, 5个百分点 is a change; neither is a number of things.
_COUNTERS = "|".join(sorted({one for row in load_counted() for one in row.counters}, key=len, reverse=True))
_COUNT = (
    rf"(?:(?:{NUMBER}|{HAN_NUMBER})\s*(?:{_COUNTERS})(?!单位|部门|机关|局|百分点|月|工作日|小时|之[^间内]|以[^上下内]))"
)
# A small number without a unit is of whatever is asked for; of money nobody says so little.
_SMALL = rf"\d{{1,3}}(?:\.\d+)?(?![\d.,%A-Za-z]|\s*[{_COUNTED}万亿元块百千分位成倍])"
# 不足万元, 过亿: one of them.
_ONE_UNIT = r"[万亿]元?(?![\u4e00-\u9fff]|\d)|[万亿]元?(?=的|[单部]|以)"
_BOUND = rf"(?:{MONEY_TYPED}|{_ONE_UNIT}|{_PERCENTAGE}|{_COUNT}|{_BARE}|{_SMALL})"
_NUMBER_OF = re.compile(rf"(?P<number>{NUMBER}|{HAN_NUMBER})\s*(?P<counter>{_COUNTERS})")
_OVER = r"(?:高于|超过|多于)(?:或者?)?等于|(?<![以加网线])上(?=[十百千]?[万亿])|不低于|不下于?|不少于|不小于|大于等于|大于或等于|至少|起码|(?<![未没有不])达到?了?|≥|>=|=>"
_ABOVE = rf"超过了?|超(?=\s*(?:\d|[{CHINESE}半]))|高于|大于|多于|超出|突破|不止|(?<![通经度不])[过破](?=\s*(?:[十百千]?[万亿]|[\d{CHINESE}.]+[万亿]))|>"
_WITHIN = r"(?:低于|少于|不足)(?:或者?)?等于|(?:不|未|没有?)(?:超过?|高于|大于|多于|超出|突破)|小于等于|小于或等于|至多|最多|顶多|≤|<=|=<"
_BELOW = r"低于|不满|少于|小于|不足|不到|(?:未|没有?)(?:到|达到?)|达不到|<"
_ABOUT = r"大约|大概|约|将近|接近|近|差不多"
# 十几万, 几十万, 几百万
_SOME_TENS = r"(?:[十百]几|几[十百千]?)[万亿]元?(?![\u4e00-\u9fff]|\d)|(?:[十百]几|几[十百千]?)[万亿]元?(?=的|[单部])"
_SIDES = "以上|及以上|以下|及以下|以内|之内|左右|上下"
_RANGE = re.compile(
    rf"""
    (?<![\d.,A-Za-z几])
    (?:
        (?:在|介于|从)?\s*(?P<first>{NUMBER}\s*(?:{UNIT}|{_COUNTERS})?|{_PERCENTAGE}|{HAN_NUMBER}(?:万元|亿元|万|亿|元|{_COUNTERS})?)\s*(?:到|至|和|与|[-~]+)\s*(?P<last>{_BOUND})(?:之间|以内)?
      | (?P<over>{_OVER})\s*(?P<over_money>{_BOUND})
      | (?P<above>{_ABOVE})\s*(?P<above_money>{_BOUND})
      | (?P<within>{_WITHIN})\s*(?P<within_money>{_BOUND})
      | (?P<below>{_BELOW})\s*(?P<below_money>{_BOUND})
      | (?:等于|正好|恰好|=)\s*(?P<equal>{MONEY_TYPED}|{_COUNT})
      | (?:不为|不是|不等于|非|!=|≠)\s*(?P<something>(?:0(?:\.0+)?|零)(?:万?元)?)(?![\d.]|[{CHINESE}])
      | (?<!不)(?:为|是|等于|=)\s*(?P<nothing>(?:0(?:\.0+)?|零)(?:万?元)?)(?![\d.]|[{CHINESE}])
      | (?P<about>{_ABOUT})\s*(?P<about_money>{MONEY_TYPED}|{_PERCENTAGE})(?:左右)?
      | (?P<under_money>{MONEY_TYPED})\s*(?P<under><=?|≤)
      | (?P<upper_money>{MONEY_TYPED})\s*(?P<upper>>=?|≥)
      | (?P<side_money>{_PERCENTAGE}|{_COUNT}|{_BARE})\s*(?:\((?:含|包含|包括)\)|,含)?(?P<bare_side>{_SIDES})
      | (?:(?<=率)|(?<=占比)|(?<=比重)|(?<=比例))\s*(?:为|是|等于|正好|=)?\s*(?P<rate>{_PERCENTAGE})(?!\s*(?:{_SIDES}|[-~到至和与]))
      | (?<![了掉去到十百])(?P<some>{_SOME_TENS})
      | (?P<more_money>{MONEY_TYPED})(?P<more>多|余|出头|挂零)元?
      | (?P<more_tens>{NUMBER}|{HAN_NUMBER})[多余](?P<tens_of>[万亿])元?
      | (?P<money>{MONEY_TYPED})\s*(?:\((?:含|包含|包括)\))?(?P<side>以上|及以上|起|往上|以下|及以下|以内|之内|往下|左右|上下|前后)?
    )
    """,
    re.VERBOSE,
)
_UP, _DOWN = {"以上", "及以上", "起", "往上"}, {"以下", "及以下", "以内", "之内", "往下"}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_ABOUT_SHARE = Decimal("0.1")
# Big numbers without a unit; neither codes (2120101) nor dates (20220101).
_BIG = re.compile(
    r"(?<![\w.,/\-])(?!2[0-3]\d{5}(?!\d))(?!20[0-4]\d[01]\d[0-3]\d(?!\d))(?:\d{5,}|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?![\w.,/%\-])"
)
# A comparison with what is no money (超过90%, 多于50人) is no word to search for, the number is.
_COMPARISON = re.compile(rf"(?:{_OVER}|{_ABOVE}|{_WITHIN}|{_BELOW})(?=\s*\d)")


def find_amounts(folded: str) -> Iterator[Piece]:
    """Yield the ranges of amounts of a folded text, and the amounts that stand by themselves as terms in every unit."""
    for match in _RANGE.finditer(folded):
        start, end = match.start(), match.end()
        found = _range(match)
        if found is not None:
            terms = (_told(match),) if match["about"] or match["equal"] else parse_terms(match["rate"] or "")[0]
            number = _start_of_number(match)
            told = tuple(filter(None, terms))
            asks = bool(match["some"] or match["rate"])
            yield Piece(start, end, amounts=found, shown=show_range(found), number=number, terms=told, asks=asks)
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
    name = next((one for one in ("over", "above", "within", "below", "about") if match[one]), None)
    return match.start(f"{name}_money") if name else match.start()


def _is_amount(typed: str) -> bool:
    """Whether an amount that stands by itself is one: in digits, with 元, or a whole number in words (三百万)."""
    return typed[0].isdecimal() or typed.endswith("元") or (len(typed) > 2 and typed[0] not in "零〇十百千")


def find_numbers(folded: str) -> Iterator[Piece]:
    """Yield the big numbers without a unit as terms: 579300 is found as 57.93万元, too."""
    for match in _BIG.finditer(folded):
        value = parse_number(match[0])
        if value is not None:
            yield Piece(match.start(), match.end(), terms=(amount_term(match[0], tidy(value), rounded=False),))


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
        number = parse_plain(counted["number"])
        return (tidy(number), counted["counter"]) if number is not None else None
    share = parse_share(text)
    if share is not None:
        return tidy(share), PERCENT
    value = parse_money(f"1{text}" if text[:1] in {"万", "亿"} else text)
    if value is None and text[:1].isdecimal():
        value = parse_number(text)
        if value is not None and re.fullmatch(_SMALL, text) and value:
            return tidy(value), UNSAID
    return (tidy(value), MONEY) if value is not None else None


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


def _range(match: re.Match[str]) -> AmountRange | None:
    if match["last"]:
        last = _parse_bound(match["last"])
        first = _first(match["first"], match["last"])
        if first is None or last is None or first[1] != last[1]:
            return None
        return AmountRange(min(first[0], last[0]), max(first[0], last[0]), unit=last[1])
    if match["something"]:
        return SOME
    if match["some"]:
        return _some_tens(match["some"])
    if match["more"]:
        return _a_little_more(match["more_money"])
    if match["more_tens"]:
        return _many_more(match["more_tens"], match["tens_of"])
    if match["equal"] or match["nothing"] or match["rate"]:
        bound = (Decimal(0), MONEY) if match["nothing"] else _parse_bound(match["equal"] or match["rate"])
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


def _some_tens(text: str) -> AmountRange:
    """What 几十万 may be: from two of its units to ten of them; of 十几万 from ten to twenty."""
    unit = Decimal(10**8 if "亿" in text else 10**4)
    before, _, after = text.rstrip("元").partition("几")
    if before:
        ten = Decimal(_POWERS[before])
        return AmountRange(ten * unit, 2 * ten * unit)
    power = Decimal(_POWERS.get(after[:1], 1))
    return AmountRange(2 * power * unit, 10 * power * unit)


def _a_little_more(text: str) -> AmountRange | None:
    """What 5万多 may be: up to 6万, 12万出头 up to 13万; of more than a hundred a tenth more."""
    value = parse_money(text)
    if not value:
        return None
    unit = next((Decimal(10**power) for power in (8, 4, 3) if value >= 10**power), Decimal(1))
    return AmountRange(value, value + unit if value < 100 * unit else tidy(value * (1 + _ABOUT_SHARE)))


def _many_more(number: str, unit: str) -> AmountRange | None:
    """What 50多万 may be: up to the next number with as few digits, 60万."""
    told = parse_plain(number)
    if not told or told != told.to_integral():
        return None
    step = Decimal(1)
    while told % (step * 10) == 0:
        step *= 10
    whole = Decimal(10**8 if unit == "亿" else 10**4)
    return AmountRange(tidy(told * whole), tidy((told + step) * whole))


def _compared(how: str, bound: tuple[Decimal, str] | None) -> AmountRange | None:
    if bound is None:
        return None
    value, unit = bound
    if how == "about":
        return AmountRange(tidy(value * (1 - _ABOUT_SHARE)), tidy(value * (1 + _ABOUT_SHARE)), unit=unit)
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
    if parse_share(text) is not None or _NUMBER_OF.fullmatch(text):
        return _parse_bound(text)
    if whole := complete_share(text, last):
        return _parse_bound(whole)
    if counted := _NUMBER_OF.fullmatch(last):
        return _parse_bound(f"{text}{counted['counter']}")
    unit = MONEY_PARTS.fullmatch(last)
    if not unit:
        return _parse_bound(text)
    plain, most = parse_plain(text), parse_money(last)
    first = _parse_bound(f"{text}{unit['unit'] or unit['han_unit']}")
    above = first is not None and most is not None and first[0] > most
    return (tidy(plain), MONEY) if above and plain is not None and most is not None and plain <= most else first
