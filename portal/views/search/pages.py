"""The page of results: reports, sections or figures, and the passages of one report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, url_for

from index.inside import find_inside
from index.query import HIGHEST, LOWEST, RELEVANCE
from index.understanding.model import Understood
from portal.answers.model import Card
from portal.marking import write_words
from portal.services import services
from portal.suggesting import Suggestion
from portal.views.finding import find_report
from portal.views.paging import Pager, make_pager
from portal.views.search.address import FIGURES, ORDERS, REPORTS, SCOPES, SECTIONS, SIZES, UNITS, Address, read_address
from portal.views.search.asking import Asking, ask, find_results, find_section_results
from portal.views.search.cards import make_cards, shown_cards
from portal.views.search.figures import FigureLine, find_figures, make_filters
from portal.views.search.hits import PassageLine, SearchHit, join_hits, make_hits, make_line, make_section_hits
from portal.views.search.narrowing import ChipLink, Facet, Tag, make_chips, make_facets, make_tags
from portal.views.search.unknown import UnknownBody, find_unknown
from portal.views.search.ways import Way, find_ways

_MOST_MEANT = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to look at the same results."""

    value: str
    label: str
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Context of `search.html`; of `hits` and `figures` those are filled that the scope is about.

    Of the words that are `some` one is enough. `unknown` is a body that was asked for and is not registered, `meant` are searches that may have been meant, `ways` those that find something where this one does not. `files` are
    the addresses of the results as files, by their format. `other_reading` takes the text as words where it was
    understood, and understands it where it was taken so. `unit` is what `total` counts; `reports` is how many reports
    the sections are of that were found, None where reports or figures were.
    """

    address: Address
    understood: Understood
    words: tuple[str, ...]
    some: tuple[str, ...]
    excluded: tuple[str, ...]
    wordless: bool
    total: int
    unit: str
    reports: int | None
    hits: tuple[SearchHit, ...]
    figures: tuple[FigureLine, ...]
    cards: tuple[Card, ...]
    chips: tuple[ChipLink, ...]
    tags: tuple[Tag, ...]
    facets: tuple[Facet, ...]
    scopes: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    pager: Pager
    unknown: UnknownBody | None
    meant: tuple[Suggestion, ...]
    ways: tuple[Way, ...]
    files: Mapping[str, str]
    other_reading: str | None


@dataclass(frozen=True, slots=True)
class InsidePage:
    """Context of `search_inside.html`: the passages of one report; `whole` tells whether each holds all words."""

    address: Address
    report: str
    title: str
    words: tuple[str, ...]
    total: int
    whole: bool
    passages: tuple[PassageLine, ...]
    sizes: tuple[Choice, ...]
    pager: Pager
    everywhere: str


def search() -> str:
    """Results for `q`, narrowed, ordered and paged as `address.py` says."""
    address = read_address()
    if address.report and address.scope != FIGURES:
        return render_template("search_inside.html", page=make_inside_page(address))
    asking = ask(address)
    cards = make_cards(asking)
    if asking.asks_nothing:
        page = _make_page(asking, 0, cards=cards)
    elif address.scope == FIGURES:
        total, facets = services().catalogue.searching.count_figures(make_filters(asking))
        page = _make_page(
            asking,
            total,
            cards=cards,
            facets=make_facets(asking, facets),
            figures=tuple(find_figures(asking, start=(address.page - 1) * address.size, most=address.size)),
        )
    elif asking.scope == SECTIONS:
        sections = find_section_results(asking, cards)
        page = _make_page(
            asking,
            sections.total,
            cards=cards,
            reports=sections.reports,
            facets=make_facets(asking, sections.facets),
            hits=join_hits(make_section_hits(asking, sections.hits)),
        )
    else:
        found = find_results(asking, cards)
        page = _make_page(
            asking,
            found.total,
            cards=cards,
            facets=make_facets(asking, found.facets),
            hits=make_hits(asking, found.hits, cards),
        )
    return render_template("search.html", page=page)


def _make_page(asking: Asking, total: int, *, cards: tuple[Card, ...], **found: Any) -> SearchPage:
    """The page around what was found."""
    address, understood = asking.address, asking.understood
    made: dict[str, Any] = {
        "hits": (),
        "figures": (),
        "facets": (),
        "cards": shown_cards(asking, cards),
        "reports": None,
    }
    made |= found
    return SearchPage(
        address=address,
        understood=understood,
        words=asking.query.words,
        some=asking.query.some_words,
        excluded=asking.query.excluded_words,
        wordless=asking.asks_nothing,
        total=total,
        unit=UNITS[asking.scope],
        chips=make_chips(address, understood),
        tags=make_tags(address),
        scopes=_choices(SCOPES, address.scope, lambda value: address.url(scope=value)),
        orders=_orders(asking),
        sizes=_choices({size: str(size) for size in SIZES}, address.size, lambda value: address.url(size=value)),
        pager=make_pager(total, address.size, address.page, lambda number: address.url(page=number)),
        unknown=find_unknown(asking),
        meant=tuple(_meant(asking)),
        ways=find_ways(asking) if not total and address.scope != FIGURES else (),
        files={
            kind: address.url(f"search.as_{kind}")
            for kind in ("csv", "json", "atom")
            if kind != "atom" or address.scope == REPORTS
        },
        other_reading=address.url(plain=not address.plain) if address.plain or understood.chips else None,
        **made,
    )


def make_inside_page(address: Address, *, external: bool = False) -> InsidePage:
    """The passages of one report, in reading order; a report that is not public ends the request."""
    # Within a report, a year or an agency is a word like others.
    asking = ask(replace(address, plain=True))
    published = find_report(address.report or "")
    told = published.descriptor
    known = f"{told['title']} {told['agency']['name']} {told['fiscalYear']}"
    found = find_inside(published.text, published.sections, asking.query, known)
    total, start = len(found.passages), (address.page - 1) * address.size
    words = write_words(asking.query.terms)
    return InsidePage(
        address=address,
        report=published.name,
        title=told["title"],
        words=asking.query.words,
        total=total,
        whole=found.whole,
        passages=tuple(
            make_line(published.name, passage, words, external=external)
            for passage in found.passages[start : start + address.size]
        ),
        sizes=_choices({size: str(size) for size in SIZES}, address.size, lambda value: address.url(size=value)),
        pager=make_pager(total, address.size, address.page, lambda number: address.url(page=number)),
        everywhere=url_for("search.search", q=address.text),
    )


def _choices(labels: Mapping[Any, str], chosen: Any, url: Callable[[Any], str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), label, value == chosen, url(value)) for value, label in labels.items())


def _orders(asking: Asking) -> tuple[Choice, ...]:
    """The orders that these results may take: by amount where one is known, by how well they match only where words are searched for in texts."""
    figures = asking.address.scope == FIGURES
    offered = dict(ORDERS)
    if not figures and asking.amounts is None:
        del offered[HIGHEST], offered[LOWEST]
    if figures or not asking.query.terms:
        del offered[RELEVANCE]  # without words, the newest come first
    order = asking.address.order if figures else asking.query.order
    chosen = order if order in offered else next(iter(offered))
    return _choices(offered, chosen, lambda value: asking.address.url(order=value))


def _meant(asking: Asking) -> Iterator[Suggestion]:
    """Agencies and terms that a text which says none may have meant."""
    if asking.address.plain or asking.understood.agencies or asking.understood.indicators:
        return
    typed = asking.address.text
    for one in services().suggestions.suggest(typed)[:_MOST_MEANT]:
        if one.text != typed:
            yield one
