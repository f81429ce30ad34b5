"""Results as files: a page of them as JSON for programs, all of them as CSV for journalists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any
from urllib.parse import quote

from flask import Response, jsonify, stream_with_context, url_for

from index.passages import Passage
from index.protocol import Hit
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer
from portal.answers.records import card_record
from portal.downloads import stream_csv
from portal.explaining import Place
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS, show_heading
from portal.services import services
from portal.views.paging import make_pager
from portal.views.search.address import FIGURES, SECTIONS, Address, read_address
from portal.views.search.asking import Asking, ask, find_results
from portal.views.search.cards import make_cards
from portal.views.search.figures import FigureLine, find_figures, make_filters
from portal.views.search.hits import AmountLine, PassageLine, SearchHit, make_hits
from portal.views.search.narrowing import Facet, make_facets
from portal.views.search.pages import make_inside_page
from portal.views.search.ways import find_ways

MOST_ROWS = 10_000
_BATCH = 50


def as_json() -> Response:
    """A page of results as the page shows it."""
    address = read_address()
    if address.report and address.scope != FIGURES:
        return jsonify(_inside_object(address))
    asking = ask(address)
    if asking.query.wordless and not asking.understood.chips:
        return jsonify(_object(asking, 0, (), []))
    if address.scope == FIGURES:
        total, counted = services().catalogue.searching.count_figures(make_filters(asking))
        lines = find_figures(asking, start=(address.page - 1) * address.size, most=address.size, external=True)
        return jsonify(_object(asking, total, make_facets(asking, counted), [_figure_object(line) for line in lines]))
    found = find_results(asking)
    hits = make_hits(asking, found.hits, sections=address.scope == SECTIONS, external=True)
    return jsonify(_object(asking, found.total, make_facets(asking, found.facets), [_hit_object(hit) for hit in hits]))


def _object(asking: Asking, total: int, facets: tuple[Facet, ...], hits: list[dict[str, Any]]) -> dict[str, Any]:
    address, understood = asking.address, asking.understood
    pager = make_pager(total, address.size, address.page, lambda number: address.url(page=number))
    ways = find_ways(asking) if not total and address.scope != FIGURES else ()
    return {
        "query": {
            "text": address.text,
            "words": asking.query.words,
            "filters": _filters_object(asking),
            "scope": address.scope,
            "sort": asking.query.order,
        },
        "total": total,
        "page": pager.page,
        "pages": pager.pages,
        "next": address.url("search.as_json", external=True, page=pager.page + 1) if pager.next_url else None,
        "chips": [{"kind": chip.kind, "label": chip.label, "note": chip.note} for chip in understood.chips],
        "cards": [card_record(card) for card in make_cards(understood, page=address.page)],
        "hits": hits,
        "facets": {facet.name: _facet_object(facet) for facet in facets},
        "suggestions": [
            {"kind": way.kind, "text": way.text, "query": way.query, "total": way.total, "url": way.url} for way in ways
        ],
    }


def _filters_object(asking: Asking) -> dict[str, Any]:
    """What the results are narrowed to, by links or by the text."""
    filters = asking.query.filters
    return {
        "agency": filters.agencies,
        "region": filters.region,
        "year": filters.years,
        "type": filters.report_type,
        "findings": filters.findings,
        "report": filters.report,
    }


def _facet_object(facet: Facet) -> list[dict[str, Any]]:
    return [
        {"value": one.value, "label": one.label, "count": one.count, "chosen": one.chosen}
        for one in (*facet.values, *facet.more)
    ]


def _hit_object(hit: SearchHit) -> dict[str, Any]:
    report = hit.report
    return {
        "report": report.name,
        "title": report.title,
        "agency": report.agency,
        "agencyName": report.agency_name,
        "year": report.year,
        "type": report.report_type,
        "url": url_for("reports.report", name=report.name, _external=True),
        "score": round(hit.score, 4),
        "errors": report.errors,
        "notices": report.notices,
        "amount": _amount_object(hit.amount) if hit.amount else None,
        "passages": [_passage_object(line) for line in hit.passages],
    }


def _amount_object(amount: AmountLine) -> dict[str, str]:
    return {
        "label": amount.label,
        "scope": amount.scope,
        "value": f"{amount.value:f}",
        "unit": amount.unit,
        "disclosed": amount.disclosed,
        "url": amount.url,
    }


def _passage_object(line: PassageLine) -> dict[str, Any]:
    passage, marks, at = line.passage, [], 0
    for piece in passage.pieces:
        if piece.marked:
            marks.append([at, at + len(piece.text)])
        at += len(piece.text)
    return {
        "section": passage.section.id if passage.section else None,
        "heading": show_heading(passage.section) if passage.section else "",
        "text": _text(passage),
        "marks": marks,
        "url": line.url,
    }


def _figure_object(line: FigureLine) -> dict[str, Any]:
    row = line.row
    return {
        "report": row.report,
        "title": row.title,
        "agency": row.agency,
        "agencyName": row.agency_name,
        "year": row.year,
        "reportYear": row.report_year,
        "type": row.report_type,
        "indicator": row.indicator,
        "label": line.label,
        "scope": row.scope,
        "phase": row.phase,
        "measure": row.measure,
        "value": f"{row.value:f}",
        "unit": row.unit,
        "disclosed": row.disclosed,
        "sentence": _sentence(line.place),
        "url": line.url,
    }


def _inside_object(address: Address) -> dict[str, Any]:
    page = make_inside_page(address, external=True)
    return {
        "query": {"text": address.text, "words": page.words, "filters": {"report": page.report}},
        "total": page.total,
        "page": page.pager.page,
        "pages": page.pager.pages,
        "report": page.report,
        "title": page.title,
        "allWords": page.whole,
        "passages": [_passage_object(line) for line in page.passages],
    }


def as_csv() -> Response:
    """All results, the first 10,000 of them, written while they are found."""
    address = replace(read_address(), page=1, size=MOST_ROWS)
    asking = ask(address)
    if address.report and address.scope != FIGURES:
        rows = _inside_rows(address)
        lines = stream_csv(tuple(_PASSAGE_COLUMNS), ([make(row) for make in _PASSAGE_COLUMNS.values()] for row in rows))
    elif address.scope == FIGURES:
        figures = find_figures(asking, start=0, most=MOST_ROWS, external=True)
        lines = stream_csv(
            tuple(_FIGURE_COLUMNS), ([make(one) for make in _FIGURE_COLUMNS.values()] for one in figures)
        )
    else:
        columns = {**_COLUMNS, **(_AMOUNT_COLUMNS if asking.amounts else {})}
        lines = stream_csv(tuple(columns), ([make(hit) for make in columns.values()] for hit in _all_hits(asking)))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    name = "-".join(["搜索", *address.text.split()[:6]])[:60].replace("/", "_")
    response.headers["Content-Disposition"] = f"attachment; filename=search.csv; filename*=UTF-8''{quote(name)}.csv"
    return response


def _all_hits(asking: Asking) -> Iterator[SearchHit]:
    """The hits in their order, with one passage each, batch after batch."""
    if asking.query.wordless and not asking.understood.chips:
        return
    found = find_results(asking).hits
    batches = (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))
    sections = asking.address.scope == SECTIONS

    def make(batch: tuple[Hit, ...]) -> tuple[SearchHit, ...]:
        return make_hits(asking, batch, sections=sections, most=1, external=True)

    for hit in chain.from_iterable(map(make, batches)):
        if sections:
            yield from (replace(hit, passages=(line,)) for line in hit.passages)
        else:
            yield hit


def _text(passage: Passage) -> str:
    return "".join(piece.text for piece in passage.pieces)


def _sentence(place: Place | None) -> str:
    """The sentence of a figure; of a table its row and column."""
    if place is None:
        return ""
    return (
        f"{place.before}{place.words}{place.after}" if place.before or place.after else f"{place.name}：{place.words}"
    )


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
    "命中句": lambda hit: _text(line.passage) if (line := _first(hit)) else "",
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
    "句子": lambda line: _sentence(line.place),
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
    "命中句": lambda row: _text(row[1].passage),
    "网址": lambda row: row[1].url,
}


def _report_url(name: str) -> str:
    return url_for("reports.report", name=name, _external=True)


def _inside_rows(address: Address) -> Iterator[tuple[str, PassageLine]]:
    page = make_inside_page(address, external=True)
    return ((page.title, line) for line in page.passages)
