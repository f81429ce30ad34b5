"""Projects in the text of a self-evaluation: lists of amounts, and paragraphs of their own with budget and accounts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.amounts import MONEY, find_numbers, view_text
from ingest.blocks import Paragraph
from ingest.extract.scopes import section_scope
from ingest.extract.walking import walk_sections
from ingest.figures import ALL
from ingest.folding import squeeze
from ingest.markdown import ReportText
from ingest.rows import Project
from ingest.sections import Section
from ingest.vocabulary import load_labels

_AMOUNT = r"(?P<amount>-?\d[\d,]*(?:\.\d+)?(?:百万元|千元|万元|亿元|元|万|亿))"
_ITEM = re.compile(
    r"(?:^|(?<=[:;,。]))(?:\(?\d{1,2}\)?[、.]|\(\d{1,2}\)|[①-⑳])"
    rf"(?P<name>[^;。:,]{{2,60}}?)(?:支出|共计|为|共|:)*(?<![\d.·]){_AMOUNT}(?P<rest>[^;。]*)"
)
_SINGLE = re.compile(rf"^(?P<name>[^,;。:\d]{{2,40}}?)(?:支出|共计|为|共)*{_AMOUNT}。?$")
_OWN = re.compile(
    r"^(?:\(?\d{1,2}\)?[、.]|\(\d{1,2}\))?(?P<name>[^,;。:]{2,40})"
    r"(?:[:。]|,(?=(?:年初|全年|调整)?(?:预算|支出)))(?P<detail>.+)$",
    re.DOTALL,
)
_PHASES = (
    ("budget", re.compile(rf"年初(?:预算)?(?:安排|批复)?(?:预算)?(?:数|资金)?(?:为|是|共)?{_AMOUNT}")),
    ("adjusted", re.compile(rf"(?:全年预算|调整后(?:的)?(?:全年)?预算|调整预算)(?:数)?(?:为|是|共)?{_AMOUNT}")),
    (
        "actual",
        re.compile(
            rf"(?:全年(?:实际)?支出|实际支出|支出决算|全年执行|执行|实际执行|决算)(?:数|金额)?(?:为|是|共|共计)?{_AMOUNT}"
        ),
    ),
)
_ADJUSTMENT = re.compile(rf"(?:调(?P<way>增|减)|追(?P<more>加))(?:\([增减]\))?(?:预算|资金)?(?:了|为)?{_AMOUNT}")
_CARRIED = re.compile(rf"(?:结余结转|结转结余|结转下年|结余|结转)(?:资金|金额)?(?:为)?{_AMOUNT}")
# 城管工作经费由74.01万元调整为70.31万元: what was planned, and what became of it; the unit may be left out.
_LOOSE = r"\d[\d,]*(?:\.\d+)?(?:百万元|千元|万元|亿元|元|万|亿)?"
_CHANGED = re.compile(
    rf"(?:^|(?<=[:;,。]))(?:将|其中)?(?P<name>[^,;。:\d]{{2,30}}?)(?:的)?(?:年初)?(?:预算)?(?:资金)?(?:由|从)?(?P<budget>{_LOOSE})"
    rf"(?:调整|调增|调减|追加|压减|核减)(?:为|至|到)(?P<adjusted>{_LOOSE})"
)
_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度)?(?:年初)?(?:部门)?预算")
_USE = re.compile(r"(?:主要|资金)?(?:是)?用于(?P<words>[^;。]+)")


def list_project_text(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str], year: int
) -> tuple[Project, ...]:
    """Return what the text of a self-evaluation tells of projects, as often as it tells it."""
    found: list[Project] = []
    before = ""  # the paragraph above: a list goes on behind its semicolon
    for placed, part, path in walk_sections(report, sections, parts):
        if part != "performance_report" or not isinstance(placed.block, Paragraph) or placed.in_contents:
            continue
        about_projects = any("项目" in section.title or "专项" in section.title for section in path)
        if not about_projects and "项目支出" not in placed.block.text and "预算" not in placed.block.text:
            continue
        text = report.text[placed.span.start : placed.span.end]
        view, places = view_text(text)
        goes_on, before = before.endswith(";"), view
        scope = section_scope(path)
        like = Project(part, "" if scope == ALL else scope, "", year, section=path[-1].id if path else "")
        for project, start, end in _read_changed(view, like):
            name = _with_quotes(text, places[start], places[start + len(project.name) - 1] + 1)
            span = placed.span.start + places[start], placed.span.start + places[end - 1] + 1
            found.append(replace(project, name=name, start=span[0], end=span[1]))
        if not about_projects and "项目支出" not in placed.block.text:
            continue
        heading = path[-1] if path and placed.heading is None and _is_item(path[-1]) else None
        for project, start, end in _read(
            view, like, heading.title if heading else None, listed=goes_on or "项目支出" in view
        ):
            after = placed.span.start + places[end - 1] + 1
            if heading and start < 0:
                found.append(replace(project, start=heading.start, end=after))
                continue
            first, last = places[start], places[start + len(project.name) - 1]
            name = _with_quotes(text, first, last + 1)
            found.append(replace(project, name=name, start=placed.span.start + first, end=after))
    return tuple(found)


def _with_quotes(text: str, first: int, end: int) -> str:
    """A name as printed: folding for the search took its quotation marks away."""
    first -= text[first - 1 : first] in {"“", '"'}
    return re.sub(r"\s+", "", text[first:end])


def _is_item(section: Section) -> bool:
    """A numbered heading below the one that is about projects."""
    return section.level >= 4 or bool(re.match(r"[（(]?\d", section.number))


def _read(view: str, like: Project, heading: str | None, *, listed: bool) -> Iterator[tuple[Project, int, int]]:
    """Yield (project, start, end); start is -1 where the name stands in the heading above."""
    items = list(_ITEM.finditer(view))
    if len(items) > 1 or (items and listed):
        for item in items:
            name, actual = _name(item["name"]), _value(item["amount"])
            if name and actual is not None:
                use = _USE.search(item["rest"])
                project = replace(like, name=name, actual=actual, description=use["words"] if use else "")
                yield project, item.start("name"), item.end("amount")
        return
    own = _OWN.match(view)
    named = [(own["name"], own["detail"], own.start("name"))] if own else []
    for name, detail, start in (*named, *([(heading, view, -1)] if heading else [])):
        found = _with_amounts(replace(like, name=_name(view_text(name)[0])), detail)
        if found is not None and found.name:
            yield found, start, len(view)
            return
    single = _SINGLE.match(view)
    actual = _value(single["amount"]) if single else None
    if single and actual is not None and _name(single["name"]):
        yield replace(like, name=_name(single["name"]), actual=actual), 0, single.end("amount")


def _read_changed(view: str, like: Project) -> Iterator[tuple[Project, int, int]]:
    """Yield (project, start of the name, end) of each budget that the sentence says was changed."""
    for match in _CHANGED.finditer(view):
        budget, adjusted = _with_unit(match["budget"], match["adjusted"], view)
        name = _name(match["name"])
        if name and budget is not None and adjusted is not None and name == match["name"]:
            years = _YEAR.findall(view[: match.start()])
            year = int(years[-1]) if years else like.year
            yield (
                replace(like, name=name, year=year, budget=budget, adjusted=adjusted),
                match.start("name"),
                match.end(),
            )


def _with_unit(budget: str, adjusted: str, view: str) -> tuple[Decimal | None, Decimal | None]:
    """Both amounts in yuan; without a unit they are in 万元 where they have decimals and the sentence counts in 万元."""
    told = [
        amount if amount[-1] in "元万亿" or "." not in amount or "万元" not in view else f"{amount}万元"
        for amount in (budget, adjusted)
    ]
    return _value(told[0]), _value(told[1])


def _with_amounts(project: Project, detail: str) -> Project | None:
    """The project with the amounts of a sentence about it; None where it tells none."""
    matches = {phase: match for phase, pattern in _PHASES if (match := pattern.search(detail))}
    amounts = {phase: _value(match["amount"]) for phase, match in matches.items()}
    if not any(value is not None for value in amounts.values()):
        return None
    adjustment, carried, use = _ADJUSTMENT.search(detail), _CARRIED.search(detail), _USE.search(detail)
    change = _value(adjustment["amount"]) if adjustment else None
    return replace(
        project,
        budget=amounts.get("budget"),
        adjusted=amounts.get("adjusted"),
        actual=amounts.get("actual"),
        adjustment=-change + 0 if change is not None and adjustment and adjustment["way"] == "减" else change,
        carried_over=_value(carried["amount"]) if carried else None,
        description=use["words"] if use else "",
    )


def merge_projects(projects: Iterable[Project]) -> tuple[Project, ...]:
    """A project told in a list of amounts and later in a paragraph of its own is one row, under the list's name."""
    merged: list[Project] = []
    for project in projects:
        at = next((at for at, known in enumerate(merged) if _same(known, project)), None)
        if at is None:
            merged.append(project)
            continue
        known = merged[at]
        told = {
            field: getattr(project, field)
            for field in ("budget", "adjusted", "adjustment", "carried_over")
            if getattr(known, field) is None
        }
        merged[at] = replace(known, **told, description=known.description or project.description)
    return tuple(merged)


