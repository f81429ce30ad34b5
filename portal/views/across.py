"""What a report says against its neighbours, and what it discloses, as its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from portal.catalogue.derived import DerivedRow, DisclosedRow, End
from portal.presentation import SEVERITY_LABELS, title_rule
from portal.published import PublishedReport
from portal.rendering import Annotation
from portal.services import services
from portal.views.across_finding import name_places


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place of a finding: what it is called, and its address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class AcrossLine:
    """What a rule over several reports says, with the addresses of both places.

    `severity`, `badge` (what stands beside the words in the text) and `url` (of the finding's own page) of findings only.
    """

    id: str
    rule: str
    severity: str
    message: str
    places: tuple[PlaceLink, ...]
    badge: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """An item that is asked for: 有, 无, 不适用, 另行公布 or 不能断定, its points, what that was told by, and where."""

    title: str
    status: str
    mark: str
    points: str
    found: str
    url: str | None


@dataclass(frozen=True, slots=True)
class AcrossPanel:
    """Context of `across.html`; `added` are notes to findings of the report's own checks, `marks` places in the text.

    Of what is disclosed `others` counts the items that are neither points nor missing, by what they are; `asked_by` tells
    where the list comes from.
    """

    findings: tuple[AcrossLine, ...]
    added: tuple[AcrossLine, ...]
    shown: tuple[AcrossLine, ...]
    unchecked: tuple[AcrossLine, ...]
    passed: int
    items: tuple[DisclosureLine, ...]
    points: int
    of: int
    others: tuple[tuple[str, int], ...]
    asked_by: str
    marks: tuple[Annotation, ...]


_POINTS = {"present": "1", "absent": "0"}
_NORM = "所列各项出自《预算法》和财政部《地方预决算公开操作规程》，以及同年的{}公开表式"
_ASKED_BY = {
    "final_accounts": _NORM.format("决算"),
    "budget": _NORM.format("预算"),
    "performance": "部门整体支出自评报告没有全国统一的公开格式，所列各项是这类报告通常应有的内容",
    "project_performance": "项目支出自评报告没有全国统一的公开格式，所列各项是这类报告通常应有的内容",
}
_MARKS = {"present": "有", "absent": "无", "not_applicable": "不适用", "elsewhere": "另行公布", "unclear": "不能断定"}


def describe_across(published: PublishedReport) -> AcrossPanel | None:
    """What is derived of the current version; None of an older one, or before the catalogue is filled."""
    if not published.is_current or not services().derived.is_filled:
        return None
    rows = services().derived.about_report(published.name)
    score = services().derived.disclosure(published.name)
    findings = [row for row in rows if row.outcome == "finding"]
    return AcrossPanel(
        findings=tuple(_finding(number, row, published) for number, row in enumerate(findings, 1)),
        added=tuple(_lines(rows, "origin", published)),
        shown=tuple(_lines(rows, "shown", published)),
        unchecked=tuple(_lines(rows, "unchecked", published)),
        passed=sum(row.checks for row in rows if row.outcome == "passed"),
        items=tuple(_item(one, published) for one in score.items),
        points=score.points,
        of=score.of,
        others=tuple(
            (_MARKS[status], count)
            for status in _MARKS
            if status not in _POINTS and (count := sum(one.status == status for one in score.items))
        ),
        asked_by=_ASKED_BY.get(published.descriptor["reportType"], ""),
        marks=tuple(mark for number, row in enumerate(findings, 1) for mark in _marks(number, row, published)),
    )


def _finding(number: int, row: DerivedRow, published: PublishedReport) -> AcrossLine:
    ends = [one for one in (row.here, row.there) if one is not None]
    places = tuple(_link(one, published, row) for one in ends)
    badge = _badge(number) if any(_is_on(one, published) for _, one in name_places(row)) else ""
    return AcrossLine(row.id, title_rule(row.rule), row.severity, row.message, places, badge, _address(row))


def _badge(number: int) -> str:
    return f"对{number}"


def _address(row: DerivedRow) -> str:
    return url_for("finding_pages.finding", name=row.here.report, number=row.here.version, finding=row.id)


def _is_on(end: End, published: PublishedReport) -> bool:
    return (end.report, end.version) == (published.name, published.version.number)


def _marks(number: int, row: DerivedRow, published: PublishedReport) -> Iterator[Annotation]:
    """The places of a finding in the text of one of its reports; what it says stands below the first."""
    told = False
    for anchor, end in name_places(row):
        if not _is_on(end, published) or end.start is None or end.end is None:
            continue
        if told:
            yield Annotation(anchor, end.start, end.end, "compared")
            continue
        told = True
        yield Annotation(
            anchor,
            end.start,
            end.end,
            f"finding {row.severity}",
            note=f"{SEVERITY_LABELS[row.severity]}（与其他报告核对）：{row.message}",
            badge=_badge(number),
            more=_address(row),
        )


def _lines(rows: Sequence[DerivedRow], outcome: str, published: PublishedReport) -> Iterator[AcrossLine]:
    for row in rows:
        # What a report cannot be checked for, and what adds to its own findings, is of no interest on the other's page.
        if row.outcome == outcome and (row.outcome == "shown" or row.here.report == published.name):
            ends = [one for one in (row.here, row.there) if one is not None]
            places = tuple(_link(one, published, row) for one in ends)
            yield AcrossLine(row.id, title_rule(row.rule), row.severity, row.message, places)


def _link(place: End, published: PublishedReport, row: DerivedRow) -> PlaceLink:
    """The address of a place: on this page, or on that of the other report, in its own version where that is an older one."""
    if place.report == published.name and place.version == published.version.number:
        anchor = row.id if row.outcome == "finding" and place.start is not None else row.about or place.anchor
        return PlaceLink("本报告的原文", f"#{anchor}" if anchor else "#across")
    older = place.version if place.report == published.name else None
    anchor = row.id if row.outcome == "finding" and place.start is not None else place.anchor
    address = url_for("reports.report", name=place.report, v=older, _anchor=anchor or None)
    return PlaceLink(f"第{place.version}版的原文" if older else "另一份报告的原文", address)


def _item(one: DisclosedRow, published: PublishedReport) -> DisclosureLine:
    url = f"#{one.anchor}" if one.anchor else None
    if one.resource:
        url = url_for("reports.dataset", name=published.name, resource=one.resource)
    return DisclosureLine(one.title, one.status, _MARKS[one.status], _POINTS.get(one.status, "不计"), one.found, url)
