"""The figures of a whole report: every paragraph read in its section, repeated figures kept once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.blocks import Table
from ingest.extract.counts import read_counts
from ingest.extract.lexicon import Kind, cut_sentence
from ingest.extract.narrative import Paragraph, read_figures
from ingest.extract.scopes import section_scope
from ingest.extract.walking import walk_sections
from ingest.figures import ACTUAL, Figure
from ingest.markdown import Placed, ReportText
from ingest.sections import Section


def read_report_figures(
    report: ReportText,
    sections: Sequence[Section],
    parts: Sequence[str],
    year: int,
    elsewhere: Collection[Decimal] = (),
) -> tuple[Figure, ...]:
    """Return the figures of a report's running text, in reading order.

    `elsewhere` holds the amounts of its tables in yuan, evidence for a unit that is missing or wrong in the text.

    A figure that the report repeats with the same value stands once; one that it states again with another value
    stands twice, for a check to name.
    """
    read: list[Figure] = []
    for paragraph, tells_money in _paragraphs(report, sections, parts):
        if tells_money:
            told = _settle_paragraph(read_figures(paragraph, year, elsewhere), paragraph.text, year)
            read += _settle_plans(list(told)) if paragraph.part == "budget" else told
        read += read_counts(paragraph, year)
    found: dict[tuple[object, ...], Figure] = {}
    for figure in _settle_years(read, year):
        found.setdefault((*figure.key, figure.value), figure)
    return tuple(found.values())


def merge_figures(told: Sequence[Figure], printed: Iterable[Figure], partial: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of the text and those of the tables, each value of a figure once, the text's words first.

    `partial` holds figures that a table prints a part of; they are left out where anything else states them.
    """
    figures = list(told)
    known: dict[tuple[object, ...], list[Figure]] = {}
    for figure in told:
        known.setdefault(figure.key, []).append(figure)
    for figure in printed:
        others = known.setdefault(figure.key, [])
        if not any(abs(figure.value - other.value) <= max(figure.step, other.step) for other in others):
            others.append(figure)
            figures.append(figure)
    return (*figures, *(figure for figure in partial if figure.key not in known))


def _settle_paragraph(figures: Iterable[Figure], text: str, year: int) -> Iterator[Figure]:
    """A paragraph that also names the report's own year tells its years apart: another year in it is meant."""
    own = re.search(rf"{year}\s*年|本\s*年", text) is not None
    for figure in figures:
        yield replace(figure, other_year=None) if own else figure


def _settle_plans(figures: Sequence[Figure]) -> Iterator[Figure]:
    """收入预算 that holds what was carried over is the total of income and balance, as its parts show."""
    amounts = [one for one in figures if one.measure == "amount" and one.scope == figures[0].scope]
    first = next((at for at, one in enumerate(figures) if one.indicator == "income" and one.measure == "amount"), None)
    total = False
    if first is not None:
        parts = [one for one in figures[first + 1 :] if one.measure == "amount" and one.indicator in _INCOME_PARTS]
        carried = any(one.indicator in _BALANCES and one.value for one in parts)
        total = carried and abs(sum(one.value for one in parts) - figures[first].value) <= _SLACK * len(amounts)
    for figure in figures:
        yield (
            replace(figure, indicator="total_income_and_balance") if total and figure.indicator == "income" else figure
        )


_SLACK = 100  # yuan: half of the last printed place of each part, and of the whole
_BALANCES = {"opening_balance", "use_of_nonfiscal_balance"}
_INCOME_PARTS = frozenset(
    f"income.{kind}"
    for kind in (
        "fiscal",
        "special_account",
        "unit_funds",
        "superior",
        "undertaking",
        "operating",
        "subsidiary",
        "other",
    )
) | {"opening_balance", "use_of_nonfiscal_balance"}


def _settle_years(figures: Sequence[Figure], year: int) -> Iterator[Figure]:
    """Take the report's year where it prints another one by mistake.

    That is so where the figure for the report's own year is told nowhere else. `other_year` stays, for a check to name.
    """
    own = {figure.key for figure in figures if figure.year == year}
    for figure in figures:
        if figure.other_year is None:
            yield figure
            continue
        if figure.part == "budget" and figure.phase == ACTUAL:
            yield replace(figure, other_year=None)  # what was spent lies before the year of the plan
            continue
        meant = replace(figure, year=year)
        yield replace(figure, other_year=None) if meant.key in own else meant


def _paragraphs(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str]
) -> Iterator[tuple[Paragraph, bool]]:
    """Yield each paragraph, and whether its place is one where money is told."""
    seen = ""  # the section whose first paragraph was read
    for placed, part, path in walk_sections(report, sections, parts):
        if isinstance(placed.block, Table) or placed.in_contents or _is_empty(placed):
            continue
        section = path[-1].id if path else ""
        paragraph = Paragraph(
            text=report.text[placed.body.start : placed.body.end],
            start=placed.body.start,
            part=part,
            section=section,
            scope=section_scope(path),
            page=placed.block.page,
            topic=_topic(path[-1].title, part) if path and section != seen else "",
            settled=bool(path) and _is_settled(path[-1].title) and "预算" not in placed.block.text,
        )
        seen = section
        yield paragraph, _tells_money(path)


def _topic(title: str, part: str) -> str:
    """The indicator that a heading names: 支出决算总体情况 is about expenditure, as is the money of a self-evaluation."""
    tokens, _ = cut_sentence(title)
    labels = [token.value for token in tokens if token.kind is Kind.LABEL]
    if labels:
        return labels[0] if len(labels) == 1 and "|" not in labels[0] else ""
    if re.search(r"支出", title) and not re.search(r"收入|收支|结构", title):
        return "expenditure"
    if part == "budget" and re.search(r"收入", title) and not re.search(r"支出|收支", title):
        return "income"
    if part == "performance_report" and re.search(r"总体情况|预算(?:安排|执行|编制)|资金(?:安排|使用)", title):
        return "expenditure"
    return ""


def _is_settled(title: str) -> bool:
    """上年三公经费决算情况, beside what is planned."""
    return bool(re.search(r"决算|执行情况", title)) and not re.search(r"预算(?!执行)|增减|比较|对比|变化", title)


_MONEY = re.compile(
    r"收入|支出|决算|预算|经费|资金|拨款|收支|财务|采购|说明|结转|结余|资产|接待费|运行(?:维护)?费|购置费|出国"
)
_DEEDS = re.compile(r"绩效|成效|工作|问题|措施|公开|职责|职能")


def _tells_money(path: Sequence[Section]) -> bool:
    """A section about income and expenditure, or no section at all; not one about what was done or how it went.

    A section on projects' results speaks of projects' money.
    """
    if not path:
        return True
    inner = path[-1]
    if any(re.search(r"项目.{0,6}绩效|专项.{0,8}绩效", section.title) for section in path):
        return False
    if _MONEY.search(inner.title) and not re.search(r"绩效目标", inner.title):
        return True
    outer = next((section for section in path if section.level == 2), path[0])
    return bool(_MONEY.search(outer.title)) and not _DEEDS.search(outer.title)


def _is_empty(placed: Placed) -> bool:
    return placed.body.start == placed.body.end
