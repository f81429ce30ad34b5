"""One report: its text with figures and findings marked, its data, its files."""

import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from markupsafe import Markup

from ingest.identify.decide import TYPE_LABELS
from ingest.sections import Section
from ingest.store import Version
from portal.catalogue.finding_rows import SEVERITIES
from portal.catalogue.headlines import (
    HEADLINES,
    SCOPES,
    TOTALS,
    Candidate,
    choose_headlines,
    is_self_evaluated,
    name_planned,
)
from portal.downloads import csv_for_excel, zip_package
from portal.explaining import list_places
from portal.marking import MarkedWords, mark_words
from portal.presentation import (
    MEASURE_LABELS,
    PHASE_LABELS,
    SCOPE_LABELS,
    SEVERITY_LABELS,
    show_value,
    title_rule,
)
from portal.preview import Cell, Column, describe_columns, order_columns, show_row
from portal.published import PublishedReport, Resource
from portal.rendering import Annotation, render_markdown
from portal.services import services
from portal.unit_links import UnitLine, link_units
from portal.views.across import AcrossPanel, describe_across
from portal.views.arguments import integer_argument
from portal.views.finding import find_report
from portal.views.source_pages import link_page

blueprint = Blueprint("reports", __name__)
_PREVIEW = 100
_LINKED_FIGURES = 5000
_LINKED_FINDINGS = 1000
_LINKED_ROWS = 1000
_FIRST_PIECE = re.compile(r"[^|\n]*[^|\n\s]")
_WITH_PLACES = ("projects", "function-expenditure")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the source: its number and its address."""

    number: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure for people, with the address of its sentence, and the page of the source where that has pages.

    `self_evaluated` where a self-evaluation tells it.
    """

    label: str
    scope: str
    value: str
    url: str
    self_evaluated: bool
    page: PageLink | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding for people: its number in the report, the address of its place, that of its explanation."""

    number: int
    message: str
    url: str | None
    explained: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity."""

    severity: str
    findings: tuple[FindingLine, ...]


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


@blueprint.get("/reports/<name>")
def report(name: str) -> str:
    """A report: its text, with outline, figures, findings and downloads; the words `mark` marked where `at` stands."""
    published = find_report(name)
    sections, figures, findings = published.sections, published.rows("figures"), published.rows("findings")
    units = published.rows("units")
    adcode, agency = published.descriptor["region"]["adcode"], published.descriptor["agency"]["id"]
    across = describe_across(published)
    marks = [*_annotations(published, figures, findings, units), *(across.marks if across else ())]
    text = published.text
    marks += [one for resource in _WITH_PLACES for one in _mark_rows(published.rows(resource), text)]
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
        headlines=_headlines(figures, published),
        findings=tuple(_group_findings(published, findings)),
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


def _annotations(
    published: PublishedReport,
    figures: list[Mapping[str, str]],
    findings: list[Mapping[str, str]],
    units: list[Mapping[str, str]],
) -> list[Annotation]:
    marks = [Annotation(section.id, section.start, section.start) for section in published.sections]
    marks += [Annotation(row["id"], int(row["start"]), int(row["start"])) for row in units]
    marks += [
        Annotation(row["id"], int(row["start"]), int(row["end"]), "figure", _describe(row))
        for row in figures[:_LINKED_FIGURES]
    ]
    for number, row in enumerate(findings[:_LINKED_FINDINGS], 1):
        for anchor, start, end in list_places(row):
            own = anchor == row["id"]
            marks.append(
                Annotation(
                    anchor,
                    start,
                    end,
                    f"finding {row['severity']}" if own else "compared",
                    note=f"{SEVERITY_LABELS[row['severity']]}：{row['message']}" if own else "",
                    badge=f"核{number}" if own else "",
                    more=_explanation_url(published, row) if own else "",
                )
            )
    return marks


def _mark_rows(rows: list[Mapping[str, str]], text: str) -> Iterator[Annotation]:
    """Places to link to, of rows that are no figures: their first cell, or what stands of them in one paragraph."""
    for row in rows[:_LINKED_ROWS]:
        if row["start"]:
            start, end = int(row["start"]), int(row["end"])
            first = _FIRST_PIECE.match(text, start, end)
            yield Annotation(row["id"], start, first.end() if first else start, "row")


def _explanation_url(published: PublishedReport, row: Mapping[str, str]) -> str:
    return url_for("finding_pages.finding", name=published.name, number=published.version.number, finding=row["id"])


def _describe(row: Mapping[str, str]) -> str:
    """What a figure is, for a pointer over it."""
    scope, phase = SCOPE_LABELS[row["scope"]], PHASE_LABELS[row["phase"]]
    measure = "" if row["measure"] == "amount" else MEASURE_LABELS[row["measure"]]
    return (
        f"{row['year']}年度 {row['label']}{measure}（{scope}，{phase}）{show_value(Decimal(row['value']), row['unit'])}"
    )


