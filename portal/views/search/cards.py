"""Answer cards above the hits."""

from portal.answers import find_cards
from portal.answers.model import Card
from portal.services import services
from portal.views.search.asking import Asking, with_links


def make_cards(asking: Asking) -> tuple[Card, ...]:
    """The cards that answer a search; they stand on its first page, and their reports come first on all pages."""
    return find_cards(with_links(asking), services())


def shown_cards(asking: Asking, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """Those that stand on this page."""
    return cards if asking.address.page == 1 else ()
