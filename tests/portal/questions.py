"""Questions that answers are asked of, and what a test takes of a card."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from index.query import parse_query
from index.understanding.model import EXACT, AgencyMatch, IndicatorAsked, Understood
from portal.answers import find_cards
from portal.answers.model import Card, FigureCard, ListCard, SpendingCard
from portal.services import EXTENSION

THREE, RECEPTION = IndicatorAsked("three_public"), IndicatorAsked("three_public.reception")
Answer = Callable[..., tuple[Card, ...]]


class answering:  # noqa: N801 - it is used as a function is
    """A request in which questions are answered."""

    def __init__(self, client: FlaskClient) -> None:
        self._app = client.application
        self._context = self._app.test_request_context("/search")

    def __enter__(self) -> Answer:
        self._context.push()
        return self._ask

    def __exit__(self, *_: object) -> None:
        self._context.pop()

    def _ask(
        self, *agencies: str, text: str = "某个问题", how: str = EXACT, region: str = "", **more: Any
    ) -> tuple[Card, ...]:
        matches = tuple(AgencyMatch(one, how) for one in agencies)
        told = {"regions": (region,), **more} if region else more
        asked = Understood(text, parse_query(text), agencies=matches, **told)
        return find_cards(asked, self._app.extensions[EXTENSION])


def figure(cards: tuple[Card, ...]) -> FigureCard:
    """The one card, which must be a figure's."""
    (card,) = cards
    assert isinstance(card, FigureCard)
    return card


def listed(cards: tuple[Card, ...]) -> ListCard:
    """The one card, which must be a list."""
    (card,) = cards
    assert isinstance(card, ListCard)
    return card


def told(card: FigureCard | SpendingCard) -> list[tuple[str, str, str]]:
    """Its values: label, value, in which other document."""
    return [(one.label, f"{one.value:f}", one.document) for one in card.values]
