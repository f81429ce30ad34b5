"""Cards of lists: figures of several agencies or years."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from answering import EDUCATION, FINANCE, OTHER_EDUCATION, WATER
from flask.testing import FlaskClient
from questions import RECEPTION, THREE, Answer, figure, listed

from browsing import fetch, page
from index.understanding.model import (
    AGENCY,
    NONE,
    SHORT,
    SOME,
    AmountRange,
    Chip,
    IndicatorAsked,
)
from portal.answers.model import AgencyCard

NAME = Chip(AGENCY, "教育局（2个单位）", 0, 3, "")


def test_one_name_of_several_bodies(answer: Answer) -> None:
    """Whoever was meant by one name is a row of one list; without a figure each is told who he is."""
    asked = {"text": "教育局 三公经费", "how": SHORT, "chips": (NAME,)}
    card = listed(answer(EDUCATION, OTHER_EDUCATION, indicators=(THREE,), years=(2022,), **asked))
    assert [(row.agency, f"{row.value.value:f}") for row in card.rows] == ALL_2022[:2]
    assert "教育局（2个单位）" in card.title
    assert [one.agency.id for one in answer(EDUCATION, OTHER_EDUCATION, **asked) if isinstance(one, AgencyCard)] == [
        EDUCATION,
        OTHER_EDUCATION,
    ]


def test_one_name_without_a_year(answer: Answer) -> None:
    """Each of those that bear it is told with the last year that he reported."""
    asked = {"text": "教育局 支出", "how": SHORT, "chips": (replace(NAME, label="两局"),)}
    card = listed(answer(EDUCATION, FINANCE, "430203-meiyou", indicators=(THREE,), **asked))
    assert [(row.agency, row.year) for row in card.rows] == [(EDUCATION, 2022), (FINANCE, 2022)]
    assert "每个单位" in card.note


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"years": (2021, 2022)}, id="several years"),
        pytest.param({"every_year": True}, id="understood"),
    ],
)
def test_an_agency_year_by_year(answer: Answer, asked: dict[str, Any]) -> None:
    """One figure a year, the latest first."""
    card = listed(answer(EDUCATION, indicators=(THREE,), **asked))
    assert [(row.year, f"{row.value.value:f}") for row in card.rows] == [(2022, "150000.00"), (2021, "180000.00")]


def test_of_more_names_a_list(answer: Answer) -> None:
    """A name that many bear gets one list of them, and of nobody else."""
    many = (EDUCATION, OTHER_EDUCATION, WATER, *(f"430203-meiyou-{number}" for number in range(2, 5)))
    card = listed(answer(*many, how=SHORT, indicators=(THREE,), years=(2022,)))
    assert [row.agency for row in card.rows] == [EDUCATION, OTHER_EDUCATION, WATER]


ALL_2022 = [(EDUCATION, "150000.00"), (OTHER_EDUCATION, "80000.00"), (FINANCE, "60000.00"), (WATER, "40000.00")]
RECEPTION_2022 = [(EDUCATION, "60000.00"), (OTHER_EDUCATION, "50100.00"), (FINANCE, "50000.00"), (WATER, "10000.00")]


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        pytest.param({"indicators": (THREE,), "years": (2022,)}, ALL_2022, id="one figure an agency, greatest first"),
        pytest.param({"indicators": (THREE,)}, ALL_2022, id="the newest year with data"),
        pytest.param({"indicators": (THREE,), "order": "least"}, ALL_2022[::-1], id="least first"),
        pytest.param({"indicators": (THREE,), "region": "430211"}, ALL_2022[1:2], id="of a region"),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": AmountRange(Decimal(50000), strict=True)},
            RECEPTION_2022[:2],
            id="more than, to the cent",
        ),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": AmountRange(Decimal(50000))}, RECEPTION_2022[:3], id="not less than"
        ),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": AmountRange(most=Decimal(50000))},
            RECEPTION_2022[2:],
            id="not more than",
        ),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": AmountRange(Decimal(10000), Decimal(50100), strict=True)},
            RECEPTION_2022[2:3],
            id="between, ends left out",
        ),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": AmountRange(Decimal("50100.00001"))},
            RECEPTION_2022[:1],
            id="a bound finer than any figure",
        ),
        pytest.param(
            {"indicators": (RECEPTION,), "amounts": SOME},
            RECEPTION_2022,
            id="who has any: more than nothing",
        ),
        pytest.param({"indicators": (RECEPTION,), "amounts": NONE}, [], id="who has none"),
        pytest.param(
            {
                "indicators": (IndicatorAsked("three_public", measure="completion_rate"),),
                "amounts": AmountRange(most=Decimal(75), unit="%"),
            },
            [(EDUCATION, "75.00")],
            id="percent",
        ),
        pytest.param(
            {"indicators": (THREE,), "amounts": AmountRange(Decimal(160000))},
            [(EDUCATION, "180000.00")],
            id="of an earlier year where none of the last is within",
        ),
        pytest.param({"indicators": (RECEPTION,), "amounts": AmountRange(Decimal(10) ** 30)}, [], id="nobody so much"),
        pytest.param(
            {"indicators": (IndicatorAsked("three_public", phase="budget"),), "years": (2022,)},
            [(EDUCATION, "205000.00")],
            id="budgets",
        ),
    ],
)
def test_a_list(answer: Answer, more: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    """One figure for each agency and year, within the bounds, in order, each with the words it rests on."""
    card = listed(answer(**{"over_agencies": True, **more}))
    assert [(row.agency, f"{row.value.value:f}") for row in card.rows] == rows
    assert card.total == len(rows)


def test_regions_that_share_a_name_answer_each(answer: Answer) -> None:
    """None of them is guessed: each has its own list, or its only agency's figure."""
    many, alone = answer(regions=("430203", "430211"), indicators=(THREE,), years=(2022,))
    assert {row.agency[:6] for row in listed((many,)).rows} == {"430203"}
    assert figure((alone,)).agency == OTHER_EDUCATION


