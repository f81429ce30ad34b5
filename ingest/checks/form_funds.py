"""Rules H01, H02 on the money of a self-evaluation form: where it comes from, how much was spent, the points for that."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.checks.ratios import judge_ratio
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_copy, compare_sum
from ingest.checks.wording import show_money, show_number
from ingest.evaluation_form import EvaluationForm
from ingest.figures import ACTUAL, ADJUSTED, BUDGET, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked
from ingest.table_view import Slot, TableView

_FUNDS = "performance.funds"
_SOURCES = tuple(f"{_FUNDS}.{one}" for one in ("fiscal", "carryover", "other"))
_PHASES = {BUDGET: "年初预算数", ADJUSTED: "全年预算数", ACTUAL: "全年执行数"}
_BY_RATE = re.compile(r"得分.*(?:[*×xX]执行率|执行率[*×xX])")  # 得分(10分*执行率)
_SEVERITY = {Verdict.ROUNDING: ROUNDING, Verdict.SUSPICIOUS: NOTICE, Verdict.ERROR: ERROR}
_Money = Mapping[tuple[str, str, str], Figure]


def check_funds(form: EvaluationForm) -> Iterator[Outcome]:
    """Check the money of one form; one without any has nothing to check."""
    told: dict[tuple[str, str, str], Figure] = {}
    for figure in form.figures:
        told.setdefault((figure.indicator, figure.phase, figure.measure), figure)
    amounts = {phase: one for phase in _PHASES if (one := told.get((_FUNDS, phase, "amount")))}
    if not amounts:
        return
    if any((source, phase, "amount") in told for source in _SOURCES for phase in _PHASES):
        outcomes = [one for phase, whole in amounts.items() for one in _check_sources(form, told, phase, whole)]
        yield from (one for one in outcomes if not isinstance(one, Finding))
        yield from _as_one([one for one in outcomes if isinstance(one, Finding)])
    else:
        yield Unchecked("H01", f"{form.name}：没有按资金来源列出金额")
    yield from _check_rate(form, told, amounts)
    yield from _check_points(form, told)


def _as_one(findings: Sequence[Finding]) -> Iterator[Finding]:
    """A total that is wrong in one column is mostly so in all of them: one finding a form and severity."""
    for severity in (ERROR, NOTICE, ROUNDING):
        same = [one for one in findings if one.severity == severity]
        if same:
            places = tuple(place for one in same[1:] for place in ((one.start, one.end), *one.related))
            more = f"；另有{len(same) - 1}栏同样不符" if len(same) > 1 else ""
            message = f"{same[0].message.rstrip('。')}{more}。"
            yield replace(same[0], message=message, related=(*same[0].related, *places))


def _check_sources(form: EvaluationForm, told: _Money, phase: str, whole: Figure) -> Iterator[Outcome]:
    """H01: the funds of a year are what they come from, column by column; a source left empty tells nothing."""
    parts = {source: one for source in _SOURCES if (one := told.get((source, phase, "amount")))}
    if not parts:
        return
    added = sum((one.value for one in parts.values()), Decimal(0))
    verdict = compare_sum(_printed(whole), [_printed(one) for one in parts.values()])
    places = tuple((one.start, one.end) for one in (whole, *parts.values()))
    if verdict is Verdict.PASS:
        yield Passed("H01", places)
        return
    where = f"{form.name}的{_PHASES[phase]}"
    carried = parts.get(_SOURCES[1])
    if carried is not None and added - carried.value == whole.value:
        yield Unchecked("H01", f"{where}：财政拨款可能已经包括上年结转资金")
    elif _has_other_lines(form.view, whole, parts.values()):
        yield Unchecked("H01", f"{where}：还列有其他资金来源")
    elif (
        added < whole.value
        and len(parts) < len(_SOURCES)
        and verdict is not Verdict.ROUNDING
        and not _blank_is_nothing(told, parts, phase)
    ):
        yield Unchecked("H01", f"{where}：有的资金来源没有填写")
    else:
        terms = "、".join(f"{_NAMES[source]}{show_money(one.value)}" for source, one in parts.items())
        summed = f"合计为{show_money(added)}" if len(parts) > 1 else ""
        yield Finding.at(
            whole,
            rule="H01",
            severity=NOTICE if len(parts) < len(_SOURCES) and added < whole.value else _SEVERITY[verdict],
            message=(
                f"{where}，年度资金总额写为{show_money(whole.value)}，其中{terms}{summed}，"
                f"相差{show_money(abs(whole.value - added))}。"
            ),
            expected=show_money(added),
            difference=show_money(whole.value - added),
            related=places[1:],
        )


def _blank_is_nothing(told: _Money, parts: Mapping[str, Figure], phase: str) -> bool:
    """Whether both other columns add up, with at least the same sources left empty: then this one has to as well."""
    adding = 0
    for other in _PHASES:
        whole = told.get((_FUNDS, other, "amount"))
        mine = {source: one for source in _SOURCES if (one := told.get((source, other, "amount")))}
        if other != phase and whole is not None and whole.value and mine and mine.keys() <= parts.keys():
            adding += sum((one.value for one in mine.values()), Decimal(0)) == whole.value
    return adding == len(_PHASES) - 1


_NAMES = dict(zip(_SOURCES, ("当年财政拨款", "上年结转资金", "其他资金"), strict=True))


def _has_other_lines(view: TableView, whole: Figure, parts: Iterable[Figure]) -> bool:
    """Whether below the total its column has numbers that belong to none of the known sources."""
    known = {one.start for one in parts}
    places = ((at, slot.column) for at, row in enumerate(view.rows) for slot in row if _begins(slot, whole.start))
    at, column = next(places, (len(view.rows), 0))
    for row in view.rows[at + 1 :]:
        slot = next((one for one in row if one.column == column), None)
        if slot is None or not (slot.blank or slot.number):
            return False
        if slot.number is not None and (slot.span is None or slot.span.start not in known):
            return True
    return False


def _begins(slot: Slot, start: int) -> bool:
    return slot.span is not None and slot.span.start == start


def _check_rate(form: EvaluationForm, told: _Money, amounts: Mapping[str, Figure]) -> Iterator[Outcome]:
    """H02: what was spent of the year's budget, and that it is no more than that."""
    spent, planned = amounts.get(ACTUAL), amounts.get(ADJUSTED) or amounts.get(BUDGET)
    if spent is not None and ADJUSTED in amounts:
        yield _check_spent(form, spent, amounts[ADJUSTED])
    rate = told.get((_FUNDS, ACTUAL, "completion_rate"))
    if rate is None:
        return
    if spent is None or planned is None:
        yield Unchecked("H02", f"{form.name}执行率{rate.disclosed}：预算数或执行数没有读到")
        return
    rate = _as_percent(rate, spent, planned)
    outcome = _judge(form, rate, spent, planned)
    opening = amounts.get(BUDGET)
    if isinstance(outcome, Finding) and outcome.severity == ERROR and opening is not None:
        yield _with_opening(outcome, opening, _judge(form, rate, spent, opening))
    else:
        yield outcome


