"""Shares, completion rates and rates of change against the amounts that the report prints."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.amounts import MONEY, find_numbers, view_line
from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_ratio, ratio_interval
from ingest.checks.wording import name_figure, show_figure, show_money, show_percent
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, FISCAL, GENERAL_PUBLIC, Figure
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding, Unchecked

_Key = tuple[str, str, str, str, str, int]


def check_ratios(figures: Sequence[Figure], text: str = "") -> Iterator[Outcome]:
    """Check each printed percentage whose numerator and denominator the report prints too.

    Of whose money the whole is, the words before a share tell (占财政拨款支出的); `text` is the report they stand in.
    """
    found: dict[_Key, Figure] = {}
    for figure in figures:
        found.setdefault(figure.key, figure)
    for figure in figures:
        match figure.measure:
            case "share":
                yield _check_share(figure, found, text)
            case "completion_rate" if not _is_of_form(figure):
                yield _check_completion(figure, found)
            case "change_rate":
                yield _check_change(figure, found, text)


def _is_of_form(rate: Figure) -> bool:
    """执行率 of a self-evaluation form, which rule H02 checks form by form."""
    return rate.source == "table" and rate.indicator == "performance.funds"


def _check_share(share: Figure, found: Mapping[_Key, Figure], text: str) -> Outcome:
    code = _share_rule(share)
    part = found.get(_key(share, share.indicator, "amount", share.phase))
    named = _named_scope(share, text)
    whole = _whole(share, found, text) if named is None else found.get(_of_scope(share, named))
    if not share.base and whole is None:
        return Unchecked(code, f"{name_figure(share)}占比{share.disclosed}：报告没有写明占的是哪个整体")
    if part is None or whole is None:
        return Unchecked(code, f"{name_figure(share)}占比{share.disclosed}：整体或分项金额没有读到")
    what = f"{name_figure(part)}{show_money(part.value)}占{name_figure(whole)}{show_money(whole.value)}的比重"
    outcome = judge_ratio(code, share, part, whole, what, exact=_adds_up(part, whole, found))
    total = found.get(_key(share, _TOTALS.get(whole.indicator, ""), "amount", share.phase))
    if isinstance(outcome, Finding) and share.phase == BUDGET and total is not None:
        # What a budget calls its income may hold what was carried over.
        of_total = judge_ratio(code, share, part, total, what)
        return of_total if isinstance(of_total, Passed) else outcome
    if isinstance(outcome, Finding) and outcome.severity == ERROR:
        return _misnamed_whole(outcome, share, part, whole, found) or outcome
    return outcome


def _adds_up(part: Figure, whole: Figure, found: Mapping[_Key, Figure]) -> bool:
    """Whether a whole of two parts is their sum to the cent: then nothing tells that they were rounded."""
    pair = _PAIRS.get(whole.indicator, ())
    parts = [found.get(_key(whole, f"{whole.indicator}.{one}", "amount", whole.phase)) for one in pair]
    values = [one.value for one in parts if one is not None]
    return part in parts and len(values) == len(pair) and sum(values) == whole.value


_PAIRS = {"expenditure.basic": ("personnel", "public")}


def _named_scope(share: Figure, text: str) -> str | None:
    """The fund whose year's expenditure a share is of by its own words, None where they name none."""
    match = _WHOLE_NAMED.search(text[max(0, share.start - _REACH) : share.start])
    return _NAMED[match["fund"]] if match and share.base in {"", "expenditure"} else None


_REACH = 40  # characters before a share that may name its whole
_NAMED = {"财政拨款": FISCAL, "一般公共预算财政拨款": GENERAL_PUBLIC}
_WHOLE_NAMED = re.compile(
    r"占(?:全部|本年|当年|年度)?(?P<fund>一般公共预算财政拨款|财政拨款)(?:本年)?(?:总?支出|支出合计)的?(?:比重)?[为]?$"
)


def _of_scope(share: Figure, scope: str) -> _Key:
    return (*_key(share, "expenditure", "amount", share.phase)[:2], scope, share.phase, "amount", share.year)


def _misnamed_whole(
    outcome: Finding, share: Figure, part: Figure, whole: Figure, found: Mapping[_Key, Figure]
) -> Finding | None:
    """The finding that a share fits another whole than the one it names, or None where it fits none."""
    for scope in (ALL, FISCAL, GENERAL_PUBLIC) if whole.indicator == "expenditure" else ():
        other = found.get(_of_scope(share, scope))
        if other is None or other is whole or other is part or other.value == whole.value:
            continue
        if isinstance(judge_ratio(outcome.rule, share, part, other, ""), Passed):
            fits = f"，与占{name_figure(other)}{show_money(other.value)}的比重相同，与所写的整体不符"
            return replace(outcome, message=f"{outcome.message.rstrip('。')}{fits}。")
    return None


