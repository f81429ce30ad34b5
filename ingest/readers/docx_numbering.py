"""Word's automatic numbering: the numbers that Word shows before paragraphs and that no paragraph's text holds.

Source: ECMA-376 part 1, sections 17.9 (numbering definitions) and 17.9.17 (number formats, ST_NumberFormat).
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.numbering import format_chinese
from ingest.readers.attributes import read_integer
from ingest.readers.docx_xml import W, read_number, read_value

LEVELS = 9
_MOST_START = 32_767  # ST_DecimalNumber allows more; no list begins there
_LONGEST_TEXT = 64  # characters of the text of a level
_CHINESE_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
    "ideographDigital",
}
_LEGAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
_MOST_LETTERS, _MOST_ROMAN = 780, 399  # thirty times the alphabet; the letters below know no D and M
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    legal: bool
    style: str | None


@dataclass
class Numberer:
    """Counts the numbered paragraphs of one document, in reading order."""

    _lists: dict[str, tuple[str, dict[int, _Level]]]
    _styles: dict[str, tuple[str, int]]
    _counters: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * LEVELS))

    def number(self, list_id: str, level: int) -> str:
        """Return the number of the next paragraph of a list, with its delimiter, as Word shows it (`（一）`, `1、`)."""
        if list_id not in self._lists:
            return ""
        abstract, levels = self._lists[list_id]
        definition = levels.get(level)
        if definition is None:
            return ""
        counters = self._counters[abstract]
        current = counters[level]
        counters[level] = definition.start if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            counters[deeper] = None
        if definition.number_format == "bullet":
            return ""
        text = definition.text
        for place in range(LEVELS):
            if f"%{place + 1}" in text:
                shown = levels.get(place)
                value = counters[place] or (shown.start if shown else 1)
                number_format = "decimal" if definition.legal or shown is None else shown.number_format
                text = text.replace(f"%{place + 1}", format_number(value, number_format))
        return text

    def of_style(self, style_id: str | None) -> tuple[str, int] | None:
        """Return (list, level) that a paragraph style carries."""
        return self._styles.get(style_id) if style_id else None


def load_numbering(numbering: Any | None, styles: Any | None) -> Numberer:
    """Return the numberer for the roots of `numbering.xml` and `styles.xml`, either of which may be missing."""
    abstracts: dict[str, dict[int, _Level]] = {}
    lists: dict[str, tuple[str, dict[int, _Level]]] = {}
    if numbering is not None:
        for element in numbering.iter(f"{W}abstractNum"):
            levels = ((_place(level), _parse_level(level)) for level in element.findall(f"{W}lvl"))
            abstracts[element.get(f"{W}abstractNumId")] = {place: one for place, one in levels if place is not None}
        for element in numbering.findall(f"{W}num"):
            _add_list(element, abstracts, lists)
    return Numberer(lists, _style_lists(styles, lists))


def _add_list(
    element: Any, abstracts: dict[str, dict[int, _Level]], lists: dict[str, tuple[str, dict[int, _Level]]]
) -> None:
    list_id = element.get(f"{W}numId")
    abstract = read_value(element.find(f"{W}abstractNumId")) or ""
    levels = dict(abstracts.get(abstract, {}))
    counter = abstract
    for override in element.findall(f"{W}lvlOverride"):
        place = _place(override)
        if place is None:
            continue
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[place] = _parse_level(own)
        start = override.find(f"{W}startOverride")
        if start is not None and place in levels:
            levels[place] = replace(levels[place], start=read_number(start, levels[place].start, most=_MOST_START))
            counter = f"{abstract}/{list_id}"  # a list that restarts counts by itself
    lists[list_id] = (counter, levels)


def _place(level: Any) -> int | None:
    """Which level it is; one that no list has is none."""
    place = read_integer(level.get(f"{W}ilvl"), -1, least=0, most=LEVELS - 1)
    return None if place < 0 else place


def _parse_level(level: Any) -> _Level:
    return _Level(
        start=read_number(level.find(f"{W}start"), 1, most=_MOST_START),
        number_format=read_value(level.find(f"{W}numFmt")) or "decimal",
        text=(read_value(level.find(f"{W}lvlText")) or "")[:_LONGEST_TEXT],
        legal=level.find(f"{W}isLgl") is not None,
        style=read_value(level.find(f"{W}pStyle")),
    )


def _style_lists(styles: Any | None, lists: dict[str, tuple[str, dict[int, _Level]]]) -> dict[str, tuple[str, int]]:
    """The list and level of each style that is numbered: a style that names no level has the one that names it."""
    found: dict[str, tuple[str, int]] = {}
    if styles is None:
        return found
    for style in styles.findall(f"{W}style"):
        properties = style.find(f"{W}pPr/{W}numPr")
        list_id = read_value(properties.find(f"{W}numId")) if properties is not None else None
        if properties is None or list_id is None:
            continue
        style_id = style.get(f"{W}styleId")
        levels = lists.get(list_id, ("", {}))[1]
        named = next((place for place, one in levels.items() if one.style == style_id), 0)
        found[style_id] = (list_id, read_number(properties.find(f"{W}ilvl"), named, most=LEVELS - 1))
    return found


def format_number(value: int, number_format: str) -> str:
    """Return a number in one of Word's formats; an unknown format gives Arabic digits.

    >>> format_number(11, "chineseCounting"), format_number(4, "lowerRoman"), format_number(2, "upperLetter")
    ('十一', 'iv', 'B')
    """
    if number_format in _CHINESE_FORMATS:
        return format_chinese(value) if value < 100 else str(value)
    if number_format in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return format_chinese(value).translate(_LEGAL) if value < 100 else str(value)
    if number_format == "ideographTraditional":
        return _HEAVENLY_STEMS[(value - 1) % 10]
    if number_format in {"upperLetter", "lowerLetter"} and 1 <= value <= _MOST_LETTERS:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if number_format == "upperLetter" else letter.lower()
    if number_format in {"upperRoman", "lowerRoman"} and 1 <= value <= _MOST_ROMAN:
        roman = _format_roman(value)
        return roman.upper() if number_format == "upperRoman" else roman
    if number_format.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if number_format == "decimalZero":
        return f"{value:02d}"
    if number_format == "none":
        return ""
    return str(value)


def _format_roman(value: int) -> str:
    roman = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        roman += letters * count
    return roman
