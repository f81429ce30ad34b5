"""Rule J05 where a year stands by its form: dates of 截至, heads of columns, lists of attachments, amounts of two years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ingest.amounts import find_numbers, view_text
from ingest.checks.evidence import Evidence

_NEAR = 3  # years: another that is further away is no slip
_LINE = re.compile(r"^(?![|#])[^\n]*20\d\d[^\n]*$", re.MULTILINE)
_AS_OF = re.compile(
    r"截[至止](?:到)?\s*(?P<words>(?P<year>20\d\d)\s*年)(?:度)?\s*(?:12\s*月(?:\s*31\s*日|底)|年底|年末|底|末)"
)
_AT_END = re.compile(r"(?:^|[。；])\s*(?P<words>(?P<year>20\d\d)\s*年)[末底]，")
# 水利（款）行政运行（项）2015年预算395万元，比上年预算数减少: what is compared with the year before is this year's.
_SET_BESIDE = re.compile(
    r"(?P<words>(?P<year>20\d\d)\s*年(?:度)?)\s*(?:当年)?(?:预算|决算|支出|收入)数?(?:合计|总计)?为?\s*\d[\d,.]*\s*(?:万元|亿元|元)"
    r"，\s*[比较]\s*(?:上年|去年)"
)
# …（项）2019年预算395万元，比2020年预算数减少: what is compared with is the year before.
_COMPARED_WITH = re.compile(
    r"(?P<words>(?P<year>20\d\d)\s*年(?:度)?)\s*(?:当年)?(?:预算|决算|支出|收入)数?(?:合计|总计|安排)?为?\s*\d[\d,.]*\s*(?:万元|亿元|元)"
    r"[，,]\s*[比较]\s*(?P<before>20\d\d)\s*年(?:度)?(?:预算|决算)"
)
_TWICE = re.compile(
    r"(?P<first>20\d\d)\s*年(?:度)?\s*(?P<label>[\u4e00-\u9fff、]{3,20}?)\s*(?P<one>\d[\d,.]*)\s*(?:万元|亿元|元)，\s*"
    r"(?P<words>(?P<year>(?P=first))\s*年)(?:度)?\s*(?P=label)\s*(?P<other>\d[\d,.]*)\s*(?:万元|亿元|元)"
)
_COLUMN = re.compile(r"(?P<words>(?P<year>20\d\d)\s*年)(?:度)?\s*(?P<what>实际在职人数|决算数|预算数)")
_EVALUATED = re.compile(
    r"(?:对|组织|开展了?)\s*(?P<words>(?P<year>20\d\d)\s*年(?:度)?)\s*\d+\s*个(?:预算)?项目(?:支出)?(?:开展|进行|组织)了?[^。；，]{0,12}自评"
)
_ATTACHED = re.compile(
    r"(?:^附件|\d\s*[.．、])[^\n。；]{0,4}?(?P<words>(?P<year>20\d\d)\s*年(?:度)?)[^\n。；，\d]{2,24}?(?:自评表|自评报告|基础数据表)"
)
_AMOUNT = re.compile(
    r"(?P<words>(?P<year>20\d\d)\s*年(?:度)?)[^\d。；，（(《]{0,20}(?:支出|收入|预算|决算|经费|合计)[^\d。；，（(]{0,6}\d[\d,.，]*\s*(?:万元|亿元|元)"
)
_BEGINNING = re.compile(r"^(?P<words>(?P<year>20\d\d)\s*年)(?!度?[与较比])(?=[^\n]*[。；]$)", re.MULTILINE)
_SECTION = 3  # level of the headings below which paragraphs are of one kind
_TARGETS = ("target_table", "self_evaluation_table", "project_self_evaluation_table")
_DEADLINE = re.compile(r"(?P<year>20\d\d)年(?:度|全年|年?底|年?末|\d{1,2}月(?:底|末|\d{1,2}日)?)(?:以?前|之前|内|完成)")
_HEAD = re.compile(r"(?P<words>(?P<year>20\d\d)\s*年)(?:度)?\s*(?:预算执行|预算|决算)数")
_COMPARED = re.compile(r"[与较比]\s*(20\d\d)(?=\s*年)")
_ANY = re.compile(r"(?<!\d)20\d\d(?=\s*年)")


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year that cannot be the one that is printed: its place, what it is about, and the year that is meant.

    `others` are places where the same year stands, of which some may be wrong.
    """

    start: int
    words: str
    what: str
    expected: int
    others: tuple[tuple[int, int], ...] = ()


def find_marks(evidence: Evidence, year: int) -> Iterator[YearMark]:
    """Yield the years that the report's own year rules out."""
    for line in _LINE.finditer(evidence.text):
        for mark in _of_line(line[0], year, is_budget=evidence.report_type == "budget"):
            others = tuple((line.start() + start, line.start() + end) for start, end in mark.others)
            yield YearMark(line.start() + mark.start, mark.words, mark.what, mark.expected, others)
    yield from _odd_siblings(evidence, year)
    yield from _past_deadlines(evidence, year)
    yield from _same_amounts(evidence, year)
    for view in evidence.views:
        if view.form is not None and view.form != "base_data_table":
            span = view.placed.span
            heads = list(_HEAD.finditer(evidence.text, span.start, span.end))
            if heads and not any(int(match["year"]) == year for match in heads):
                others = tuple(match.span("words") for match in heads[1:])
                yield YearMark(heads[0].start("words"), heads[0]["words"], "表头", year, others)
        if view.form == "base_data_table":
            span = view.placed.span
            for match in _COLUMN.finditer(evidence.text, span.start, span.end):
                allowed = (year, year - 1) if match["what"] == "决算数" else (year,)
                if int(match["year"]) not in allowed and abs(int(match["year"]) - year) <= _NEAR:
                    expected = year - 1 if match["what"] == "决算数" and int(match["year"]) < year else year
                    yield YearMark(match.start("words"), match["words"], "表头", expected)


