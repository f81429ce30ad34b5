"""The page of a report: its text with figures and findings marked, what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from ingest.sections import Section
from ingest.store import Version
from portal.marking import MarkedWords, mark_words
from portal.presentation import title_rule
from portal.published import PublishedReport, Resource
from portal.rendering import render_markdown
from portal.services import services
from portal.unit_links import UnitLine, link_units
from portal.views.across import AcrossPanel, describe_across
from portal.views.arguments import integer_argument
from portal.views.finding import find_report
from portal.views.reports.lines import FigureLine, FindingGroup, group_findings, list_headlines
from portal.views.reports.marks import annotate, mark_rows
from portal.views.source_pages import link_page

_WITH_PLACES = ("projects", "function-expenditure")


@dataclass(frozen=True, slots=True)
class UncheckedLine:
    """What could not be checked: the rule's title, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Context of `report.html`; `unread` counts the amounts of the report that no row covers.

    `marked` are the words of the search that led here.
    """

    report: PublishedReport
    descriptor: Mapping[str, Any]
    version: Version
    current: bool
    versions: tuple[Version, ...]
    contents: tuple[Section, ...]
    body: Markup
    headlines: tuple[FigureLine, ...]
    findings: tuple[FindingGroup, ...]
    unchecked: tuple[UncheckedLine, ...]
    figures: int
    unread: int
    resources: tuple[Resource, ...]
    pages_url: str | None
    units: tuple[UnitLine, ...]
    across: AcrossPanel | None
    marked: MarkedWords | None


def report(name: str) -> str:
    """A report: its text, with outline, figures, findings and downloads; the words `mark` marked where `at` stands."""
    published = find_report(name)
    sections, figures, findings = published.sections, published.rows("figures"), published.rows("findings")
    units = published.rows("units")
    adcode, agency = published.descriptor["region"]["adcode"], published.descriptor["agency"]["id"]
    across = describe_across(published)
    marks = [*annotate(published, figures, findings, units), *(across.marks if across else ())]
    text = published.text
    marks += [one for resource in _WITH_PLACES for one in mark_rows(published.rows(resource), text)]
    marked = _mark_sought(published, sections)
    marks += marked.annotations if marked else ()
    page = ReportPage(
        report=published,
        descriptor=published.descriptor,
        version=published.version,
        current=published.is_current,
        versions=published.versions,
        contents=tuple(section for section in sections if section.level <= 3),
        body=render_markdown(text, marks),
        headlines=list_headlines(figures, published),
        findings=tuple(group_findings(published, findings)),
        unchecked=tuple(
            UncheckedLine(title_rule(one["rule"]), one["reason"]) for one in published.descriptor["checks"]["unchecked"]
        ),
        figures=len(figures),
        unread=published.descriptor["reading"]["unread"],
        resources=published.resources,
        pages_url=link_page(published, "1", "", next((one.name for one in published.paged_sources), None)),
        units=link_units(units, services().catalogue.agencies(adcode=adcode), agency) if units else (),
        across=across,
        marked=marked,
    )
    return render_template("report.html", page=page)


def _mark_sought(published: PublishedReport, sections: Sequence[Section]) -> MarkedWords | None:
    """The words that the address asks to mark, where it says which."""
    words = request.args.get("mark", "").strip()
    at = integer_argument("at", 0, 999_999_999)
    return mark_words(published.text, sections, words, at) if words else None
