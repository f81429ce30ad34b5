"""Counts and scores from running text: vehicles, guests, staff, projects; each by the words that stand with it.

`vocabulary/counts.csv` holds the forms: `N` is the number, `#` another number, `…` a gap of a few words, `、` any
mark of separation or none, `[x]` what may be left out, `¥` a unit of money; the unit after `N` belongs to the form. Labels of `labels.csv`
with a count of vehicles or staff are forms too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ingest.amounts import COUNT, COUNT_UNITS, Number, find_numbers, view_text
from ingest.extract.narrative import Paragraph
from ingest.extract.scopes import figure_scope
from ingest.figures import ACTUAL, BUDGET, Figure
from ingest.numbering import parse_numeral
from ingest.vocabulary import load_indicators, load_labels, read_table, split_list

_NUMERAL = r"(?<![一二三四五六七八九十第])(?:两|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_NUMBER = rf"(?:(?<![\d.])-?\d[\d,]*(?:\.\d+)?|{_NUMERAL})"
_NUMERALS = re.compile(rf"(?P<numeral>{_NUMERAL})(?P<unit>{COUNT_UNITS})")
_GAP = r"(?:20\d\d年度?|[^\d。;!?]){0,16}?"
_PARTS = {"N": rf"(?P<n>{_NUMBER})", "#": _NUMBER, "…": _GAP, "、": r"[,、;:]?", "¥": "(?:百万|千|万|亿)?元"}
_PERSON = "人|名|个"
_OWN_UNITS = {"assets.vehicles": ("辆", "辆"), "staff": (_PERSON, "人")}
_LABEL_TAIL = r"(?:人员|人数|数量|数)?(?:为|有|共|共计|小计|合计)?(?:\(.{1,8}?\))?"


@dataclass(frozen=True, slots=True)
class CountForm:
    """A form of words with a number in it, and what that number is."""

    indicator: str
    measure: str
    phase: str
    unit: str
    pattern: re.Pattern[str]


def read_counts(paragraph: Paragraph, year: int) -> Iterator[Figure]:
    """Yield the counts of one paragraph of a report about `year`, in reading order."""
    view, places = view_text(paragraph.text)
    numbers = {number.start: number for number in (*_find_numerals(view), *find_numbers(view))}
    found: dict[int, tuple[CountForm, Number]] = {}
    for form in _forms():
        for match in form.pattern.finditer(view):
            number = numbers.get(match.start("n"))
            # 增加接待3批次 tells how many more, not how many; 处置房屋20平方米 are there no longer.
            if (
                number is None
                or view[: match.start()].endswith(_NOT_HELD)
                or view[: match.start("n")].endswith(_MORE_OR_LESS)
                or (form.indicator in _AT_HOME and _is_overseas(view, match.start("n")))
            ):
                continue
            planned = _is_planned(view, number.start, paragraph.part)
            if form.indicator.startswith("assets.") and planned != (form.indicator in _PLANNED):
                continue  # 安排购置车辆1辆，其中：其他用车1辆 is no vehicle held
            if form.indicator == "staff.retired" and _stands_beside_veterans(view, match.start()):
                continue
            of_all = form.indicator == "staff.actual" and _holds_retired(view, number)
            found.setdefault(number.start, (replace(form, indicator="staff.total") if of_all else form, number))
    for start in sorted(found):
        form, number = found[start]
        first, last = places[start], places[_unit_end(view, number) - 1] + 1
        as_of = _as_of(view, number.start, year) if form.indicator.startswith("assets.") else None
        if as_of is None and paragraph.part == "budget" and form.indicator.startswith(("assets.", "staff.")):
            as_of = _at_end_of(view, number.start, year)
        of_year = int(as_of["year"]) if as_of is not None else year
        # Accounts tell what stood there at the end of their own year: another one was left from the year before.
        strange = as_of if of_year != year and paragraph.part == "final_accounts" else None
        yield Figure(
            part=paragraph.part,
            indicator=form.indicator,
            scope=figure_scope(form.indicator, None, paragraph.scope),
            phase=_phase(form, paragraph.part),
            measure=form.measure,
            year=of_year,
            value=number.value,
            unit=form.unit,
            disclosed=paragraph.text[first:last],
            base="",
            source="narrative",
            step=number.step,
            section=paragraph.section,
            page=paragraph.page,
            start=paragraph.start + first,
            end=paragraph.start + last,
            other_year=_place(strange, places, paragraph.start) if strange is not None else None,
        )


def _place(as_of: re.Match[str], places: Sequence[int], start: int) -> tuple[int, int]:
    return start + places[as_of.start("words")], start + places[as_of.end("words") - 1] + 1


_PLANNED = {"assets.vehicles.planned", "assets.equipment.planned"}
_PLAN = re.compile(r"(?:安排|计划|拟|预计|新增)[^。;]{0,8}(?:购置|配置|配备|采购)")
_PLAN_IN_ACCOUNTS = re.compile(r"(?:预算安排|计划)[^。;]{0,8}购置")  # 安排购置 and 新增配置 tell there what was bought


def _is_planned(view: str, start: int, part: str) -> bool:
    """The sentence speaks of what is to be bought."""
    sentence = view[view.rfind("。", 0, start) + 1 : start]
    plan = _PLAN if part == "budget" else _PLAN_IN_ACCOUNTS
    return bool(plan.search(sentence[max(sentence.rfind("截至"), 0) :]))


def _phase(form: CountForm, part: str) -> str:
    """A budget tells what is planned, beside the staff and the things that are there."""
    if form.indicator in _PLANNED:
        return BUDGET
    there = form.indicator.startswith(("staff.", "assets.")) or form.indicator == "three_public.vehicles.held"
    return BUDGET if part == "budget" and not there else form.phase


_MORE_OR_LESS = ("增加", "减少", "增加了", "减少了")
_NOT_HELD = ("增加", "减少", "处置", "出租", "出借", "报废", "新增")
_AT_HOME = {"three_public.reception.groups", "three_public.reception.persons"}
_OVERSEAS = re.compile(r"国\(境\)外|国外|境外")


def _is_overseas(view: str, start: int) -> bool:
    """Receptions abroad are none of those that the vocabulary counts."""
    clause = view[max(view.rfind(mark, 0, start) for mark in "。;") + 1 : start]
    last = max((match.end() for match in _OVERSEAS.finditer(clause)), default=-1)
    return last > clause.rfind("国内")


_STAFF_PART = re.compile(rf"(?P<who>[^\d。;!?]{{1,40}}?)(?P<n>{_NUMBER})(?:人|名)")
_VETERANS = re.compile(rf"(?<![不无])离休(?!退)[^\d。;!?退]{{0,8}}(?P<n>{_NUMBER})")


def _holds_retired(view: str, number: Number) -> bool:
    """实有人数95人，…在职59人，离休0人，退休31人，遗属5人: the parts behind add up to it, and the retired are among them."""
    end = min((at for at in (view.find(mark, number.end) for mark in "。;!?") if at >= 0), default=len(view))
    total, retired = Decimal(0), False
    for part in _STAFF_PART.finditer(view, number.end, end):
        value = next((one.value for one in find_numbers(view) if one.start == part.start("n")), None)
        if value is None:
            return False
        total, retired = total + value, retired or "退休" in part["who"] or "离休" in part["who"]
        if total >= number.value:
            return total == number.value and retired and value != number.value
    return False


def _stands_beside_veterans(view: str, start: int) -> bool:
    """退休8人 beside 离休11人 are not all who left the service."""
    if view[start - 1 : start] == "离":
        return False
    sentence = view[view.rfind("。", 0, start) + 1 : start]
    told = _VETERANS.search(sentence)
    return told is not None and told["n"].strip("0") != ""


_AS_OF = re.compile(r"截[至止]到?(?P<words>(?P<year>20\d\d)年)(?:度?[底末]|\d{1,2}月)")


def _as_of(view: str, start: int, year: int) -> re.Match[str] | None:
    """The words that name the year at whose end something was held: a budget tells what stood there before it."""
    told = list(_AS_OF.finditer(view, view.rfind("。", 0, start) + 1, start))
    return told[-1] if told and int(told[-1]["year"]) in {year, year - 1} else None


_AT_END_OF = re.compile(r"(?P<words>(?P<year>20\d\d)年)年?末")


def _at_end_of(view: str, start: int, year: int) -> re.Match[str] | None:
    """2021年年末实有人数, in the budget of the year after."""
    told = list(_AT_END_OF.finditer(view, view.rfind("。", 0, start) + 1, start))
    return told[-1] if told and int(told[-1]["year"]) == year - 1 else None


def _find_numerals(view: str) -> Iterator[Number]:
    """Yield small counts written in Chinese with their unit: 两个团组, 十二批次; only forms of counts look at them."""
    for match in _NUMERALS.finditer(view):
        value = Decimal(parse_numeral(match["numeral"]))
        yield Number(match.start(), match.end(), value, COUNT, match["unit"], Decimal(1))


def _unit_end(view: str, number: Number) -> int:
    """Where the number with its unit ends: 名 is no unit of measure, but printed as one."""
    return number.end + 1 if number.unit == "" and view[number.end : number.end + 1] == "名" else number.end


@cache
def _forms() -> tuple[CountForm, ...]:
    special = [
        CountForm(row["indicator"], row["measure"], row["phase"], row["unit"], compile_form(pattern))
        for row in read_table("counts.csv")
        for pattern in split_list(row["patterns"])
    ]
    return (*special, *_forms_of_labels())


def _forms_of_labels() -> Iterator[CountForm]:
    """Labels beside their number: 特种专业技术用车33辆, 核定编制30名."""
    spelled = [
        (view_text(spelling)[0], indicator)
        for indicator, spellings in load_labels().items()
        if "count" in load_indicators()[indicator].measures
        for spelling in spellings
        if "X" not in spelling
    ]
    for words, indicator in sorted(spelled, key=lambda one: -len(one[0])):
        family = next((family for family in _OWN_UNITS if indicator.startswith(family)), None)
        if family is not None:
            units, unit = _OWN_UNITS[family]
            pattern = rf"{re.escape(words)}{_LABEL_TAIL}(?P<n>{_NUMBER})(?:{units})(?!次)"
            yield CountForm(indicator, "count", ACTUAL, unit, re.compile(pattern))


def compile_form(form: str) -> re.Pattern[str]:
    """The pattern of a form in the notation of `counts.csv`.

    >>> bool(compile_form("公务用车保有量[为]N辆").search("公务用车保有量为10辆"))
    True
    """
    pieces: list[str] = []
    for char in form:
        if char == "[":
            pieces.append("(?:")
        elif char == "]":
            pieces.append(")?")
        else:
            pieces.append(_PARTS.get(char, re.escape(char)))
    return re.compile("".join(pieces))