_SAME = re.compile(
    r"(?:^|(?<=。))(?P<words>(?P<year>20\d\d)\s*年)(?:度)?(?![末初底]|\s*\d{1,2}\s*月)[^。；\d与较比]{0,30}?"
    r"(?P<amount>\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元))[^\n]*",
    re.MULTILINE,
)
_CARRIED = re.compile(r"结转|结余|上年|预算")
_FEW_DIGITS = 3  # amounts of so few agree by chance


def _same_amounts(evidence: Evidence, year: int) -> Iterator[YearMark]:
    """A sentence that begins with another year, and tells to the last digit an amount of the report's own."""
    if evidence.report_type == "budget":
        return
    amounts = [one for one in (*evidence.told, *evidence.printed) if one.measure == "amount" and one.value]
    for match in _SAME.finditer(evidence.text):
        other = int(match["year"])
        whole = evidence.text[match.start() : match.end("amount")]
        if not 0 < abs(other - year) <= _NEAR or str(year) in match[0] or _CARRIED.search(whole):
            continue
        numbers = find_numbers(view_text(match["amount"])[0])
        value = next((one.value for one in numbers if len(one.value.normalize().as_tuple().digits) > _FEW_DIGITS), None)
        years = {one.year for one in amounts if one.value == value and "balance" not in one.indicator}
        if years == {year}:
            yield YearMark(match.start("words"), match["words"], "本年的金额前", year)


def _past_deadlines(evidence: Evidence, year: int) -> Iterator[YearMark]:
    """The cell of a form with targets that sets a deadline before its year began."""
    for view in evidence.views:
        if view.form not in _TARGETS:
            continue
        for row in view.rows:
            for slot in row:
                match = _DEADLINE.match(slot.words)
                if match and slot.span is not None and year - _NEAR <= int(match["year"]) < year:
                    at = evidence.text.find(match["year"], slot.span.start, slot.span.end)
                    yield YearMark(at, f"{match['year']}年", "完成时间", year)


def _odd_siblings(evidence: Evidence, year: int) -> Iterator[YearMark]:
    """A paragraph that begins with another year where all others of the section begin with the report's."""
    sections = [section for section in evidence.sections if section.level <= _SECTION]
    for section, after in zip_longest(sections, sections[1:]):
        end = after.start if after else len(evidence.text)
        begun = list(_BEGINNING.finditer(evidence.text, section.start, end))
        odd = [match for match in begun if int(match["year"]) != year]
        odd = [match for match in odd if str(year) not in evidence.text[match.end() : _end(evidence.text, match.end())]]
        if len(odd) == 1 < len(begun) - 1 and abs(int(odd[0]["year"]) - year) <= _NEAR:
            yield YearMark(odd[0].start("words"), odd[0]["words"], "这一段开头", year)


def _end(text: str, start: int) -> int:
    """Where the sentence ends in which a place is."""
    return min((at for mark in "。\n" if (at := text.find(mark, start)) >= 0), default=len(text))


def _of_line(line: str, year: int, *, is_budget: bool) -> Iterator[YearMark]:
    as_of = (year, year - 1) if is_budget else (year,)  # a budget tells what there was at the end of the year before
    for pattern, allowed, what in (
        (_AS_OF, as_of, "截止日期"),
        (_EVALUATED, (year, year - 1) if is_budget else (year,), "所评价项目的年度"),
        (_ATTACHED, (year,), "附件的名称"),
        (_AT_END, as_of, "年末的年度"),
        (_SET_BESIDE, (year,), "与上年比较的数的年度"),
    ):
        for match in pattern.finditer(line):
            if int(match["year"]) not in allowed and abs(int(match["year"]) - year) <= _NEAR:
                yield YearMark(match.start("words"), match["words"], what, allowed[-1])
    for match in _COMPARED_WITH.finditer(line):
        named, before = int(match["year"]), int(match["before"])
        if before == year - 1 and named <= before and year - named <= _NEAR:
            yield YearMark(match.start("words"), match["words"], f"与{before}年比较的数的年度", year)
    for match in _TWICE.finditer(line):
        if int(match["year"]) == year and match["one"] != match["other"]:
            yield YearMark(
                match.start("words"), match["words"], "同一句里的第二个年度", year - 1, (match.span("first"),)
            )
    for sentence in re.finditer(r"[^。；]+", line):
        years = {int(one) for one in _ANY.findall(sentence[0])}
        told = _AMOUNT.search(sentence[0])
        # Two years with amounts in a sentence are this one and the one before it.
        compared = {int(one) for one in _COMPARED.findall(sentence[0])}
        if told and years - compared == {year, int(told["year"])} and 1 < abs(int(told["year"]) - year) <= _NEAR:
            yield YearMark(sentence.start() + told.start("words"), told["words"], "与本年并列的年度", year - 1)
