"""Rules C08, D01: the word that tells a direction against the amounts beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.amounts import MONEY, find_numbers, view_line
from ingest.checks.evidence import Evidence
from ingest.checks.functions import find_relation, judge_relation, relation_sign
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure, show_figure, show_money
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, Figure
from ingest.findings import ERROR, Finding
from ingest.vocabulary import read_table, split_list

_Key = tuple[str, str, str, str, str, int]
_NEAR = 80  # characters between the two amounts, and between them and the words that compare them
_STOP = re.compile(r"。(?!\s*(?:支出)?决算数)|[；\n]")
_WHOLE = Decimal(100)
_BESIDE = 30  # characters between a rate and the words that go on from it
_STOP_OR_NUMBER = re.compile(r"[；\n\d]|。(?!\s*(?:支出)?决算数)")
_COMPLETION = re.compile(
    r"完成(?P<base>年初|全年|调整后?)?预算数?的?(?P<rate>\d[\d,]*(?:\.\d+)?)\s*[%％](?=[，,。；;]?\s*(?:支出)?(?:决算数?|大于|小于|高于|低于|超过))"
)
_REACH = 8  # characters between a direction and its number: 增长了约


def check_directions(evidence: Evidence) -> Iterator[Outcome]:
    """Check changes against their rates, and differences from the budget against the two amounts."""
    by_key = {figure.key: figure for figure in reversed(evidence.told)}
    for figure in evidence.told:
        if figure.measure == "change_rate":
            yield from _check_rate(figure, by_key, evidence.text)
        elif figure.measure == "versus_budget_amount":
            yield from _check_versus(figure, by_key, evidence.text)
    related = list(_check_relations(evidence, by_key))
    yield from related
    yield from _check_rates_beside(evidence.text, {one.start for one in related if isinstance(one, Finding)})
    for row in evidence.functions:
        numbers = {(one.phase, one.measure): one for one in row.told}
        versus = numbers.get((ACTUAL, "versus_budget_amount"))
        if versus is not None:
            name = row.item or row.group or row.category
            actual, budget = numbers.get((ACTUAL, "amount")), numbers.get((versus.base or BUDGET, "amount"))
            yield from _compare(name, versus, actual, budget, evidence.text)


def _check_rate(rate: Figure, found: Mapping[_Key, Figure], text: str) -> Iterator[Outcome]:
    """A rate of zero has no sign of its own; its word has one."""
    change = found.get((*rate.key[:4], "change_amount", rate.year))
    word = _word_before(text, rate)
    if change is None or not change.value or rate.value or word is None:
        return
    if _SIGNS[word] * change.value > 0:
        yield Passed("D01", ((rate.start, rate.end), (change.start, change.end)))
        return
    start = text.rfind(word, 0, rate.start)
    way = "增加" if change.value > 0 else "减少"
    yield Finding(
        rule="D01",
        severity=ERROR,
        message=f"{name_figure(rate)}与上年相比{way}{show_money(abs(change.value))}，比率却写为“{text[start : rate.end]}”，方向相反。",
        disclosed=text[start : rate.end],
        start=start,
        end=rate.end,
        expected=f"与金额同为{way}",
        related=((change.start, change.end),),
    )


def _check_relations(evidence: Evidence, found: Mapping[_Key, Figure]) -> Iterator[Outcome]:
    """决算数大于预算数 behind the two amounts of one figure, with no other amount between them and the words.

    A figure that is told twice was read at its first place; beside the words stands its copy.
    """
    judged: set[int] = set()
    for budget in evidence.told:
        if budget.measure != "amount" or budget.phase not in (BUDGET, ADJUSTED):
            continue
        actual = found.get((*budget.key[:3], ACTUAL, "amount", budget.year))
        if actual is None or (actual.indicator == "expenditure" and actual.scope == ALL):
            continue
        span = _find_both(evidence.text, actual, budget)
        match = find_relation(evidence.text, *span) if span else None
        meant = _compared_with(match, budget, found) if match is not None else None
        if match is not None and meant is not None and match.start() not in judged:
            judged.add(match.start())
            yield judge_relation(name_figure(actual), match, actual, meant)


def _check_rates_beside(text: str, named: set[int]) -> Iterator[Finding]:
    """完成预算115%，决算数小于预算数: a rate and words that contradict each other, whatever they are of.

    Where the amounts are told too, what they say was judged. 100% may be rounded from a little more or less.
    """
    for rate in _COMPLETION.finditer(text):
        match = find_relation(text, rate.end(), min(rate.end() + _BESIDE, len(text)))
        if match is None or _STOP_OR_NUMBER.search(text, rate.end(), match.start()) or match.start() in named:
            continue
        value = Decimal(rate["rate"].replace(",", ""))
        bases = {one for one in (rate["base"], match["base"], match["base2"]) if one}
        if match["level"] or value == _WHOLE or len({one.rstrip("后") for one in bases}) > 1:
            continue
        sign = 1 if value > _WHOLE else -1
        if relation_sign(match) != sign:
            start, end = rate.start(), match.end()
            way = "大于" if sign > 0 else "小于"
            yield Finding(
                rule="C08",
                severity=ERROR,
                message=f"“{text[start:end]}”前后矛盾：按完成率决算数{way}预算数。",
                disclosed=text[start:end],
                start=start,
                end=end,
                expected=f"决算数{way}预算数",
            )


def _compared_with(match: re.Match[str], budget: Figure, found: Mapping[_Key, Figure]) -> Figure | None:
    """Which budget the words name, where there are two; none where they do not say."""
    other = found.get((*budget.key[:3], ADJUSTED if budget.phase == BUDGET else BUDGET, "amount", budget.year))
    if other is None:
        return budget
    named = match["base"] or match["base2"]
    phase = (BUDGET if named == "年初" else ADJUSTED) if named else ""
    return next((one for one in (budget, other) if one.phase == phase), None)


def _find_both(text: str, actual: Figure, budget: Figure) -> tuple[int, int] | None:
    """Where words may stand that compare a budget with the outturn told beside it: behind both, no other amount between."""
    end = _stop_behind(text, budget.end)
    behind = _amounts(text, budget.end, end)
    if behind and behind[0].value == actual.value:
        first = behind[0]
        stop = _stop_behind(text, first.end)
        return first.end, min([stop, *(one.start for one in _amounts(text, first.end, stop))])
    if 0 <= budget.start - actual.end <= _NEAR and not _amounts(text, actual.end, budget.start):
        return budget.end, min([end, *(one.start for one in behind)])
    return None


def _stop_behind(text: str, start: int) -> int:
    """Where a sentence or a clause ends, or what is near."""
    end = min(start + _NEAR, len(text))
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else end


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount of money where it is printed."""

    value: Decimal
    start: int
    end: int


