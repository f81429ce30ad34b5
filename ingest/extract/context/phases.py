"""Phases and years: 年初预算, 决算, 2022年, and whether they are those of what is spoken of."""

from ingest.extract.context.labels import is_inside_comparison, take_label
from ingest.extract.context.lists import join_totals
from ingest.extract.context.mind import Mind
from ingest.extract.context.subject import Subject
from ingest.extract.context.wording import MONEY_WORDS, may_stand_before_label
from ingest.extract.lexicon import Kind, Token
from ingest.figures import ACTUAL, BUDGET


def take_phase(mind: Mind, token: Token, following: Token | None) -> None:
    """Speak of a phase; or of nothing, where it is that of something else; or go on as before."""
    named = following is not None and following.kind is Kind.OTHER and following.text != "中"
    if named and not mind.subject.indicators and mind.reason is None and not mind.position.at_head:
        return  # 预算信息公开, 决算草案: no phase of an amount
    if mind.reason is not None:
        _take_budget_compared_with(mind, token, following)
    elif mind.home == BUDGET and _is_of_other(mind):
        mind.lose_subject()
        mind.ahead.phase = None
    elif not _is_of_compared(mind, token):
        _speak_in(mind, token, following)


def take_plan(mind: Mind, token: Token, following: Token | None) -> None:
    """收入预算 and the like: a label of their own in a budget, a mere 预算 behind a label and in accounts."""
    before = mind.position.before
    behind = before is not None and (before.kind is Kind.LABEL or before.text in MONEY_WORDS)
    if mind.home != BUDGET or behind:
        take_phase(mind, Token(Kind.PHASE, token.start, token.end, token.text, BUDGET), following)
        return
    mind.ahead.phase = BUDGET
    # 财政拨款收入预算 is what the fund gives; 财政拨款支出预算 what is paid from it.
    of_fund = mind.ahead.fund is not None and token.value == "income"
    take_label(mind, token.as_label("income.fiscal" if of_fund else token.value))


def take_year(mind: Mind, token: Token) -> None:
    """Keep a year for the label that follows; right behind a label it is that label's."""
    mind.ahead.year = token
    if mind.near and mind.mode is None:
        mind.set_year(token)
        if mind.year == mind.report_year - 1 and token.value == "previous":
            join_totals(mind)


def _take_budget_compared_with(mind: Mind, token: Token, following: Token | None) -> None:
    """决算数小于预算数的主要原因 is a reason; but 决算数小于预算数5万元 tells how much."""
    way = mind.reason.against_budget if mind.reason is not None else 0
    if way and token.value == BUDGET and following is not None and following.number:
        mind.leave_reason()
        mind.mode, mind.base, mind.sign, mind.compared = Kind.VERSUS, "", way, True
        mind.speak_on()


def _is_of_other(mind: Mind) -> bool:
    """政府集中采购预算, 车辆租赁2025年预算: the budget of something else than what was spoken of."""
    position = mind.position
    before = position.before
    if position.follows(Kind.YEAR) and position.before_last is not None and not position.at_head:
        before = position.before_last
    if before is None or before.kind is not Kind.OTHER:
        return False
    return before.text.endswith("涉及") or not may_stand_before_label(before.text)


def _is_of_compared(mind: Mind, token: Token) -> bool:
    """比2022年三公经费年初预算12万元减少…: the phase of what is compared with, not of what is spoken of."""
    if not mind.near or not is_inside_comparison(mind):
        return False
    if mind.home == BUDGET:
        return True  # 比上年“三公”经费预算减少…, in a budget itself
    return token.value == (ACTUAL if mind.mode is Kind.COMPARE else BUDGET)


def _speak_in(mind: Mind, token: Token, following: Token | None) -> None:
    nesting, division = mind.nesting, mind.nesting.division
    if division is not None and nesting.inherited and ACTUAL not in {division.phase, ""} and token.value == ACTUAL:
        # 年初预算安排…，其中：…；全年实际支出…: the list of the budget's parts is over.
        mind.subject, nesting.division = division.whole, None
    of_income = following is not None and following.text.startswith("收入")
    if mind.position.at_head and not mind.subject.indicators and mind.topic and not of_income:
        mind.subject = Subject((mind.topic,))
    mind.forget_relation()
    mind.phase = mind.ahead.phase = token.value
    nesting.inherited = False
    mind.near = bool(mind.subject.indicators)
