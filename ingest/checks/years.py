"""A year that is not the report's: last year's words, most often, that nobody changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.checks.wording import name_figure
from ingest.checks.year_marks import find_marks
from ingest.figures import Figure
from ingest.findings import NOTICE, Finding

_LINE = re.compile(r"[^\n]+")
_NEAR = 3  # years: another that is further away is no slip
_LONGEST = 70  # characters of a line that may be a title
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)\s*年(?:度|(?!\s*\d{1,2}\s*月|末|底|前|以))")
# What a title of a report, of a part of it or of a form says behind its year.
_TITLE = re.compile(
    r"决算|预算|自评|绩效|收支|收入|支出|执行情况|(?:部门|单位)整体|基本情况|情况说明|工作(?:情况|报告)|报告$|表$"
)
_ANY_YEAR = re.compile(r"(?<![\d与比较])20\d\d(?=\s*年)")  # those that are compared with are others'
_ALONE = re.compile(r"[#\s]*20\d\d\s*年(?:度)?\s*")
_OTHERS = re.compile(
    r"[—–~至-]\s*20\d\d|规划|比较|对比|较|比|与|结转|结余|上年|《|》|文件|通知|下达|号[）)]?$|以来|截至|截止"
)
# What a sentence that begins with a year tells of the report's own year.
_OWN = re.compile(
    r"(?:^|[。；：，、（(|>]|[说说明注备]{1,2}[:：])\s*(?:[\u4e00-\u9fff（）()]{2,40}?\s*)?(?P<words>(?P<year>20\d\d)\s*年(?:度|(?!\s*\d{1,2}\s*月)))\s*"
    r"(?:没有|无|未(?:使用|安排|发生|购置|组织)|不存在|(?:部门|单位)?(?:决算|预算)(?:编制|公开|情况|安排|收入|支出|收支|收、支)|(?:我[\u4e00-\u9fff]{1,4}?|本?(?:部门|单位)?)(?:整体支出|财政拨款|一般公共预算|政府性基金|国有资本|收、?支|收入总|支出总|三公|“三公”|机关运行|政府采购)"
    r"|(?:项目)?(?:年?初|全年)(?:部门|单位)?预算|(?:部门|单位)(?:决算|预算)(?:为|包括|由)|(?:本年)?(?:收入|支出)(?:合计|总计)|，(?:我|本)[^，。；]{1,6}(?:围绕|按照|坚持|认真|严格|紧紧|继续|编报|编制|纳入)"
    r"|(?:共|计划|开展|组织|实施|涉及|列入|纳入|实际)(?!.{0,8}(?:规划|文件))|[\u4e00-\u9fff、]{2,12}(?:项目)?(?:共|开展了?|实施了?|组织了?)(?:绩效|项目))"
)
_COMPARED = re.compile(
    r"(?:与|较|比|相比)\s*(?:上年(?:度)?(?:[（(])?)?(?P<words>(?P<year>20\d\d)\s*年(?:度)?)(?:[)）])?\s*(?:的)?(?:决算数?|预算数?|执行数|年初预算数?|(?:一般公共预算|财政拨款|本年|收入|支出|收、?支|总计|合计|各|均)+)?\s*"
    r"(?P<how>均?(?:增加|减少|增长|下降|上升)|相比|持平|一致|相同|增加|减少|增长|下降|降低|上升|基本持平|无变化|保持)"
)


def check_years(evidence: Evidence) -> Iterator[Outcome]:
    """Name each year in titles, sentences and beside figures that is another than the report's; one finding a place."""
    places = list(_own_places(evidence))
    meant = _meant_year(evidence, places)
    beside = _find_beside_figures(evidence.text, evidence.figures) if meant == evidence.year else ()
    found: list[Finding] = list(beside)
    marks = (
        replace(_finding(evidence, one.start, one.words, meant, one.what, one.expected), related=one.others)
        for one in find_marks(evidence, meant)
    )
    for finding in (*_find_printed(evidence, places, meant), *marks):
        if not any(finding.start < one.end and one.start < finding.end for one in found):
            found.append(finding)
    yield from found or (Passed("J05"),)


