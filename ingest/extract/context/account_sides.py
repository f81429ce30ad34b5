"""The mere words 收入, 支出 and their kin: which label they are, if any, by what was spoken of.

What the two sides of an account lend each other is told by `extract/sides.py`.
"""

from ingest.extract.context.labels import take_label
from ingest.extract.context.mind import Mind
from ingest.extract.context.subject import NOTHING, UNKNOWN, Subject
from ingest.extract.lexicon import Kind, Token
from ingest.extract.sides import SIDES, is_side
from ingest.figures import ALL, BUDGET

_INCOME, _EXPENDITURE = (SIDES["收入"],), (SIDES["支出"],)


def means_side(mind: Mind, token: Token, following: Token | None) -> bool:
    """收入 or 支出 is a side of the account here, of what is spoken of or of something unknown: for `take_side`."""
    if following is None or token.text not in SIDES:
        return False
    return _is_known_side(mind, token, following) or _is_other_side(mind, token, following)


def take_side(mind: Mind, token: Token, following: Token | None) -> None:
    """Speak of a side of the account; `means_side` holds."""
    side = mind.paragraph.sides.find(token.text)
    if following is None or not _is_known_side(mind, token, following):
        mind.lose_subject()
    elif side is None or _is_titled(mind, following):
        take_label(mind, token.as_label(SIDES[token.text]))
    else:
        mind.end_reason()
        mind.subject, mind.sign, mind.last = Subject((side[0],), side[1]), 0, ""
        mind.near = mind.reason is None


def take_spent(mind: Mind, token: Token, following: Token | None) -> None:
    """支出 and its kin: after a label they say that it was spent; at the head of a clause they may be a label."""
    if token.text == "支出" and mind.is_received and mind.position.follows(Kind.PHASE):
        _take_spent_behind_income(mind, following)
        return
    if mind.phase == UNKNOWN:
        mind.phase = mind.home
    tells_amount = following is not None and following.kind is Kind.NUMBER
    if mind.position.at_clause_head and tells_amount and mind.reason is None:
        _take_spent_at_head(mind, token)


def take_received(mind: Mind, token: Token, following: Token | None) -> None:
    """2022年度，本单位收入为500万元: the year's income, where the sentence has named nothing else."""
    position, of = mind.position, mind.subject.indicators
    begins = position.at_head and position.at_clause_head and not of
    phase = position.follows(Kind.PHASE) and position.before is not None and position.before.value == mind.home
    begins |= phase and position.phase_began_sentence and of in {(), (mind.topic,)}
    if begins and following is not None and following.number is not None:
        take_label(mind, token.as_label("income"))


def _is_known_side(mind: Mind, token: Token, following: Token) -> bool:
    """收入 and 支出 at the head of a clause, where they are a side of what was spoken of as a whole.

    收入较上年增加… in a budget; 与上年相比，收入减少…，支出减少…, 比上年收入增加…，支出比上年增加… behind both;
    1、收入：500万元 as an item's title; 本部门预算收入500万元 in a budget.
    """
    if _is_titled(mind, following):
        return True
    compares = following.kind in {Kind.COMPARE, Kind.VERSUS} and mind.position.at_clause_head
    if mind.home == BUDGET and compares:
        return True
    sides = mind.paragraph.sides
    if sides.find(token.text) is None or not is_side(mind.subject.indicators):
        return False  # 三公经费…，比上年支出增加…: of what is spoken of
    if _changes_now(mind, following):
        return mind.mode is Kind.COMPARE or sides.comparison is not None
    return compares


def _is_other_side(mind: Mind, token: Token, following: Token) -> bool:
    """与上年相比，今年收入增加… behind what was carried over: of something else than what was spoken of last."""
    others = ("opening", "closing", "income" if token.text == "支出" else "expenditure")
    of = mind.subject.indicators[:1]
    return bool(of) and of[0].startswith(others) and _changes_now(mind, following)


def _is_titled(mind: Mind, following: Token) -> bool:
    """1、收入：500万元; 本部门预算收入500万元: a side by itself, whatever was spoken of."""
    position = mind.position
    if mind.home == BUDGET and following.kind is Kind.NUMBER and position.follows_bare_plan:
        return True
    return position.at_clause_head and following.text == ":" and (position.before is None or position.is_numbered)


def _changes_now(mind: Mind, following: Token) -> bool:
    """收入增加…: at the head of a clause, or right behind the word that compares."""
    begins = mind.position.at_clause_head or mind.position.follows(Kind.COMPARE)
    return begins and following.kind in {Kind.INCREASE, Kind.DECREASE}


def _take_spent_behind_income(mind: Mind, following: Token | None) -> None:
    """2022年决算收入…；决算支出…; but behind 财政拨款收入 nothing says of what 年初预算支出 is."""
    tells_amount = following is not None and following.number is not None
    of_year = mind.position.phase_began_clause and mind.paragraph.sides.has_told("收入") and tells_amount
    mind.subject, mind.near = Subject(_EXPENDITURE) if of_year else NOTHING, of_year


def _take_spent_at_head(mind: Mind, token: Token) -> None:
    of, told, at_head = mind.subject.indicators, mind.sentence.told, mind.position.at_head
    if of == _INCOME and token.text == "支出" and (told == mind.subject or at_head):
        # 2022年收入…，支出…
        mind.subject, mind.near = Subject(_EXPENDITURE, mind.subject.scope), True
    elif of and not mind.is_received:
        # 公务接待24批次、210人次，支出2万元; not what is spent once the label has its amount
        mind.near = mind.near or told != mind.subject
    elif mind.section_scope != ALL or (at_head and not of):
        # 2022年支出19.71万元, or in a fund's section 收入19.71万元；支出19.71万元
        mind.subject, mind.near = Subject(_EXPENDITURE, mind.subject.scope), True
    else:
        mind.lose_subject()
        return
    mind.phase, mind.mode, mind.sign = mind.home, None, 0
