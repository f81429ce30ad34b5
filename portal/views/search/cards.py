"""Answer cards above the hits."""

from index.understanding.model import Understood
from portal.answers import find_cards
from portal.answers.model import Card
from portal.services import services


def make_cards(understood: Understood, *, page: int) -> tuple[Card, ...]:
    """The cards that answer a search; they stand on its first page."""
    return find_cards(understood, services()) if page == 1 else ()
