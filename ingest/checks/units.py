"""Rule J04: units that are missing, or wrong by ten thousand, as the figures around them and the rest of the report show."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.amounts import BARE, MONEY, Number, find_numbers, view_line
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import MEASURES, name_figure, show_figure, show_number
from ingest.figures import Figure
from ingest.findings import ERROR, NOTICE, Finding

_LINE = re.compile(r"^(?![|#])[^\n]*\d[^\n]*$", re.MULTILINE)
_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_LABELLED = re.compile(
    r"(?:收入|支出|经费|费用?|预算|决算|总计|合计|金额|资金|拨款|总额|数|增加|减少|资产|采购)(?:总额|安排)?[为是达共了]?$|[增减]$"
)
_STOP = re.compile(r"[，,。；;、()（]")
# A price, a standard, an amount a head: what is small by nature.
_SMALL = re.compile(r"均|每|标准|单价|按|单位价值|不低于|不超过|低于|超过|达到|满|原价")
_RATED = re.compile(r"/|每|以上|以下|以内|左右|[×x*一](?!般)|标准|的标准")
_HUGE = re.compile(r"(?<![\d.,])(?P<number>\d[\d,]{4,20}(?:\.\d+)?)(?P<unit>万元|亿元)")
_IMPOSSIBLE = Decimal(10) ** 14  # yuan: the country's output of a year
_HABIT = 3  # places at which a report writes so more often than by a slip
_LARGE = 10_000  # what is no count, price or year where amounts are told in 元
_FEW_DIGITS = 2  # amounts of so few agree by chance
_FEWEST = 5  # amounts in one unit by which a report surely shows what its unit is
_MOSTLY = 0.8
_TWO_OF_THREE = 0.6
_SEVERAL = 5  # times the largest other amount: what no amount of the body itself can be, its totals being among them
_BEYOND = 1000  # times the largest other amount: what no amount of the report can be


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount of the running text, or a number that lacks its unit, in a folded line."""

    number: Number
    start: int
    end: int
    before: str
    behind: str

    @property
    def raw(self) -> Decimal:
        """What is printed before the unit."""
        return self.number.value / _UNITS.get(self.number.unit, Decimal(1))


def check_units(evidence: Evidence) -> Iterator[Outcome]:
    """Name each amount whose unit is missing or wrong; one finding a place."""
    told = evidence.told or evidence.figures
    rows = [figure for row in evidence.functions for figure in row.told]
    found = list(_inferred([*told, *rows]))
    taken = [(one.start, one.end) for one in found]
    numbers = [one for one in _list_numbers(evidence.text) if not any(a < one.end and one.start < b for a, b in taken)]
    usual, sure = _usual_unit(numbers)
    if usual:
        places = _list_amounts(evidence)
        beyond = _find_beyond(numbers, places, usual)
        for one in numbers:
            finding = _judge(one, usual, places, evidence.text, beyond=one in beyond, sure=sure)
            if finding is not None:
                found.append(finding)
        found += _zeros(numbers, usual, evidence.text) if sure else ()
    found += _impossible(evidence.text)
    yield from found or (Passed("J04"),)


def _impossible(text: str) -> Iterator[Finding]:
    """Amounts of a thousand billion yuan and more: 15365100亿元."""
    for line in _LINE.finditer(text):
        view, at = view_line(line[0])
        for match in _HUGE.finditer(view):
            value = Decimal(match["number"].replace(",", "")) * _UNITS[match["unit"]]
            if value >= _IMPOSSIBLE:
                start, end = line.start() + at[match.start()], line.start() + at[match.end() - 1] + 1
                words = text[start:end]
                message = f"“{words}”单位有误：没有哪个部门、单位有这么大的金额。"
                yield Finding("J04", ERROR, message, words, start, end)


def _list_numbers(text: str) -> Iterator[_Told]:
    for line in _LINE.finditer(text):
        view, at = view_line(line[0])
        for number in find_numbers(view):
            if number.kind == MONEY or (number.kind == BARE and _LABELLED.search(view[: number.start])):
                start, end = line.start() + at[number.start], line.start() + at[number.end - 1] + 1
                yield _Told(number, start, end, view[: number.start], view[number.end :])


def _usual_unit(numbers: Sequence[_Told]) -> tuple[str, bool]:
    """The unit in which the text tells most of its amounts, and whether it is surely meant everywhere; empty if none."""
    counts = Counter(one.number.unit for one in numbers if one.number.kind == MONEY and one.number.value)
    unit, count = counts.most_common(1)[0] if counts else ("", 0)
    if unit not in _UNITS or count < _TWO_OF_THREE * counts.total():
        return "", False
    return unit, count >= max(_FEWEST, _MOSTLY * counts.total())


def _list_amounts(evidence: Evidence) -> Mapping[Decimal, set[int]]:
    """The places of each amount that was read, in tables and in the text."""
    places: dict[Decimal, set[int]] = defaultdict(set)
    rows = [figure for row in evidence.functions for figure in row.told]
    for figure in (*evidence.figures, *evidence.told, *evidence.printed, *rows):
        if figure.unit == "元" and not figure.inferred_unit:
            places[abs(figure.value)].add(figure.start)
    for ledger in evidence.ledgers.values():
        for cell in ledger:
            if not cell.blank:
                places[abs(cell.value)].add(cell.start)
    return places


