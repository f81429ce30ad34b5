"""A search put to the index: what was understood of it, what is known of reports beside it, and what was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.protocol import KnownOutside, SearchResults, SectionResults
from index.query import HIGHEST, LOWEST, RELEVANCE, Query
from index.understanding import understand
from index.understanding.apart import cut_otherwise
from index.understanding.mending import leave_out, loosen, respell
from index.understanding.model import EXACT, AgencyMatch, IndicatorAsked, Understood
from index.understanding.spoken import find_said
from portal.answers.asking import Asked, as_told, read_question
from portal.answers.lists import find_list
from portal.answers.model import Card, FigureCard, ListCard, SpendingCard
from portal.known import Amounts
from portal.services import services
from portal.views.search.address import FIGURES, REPORTS, SECTIONS, Address

_QUOTED = re.compile('["“”]')


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: its address, what was understood, the query for the index with the order that it takes.

    `amounts` are those of the indicator that was understood, by report; None where none was.
    """

    address: Address
    understood: Understood
    query: Query
    known: KnownOutside
    amounts: Amounts | None

    @property
    def asks_nothing(self) -> bool:
        """Whether something was typed that says nothing: punctuation."""
        return self.query.wordless and not self.understood.chips

    @property
    def scope(self) -> str:
        """What is found; sections only where there are words that they could hold, else reports."""
        return REPORTS if self.address.scope == SECTIONS and not self.query.terms else self.address.scope


def ask(address: Address, *, mending: bool = True) -> Asking:
    """Understand a search, as it may be meant where it finds nothing as typed, unless `mending` is off."""
    asking = _make(address, understand_address(address))
    if not mending or address.plain or address.scope == FIGURES or asking.asks_nothing or not asking.understood.rest:
        return asking
    if not asking.query.terms or _count(asking):
        return asking
    return next((other for other in _mended(asking) if _count(other)), asking)


def _mended(asking: Asking) -> Iterator[Asking]:
    """What a search that finds nothing may mean, the likeliest first."""
    address, understood, lexicon = asking.address, asking.understood, services().lexicon.current()
    heard = services().known.heard(services().index.words())
    apart = cut_otherwise(understood, heard)
    if apart:
        yield _make(address, apart)
    respelt = respell(understood, heard)
    if respelt and respelt.sure:
        other = understand(respelt.text, lexicon, address.filters, address.page)
        yield _make(address, replace(other, read_as=respelt.meant))
    # Where several words are as likely, they are offered and none is searched for.
    if not respelt and (looser := loosen(understood)):
        yield _make(address, looser)
    for said in find_said(understood, heard):
        yield _make(address, said)
    if not respelt and (less := leave_out(understood, heard)):
        yield _make(address, less)


def _count(asking: Asking) -> int:
    return services().index.search(replace(asking.query, page=1, size=1, order=RELEVANCE), asking.known).total


def _make(address: Address, understood: Understood) -> Asking:
    """The search of what was understood; an order by amount without an indicator is none."""
    indicator = find_indicator(understood)
    amounts = services().known.amounts(indicator) if indicator else None
    by_amount = address.order in {HIGHEST, LOWEST}
    query = replace(
        understood.query,
        size=address.size,
        order=RELEVANCE if by_amount and amounts is None else address.order,
    )
    findings, numbers = services().known.findings(), amounts.numbers if amounts else KnownOutside().numbers
    asking = Asking(address, understood, query, KnownOutside(findings, numbers), amounts)
    return _within_bounds(asking, indicator) if indicator else asking


def _within_bounds(asking: Asking, indicator: IndicatorAsked) -> Asking:
    """What is asked for, narrowed to the reports whose figures lie within the bounds, in the order of the list of them."""
    question = read_question(with_links(asking))
    if question.bounds is None:
        return asking
    filters = find_list(as_told(indicator), question, services().catalogue.figures, _ids_within(question))
    if filters is None:
        only = services().known.within(indicator, question.bounds)
        return replace(asking, known=replace(asking.known, only=only))
    within = services().known.listed(replace(filters, latest=False), ascending=question.least_first)
    # The same objects as long as nothing changes.
    return replace(asking, known=replace(asking.known, first=within, only=services().known.only(within)))


def _ids_within(question: Asked) -> tuple[str, ...]:
    """The agencies of a question, of several regions all that lie in one of them."""
    if question.agencies or len(question.regions) < 2:
        return ids_of(question)
    return tuple(one.id for code in question.regions for one in services().catalogue.agencies(adcode=code))


def ids_of(question: Asked) -> tuple[str, ...]:
    """The agencies of a question by their ids."""
    return tuple(one.id for one in question.agencies)


def with_links(asking: Asking) -> Understood:
    """What was understood, with what links narrow to in place of what the text says of the same."""
    address, understood, filters = asking.address, asking.understood, asking.query.filters
    return replace(
        understood,
        agencies=(AgencyMatch(address.agency, EXACT),) if address.agency else understood.agencies,
        regions=(filters.region,) if filters.region else filters.regions,
        years=(address.year,) if address.year else understood.years,
        report_type=address.report_type or understood.report_type,
    )


def understand_address(address: Address) -> Understood:
    """What the text of an address says, or its words alone where it is to be taken so."""
    return understand(address.text, services().lexicon.current(), address.filters, address.page, plain=address.plain)


def find_indicator(understood: Understood) -> IndicatorAsked | None:
    """The indicator whose amount is shown and ordered by: the first that was understood."""
    return understood.indicators[0] if understood.indicators else None


def find_results(asking: Asking, cards: Sequence[Card] = ()) -> SearchResults:
    """A page of reports; those first, in their order, that what answers rests on."""
    known = _with_first(asking, cards)
    found = services().index.search(asking.query, known)
    if found.total or not known.first or _QUOTED.search(asking.address.text):
        return found
    # What answers holds what was asked, if not in these words (完成率 is printed as 为预算的); words in quotation marks do.
    known = replace(known, only=services().known.only(known.first))
    return services().index.search(replace(asking.query, terms=()), known)


def find_section_results(asking: Asking, cards: Sequence[Card] = ()) -> SectionResults:
    """A page of sections; those of the reports first that what answers rests on."""
    return services().index.search_sections(asking.query, _with_first(asking, cards))


def _with_first(asking: Asking, cards: Sequence[Card]) -> KnownOutside:
    return asking.known if asking.known.first else replace(asking.known, first=_reports_of(cards))


def _reports_of(cards: Sequence[Card]) -> tuple[str, ...]:
    """The reports that figures of cards stand in."""
    names: list[str] = []
    for card in cards:
        if isinstance(card, FigureCard | SpendingCard):
            names.append(card.report.name)
        elif isinstance(card, ListCard):
            names += (row.report for row in card.rows)
    return tuple(dict.fromkeys(names))


def count_results(address: Address) -> tuple[int, str]:
    """How many results an address would find, and of which scope; none where it has no words that could be searched for."""
    asking = ask(replace(address, page=1), mending=False)
    if asking.asks_nothing:
        return 0, asking.scope
    if asking.scope == SECTIONS:
        return services().index.search_sections(replace(asking.query, size=1), asking.known).total, SECTIONS
    return _count(asking), asking.scope
