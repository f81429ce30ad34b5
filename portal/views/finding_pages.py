"""One finding, explained, at an address that stays; and the rules, with how often each held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from ingest.checks.rules import GROUPS, RULES, TOLERANCES, Rule, render_rules
from ingest.sections import Section
from portal.catalogue.findings import RuleCounts
from portal.explaining import Explanation, Place, explain, still_there
from portal.published import PublishedReport, find_published
from portal.services import services
from portal.views.arguments import show_argument, version_of_address
from portal.views.finding import find_version
from portal.views.source_pages import link_page

blueprint = Blueprint("finding_pages", __name__)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A number of a finding: the section that it stands in, its address in the report and on the page of the source."""

    place: Place
    section: Section | None
    url: str
    page: int | None
    page_url: str | None


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """What became of a finding in the current version: `url` leads to it there; None where it is no more."""

    number: int
    url: str | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Context of `finding.html`; `later` is None where the finding is about the current version."""

    report: PublishedReport
    descriptor: Mapping[str, Any]
    version: int
    explanation: Explanation
    own: PlaceLine | None
    related: tuple[PlaceLine, ...]
    report_url: str
    later: LaterVersion | None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with how often it held and what it found."""

    rule: Rule
    counts: RuleCounts


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Context of `rules.html`; `groups` are the rules by what they compare."""

    groups: tuple[tuple[str, tuple[RuleLine, ...]], ...]
    tolerances: Mapping[str, str]
    passed: int


@blueprint.get("/findings/<name>/v<number>/<finding>")
def finding(name: str, number: str, finding: str) -> str:
    """A finding of a version of a report, for as long as that is public."""
    published = find_version(name, version_of_address(number))
    row = next((one for one in published.rows("findings") if one["id"] == finding), None)
    if row is None:
        abort(404, f"这份报告的这一版没有核对结果“{show_argument(finding)}”：网址可能写错了。")
    explanation = explain(row, published.text, published.rows("figures"))
    sections = published.sections
    lines = tuple(_line(published, place, sections) for place in explanation.places)
    page = FindingPage(
        report=published,
        descriptor=published.descriptor,
        version=published.version.number,
        explanation=explanation,
        own=lines[0] if row["start"] else None,
        related=lines[1:] if row["start"] else lines,
        report_url=_address(published),
        later=None if published.is_current else _look_later(published, row),
    )
    return render_template("finding.html", page=page)


def _line(published: PublishedReport, place: Place, sections: Sequence[Section]) -> PlaceLine:
    printed = published.place_at(place.start) if published.paged_sources else None
    at = place.anchor if "-" not in place.anchor else str(place.start)  # a row's id marks its words alone
    page_url = link_page(published, str(printed.page), at, printed.source) if printed else None
    around = [one for one in sections if one.start <= place.start < one.end]
    return PlaceLine(
        place,
        max(around, key=lambda one: one.level, default=None),
        _address(published, place.anchor),
        printed.page if printed and page_url else None,
        page_url,
    )


def _address(published: PublishedReport, anchor: str | None = None) -> str:
    number = None if published.is_current else published.version.number
    return url_for("reports.report", name=published.name, v=number, _anchor=anchor)


def _look_later(published: PublishedReport, row: Mapping[str, str]) -> LaterVersion | None:
    current = find_published(services().store, published.name)
    if current is None:
        return None
    number = current.version.number
    same = still_there(row, current.rows("findings"))
    url = url_for("finding_pages.finding", name=published.name, number=number, finding=same) if same else None
    return LaterVersion(number, url)


@blueprint.get("/rules")
def rules() -> str:
    """What is checked, what difference is allowed, how often each rule held."""
    counts = services().catalogue.findings.rules()
    lines = [RuleLine(rule, counts.get(rule.code, RuleCounts())) for rule in RULES.values()]
    groups = tuple(
        (f"{name}（{group}）", tuple(one for one in lines if one.rule.code.startswith(group)))
        for group, name in GROUPS.items()
    )
    passed = sum(one.passed for one in counts.values())
    return render_template("rules.html", page=RulesPage(groups, TOLERANCES, passed))


@blueprint.get("/rules.md")
def rules_text() -> Response:
    """The same as a text to take away."""
    return Response(render_rules(), mimetype="text/markdown")