def _share_rule(share: Figure) -> str:
    """The rule that a share belongs to, by what it is of."""
    family = share.indicator.partition(".")[0]
    if family in {"three_public", "procurement"}:
        return {"three_public": "C11", "procurement": "D03"}[family]
    if share.indicator.startswith("expenditure.basic."):
        return "C09"
    return "C02" if share.scope == ALL else "C04"


def _whole(share: Figure, found: Mapping[_Key, Figure], text: str) -> Figure | None:
    """What a share is of: the year's whole income or expenditure is of all money, other wholes of the same fund."""
    base = share.base or _parent(share.indicator)
    if not base:
        return None
    key = _key(share, base, "amount", share.phase)
    if base in _TOTALS and base == share.indicator:
        key = (key[0], key[1], ALL, *key[3:])
    total = _key(share, _TOTALS.get(base, ""), "amount", BUDGET)
    if share.phase == BUDGET and (key not in found or _is_told_beside(share, found.get(total), found[key], text)):
        key = total  # 收入预算 that holds what was carried over
    return found.get(key) or (found.get((key[0], key[1], ALL, *key[3:])) if share.phase == BUDGET else None)


_FAR = 400  # characters of a list that may stand before a share
_PARAGRAPH = re.compile(r"(?<![；;\n])\n+")  # a page may cut a list behind a semicolon


def _is_told_beside(share: Figure, total: Figure | None, year: Figure, text: str) -> bool:
    """Whether the words before a share tell the total, and what is of the year alone behind it or not at all."""
    if total is None or total.value == year.value:
        return False
    words = _PARAGRAPH.split(text[max(0, share.start - _FAR) : share.start])[-1]
    told = [one.value for one in find_numbers(view_line(words)[0]) if one.kind == MONEY]
    return next((one == total.value for one in told if one in (total.value, year.value)), False)


def _parent(indicator: str) -> str:
    """What an indicator is a part of by its definition; empty for those that are parts of nothing or of several."""
    family, _, kind = indicator.rpartition(".")
    return family if kind and family in _WHOLES else ""


_TOTALS = {"income": "total_income_and_balance", "expenditure": "total_expenditure_and_balance"}
_WHOLES = {"income", "expenditure", "expenditure.basic", "three_public"}


def _check_completion(rate: Figure, found: Mapping[_Key, Figure]) -> Outcome:
    actual = found.get(_key(rate, rate.indicator, "amount"))
    budget = found.get(_key(rate, rate.indicator, "amount", rate.base or "budget"))
    if actual is None or budget is None:
        return Unchecked("C07", f"{name_figure(rate)}完成率{rate.disclosed}：预算数或决算数没有读到")
    what = f"{name_figure(rate)}决算{show_money(actual.value)}完成预算{show_money(budget.value)}的比率"
    outcome = judge_ratio("C07", rate, actual, budget, what)
    if isinstance(outcome, Passed):
        return outcome
    return _misnamed_base(rate, actual, found) or outcome


def _misnamed_base(rate: Figure, actual: Figure, found: Mapping[_Key, Figure]) -> Finding | None:
    """The finding that a rate fits the other budget than the one it names, or None where it does not."""
    named = rate.base or BUDGET
    other = ADJUSTED if named == BUDGET else BUDGET
    budget = found.get(_key(rate, rate.indicator, "amount", other))
    if budget is None or not budget.value or not actual.value:
        return None
    if not isinstance(judge_ratio("C07", rate, actual, budget, ""), Passed):
        return None
    return Finding.at(
        rate,
        rule="C07",
        severity=ERROR,
        message=(
            f"{name_figure(rate)}写为完成{_BUDGETS[named]}的{rate.disclosed}，按金额这是完成{_BUDGETS[other]}"
            f"{show_money(budget.value)}的比率，与所写的基数不符。"
        ),
        expected=f"完成{_BUDGETS[other]}的{rate.disclosed}",
        related=tuple((one.start, one.end) for one in (actual, budget)),
    )


_NEAR_BEFORE = 200  # characters between an amount and another whose change may be meant
_BUDGETS = {BUDGET: "年初预算", ADJUSTED: "全年预算"}


