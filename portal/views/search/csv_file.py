"""All results as CSV, for journalists: written while they are found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar
from urllib.parse import quote

from flask import Response, stream_with_context, url_for

from index.protocol import Hit, SectionHit
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.downloads import stream_csv
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS, show_heading
from portal.views.search.address import FIGURES, SECTIONS, Address, read_address
from portal.views.search.asking import Asking, ask, find_results, find_section_results
from portal.views.search.cards import make_cards
from portal.views.search.figures import FigureLine, find_figures
from portal.views.search.hits import PassageLine, SearchHit, make_hits, make_section_hits
from portal.views.search.pages import make_inside_page
from portal.views.search.telling import sentence_of, text_of

MOST_ROWS = 10_000
_BATCH = 50
_Found = TypeVar("_Found", Hit, SectionHit)


def as_csv() -> Response:
    """All results, the first 10,000 of them, written while they are found."""
    address = replace(read_address(), page=1, size=MOST_ROWS)
    asking = ask(address)
    if address.report and address.scope != FIGURES:
        rows = _inside_rows(address)
        lines = stream_csv(tuple(_PASSAGE_COLUMNS), ([make(row) for make in _PASSAGE_COLUMNS.values()] for row in rows))
    elif address.scope == FIGURES:
        figures = find_figures(asking, start=0, most=0 if asking.asks_nothing else MOST_ROWS, external=True)
        lines = stream_csv(
            tuple(_FIGURE_COLUMNS), ([make(one) for make in _FIGURE_COLUMNS.values()] for one in figures)
        )
    else:
        columns = {**_COLUMNS, **(_AMOUNT_COLUMNS if asking.amounts else {})}
        # Found before the answer begins: where there is no index, that is said.
        hits = iter(()) if asking.asks_nothing else _find_hits(asking)
        lines = stream_csv(tuple(columns), ([make(hit) for make in columns.values()] for hit in hits))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    name = "-".join(["搜索", *address.text.split()[:6]])[:60].replace("/", "_")
    response.headers["Content-Disposition"] = f"attachment; filename=search.csv; filename*=UTF-8''{quote(name)}.csv"
    return response


def _find_hits(asking: Asking) -> Iterator[SearchHit]:
    """The hits in their order, with one passage each, batch after batch."""
    cards = make_cards(asking)
    if asking.scope == SECTIONS:
        sections = find_section_results(asking, cards).hits
        return _in_batches(sections, lambda batch: make_section_hits(asking, batch, external=True))
    found = find_results(asking, cards).hits
    return _in_batches(found, lambda batch: make_hits(asking, batch, most=1, external=True))


def _in_batches(
    found: Sequence[_Found], make: Callable[[Sequence[_Found]], Sequence[SearchHit]]
) -> Iterator[SearchHit]:
    return chain.from_iterable(make(found[start : start + _BATCH]) for start in range(0, len(found), _BATCH))


def _region(adcode: str) -> str:
    return load_gazetteer().place(adcode).prefix


def _first(hit: SearchHit) -> PassageLine | None:
    return hit.passages[0] if hit.passages else None


def _heading(line: PassageLine | None) -> str:
    return show_heading(line.passage.section) if line and line.passage.section else ""


_COLUMNS: Mapping[str, Callable[[SearchHit], str]] = {
    "单位": lambda hit: hit.report.agency_name,
    "年度": lambda hit: str(hit.report.year),
    "类型": lambda hit: TYPE_LABELS.get(hit.report.report_type, hit.report.report_type),
    "标题": lambda hit: hit.report.title,
    "地区": lambda hit: _region(hit.report.adcode),
    "命中句": lambda hit: text_of(line.passage) if (line := _first(hit)) else "",
    "章节": lambda hit: _heading(_first(hit)),
    "网址": lambda hit: line.url if (line := _first(hit)) else _report_url(hit.report.name),
    "不一致数": lambda hit: str(hit.report.errors),
    "提示数": lambda hit: str(hit.report.notices),
    "相符项数": lambda hit: str(hit.report.passed),
    "报告页": lambda hit: _report_url(hit.report.name),
    "报告名": lambda hit: hit.report.name,
    "行政区划代码": lambda hit: hit.report.adcode,
}
# The amount of the indicator that was asked for; a value in yuan or as its unit says.
_AMOUNT_COLUMNS: Mapping[str, Callable[[SearchHit], str]] = {
    "指标": lambda hit: hit.amount.label if hit.amount else "",
    "口径": lambda hit: hit.amount.scope if hit.amount else "",
    "数值": lambda hit: f"{hit.amount.value:f}" if hit.amount else "",
    "数值单位": lambda hit: hit.amount.unit if hit.amount else "",
    "原文": lambda hit: hit.amount.disclosed if hit.amount else "",
}
_FIGURE_COLUMNS: Mapping[str, Callable[[FigureLine], str]] = {
    "单位": lambda line: line.row.agency_name,
    "年度": lambda line: str(line.row.year),
    "指标": lambda line: line.label,
    "口径": lambda line: SCOPE_LABELS.get(line.row.scope, line.row.scope),
    "阶段": lambda line: PHASE_LABELS.get(line.row.phase, line.row.phase),
    "度量": lambda line: MEASURE_LABELS.get(line.row.measure, line.row.measure),
    "数值": lambda line: f"{line.row.value:f}",
    "数值单位": lambda line: line.row.unit,
    "原文": lambda line: line.row.disclosed,
    "句子": lambda line: sentence_of(line.place),
    "网址": lambda line: line.url,
    "类型": lambda line: TYPE_LABELS.get(line.row.report_type, line.row.report_type),
    "报告年度": lambda line: str(line.row.report_year),
    "标题": lambda line: line.row.title,
    "地区": lambda line: _region(line.row.adcode),
    "报告名": lambda line: line.row.report,
    "指标代码": lambda line: line.row.indicator,
    "行政区划代码": lambda line: line.row.adcode,
}
_PASSAGE_COLUMNS: Mapping[str, Callable[[tuple[str, PassageLine]], str]] = {
    "标题": lambda row: row[0],
    "章节": lambda row: _heading(row[1]),
    "命中句": lambda row: text_of(row[1].passage),
    "网址": lambda row: row[1].url,
}


def _report_url(name: str) -> str:
    return url_for("reports.report", name=name, _external=True)


def _inside_rows(address: Address) -> Iterator[tuple[str, PassageLine]]:
    page = make_inside_page(address, external=True)
    return ((page.title, line) for line in page.passages)
