"""How an agency writes numbers and numbering: the habits that stay the same through a report.

The habits of a place are in `data/voices.toml`; each agency of the place has some of them.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ingest.samples.chance import Chance
from ingest.samples.classification import numeral
from ingest.samples.data_files import load_tree
from ingest.samples.document import Content, Words

# One 万元 in the other units; the factors keep exactly the places that are printed.
_IN_TEN_THOUSAND = {"元": Decimal(10000), "亿元": Decimal("0.0001")}
# From 0.1亿元 on, amounts are told in 亿元 by those who do so.
_LARGE = Decimal(1_000)
_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
_LARGEST_NUMERAL = 19
_PAIR = 2
_DIGITS = "〇一二三四五六七八九"
# A gap is set between an ideograph and a digit, as word processors for Chinese do when asked to.
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Manner:
    """An agency's habits; see `data/voices.toml` for the fields.

    Attributes:
        double_minus: a decrease is printed as 下降-3.2%.
        chinese_cover: the year on the cover is 二〇二三年.
        varied: it may use every form that any place uses (`wording_variety.toml`), as the reports of a corpus do.
        money: in what the running text counts: `万元`, `元`, or `亿元` where an amount is that large.
        table_unit: in what the forms count: `万元` or `元`.
        wide_digits: digits of the running text are full-width.
        gapped: a blank stands inside amounts, as programs leave it when they take text from a PDF.
        numerals: small counts are written in Chinese (两个, 十二批次).
    """

    voice: str
    heading_marks: tuple[str, ...]
    item_mark: str
    duty_mark: str
    rate_places: int
    trim_zeros: bool
    spaced: bool
    thousands: bool
    quoted: bool
    short_class: bool
    forms: str
    basic_layout: str
    three_public_layout: str
    line_numbers: bool
    zero_cell: str
    kinds_order: tuple[str, ...]
    double_minus: bool
    chinese_cover: bool
    varied: bool = False
    money: str = "万元"
    table_unit: str = "万元"
    wide_digits: bool = False
    gapped: bool = False
    numerals: bool = False

    def amount(self, printed: Decimal) -> str:
        """Return an amount of the running text: `13462.86万元`.

        Args:
            printed: the amount in 万元, rounded to two decimals.
        """
        unit = "万元" if self.money == "亿元" and abs(printed) < _LARGE else self.money
        number = self._number(printed if unit == "万元" else printed * _IN_TEN_THOUSAND[unit])
        if self.trim_zeros or not printed or unit == "亿元":
            number = number.rstrip("0").removesuffix(".")
        if self.gapped and "." in number:
            number = number.replace(".", ". ")
        return self.written(f"{number}{' ' if self.spaced else ''}{unit}")

    def written(self, text: str) -> str:
        """Return a number of the running text in the digits of this agency."""
        return text.translate(_WIDE) if self.wide_digits else text

    def cell(self, printed: Decimal) -> str:
        """Return an amount of a table, in the unit of the forms but without it; `printed` is in 万元."""
        return self._number(printed if self.table_unit == "万元" else printed * _IN_TEN_THOUSAND[self.table_unit])

    def _number(self, printed: Decimal) -> str:
        if self.thousands:
            return f"{printed:,.{max(2, -int(printed.as_tuple().exponent))}f}"
        # str() of a number with two decimals is what the format .2f gives, at a third of the time.
        return str(printed)

    def rate(self, percent: Decimal) -> str:
        """Return a percentage with the decimals it was rounded to."""
        return self.written(f"{percent:{',' if self.thousands else ''}f}%")

    def count(self, number: int, unit: str) -> str:
        """Return a count with its unit: `10辆`."""
        if self.numerals and 0 < number <= _LARGEST_NUMERAL:
            return f"{'两' if number == _PAIR else numeral(number)}{unit}"
        return self.written(f"{number}{' ' if self.spaced else ''}{unit}")

    def heading_number(self, level: int, place: int) -> str:
        """Return the printed number of the heading at `place` (from 1) of `level` (1 the outermost)."""
        mark = self.heading_marks[level - 1]
        return mark.format(place if mark == "{}." else numeral(place))

    def item_number(self, place: int) -> str:
        """Return the number of an item that is no heading."""
        return _numbered(self.item_mark, place)

    def duty_number(self, place: int) -> str:
        """Return the number of a duty."""
        return _numbered(self.duty_mark, place)

    @property
    def three_public(self) -> str:
        """The name of the 三公 expenses."""
        return "“三公”" if self.quoted else "三公"

    def set(self, words: Words) -> Words:
        """Return the words as this agency spaces them."""
        return _with_gaps(words) if self.spaced else words


def _numbered(mark: str, place: int) -> str:
    return mark.replace("一", numeral(place)) if "一" in mark else mark.replace("1", str(place))


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _with_gaps(words: Words) -> Words:
    """Return the words with gaps between ideographs and digits, within and between pieces."""
    said: list[Content] = []
    last = ""
    for word in words:
        text = word if isinstance(word, str) else word.text
        if not text:
            continue
        first = text[0]
        meeting = (_is_ideograph(last) and first.isdigit()) or (
            (last.isdigit() or last == "%") and _is_ideograph(first)
        )
        if last and meeting:
            said.append(" ")
        if isinstance(word, str):
            text = _GAPS.sub(" ", word)
            said.append(text)
        else:
            said.append(word)
        last = text[-1]
    return tuple(said)


def chinese_year(year: int) -> str:
    """Return the year in Chinese: `二〇二三`."""
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def manner_of(voice: str, chance: Chance, *, varied: bool = False) -> Manner:
    """Return the habits of an agency of this voice.

    Args:
        voice: a key of `data/voices.toml`.
        chance: what the agency decides.
        varied: it also has habits that are less usual: other units, full-width digits, counts in Chinese.
    """
    habits: dict[str, Any] = load_tree("voices")[voice]

    def choice(name: str) -> Any:
        return chance.pick(name, habits[name])

    manner = Manner(
        voice=voice,
        heading_marks=tuple(habits["heading_marks"]),
        item_mark=choice("item_marks"),
        duty_mark=choice("duty_marks"),
        rate_places=choice("rate_places"),
        trim_zeros=choice("trim_zeros"),
        spaced=choice("spaced"),
        thousands=choice("thousands"),
        quoted=choice("quoted"),
        short_class=choice("short_class"),
        forms=habits["forms"],
        basic_layout=choice("basic_layout"),
        three_public_layout=habits["three_public_layout"],
        line_numbers=choice("line_numbers"),
        zero_cell=choice("zero_cells"),
        kinds_order=tuple(habits["kinds_order"]),
        double_minus=chance.happens("double minus", 0.04),
        chinese_cover=chance.happens("chinese cover", 0.12),
    )
    if not varied:
        return manner
    money = chance.pick("money", ("万元",) * 8 + ("元", "亿元"))
    return replace(
        manner,
        varied=True,
        money=money,
        table_unit="元" if money == "元" or chance.happens("tables in yuan", 0.12) else "万元",
        wide_digits=chance.happens("wide digits", 0.03),
        gapped=chance.happens("gapped numbers", 0.04),
        numerals=chance.happens("numerals", 0.15),
    )
