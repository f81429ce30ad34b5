"""Rule E04: the name of the body on cover, titles, labels and notes against whose report it is.

A name with one character changed is a slip; the name of another body in a place where only the report's own can stand is
an error. Superiors, subordinate units and short forms are named where others may be named, and are left alone.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.agency_forms import is_short_form, same_stem
from ingest.agency_names import AgencyName, parse_agency_name
from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome
from ingest.findings import ERROR, NOTICE, Finding, Unchecked

_SHORTEST = 7  # characters of a name of which one may be a slip; shorter ones are others' names by chance
_BLANK = re.compile(r"[^\S\n]+")
_NUMERAL = re.compile(r"[一二三四五六七八九十百\d东西南北中上下]")
_SEAL = re.compile(r"[（(](?:盖章|公章|单位盖章)[)）]$")
_DATED = re.compile(r"20\d\d年")
_DATED_BEFORE = re.compile(r"20\d\d年(?:度)?$")
_TITLED = re.compile(r"(?:部门|单位)?(?:整体支出|决算|预算)")
_JOINING = frozenset("和与及")  # two writings of one name
# Before and behind the place of the report's own name.
_BEFORE = r"(?:^|(?<=[\n。；|>#])|(?<=<br>))(?:[#\s]*|[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?(?=关于)|关于|[说说明注备]{1,2}[:：]|20\d\d年(?:度)?|(?:编制|填报|预算|公开|决算|项目|实施)?(?:部门|单位)(?:[（(](?:单位|部门|盖章|公章)[)）])?(?:名称)?[:：])*"
_BEHIND = (
    r"(?=20\d\d年(?:度)?(?!.{0,12}(?:文件|通知|下达|批复|印发))|没有|的?主要职责|主要承担|内设|(?:部门|单位)(?:整体支出|决算|预算)|整体支出"
    r"|政府采购(?:预算|支出)|“?三公”?经费|机关运行经费(?:预算|支出)|一般公共预算(?:财政拨款|支出)|(?:预算|决算)编制|(?:部门|单位)?20\d\d|自身"
    r"|无(?:此|该|这)项|不是行政单位)"
)
# Places inside a sentence where only the report's own name can stand: whose accounts these are, whose offices, whose cars.
_INSIDE = (
    (r"(?:只有|仅有|仅为|仅包括|仅包含)", r"(?=自身|本级|本身)"),
    (r"(?:列入|纳入)", r"(?=20\d\d年(?:度)?(?:部门|单位)?(?:决算|预算)(?:汇编|编制|公开)?范围)"),
    (r"(?:规定|批复|方案|要求)[，,]", r"(?=设置以?下?|内设|下设|设有)"),
    (r"(?:\d日|[年月]底|[年月]末)[，,]", r"(?=共有|开支(?:财政拨款|一般公共预算)|固定资产|资产总额|国有资产)"),
    (r"(?:^|\n)[(（]?[\d一二三四五六七八九十]{1,3}(?:[)）][、.．]?|[、.．])", r"(?=(?:机关|本级|本部)[；;。\n（(])"),
)
_LONGEST_BEFORE = 12  # characters of what stands before such a name
_OWN_OFFICE = r"(?=[（(](?:本级|机关|局本级|局机关|机关本级)[)）])"
_LABEL = re.compile(
    r"(?:(?:编制|填报|预算|公开|决算|项目|实施)(?:部门|单位)|(?:(?<![\u4e00-\u9fff])|(?<=\d表))(?:部门|单位)(?:名称)?)(?:[（(](?:单位|部门|盖章|公章)[)）])?(?:名称)?"
    r"(?:[:：]|(?<=名称)\|{2,3}|\|)(?P<name>[\u4e00-\u9fff（）()]{6,40}?)(?=[\n|]|金额|单位[:：]|20\d\d|$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Text:
    """The report without blanks inside its lines, and where its characters stand."""

    words: str
    starts: tuple[int, ...]  # of runs, in `words`
    shifts: tuple[int, ...]  # what to add from there on

    @classmethod
    def of(cls, text: str) -> "_Text":
        blanks = [match.span() for match in _BLANK.finditer(text)]
        gone = list(accumulate((end - start for start, end in blanks), initial=0))
        starts = [0, *(start - before for (start, _), before in zip(blanks, gone, strict=False))]
        return cls(_BLANK.sub("", text), tuple(starts), tuple(gone))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters stand in the report."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.starts, position) - 1]


def check_names(evidence: Evidence) -> Iterator[Outcome]:
    """Name each place where the report's own name is written otherwise, or another body's stands for it."""
    text = _Text.of(evidence.text)
    printed = parse_agency_name(evidence.agency)
    places = list(_own_places(printed, evidence.agency, text)) if printed is not None else []
    agency = _find_meant(evidence.agency, text, places)
    own = parse_agency_name(agency)
    if own is None:
        if evidence.agency:
            yield Unchecked("E04", "没有认出单位名称")
        return
    found = list(_find_slips(evidence, own, agency, text))
    if agency != evidence.agency:
        places = list(_own_places(own, agency, text))
    for other in _find_others(evidence, own, agency, text, places):
        if not any(other.start < one.end and one.start < other.end for one in found):
            found.append(other)
    yield from found  # that a name is written alike says little of a report: no check passed


def _find_meant(agency: str, text: _Text, places: Sequence[tuple[int, int]]) -> str:
    """The body whose report it is: where a title names one and all other places another, it is the title that is wrong."""
    named = Counter(_SEAL.sub("", match["name"]) for match in _LABEL.finditer(text.words))
    own = parse_agency_name(agency)
    if own is not None:
        named.update(text.words[slice(*span)] for span in places)
    most = max(named, key=text.words.count, default=agency)
    often, seldom = text.words.count(most), text.words.count(agency)
    # One place alone speaks against who the report was published as no louder than a slip does.
    outnumbered = often > max(1, 2 * seldom) or (seldom == 1 < often)
    if not outnumbered or (own and own.stem in most and not _is_slip(most, agency)):
        return agency
    return most


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ in one character."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _spellings(own: AgencyName, agency: str, words: str) -> list[str]:
    """How the report writes its name, with more or less of the region in front; the longest first."""
    extra = len(agency) - len(own.stem)
    often = [agency[at:] for at in range(extra + 1) if len(agency) - at >= _SHORTEST and words.count(agency[at:]) > 1]
    return list(dict.fromkeys([*([agency] if agency in words and len(agency) >= _SHORTEST else []), *often[:1]]))


def _find_slips(evidence: Evidence, own: AgencyName, agency: str, text: _Text) -> Iterator[Finding]:
    """A name that differs from the report's own in one character; one finding a wording."""
    labelled = {match.start("name") for match in _LABEL.finditer(text.words)}
    for name in _spellings(own, agency, text.words):
        half = len(name) // 2
        rival = _only_place(name, text)
        starts = {match.start() for match in re.finditer(re.escape(name[:half]), text.words)}
        starts |= {match.start() - half for match in re.finditer(re.escape(name[half:]), text.words)}
        for start in sorted(starts):
            window = text.words[start : start + len(name)] if start >= 0 else ""
            differing = [at for at, (one, other) in enumerate(zip(window, name, strict=False)) if one != other]
            if len(window) != len(name) or len(differing) != 1:
                continue
            wrong, right = window[differing[0]], name[differing[0]]
            if {wrong, right} <= _JOINING:
                continue
            if (
                differing[0] == len(name) - 1
                and parse_agency_name(window) is None
                and not (start in labelled or _DATED.match(text.words, start + len(name)))
                and not (_DATED_BEFORE.search(text.words, 0, start) and _TITLED.match(text.words, start + len(name)))
            ):
                continue
            if not "\u4e00" <= wrong <= "\u9fff" or (_NUMERAL.match(wrong) and _NUMERAL.match(right)):
                continue
            message = f"这里的名称写为“{window}”，报告其他地方写为“{name}”，有一字不同。"
            yield replace(
                _finding(NOTICE, message, evidence, text.place(start, start + len(name)), name), related=rival
            )


