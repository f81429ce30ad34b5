"""Answers about changes and several years: what is printed, what only a later report tells, what nobody tells."""

from typing import Any

import pytest
from answering import EDUCATION, FINANCE, OTHER_EDUCATION, WATER
from flask import render_template_string
from questions import THREE, Answer, figure, listed, told

from index.understanding.model import IndicatorAsked
from portal.answers import card_record
from portal.answers.model import AgencyCard

OPERATION = IndicatorAsked("agency_operation")
CHANGE = IndicatorAsked("three_public", measure="change_rate")


def test_a_year_that_only_a_later_report_tells(answer: Answer) -> None:
    """It answers, with the report that tells it: of that year there is none."""
    card = figure(answer(FINANCE, indicators=(OPERATION,), years=(2021,)))
    assert told(card)[0] == ("决算", "400000.00", "")
    assert card.year == 2021
    assert "2022年度部门决算" in card.note
    assert card_record(card)["note"] == card.note


def test_such_a_year_beside_another(answer: Answer) -> None:
    """Each year is a row, and the row of the year without a report says who tells it."""
    card = listed(answer(FINANCE, indicators=(OPERATION,), years=(2021, 2022)))
    assert [(row.year, f"{row.value.value:f}", row.value.label) for row in card.rows] == [
        (2022, "500000.00", ""),
        (2021, "400000.00", "2022年度报告所列"),
    ]
    assert card.total == 2


@pytest.mark.parametrize("asked", [{}, {"every_year": True}, {"years": (2022,)}])
def test_unasked_it_stays_out(answer: Answer, asked: dict[str, Any]) -> None:
    """Who asks for the last year, for all or for another gets what reports tell of their own."""
    assert figure(answer(FINANCE, indicators=(OPERATION,), **asked)).year == 2022


def test_a_year_with_a_report_is_told_by_it_alone(answer: Answer) -> None:
    """A report of the year that does not tell a figure is not mended by another."""
    cards = answer(EDUCATION, indicators=(OPERATION,), years=(2021,))
    assert all(isinstance(one, AgencyCard) for one in cards)


def test_a_year_of_which_nothing_is_told_is_named(answer: Answer) -> None:
    """On the card of the year that is told, of a list, and on the agency's where none is."""
    assert figure(answer(WATER, indicators=(THREE,), years=(2020, 2022))).note.startswith("2020年度：")
    years = listed(answer(EDUCATION, indicators=(THREE,), years=(2020, 2021, 2022)))
    assert years.note.startswith("2020年度：")
    (card,) = answer(WATER, indicators=(THREE,), years=(2019,))
    assert isinstance(card, AgencyCard)
    assert card.note.startswith("2019年度：")
    shown = render_template_string("{% import 'cards.html' as c %}{{ c.cards(cards) }}", cards=(card, years))
    assert "2019年度：没有收录" in shown
    assert years.note in shown


@pytest.mark.parametrize(
    ("years", "rows"),
    [
        ((2022,), [(2022, "150000.00"), (2021, "180000.00")]),
        ((), [(2022, "150000.00"), (2021, "180000.00")]),
        ((2021, 2022), [(2022, "150000.00"), (2021, "180000.00")]),
    ],
)
def test_a_change_that_no_report_prints(answer: Answer, years: tuple[int, ...], rows: list[tuple[int, str]]) -> None:
    """The amounts of the years stand for it, and the card says so; nothing is computed."""
    card = listed(answer(EDUCATION, indicators=(CHANGE,), years=years))
    assert [(row.year, f"{row.value.value:f}") for row in card.rows] == rows
    assert (card.measure, card.phase) == ("amount", "actual")
    assert card.note.startswith("报告没有逐年列出增减")


@pytest.mark.parametrize("years", [(2021,), (2023,)])
def test_a_change_from_a_year_of_which_nothing_is_told(answer: Answer, years: tuple[int, ...]) -> None:
    """One year alone shows no change."""
    assert all(isinstance(one, AgencyCard) for one in answer(EDUCATION, indicators=(CHANGE,), years=years))


def test_the_last_years(answer: Answer) -> None:
    """近两年 are the last two that are told, which of them has the most comes first where that is asked."""
    both = {"indicators": (THREE,), "every_year": True}
    assert [row.year for row in listed(answer(EDUCATION, last_years=2, **both)).rows] == [2022, 2021]
    most = listed(answer(EDUCATION, over_agencies=True, order="most", **both))
    assert [row.year for row in most.rows] == [2021, 2022]
    card = listed(answer(over_agencies=True, order="most", last_years=1, **both))
    assert {row.year for row in card.rows} == {2022}


@pytest.mark.parametrize(
    ("order", "rows", "bodies"),
    [
        ("most", 2, [EDUCATION, OTHER_EDUCATION]),
        ("least", 1, [WATER]),
        ("most", 50, [EDUCATION, OTHER_EDUCATION, FINANCE, WATER]),
        ("", 2, [EDUCATION, OTHER_EDUCATION, FINANCE, WATER]),
    ],
)
def test_so_many_rows_as_are_asked_for(answer: Answer, order: str, rows: int, bodies: list[str]) -> None:
    """The first of them; without an order nobody comes first."""
    card = listed(answer(over_agencies=True, indicators=(THREE,), years=(2022,), order=order, rows=rows))
    assert [row.agency for row in card.rows] == bodies
    assert card.total == 4


def test_who_is_as_great_as_the_last_is_shown_too(answer: Answer) -> None:
    """Of equal ones none is left out: the total of all four is the same."""
    asked = IndicatorAsked("total_expenditure_and_balance")
    card = listed(answer(over_agencies=True, indicators=(asked,), years=(2022,), order="least", rows=1))
    assert len(card.rows) == 4


def test_how_many_tell_it(answer: Answer) -> None:
    """A list says of how many of those who reported it is, where it is not of all."""
    card = listed(answer(over_agencies=True, indicators=(OPERATION,), years=(2022,)))
    assert card.note == "有报告的 4 个单位里有 1 个列出这项数字。"
