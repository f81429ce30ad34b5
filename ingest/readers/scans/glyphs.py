"""Recognised characters one by one, and the slips of recognition that can be mended without guessing a digit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median

from ingest.vocabulary import read_table

_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_FULL_WIDTH = {chr(0xFF10 + digit): str(digit) for digit in range(10)} | {"．": ".", "％": "%"}
_LIKE_DIGITS = {"O": "0", "o": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}
_PUNCTUATION = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_FEWEST_STEPS = 3  # by which it is known how far apart characters are
_WIDE_STEP = 1.75
_DOUBTED = 0.5  # the most that is trusted what was recognised as something that it cannot be
_AROUND = re.compile(r"^[-－+]|[^\d]+$")
_SEPARATORS = ".,，"
# Digits in groups as they are printed, whatever stands between the groups.
_GROUPED = re.compile(
    r"(?<![\d.,，])\d{1,3}(?:[.,，]\d{3})+[.,，]\d{1,2}(?![\d.,，])|(?<![\d.,，])\d{1,3}(?:[.,，]\d{3}){2,}(?![\d.,，])"
)
# What is no number of a report as it stands: three digits behind a point may be thousands, two behind a comma hundredths.
_WELL_FORMED = re.compile(r"\d+(?:\.(?:\d{1,2}|\d{4,}))?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d{1,2}){2,}")
# A number with what belongs to it: 1,234.56万元, 93.3%, -3.2亿元, 22人.
_NUMBER = re.compile(r"[-－+]?\d[\d,，.]*(?:\s*(?:[万亿千]*元|[%‰个人辆项台次分]))?")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised character: its middle across the page, in pixels, and how sure the recogniser is of it (0 to 1)."""

    char: str
    x: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that is trusted as a whole: `start` to `end` of its characters, its worst confidence."""

    start: int
    end: int
    confidence: float


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text that the characters make."""
    return "".join(one.char for one in glyphs)


