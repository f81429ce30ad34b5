"""Funds: 一般公共预算 and its like, which qualify a label beside them or are one by themselves."""

import re

from ingest.extract.context.labels import take_label
from ingest.extract.context.mind import Mind
from ingest.extract.context.subject import PAID_FROM, Subject
from ingest.extract.context.wording import TOGETHER
from ingest.extract.lexicon import Kind, Token
from ingest.figures import ACTUAL

_OWN_INCOME = {"special_account": "income.special_account", "unit_funds": "income.unit_funds"}
_SPENT = re.compile(r"(?:安排的?)?支出")


def take_fund(mind: Mind, token: Token, following: Token | None) -> None:
    """A fund is a label of its own before 支出, 收入 or a number, else it qualifies the label beside it."""
    if mind.mode is Kind.SHARE:
        return
    if mind.position.follows(Kind.LABEL) or _qualifies(mind):
        mind.subject = Subject(mind.subject.indicators, mind.subject.scope or token.value)
        return
    mind.ahead.fund = token.value
    if following is None or following.kind in {Kind.LABEL, Kind.PLAN}:
        return
    before = mind.position.before
    if before is not None and before.text.endswith("涉及"):
        mind.lose_subject()  # 涉及一般公共预算支出5万元: of what is evaluated
    elif not _pays_for_whole(mind, token, following):
        _take_as_label(mind, token, following)


def _qualifies(mind: Mind) -> bool:
    """机关运行经费当年一般公共预算拨款…万元: the fund that pays for what is named, no income."""
    named = mind.near and not mind.last and mind.position.follows(Kind.CONNECTOR)
    return named and bool(mind.subject.indicators) and mind.subject.indicators[0] in PAID_FROM


def _pays_for_whole(mind: Mind, token: Token, following: Token) -> bool:
    """三公经费…（其中：政府性基金支出…）: speak of what the fund pays of it."""
    division = mind.nesting.division
    if division is None or mind.whole not in PAID_FROM or not following.text.startswith("支出"):
        return False
    mind.subject, mind.ahead.fund = Subject((mind.whole,), token.value), None
    mind.phase, mind.near = division.phase, True
    mind.forget_mode()
    return True


def _take_as_label(mind: Mind, token: Token, following: Token) -> None:
    of_section = following.text in TOGETHER and mind.topic == "expenditure" and mind.home == ACTUAL
    if _SPENT.match(following.text) or of_section:
        # 政府性基金预算财政拨款总计6万元, where the heading speaks of expenditure
        take_label(mind, token.as_label("expenditure"))
    elif following.text.startswith("收入") or following.kind is Kind.NUMBER:
        own = _OWN_INCOME.get(token.value)
        mind.ahead.fund = None if own else token.value
        take_label(mind, token.as_label(own or "income.fiscal"))
