"""A small register of fictional and real places for all tests of understanding."""

from collections.abc import Callable

import pytest

from index.query import Filters
from index.understanding import understand
from index.understanding.lexicon import Lexicon, make_lexicon
from index.understanding.model import Understood
from meaning_of import LAST_YEAR, make_register


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Names and terms of the small register."""
    return make_lexicon(make_register(), LAST_YEAR)


@pytest.fixture(scope="session")
def ask(lexicon: Lexicon) -> Callable[..., Understood]:
    """What is understood of a text."""

    def asked(text: str, filters: Filters | None = None, *, plain: bool = False) -> Understood:
        return understand(text, lexicon, filters, plain=plain)

    return asked
