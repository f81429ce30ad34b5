"""What the rules on disclosure ask for, and which of it a report holds, where; a score in which every point is explained.

A part is missing only where neither its table nor its title nor its content is found; what may stand in another file, or
be a table that lost its title, is told as that and counts neither way. No deadline is looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ingest.across.report import Report
from ingest.amounts import view_text
from ingest.folding import squeeze
from ingest.sections import section_at
from ingest.vocabulary import read_table, split_list

PRESENT, ABSENT, NOT_APPLICABLE, ELSEWHERE, UNCLEAR = "present", "absent", "not_applicable", "elsewhere", "unclear"
_ANNEXED = re.compile(r"(?:见|详见|另附|附后)[^。\n]{0,8}附(?:表|件)|附(?:表|件)[：:]|另行公开|\.xlsx?\b")
_UNTITLED = re.compile(r"表\d+")  # what a package calls a table that has no title
_LONGEST_TITLE = 60
_LONGEST_LINE = 2 * _LONGEST_TITLE  # with its blanks
_CONTENTS = ("目录", "目次")
_TABLES, _NARRATIVE = "tables", "narrative"
_FEWEST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A part that reports of a type and year have to hold.

    Attributes:
        forms: keys of printed forms, one of which is enough.
        titles: pattern of titles of sections and tables, squeezed; None where no title tells it.
        indicators: figures that are its content: codes with those below them, or `*:measure`.
        words: pattern of its content in the folded text; a table's statement that it is blank is its content.
        unless_zero: an indicator that makes it needless where it is nought.
        unless_words: pattern of words that make it needless.
        unless_body: pattern of names of bodies that have nothing of the kind.
        annexed: whether it belongs to the tables or to the explanations, each of which may be a file of its own.
    """

    report_type: str
    key: str
    title: str
    since: int | None
    until: int | None
    forms: tuple[str, ...]
    titles: re.Pattern[str] | None
    indicators: tuple[str, ...]
    words: re.Pattern[str] | None
    unless_zero: str
    unless_words: re.Pattern[str] | None
    unless_body: re.Pattern[str] | None
    annexed: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Whether a report holds an item.

    Attributes:
        status: `PRESENT`, `ABSENT`, `NOT_APPLICABLE`, `ELSEWHERE` or `UNCLEAR`.
        where: what it was told by, for people.
        anchor: id of the section or figure there; empty where a table of its own, `resource`, is it.
    """

    key: str
    title: str
    status: str
    where: str
    anchor: str = ""
    resource: str = ""


@cache
def load_items() -> tuple[Item, ...]:
    """What `vocabulary/disclosure.csv` asks for, in the order of the reports."""
    return tuple(
        Item(
            report_type=row["report_type"],
            key=row["item"],
            title=row["title"],
            since=int(row["since"]) if row["since"] else None,
            until=int(row["until"]) if row["until"] else None,
            forms=split_list(row["forms"]),
            titles=_pattern(row["titles"]),
            indicators=split_list(row["indicators"]),
            words=_pattern(row["words"]),
            unless_zero=row["unless_zero"],
            unless_words=_pattern(row["unless_words"]),
            unless_body=_pattern(row["unless_body"]),
            annexed=row["annexed"],
        )
        for row in read_table("disclosure.csv")
    )


def _pattern(text: str) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def check_disclosure(report: Report) -> tuple[Disclosed, ...]:
    """Every item that a report of this type and year has to hold, and whether it does."""
    looked = _Looked(report)
    asked = (
        one
        for one in load_items()
        if one.report_type == report.type and (one.since or 0) <= report.year <= (one.until or 9999)
    )
    return tuple(looked.look(one) for one in asked)


def count_points(disclosed: Sequence[Disclosed]) -> tuple[int, int]:
    """How many points a report has, of how many: one an item.

    Those that do not apply, stand elsewhere or cannot be told are left out.
    """
    found = sum(one.status == PRESENT for one in disclosed)
    return found, found + sum(one.status == ABSENT for one in disclosed)


class _Looked:
    """A report with what is looked through for every item prepared once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._first = _end_of_contents(report.text)
        wanted = {form for one in load_items() if one.annexed == _TABLES for form in one.forms}
        self._has_tables = any(one.form in wanted for one in report.tables)
        # A list of units stands before the forms; what stands among them without a title may be any of them.
        first_form = next((n for n, one in enumerate(report.tables) if one.form in wanted), len(report.tables))
        self._untitled = any(not one.form and _UNTITLED.fullmatch(one.title) for one in report.tables[first_form:])
        told = sum(one.source == "narrative" for one in report.figures)
        self._has_narrative = told >= _FEWEST_SENTENCES or report.text.count("。") >= _FEWEST_SENTENCES
        self._annexed = bool(_ANNEXED.search(report.text))

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """The short lines behind the contents, squeezed, with where they begin."""
        lines = ((start, line) for start, line in _lines(self._report.text) if start >= self._first)
        return [(start, squeeze(line)) for start, line in lines if len(line) <= _LONGEST_LINE]

    @cached_property
    def _body(self) -> tuple[str, list[int]]:
        """What stands behind the contents, folded, and the places of its characters from there on."""
        return view_text(self._report.text[self._first :])

    def look(self, item: Item) -> Disclosed:
        """Find an item: its form, its title, its figures, its words, in this order."""
        for found in (self._table(item), self._title(item), self._figure(item), self._words(item)):
            if found is not None:
                return found
        if item.unless_zero and self._is_zero(item.unless_zero):
            return Disclosed(item.key, item.title, NOT_APPLICABLE, "报告写明这项支出为0")
        if item.unless_words and item.unless_words.search(self._body[0]):
            return Disclosed(item.key, item.title, NOT_APPLICABLE, "报告写明没有这项支出")
        if item.unless_body and item.unless_body.search(self._report.body):
            return Disclosed(item.key, item.title, NOT_APPLICABLE, "从名称看，这个单位没有这一项")
        if item.annexed == _TABLES and (not self._has_tables or self._annexed):
            told = "报告写明另有附表、附件" if self._annexed else "文件里没有这类表，可能另行公布"
            return Disclosed(item.key, item.title, ELSEWHERE, told)
        if item.annexed == _TABLES and self._untitled:
            return Disclosed(item.key, item.title, UNCLEAR, "有的表没有读到标题，不能断定")
        if item.annexed == _NARRATIVE and not self._has_narrative:
            return Disclosed(item.key, item.title, ELSEWHERE, "文件里只有表，说明可能另行公布")
        return Disclosed(item.key, item.title, ABSENT, f"没有找到这一项的{_sought(item)}")

    def _table(self, item: Item) -> Disclosed | None:
        for table in self._report.tables:
            titled = item.annexed == _TABLES and item.titles is not None and item.titles.search(squeeze(table.title))
            if table.form in item.forms or (not table.form and titled):
                return Disclosed(item.key, item.title, PRESENT, f"表“{table.title}”", resource=table.resource)
        return None

    def _title(self, item: Item) -> Disclosed | None:
        if item.titles is None:
            return None
        for section in self._report.sections:
            title = squeeze(section.title)
            # The title of a table is none of an explanation.
            if item.titles.search(title) and not (item.annexed == _NARRATIVE and title.endswith("表")):
                return Disclosed(item.key, item.title, PRESENT, f"标题“{section.title}”", section.id)
        for start, line in self._lines:
            told = line.endswith("表") if item.annexed == _TABLES else not line.endswith("表")
            if told and len(line) <= _LONGEST_TITLE and "。" not in line and item.titles.search(line):
                return Disclosed(item.key, item.title, PRESENT, f"“{_shorten(line)}”一行", self._anchor(start))
        return None

    def _figure(self, item: Item) -> Disclosed | None:
        for wanted in item.indicators:
            code, _, measure = wanted.partition(":")
            for figure in self._report.figures:
                named = code in ("*", figure.indicator) or figure.indicator.startswith(f"{code}.")
                if named and (not measure or figure.measure == measure) and figure.source == "narrative":
                    anchor = self._report.anchors.get(figure.start, "") or self._anchor(figure.start)
                    return Disclosed(item.key, item.title, PRESENT, f"正文写有“{figure.disclosed}”等数字", anchor)
        return None

    def _words(self, item: Item) -> Disclosed | None:
        match = item.words.search(self._body[0]) if item.words else None
        if match is None:
            return None
        places = self._body[1]
        start, end = self._first + places[match.start()], self._first + places[match.end() - 1] + 1
        found = f"正文写有“{_shorten(self._report.text[start:end])}”"
        return Disclosed(item.key, item.title, PRESENT, found, self._anchor(start))

    def _is_zero(self, indicator: str) -> bool:
        amounts = [
            one.value
            for one in self._report.figures
            if (one.indicator, one.measure, one.phase, one.year) == (indicator, "amount", "actual", self._report.year)
        ]
        return bool(amounts) and not any(amounts)

    def _anchor(self, start: int) -> str:
        around = section_at(self._report.sections, start)
        return around.id if around else ""


def _end_of_contents(text: str) -> int:
    """Where the table of contents ends, which names what need not be there; 0 where there is none.

    Its entries are short, end in no full stop and are no headings; the first line that is otherwise is the text's.
    """
    opened = False
    for start, line in _lines(text):
        words = squeeze(line).strip("#")
        if not opened:
            opened = words in _CONTENTS
            continue
        if words and (
            line.startswith("#") or len(words.split("…")[0]) > _LONGEST_TITLE or words.endswith(("。", "；"))
        ):
            return start
    return 0


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.startswith("|"):
            yield start, line
        start += len(line)


def _sought(item: Item) -> str:
    ways = (
        "表" if item.forms else "",
        "标题" if item.titles else "",
        "数字或文字" if item.words or item.indicators else "",
    )
    return "、".join(one for one in ways if one)


def _shorten(words: str) -> str:
    plain = re.sub(r"\s+", "", words)
    return plain if len(plain) <= 24 else f"{plain[:24]}…"