def _own_places(own: AgencyName, agency: str, text: _Text) -> Iterator[tuple[int, int]]:
    """Names of bodies of the region where a report names its own: titles, notes, subjects of sentences on its money."""
    region = agency[: len(agency) - len(own.stem)]
    if len(region) < 2 or not agency.endswith(own.stem):
        return
    regions = "|".join(re.escape(region[at:]) for at in range(len(region) - 1))
    pattern = re.compile(
        rf"{_BEFORE}(?P<name>(?:{regions})[\u4e00-\u9fff]{{2,24}}?)(?:{_BEHIND}|{_OWN_OFFICE})", re.MULTILINE
    )
    yield from (match.span("name") for match in pattern.finditer(text.words))
    patterns = [
        (re.compile(f"{before}$"), re.compile(rf"(?:{regions})[\u4e00-\u9fff]{{2,24}}?{behind}"))
        for before, behind in _INSIDE
    ]
    for place in _beginnings(region, text.words):
        before = text.words[max(0, place - _LONGEST_BEFORE) : place]
        for ahead, named in patterns:
            if ahead.search(before) and (match := named.match(text.words, place)):
                yield match.span()


def _beginnings(region: str, words: str) -> Iterator[int]:
    """Where the names of the region, or the last of them alone, begin: looked for by how they end, which is the same."""
    at = words.find(region[-2:])
    while at >= 0:
        length = next((n for n in range(len(region), 1, -1) if words.endswith(region[-n:], 0, at + 2)), 2)
        yield at + 2 - length
        at = words.find(region[-2:], at + 2)


def _find_others(
    evidence: Evidence, own: AgencyName, agency: str, text: _Text, places: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    """Another body's full name where only the report's own can stand, `places` among them."""
    spans = [*places, *(match.span("name") for match in _LABEL.finditer(text.words))]
    rival = _only_place(agency, text)
    for start, end in dict.fromkeys(spans):
        words = _SEAL.sub("", text.words[start:end])
        if words == agency or not _is_other(own, words, agency):
            continue
        message = f"这里应当是本报告的单位“{agency}”，写的是“{words}”。"
        yield replace(_finding(ERROR, message, evidence, text.place(start, start + len(words)), agency), related=rival)


def _only_place(name: str, text: _Text) -> tuple[tuple[int, int], ...]:
    """Where a name stands that stands once: where two places are against each other, either may be the wrong one."""
    at = text.words.find(name)
    return (text.place(at, at + len(name)),) if text.words.count(name) == 1 else ()


def _finding(severity: str, message: str, evidence: Evidence, place: tuple[int, int], expected: str) -> Finding:
    start, end = place
    return Finding("E04", severity, message, evidence.text[start:end], start, end, expected)


def _is_other(own: AgencyName, words: str, agency: str) -> bool:
    """Whether the words are the full name of another body: not a part of the own name, nor one that holds it."""
    other = parse_agency_name(words)
    if other is None or not other.regions or not other.certain:
        return False
    if own.stem in words or other.stem in agency or same_stem(own.stem, other.stem):
        return False
    return not is_short_form(other.stem)