def _find_beside_figures(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """The figures beside which another year is printed; one finding a section and year."""
    printed = [figure for figure in figures if figure.other_year is not None]
    for (_, words), group in groupby(printed, key=lambda figure: (figure.section, _year_words(text, figure))):
        named = list(group)
        start, end = min(figure.other_year for figure in named if figure.other_year is not None)
        labels = "、".join(dict.fromkeys(name_figure(figure) for figure in named))
        year = named[0].year
        yield Finding(
            rule="J05",
            severity=NOTICE,
            message=f"这是{year}年度的报告，{labels}却写作“{words}”，疑似沿用了以前年度的文字；已按{year}年度收录。",
            disclosed=text[start:end],
            start=start,
            end=end,
            expected=f"{year}年度",
            related=tuple((figure.start, figure.end) for figure in named),
        )


def _year_words(text: str, figure: Figure) -> str:
    return text[slice(*figure.other_year)] if figure.other_year is not None else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A year where the report names its own."""

    year: int
    start: int
    words: str
    title: bool
    sentence: str = ""


def _meant_year(evidence: Evidence, places: Sequence[_Place]) -> int:
    """The report's year: another than it was given where the title that gave it is the odd one."""
    named = Counter(place.year for place in places)
    if named and named.most_common(1)[0][1] > max(1, 2 * named[evidence.year]):
        return named.most_common(1)[0][0]
    printed = Counter(int(one) for one in _ANY_YEAR.findall(evidence.text))
    year, count = printed.most_common(1)[0] if printed else (evidence.year, 0)
    alone = printed[evidence.year] <= 1 < count and abs(year - evidence.year) <= _NEAR
    return year if alone and named[year] >= named[evidence.year] else evidence.year


def _find_printed(evidence: Evidence, places: Sequence[_Place], meant: int) -> Iterator[Finding]:
    # Where two places stand against each other, either may be the wrong one.
    rivals = tuple((one.start, one.start + len(one.words)) for one in places if one.year == meant)
    for place in places:
        if place.year != meant and abs(place.year - meant) <= _NEAR and not _names_year(place.sentence, meant):
            found = _finding(evidence, place.start, place.words, meant, "标题" if place.title else "这里")
            yield replace(found, related=rivals) if len(rivals) == 1 else found
    for line in _LINE.finditer(evidence.text):
        if line[0].startswith(("|", "#")) or "20" not in line[0]:
            continue
        for match in _COMPARED.finditer(line[0]):
            if int(match["year"]) not in (meant, meant - 1):
                start = line.start() + match.start("words")
                yield _finding(evidence, start, match["words"], meant, "与上年比较的地方", meant - 1)


def _names_year(sentence: str, meant: int) -> bool:
    """Whether a sentence names the report's year, too; not only as that of the budget with which it compares."""
    return re.search(rf"{meant}(?!\s*年(?:度)?(?:年初|全年)预算)|(?<![与比较]){meant}", sentence) is not None


def _own_places(evidence: Evidence) -> Iterator[_Place]:
    """Years in titles, on the cover, in the contents, and in sentences that tell of the report's own year."""
    first = min((section.start for section in evidence.sections), default=max(0, evidence.text.find("\n|")))
    contents = {start for start, _ in evidence.contents}
    for line in _LINE.finditer(evidence.text):
        words = line[0]
        if "20" not in words or words.startswith("|"):
            continue
        head = words.startswith("#")
        if len(words) <= _LONGEST and (match := _YEAR.search(words)) and not _OTHERS.search(words):
            before, rest = line.start() < first, words[match.end() :]
            named = (head or before or line.start() in contents or _is_form(rest)) and _TITLE.search(rest)
            if named or (before and _ALONE.fullmatch(words.rstrip())):
                yield _Place(int(match["year"]), line.start() + match.start(), match[0], title=True)
                continue
        if head:
            continue
        for match in _OWN.finditer(words):
            begin = max(words.rfind(stop, 0, match.start("words")) for stop in "。；") + 1
            if not _OTHERS.search(words[begin : match.start("words")]):
                sentence = words[begin:].partition("。")[0]
                start = line.start() + match.start("words")
                yield _Place(int(match["year"]), start, match["words"], title=False, sentence=sentence)


def _is_form(rest: str) -> bool:
    return rest.rstrip().endswith("表") or rest.rstrip().endswith("报告")


def _finding(evidence: Evidence, start: int, words: str, meant: int, what: str, expected: int | None = None) -> Finding:
    words = words.rstrip()
    return Finding(
        rule="J05",
        severity=NOTICE,
        message=f"这是{meant}年度的报告，{what}写作“{words}”，疑似沿用了以前年度的文字。",
        disclosed=evidence.text[start : start + len(words)],
        start=start,
        end=start + len(words),
        expected=f"{expected or meant}年度",
    )
