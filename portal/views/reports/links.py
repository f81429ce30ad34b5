"""Addresses of what a report's rows lead to: a page of the source, the explanation of a finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from portal.published import PublishedReport
from portal.views.source_pages import link_page


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the source: its number and its address."""

    number: str
    url: str


def link_page_of_row(published: PublishedReport, row: Mapping[str, str]) -> PageLink | None:
    """The page of a row that knows its page, and where on it the row's words stand."""
    if not {"page", "start"} <= row.keys():
        return None
    if not row["page"] or not published.paged_sources:
        return None
    source = published.source_at(int(row["start"])) if row["start"] else None
    return make_page_link(published, row["page"], row.get("id") or row["start"], source)


def make_page_link(published: PublishedReport, number: str, at: str, source: str | None) -> PageLink | None:
    """A page of a source with the place marked; None where the report has no pages."""
    url = link_page(published, number, at, source)
    return PageLink(number, url) if url else None


def link_explanation(published: PublishedReport, row: Mapping[str, str]) -> str:
    """The address of the page that explains a finding of this version."""
    return url_for("finding_pages.finding", name=published.name, number=published.version.number, finding=row["id"])
