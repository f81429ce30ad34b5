"""A search put to the index: what was understood of it, what is known of reports beside it, and what was found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.protocol import KnownOutside, NamedGroups, SearchResults
from index.query import HIGHEST, LOWEST, RELEVANCE, Query
from index.understanding import understand
from index.understanding.mending import leave_out, loosen, respell
from index.understanding.model import IndicatorAsked, Understood
from portal.known import Amounts
from portal.services import services
from portal.views.search.address import FIGURES, Address


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
    respelt = respell(understood, heard)
    if respelt:
        # Where several words are as likely, they are offered and none is searched for.
        if respelt.sure:
            other = understand(respelt.text, lexicon, address.filters, address.page)
            yield _make(address, replace(other, read_as=respelt.meant))
        return
    for less in (loosen(understood), leave_out(understood, heard)):
        if less:
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
    only = NamedGroups()
    if indicator and understood.amounts:
        only = services().known.within(indicator, understood.amounts)
    known = KnownOutside(services().known.findings(), amounts.numbers if amounts else KnownOutside().numbers, only)
    return Asking(address, understood, query, known, amounts)


def understand_address(address: Address) -> Understood:
    """What the text of an address says, or its words alone where it is to be taken so."""
    return understand(address.text, services().lexicon.current(), address.filters, address.page, plain=address.plain)


def find_indicator(understood: Understood) -> IndicatorAsked | None:
    """The indicator whose amount is shown and ordered by: the first that was understood."""
    return understood.indicators[0] if understood.indicators else None


def find_results(asking: Asking) -> SearchResults:
    """A page of reports."""
    return services().index.search(asking.query, asking.known)


def count_results(address: Address) -> int:
    """How many reports an address would find; none where it has no words that could be searched for."""
    asking = ask(replace(address, page=1), mending=False)
    return 0 if asking.asks_nothing else _count(asking)
