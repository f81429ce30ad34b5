"""The figures of a whole report: every paragraph read in its section, repeated figures kept once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.amounts import find_numbers, view_text
from ingest.blocks import Table
from ingest.extract.counts import read_counts
from ingest.extract.lexicon import Kind, cut_sentence
from ingest.extract.narrative import Paragraph, read_figures
from ingest.extract.scopes import narrow_scope, scope_of_heading, section_scope
from ingest.extract.walking import walk_sections
from ingest.figures import ACTUAL, ALL, Figure
from ingest.folding import squeeze
from ingest.markdown import Placed, ReportText
from ingest.numbering import parse_numbering
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

    A figure that the report repeats with the same value stands once; one that it states again with another value, or
    with a wrong unit, stands twice, for a check to name.
    """
    read: list[Figure] = []
    placed = list(_paragraphs(report, sections, parts))
    elsewhere = {*elsewhere, *_told_amounts(paragraph for paragraph, _ in placed)}
    for paragraph, path in placed:
        if _tells_money(path):
            told = _settle_paragraph(read_figures(paragraph, year, elsewhere), paragraph.text, year)
            read += _settle_plans(list(told)) if paragraph.part == "budget" else told
        counted = read_counts(paragraph, year)
        read += _settle_vehicles(list(counted), paragraph.scope) if _is_about_three_public(path) else counted
    found: dict[tuple[object, ...], Figure] = {}
    for figure in _settle_funds(_settle_years(read, year)):
        found.setdefault((*figure.key, figure.value, figure.inferred_unit), figure)
    return tuple(found.values())


def merge_figures(told: Sequence[Figure], printed: Iterable[Figure], partial: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of the text and those of the tables, each value of a figure once, the text's words first.

    `partial` holds figures that a table prints a part of; they are left out where anything else states them.
    """
    figures = list({(*figure.key, figure.value): figure for figure in reversed(told)}.values())[::-1]
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


def _told_amounts(paragraphs: Iterable[Paragraph]) -> Iterator[Decimal]:
    """Amounts that the text prints in 万元 with decimals: where it prints one again in another unit, that is a slip."""
    for paragraph in paragraphs:
        for number in find_numbers(view_text(paragraph.text)[0]):
            if number.unit == "万元" and number.step < _WHOLE_UNIT:
                yield number.value


_WHOLE_UNIT = 10_000  # yuan: an amount in 万元 without decimals


def _is_about_three_public(path: Sequence[Section]) -> bool:
    return any(re.search(r"三\s*公|公务用车", section.title) for section in path)


def _settle_vehicles(figures: Sequence[Figure], scope: str) -> Iterator[Figure]:
    """单位共有公务用车8辆 among the three public expenses: those held and paid from them, no count of assets."""
    told = any(figure.indicator == "three_public.vehicles.held" for figure in figures)
    for figure in figures:
        if figure.indicator != "assets.vehicles":
            yield figure
        elif not told:
            yield replace(figure, indicator="three_public.vehicles.held", scope=scope)


def _settle_funds(figures: Iterable[Figure]) -> list[Figure]:
    """The three public expenses of a section are of the fund that one paragraph of it names for them.

    They stay as they are where that would make two values of one figure: a section may tell those of all money, too.
    """
    found = list(figures)
    of_section: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        if figure.indicator.startswith("three_public"):
            of_section.setdefault((figure.part, figure.section), []).append(figure)
    meant: dict[int, Figure] = {}
    for group in of_section.values():
        funds = {figure.scope for figure in group} - {ALL}
        if len(funds) != 1:
            continue
        fund = funds.pop()
        told = {figure.key: figure.value for figure in group if figure.scope == fund}
        moved = {id(figure): replace(figure, scope=fund) for figure in group if figure.scope == ALL}
        if all(told.get(figure.key, figure.value) == figure.value for figure in moved.values()):
            meant |= moved
    return [meant.get(id(figure), figure) for figure in found]


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
) -> Iterator[tuple[Paragraph, Sequence[Section]]]:
    """Yield each paragraph with the sections it lies in."""
    waiting: tuple[Paragraph, Sequence[Section]] | None = None
    for paragraph, path in _printed_paragraphs(report, sections, parts):
        if waiting is not None and _goes_on(waiting[0], paragraph):
            whole = report.text[waiting[0].start : paragraph.start + len(paragraph.text)]
            waiting = replace(waiting[0], text=whole), waiting[1]
            continue
        if waiting is not None:
            yield waiting
        waiting = paragraph, path
    if waiting is not None:
        yield waiting


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    """A sentence that a page cut after its semicolon, that compares what the paragraph above told, or is announced there.

    收入总计…；｜支出总计…，与上年相比…; 本年支出合计…。｜与上年相比减少…; no next item of a list. …与上年相比变化情况：｜收入减少….
    """
    if (first.part, first.section) != (second.part, second.section):
        return False
    if first.text.rstrip().endswith(("；", ";")):
        return parse_numbering(second.text.lstrip()) is None
    if first.text.rstrip().endswith(("：", ":")):
        return any(token.kind is Kind.COMPARE for token in cut_sentence(first.text[-_HEAD:])[0])
    tokens, _ = cut_sentence(second.text[:_HEAD])
    return bool(tokens) and tokens[0].kind in {Kind.COMPARE, Kind.VERSUS}


_HEAD = 20  # characters: enough for the words that a sentence begins or ends with


def _printed_paragraphs(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str]
) -> Iterator[tuple[Paragraph, Sequence[Section]]]:
    """Yield each paragraph as it is printed."""
    seen = ""  # the section whose first paragraph was read
    title = _scope_of_title(report)
    for placed, part, path in walk_sections(report, sections, parts):
        if isinstance(placed.block, Table) or placed.in_contents or _is_empty(placed):
            continue
        section = path[-1].id if path else ""
        paragraph = Paragraph(
            text=report.text[placed.body.start : placed.body.end],
            start=placed.body.start,
            part=part,
            section=section,
            scope=narrow_scope(section_scope(path), title),
            page=placed.block.page,
            topic=_topic(path[-1].title, part) if path and section != seen else "",
            settled=bool(path) and _is_settled(path[-1].title) and "预算" not in placed.block.text,
        )
        seen = section
        yield paragraph, path


def _scope_of_title(report: ReportText) -> str:
    """The fund that the title of a statement on the three public expenses alone names; such a title is no heading."""
    for placed in report.placed[:_TITLE_LINES]:
        text = report.text[placed.body.start : placed.body.end]
        if _STATEMENT.fullmatch(squeeze(text)):
            return scope_of_heading(text)
    return ALL


_TITLE_LINES = 3
_STATEMENT = re.compile(r"[^。:]{0,40}三公.?经费[^。:]{0,12}(?:决算|支出|情况|说明|公开)")


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
    r"收入|支出|决算|预算|经费|[^免收]费$|费用|资金|拨款|收支|财务|采购|说明|结转|结余|资产|接待费|运行(?:维护)?费|购置费|出国"
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
    if re.search(r"绩效目标", inner.title):
        return False  # 涉及一般公共预算当年财政拨款…万元: of the projects that have targets
    if _MONEY.search(inner.title):
        return True
    outer = next((section for section in path if section.level == 2), path[0])
    return bool(_MONEY.search(outer.title)) and not _DEEDS.search(outer.title)


def _is_empty(placed: Placed) -> bool:
    return placed.body.start == placed.body.end
