"""Projects that a budget explains one after the other (某某项目经费情况说明): name, what it is for, its money of the year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.amounts import MONEY, Number, find_numbers, view_text
from ingest.blocks import Paragraph
from ingest.extract.walking import walk_sections
from ingest.folding import squeeze
from ingest.markdown import ReportText
from ingest.rows import Project
from ingest.sections import Section

_TITLE = re.compile(r"^(?P<name>.{2,40}?)(?:项目|[（(]项目[）)])?(?:经费|支出|资金)?(?:预算)?情况说明$")
_OWN = re.compile(
    r"^(?:重点|重大|部分|主要|其他|本部门|部门|单位|\d{4}年度?)*(?:项目|专项)?$|预算|决算|采购|三公|资产|绩效|收支|收入|机构|总体|相关"
)
_MONEY = re.compile(r"年度预算安排|资金安排|年度预算|预算安排")
_PURPOSE = re.compile(r"项目(?:概述|概况|简介|内容)")
_WHOLE = re.compile(r"(?:总预算|预算(?:总额|资金|金额|安排|数)*|安排(?:资金)?|资金总额|总额|共计|合计)(?:为|共|是|:)*$")


def read_budget_project_text(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str], year: int
) -> Iterator[Project]:
    """Yield the projects that the text of a budget for `year` explains in sections of their own, each with its amount."""
    purposes: dict[str, str] = {}
    told: set[str] = set()
    for placed, part, path in walk_sections(report, sections, parts):
        if part != "budget" or placed.heading or not isinstance(placed.block, Paragraph) or len(path) < 2:
            continue
        whole, inner = path[-2], path[-1]
        name = _name(whole.title)
        if not name:
            continue
        text = report.text[placed.body.start : placed.body.end]
        if _PURPOSE.search(inner.title):
            purposes.setdefault(whole.id, " ".join(text.split()))
        if not _MONEY.search(inner.title) or whole.id in told:
            continue
        view, places = view_text(text)
        number = _amount(view)
        if number is None:
            continue
        told.add(whole.id)
        yield Project(
            part=part,
            scope="",
            name=name,
            year=year,
            budget=number.value,
            description=purposes.get(whole.id, ""),
            section=inner.id,
            start=placed.body.start + places[number.start],
            end=placed.body.start + places[number.end - 1] + 1,
        )


def merge_planned(printed: Sequence[Project], told: Iterable[Project]) -> tuple[Project, ...]:
    """The rows of the forms, and of what the text explains those that no form names; the text tells what a row is for."""
    rows = list(printed)
    for project in told:
        names = [squeeze(row.name) for row in rows]
        bare = squeeze(project.name)
        if bare in names:
            at = names.index(bare)
            rows[at] = replace(rows[at], description=rows[at].description or project.description)
        else:
            rows.append(project)
    return tuple(rows)


def _name(title: str) -> str:
    """The project that a title names; nothing where it names a matter of the budget, or no project."""
    match = _TITLE.match(re.sub(r"\s+", "", title))
    name = match["name"].removesuffix("支出") if match else ""
    return "" if _OWN.search(name) else name


def _amount(view: str) -> Number | None:
    """The project's money: the amount that is called its whole, or the only one that is told."""
    amounts = [one for one in find_numbers(view) if one.kind == MONEY]
    called = [one for one in amounts if _WHOLE.search(view[max(0, one.start - 12) : one.start])]
    if called:
        return called[0]
    return amounts[0] if len(amounts) == 1 else None