def _headlines(figures: list[Mapping[str, str]], published: PublishedReport) -> tuple[FigureLine, ...]:
    """The headline figures of this report, each once: of a budget what is planned, else what was."""
    descriptor = published.descriptor
    year = str(descriptor["fiscalYear"])
    planned = descriptor["reportType"] == "budget"
    wanted = ("amount", "budget" if planned else "actual", year)
    stated = [row for row in figures if (row["measure"], row["phase"], row["year"]) == wanted]
    names = {row["indicator"] for row in stated}
    # A budget that carries money over may tell the totals alone.
    stands_for = {total: one for total, one in TOTALS.items() if planned and one not in names}
    candidates = (
        Candidate(
            figure=row,
            report=descriptor["name"],
            report_type=descriptor["reportType"],
            coverage=descriptor["coverage"],
            part=row["part"],
            indicator=stands_for.get(row["indicator"], row["indicator"]),
            scope=row["scope"],
            from_table=row["source"] == "table",
        )
        for row in stated
        if row["scope"] in SCOPES
    )
    chosen = choose_headlines(candidates)
    lines = [_figure_line(chosen[indicator], published) for indicator in HEADLINES if indicator in chosen]
    return tuple(replace(line, label=name_planned(line.label)) if planned else line for line in lines)


def _figure_line(row: Mapping[str, str], published: PublishedReport) -> FigureLine:
    return FigureLine(
        label=row["label"],
        scope=row["scope"],
        value=show_value(Decimal(row["value"]), row["unit"]),
        url=f"#{row['id']}",
        self_evaluated=is_self_evaluated(row["part"]),
        page=_page_of_row(published, row),
    )


def _group_findings(published: PublishedReport, findings: list[Mapping[str, str]]) -> Iterator[FindingGroup]:
    """The findings by severity, what matters most first; each keeps its number in the report."""
    numbered = list(enumerate(findings, 1))
    for severity in SEVERITIES:
        lines = tuple(
            FindingLine(
                number,
                row["message"],
                f"#{row['id']}" if row["start"] and number <= _LINKED_FINDINGS else None,
                _explanation_url(published, row),
            )
            for number, row in numbered
            if row["severity"] == severity
        )
        if lines:
            yield FindingGroup(severity, lines)


@blueprint.get("/reports/<name>/data/<resource>")
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
        pages=tuple(_page_of_row(published, dict(zip(header, row, strict=False))) for row in rows),
        page=_page_link(published, str(found.page or ""), "", found.source),
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


def _page_of_row(published: PublishedReport, row: Mapping[str, str]) -> PageLink | None:
    """The page of a row that knows its page, and where on it the row's words stand."""
    if not {"page", "start"} <= row.keys():
        return None
    if not row["page"] or not published.paged_sources:
        return None
    source = published.source_at(int(row["start"])) if row["start"] else None
    return _page_link(published, row["page"], row.get("id") or row["start"], source)


def _page_link(published: PublishedReport, number: str, at: str, source: str | None) -> PageLink | None:
    url = link_page(published, number, at, source)
    return PageLink(number, url) if url else None


@blueprint.get("/reports/<name>/files/<path:path>")
def file(name: str, path: str) -> Response:
    """A file of the package; a CSV with `excel=1` as Excel opens it."""
    published = find_report(name)
    found = published.file(path)
    if found is None:
        abort(404, "这份报告里没有这个文件。")
    stem = f"{published.descriptor['title']}-{found.stem}"
    if request.args.get("excel") and found.suffix == ".csv":
        titles = next((one.titles for one in published.resources if one.path == path), {})
        content = BytesIO(csv_for_excel(found.read_bytes(), titles))
        response = send_file(content, mimetype="text/csv", as_attachment=True, download_name=f"{stem}.csv")
    else:
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if found.suffix == ".md":
            kind = "text/markdown"
        # A source is shown by nobody's browser as a page of this site: it comes from outside.
        download = found.name if path.startswith("source/") else f"{stem}{found.suffix}"
        response = send_file(found.resolve(), mimetype=kind, as_attachment=True, download_name=download)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.get("/reports/<name>.zip")
def archive(name: str) -> Response:
    """The whole package as one zip."""
    published = find_report(name)
    content = zip_package(published.version.path, published.created, _readme(published))
    filename = f"{published.name}-v{published.version.number}.zip"
    return send_file(content, mimetype="application/zip", as_attachment=True, download_name=filename)


def _unit_note(resource: Resource) -> str:
    return f"（{resource.unit_line or '没有印出金额单位'}）" if resource.printed else ""


def _money_notes(published: PublishedReport) -> list[str]:
    """In what the amounts are: nothing converts what is printed."""
    notes = ["从报告读出的数据（data/figures.csv 等）里，金额以元计。"]
    if any(one.printed for one in published.resources):
        notes.append("data/table-NN.csv 是报告印出的表格，数字照印出的样子，没有换算：金额单位见上面各表，多为万元。")
    return notes


def _readme(published: PublishedReport) -> str:
    descriptor = published.descriptor
    lines = [
        descriptor["title"],
        "",
        f"单位：{descriptor['agency']['name']}",
        f"年度：{descriptor['fiscalYear']}",
        f"类型：{TYPE_LABELS[descriptor['reportType']]}",
        f"版本：{published.version.number}（{descriptor['created']}）",
        "",
        "文件：",
        *(f"  {one.path}  {one.title}{_unit_note(one)}" for one in published.resources),
        "  datapackage.json  说明文件（Frictionless Data Package），各表各列的含义都在里面",
        "",
        "CSV 为 UTF-8 编码、无 BOM。用 Excel 打开时，请在网站上下载“Excel 版”。",
        *_money_notes(published),
        f"核对结果的级别：{'、'.join(SEVERITY_LABELS.values())}。",
    ]
    return "\r\n".join(lines) + "\r\n"
