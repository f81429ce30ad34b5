"""A search put to the index: what was understood of it, what is known of reports beside it, and what was found."""

from dataclasses import dataclass, replace

from index.protocol import KnownOutside, NamedGroups, SearchResults
from index.query import HIGHEST, LOWEST, RELEVANCE, Query
from index.understanding import understand
from index.understanding.model import IndicatorAsked, Understood
from portal.known import Amounts
from portal.services import services
from portal.views.search.address import Address


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


def ask(address: Address) -> Asking:
    """Understand a search; an order by amount without an indicator is none."""
    understood = understand_address(address)
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
    asking = ask(replace(address, page=1))
    if asking.asks_nothing:
        return 0
    return services().index.search(replace(asking.query, size=1, order=RELEVANCE), asking.known).total
