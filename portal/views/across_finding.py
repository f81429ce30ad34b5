"""The page of a finding over several reports, and that of one which is told no more.

It rests on the versions that are public: where one of them is withdrawn or superseded, the address says what became of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ingest.checks.rules import RULES, TOLERANCES, Rule
from ingest.findings import ERROR
from portal.catalogue.derived import DerivedRow, End
from portal.explaining import describe_places
from portal.presentation import title_rule
from portal.published import PublishedReport, find_published, find_withdrawn
from portal.services import services
from portal.views.arguments import show_argument
from portal.views.finding import tell_withdrawal
from portal.views.place_lines import PlaceLine, link_report, make_line

_KEY = re.compile(r"[fg]\d{2}-[0-9a-f]{16}(?:-\d+)?")
_WHY = {
    ERROR: "两份报告公布的同一个数不同，四舍五入和口径都解释不了，所以列为“不一致”。哪一份印得对，本站不作判断。",
    "notice": "两份报告的数不同，但这两个数本来可以不同，或者凭两份报告还不能断定，所以只作提示。",
}


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """One of the reports that were compared: its version, its address, its numbers; none where it is meant as a whole."""

    descriptor: Mapping[str, Any]
    version: int
    url: str
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class AcrossFindingPage:
    """Context of `across_finding.html`; `reports` begins with the one that the finding is listed with."""

    row: DerivedRow
    rule: Rule | None
    tolerances: tuple[str, ...]
    why: str
    reports: tuple[ComparedReport, ...]


@dataclass(frozen=True, slots=True)
class GonePage:
    """Context of `gone_finding.html`: why a finding is told no more, and where to look instead.

    `still` is the address of the same finding of the current version, if that has it; `reports` are public ones.
    """

    title: str
    rule: str
    reason: str
    still: str | None
    reports: tuple[tuple[str, str], ...]


def is_across(key: str) -> bool:
    """Whether an id is one of a finding over several reports."""
    return _KEY.fullmatch(key) is not None


def show_across(published: PublishedReport, key: str) -> ResponseReturnValue:
    """The page of a finding of a version; ends with 410 and why where it is told no more, 404 where it never was."""
    derived = services().derived
    row = derived.finding(published.name, published.version.number, key) if derived.is_filled else None
    reports = _compared(row) if row else None
    if row is None or reports is None:
        return _show_gone(published, key), 410
    rule = RULES.get(row.rule)
    page = AcrossFindingPage(
        row=row,
        rule=rule,
        tolerances=tuple(TOLERANCES[kind] for kind in rule.tolerance) if rule else (),
        why=_WHY[row.severity],
        reports=reports,
    )
    return render_template("across_finding.html", page=page)


def _compared(row: DerivedRow) -> tuple[ComparedReport, ...] | None:
    """The reports with their places, in the order of the finding; None where one is public no more."""
    ends = [one for one in (row.here, row.there, *row.also) if one is not None]
    found = []
    for name, version in dict.fromkeys((one.report, one.version) for one in ends):
        published = find_published(services().store, name, version)
        if published is None:
            return None
        mine = [(anchor, one) for anchor, one in name_places(row) if (one.report, one.version) == (name, version)]
        found.append(_describe(published, mine))
    return tuple(found)


def name_places(row: DerivedRow) -> list[tuple[str, End]]:
    """The places of a finding that are not whole reports, with their ids on the pages of their reports."""
    ends = [(row.id, row.here), (row.id, row.there)]
    ends += [(f"{row.id}-{number}", one) for number, one in enumerate(row.also, 1)]
    return [(anchor, one) for anchor, one in ends if one is not None and one.start is not None]


def _describe(published: PublishedReport, ends: Sequence[tuple[str, End]]) -> ComparedReport:
    spans = [(anchor, one.start or 0, one.end or 0) for anchor, one in ends]
    places = describe_places(spans, published.text, published.rows("figures"))
    sections = published.sections
    return ComparedReport(
        published.descriptor,
        published.version.number,
        link_report(published),
        tuple(make_line(published, place, sections) for place in places),
    )


def _show_gone(published: PublishedReport, key: str) -> str:
    derived, name, number = services().derived, published.name, published.version.number
    gone = derived.gone(name, number, key) if derived.is_filled else None
    current = published if published.is_current else find_published(services().store, name)
    still = derived.finding(name, current.version.number, key) if current and derived.is_filled else None
    if gone is None and still is None:
        abort(
            404,
            f"没有核对结果“{show_argument(key)}”：网址可能写错了。"
            "与其他报告的核对结果随报告的更新、撤下而变，也可能是已经没有这一条。",
        )
    other = find_published(services().store, gone.other) if gone and gone.other else None
    public = {one.name: one for one in (current, other) if one is not None}
    page = GonePage(
        title=published.descriptor["title"],
        rule=f"{gone.rule} {title_rule(gone.rule)}" if gone else "",
        reason=_tell_reason(published, current, gone.other if gone else None, gone.other_version if gone else None),
        still=url_for("finding_pages.finding", name=name, number=current.version.number, finding=key)
        if still and current
        else None,
        reports=tuple((one.descriptor["title"], url_for("reports.report", name=one.name)) for one in public.values()),
    )
    return render_template("gone_finding.html", page=page)


def _tell_reason(
    published: PublishedReport, current: PublishedReport | None, other: str | None, version: int | None
) -> str:
    """Why a finding is told no more, as far as the versions tell."""
    if current is not None and current.version.number != published.version.number:
        now, number = current.version.number, published.version.number
        return f"它是按《{published.descriptor['title']}》第 {number} 版核对的，现在公开的是第 {now} 版"
    if other is not None:
        there = find_published(services().store, other)
        if there is None:
            withdrawn = find_withdrawn(services().store, other)
            return f"与它核对的{tell_withdrawal(withdrawn, None) if withdrawn else '报告已经撤下，不再公开'}".rstrip(
                "。"
            )
        if there.version.number != version:
            return f"与它核对的《{there.descriptor['title']}》现在公开的是第 {there.version.number} 版，不再是第 {version} 版"
    return "本站登记的单位资料、收录的相邻报告或核对规则有了变化，现在的核对里没有这一条"
