"""Comparisons, shares and rates: 比上年, 占, 完成, the direction of a change, and reasons given for one."""

from ingest.extract.context.lists import join_totals, leave_list, leave_parts, take_all
from ingest.extract.context.mind import Mind, Reason
from ingest.extract.context.wording import may_stand_before_label
from ingest.extract.lexicon import Kind, Token
from ingest.figures import ACTUAL

_AGAINST_BUDGET = {"increase": 1, "decrease": -1}


def take_relation(mind: Mind, token: Token) -> None:
    """Expect what a completion, share or comparison is told in."""
    if _is_of_subject_again(mind, token):
        mind.end_reason()
    if token.kind is Kind.COMPLETION and _is_rate_of_other(mind, token):
        mind.lose_subject()
        return
    kind = token.kind
    if kind is not Kind.SHARE:
        leave_list(mind)
    if kind is Kind.COMPARE and token.value == str(mind.report_year) and mind.home == ACTUAL:
        kind = Kind.VERSUS  # 与2022年度预算相比 in the accounts of 2022
    if kind is Kind.COMPARE:
        leave_parts(mind)
        _compare_years(mind, token)
    # 比上年预算数下降…: what was spent against what had been planned for another year is no figure.
    mind.aside = kind is Kind.COMPARE and "预算" in token.text and mind.home == ACTUAL
    mind.mode, mind.sign = kind, 0
    mind.base = token.value if kind in {Kind.COMPLETION, Kind.COMPARE} else ""
    mind.speak_on()
    mind.near = mind.near and not mind.aside
    mind.compared = kind in {Kind.COMPARE, Kind.VERSUS}


def take_direction(mind: Mind, token: Token, numbers_ahead: int) -> None:
    """Expect a change that way; or none, behind 持平; or what came of it all, behind 增加到."""
    kind = token.kind
    if kind is Kind.ALL:
        take_all(mind, numbers_ahead)
        kind = Kind.INCREASE if token.value == "increase" else Kind.DECREASE
    if kind is Kind.EQUAL:
        mind.phase, mind.mode, mind.near = mind.home, None, False  # 与预算数持平 is no budget's number to come
    elif kind is Kind.RESULT:
        mind.forget_relation()
        mind.set_year(None)
    else:
        _take_way(mind, kind, numbers_ahead)


def give_reason(mind: Mind, token: Token) -> None:
    """Speak of nothing while a reason is given."""
    if mind.reason is None:
        mind.reason = Reason(mind.subject)
    mind.reason.against_budget = _AGAINST_BUDGET.get(token.value, 0)
    mind.near, mind.mode, mind.sign, mind.last = False, None, 0, ""


def _is_of_subject_again(mind: Mind, token: Token) -> bool:
    """主要是拨款收入较上年增加…: what the reason names is compared; ，占总收入的…% is of the subject again."""
    head = mind.position.at_clause_head
    return head and token.text == "占" if token.kind is Kind.SHARE else head or token.kind is Kind.COMPLETION


def _is_rate_of_other(mind: Mind, token: Token) -> bool:
    """政府采购执行率 is not that of what was spoken of before."""
    before = mind.position.before
    return (
        before is not None
        and before.kind is Kind.OTHER
        and token.text.startswith(("执行率", "完成率", "预算"))
        and not may_stand_before_label(before.text)
    )


def _compare_years(mind: Mind, token: Token) -> None:
    """What is compared is the report's year, whatever year's amount was told last."""
    if mind.year < mind.report_year and token.value in {"", str(mind.year)}:
        mind.set_year(None)
    join_totals(mind)


def _take_way(mind: Mind, kind: Kind, numbers_ahead: int) -> None:
    told_change = mind.last.endswith("_amount")
    if kind is not Kind.EITHER:
        mind.sign = 1 if kind is Kind.INCREASE else -1
    elif not told_change:
        mind.sign, mind.near = 0, False
    if mind.mode is None:
        _infer_comparison(mind)
    shared = mind.sentence.shared
    if numbers_ahead == len(shared) > 1 and told_change:
        mind.queue = list(shared)  # 分别减少5万元和3万元，下降10%和6%


def _infer_comparison(mind: Mind) -> None:
    """Take over what a change is against, where its own words do not say."""
    division = mind.nesting.division
    inherited = division.compared if division is not None else None
    facing = mind.paragraph.sides.comparison_of_other(mind.subject.indicators)
    if mind.last == "" and inherited is not None:
        mind.mode, mind.base = inherited
    elif mind.last in {"", "amount"} and facing is not None:
        mind.mode, mind.base = facing  # 收入…，比上年增加…；支出…，减少…
        mind.speak_on()
    elif mind.told_before:
        mind.mode, mind.base = Kind.COMPARE, ""
        mind.set_year(None)
        mind.near = bool(mind.subject.indicators)
    elif mind.last == "amount" and inherited is not None:
        mind.mode, mind.base = inherited  # 比上年增加5万元，其中：购置费2万元，增加1万元
        mind.speak_on()
    elif mind.last.endswith("_amount"):
        mind.mode = Kind.COMPARE if mind.last == "change_amount" else Kind.VERSUS
