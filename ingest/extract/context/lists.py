"""Wholes and parts: 其中, 分别, 各, 合计, and what a comparison behind a list is of."""

from ingest.extract.context.mind import Division, Mind
from ingest.extract.context.subject import NOTHING, TOTALS, Subject, family_of
from ingest.extract.context.wording import TOGETHER
from ingest.extract.lexicon import Kind, Token
from ingest.extract.sides import BOTH_TOTALS
from ingest.figures import BUDGET

_SUMS = {"合计", "总计", "共计"}


def divide(mind: Mind, following: Token | None = None) -> None:
    """其中: what follows are parts of the subject."""
    mind.end_reason()
    of, nesting, sentence = mind.subject.indicators, mind.nesting, mind.sentence
    if of and (nesting.division is None or of[0] in TOTALS):
        sentence.wholes.append(mind.subject)
    nesting.division = Division(mind.subject, mind.phase, mind.paragraph.comparison)
    unknown = mind.home == BUDGET and not of and sentence.unknown_told
    nesting.listing = unknown or of == ("expenditure.project",)
    mind.forget_relation()
    sentence.recent.clear()
    # 其中5万元为学费: what the number is of stands behind it.
    mind.near = mind.near and (following is None or following.kind is not Kind.NUMBER)


def share_out(mind: Mind, numbers: int) -> None:
    """分别: queue the subjects that the next numbers are of, one by one; none unless they are as many.

    收、支总计各为500万元 is one number for both.
    """
    single = [Subject((indicator,), one.scope) for one in mind.sentence.recent for indicator in one.indicators]
    as_many = 1 < numbers <= len(single)
    one_for_all = numbers == 1 and len(mind.subject.indicators) > 1
    if not as_many and not one_for_all:
        mind.near = False
    mind.queue = single[-numbers:] if as_many else []
    mind.sentence.shared = list(mind.queue)


def take_all(mind: Mind, numbers: int) -> None:
    """收入总计…，支出总计…，各增加: the last two labels together, where one label is not two by itself.

    各增加20万元、15万元 tells the change of one after the other.
    """
    labels = (mind.sentence.recent or mind.sentence.recent_before)[-2:]
    if len(mind.subject.indicators) < 2 and len(labels) == 2:
        indicators = dict.fromkeys((*labels[0].indicators, *labels[1].indicators))
        mind.subject, mind.near = Subject(tuple(indicators), labels[0].scope or labels[1].scope), True
    if 1 < numbers == len(mind.subject.indicators):
        mind.queue = [Subject((indicator,), mind.subject.scope) for indicator in mind.subject.indicators]


def take_sum(mind: Mind, token: Token, following: Token | None) -> None:
    """基本支出…，项目支出…，合计…: the sum of what was listed, where that is of one kind."""
    recent = mind.sentence.recent
    if mind.nesting.chained and token.text in TOGETHER:
        mind.lose_subject()
    if token.text not in _SUMS or not mind.position.at_clause_head or len(recent) <= 1:
        return
    if following is None or following.number is None or mind.mode is not None:
        return
    families = {family_of(indicator) for one in recent for indicator in one.indicators}
    whole = next(iter(families)) if len(families) == 1 else ""
    mind.subject = Subject((whole,), recent[0].scope) if whole in {"expenditure", "income"} else NOTHING
    mind.near = bool(whole)


def leave_parts(mind: Mind) -> None:
    """其中A 5万元、B 6万元，较上年增加…: of what was divided, unless its own change was told before."""
    before, division = mind.position.before, mind.nesting.division
    behind = before is not None and before.text == ","
    whole = division.whole if division is not None else NOTHING
    told_apart = set(whole.indicators) & set(mind.paragraph.changed)
    if behind and mind.nesting.enumerated and whole.indicators and not told_apart:
        mind.subject, mind.nesting.enumerated = whole, False


def leave_list(mind: Mind) -> None:
    """基本支出5万元，项目支出6万元。与上年相比减少…: of what the list before adds up to, where the paragraph has told it.

    Where it has not, nothing says of what the sentence is. A part whose neighbour has a change of its own has its own, too.
    """
    last, parts = mind.subject, mind.sentence.amounts_before
    if not mind.position.at_head or len(last.indicators) != 1 or last not in parts or mind.sentence.amounts:
        return
    beside = [one for one in parts if _whole_of(one, last)]
    if not beside or any(set(one.indicators) & set(mind.paragraph.changed) for one in beside):
        return
    whole = _whole_of(beside[-1], last)
    of_whole = (one for one in reversed(mind.paragraph.told) if one.indicators == (whole,))
    mind.subject = next((one for one in of_whole if last.scope in {None, one.scope}), NOTHING)


def _whole_of(one: Subject, other: Subject) -> str:
    """The indicator that both are parts of; none where one of them is the whole of the other."""
    names = (one.indicators[0].split("."), other.indicators[0].split("."))
    common = [first for first, second in zip(*names, strict=False) if first == second]
    apart = names[0] != names[1] and len(common) < min(map(len, names))
    return ".".join(common) if apart else ""


def join_totals(mind: Mind) -> None:
    """收入总计…，支出总计…，较上年增加…: the two totals are one amount, and change together."""
    if mind.subject.indicators != BOTH_TOTALS[1:] or BOTH_TOTALS[0] in mind.paragraph.changed:
        return  # 收入总计…，增加…；支出总计…，增加…: each has a change of its own
    told = [*mind.sentence.labels, *mind.sentence.recent_before]
    other = next((one for one in reversed(told) if one.indicators == BOTH_TOTALS[:1]), None)
    scope = mind.subject.scope
    if other is not None and (scope is None or other.scope in {None, scope}):
        mind.subject = Subject(BOTH_TOTALS, scope or other.scope)
