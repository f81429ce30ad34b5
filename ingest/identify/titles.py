"""Taking a report's title apart: 2020年度 · 株洲市芦淞区城市管理和综合执法局系统 · 部门决算.

The same grammar serves covers, titles inside a file, headings and file names.
"""

import re
from dataclasses import dataclass, replace

from ingest.agency_names import DEPARTMENT, UNIT, AgencyName, is_placeholder, parse_agency_name
from ingest.folding import fold
from ingest.identify.subjects import clean_subject, split_subject
from ingest.numbering import parse_numeral

FINAL_ACCOUNTS, BUDGET, PERFORMANCE, PROJECT = "final_accounts", "budget", "performance", "project_performance"

YEAR = re.compile(
    r"(?P<year>20\d\d|[二2][〇零○ОOo0][〇零○ОOo0一二三四五六七八九\d]{2})\s*年(?!\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月)(?P<annual>\s*度)?"
)
# Several years at once are no report's year: 2021-2023年度.
_YEARS = re.compile(r"20\d\d(?:年度?)?(?:[-~、]+|至)20\d\d(?:年度?)?")
# What stands before a title and is none of it: 附件3：.
_ATTACHED = re.compile(r"^附[件表]\d{0,2}[:.、-]*|^(?:.*,)?现将")
_BARE_YEAR = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?!\d|[-./年]?\d{1,2}[-./月])")
_YEAR_DIGITS = str.maketrans({"○": "〇", "О": "〇", "O": "〇", "o": "〇"})