def _largest(numbers: Sequence[_Told], places: Mapping[Decimal, set[int]], usual: str) -> Decimal:
    """The largest amount of the report that is told in its usual unit, or in a table."""
    told = [one.number.value for one in numbers if one.number.unit == usual]
    odd = {one.number.value for one in numbers if one.number.kind == MONEY and one.number.unit != usual}
    return max([*told, *(value for value in places if value not in odd)], default=Decimal(0))


def _find_beyond(numbers: Sequence[_Told], places: Mapping[Decimal, set[int]], usual: str) -> Sequence[_Told]:
    """The amount in another unit that is larger than any could be; several such are told in that unit on purpose."""
    largest = _largest(numbers, places, usual)
    found = [one for one in numbers if _is_odd(one, usual) and one.number.value > largest * _factor(one, places) > 0]
    return found if len({one.number.value for one in found}) == 1 else ()


def _is_odd(one: _Told, usual: str) -> bool:
    """An amount in another unit than most."""
    number = one.number
    return number.kind == MONEY and number.unit != usual and number.unit in _UNITS and bool(number.value)


def _factor(one: _Told, places: Mapping[Decimal, set[int]]) -> int:
    read = any(one.start <= at < one.end for at in places.get(one.number.value, ()))
    return _SEVERAL if read else _BEYOND


def _judge(
    one: _Told, usual: str, places: Mapping[Decimal, set[int]], text: str, *, beyond: bool, sure: bool
) -> Finding | None:
    number = one.number
    if _is_odd(one, usual):
        meant = _find_meant(one, places)
        if meant and not _is_elsewhere(one, number.value, places):
            return _wrong(one, meant, f"报告另一处同一数写为{show_number(one.raw)}{meant}", text)
        if beyond:
            return _wrong(one, usual, "比报告中其他任何金额都大得多", text)
        odd = sure and number.unit == "元" and number.step < 1 and not _is_small(one)
        if odd and not _is_elsewhere(one, number.value, places):
            return _wrong(one, usual, f"报告其他金额都以{usual}为单位", text, NOTICE)
    if number.kind == BARE and number.value and _STOP.match(one.behind):
        meant = usual if _is_elsewhere(one, one.raw * _UNITS[usual], places) and _is_telling(one.raw) else ""
        fine = number.step < 1 or (usual == "元" and one.raw >= _LARGE)
        bare = usual != "亿元" and fine and _is_among_amounts(one, usual)
        if meant or bare:
            disclosed = text[one.start : one.end]
            other = "，报告另一处同一数写为" if meant else "，按同一句的其他金额应为"
            expected = f"{show_number(one.raw)}{usual}"
            return Finding(
                "J04", NOTICE, f"“{disclosed}”没有写单位{other}{expected}。", disclosed, one.start, one.end, expected
            )
    return None


def _zeros(numbers: Sequence[_Told], usual: str, text: str) -> Iterator[Finding]:
    """Nothing, told in another unit than the amounts beside it: one finding, unless that is the report's habit."""
    odd = [
        one
        for one in numbers
        if one.number.kind == MONEY
        and not one.number.value
        and one.number.unit in _UNITS
        and one.number.unit != usual
        and _is_among_amounts(one, usual)
    ]
    if 0 < len(odd) <= _HABIT:
        first, *others = odd
        finding = _wrong(first, usual, f"同一句的其他金额都以{usual}为单位", text, NOTICE)
        yield replace(finding, related=tuple((one.start, one.end) for one in others))


def _find_meant(one: _Told, places: Mapping[Decimal, set[int]]) -> str:
    """The unit with which the report prints the same number elsewhere."""
    if not _is_telling(one.raw):
        return ""
    others = (unit for unit in _UNITS if unit != one.number.unit)
    return next((unit for unit in others if _is_elsewhere(one, one.raw * _UNITS[unit], places)), "")


def _is_elsewhere(one: _Told, value: Decimal, places: Mapping[Decimal, set[int]]) -> bool:
    return any(not one.start <= at < one.end for at in places.get(abs(value), ()))


def _is_telling(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) > _FEW_DIGITS


def _is_small(one: _Told) -> bool:
    return bool(_SMALL.search(one.before[-12:]) or _RATED.match(one.behind))


def _is_among_amounts(one: _Told, usual: str) -> bool:
    """Whether the sentence that a number stands in tells its amounts in the usual unit."""
    before, behind = re.split(r"[。；]", one.before)[-1], re.split(r"[。；]", one.behind)[0]
    return any(re.search(rf"\d{usual}", words) for words in (before, behind)) and "。" in one.behind


def _wrong(one: _Told, meant: str, why: str, text: str, severity: str = ERROR) -> Finding:
    disclosed = text[one.start : one.end]
    return Finding(
        rule="J04",
        severity=severity,
        message=f"“{disclosed}”单位与上下文不符，{why}。",
        disclosed=disclosed,
        start=one.start,
        end=one.end,
        expected=f"{show_number(one.raw)}{meant}",
    )


def _inferred(figures: Sequence[Figure]) -> Iterator[Finding]:
    places: set[int] = set()
    for figure in figures:
        if not figure.inferred_unit or not figure.value or figure.start in places:
            continue
        places.add(figure.start)
        missing = not figure.disclosed.rstrip().endswith("元")
        label = f"{name_figure(figure)}{MEASURES[figure.measure]}"
        what = "没有写单位" if missing else "单位与上下文不符"
        yield Finding.at(
            figure,
            rule="J04",
            severity=NOTICE if missing else ERROR,
            message=f"{label}写为“{figure.disclosed}”，{what}，按上下文应为{show_figure(figure)}。",
            expected=show_figure(figure),
        )
