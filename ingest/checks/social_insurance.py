"""Rule B07: contributions by function and by economic class. Soft: staff may be paid from other items as well.

Where most of the kinds agree, the body books them alike in both tables, and one that differs is worth a look; else the
tables do not tell the same, and nothing is compared.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sides
from ingest.checks.wording import show_money
from ingest.findings import NOTICE, Finding, Unchecked
from ingest.ledger import Cell, Ledger

_RULE = "B07"
_BY_FUNCTION = ("general_public_expenditure", "general_public_income_expenditure")
_BY_CLASS = "general_public_basic"
# 养老保险, 职业年金, 住房公积金, 医疗: an item or group of the one table, items of the other.
_PAIRS = (
    ("2080505", ("30108",)),
    ("2080506", ("30109",)),
    ("2210201", ("30113",)),
    ("21011", ("30110", "30111")),
)
_FEWEST = 2  # pairs that agree


@dataclass(frozen=True, slots=True)
class _Pair:
    function: Cell
    classes: tuple[Cell, ...]

    @property
    def told(self) -> Decimal:
        return sum((cell.value for cell in self.classes), Decimal(0))

    @property
    def agrees(self) -> bool:
        sides = [_printed(self.function)], [_printed(cell) for cell in self.classes]
        return compare_sides(*sides) in (Verdict.PASS, Verdict.ROUNDING)


def check_social_insurance(ledger: Ledger, doubted: AbstractSet[Cell]) -> Iterator[Outcome]:
    """Compare the pairs that both tables have money for; `doubted` are cells that contradict others."""
    by_function, by_class = ledger.find(*_BY_FUNCTION), ledger.find(_BY_CLASS)
    if by_function is None or by_class is None:
        return
    pairs: list[_Pair] = []
    for code, items in _PAIRS:
        cell = by_function.at(code, "expenditure.basic")
        classes = tuple(one for item in items if (one := by_class.at(item, "amount")) is not None)
        pair = _Pair(cell, classes) if cell is not None and classes else None
        if pair and pair.function.value and pair.told and not any(one in doubted for one in (cell, *classes)):
            pairs.append(pair)
    agreeing = [pair for pair in pairs if pair.agrees]
    for _ in agreeing:
        yield Passed(_RULE)
    differing = [pair for pair in pairs if not pair.agrees]
    if len(agreeing) < _FEWEST or len(differing) > 1:
        if differing:
            names = "、".join(pair.function.name for pair in differing)
            yield Unchecked(_RULE, f"{names}：两张表的列支范围可能不同，没有比较")
        return
    for pair in differing:
        yield _describe(pair, len(agreeing), by_function.title, by_class.title)


def _describe(pair: _Pair, agreeing: int, function_title: str, class_title: str) -> Finding:
    cell, classes = pair.function, _told(pair.classes)
    return Finding(
        rule=_RULE,
        severity=NOTICE,
        message=(
            f"{function_title}“{cell.name}”的基本支出为{show_money(cell.value)}，{class_title}的{classes}为"
            f"{show_money(pair.told)}，相差{show_money(abs(cell.value - pair.told))}，而同类的另外{agreeing}项都相等；"
            "两数可以不同，请对照原件。"
        ),
        disclosed=cell.text,
        start=cell.start,
        end=cell.end,
        expected=show_money(pair.told),
        difference=show_money(cell.value - pair.told),
        related=tuple((one.start, one.end) for one in pair.classes if not one.blank),
    )


def _told(cells: Sequence[Cell]) -> str:
    named = "、".join(f"“{cell.name}”" for cell in cells if cell.value)
    return f"{named}合计" if sum(bool(cell.value) for cell in cells) > 1 else named


def _printed(cell: Cell) -> Printed:
    return Printed(cell.value, cell.step)
