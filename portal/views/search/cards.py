"""Answer cards above the hits."""

from dataclasses import replace

from index.understanding.model import EXACT, AgencyMatch, Understood
from portal.answers import find_cards
from portal.answers.model import Card
from portal.services import services
from portal.views.search.asking import Asking


def make_cards(asking: Asking) -> tuple[Card, ...]:
    """The cards that answer a search; they stand on its first page."""
    return find_cards(_with_links(asking), services()) if asking.address.page == 1 else ()


def _with_links(asking: Asking) -> Understood:
    """What was understood, with what links narrow to in place of what the text says of the same."""
    address, understood = asking.address, asking.understood
    return replace(
        understood,
        agencies=(AgencyMatch(address.agency, EXACT),) if address.agency else understood.agencies,
        region=address.region or understood.region,
        years=(address.year,) if address.year else understood.years,
        report_type=address.report_type or understood.report_type,
    )