def mend_glyphs(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The characters with what recognition is known to confuse set right where the neighbours leave no doubt.

    Digits and points of full width become plain; a letter that looks like a digit becomes one between digits, and is
    trusted little; blanks inside numbers and beside Chinese go; a plain comma or colon after Chinese becomes a wide one.
    """
    mended = [replace(one, char=_FULL_WIDTH.get(one.char, one.char)) for one in glyphs]
    for at, one in enumerate(mended):
        before, after = _char(mended, at - 1), _char(mended, at + 1)
        if (one.char in _LIKE_DIGITS and _is_digit(before) and (_is_digit(after) or after in ".,")) or (
            one.char in _LIKE_DIGITS and before in ".," and before and _is_digit(after)
        ):
            mended[at] = replace(one, char=_LIKE_DIGITS[one.char], confidence=min(one.confidence, _DOUBTED))
        elif one.char == "，" and _is_thousands(mended, at):
            mended[at] = replace(one, char=",")
        elif one.char in _PUNCTUATION and _CHINESE.match(before):
            mended[at] = replace(one, char=_PUNCTUATION[one.char])
    kept = [one for at, one in enumerate(mended) if not (one.char.isspace() and _is_needless(mended, at))]
    return tuple(_mend_words(_pair_brackets(_mend_separators(kept))))


def _mend_separators(glyphs: list[Glyph]) -> list[Glyph]:
    """Points and commas between groups of digits as they are printed: a number has one point at most, behind its commas.

    Of three groups or more it is known which is which; 1.234 alone may be either and stays as it was read.
    """
    for number in _GROUPED.finditer(text_of(glyphs)):
        places = [place for place in range(*number.span()) if glyphs[place].char in _SEPARATORS]
        tail = number.end() - 1 - places[-1]
        if tail == 3 and "." in glyphs[places[-1]].char and all(glyphs[one].char in ",，" for one in places[:-1]):
            continue  # 1,234.567 is a number
        for place in places:
            last = place == places[-1] and tail < 3
            glyphs[place] = replace(glyphs[place], char="." if last else ",")
    return glyphs


@cache
def _slips() -> dict[str, str]:
    """Words that are often misread, with what they are; both of the same length."""
    return {row["read"]: row["meant"] for row in read_table("recognition_slips.csv")}


def _mend_words(glyphs: list[Glyph]) -> list[Glyph]:
    text = text_of(glyphs)
    for read, meant in _slips().items():
        at = text.find(read)
        while at >= 0:
            for step, char in enumerate(meant, at):
                glyphs[step] = replace(glyphs[step], char=char)
            at = text.find(read, at + len(read))
    return glyphs


def part_words(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The characters with a blank where two Chinese ones stand much further apart than the others of the line."""
    steps = [after.x - one.x for one, after in pairwise(glyphs) if _is_character(one) and _is_character(after)]
    if len(steps) < _FEWEST_STEPS:
        return tuple(glyphs)
    usual = median(steps)
    parted: list[Glyph] = []
    for one in glyphs:
        last = parted[-1] if parted else None
        if last and _is_character(last) and _is_character(one) and one.x - last.x > _WIDE_STEP * usual:
            parted.append(Glyph(" ", (last.x + one.x) / 2, 1.0))
        parted.append(one)
    return tuple(parted)


def _is_character(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.char <= "\u9fff"


def _pair_brackets(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Both brackets of a pair wide, where one is or Chinese stands between them: nobody prints one of each."""
    paired = list(glyphs)
    open_at: list[int] = []
    for at, one in enumerate(glyphs):
        if one.char in "(（":
            open_at.append(at)
        elif one.char in ")）" and open_at:
            start = open_at.pop()
            if any(_CHINESE.match(inner.char) for inner in glyphs[start : at + 1]):
                paired[start], paired[at] = replace(glyphs[start], char="（"), replace(one, char="）")
    return paired


def split_pieces(text: str, confidences: Sequence[float]) -> Iterator[Piece]:
    """Yield the numbers of a line and what stands between them: a number is as sure as its least sure character.

    A number whose points and commas make no sense is trusted little. A letter at a number was a digit of it (B21.30 was 821.30): then the number is trusted little, however sure the rest.
    """
    at = 0
    for number in _NUMBER.finditer(text):
        if number.start() > at:
            yield Piece(at, number.start(), _mean(confidences[at : number.start()]))
        sure = min(confidences[number.start() : number.end()])
        around = text[max(0, number.start() - 1) : number.start()] + text[number.end() : number.end() + 1]
        if any(char.isascii() and char.isalpha() for char in around):
            sure = min(sure, _DOUBTED)
        if not _WELL_FORMED.fullmatch(_AROUND.sub("", number[0])):
            sure = min(sure, _DOUBTED)
        yield Piece(number.start(), number.end(), sure)
        at = number.end()
    if at < len(text):
        yield Piece(at, len(text), _mean(confidences[at:]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _char(glyphs: Sequence[Glyph], at: int) -> str:
    return glyphs[at].char if 0 <= at < len(glyphs) else ""


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _is_thousands(glyphs: Sequence[Glyph], at: int) -> bool:
    """A comma with exactly three digits after it and a digit before: inside a number, where a sentence has none."""
    after = [_char(glyphs, at + step) for step in range(1, 5)]
    return (
        _is_digit(_char(glyphs, at - 1))
        and all(_is_digit(char) for char in after[:3])
        and (after[3] in {",", "，", "."} and bool(after[3]))
    )


def _is_needless(glyphs: Sequence[Glyph], at: int) -> bool:
    """A blank at an end, beside Chinese, or beside the point or comma inside a number."""
    before, after = _char(glyphs, at - 1), _char(glyphs, at + 1)
    if not before or not after or before.isspace():
        return True
    if _CHINESE.match(before) or _CHINESE.match(after):
        return True
    return (before in ".," and _is_digit(after) and _is_digit(_char(glyphs, at - 2))) or (
        _is_digit(before) and after in ".," and _is_digit(_char(glyphs, at + 2))
    )