def _check_change(rate: Figure, found: Mapping[_Key, Figure], text: str) -> Outcome:
    change = found.get(_key(rate, rate.indicator, "change_amount", rate.phase))
    current = found.get(_key(rate, rate.indicator, "amount", rate.phase))
    if change is None or current is None:
        return Unchecked("D01", f"{name_figure(rate)}增减率{rate.disclosed}：本年数或增减额没有读到")
    outcome = judge_change(name_figure(rate), rate, change, current)
    if isinstance(outcome, Finding) and "。" in text[current.end : change.start]:
        for other in found.values():
            # 全年支出100万元，其中项目支出40万元。较上年支出减少5万元: a new sentence speaks of the whole again.
            if _is_before(other, current) and isinstance(judge_change("", rate, change, other), Passed):
                return Unchecked("D01", f"{name_figure(rate)}增减率{rate.disclosed}：增减的可能是{name_figure(other)}")
    return outcome


def _is_before(other: Figure, current: Figure) -> bool:
    """Whether an amount of the same year and kind stands in the words before another."""
    like = (other.measure, other.unit, other.year, other.phase) == ("amount", "元", current.year, current.phase)
    return like and 0 < current.start - other.start <= _NEAR_BEFORE


def judge_change(name: str, rate: Figure, change: Figure, current: Figure) -> Outcome:
    """D01: a rate of change against the change and what there is now; `name` is what they are of."""
    if change.value * rate.value < 0:
        return _opposed(name, rate, change)
    previous = Printed(current.value - change.value, current.step + change.step)
    if previous.value == 0 and rate.value:
        return _from_nothing(name, rate, change, current)
    what = f"{name}比上年增减{show_money(change.value)}，上年为{show_money(previous.value)}，增减率"
    return _judge("D01", rate, _printed(change), previous, what, (change, current))


def _from_nothing(name: str, rate: Figure, change: Figure, current: Figure) -> Finding:
    """A rate of change from zero: there is none."""
    return Finding.at(
        rate,
        rule="D01",
        severity=NOTICE,
        message=(
            f"{name}{show_money(current.value)}全部是比上年增加的，上年为0，增减率没有意义，"
            f"文中写作{show_percent(rate.value, rate.step)}。"
        ),
        expected="上年为0，不计算增减率",
        related=((change.start, change.end), (current.start, current.end)),
    )


def _opposed(name: str, rate: Figure, change: Figure) -> Finding:
    """An increase beside a decrease: which of the two is wrong, the words do not tell."""
    ways = [f"{'增加' if one.value > 0 else '减少'}{show_figure(one).removeprefix('-')}" for one in (change, rate)]
    return Finding.at(
        rate,
        rule="D01",
        severity=ERROR,
        message=f"{name}与上年相比，金额写为{ways[0]}，比率却写为{ways[1]}，方向相反。",
        expected=f"与金额同为{'增加' if change.value > 0 else '减少'}",
        related=((change.start, change.end),),
    )


def judge_ratio(
    code: str, ratio: Figure, numerator: Figure, denominator: Figure, what: str, *, exact: bool = False
) -> Outcome:
    """Compare a printed percentage with the quotient of two figures; `what` names the quotient."""
    return _judge(code, ratio, _printed(numerator), _printed(denominator), what, (numerator, denominator), exact=exact)


def _judge(
    code: str,
    ratio: Figure,
    numerator: Printed,
    denominator: Printed,
    what: str,
    related: Sequence[Figure],
    *,
    exact: bool = False,
) -> Outcome:
    try:
        verdict = compare_ratio(_printed(ratio), numerator, denominator, exact=exact)
    except ZeroDivisionError:
        return Unchecked(code, f"{name_figure(ratio)}{ratio.disclosed}：基数为0，比率没有意义")
    if verdict is Verdict.PASS:
        return Passed(code, tuple((one.start, one.end) for one in (ratio, *related)))
    low, high = ratio_interval(numerator, denominator)
    expected = show_percent((low + high) / 2, ratio.step)
    printed = show_percent(ratio.value, ratio.step)
    return Finding.at(
        ratio,
        rule=code,
        severity=ROUNDING if verdict is Verdict.ROUNDING else ERROR,
        message=f"{what}写为{printed}，按金额计算应为{expected}。",
        expected=expected,
        difference=f"{(ratio.value - (low + high) / 2).quantize(ratio.step):f}个百分点",
        related=tuple((one.start, one.end) for one in related),
    )


def _key(figure: Figure, indicator: str, measure: str, phase: str = ACTUAL) -> _Key:
    return figure.part, indicator, figure.scope, phase, measure, figure.year


def _printed(figure: Figure) -> Printed:
    return Printed(figure.value, figure.step)
