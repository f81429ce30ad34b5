"""Printed numbers: finding them in running text, and their exact value whatever unit the report used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from ingest.folding import fold

# Beyond these a row of digits is an account's number or a slip of the keyboard: the country's output is 10¹⁴ yuan a year.
_MOST_DIGITS = 24
_MOST = Decimal(10) ** 14
MONEY, PERCENT, COUNT, BARE = "元", "%", "count", ""
_MONEY_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "万": Decimal(10_000)}
_MONEY_UNITS |= {"百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000), "亿": Decimal(100_000_000)}
COUNT_UNITS = r"台\(套\)|人次|批次|场|个|人|辆|台|套|次|批|家|户|项|分|平方米|m2"

_NUMBER = re.compile(
    rf"""
    (?<![\d.A-Za-z])(?<!\d,)
    (?P<number>-?\d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?|-?\d++(?:\.\d++)?)
    (?:
        (?P<money>百万元|千元|万元|亿元|元|[万亿](?=[,;。:、()\s]|$))   # 9.9万 before a stop is money, 1.2万平方米 is not
      | (?P<percent>%|个百分点)
      | (?P<count>{COUNT_UNITS})
      | (?![\d.,]*\d)(?!年|月|日|号|时|点|度|[A-Za-z])
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit as printed at `start` to `end`.

    `value` is in yuan for money, in percent, or in the unit counted; `step` is the unit of its last printed place, in
    the same measure; `kind` is one of `MONEY`, `PERCENT`, `COUNT`, `BARE`; `unit` is the unit as printed.
    """

    start: int
    end: int
    value: Decimal
    kind: str
    unit: str
    step: Decimal


def find_numbers(view: str) -> Iterator[Number]:
    """Yield the numbers of a folded text without blanks (see `view_text`).

    Years and dates are none, nor are rows of digits that are too long for any amount or count.
    """
    for match in _NUMBER.finditer(view):
        number = parse_number(match["number"])
        if number is None:
            continue
        place = last_place(match["number"])
        if match["money"]:
            factor = _MONEY_UNITS[match["money"]]
            kind, unit = MONEY, match["money"]
            number, place = scale_money(number, factor), place * factor
        elif match["percent"]:
            kind, unit = PERCENT, "%"
        elif match["count"]:
            kind, unit = COUNT, match["count"]
        else:
            kind, unit = BARE, ""
        if abs(number) < _MOST:
            yield Number(match.start(), match.end(), number, kind, unit, place)


def parse_number(digits: str) -> Decimal | None:
    """The value of printed digits, thousands separators and sign among them; None of those no report could mean.

    >>> parse_number("-1,234.50"), parse_number("9" * 30)
    (Decimal('-1234.50'), None)
    """
    bare = digits.replace(",", "")
    number = Decimal(bare) if len(bare) <= _MOST_DIGITS else None
    return number if number is not None and abs(number) < _MOST else None


def last_place(digits: str) -> Decimal:
    """The unit of the last printed place.

    >>> last_place("1,234.50")
    Decimal('0.01')
    """
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def scale_money(number: Decimal, factor: Decimal) -> Decimal:
    """The number in yuan, with two places, or more where the report printed more."""
    amount = number * factor
    return amount.quantize(Decimal("0.01")) if amount == amount.quantize(Decimal("0.01")) else amount.normalize()


def with_unit_of(number: Number, other: Number) -> Number:
    """A bare number in the unit of another: 20 of 20、15万元 is 20万元."""
    factor = _MONEY_UNITS.get(other.unit, Decimal(1))
    value = scale_money(number.value, factor) if other.kind == MONEY else number.value
    return replace(number, value=value, kind=other.kind, unit=other.unit, step=number.step * factor)


_ESCAPED = frozenset(".)[]*_#+-!<>|`~\\")  # 1\\. at the head of a paragraph is 1.


def view_text(text: str) -> tuple[str, list[int]]:
    """Return the text folded, without blanks, quotation marks and Markdown's escapes, and the place of each of its characters.

    Blanks stand anywhere in printed sentences, inside numbers too; a blank between two digits or letters is kept, since
    it separates.
    """
    folded = fold(text)
    view: list[str] = []
    places: list[int] = []
    for at, char in enumerate(folded):
        if char in "\"'" or (char == "\\" and folded[at + 1 : at + 2] in _ESCAPED):
            continue
        if char.isspace():
            before = view[-1] if view else ""
            after = folded[at + 1 : at + 2]
            if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
                continue
        view.append(" " if char.isspace() else char)
        places.append(at)
    return "".join(view), places


@lru_cache(maxsize=1 << 10)
def view_line(text: str) -> tuple[str, tuple[int, ...]]:
    """The same for a line that several rules look at: `view_text`, kept."""
    view, places = view_text(text)
    return view, tuple(places)
