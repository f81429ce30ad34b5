"""One finding, explained, at an address that stays; and the rules, with how often each held."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ingest.checks.rules import GROUPS, RULES, TOLERANCES, Rule, render_rules
from portal.catalogue.findings import RuleCounts
from portal.explaining import Explanation, explain, still_there
from portal.published import PublishedReport, find_published
from portal.services import services
from portal.views.across_finding import is_across, show_across
from portal.views.arguments import show_argument, version_of_address
from portal.views.finding import find_version
from portal.views.place_lines import PlaceLine, link_report, make_line

blueprint = Blueprint("finding_pages", __name__)


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
def finding(name: str, number: str, finding: str) -> ResponseReturnValue:
    """A finding of a version of a report, for as long as that is public; against other reports, as long as these are."""
    published = find_version(name, version_of_address(number))
    if is_across(finding):
        return show_across(published, finding)
    row = next((one for one in published.rows("findings") if one["id"] == finding), None)
    if row is None:
        abort(404, f"这份报告的这一版没有核对结果“{show_argument(finding)}”：网址可能写错了。")
    explanation = explain(row, published.text, published.rows("figures"))
    sections = published.sections
    lines = tuple(make_line(published, place, sections) for place in explanation.places)
    page = FindingPage(
        report=published,
        descriptor=published.descriptor,
        version=published.version.number,
        explanation=explanation,
        own=lines[0] if row["start"] else None,
        related=lines[1:] if row["start"] else lines,
        report_url=link_report(published),
        later=None if published.is_current else _look_later(published, row),
    )
    return render_template("finding.html", page=page)


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
    for code, (passed, unchecked) in services().derived.counts().items() if services().derived.is_filled else ():
        known = counts.get(code, RuleCounts())
        counts[code] = replace(known, passed=known.passed + passed, unchecked=known.unchecked + unchecked)
    lines = [RuleLine(rule, counts.get(rule.code, RuleCounts())) for rule in RULES.values()]
    groups = tuple(
        (f"{name}（{group}）", tuple(one for one in lines if one.rule.code.startswith(group)))
        for group, name in GROUPS.items()
    )
    whole = sum(one.passed for one in counts.values())
    return render_template("rules.html", page=RulesPage(groups, TOLERANCES, whole))


@blueprint.get("/rules.md")
def rules_text() -> Response:
    """The same as a text to take away."""
    return Response(render_rules(), mimetype="text/markdown")
