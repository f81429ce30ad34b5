"""Taking a report's title apart: 2020年度 · 株洲市芦淞区城市管理和综合执法局系统 · 部门决算.

The same grammar serves covers, titles inside a file, headings and file names.
"""

import re
from dataclasses import dataclass, replace

from ingest.agency_names import DEPARTMENT, UNIT, AgencyName, is_placeholder, parse_agency_name
from ingest.folding import fold
from ingest.numbering import parse_numeral

FINAL_ACCOUNTS, BUDGET, PERFORMANCE, PROJECT = "final_accounts", "budget", "performance", "project_performance"

YEAR = re.compile(
    r"(?P<year>20\d\d|[二2][〇零○ОOo0][〇零○ОOo0一二三四五六七八九\d]{2})\s*年(?!\s*\d{1,2}\s*月)(?P<annual>\s*度)?"
)
_BARE_YEAR = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?!\d|[-./年]?\d{1,2}[-./月])")
_YEAR_DIGITS = str.maketrans({"○": "〇", "О": "〇", "O": "〇", "o": "〇"})

# The kinds of report by the words of their titles, the narrower before the wider.
_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        PROJECT,
        re.compile(r"(?:项目|专项)(?:支出|资金)?(?:预算)?绩效(?:目标)?(?:自评|评价|自我评价)(?:情况)?(?:报告|表)?"),
    ),
    (
        PERFORMANCE,
        re.compile(
            r"(?:(?:预算)?(?:部门|单位)(?:\((?:单位|部门)\))?、?)*整体(?:支出|预算|财政支出)?绩效(?:自评|评价|自我评价)?(?:情况)?(?:基础数据|评价指标评分|自评)?(?:报告|表)?"
        ),
    ),
    (PERFORMANCE, re.compile(r"(?:部门|单位)?(?:财政|预算)?(?:支出)?绩效(?:自评|评价|自我评价)(?:情况)?(?:报告)")),
    (
        FINAL_ACCOUNTS,
        re.compile(r"(?:部门|单位)?(?:\((?:单位|部门)\))?决算(?:公开)?(?:情况)?(?:说明)?(?:报告|报表|文本)?(?:公开)?"),
    ),
    (
        BUDGET,
        re.compile(
            r"(?:部门|单位)?(?:\((?:单位|部门)\))?预算(?:公开)?(?:编制)?(?:情况)?(?:说明)?(?:报告|报表|文本)?(?:公开)?"
        ),
    ),
)
_TYPE_END = re.compile(r"(?:表|情况说明|说明|情况|概况)?(?:\(.*\))?$")
_EVALUATORS = (
    ("self", re.compile(r"自评|自我评价")),
    ("third_party", re.compile(r"第三方")),
    ("finance", re.compile(r"财政评价|重点评价")),
    ("department", re.compile(r"部门评价")),
)
_GOVERNMENT = re.compile(
    r"财政(?:总)?(?:收支)?决算|政府(?:性)?决算|预算执行情况|财政预决算|一般公共预算收入(?:决算)?表|债务限额|转移支付决算|(?:区|县|市|省)级决算|总决算"
)
_OTHER_DOCUMENT = re.compile(r"(?:通知|公告|批复|决议|意见|办法|方案|函|制度|细则|通报|请示)$")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; None for what it does not say. `placeholder` holds an agency's name that was never filled in."""

    words: str
    agency: AgencyName | None = None
    year: int | None = None
    report_type: str | None = None
    placeholder: str | None = None
    coverage: str | None = None


def parse_title(text: str) -> Title:
    """Take a title apart.

    >>> title = parse_title("2020年度株洲市芦淞区城市管理和综合执法局系统部门决算")
    >>> title.year, title.report_type, title.agency.stem
    (2020, 'final_accounts', '城市管理和综合执法局')
    """
    words = re.sub(r"\s+", "", fold(text))
    year = parse_year(words)
    rest = YEAR.sub("", words, count=1)
    report_type, kind_words, rest = _split_type(rest)
    rest = re.sub(r"^关于|^[-:\"']|[-:\"'的]+$|\(盖章\)|\(公章\)", "", rest).strip("\"'-:.、")
    # 第一部分, 概况 and the like stand around an agency's name in headings.
    rest = re.sub(r"(?:基本)?(?:概况|情况|简介|概述)$", "", rest)
    agency = parse_agency_name(_restore(rest)) if rest else None
    placeholder = _restore(rest) if rest and is_placeholder(rest) else None
    coverage = (agency.coverage if agency else None) or _coverage_of(report_type, kind_words)
    return Title(text, agency, year, report_type, placeholder, coverage)


def _coverage_of(report_type: str | None, words: str) -> str | None:
    """单位决算 are one unit's own, 部门决算 a department's with all its units; 部门（单位）决算 tells nothing."""
    if report_type not in {FINAL_ACCOUNTS, BUDGET}:
        return None
    told = [coverage for word, coverage in (("部门", DEPARTMENT), ("单位", UNIT)) if word in words]
    return told[0] if len(told) == 1 else None


def _restore(text: str) -> str:
    """Agencies' names bear full-width brackets."""
    return text.replace("(", "（").replace(")", "）")


def _split_type(words: str) -> tuple[str | None, str, str]:
    """The type that a title ends with, the words that say so, and what stands before them."""
    for report_type, pattern in _TYPES:
        matches = list(pattern.finditer(words))
        if not matches:
            continue
        match = matches[-1]
        tail = words[match.end() :]
        if not _TYPE_END.fullmatch(tail):
            continue
        return report_type, match[0], words[: match.start()]
    return None, "", words


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


def is_other_document(text: str) -> bool:
    """Tell whether a title is of a notice, a reply, a rule: no report."""
    return bool(_OTHER_DOCUMENT.search(re.sub(r"\s+", "", fold(text)).rstrip("。.")))
