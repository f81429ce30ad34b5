"""Search: hits with the passages that hold the words, facets with counts, pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from index.passages import Passage
from index.query import PAGE_SIZE, Filters, Query, parse_query
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.catalogue.queries import ReportRow
from portal.services import services
from portal.views.arguments import choice_argument, integer_argument, show_argument

blueprint = Blueprint("search", __name__)
_MOST_VALUES = 12
_LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report that was found, with the passages where."""

    report: ReportRow
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to narrow to; `url` narrows, or widens again where it is chosen."""

    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results."""

    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Context of `search.html`."""

    query: Query
    total: int
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[FacetValue, ...]
    page: int
    pages: int
    previous_url: str | None
    next_url: str | None


@blueprint.get("/search")
def search() -> str:
    """Results for `q`, narrowed by `agency`, `region`, `year` and `type`."""
    filters = Filters(
        agency=_agency_argument(),
        region=choice_argument("region", load_gazetteer().by_code),
        year=integer_argument("year", 1990, 2100),
        report_type=choice_argument("type", TYPE_LABELS),
    )
    query = parse_query(request.args.get("q", ""), filters, integer_argument("page", 1, _LAST_PAGE) or 1)
    if query.wordless:
        return render_template("search.html", page=SearchPage(query, 0, (), (), (), 1, 1, None, None))
    results = services().index.search(query)
    names = [hit.name for hit in results.hits]
    rows = {row.name: row for row in services().catalogue.reports(names=names)}
    passages = services().index.passages(query, names)
    hits = tuple(SearchHit(rows[name], passages.get(name, ())) for name in names if name in rows)
    facets = _facets(query, results.facets)
    pages = max(1, -(-results.total // PAGE_SIZE))
    if query.page > pages:
        abort(404, f"没有第 {query.page} 页：一共 {pages} 页。")
    page = SearchPage(
        query=query,
        total=results.total,
        hits=hits,
        facets=facets,
        chosen=tuple(value for facet in facets for value in facet.values if value.chosen),
        page=query.page,
        pages=pages,
        previous_url=_address(query, query.filters, query.page - 1) if query.page > 1 else None,
        next_url=_address(query, query.filters, query.page + 1) if query.page < pages else None,
    )
    return render_template("search.html", page=page)


def _agency_argument() -> str | None:
    agency = request.args.get("agency", "").strip()
    if agency and services().catalogue.agency(agency) is None:
        abort(400, f"不认识的“agency”：{show_argument(agency)}。")
    return agency or None


def _address(query: Query, filters: Filters, page: int = 1) -> str:
    """The address of these results, narrowed as `filters` say."""
    return url_for(
        "search.search",
        q=query.text,
        agency=filters.agency,
        region=filters.region,
        year=filters.year,
        type=filters.report_type,
        page=page if page > 1 else None,
    )


def _facets(query: Query, counted: Any) -> tuple[Facet, ...]:
    catalogue, gazetteer = services().catalogue, load_gazetteer()
    names = {row.id: row.name for row in catalogue.agencies()} if counted.agency else {}
    region_counts = {code: count for code, count in counted.region.items() if code in gazetteer.by_code}
    return (
        _facet("类型", query, counted.report_type, "report_type", lambda key: TYPE_LABELS.get(key, key)),
        _facet("年度", query, counted.year, "year", "{}年度".format, newest_first=True),
        _facet("地区", query, region_counts, "region", lambda key: gazetteer.place(key).prefix),
        _facet("单位", query, counted.agency, "agency", lambda key: names.get(key, key)),
    )


def _facet(
    title: str,
    query: Query,
    counts: Mapping[Any, int],
    field: str,
    label: Callable[[Any], str],
    *,
    newest_first: bool = False,
) -> Facet:
    """The values of a facet, the commonest first; the chosen one is always among them."""
    chosen = getattr(query.filters, field)
    order = sorted(counts, key=lambda key: (-key,) if newest_first else (-counts[key], str(key)))
    shown = order[:_MOST_VALUES]
    if chosen is not None and chosen not in shown:
        shown.append(chosen)
    values = tuple(
        FacetValue(
            label(value),
            counts.get(value, 0),
            value == chosen,
            _address(query, replace(query.filters, **{field: None if value == chosen else value})),
        )
        for value in shown
    )
    return Facet(title, values)