@pytest.mark.parametrize(
    ("bounds", "nearest"),
    [
        pytest.param(AmountRange(Decimal(10) ** 9), (EDUCATION, "60000.00"), id="the greatest, of so much"),
        pytest.param(AmountRange(most=Decimal(1)), (WATER, "10000.00"), id="the least, of so little"),
    ],
)
def test_nobody_lies_within_bounds(answer: Answer, bounds: AmountRange, nearest: tuple[str, str]) -> None:
    """Who comes nearest is told in place of an empty list."""
    card = listed(answer(over_agencies=True, indicators=(RECEPTION,), years=(2022,), amounts=bounds))
    assert card.rows == ()
    assert [(row.agency, f"{row.value.value:f}") for row in card.nearest] == [nearest]


def test_a_list_says_which_year_it_took(answer: Answer) -> None:
    """The year is in the title; that nobody asked for it is said."""
    card = listed(answer(over_agencies=True, indicators=(THREE,)))
    assert card.title.startswith("2022年度")
    assert "没有写年度" in card.note
    assert [year for year, _ in card.years] == [2021]
    assert listed(answer(over_agencies=True, indicators=(THREE,), years=(2022,))).note == ""


def test_what_a_list_leads_to_is_the_list(answer: Answer, visitor: FlaskClient) -> None:
    """Its page and its CSV hold exactly its rows."""
    card = listed(answer(over_agencies=True, indicators=(RECEPTION,), amounts=AmountRange(Decimal(50000), strict=True)))
    html = page(visitor, card.all_url)
    assert re.findall(r'<th scope="row"><a href="/agencies/([^"]+)"', html) == [row.agency for row in card.rows]
    lines = fetch(visitor, card.csv_url).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(card.rows)
    for row in card.rows:
        assert any(row.agency_name in line and row.value.url in line for line in lines)


@pytest.mark.parametrize(("word", "lists"), [("名单", 1), ("缆车", 0)])
def test_words_that_were_left_out(answer: Answer, word: str, lists: int) -> None:
    """A word of asking for a list that no report has narrows nothing; any other may, so that no list answers."""
    cards = answer(over_agencies=True, indicators=(THREE,), years=(2022,), left_out=(word,))
    assert len([card for card in cards if card.kind == "list"]) == lists
