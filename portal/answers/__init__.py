"""Answering a question that was understood with figures of the catalogue; no card rather than a wrong one."""

from collections.abc import Iterator
from dataclasses import replace

from index.understanding.model import EXACT, AgencyMatch, IndicatorAsked, Understood
from portal.answers.asking import Asked, read_question
from portal.answers.bodies import find_agency_card, nearest_bodies
from portal.answers.choosing import CHANGES
from portal.answers.figures import find_figure_card
from portal.answers.functions import find_function_card
from portal.answers.later import name_missing
from portal.answers.lists import find_list_card
from portal.answers.model import Card
from portal.answers.projects import find_projects_card
from portal.answers.records import card_record
from portal.answers.spending import find_owner, find_spending_card, find_typed_project
from portal.answers.years import find_course_card, find_years_card
from portal.services import Services

__all__ = ["Card", "card_record", "find_cards"]

MOST_AGENCIES = 5  # that one name may mean, to get a card each; of more a list is shown
_MOST_INDICATORS = 3
# What an agency spent as a whole, and how much of its budget that is: of whatever is named beside it, it tells nothing.
_OF_ALL = frozenset({"expenditure", "total_expenditure_and_balance", "performance.budget_completion_rate"})


def find_cards(asked: Understood, services: Services) -> tuple[Card, ...]:
    """Return the cards that answer a search, the surest first; none where nothing answers it for certain.

    Who excludes words asks for texts without them: a figure may stand in one that holds them. Addresses are those of the
    request that is answered.
    """
    if not asked.text.strip() or asked.query.excluded or not services.catalogue.figures.is_filled:
        return ()
    question = read_question(asked)
    if len(question.regions) > 1 and not question.agencies:
        # Of regions that share a name none is guessed: each gets its own answer.
        each = [replace(question, region=code) for code in question.regions[:MOST_AGENCIES]]
        return tuple(card for one in each for card in _about(one, services))
    return _about(question, services)


def _about(question: Asked, services: Services) -> tuple[Card, ...]:
    question = _with_only_agency(question, services)
    understood = question.understood
    of_years = len(question.agencies) == 1 and question.is_of_several_years and bool(understood.order)
    if question.agencies and (of_years or question.asks_projects or not understood.over_agencies):
        return tuple(_about_agencies(question, services))
    return tuple(_about_many(question, services)) or tuple(_about_a_function(question, services))


def _about_a_function(asked: Asked, services: Services) -> Iterator[Card]:
    """What a code means and who spent on it, where nobody is named."""
    understood = asked.understood
    if not (asked.agencies or understood.amounts) and all(map(_is_of_all, understood.indicators)):
        yield from _told(find_function_card(asked, services))


def _with_only_agency(asked: Asked, services: Services) -> Asked:
    """A question that names nobody with the agency that it can only be about: a region's only one, or a project's."""
    understood = asked.understood
    if asked.agencies or understood.over_agencies or understood.amounts or understood.indicators:
        return asked
    if not asked.words and not understood.functions:
        return asked
    only = services.catalogue.figures.only_agency(asked.region) if asked.region else find_owner(asked, services)
    if asked.region and not only:
        only = find_owner(asked, services)
    return replace(asked, agencies=(AgencyMatch(only, EXACT),)) if only else asked


def _about_agencies(asked: Asked, services: Services) -> Iterator[Card]:
    """The figures asked for; without any the project or function that is named; without either who is named."""
    makers = (_named_spending, _projects, _figures, _spending, _bodies)
    for make in makers:
        cards = tuple(make(asked, services))
        if cards:
            yield from cards
            return


def _projects(asked: Asked, services: Services) -> Iterator[Card]:
    """All projects of who is named, where no one of them is; beside them all that was spent on projects, where asked."""
    found = [
        card for one in asked.agencies[:MOST_AGENCIES] for card in _told(find_projects_card(one.id, asked, services))
    ]
    if found:
        yield from _figures(asked, services)
        yield from found


def _figures(asked: Asked, services: Services) -> Iterator[Card]:
    if asked.is_other_figure or asked.is_part_of_figure:
        return
    ids = tuple(one.id for one in asked.agencies)
    for indicator in asked.indicators[:_MOST_INDICATORS]:
        if _is_of_all(indicator) and (asked.says_more or asked.understood.functions):
            continue  # what is named beside 支出 may tell on what: that is not all expenditure
        # Of a name that several bear, whoever was meant is a row of the list; one alone would be a guess.
        if len(ids) > MOST_AGENCIES or asked.is_of_one_name:
            yield from _told(find_list_card(indicator, asked, services, ids))
            continue
        for agency in ids:
            years = find_years_card(agency, indicator, asked, services) if asked.is_of_several_years else None
            card = years or find_figure_card(agency, indicator, asked, services)
            if card is None and indicator.measure in CHANGES:
                card = find_course_card(agency, indicator, asked, services)
            if card is None and indicator.instead:
                card = find_figure_card(agency, replace(indicator, code=indicator.instead), asked, services)
            yield from _told(card)


def _named_spending(asked: Asked, services: Services) -> Iterator[Card]:
    """What was spent on what the words name exactly (水毁抢修 支出, 编外用工人员经费), which is not all that was spent."""
    if asked.understood.indicators and len(asked.agencies) <= MOST_AGENCIES:
        typed = [card for one in asked.agencies if (card := find_typed_project(one.id, asked, services))]
        yield from typed
        if not typed and (asked.words or asked.understood.functions):
            yield from _spending(asked, services, exact=True)


def _spending(asked: Asked, services: Services, *, exact: bool = False) -> Iterator[Card]:
    # A name beside another figure (某某中心 三公经费) is not that of a project.
    of_spending = all(_is_of_all(one) or one.code.startswith("expenditure.") for one in asked.understood.indicators)
    if of_spending and len(asked.agencies) <= MOST_AGENCIES:
        for one in asked.agencies:
            yield from _told(find_spending_card(one.id, asked, services, exact=exact))


def _bodies(asked: Asked, services: Services) -> Iterator[Card]:
    if not asked.is_of_regions and asked.understood.agencies and len(asked.agencies) <= MOST_AGENCIES:
        cards = [card for one in asked.agencies if (card := find_agency_card(one.id, one.how, services))]
        for card in nearest_bodies(cards, asked) if asked.is_of_one_name else cards:
            yield replace(card, note=name_missing(asked.years, card.years, "没有收录这个单位的报告"))


def _is_of_all(indicator: IndicatorAsked) -> bool:
    return indicator.code in _OF_ALL


def _told(card: Card | None) -> tuple[Card, ...]:
    return () if card is None else (card,)


def _about_many(asked: Asked, services: Services) -> Iterator[Card]:
    """Lists over agencies, where the question is about many of them and nothing of it was left over."""
    understood = asked.understood
    if (
        asked.says_more
        or asked.is_of_another_year
        or not (understood.over_agencies or understood.amounts or asked.region)
    ):
        return
    ids = tuple(one.id for one in asked.agencies)
    if len(ids) == 1:
        return  # one agency against all others: no list of its own figures answers that
    # A region may hold one agency alone, which is then who is asked about.
    alone = not (understood.over_agencies or understood.amounts) and services.catalogue.figures.only_agency(
        asked.region
    )
    for indicator in asked.indicators[:_MOST_INDICATORS]:
        if _is_of_all(indicator) and understood.functions:
            continue
        if alone and not asked.years:
            continue  # whose figure and of which year would be two guesses
        if alone:
            yield from _told(find_figure_card(alone, indicator, asked, services))
        else:
            yield from _told(find_list_card(indicator, asked, services, ids))