def _amounts(text: str, start: int, end: int) -> list[_Amount]:
    view, at = view_line(text[start:end])
    return [
        _Amount(one.value, start + at[one.start], start + at[one.end - 1] + 1)
        for one in find_numbers(view)
        if one.kind == MONEY
    ]


def _check_versus(versus: Figure, found: Mapping[_Key, Figure], text: str) -> Iterator[Outcome]:
    actual = found.get((*versus.key[:3], ACTUAL, "amount", versus.year))
    budget = found.get((*versus.key[:3], versus.base or BUDGET, "amount", versus.year))
    yield from _compare(name_figure(versus), versus, actual, budget, text)


def _compare(name: str, versus: Figure, actual: Figure | None, budget: Figure | None, text: str) -> Iterator[Outcome]:
    """支出决算261.99万元，较年初预算294.73万元增加32.74万元."""
    word = _word_before(text, versus)
    if actual is None or budget is None or word is None or not versus.value:
        return
    difference = actual.value - budget.value
    places = tuple((one.start, one.end) for one in (actual, budget, versus))
    if difference * _SIGNS[word] > 0:
        yield Passed("C08", places)
        return
    if abs(abs(difference) - abs(versus.value)) > actual.step + budget.step + versus.step:
        return  # another pair of amounts is compared
    start = text.rfind(word, 0, versus.start)
    way = "增加" if difference > 0 else "减少"
    yield Finding(
        rule="C08",
        severity=ERROR,
        message=f"{name}决算{show_figure(actual)}、预算{show_figure(budget)}，按金额为{way}，文中写作“{text[start : versus.end]}”。",
        disclosed=text[start : versus.end],
        start=start,
        end=versus.end,
        expected=f"{way}{show_money(abs(difference))}",
        related=places[:2],
    )


def _word_before(text: str, figure: Figure) -> str | None:
    """The direction right before a number."""
    return find_direction(text[max(0, figure.start - _REACH) : figure.start])


def find_direction(before: str) -> str | None:
    """The direction with which the words before a number end: 比上年增加了."""
    match = _DIRECTION.search(before[-_REACH:])
    return match["word"] if match else None


def sign_of(word: str) -> int:
    """1 for an increase, -1 for a decrease."""
    return _SIGNS[word]


def _words(kind: str) -> Sequence[str]:
    return [word for row in read_table("phrases.csv") if row["kind"] == kind for word in split_list(row["words"])]


_SIGNS = dict.fromkeys(_words("increase"), 1) | dict.fromkeys(_words("decrease"), -1)
_DIRECTION = re.compile(
    rf"(?P<word>{'|'.join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))})[了约为：:\s]{{0,3}}$"
)
