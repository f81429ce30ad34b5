"""Parts of a whole as people say them: 30%, 百分之三十, 三成, 九成五, 三分之二, 一半, 5个百分点, 一倍; in percent."""

import re
from decimal import ROUND_HALF_UP, Decimal

from index.understanding.money import CHINESE, HAN_NUMBER, NUMBER, parse_plain
from index.vocabulary import load_shares
from ingest.amounts import parse_number

_TENTHS = "一二两三四五六七八九十"
_NAMED = {word: row.percent for row in load_shares() if not row.bound for word in row.words}
# Words that begin with 成 (完成, 成本, 成立, 成员) are no tenths; 两三成 is no number.
_TENTH = (
    rf"(?<![{CHINESE}\d.])(?:[{_TENTHS}]|\d(?:\.\d)?)成(?:[{_TENTHS[:-1]}半])?"
    r"(?![本立员为果效绩功品人长都交就套活型年片份熟因分语真全])"
)
_FRACTION = rf"(?:{HAN_NUMBER}|{NUMBER})分之(?:{HAN_NUMBER}|{NUMBER})"
# 上年的两倍 is a growth of one: nobody says here which of both is meant, so it is words.
_TIMES = rf"(?<!的)(?<![{CHINESE}\d.])(?:{HAN_NUMBER}|{NUMBER})倍(?!增)"
_HALVES = rf"(?<![{CHINESE}\d])(?:{'|'.join(sorted(_NAMED, key=len, reverse=True))})(?![年月天日个])"
SHARE_TYPED = rf"{NUMBER}\s*%|(?:{NUMBER}|{HAN_NUMBER})\s*个?百分点|{_FRACTION}|{_TENTH}|{_TIMES}|{_HALVES}"
_SHARE = re.compile(
    rf"(?P<percent>{NUMBER}|{HAN_NUMBER})\s*(?:%|个?百分点)|(?P<of>{HAN_NUMBER}|{NUMBER})分之(?P<part>{HAN_NUMBER}|{NUMBER})"
    rf"|(?P<tenths>[{_TENTHS}]|\d(?:\.\d)?)成(?P<more>[{_TENTHS[:-1]}半])?|(?P<times>{HAN_NUMBER}|{NUMBER})倍"
)
_UNIT = re.compile(r"%|个?百分点|成[一二两三四五六七八九半]?$|倍")
_WHOLE = Decimal(100)
_PLACES = Decimal("0.01")


def parse_share(text: str) -> Decimal | None:
    """A part of a whole in percent; None where the text is none.

    >>> parse_share("九成五"), parse_share("四分之一"), parse_share("百分之三十"), parse_share("一倍")
    (Decimal('95'), Decimal('25'), Decimal('30'), Decimal('100'))
    """
    if text in _NAMED:
        return _NAMED[text]
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    if match["percent"]:
        return parse_plain(match["percent"])
    if match["times"]:
        times = parse_plain(match["times"])
        return None if times is None else times * _WHOLE
    if match["tenths"]:
        tenths = parse_number(match["tenths"]) if match["tenths"][0].isdecimal() else parse_plain(match["tenths"])
        more = Decimal(5) if match["more"] == "半" else parse_plain(match["more"] or "零")
        return None if tenths is None or more is None else tenths * 10 + more
    whole, part = parse_plain(match["of"]), parse_plain(match["part"])
    if not whole or part is None:
        return None
    exact = part / whole * _WHOLE
    return exact.quantize(_PLACES, ROUND_HALF_UP).normalize() if exact != exact.to_integral() else Decimal(int(exact))


def complete_share(number: str, like: str) -> str | None:
    """A number with the unit of a share behind it: 三 of 三到五成; None where the other is no share."""
    unit = _UNIT.search(like)
    return f"{number}{unit[0][:1] if unit[0].startswith('成') else unit[0]}" if unit and parse_share(like) else None
