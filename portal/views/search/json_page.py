"""A page of results as JSON, for programs."""

from typing import Any

from flask import Response, jsonify, url_for

from portal.answers.model import Card
from portal.answers.records import card_record
from portal.presentation import show_heading
from portal.services import services
from portal.views.paging import make_pager
from portal.views.search.address import FIGURES, SECTIONS, Address, read_address
from portal.views.search.asking import Asking, ask, find_results, find_section_results
from portal.views.search.cards import make_cards, shown_cards
from portal.views.search.figures import FigureLine, find_figures, make_filters
from portal.views.search.hits import AmountLine, PassageLine, SearchHit, make_hits, make_section_hits
from portal.views.search.narrowing import Facet, make_facets
from portal.views.search.pages import make_inside_page
from portal.views.search.telling import sentence_of, text_of
from portal.views.search.unknown import UnknownBody, find_unknown
from portal.views.search.ways import find_ways


def as_json() -> Response:
    """A page of results as the page shows it."""
    address = read_address()
    if address.report and address.scope != FIGURES:
        return jsonify(_inside_object(address))
    asking = ask(address)
    cards = make_cards(asking)
    if asking.asks_nothing:
        return jsonify(_object(asking, cards, 0, (), []))
    if address.scope == FIGURES:
        total, counted = services().catalogue.searching.count_figures(make_filters(asking))
        lines = find_figures(asking, start=(address.page - 1) * address.size, most=address.size, external=True)
        return jsonify(
            _object(asking, cards, total, make_facets(asking, counted), [_figure_object(line) for line in lines])
        )
    if asking.scope == SECTIONS:
        sections = find_section_results(asking, cards)
        shown = [_hit_object(hit) for hit in make_section_hits(asking, sections.hits, external=True)]
        told = _object(asking, cards, sections.total, make_facets(asking, sections.facets), shown)
        return jsonify(told | {"reports": sections.reports})
    found = find_results(asking, cards)
    hits = make_hits(asking, found.hits, cards, external=True)
    return jsonify(
        _object(asking, cards, found.total, make_facets(asking, found.facets), [_hit_object(hit) for hit in hits])
    )


def _object(
    asking: Asking, cards: tuple[Card, ...], total: int, facets: tuple[Facet, ...], hits: list[dict[str, Any]]
) -> dict[str, Any]:
    address, understood = asking.address, asking.understood
    pager = make_pager(total, address.size, address.page, lambda number: address.url(page=number))
    ways = find_ways(asking) if not total and address.scope != FIGURES else ()
    return {
        "query": {
            "text": address.text,
            "words": asking.query.words,
            "someOf": asking.query.some_words,
            "leftOut": understood.left_out,
            "readAs": [{"written": written, "meant": meant} for written, meant in understood.read_as],
            "filters": _filters_object(asking),
            "scope": asking.scope,
            "sort": asking.query.order,
        },
        "total": total,
        "page": pager.page,
        "pages": pager.pages,
        "next": address.url("search.as_json", external=True, page=pager.page + 1) if pager.next_url else None,
        "chips": [{"kind": chip.kind, "label": chip.label, "note": chip.note} for chip in understood.chips],
        "unknownBody": _unknown_object(find_unknown(asking)),
        "cards": [card_record(card) for card in shown_cards(asking, cards)],
        "hits": hits,
        "facets": {facet.name: _facet_object(facet) for facet in facets},
        "suggestions": [
            {"kind": way.kind, "text": way.text, "query": way.query, "total": way.total, "url": way.url} for way in ways
        ],
    }


def _unknown_object(unknown: UnknownBody | None) -> dict[str, Any] | None:
    """A body that was asked for and is not registered, with the nearest that are."""
    if unknown is None:
        return None
    return {
        "name": unknown.name,
        "region": unknown.region,
        "place": unknown.place,
        "count": unknown.count,
        "agencies": [{"agency": one.id, "agencyName": one.name, "reports": one.reports} for one in unknown.agencies],
    }


def _filters_object(asking: Asking) -> dict[str, Any]:
    """What the results are narrowed to, by links or by the text."""
    filters = asking.query.filters
    return {
        "agency": filters.agencies,
        "region": filters.region,
        "regions": filters.regions,
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
        "text": text_of(passage),
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
        "sentence": sentence_of(line.place),
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
