"""A number of a finding as its page lists it: what it is, and where to see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from ingest.sections import Section
from portal.explaining import Place
from portal.published import PublishedReport
from portal.views.source_pages import link_page


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A number of a finding: the section that it stands in, its address in the report and on the page of the source."""

    place: Place
    section: Section | None
    url: str
    page: int | None
    page_url: str | None


def make_line(published: PublishedReport, place: Place, sections: Sequence[Section]) -> PlaceLine:
    """The line of a place of a report."""
    printed = published.place_at(place.start) if published.paged_sources else None
    at = place.anchor if "-" not in place.anchor else str(place.start)  # a row's id marks its words alone
    page_url = link_page(published, str(printed.page), at, printed.source) if printed else None
    around = [one for one in sections if one.start <= place.start < one.end]
    return PlaceLine(
        place,
        max(around, key=lambda one: one.level, default=None),
        link_report(published, place.anchor),
        printed.page if printed and page_url else None,
        page_url,
    )


def link_report(published: PublishedReport, anchor: str | None = None) -> str:
    """The address of a report, of its own version where that is not the current one."""
    number = None if published.is_current else published.version.number
    return url_for("reports.report", name=published.name, v=number, _anchor=anchor)
