"""Rules H03, H04, H05 on the points of a self-evaluation form: their sum, and what they say of targets and reasons."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from ingest.blocks import Cell, Table
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_number
from ingest.evaluation_form import EvaluationForm
from ingest.figures import Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.folding import fold, squeeze
from ingest.rows import PerformanceIndicator
from ingest.table_view import Slot

_WHOLE = Decimal(100)
_REASONS = re.compile(r"偏差|偏离|未完成原因")
_UNIT = re.compile(r"-?\d[\d,]*(?:\.\d+)?\s*(?P<unit>%|[\u4e00-\u9fff㎡]*)")
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≥": operator.ge,
    ">": operator.gt,
    "≤": operator.le,
    "<": operator.lt,
}
_SEVERITY = {Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE, Verdict.ERROR: ERROR}
_MOST_NAMED = 3


def check_points(form: EvaluationForm) -> Iterator[Outcome]:
    """Check the points of one form; one without indicators has nothing to check."""
    if form.indicators:
        yield from _check_total(form)
        yield from _check_targets(form)
        yield from _check_reasons(form)


def _check_total(form: EvaluationForm) -> Iterator[Outcome]:
    """H03: the total is the sum of the points, where the weights show that all of them were read."""
    total = _figure(form, "performance.total", "score")
    if total is None:
        return
    weights, scores = [row.weight for row in form.indicators], [row.score for row in form.indicators]
    of_money = _figure(form, "performance.funds", "weight")
    if of_money is not None:
        points = _figure(form, "performance.funds", "score")
        weights.append(of_money.value)
        scores.append(points.value if points else None)
    known = [weight for weight in weights if weight is not None]
    if len(known) == len(weights):
        yield from _check_whole(form, sum(known, Decimal(0)), of_money)
    told = [score for score in scores if score is not None]
    if len(known) < len(weights) or len(told) < len(scores):
        yield Unchecked("H03", f"{form.name}的总分：有的分值或得分没有写明")
        return
    if any(score > weight for weight, score in zip(known, told, strict=True)):
        return  # which is named by itself
    printed = _figure(form, "performance.total", "weight")
    whole = printed.value if printed else _WHOLE
    if sum(known) != whole:
        yield Unchecked("H03", f"{form.name}的总分：读到的分值合计{show_number(sum(known, Decimal(0)))}分，不是全部")
        return
    expected = sum(told, Decimal(0))
    verdict = compare_sum(Printed(total.value, total.step), [Printed(one, _step(one)) for one in told])
    if total.value == total.value.to_integral_value() and expected == expected.to_integral_value():
        verdict = Verdict.PASS if total.value == expected else Verdict.ERROR  # whole points are not rounded
    if verdict is Verdict.PASS:
        yield Passed("H03", ((total.start, total.end),))
        return
    # What one item's points may be by its weight, so that the total comes out: there the slip may be as well.
    lacking = total.value - expected
    wrong = [
        place
        for place, weight, score in _scored(form)
        if 0 <= score + lacking <= weight and verdict is not Verdict.ROUNDING
    ]
    yield Finding.at(
        total,
        rule="H03",
        severity=_SEVERITY[verdict],
        message=(
            f"{form.name}的总分写为{total.disclosed}分，各项得分合计为{show_number(expected)}分，"
            f"相差{show_number(abs(total.value - expected))}分。"
        ),
        expected=f"{show_number(expected)}分",
        difference=f"{show_number(total.value - expected)}分",
        related=tuple(wrong),
    )


def _check_whole(form: EvaluationForm, added: Decimal, of_money: Figure | None) -> Iterator[Outcome]:
    """H03: all weights are a hundred; where those of the indicators are what their levels say, another is wrong."""
    printed = _figure(form, "performance.total", "weight")
    levels = {row.level1: row.level1_weight for row in form.indicators}
    of_levels = [weight for weight in levels.values() if weight is not None]
    of_items = sum((row.weight for row in form.indicators if row.weight is not None), Decimal(0))
    if len(of_levels) < len(levels) or sum(of_levels, Decimal(0)) != of_items:
        return
    if printed is not None and printed.value != _WHOLE == added:
        wrong, right = printed, _WHOLE
    elif of_money is not None and added != _WHOLE and 0 < _WHOLE - of_items == (of_money.value - added + _WHOLE):
        if printed is not None and printed.value != _WHOLE:
            return
        wrong, right = of_money, _WHOLE - of_items
    else:
        return
    yield Finding.at(
        wrong,
        rule="H03",
        severity=ERROR,
        message=f"{form.name}的{'总分值' if wrong is printed else '预算执行的分值'}写为{wrong.disclosed}，各项分值应合计为100分。",
        expected=f"{show_number(right)}分",
        difference=f"{show_number(wrong.value - right)}分",
    )


def _scored(form: EvaluationForm) -> Iterator[tuple[tuple[int, int], Decimal, Decimal]]:
    """The place of the points of each item, its weight and its points."""
    for row in form.indicators:
        cells = next((cells for cells in form.view.rows if any(_starts(slot, row.start) for slot in cells)), ())
        if row.weight is None or row.score is None:
            continue
        numbers = [slot for slot in cells if slot.number is not None and slot.span and slot.span.start > row.start]
        for weight, score in pairwise(numbers):
            both = weight.number, score.number
            if (
                both[0] is not None
                and both[1] is not None
                and (both[0].value, both[1].value) == (row.weight, row.score)
                and score.span is not None
            ):
                yield (score.span.start, score.span.end), row.weight, row.score
                break
    weight_of_money, of_money = (_figure(form, "performance.funds", one) for one in ("weight", "score"))
    if weight_of_money is not None and of_money is not None:
        yield (of_money.start, of_money.end), weight_of_money.value, of_money.value


def _starts(slot: Slot, start: int) -> bool:
    return slot.span is not None and slot.span.start == start


def _figure(form: EvaluationForm, indicator: str, measure: str) -> Figure | None:
    return next((one for one in form.figures if (one.indicator, one.measure) == (indicator, measure)), None)


def _step(value: Decimal) -> Decimal:
    """The last place of a number; points are mostly whole, and whole ones exact to a hundredth."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < -2 else -2)