def _with_opening(finding: Finding, opening: Figure, by_opening: Outcome) -> Finding:
    """The finding on a rate, a notice where the rate is that of the budget of the year's beginning."""
    if not isinstance(by_opening, Passed):
        return finding
    why = f"与按年初预算数{show_money(opening.value)}计算的相同，可能用了年初预算数"
    return replace(finding, severity=NOTICE, message=f"{finding.message.rstrip('。')}；{why}。")


def _judge(form: EvaluationForm, rate: Figure, spent: Figure, planned: Figure) -> Outcome:
    what = f"{form.name}的执行率（执行数{show_money(spent.value)}除以预算数{show_money(planned.value)}）"
    return judge_ratio("H02", rate, spent, planned, what)


def _as_percent(rate: Figure, spent: Figure, planned: Figure) -> Figure:
    """A rate that is printed as a fraction: 0.98, or 1, where the money says that nearly all was spent."""
    if "%" in rate.disclosed or "％" in rate.disclosed or not planned.value or rate.value > 1:
        return rate
    fraction = spent.value / planned.value
    return replace(rate, value=rate.value * 100, step=rate.step * 100) if fraction > rate.value / 10 else rate


def _check_spent(form: EvaluationForm, spent: Figure, planned: Figure) -> Outcome:
    over = spent.value - planned.value
    places = ((spent.start, spent.end), (planned.start, planned.end))
    if over <= max(spent.step, planned.step):
        return Passed("H02", places)
    return Finding.at(
        spent,
        rule="H02",
        severity=NOTICE,
        message=(
            f"{form.name}的全年执行数{show_money(spent.value)}超过了全年预算数{show_money(planned.value)}，"
            f"相差{show_money(over)}。"
        ),
        expected=f"不超过{show_money(planned.value)}",
        difference=show_money(over),
        related=places[1:],
    )


def _check_points(form: EvaluationForm, told: _Money) -> Iterator[Outcome]:
    """H02: the points for the rate, by the formula that the form prints."""
    weight, score = (told.get((_FUNDS, ACTUAL, measure)) for measure in ("weight", "score"))
    rate = told.get((_FUNDS, ACTUAL, "completion_rate"))
    printed = any(_BY_RATE.search(slot.words) for row in form.view.rows for slot in row)
    if weight is None or score is None or rate is None or not printed or "%" not in rate.disclosed.replace("％", "%"):
        return
    due = weight.value * min(rate.value, Decimal(100)) / 100
    verdict = compare_copy(_printed(score), Printed(due, weight.value * rate.step / 100))
    if verdict in (Verdict.PASS, Verdict.ROUNDING):
        yield Passed("H02", ((score.start, score.end),))
        return
    expected = show_number(due.quantize(score.step))
    yield Finding.at(
        score,
        rule="H02",
        severity=NOTICE,
        message=(
            f"{form.name}的执行率为{rate.disclosed}，按表中印出的算法应得{expected}分"
            f"（满分{show_number(weight.value)}分），写为{score.disclosed}分。"
        ),
        expected=f"{expected}分",
        difference=f"{show_number(score.value - due.quantize(score.step))}分",
        related=((rate.start, rate.end), (weight.start, weight.end)),
    )


def _printed(figure: Figure) -> Printed:
    return Printed(figure.value, figure.step)
