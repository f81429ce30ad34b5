"""Marks: what a comma, a bracket, the end of a clause or of a sentence leaves in mind."""

from ingest.extract.context.lists import divide
from ingest.extract.context.mind import Division, Mind, Outside
from ingest.extract.context.position import SENTENCE_ENDS
from ingest.extract.context.subject import Subject
from ingest.extract.lexicon import Kind


def take_stop(mind: Mind, mark: str) -> None:
    """Keep of what is in mind what holds behind this mark."""
    before = mind.position.before
    if mark == "、" and before is not None and before.is_money:
        mind.nesting.enumerated = True  # not behind the number of a list
    if mark in SENTENCE_ENDS:
        _end_sentence(mind)
    elif mark == ";" or (mark == "、" and mind.position.begins_item):
        if not mind.nesting.listing:
            _end_clause(mind)
    elif mark == "(":
        _open_bracket(mind)
    elif mark == ")":
        _close_bracket(mind)
    elif mark == ":":
        _take_colon(mind)
    if mark in ",;。!?:":
        mind.ahead.forget_when()


def _take_colon(mind: Mind) -> None:
    if mind.position.follows(Kind.PHASE):
        divide(mind)  # 年初预算：基本支出…，项目支出…
    elif mind.mode is Kind.COMPARE and not mind.sign:
        mind.sentence.compared_with = mind.base


def _open_bracket(mind: Mind) -> None:
    nesting = mind.nesting
    nesting.outside.append(
        Outside(mind.subject, mind.phase, mind.mode, mind.year, mind.year_words, nesting.division, nesting.chained)
    )
    if mind.position.follows(Kind.NUMBER) and mind.whole == "":
        nesting.division = Division(Subject((), mind.subject.scope), mind.phase)


def _close_bracket(mind: Mind) -> None:
    """Go on with what was in mind when the bracket opened."""
    nesting = mind.nesting
    if not nesting.outside:
        return
    outside = nesting.outside.pop()
    if nesting.names_sum:
        nesting.names_sum = False  # 出国费、车辆费、接待费（简称“三公”经费）合计: of what the bracket names
        return
    inside = mind.subject
    mind.subject, mind.phase, mind.mode, mind.year, mind.year_words, nesting.division, listed = outside
    if listed and mind.position.follows_lone_label:
        mind.subject = inside  # 公务接待费、公车购置费、公车运行费（“三公”经费）: what the bracket calls them
    mind.sign = 0
    mind.speak_on()


def _end_clause(mind: Mind) -> None:
    """After a semicolon the subject stays, what was said of it does not."""
    mind.leave_reason()
    mind.phase, mind.sign, mind.ahead.fund = mind.home, 0, None
    mind.forget_mode()
    mind.compared = False
    mind.near = bool(mind.subject.indicators)
    mind.queue.clear()


def _end_sentence(mind: Mind) -> None:
    """After a full stop a list of parts is over: what follows is of the whole or of something new."""
    sentence, nesting = mind.sentence, mind.nesting
    sentence.compared_with = None
    _end_clause(mind)
    mind.paragraph.sides.end_sentence()
    if mind.year <= mind.report_year:
        mind.set_year(None)  # a year to come is spoken of until another is named
    if not sentence.wholes and sentence.told.indicators and not mind.last:
        # 其他收入5万元，为财政拨款收入、事业收入之外取得的收入。较上年增加…: of what had an amount
        mind.subject, mind.near = sentence.told, True
    if sentence.entitles and mind.position.follows(Kind.LABEL):
        sentence.wholes.clear()  # 其中：1.公务接待费。决算数2万元: the sentence was a title
    if sentence.wholes:
        # 收入合计…，其中：…。与上年相比减少…: of the whole, no longer of its last part.
        mind.subject, mind.near = sentence.wholes[-1], True
    mind.sentence = sentence.next()
    nesting.listing, nesting.division = False, None
    nesting.outside.clear()
