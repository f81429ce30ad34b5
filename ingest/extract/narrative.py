"""Figures from running text: a grammar that reads a paragraph from left to right.

A number is bound to the label before it when nothing but known words stands between them; phase, comparison and share
are told by the words around it. A number that nothing binds is left alone: precision goes before recall.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.amounts import BARE, MONEY, PERCENT, Number
from ingest.extract.context import NOTHING, UNKNOWN, Context
from ingest.extract.lexicon import Kind, Token, cut_sentence
from ingest.extract.rewording import (
    closes_comparison,
    is_cell,
    with_divided_expenditure,
    with_money_spent,
    with_shared_units,
    with_told_parts,
    without_compared,
)
from ingest.extract.scaling import infer_units
from ingest.extract.scopes import figure_scope
from ingest.figures import ACTUAL, ALL, BUDGET, Figure
from ingest.numbering import NumberStyle, parse_numbering
from ingest.vocabulary import load_indicators

_WHOLE = Decimal(100)
_SHARED_OUT = {Kind.EACH, Kind.ALL}
_COUNTED_OUT = _SHARED_OUT | {Kind.INCREASE, Kind.DECREASE}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of `report.md` with what its place says: part, section, scope of the section, page."""

    text: str
    start: int
    part: str
    section: str
    scope: str
    page: int | None
    topic: str = ""  # the indicator that the heading names, where the paragraph is the first below it
    settled: bool = False  # a section of a budget that tells what was spent, not what is planned


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a number is: of which measure, phase and year, against which base."""

    measure: str
    phase: str
    year: int
    value: Decimal
    base: str
    year_words: Token | None = None


def read_figures(paragraph: Paragraph, year: int, elsewhere: Collection[Decimal] = ()) -> Iterator[Figure]:
    """Yield the figures of one paragraph of a report about `year`; `elsewhere` as in `scaling.infer_units`."""
    tokens, places = cut_sentence(paragraph.text)
    tokens = with_told_parts(with_shared_units(_without_numbering(tokens, places, paragraph.text)))
    numbers = infer_units([token.number for token in tokens if token.number], elsewhere)
    items = any(token.kind is Kind.ITEM for token in tokens)
    tokens = with_divided_expenditure(with_money_spent(list(without_compared(tokens))))
    home = BUDGET if paragraph.part == "budget" and not paragraph.settled else ACTUAL
    context = Context(year, paragraph.scope, "" if items else paragraph.topic, home)
    shares = _shares_in_brackets(tokens)
    for at, token in enumerate(tokens):
        if token.number is None:
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            context.follow(
                context.settle(token), following, _numbers_ahead(tokens[at + 1 :]) if token.kind in _COUNTED_OUT else 0
            )
            continue
        number, inferred = numbers[token.start]
        if is_cell(tokens, at):
            context.lose_subject()
        if token.number.kind == BARE and token.number.step < 1 and context.expects_rate:
            number, inferred = replace(token.number, kind=PERCENT, unit="%"), True
        if context.queue:
            context.subject, context.near = context.queue.pop(0), True
        if token.start in shares and context.mode is None and context.last == "amount" and context.phase == home:
            context.mode = Kind.SHARE
        if context.mode is Kind.COMPARE and not context.sign and closes_comparison(tokens, at):
            context.compared = True
        subject, reading = context.subject, _read_number(context, number, rate_follows=_rate_follows(tokens, at))
        context.pass_number(token, reading.measure if reading else "")
        if reading is None:
            continue
        first, last = places[token.start], places[token.end - 1] + 1
        for named in subject.indicators:
            # The income of a fund is fiscal money: 本年收入 of 政府性基金 is no income of all kinds.
            of_fund = (subject.scope or paragraph.scope) != ALL
            indicator = "income.fiscal" if named == "income" and of_fund else named
            if reading.measure == "share":
                indicator = _indicator_of_share(indicator, reading.base)
            yield Figure(
                part=paragraph.part,
                indicator=indicator,
                scope=figure_scope(indicator, subject.scope, paragraph.scope),
                phase=reading.phase,
                measure=reading.measure,
                year=reading.year,
                value=reading.value,
                unit="元" if number.kind == MONEY else "%",
                disclosed=paragraph.text[first:last],
                base=reading.base,
                source="narrative",
                step=number.step,
                section=paragraph.section,
                page=paragraph.page,
                start=paragraph.start + first,
                end=paragraph.start + last,
                inferred_unit=inferred,
                other_year=_place(reading.year_words, places, paragraph.start),
            )


def _place(token: Token | None, places: Sequence[int], start: int) -> tuple[int, int] | None:
    return (start + places[token.start], start + places[token.end - 1] + 1) if token is not None else None


def _without_numbering(tokens: Sequence[Token], places: Sequence[int], text: str) -> list[Token]:
    """The words behind the number of a part: （一）2022年收入… begins like any other sentence.

    Not so behind 1. and （1）, which number single things: 1.支出5万元 is not what was spent on all.
    """
    numbering = parse_numbering(text)
    of_part = numbering is not None and numbering.style in {NumberStyle.CHINESE, NumberStyle.CHINESE_BRACKETED}
    end = numbering.end if numbering is not None and of_part else 0
    return [token for token in tokens if places[token.start] >= end]


def _numbers_ahead(tokens: Sequence[Token]) -> int:
    """How many numbers of one kind stand in a row: 250万元、50万元 are two; other words than 、 and 和 end the row."""
    kinds: list[str] = []
    for token in tokens:
        if token.number is not None:
            kinds.append(token.number.kind)
        elif token.text not in {"、", ",", "和", "及", "与"} and (kinds or token.kind is Kind.STOP):
            break
    return next((at for at, kind in enumerate(kinds) if kind != kinds[0]), len(kinds))


def _shares_in_brackets(tokens: Sequence[Token]) -> frozenset[int]:
    """Where percentages stand alone in brackets and add up to a hundred: 基本支出570万元（66.7%），项目支出285万元（33.3%）."""
    bare = [
        one
        for before, one, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.number is not None and one.number.kind == PERCENT and (before.text, after.text) == ("(", ")")
    ]
    gap = abs(sum((one.number.value for one in bare if one.number), Decimal(0)) - _WHOLE)
    slack = sum((one.number.step for one in bare if one.number), Decimal(0))
    return frozenset(one.start for one in bare) if len(bare) > 1 and gap <= slack else frozenset()


def _rate_follows(tokens: Sequence[Token], at: int) -> bool:
    """完成年初预算738万元的108%."""
    behind = tokens[at + 1 : at + 3]
    return (
        len(behind) == 2
        and behind[0].text == "的"
        and behind[1].number is not None
        and behind[1].number.kind == PERCENT
    )


def _read_number(context: Context, number: Number, *, rate_follows: bool) -> _Reading | None:
    """What a number is by what the reader has in mind; None where that does not say."""
    if not context.near or context.subject == NOTHING or context.year > context.report_year:
        return None
    reading = _read_measure(context, number, rate_follows=rate_follows)
    if reading is not None and reading.year == context.year:
        return replace(reading, year_words=context.year_words)
    return reading


def _read_measure(context: Context, number: Number, *, rate_follows: bool) -> _Reading | None:
    if context.mode in {Kind.COMPARE, Kind.VERSUS}:
        return _read_comparison(context, number)
    if number.kind == PERCENT and context.mode is Kind.SHARE:
        return _Reading("share", context.home, context.year, number.value, context.base or context.whole)
    if number.kind == PERCENT and context.mode is Kind.COMPLETION:
        return _Reading("completion_rate", context.home, context.year, number.value, context.base)
    if number.kind == MONEY and context.mode is Kind.COMPLETION and rate_follows and context.base:
        return _Reading("amount", context.base, context.year, number.value, "")
    if number.kind == MONEY and context.mode is None and not context.sign and context.phase != UNKNOWN:
        return _Reading("amount", context.phase, context.year, number.value, "")
    return None


def _read_comparison(context: Context, number: Number) -> _Reading | None:
    """A change with its direction, or the amount compared with (较上年480万元增加20万元)."""
    named = int(context.base) if context.base.isdigit() else context.year - 1
    before = (
        named if named < context.year else context.year - 1
    )  # 2024年…，比2024年预算增加: a year is not its own past
    against_year = context.mode is Kind.COMPARE
    if context.sign:
        if number.kind not in {MONEY, PERCENT}:
            return None
        measure = f"{'change' if against_year else 'versus_budget'}_{'amount' if number.kind == MONEY else 'rate'}"
        base = str(before) if against_year else context.base
        return _Reading(measure, context.home, context.year, _signed(number.value, context.sign), base)
    if number.kind != MONEY:
        return None
    if not context.compared:
        return _Reading("amount", context.phase, context.year, number.value, "") if context.phase != UNKNOWN else None
    if against_year:
        return _Reading("amount", context.home, before, number.value, "")
    return _Reading("amount", BUDGET, context.year, number.value, "")


def _signed(value: Decimal, sign: int) -> Decimal:
    """A change with its direction; a decrease may be printed twice (减少…下降-3.2%)."""
    return (-abs(value) if sign < 0 else value) + 0


def _indicator_of_share(indicator: str, base: str) -> str:
    """The share of small firms in a kind of procurement has a code of its own."""
    kind = f"{base}.sme"
    return kind if indicator == "procurement.sme" and kind in load_indicators() else indicator