def _check_targets(form: EvaluationForm) -> Iterator[Outcome]:
    """H04: full points where a target with a printed ≥ or ≤ was missed. Targets in words tell nothing."""
    untold = 0
    for row in form.indicators:
        attained = _attained(row)
        if attained is None or not row.weight or row.score is None:
            untold += row.operator in _HOLDS
            continue
        if attained or row.score < row.weight:
            yield Passed("H04", ((row.start, row.end),))
            continue
        yield Finding(
            rule="H04",
            severity=NOTICE,
            message=(
                f"指标“{row.level3}”的目标是{_told(row)}，完成值写为{squeeze(row.actual)}，没有达到目标，"
                f"得分写为满分{show_number(row.weight)}分。"
            ),
            disclosed=row.level3,
            start=row.start,
            end=row.start + len(row.level3),
            expected=f"{row.operator}{show_number(row.target_value or Decimal(0))}{row.target_unit}",
        )
    if untold:
        yield Unchecked("H04", f"{form.name}有{untold}项指标的完成值是文字、与目标的单位不同，或没有写明分值、得分")


def _told(row: PerformanceIndicator) -> str:
    target = squeeze(row.target)
    return target if row.operator in target else f"{row.operator}{target}"


def _attained(row: PerformanceIndicator) -> bool | None:
    """Whether a value reaches its target; None where that is told in words, or in another unit."""
    holds = _HOLDS.get(row.operator)
    if holds is None or row.target_value is None or row.actual_value is None:
        return None
    unit = _UNIT.fullmatch(squeeze(fold(row.actual)))
    if unit is None or unit["unit"] not in {"", squeeze(fold(row.target_unit))}:
        return None
    return holds(row.actual_value, row.target_value)


def _check_reasons(form: EvaluationForm) -> Iterator[Outcome]:
    """H05: where points are lost, the column for the reasons is filled in; one finding a form."""
    column = next((slot for row in form.view.rows for slot in row if _REASONS.search(slot.words)), None)
    lost = [row for row in form.indicators if row.score is not None and row.weight and row.score < row.weight]
    if column is None:
        if lost:
            yield Unchecked("H05", f"{form.name}没有写偏差原因的一栏")
        return
    silent = [row for row in lost if not row.deviation and not _is_told_above(form, row, column)]
    if not silent:
        yield from (Passed("H05") for _ in lost)
        return
    named = "、".join(f"“{row.level3}”" for row in silent[:_MOST_NAMED])
    more = f"等{len(silent)}项" if len(silent) > _MOST_NAMED else ""
    first = silent[0]
    yield Finding(
        rule="H05",
        severity=NOTICE,
        message=f"{form.name}的指标{named}{more}得分低于分值，“{squeeze(column.text)}”一栏没有填写。",
        disclosed=first.level3,
        start=first.start,
        end=first.start + len(first.level3),
        related=tuple((row.start, row.start + len(row.level3)) for row in silent[1:]),
    )


def _is_told_above(form: EvaluationForm, row: PerformanceIndicator, column: Slot) -> bool:
    """Whether a merged cell that began in a row above holds the reason of this one, too, or nothing tells the row."""
    block = form.view.placed.block
    assert isinstance(block, Table)
    own = next((cell for cell, span in form.view.placed.cells if span.start == row.start), None)
    if own is None:
        return True
    covering = (cell for cell in block.cells if _covers(cell, own.row, column.column))
    return any(squeeze(cell.text) for cell in covering)


def _covers(cell: Cell, row: int, column: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan
