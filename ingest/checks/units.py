"""Units that are missing, or wrong by ten thousand, as the figures around them show."""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from ingest.amounts import BARE, MONEY, find_numbers, view_text
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import MEASURES, name_figure, show_figure
from ingest.figures import Figure
from ingest.findings import ERROR, NOTICE, Finding

_LINE = re.compile(r"[^\n]+")
_UNITS = (("万元", Decimal(10_000)), ("亿元", Decimal(100_000_000)))
# Lines without any are not looked at closely: 支出 12.5, 12.5元.
_SUSPECT = re.compile(r"\d\s*元|[入出费算计额金款数][为是达共]?\s*\d")
_LABELLED = re.compile(r"(?:收入|支出|经费|费|预算|决算|总计|合计|金额|资金|拨款|总额|数)[为是达共]?$")


def check_units(evidence: Evidence) -> Iterator[Outcome]:
    """Name each amount whose unit is missing or wrong; one finding a place."""
    told = evidence.told or evidence.figures
    rows = [figure for row in evidence.functions for figure in row.told]
    inferred = list(_inferred([*told, *rows]))
    amounts = {figure.value for figure in (*evidence.figures, *evidence.printed) if figure.unit == "元"}
    taken = [*((one.start, one.end) for one in inferred), *((one.start, one.end) for one in told)]
    found = (*inferred, *_repeated(evidence.text, amounts, taken))
    yield from found or (Passed("J04"),)


def _repeated(text: str, amounts: Collection[Decimal], taken: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Amounts that the report tells elsewhere in 万元 or 亿元, and here without a unit or in 元."""
    for line in _LINE.finditer(text):
        if line[0].startswith(("|", "#")) or not _SUSPECT.search(line[0]):
            continue
        view, at = view_text(line[0])
        if "万元" not in view:
            continue
        for number in find_numbers(view):
            start, end = line.start() + at[number.start], line.start() + at[number.end - 1] + 1
            meant = _meant(number.value, amounts) if number.step < 1 and number.value >= _TELLING else None
            wrong = number.kind == MONEY and number.unit == "元"
            missing = number.kind == BARE and _LABELLED.search(view[: number.start]) is not None
            if meant is None or not (wrong or missing) or any(low < end and start < high for low, high in taken):
                continue
            disclosed = text[start:end]
            yield Finding(
                rule="J04",
                severity=ERROR if wrong else NOTICE,
                message=f"“{disclosed}”{'单位与上下文不符' if wrong else '没有写单位'}，报告另一处同一数写为{meant}。",
                disclosed=disclosed,
                start=start,
                end=end,
                expected=meant,
            )


_TELLING = Decimal("0.1")  # smaller numbers are the same by chance


def _meant(value: Decimal, amounts: Collection[Decimal]) -> str | None:
    return next((f"{value.normalize():f}{unit}" for unit, factor in _UNITS if value * factor in amounts), None)


def _inferred(figures: Sequence[Figure]) -> Iterator[Finding]:
    places: set[int] = set()
    for figure in figures:
        if not figure.inferred_unit or not figure.value or figure.start in places:
            continue
        places.add(figure.start)
        missing = not figure.disclosed.rstrip().endswith("元")
        label = f"{name_figure(figure)}{MEASURES[figure.measure]}"
        what = "没有写单位" if missing else "单位与上下文不符"
        yield Finding(
            rule="J04",
            severity=NOTICE if missing else ERROR,
            message=f"{label}写为“{figure.disclosed}”，{what}，按上下文应为{show_figure(figure)}。",
            disclosed=figure.disclosed,
            start=figure.start,
            end=figure.end,
            expected=show_figure(figure),
        )
