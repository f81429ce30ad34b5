"""Answer cards above the hits, and the same as a program gets them."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from index.understanding.model import Understood
from portal.answers import find_cards
from portal.answers.model import Card
from portal.services import services


def make_cards(understood: Understood, *, page: int) -> tuple[Card, ...]:
    """The cards that answer a search; they stand on its first page."""
    return find_cards(understood, services()) if page == 1 else ()


def card_record(card: Card) -> dict[str, Any]:
    """A card as an object of JSON; values in yuan or percent as exact text."""
    record: dict[str, Any] = _plain(asdict(card))
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return f"{value:f}" if isinstance(value, Decimal) else value
