"""Names of units in a list or a sentence: where each stands, and what is said of it; whether a list is one of units is for others.

All text here is a view (`amounts.view_text`): folded and without blanks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.agency_names import is_placeholder, parse_agency_name
from ingest.vocabulary import load_unit_words

_BRACKETS = re.compile(r"[(\[](?!(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)\]])[^()\[\]]*[)\]]")
_NUMBER = re.compile(r"\s*(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]+|[①-⑳]|[-*●■◆])\s*")
_COUNT = r"(?:(?:共|共有|共计|有)?(?:\d+|[一二两三四五六七八九十]+)[个家所])"
_STOPS = re.compile(r"[、,;。]")
_AND = re.compile(r"以及|[及和与]")
_VERB = re.compile("(?:分别是|分别为|包括|即):?")
_ENDS = re.compile(
    r"(?:等.{0,8}|的?(?:部门|单位)?(?:预算|决算)(?:的?(?:组成|构成|汇总).*)?|(?:\d+|[一二两三四五六七八九十]+)[个家](?:单位)?|[:。,])$"
)
_ENUMERATION = re.compile(r"[(\[][^()\[\]]*、[^()\[\]]*[)\]]")  # (包含甲站、乙段2个三级预算单位) tells of those
SHORTEST = 3
_LONGEST = 40
_FISCAL_LEVEL = re.compile(r"(?:[省市区县州旗镇乡]|中央|地方|全[省市区县])?$")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as named: `start` and `end` in the view, coverage mark and bracket included; the name ends at `stem`.

    The name of the own office may be left out: of 局本级 and 本级 fewer than `SHORTEST` characters are one.
    """

    start: int
    stem: int
    end: int
    own_office: bool
    nature: str = ""
    level: str = ""


@cache
def words_of(kind: str, value: str = "") -> str:
    """The words of a kind as an alternation, longer ones first."""
    words = {word for row in load_unit_words() if (row.kind, row.value) == (kind, value) for word in row.words}
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def _pattern(before: str, kind: str, after: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:{words_of(kind)}){after}")


def mask_brackets(view: str) -> str:
    """The view with what stands in brackets blotted out: its stops divide nothing outside."""
    return _BRACKETS.sub(lambda bracket: "\0" * len(bracket[0]), view)


def tell_nature(words: str) -> str:
    """The nature that words name (行政, 参公, 公益一类 …), empty where they name none or several."""
    return _tell("nature", words)


def tell_level(words: str) -> str:
    """The budget level that words name: 一级, 二级, 三级."""
    return _tell("level", words)


def _tell(kind: str, words: str) -> str:
    """The first value of the vocabulary whose words stand there: 参照公务员法管理的事业单位 is 参公."""
    for row in load_unit_words():
        if row.kind == kind and any(word in words for word in row.words):
            return row.value
    return ""


def nature_before(view: str, start: int, opening: int) -> str:
    """The nature told right before a list begins: 事业单位2个，分别为."""
    kinds = [kind for kind in _kind_pattern().finditer(mask_brackets(view), start, opening) if kind.end() == opening]
    return tell_nature(kinds[0][0]) if kinds else ""


def find_names(view: str, start: int, end: int, level: str = "", nature: str = "") -> Iterator[UnitName]:
    """Yield the units that an enumeration names: 本级和下属事业单位甲中心、乙站（公益一类）.

    A nature told before a name (事业单位2个：) holds for the names that follow, until another is told.
    """
    masked = mask_brackets(view)
    for first, last in _pieces(masked, start, end):
        lead = _lead(masked, first, last)
        if _NUMBER.sub("", view[first:lead]) and not _VERB.fullmatch(view[first:lead]):
            nature = tell_nature(view[first:lead])
            level = tell_level(view[first:lead]) or level
        name = read_name(view, lead, last, masked=masked)
        if name is not None:
            yield UnitName(
                name.start,
                name.stem,
                name.end,
                name.own_office,
                name.nature or nature,
                name.level or ("" if name.own_office else level),
            )