def _same(one: Project, other: Project) -> bool:
    if _bare(one.name) == _bare(other.name):
        return True
    return one.actual is not None and one.actual == other.actual and _akin(_bare(one.name), _bare(other.name))


def _akin(one: str, other: str) -> bool:
    """Two names of one thing share two characters in a row."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


def _bare(name: str) -> str:
    return re.sub(r"(?:项目|经费|支出|资金)+$", "", squeeze(name))


def _name(printed: str) -> str:
    """A project's name as the contract writes it; nothing where the words are a label of accounts."""
    name = re.sub(r"支出$", "", printed.strip())
    if squeeze(name) in _labels() or squeeze(printed) in _labels() or "财政拨款" in name:
        return ""
    return name


def _labels() -> frozenset[str]:
    kinds = ("expenditure", "expenditure.basic", "expenditure.project", "income", "income.fiscal")
    personal = ("expenditure.basic.personnel", "expenditure.basic.public")
    return frozenset(squeeze(word) for kind in (*kinds, *personal) for word in load_labels()[kind])


def _value(amount: str) -> Decimal | None:
    """The value of an amount as the pattern found it; None of one that is no number of money (1,,2万元, 60 digits)."""
    number = next((one for one in find_numbers(amount) if one.kind == MONEY), None)
    return number.value if number else None
