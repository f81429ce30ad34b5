"""Labels: whether words that name an indicator do name it here, and what is in mind once one does."""

import re

from ingest.extract.context.mind import Ahead, Mind
from ingest.extract.context.subject import NOTHING, PAID_FROM, TOTALS, UNKNOWN, Subject, family_of
from ingest.extract.context.wording import gives_name, may_stand_before_label, names_body
from ingest.extract.lexicon import Kind, Token
from ingest.extract.sides import SIDES

_BELOW_ITS_HEADING = "运行经费"  # of the body only where the heading says so: vehicles have such expenses, too
_YEARS_OWN = {"总收入": "income", "总支出": "expenditure"}
_SUM = re.compile(r"(?:合计|总计|共计)$")
_INSIDE_COMPARISON = {Kind.COMPARE, Kind.VERSUS, Kind.LABEL, Kind.SCOPE, Kind.PHASE, Kind.OTHER, Kind.CONNECTOR}


def take_label(mind: Mind, token: Token) -> None:
    """Speak of what a label names; or of nothing, where it is the end of a longer name; or go on as before."""
    mind.nesting.enumerated = mind.nesting.enumerated and mind.position.last_stop == "、"
    ahead = mind.ahead.take()
    indicators = tuple(token.value.split("|"))
    if mind.mode is Kind.SHARE:
        # 占本年支出的: the whole, not the subject. Beside 占, 总收入 and 总支出 are those of the year.
        mind.base = _YEARS_OWN.get(token.text, indicators[0])
    elif _names_sum(mind, token, indicators[0]):
        return
    elif _is_compared_with(mind, indicators):
        mind.near = True
    elif _is_unknown(mind, token, indicators[0]):
        mind.lose_subject()
    else:
        _speak_of(mind, token, indicators, ahead)


def is_inside_comparison(mind: Mind) -> bool:
    """比上年决算…: a comparison began, and nothing but the name of what is compared with stands behind it yet."""
    before = mind.position.before
    return not mind.sign and mind.compared and before is not None and before.kind in _INSIDE_COMPARISON


def _names_sum(mind: Mind, token: Token, indicator: str) -> bool:
    """公务用车运行维护费支出合计, 三公经费（…）支出合计: the sum of what was named, no total of the report."""
    before = mind.position.before
    if before is None or indicator not in TOTALS:
        return False
    behind_bracket = before.text == ")" and mind.near and _SUM.search(token.text) is not None
    return before.kind is Kind.LABEL or behind_bracket


def _is_compared_with(mind: Mind, indicators: tuple[str, ...]) -> bool:
    """比上年决算总收入1058万元增加…: the same of the year compared with, named again."""
    relates = mind.mode in {Kind.COMPARE, Kind.VERSUS}
    return relates and mind.subject.indicators == indicators and is_inside_comparison(mind)


def _is_unknown(mind: Mind, token: Token, indicator: str) -> bool:
    """The label names here what the vocabulary does not know."""
    if mind.nesting.listing:
        return True
    if token.text == _BELOW_ITS_HEADING and mind.topic != indicator:
        return True
    of_whole = token.text == "本年收入" and mind.whole == "income.fiscal"  # without what was carried over
    return of_whole or _is_no_label(mind, indicator) or _is_source(mind, indicator)


def _is_no_label(mind: Mind, indicator: str) -> bool:
    """A longer name that ends like a label (环卫经费项目支出), or a change or a mean of what the label names.

    Two labels without a word between them name something the vocabulary does not know (项目支出结转), unless they
    are of one kind (货物采购授予中小企业合同金额).
    """
    family = family_of(indicator)
    before = mind.position.before
    if before is None:
        return False
    if before.kind is Kind.OTHER:
        # 办公费等公用经费, 用餐费等公务接待费
        listed = before.text.endswith("等") and (family in PAID_FROM or indicator.startswith("expenditure.basic."))
        body = indicator != "expenditure.project" and names_body(before.text)
        return not (listed or body or may_stand_before_label(before.text) or gives_name(before.text))
    if before.kind is Kind.LABEL:
        return family_of(before.value) != family
    return before.kind in {Kind.INCREASE, Kind.DECREASE, Kind.MEAN}


def _is_source(mind: Mind, indicator: str) -> bool:
    """Where a budget tells what pays for its purchases."""
    return mind.paragraph.by_source and indicator.startswith(("income", "opening_balance"))


def _speak_of(mind: Mind, token: Token, indicators: tuple[str, ...], ahead: Ahead) -> None:
    if mind.mode not in {Kind.COMPARE, Kind.VERSUS} or mind.sign:
        mind.forget_mode()
    fund = _find_fund(mind, token, indicators[0], ahead.fund)
    own_year = token.text.startswith("本年")
    _take_phase_of_label(mind, ahead.phase, own_year=own_year)
    if ahead.year is not None or own_year:
        mind.set_year(ahead.year)
    mind.nesting.chained = mind.position.goes_on_from_label
    mind.sentence.entitles = mind.position.begins_title
    mind.subject = Subject(indicators, fund)
    mind.sentence.recent.append(mind.subject)
    mind.sentence.labels.append(mind.subject)
    mind.sign, mind.last, mind.near, mind.compared = 0, "", mind.reason is None, False


def _take_phase_of_label(mind: Mind, ahead: str | None, *, own_year: bool) -> None:
    """The phase that stands with the label, else that of what it is a part of; else a budget told may go on or not."""
    division = mind.nesting.division
    mind.nesting.inherited = ahead is None and division is not None
    if ahead is not None:
        mind.phase = ahead
    elif division is not None:
        mind.phase = division.phase
    else:
        mind.phase = mind.home if own_year or mind.phase == mind.home else UNKNOWN


def _find_fund(mind: Mind, token: Token, indicator: str, ahead: str | None) -> str | None:
    """The fund that stands with a label, or with what it is a part of; a family's is kept for the paragraph."""
    division = mind.nesting.division
    fund = ahead if ahead is not None or division is None else division.whole.scope
    if fund is None:
        return _fund_of_whole(mind, indicator) or _fund_of_other_side(mind, token)
    if indicator in PAID_FROM:
        mind.paragraph.fund_of_family[indicator] = fund
    return fund


def _fund_of_whole(mind: Mind, indicator: str) -> str | None:
    """The fund of what this is a part of, or is paid from: 一般公共预算三公经费…：公务接待费…; 公共预算支出安排的三公经费."""
    family = family_of(indicator)
    if family not in PAID_FROM:
        return None
    paid = mind.subject.indicators == ("expenditure",) and mind.near and not mind.last
    if paid and mind.subject.scope and mind.position.follows(Kind.CONNECTOR):
        mind.paragraph.fund_of_family[indicator] = mind.subject.scope
    return mind.paragraph.fund_of_family.get(family)


def _fund_of_other_side(mind: Mind, token: Token) -> str | None:
    """政府性基金本年收入…，本年支出…: the fund stands with the first side only."""
    labels = mind.sentence.labels
    other = next((one for one in reversed(labels) if one.indicators[0] in SIDES.values()), NOTHING)
    of_year = token.text == "本年支出" and other.indicators == (SIDES["收入"],)
    return other.scope if of_year else None