def _pieces(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces between stops, cut again at words for “and” where names stand on both sides."""
    at = start
    for stop in [*(match.start() for match in _STOPS.finditer(masked, start, end)), end]:
        yield from _divide(masked, at, stop)
        if (
            stop < end
            and masked[stop] == ","
            and any(word in masked[stop + 1 : stop + 8] for word in words_of("not_name").split("|"))
        ):
            return  # what follows tells of the duties
        at = stop + 1


def _divide(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """城市管理和综合执法局 is one name, 甲局本级和乙中心 are two."""
    at = start
    for word in _AND.finditer(masked, start, end):
        left = read_name(masked, _lead(masked, at, word.start()), word.start(), masked=masked)
        right = read_name(masked, _lead(masked, word.end(), end), end, masked=masked)
        lead_right = _lead(masked, word.end(), end) > word.end()
        if left is not None and (
            left.own_office or lead_right or (right is not None and left.end - left.start > SHORTEST)
        ):
            yield at, word.start()
            at = word.end()
    yield at, end


def _lead(masked: str, start: int, end: int) -> int:
    """Where the name begins: behind a number and behind words for the kind of unit (下属事业单位2个：)."""
    at = start
    number = _NUMBER.match(masked, at, end)
    if number:
        at = number.end()
    if masked.startswith(("其中:", "以及", "及"), at):
        at += 3 if masked[at] == "其" else 2 if masked[at] == "以" else 1
    kind = _kind_pattern().match(masked, at, end)
    at = kind.end() if kind else at
    verb = _VERB.match(masked, at, end)
    return verb.end() if verb else at


@cache
def _kind_pattern() -> re.Pattern[str]:
    """下属事业单位, 二级预算单位3个：, 事业单位2个：; 事业单位登记管理局 begins with none of them."""
    natures = "|".join(re.escape(word) for row in load_unit_words() if row.kind == "nature" for word in row.words)
    kind = rf"(?:{natures}|行政事业|独立核算|独立编制|预算|决算|[的性、（）()\0])*(?:单位|机构)"
    kin = rf"(?:{words_of('kin')}|{_COUNT})"
    counted = rf"(?:{_COUNT},?)?(?:分别是|分别为|包括|为|即|有)?:?"
    return re.compile(
        rf"(?:{kin}的?)+(?:{kind})?{counted}|{kind}(?:{_COUNT},?(?:分别是|分别为|包括|为|即|有)?:?|:)|{_COUNT}(?:{kind})?:?"
    )


def read_name(view: str, start: int, end: int, *, masked: str | None = None, listed: bool = False) -> UnitName | None:
    """The unit that a piece names at its beginning; None where it names none.

    Args:
        view: the text.
        start: where the name may begin.
        end: where the piece ends.
        masked: the view with its brackets blotted out.
        listed: it stands in a column of names, so that any name will do.
    """
    masked = mask_brackets(view) if masked is None else masked
    bare = masked.find("\0", start, end)
    last = end if bare < 0 else bare
    last = start + len(_shorten(masked[start:last]))
    candidates = [last, *(match.start() for match in _pattern("", "tail", "").finditer(masked, start, last))]
    for stop in sorted(candidates, reverse=True):
        own = _pattern("", "own", "$").search(masked, start, stop)
        bracket = _BRACKETS.match(view, stop)
        inside = bracket[0][1:-1] if bracket and bracket.end() <= end else ""
        marked = bool(re.fullmatch(f".?(?:{words_of('own')})", inside))
        stem = own.start() if own else stop
        if not _is_name(view[start:stem], own=bool(own) or marked, listed=listed):
            continue
        told = _ENUMERATION.sub("", view[stop:end])
        return UnitName(
            start,
            stem,
            bracket.end() if bracket and marked else stop,
            bool(own) or marked,
            tell_nature(told),
            tell_level(told),
        )
    return None


def _shorten(piece: str) -> str:
    while True:
        shorter = _ENDS.sub("", piece)
        if shorter == piece or not shorter:
            return piece
        piece = shorter


def _is_name(stem: str, *, own: bool, listed: bool) -> bool:
    """Tell whether a text is a unit's name; that of the own office may lack the name: 局机关, 本级."""
    if not stem:
        return own
    if not SHORTEST <= len(stem) <= _LONGEST or is_placeholder(stem) or not re.search(r"[\u4e00-\u9fff]{2}", stem):
        return own and len(stem) < SHORTEST and not _FISCAL_LEVEL.match(stem)
    if re.search(r"^[是为由的在]|[:。;\0]|\d{3}", stem):
        return False
    if listed:
        return not re.search(r"^(?:合计|总计|小计|备注|说明)", stem)
    if _pattern("", "not_name", "").search(stem):
        return False
    return parse_agency_name(stem) is not None
