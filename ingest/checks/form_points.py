"""Rules H03, H04, H05 on the points of a self-evaluation form: their sum, and what they say of targets and reasons."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

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
    )


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
