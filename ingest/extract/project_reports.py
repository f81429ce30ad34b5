"""The text of a single project's evaluation: the project's money and its points.

Amounts of such a report are the project's, never the agency's: 项目支出 here is what this project spent. So nothing is
read but what the sentences say of its budget, its expenditure and its score.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import Number, find_numbers, view_text
from ingest.blocks import Paragraph as Block
from ingest.extract.counts import read_counts
from ingest.extract.narrative import Paragraph
from ingest.extract.walking import walk_sections
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, Figure
from ingest.markdown import ReportText
from ingest.rows import Project
from ingest.sections import Section

_AMOUNT = r"(?:为|是|共|共计|安排|批复|金额|资金|:)*(?P<number>-?\d[\d,]*(?:\.\d+)?(?:百万元|千元|万元|亿元|元))"
_FORMS = (
    (
        BUDGET,
        "amount",
        re.compile(
            r"(?:年初(?:部门)?|批复(?:下达)?(?:项目)?|(?<![个各])(?<!其他)(?:项目|财政)(?:资金)?|(?<=项目)20\d\d年(?:度)?)"
            rf"预算(?:总额|数|资金|安排|批复)*{_AMOUNT}"
        ),
    ),
    (ADJUSTED, "amount", re.compile(rf"(?:全年预算|调整后(?:的)?(?:全年)?预算|调整预算)(?:数|资金)?{_AMOUNT}")),
    (
        ACTUAL,
        "amount",
        re.compile(
            rf"(?:全年(?:实际)?(?:支出|执行)|实际(?:支出|执行|使用)|累计(?:支出|执行)|已(?:支付|支出|使用)|执行)(?:数|资金|金额)?{_AMOUNT}"
        ),
    ),
    (
        ACTUAL,
        "completion_rate",
        re.compile(r"(?:预算)?(?:执行|支出|完成)率(?:为|是|达到?)?(?P<number>\d[\d,]*(?:\.\d+)?%)"),
    ),
)
_MONEY = re.compile(r"资金|预算|经费|支出|执行|概况|情况")
_PART = "performance_report"


def read_project_figures(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str], year: int
) -> tuple[Figure, ...]:
    """Return the figures that the text of a project's evaluation about `year` tells, each once."""
    found: dict[tuple[object, ...], Figure] = {}
    for paragraph, about_money in _paragraphs(report, sections, parts):
        told = [one for one in read_counts(paragraph, year) if one.indicator == "performance.total"]
        for figure in (*(_money(paragraph, year) if about_money else ()), *told):
            found.setdefault(figure.key, figure)
    return tuple(found.values())


def _paragraphs(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str]
) -> Iterator[tuple[Paragraph, bool]]:
    for placed, part, path in walk_sections(report, sections, parts):
        if part != _PART or not isinstance(placed.block, Block) or placed.in_contents:
            continue
        text = report.text[placed.body.start : placed.body.end]
        section = path[-1] if path else None
        about_money = section is None or bool(_MONEY.search(section.title))
        yield (
            Paragraph(text, placed.body.start, part, section.id if section else "", ALL, placed.block.page),
            about_money,
        )


def _money(paragraph: Paragraph, year: int) -> Iterator[Figure]:
    view, places = view_text(paragraph.text)
    numbers = {number.start: number for number in find_numbers(view)}
    for phase, measure, pattern in _FORMS:
        match = pattern.search(view)
        number = numbers.get(match.start("number")) if match else None
        if number is None or (measure == "amount" and _of_a_part(view, number)):
            continue
        first, last = places[number.start], places[number.end - 1] + 1
        yield Figure(
            part=paragraph.part,
            indicator="performance.funds",
            scope=ALL,
            phase=phase,
            measure=measure,
            year=year,
            value=number.value,
            unit="元" if measure == "amount" else "%",
            disclosed=paragraph.text[first:last],
            base=ADJUSTED if measure == "completion_rate" else "",
            source="narrative",
            step=number.step,
            section=paragraph.section,
            page=paragraph.page,
            start=paragraph.start + first,
            end=paragraph.start + last,
        )


def _of_a_part(view: str, number: Number) -> bool:
    """Behind 其中 stands what a part of the project got."""
    return "其中" in view[view.rfind("。", 0, number.start) + 1 : number.start]


def make_project(figures: Sequence[Figure], subject: str, year: int) -> tuple[Project, ...]:
    """The row of the project as the text tells its money; none where it tells no amount."""
    amounts: dict[str, Decimal] = {
        one.phase: one.value for one in figures if one.measure == "amount" and one.indicator == "performance.funds"
    }
    if not amounts:
        return ()
    first, last = min(one.start for one in figures), max(one.end for one in figures if one.measure == "amount")
    scores = [one.value for one in figures if one.measure == "score"]
    return (
        Project(
            part=_PART,
            scope="",
            name=subject,
            year=year,
            budget=amounts.get(BUDGET),
            adjusted=amounts.get(ADJUSTED),
            actual=amounts.get(ACTUAL),
            score=scores[0] if scores else None,
            section=figures[0].section,
            start=min(first, last),
            end=last,
        ),
    )
