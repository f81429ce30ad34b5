"""Numbers as a spreadsheet shows them: a stored value and its cell's number format give the words on the screen.

Source: ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts). Colours, fill and widths are left out; what is not
known, fractions among it, is shown as General.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from math import isfinite

GENERAL = "General"
_DIGITS = 15  # significant ones that a spreadsheet keeps
_GENERAL_WIDTH = 10  # digits that General shows of a number with decimals
_LONGEST_CODE = 255
_LAST_DAY = 2_958_465  # 9999-12-31
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
# Formats that a file names by number alone, as a Chinese system shows them.
BUILT_IN = _CHINESE_DATES | {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    41: '#,##0;-#,##0;"-";@',
    42: '¥#,##0;¥-#,##0;¥"-";@',
    43: '#,##0.00;-#,##0.00;"-"??;@',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"??;@',
    49: "@",
}
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | (?P<blank>[_*].)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<condition>(?:<=|>=|<>|=|<|>)\s*-?[\d.]+)\]
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]
    | \[(?P<other>[^\]]*)\]
    | (?P<general>General|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+) | (?P<digit>[0\#?]) | (?P<mark>[.,%/@])
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHINESE_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(slots=True)
class _Section:
    """One of up to four parts of a format: for positive and negative numbers, for zero, for text."""

    tokens: list[_Token] = field(default_factory=list)
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str, text: str = "") -> bool:
        return any(token.kind == kind and text in token.text for token in self.tokens)


def format_value(value: float, code: str = GENERAL, *, from_1904: bool = False) -> str:
    """Return a number as a cell of this format shows it; a number that no cell can hold gives nothing.

    Args:
        value: the number that is stored; a date is its day.
        code: the number format, such as `#,##0.00;-#,##0.00`.
        from_1904: days are counted from 1904 and not from 1900.

    >>> format_value(1234.4999999, "#,##0.00"), format_value(0.175, "0.0%"), format_value(13462.860000000001)
    ('1,234.50', '17.5%', '13462.86')
    """
    if not isfinite(value):
        return ""
    with localcontext(prec=400):
        number = Decimal(f"{value:.{_DIGITS}g}")
        section, number = _choose(_parse(code), number)
        if section is None:
            return _format_general(number)
        if section.has("date") or section.has("elapsed"):
            return _format_date(section, float(number), from_1904=from_1904)
        return _format_number(section, number)


def format_text(text: str, code: str) -> str:
    """Return a text as a cell of this format shows it.

    >>> format_text("甲局", '@"（本级）"'), format_text("甲局", ";;;"), format_text("甲局", "0.00")
    ('甲局（本级）', '', '甲局')
    """
    sections = _parse(code)
    if len(sections) == 4 or (len(sections) == 1 and sections[0].has("mark", "@")):
        return "".join(
            text if token.text == "@" and token.kind == "mark" else token.text if token.kind == "literal" else ""
            for token in sections[-1].tokens
        )
    return text


@lru_cache(maxsize=512)
def _parse(code: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    if len(code) > _LONGEST_CODE:
        code = GENERAL
    for kind, text in _split(code):
        if kind == "end":
            sections.append(_Section())
        elif kind == "condition":
            operator = re.match(r"[<>=]+", text)
            assert operator is not None
            limit = text[operator.end() :].strip()
            if re.fullmatch(r"-?\d{1,30}(?:\.\d{0,30})?", limit):
                sections[-1].condition = (operator[0], Decimal(limit))
        else:
            sections[-1].tokens.append(_Token(kind, text))
    return tuple(sections[:4])


def _split(code: str) -> Iterator[tuple[str, str]]:
    """The tokens of a format; everything that stands for itself is a literal."""
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "literal" and text == ";":
            yield "end", text
        elif kind in {"quoted", "escaped", "currency", "literal"}:
            yield "literal", text
        elif kind not in {"blank", "other"}:
            yield kind, text.lower() if kind in {"date", "elapsed"} else text


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, Decimal]:
    """The section that shows the number, and the number as that one shows it: a section of negatives brings the sign."""
    shown = sections[:3]
    if any(section.condition for section in shown):
        for section in shown:
            if section.condition is None or _holds(section.condition, number):
                return _unless_general(section), number
        return None, number
    if number < 0 and len(shown) > 1:
        return _unless_general(shown[1]), -number
    if number == 0 and len(shown) > 2:
        return _unless_general(shown[2]), number
    return _unless_general(shown[0]), number


def _unless_general(section: _Section) -> _Section | None:
    if section.has("date") or section.has("elapsed"):
        return section
    plain = (
        section.has("general") or section.has("mark", "/") or (section.has("mark", "@") and not section.has("digit"))
    )
    return None if plain else section


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    operator, limit = condition
    return {
        "<": number < limit,
        ">": number > limit,
        "=": number == limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "<>": number != limit,
    }[operator]


def _format_general(number: Decimal) -> str:
    """At most ten digits where there are decimals, but no cent is lost; a whole number whole, as far as it is kept."""
    whole = len(str(abs(int(number)))) if abs(number) < Decimal(10) ** 20 else None
    if whole is None or (number != 0 and abs(number) < Decimal("1e-9")):
        return f"{number:E}"
    places = max(2, _GENERAL_WIDTH - whole)
    text = f"{_round(number, places):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _round(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _format_number(section: _Section, number: Decimal) -> str:
    """Literals around the digits; digits at the places that the format has for them."""
    digits = [at for at, token in enumerate(section.tokens) if token.kind == "digit"]
    if not digits:
        sign = "-" if number < 0 else ""
        return sign + "".join(token.text for token in section.tokens if token.kind == "literal" or token.text == "%")
    first, last = digits[0], digits[-1]
    inner = section.tokens[first : last + 1]
    point = next((at for at, token in enumerate(inner) if token == _Token("mark", ".")), len(inner))
    exponent = next((at for at, token in enumerate(inner) if token.kind == "exponent"), None)
    before, after = section.tokens[:first], section.tokens[last + 1 :]
    if before and before[-1] == _Token("mark", "."):  # .00 without a digit before the point
        before, point, inner = before[:-1], 0, [before[-1], *inner]
    scaled = number * 100 ** sum(token == _Token("mark", "%") for token in section.tokens)
    for token in after:
        if token != _Token("mark", ","):
            break
        scaled /= 1000
    if exponent is not None:
        shown = _format_exponent(inner, exponent, scaled)
    else:
        places = [token.text for token in inner[point:] if token.kind == "digit"]
        rounded = _round(scaled, len(places))
        whole, _, decimals = f"{abs(rounded):f}".partition(".")
        shown = _place_whole(inner[:point], whole) + _place_decimals(places, decimals)
        shown = "-" + shown if rounded < 0 else shown
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    return sign + _literals(before) + shown + _literals(after)


def _literals(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens if token.kind == "literal" or token.text == "%")


def _place_whole(tokens: list[_Token], whole: str) -> str:
    """The digits before the point from right to left, literals between them where the format has them."""
    least = sum(token.text == "0" for token in tokens if token.kind == "digit")
    digits = whole.lstrip("0").rjust(least, "0")
    if _Token("mark", ",") in tokens:
        groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
        return ",".join(reversed(groups))
    shown: list[str] = []
    left = sum(token.kind == "digit" for token in tokens)
    rest = list(digits)
    for token in reversed(tokens):
        if token.kind == "digit":
            left -= 1
            taken = rest if left == 0 else rest[-1:]
            shown.append("".join(taken))
            rest = rest[: len(rest) - len(taken)]
        elif token.kind == "literal" and (rest or any(one.text == "0" for one in tokens)):
            shown.append(token.text)
    return "".join(reversed(shown))


def _place_decimals(places: list[str], decimals: str) -> str:
    """The digits behind the point; zeros at the end only where the format asks for them."""
    if not places:
        return ""
    kept = len(places)
    while kept and places[kept - 1] != "0" and decimals[kept - 1] == "0":
        kept -= 1
    return "." + decimals[:kept] if kept or "0" in places else ""


def _format_exponent(tokens: list[_Token], at: int, number: Decimal) -> str:
    places = 0
    if _Token("mark", ".") in tokens[:at]:
        behind = tokens[tokens.index(_Token("mark", ".")) : at]
        places = sum(token.kind == "digit" for token in behind)
    width = sum(token.kind == "digit" for token in tokens[at:])
    mantissa, _, power = f"{number:.{places}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if tokens[at].text.endswith("+") else ""
    return f"{mantissa}E{sign}{power.lstrip('+-').rjust(width, '0')}"


def _format_date(section: _Section, value: float, *, from_1904: bool) -> str:
    """A day and a time; one that no calendar has is shown as the number that is stored."""
    if not 0 <= value <= _LAST_DAY:
        return _format_general(Decimal(f"{value:.{_DIGITS}g}"))
    seconds = round(value * 86_400)
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  (a cell has no time zone)
    if not from_1904 and value < 60:
        start += timedelta(days=1)  # 1900 had no 29 February, which spreadsheets count
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return _format_general(Decimal(f"{value:.{_DIGITS}g}"))
    return "".join(_date_words(section, moment, seconds))


def _date_words(section: _Section, moment: datetime, seconds: int) -> Iterator[str]:
    halves = section.has("half")
    timed = [token for token in section.tokens if token.kind in {"date", "elapsed"}]
    position = -1
    for token in section.tokens:
        if token.kind in {"date", "elapsed"}:
            position += 1
        if token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            yield f"{seconds // unit:0{len(token.text)}d}"
        elif token.kind == "date":
            before = timed[position - 1].text[0] if position else ""
            after = timed[position + 1].text[0] if position + 1 < len(timed) else ""
            minutes = token.text[0] == "m" and (before == "h" or after == "s")
            yield _minute(token.text, moment) if minutes else _date_part(token.text, moment, halves=halves)
        elif token.kind == "half":
            words = token.text.split("/")
            yield words[moment.hour >= 12]
        elif token.kind in {"literal", "mark"}:
            yield token.text


def _minute(letters: str, moment: datetime) -> str:
    return f"{moment.minute:0{min(len(letters), 2)}d}"


def _date_part(letters: str, moment: datetime, *, halves: bool) -> str:
    width = min(len(letters), 2)
    match letters[0]:
        case "y" | "e":
            return f"{moment.year % 100:02d}" if letters[0] == "y" and len(letters) <= 2 else f"{moment.year:04d}"
        case "m":
            if len(letters) > 2:
                name = _MONTHS[moment.month - 1]
                return name if len(letters) == 4 else name[:1] if len(letters) == 5 else name[:3]
            return f"{moment.month:0{width}d}"
        case "d":
            if len(letters) > 2:
                name = _WEEKDAYS[moment.weekday()]
                return name if len(letters) > 3 else name[:3]
            return f"{moment.day:0{width}d}"
        case "a":
            return ("星期" if len(letters) == 4 else "") + _CHINESE_WEEKDAYS[moment.weekday()]
        case "h":
            hour = moment.hour
            return f"{(hour + 11) % 12 + 1 if halves else hour:0{width}d}"
        case _:
            return f"{moment.second:0{width}d}"