# What leads to the page in a contents list: no name that was left blank.
_LEADERS = re.compile(r"[.…·⋯]{3,}\s*[-(]{0,2}\d{0,3}(?:-\d{1,3})?[-)]{0,2}$")
# 【决算公开】 before a title on a site.
_SUFFIX = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et|ofd)$", re.IGNORECASE)
_SITE_MARK = re.compile(r"^【[^【】]{1,10}】(?=.)")
_EVALUATION = r"绩效(?:目标)?(?:完成情况)?(?:单位|部门)?(?:自我评价|自评价|自评|评价)"
_THREE_PUBLIC = (
    r'(?:行政经费[及和与、])?(?:一般公共预算|公共预算)?(?:财政拨款)?(?:安排)?的?"?三公"?经费"?(?:财政拨款)?(?:支出)?'
)
_WHOLE = r"(?:部门|单位|预算|\((?:单位|部门)\)|、)*整体(?:支出|预算|财政支出)?"
_PROJECTS = r"(?:项目|专项)(?:支出|资金)?"
_TRANSFER = r"(?:专项|共同财政事权)?转移支付(?:资金)?"
_WHOSE = r"(?:部门|单位)?(?:\((?:单位|部门)\))?(?:综合)?(?:收支|收入支出)?"
# The kinds of report by the words of their titles, the narrower before the wider.
_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PERFORMANCE, re.compile(rf"(?:{_PROJECTS}[及和与、])?{_WHOLE}(?:[及和与、]{_PROJECTS})?(?:{_EVALUATION}|绩效)")),
    (
        PROJECT,
        re.compile(
            rf"(?:(?P<fund>{_TRANSFER}|专项(?:补助)?(?:资金|经费|债券)?|(?<!财政)(?<!预算)(?<!项目)(?:补助)?(?:资金|经费))(?:项目)?|项目)"
            rf"(?:支出|资金)?(?:预算)?{_EVALUATION}"
        ),
    ),
    (
        PERFORMANCE,
        re.compile(rf"(?P<generic>(?:部门|单位)?(?:财政|预算)?(?:支出)?{_EVALUATION})(?=(?:情况|自评|的)*报告)"),
    ),
    # 部门决算中“三公”经费公开, 部门预算“三公”经费公开: the three kinds as a department's accounts or budget have them.
    (FINAL_ACCOUNTS, re.compile(rf"{_WHOSE}(?<=[门位)])决算(?:中|内)?的?{_THREE_PUBLIC}(?:决算)?")),
    (FINAL_ACCOUNTS, re.compile(rf"(?:{_WHOSE}(?:{_THREE_PUBLIC})?)(?<!预)决算")),
    (BUDGET, re.compile(rf"{_WHOSE}(?<=[门位)])预算(?:中|安排|内)?的?{_THREE_PUBLIC}(?:预算)?")),
    (BUDGET, re.compile(rf"{_WHOSE}(?:{_THREE_PUBLIC})?(?<!公共)预算(?:的?{_THREE_PUBLIC})?")),
    (BUDGET, re.compile(rf"{_WHOSE}(?:{_THREE_PUBLIC})?预算")),
    # Disclosed as a page of its own, they are a part of the accounts, unless the text itself speaks of a budget.
    (FINAL_ACCOUNTS, re.compile(rf"{_WHOSE}(?P<plain>{_THREE_PUBLIC})(?=情况|公开|公示|统计|增减)")),
)
_SUBTITLE = re.compile(r"-+(?P<subject>[^-]+(?:项目|资金|经费|工程))")
# What may follow the words of the type.
_MATTER = r'"?三公"?经费|三公两费|行政经费|机关运行经费|会议费|培训费|绩效目标'
_TYPE_TAIL = re.compile(
    r"(?:公开|信息|情况|如下:?|汇总|统计|明细|收支|安排|结果|得分|说明|报告书?|报表|表|文本|文字|分析|草案|编制|公示|公告|材料|资料|内容|目录|概况|全文|自评|基础数据|指标|评分|对比|增减|变化|变动|原因|绩效目标"
    rf"|[及和与、](?:{_MATTER})(?:财政拨款)?(?:支出)?(?:预算|决算)?|[的及和与、]|\((?P<bracket>[^()]*)\))*"
)
_EVALUATORS = (
    ("self", re.compile(r"自评|自我评价")),
    ("third_party", re.compile(r"第三方")),
    ("finance", re.compile(r"财政评价|重点评价")),
    ("department", re.compile(r"部门评价")),
)
_GOVERNMENT = re.compile(
    r"财政(?:总)?(?:收支)?(?:决算|预算草案)|政府(?:性)?决算|政府预算(?!支出|经济|收支|分类|绩效|单位|部门|编码|代码)|(?<!部门)(?<!单位)预算执行情况|财政预决算|(?<!部门)(?<!单位)决算(?:\(草案\)|草案)(?:的)?(?:报告|议案)|一般公共预算收入(?:决算)?表|债务限额|转移支付决算|(?:区|县|市|省|本)级(?:财政)?(?:决算|预算(?!部门|单位))|(?<!收支)(?<!支出)总[决预]算"
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; None for what it does not say. `placeholder` holds an agency's name that was never filled in.

    `generic` tells that its words fit every evaluation (绩效自评报告), so that fuller words elsewhere go before them;
    `plain` that it speaks of the three kinds of expenditure alone, budgeted or spent (“三公”经费情况说明).
    """

    words: str
    agency: AgencyName | None = None
    year: int | None = None
    report_type: str | None = None
    placeholder: str | None = None
    coverage: str | None = None
    subject: str | None = None
    generic: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """The type that a title names: the words that name it, where they begin, and what stands around them.

    `fund` is the part of a project's name that the words contain (专项资金); `behind` what may be an agency's name, `subtitle` a project's (绩效评价报告——某某项目).
    """

    report_type: str | None
    words: str
    start: int
    fund: str = ""
    generic: bool = False
    behind: str = ""
    subtitle: str = ""
    plain: bool = False


def parse_title(text: str) -> Title:
    """Take a title apart.

    >>> title = parse_title("2020年度株洲市芦淞区城市管理和综合执法局系统部门决算")
    >>> title.year, title.report_type, title.agency.stem
    (2020, 'final_accounts', '城市管理和综合执法局')
    >>> title = parse_title("株洲市芦淞区教育局2022年度校舍维修项目支出绩效自评报告")
    >>> title.report_type, title.agency.stem, title.subject
    ('project_performance', '教育局', '校舍维修')
    """
    printed = re.sub(r"\s+", "", _LEADERS.sub("", fold(_SITE_MARK.sub("", _SUFFIX.sub("", text.strip()))).rstrip()))
    words = _YEARS.sub("", _ATTACHED.sub("", printed))
    match = YEAR.search(words)
    before, after = (words[: match.start()], words[match.end() :]) if match else ("", words)
    kind = _find_type(before + after)
    front, rest = before, (before + after)[len(before) : kind.start]
    if kind.start < len(before):  # a year behind the type parts no agency from a project
        front, rest = "", before[: kind.start]
    report_type, subject = kind.report_type, None
    if report_type == PROJECT:
        agency, subject = split_subject(_trim(front), _edge(rest) + kind.fund)
        subject = subject or clean_subject(kind.subtitle)
    else:
        agency = _parse_whole(front + rest)
        if agency is None and kind.generic:
            report_type, agency, subject = _parse_generic(front, rest)
    agency = agency or _parse_behind(kind.behind)
    if agency is None and report_type is None and front:
        agency = _parse_behind(front)  # 某局2022年绩效自评工作情况总结: of no known kind, but somebody's
    whole = _trim(front + rest)
    return Title(
        text,
        agency,
        _year_value(match["year"]) if match else None,
        report_type,
        whole if whole and is_placeholder(whole) else None,
        (agency.coverage if agency else None) or _coverage_of(report_type, kind.words),
        subject,
        generic=kind.generic and report_type == PERFORMANCE,
        plain=kind.plain,
    )


def _edge(words: str) -> str:
    """The words without 关于 and punctuation at either end."""
    words = re.sub(r"^(?:关于)?(?:公开|公布)?|\(盖章\)|\(公章\)", "", words.strip("'-:.、"))
    return re.sub(r"(?:的|关于(?:公开|公布)?)+$", "", words).strip("'-:.、")


def _trim(words: str) -> str:
    """The words without what stands around an agency's name in titles and headings: 关于, 部门概况."""
    words = re.sub(r"(?:(?:部门|单位)?(?:基本)?(?:概况|概括|情况|简介|概述))$", "", _edge(words).strip('"'))
    words = re.sub(r"(?<=\D)年度$", "", words)  # 某局年度部门决算, the year left out
    return full_width(words)


def _parse_whole(words: str) -> AgencyName | None:
    return parse_agency_name(_trim(words)) if words else None


def _parse_behind(words: str) -> AgencyName | None:
    """The agency behind the type: 2022年度部门决算（株洲市芦淞区教育局）."""
    agency = _parse_whole(words)
    return agency if agency and agency.regions else None


def _parse_generic(front: str, rest: str) -> tuple[str | None, AgencyName | None, str | None]:
    """A plain 绩效评价报告 is of all expenditure, unless a project's name stands before it."""
    if clean_subject(front + rest) is None:
        return PERFORMANCE, None, None
    agency, subject = split_subject(_trim(front), _edge(rest))
    if agency is None:
        return None, None, subject
    return (PROJECT if subject else PERFORMANCE), agency, subject


def _coverage_of(report_type: str | None, words: str) -> str | None:
    """单位决算 are one unit's own, 部门决算 a department's with all its units; 部门（单位）决算 tells nothing."""
    if report_type not in {FINAL_ACCOUNTS, BUDGET}:
        return None
    told = [coverage for word, coverage in (("部门", DEPARTMENT), ("单位", UNIT)) if word in words]
    return told[0] if len(told) == 1 else None


def full_width(text: str) -> str:
    """Agencies' names bear full-width brackets."""
    return text.replace("(", "（").replace(")", "）")


def _find_type(words: str) -> _Kind:
    """The type that a title's last words name; nothing but usual words, or the agency's name, may follow them."""
    for report_type, pattern in _TYPES:
        for match in pattern.finditer(words):
            tail = _TYPE_TAIL.match(words, match.end())
            left = words[tail.end() if tail else match.end() :]
            behind = left.strip("-_:")
            subtitle = _SUBTITLE.fullmatch(left) if report_type == PROJECT else None
            if behind and not subtitle and not _parse_behind(behind):
                continue
            groups = match.groupdict()
            bracket = tail["bracket"] if tail else None
            return _Kind(
                report_type,
                match[0],
                match.start(),
                groups.get("fund") or "",
                "generic" in groups,
                "" if subtitle else behind or bracket or "",
                subtitle["subject"] if subtitle else (bracket or "") if report_type == PROJECT else "",
                "plain" in groups,
            )
    return _Kind(None, "", len(words))


def parse_year(text: str) -> int | None:
    """The year that a title names: `2020年度`, `二〇二三年`; not the year of a date such as 2021年8月.

    >>> parse_year("二〇二三年度部门决算"), parse_year("2021年8月20日")
    (2023, None)
    """
    match = YEAR.search(text)
    return _year_value(match["year"]) if match else None


def _year_value(digits: str) -> int:
    return parse_numeral("".join(_as_chinese(char) for char in digits.translate(_YEAR_DIGITS)))


def _as_chinese(char: str) -> str:
    return "〇一二三四五六七八九"[int(char)] if char.isdecimal() else char


def parse_file_name(stem: str) -> Title:
    """Take a file's name apart; a bare year counts here, the number of a document or a day does not."""
    words = re.sub(r"^\s*(?:\d{1,9}[-_.、\s]+)+", "", fold(stem))
    words = re.sub(
        r"[-_\s]*(?:扫描件|公开版|定稿|终稿|最终版?|副本|修改版?|\(\d+\)|v\d+)+$", "", words, flags=re.IGNORECASE
    )
    title = parse_title(words)
    if title.year is None:
        years = {int(match["year"]) for match in _BARE_YEAR.finditer(words)}
        if len(years) == 1:
            bare = parse_title(_BARE_YEAR.sub("", words))
            return replace(bare, words=stem, year=years.pop(), placeholder=None)
    return replace(title, words=stem, placeholder=None)


def infer_evaluator(text: str) -> str | None:
    """Who evaluated: the body itself, its department, the finance authority, or a third party."""
    return next((key for key, pattern in _EVALUATORS if pattern.search(text)), None)


def is_government_account(text: str) -> bool:
    """Tell whether a title is of a government's own accounts, which are no agency's."""
    return bool(_GOVERNMENT.search(re.sub(r"\s+", "", fold(text))))
