"""The page of a tabular resource of a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, url_for

from portal.preview import Cell, Column, describe_columns, order_columns, show_row
from portal.published import PublishedReport, Resource
from portal.views.finding import find_report
from portal.views.reports.links import PageLink, link_page_of_row, make_page_link

_PREVIEW = 100


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """Context of `dataset.html`.

    `places` are the addresses of the rows in the report, where rows have places; `pages` the pages of the source on
    which they are printed, with their addresses; `page` is that of a printed table.
    """

    report: PublishedReport
    descriptor: Mapping[str, Any]
    resource: Resource
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    places: tuple[str | None, ...]
    pages: tuple[PageLink | None, ...]
    page: PageLink | None
    total: int
    dictionary: tuple[Mapping[str, Any], ...]


def dataset(name: str, resource: str) -> str:
    """A tabular resource: the first rows, what each column means, downloads."""
    published = find_report(name)
    found = published.resource(resource)
    if found is None or not found.tabular:
        abort(404, "这份报告没有这个数据表。")
    header, rows, total = published.preview(found, _PREVIEW)
    columns = describe_columns(header, found.fields)
    order = order_columns(columns, rows)
    page = DatasetPage(
        report=published,
        descriptor=published.descriptor,
        resource=found,
        columns=tuple(columns[at] for at in order),
        rows=tuple(_in_order(show_row(columns, row), order) for row in rows),
        places=tuple(_place(published, resource, header, row) for row in rows),
        pages=tuple(link_page_of_row(published, dict(zip(header, row, strict=False))) for row in rows),
        page=make_page_link(published, str(found.page or ""), "", found.source),
        total=total,
        dictionary=tuple(one for one in found.fields if one.get("description")),
    )
    return render_template("dataset.html", page=page)


def _in_order(cells: tuple[Cell, ...], order: tuple[int, ...]) -> tuple[Cell, ...]:
    """A row's cells in another order; a row that is too short lacks those at its end."""
    return tuple(cells[at] if at < len(cells) else Cell("") for at in order)


def _place(published: PublishedReport, resource: str, header: Any, row: Any) -> str | None:
    """The address of a row's place in the report; what the report lacks as a whole stands nowhere in it."""
    if resource not in {"figures", "findings", "sections", "units"} or not {"id", "start"} <= set(header):
        return None
    if not row[list(header).index("start")]:
        return None
    number = None if published.is_current else published.version.number
    return url_for("reports.report", name=published.name, v=number, _anchor=row[list(header).index("id")])
