"""Rules E01, E02: forms that the contents or the numbers of the forms announce, or everybody has to publish, and are not there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from rapidfuzz import fuzz

from ingest.checks.evidence import Evidence
from ingest.checks.rules import Outcome, Passed
from ingest.findings import NOTICE, Finding, Unchecked
from ingest.folding import squeeze
from ingest.forms import find_form, fold_title
from ingest.table_view import TableView

_DOTS = re.compile(r"[.．…·\s]*(?:[-—]\s*\d+\s*[-—]|\d+)?\s*$")
_NUMBER = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}\\?[)）、.．]|附?表\s*\d+[.、:：]?|公开\s*\d+\s*表[:：]?)\s*"
)
_FORM_NUMBER = re.compile(r"(?P<words>(?P<series>公开|预算)(?P<number>\d{2})表)")
_LINE = re.compile(r"[^\n]+")
_DIVIDED = re.compile(r"[（(]分[\u4e00-\u9fff]{2,3}[)）]")  # 支出决算表（分单位） beside 支出决算表（分科目）
_LONGEST = 60  # characters of a line that may be a title
_LONG = 6  # rows of a table that may be a form, its title not recognised
_BOTH_WAYS = ("income", "expenditure")
_SHORTEST = 6  # characters of a title that is one
_ALIKE = 85  # of a hundred: titles that may be one, written differently
_FEWEST = 5  # forms of the norm that a report with forms prints


@dataclass(frozen=True, slots=True)
class _Norm:
    """Forms that everybody publishes, each with those that may stand in for it, in the order of the norm."""

    since: int
    forms: tuple[str, ...]
    name: str


_ACCOUNTS = (
    _Norm(2015, ("income_expenditure_summary",), "收入支出决算总表"),
    _Norm(2015, ("income",), "收入决算表"),
    _Norm(2015, ("expenditure",), "支出决算表"),
    _Norm(2015, ("fiscal_summary",), "财政拨款收入支出决算总表"),
    _Norm(
        2015,
        ("general_public_expenditure", "general_public_income_expenditure", "fiscal_expenditure_detail"),
        "一般公共预算财政拨款支出决算表",
    ),
    _Norm(2015, ("general_public_basic", "fiscal_expenditure_detail"), "一般公共预算财政拨款基本支出决算表"),
    _Norm(2015, ("gov_fund",), "政府性基金预算财政拨款收入支出决算表"),
    _Norm(
        2021, ("state_capital_expenditure", "state_capital_income_expenditure"), "国有资本经营预算财政拨款支出决算表"
    ),
    _Norm(
        2015,
        ("three_public", "three_public_and_meetings", "three_public_and_operation"),
        "财政拨款“三公”经费支出决算表",
    ),
)
_BUDGET = (
    _Norm(2015, ("budget_summary",), "收支总表"),
    _Norm(2015, ("budget_income",), "收入总表"),
    _Norm(2015, ("budget_expenditure",), "支出总表"),
    _Norm(2015, ("budget_fiscal_summary",), "财政拨款收支总表"),
    _Norm(2015, ("budget_general_public", "budget_fiscal_expenditure"), "一般公共预算支出表"),
    _Norm(2015, ("budget_general_public_basic",), "一般公共预算基本支出表"),
    _Norm(2015, ("budget_three_public",), "“三公”经费支出表"),
    _Norm(2015, ("budget_gov_fund",), "政府性基金预算支出表"),
)
_NORMS: Mapping[str, Sequence[_Norm]] = {"final_accounts": _ACCOUNTS, "budget": _BUDGET}


def check_missing(evidence: Evidence) -> Iterator[Outcome]:
    """Name each form that ought to be there; what the contents announce, what a series of numbers leaves out, the norm."""
    titled = _Titled.of(evidence)
    announced = list(_find_announced(evidence, titled))
    yield from announced
    yield from _find_undivided(evidence)
    if evidence.contents and not announced:
        yield Passed("E01")
    told = {squeeze(one.expected) for one in announced}
    norms = _NORMS.get(evidence.report_type, ())
    present = [norm for norm in norms if titled.has(norm.forms)]
    if len(present) < min(_FEWEST, len(norms)) or not norms:
        return
    absent = [norm for norm in norms if norm.since <= evidence.year and norm not in present]
    absent = [norm for norm in absent if not any(find_form(one) in norm.forms for one in told)]
    if not absent:
        yield Passed("E02")
        if not announced:
            yield from _find_gap(evidence.text)
    for norm in absent:
        anchor = _anchor(evidence, norms, norm, titled)
        if anchor is None or (titled.unknown and not _is_left_out(evidence.text)):
            yield Unchecked("E02", f"没有认出《{norm.name}》，报告里还有没有认出的表")
            continue
        yield Finding(
            rule="E02",
            severity=NOTICE,
            message=f"应当公开的《{norm.name}》不在本文件中，也没有说明本表无数据。",
            disclosed=evidence.text[slice(*anchor)],
            start=anchor[0],
            end=anchor[1],
            expected=norm.name,
        )


@dataclass(frozen=True, slots=True)
class _Titled:
    """What stands as a table or as the title of one: forms, and lines without their numbers; contents left out."""

    forms: frozenset[str]
    lines: frozenset[str]
    views: Mapping[str, TableView]
    unknown: bool
    divided: frozenset[str]

    @classmethod
    def of(cls, evidence: Evidence) -> "_Titled":
        contents = set(evidence.contents)
        divided: set[str] = set()
        lines, forms = set(), {view.form for view in evidence.views if view.form}
        for match in _LINE.finditer(evidence.text):
            words = match[0]
            if len(words) > _LONGEST or words.startswith("|") or match.span() in contents or "表" not in words:
                continue
            if any(start <= match.start() < end for start, end in contents):
                continue
            title = _NUMBER.sub("", words.lstrip("# ").strip())
            lines.add(fold_title(title))
            if _DIVIDED.search(title):
                divided.add(squeeze(title))
            form = find_form(squeeze(title))
            if form is not None:
                forms.add(form)
        views: dict[str, TableView] = {}
        for view in evidence.views:
            views.setdefault(view.form or "", view)
        unknown = any(view.form is None and len(view.rows) >= _LONG for view in evidence.views)
        return cls(frozenset(forms), frozenset(lines), views, unknown, frozenset(divided))

    def has(self, forms: Sequence[str]) -> bool:
        return not self.forms.isdisjoint(forms)


def _find_announced(evidence: Evidence, titled: _Titled) -> Iterator[Finding]:
    """A line of the contents that names a form of which there is neither table nor title."""
    if not titled.views.keys() - {""}:
        return  # none of the forms is in the file: what says so is another rule's
    for start, end in evidence.contents:
        words = evidence.text[start:end]
        title = _NUMBER.sub("", _DOTS.sub("", words.strip()))
        form = find_form(squeeze(title))
        # Where a form is printed by unit and by function, the one is not the other.
        divided = _DIVIDED.search(title) is not None and bool(titled.divided) and squeeze(title) not in titled.divided
        there = form in titled.forms or fold_title(title) in titled.lines
        if (form is None and not _is_lone_form(title, titled)) or (there and not divided):
            continue
        at = evidence.text.find(title, start, end)
        yield Finding(
            rule="E01",
            severity=NOTICE,
            message=f"目录列有“{title}”，本文件中没有这张表。",
            disclosed=title,
            start=at,
            end=at + len(title),
            expected=title,
        )


def _is_lone_form(title: str, titled: _Titled) -> bool:
    """Whether a line of the contents names a form that no rule knows, among known ones, and nothing is called so."""
    words = fold_title(title)
    if not words.endswith("表") or len(words) < _SHORTEST or len(titled.forms) < _FEWEST or titled.unknown:
        return False
    return not any(words in line or fuzz.ratio(words, line) >= _ALIKE for line in titled.lines)


def _find_undivided(evidence: Evidence) -> Iterator[Finding]:
    """E01: income by unit or by function alone, where expenditure is printed both ways; or the other way round."""
    printed: dict[str, dict[str, TableView]] = {}
    for view in evidence.views:
        match = _DIVIDED.search(view.title)
        if match and view.form in _BOTH_WAYS:
            printed.setdefault(view.form, {}).setdefault(match[0], view)
    if len(printed) < len(_BOTH_WAYS):
        return
    for one, other in permutations(_BOTH_WAYS):
        for way in printed[other].keys() - printed[one].keys():
            view = next(iter(printed[one].values()))
            title = view.title[: view.title.index("表") + 1]
            start = evidence.text.rfind(title, 0, view.placed.span.start)
            if len(printed[one]) < len(printed[other]) and start >= 0:
                yield Finding(
                    rule="E01",
                    severity=NOTICE,
                    message=f"{printed[other][way].title[: printed[other][way].title.index('表') + 1]}{way}有，{title}{way}没有，请核对是否漏了一张表。",
                    disclosed=title,
                    start=start,
                    end=start + len(title),
                    expected=f"{title}{way}",
                )


def _find_gap(text: str) -> Iterator[Finding]:
    """E01: the numbers of the forms (预算08表, 预算10表) leave one out."""
    printed: dict[str, dict[int, re.Match[str]]] = {}
    for match in _FORM_NUMBER.finditer(text):
        printed.setdefault(match["series"], {}).setdefault(int(match["number"]), match)
    for series, numbers in printed.items():
        missing = set(range(1, max(numbers))) - numbers.keys()
        if len(numbers) >= _FEWEST and len(missing) == 1:
            left_out = missing.pop()
            after = numbers[min(number for number in numbers if number > left_out)]
            yield Finding(
                rule="E01",
                severity=NOTICE,
                message=f"表号不连续，没有“{series}{left_out:02d}表”，请核对是否漏了一张表。",
                disclosed=after["words"],
                start=after.start("words"),
                end=after.end("words"),
            )


def _is_left_out(text: str) -> bool:
    """The forms are numbered (公开03表, 公开05表) and a number between two others is missing."""
    numbers = {int(match["number"]) for match in _FORM_NUMBER.finditer(text)}
    return len(numbers) >= _FEWEST and len(numbers) < max(numbers)


def _anchor(evidence: Evidence, norms: Sequence[_Norm], norm: _Norm, titled: _Titled) -> tuple[int, int] | None:
    """The title of a form that is printed, nearest in the order of the norm."""
    at = list(norms).index(norm)
    for other in sorted(norms, key=lambda one: abs(list(norms).index(one) - at)):
        for form in other.forms:
            view = titled.views.get(form)
            if view is not None and view.title:
                start = evidence.text.rfind(view.title, 0, view.placed.span.start)
                if start >= 0:
                    return start, start + len(view.title)
    return None
