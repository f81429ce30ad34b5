"""Findings of all reports, narrowed and paged: as a page, as CSV, as JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_file, url_for

from ingest.checks.rules import RULES
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.catalogue.finding_rows import ACROSS, OWN, SEVERITIES
from portal.catalogue.findings import FindingCounts, FindingFilters, FindingRow
from portal.downloads import spool_csv
from portal.presentation import SEVERITY_LABELS, title_rule
from portal.services import services
from portal.views.arguments import choice_argument, integer_argument, show_argument
from portal.views.finding_files import COLUMNS, FindingLine, make_object
from portal.views.options import Option

blueprint = Blueprint("findings", __name__)
PAGE_SIZE = 50
_LAST_PAGE = 100_000
_COMPARED = {OWN: "同一份报告里", ACROSS: "与其他报告"}
_ARGUMENTS = {"report_type": "type"}  # what an address calls a filter, where that is not the filter's name


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as a form shows it: its name in the address, its values; `off` is the address without it."""

    name: str
    title: str
    options: tuple[Option, ...]
    off: str

    @property
    def chosen(self) -> Option | None:
        """The value that it has."""
        return next((one for one in self.options if one.chosen), None)


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Context of `findings.html`; `severities` is the filter that stands apart, `first_url` and `last_url` the ends of the list."""

    filters: tuple[Filter, ...]
    total: int
    severities: Filter
    findings: tuple[FindingLine, ...]
    page: int
    pages: int
    first_url: str
    last_url: str
    previous_url: str | None
    next_url: str | None
    csv_url: str
    json_url: str


@blueprint.get("/findings")
def findings() -> str:
    """Findings of the current versions of all reports, narrowed by what `read_filters` reads."""
    filters = read_filters()
    counts = services().catalogue.findings.counts(filters)
    total = _total(filters, counts)
    number, pages = _page_argument(total)
    forms = tuple(_list_filters(filters, counts))
    page = FindingsPage(
        filters=forms,
        total=total,
        severities=next(one for one in forms if one.name == "severity"),
        findings=tuple(_lines(filters, number)),
        page=number,
        pages=pages,
        first_url=address(filters),
        last_url=address(filters, pages),
        previous_url=address(filters, number - 1) if number > 1 else None,
        next_url=address(filters, number + 1) if number < pages else None,
        csv_url=address(filters, endpoint="findings.as_csv"),
        json_url=address(filters, endpoint="findings.as_json"),
    )
    return render_template("findings.html", page=page)


@blueprint.get("/findings.csv")
def as_csv() -> Response:
    """All findings that the filters leave, as Excel opens them."""
    filters = read_filters()
    lines = (_line(row, external=True) for row in services().catalogue.findings.rows(filters))
    content = spool_csv(tuple(COLUMNS), ([make(line) for make in COLUMNS.values()] for line in lines))
    named = [filters.region, filters.agency, filters.year, filters.report_type, filters.rule, filters.severity]
    named.append(filters.compared)
    name = "-".join(["核对结果", *(str(one) for one in named if one)])
    return send_file(content, mimetype="text/csv", as_attachment=True, download_name=f"{name}.csv")


@blueprint.get("/findings.json")
def as_json() -> Response:
    """A page of the findings that the filters leave, for programs."""
    filters = read_filters()
    total = services().catalogue.findings.count(filters)
    number, pages = _page_argument(total)
    following = address(filters, number + 1, endpoint="findings.as_json", external=True) if number < pages else None
    found = [make_object(line) for line in _lines(filters, number, external=True)]
    return jsonify(total=total, page=number, pages=pages, next=following, findings=found)


def read_filters() -> FindingFilters:
    """The filters of the address."""
    agency = request.args.get("agency", "").strip()
    if agency and services().catalogue.agency(agency) is None:
        abort(400, f"不认识的“agency”：{show_argument(agency)}。")
    return FindingFilters(
        rule=choice_argument("rule", RULES),
        severity=choice_argument("severity", SEVERITIES),
        agency=agency or None,
        year=integer_argument("year", 1990, 2100),
        region=choice_argument("region", load_gazetteer().by_code),
        report_type=choice_argument("type", TYPE_LABELS),
        compared=choice_argument("compared", _COMPARED),
    )


def address(
    filters: FindingFilters, page: int = 1, *, endpoint: str = "findings.findings", external: bool = False
) -> str:
    """The address of the findings that filters leave."""
    return url_for(
        endpoint,
        rule=filters.rule,
        severity=filters.severity,
        agency=filters.agency,
        year=filters.year,
        region=filters.region,
        type=filters.report_type,
        compared=filters.compared,
        page=page if page > 1 else None,
        _external=external,
    )


def _page_argument(total: int) -> tuple[int, int]:
    """The page that the address asks for, and how many there are; one that is not there has no page."""
    number, pages = integer_argument("page", 1, _LAST_PAGE) or 1, max(1, -(-total // PAGE_SIZE))
    if number > pages:
        abort(404, f"没有第 {number} 页：一共 {pages} 页。")
    return number, pages


def _total(filters: FindingFilters, counts: FindingCounts) -> int:
    """How many there are, from the counts by severity: no question of its own."""
    return sum(count for one, count in counts.severity.items() if filters.severity in (None, one))


def _lines(filters: FindingFilters, number: int, *, external: bool = False) -> Iterator[FindingLine]:
    rows = services().catalogue.findings.rows(filters, start=(number - 1) * PAGE_SIZE, most=PAGE_SIZE)
    return (_line(row, external=external) for row in rows)


def _line(row: FindingRow, *, external: bool) -> FindingLine:
    """A finding with its addresses; `external` ones lead here from anywhere."""

    def link(endpoint: str, **values: Any) -> str:
        return url_for(endpoint, name=row.report, _external=external, **values)

    page_url = None
    if row.page is not None:
        at = row.id if row.other is None else row.start
        page_url = link("source_pages.page", number=row.page, at=at, source=row.source, _anchor="mark")
    return FindingLine(
        row=row,
        url=link("finding_pages.finding", number=row.version, finding=row.id),
        report_url=link("reports.report"),
        place_url=None if row.start is None else link("reports.report", _anchor=row.id),
        page_url=page_url,
        other_url=url_for("reports.report", name=row.other, _external=external) if row.other else None,
    )


def _list_filters(filters: FindingFilters, counts: FindingCounts) -> Iterator[Filter]:
    """The filters with their values: severities in their order, years the latest first, the rest by name or code."""
    gazetteer = load_gazetteer()
    regions: dict[str, int] = {}
    for adcode, count in counts.region.items():
        for code in gazetteer.ancestors(adcode):
            regions[code] = regions.get(code, 0) + count
    agencies = {row.id: row.name for row in services().catalogue.agencies()}
    yield _filter(
        filters, "severity", "级别", {one: counts.severity.get(one, 0) for one in SEVERITIES}, SEVERITY_LABELS.get
    )
    yield _filter(filters, "rule", "规则", _sorted(counts.rule), lambda key: f"{key} {title_rule(key)}")
    yield _filter(filters, "year", "年度", _sorted(counts.year, newest_first=True), "{}年度".format)
    yield _filter(
        filters, "report_type", "报告类型", _sorted(counts.report_type, order=list(TYPE_LABELS)), TYPE_LABELS.get
    )
    compared = _sorted(counts.compared, order=list(_COMPARED))
    yield _filter(filters, "compared", "核对范围", compared, _COMPARED.get)
    yield _filter(filters, "region", "地区", _sorted(regions), lambda key: gazetteer.place(key).prefix)
    yield _filter(
        filters, "agency", "单位", _sorted(counts.agency, order=list(agencies)), lambda key: agencies.get(key, key)
    )


def _sorted(
    counts: Mapping[Any, int], *, order: Sequence[Any] | None = None, newest_first: bool = False
) -> dict[Any, int]:
    if order is not None:
        places = {one: at for at, one in enumerate(order)}
        return {key: counts[key] for key in sorted(counts, key=lambda key: places.get(key, len(places)))}
    return {key: counts[key] for key in sorted(counts, reverse=newest_first)}


def _filter(
    filters: FindingFilters, field: str, title: str, counts: Mapping[Any, int], label: Callable[[Any], Any]
) -> Filter:
    """A filter; the value that is chosen is among its values also where it leaves nothing."""
    chosen = getattr(filters, field)
    known = dict(counts) if chosen is None or chosen in counts else {**counts, chosen: 0}
    options = tuple(
        Option(str(value), str(label(value)), count, value == chosen, address(replace(filters, **{field: value})))
        for value, count in known.items()
    )
    return Filter(_ARGUMENTS.get(field, field), title, options, address(replace(filters, **{field: None})))
