"""Cards of figures: which figure answers, what stands beside it, and where it is printed."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from answering import EDUCATION, FINANCE, OTHER_EDUCATION, WATER
from flask.testing import FlaskClient
from questions import RECEPTION, THREE, Answer, figure, listed, told

from browsing import page
from index.understanding.model import (
    SHORT,
    AmountRange,
    IndicatorAsked,
)
from portal.answers import card_record
from portal.answers.model import AgencyCard, FigureCard


@pytest.mark.parametrize(
    ("asked", "years", "values", "sentence"),
    [
        pytest.param(
            THREE,
            (2022,),
            [("决算", "150000.00", ""), ("预算", "200000.00", ""), ("完成预算", "75.00", "")],
            "“三公”经费支出预算为20.00万元，支出决算为15.00万元，完成预算的75.00%，其中：公务接待费支出决算为6.00万元。",
            id="budget and completion as printed",
        ),
        pytest.param(
            THREE,
            (2021,),
            [("决算", "180000.00", ""), ("预算", "220000.00", ""), ("完成预算", "81.8", "")],
            "“三公”经费支出预算为22.00万元，支出决算为18.00万元，其中：公务接待费支出决算为2.00万元。",
            id="completion calculated",
        ),
        pytest.param(RECEPTION, (2022,), [("决算", "60000.00", "")], None, id="nothing beside it"),
        pytest.param(THREE, (), [("决算", "150000.00", "")], None, id="the newest year that has it"),
        pytest.param(
            IndicatorAsked("three_public", phase="budget"),
            (2022,),
            [
                ("预算", "205000.00", "部门预算"),
                ("预算", "200000.00", "部门决算"),
                ("决算", "150000.00", "部门决算"),
                ("完成预算", "75.00", ""),
            ],
            "2022年“三公”经费预算数为20.50万元，其中：公务接待费1.00万元。",
            id="a budget is the budget report's, and what became of it",
        ),
        pytest.param(
            IndicatorAsked("three_public", phase="budget"),
            (2021,),
            [("预算", "220000.00", "部门决算"), ("决算", "180000.00", ""), ("完成预算", "81.8", "")],
            None,
            id="a budget that the accounts alone tell",
        ),
        pytest.param(THREE, (2023,), [("预算", "210000.00", "部门预算")], None, id="of a year with a budget only"),
        pytest.param(
            IndicatorAsked("three_public", measure="completion_rate"),
            (2022,),
            [("完成预算", "75.00", ""), ("决算", "150000.00", ""), ("预算", "200000.00", "")],
            None,
            id="completion first where it is asked for",
        ),
        pytest.param(
            IndicatorAsked("three_public", scope="fiscal"),
            (2022,),
            [("决算", "150000.00", "")],
            None,
            id="the scope that is asked for",
        ),
    ],
)
def test_a_figure(
    answer: Answer,
    asked: IndicatorAsked,
    years: tuple[int, ...],
    values: list[tuple[str, str, str]],
    sentence: str | None,
) -> None:
    """The value asked for comes first, then what the report prints beside it, with its sentence."""
    card = figure(answer(EDUCATION, indicators=(asked,), years=years))
    assert told(card)[: len(values)] == values
    assert sentence is None or card.sentence == sentence
    assert card.agency_name == "株洲市芦淞区教育局"


def test_a_calculated_value_says_so(answer: Answer) -> None:
    """What no report prints is marked, and only that."""
    card = figure(answer(EDUCATION, indicators=(THREE,), years=(2021,)))
    assert [one.computed for one in card.values] == [False, False, True]
    assert card_record(card)["values"][2]["computed"] is True


def test_other_years_stand_beside(answer: Answer) -> None:
    """Without a year the newest answers, and the others are a row; with a year it alone answers."""
    card = figure(answer(EDUCATION, indicators=(THREE,)))
    assert card.year == 2022
    assert [(year, f"{value.value:f}") for year, value in card.years] == [(2021, "180000.00")]
    assert figure(answer(EDUCATION, indicators=(THREE,), years=(2022,))).years == ()


@pytest.mark.parametrize(
    ("agencies", "more"),
    [
        pytest.param((EDUCATION,), {"years": (2019,)}, id="a year without a report"),
        pytest.param(
            (FINANCE,),
            {"years": (2022,), "indicators": (IndicatorAsked("staff.actual"),)},
            id="a figure that no report tells",
        ),
        pytest.param(
            (FINANCE,),
            {"indicators": (IndicatorAsked("three_public", phase="budget"),)},
            id="a budget that is not printed",
        ),
        pytest.param(
            (EDUCATION,),
            {"indicators": (IndicatorAsked("three_public", scope="gov_fund"),)},
            id="a scope that is not printed",
        ),
        pytest.param((EDUCATION,), {"rest": "下属学校"}, id="of a body under it"),
        pytest.param((EDUCATION,), {"rest": "青少年活动中心"}, id="of a body that nobody knows"),
        pytest.param((EDUCATION,), {"rest": "人均"}, id="another figure made of it"),
        pytest.param(
            (EDUCATION,), {"text": "教育局去年三公经费", "unclear": ("去年",)}, id="a year that nobody reckoned out"
        ),
        pytest.param((EDUCATION,), {"report_type": "performance"}, id="a report that does not tell it"),
        pytest.param((), {}, id="nobody is named"),
        pytest.param((), {"over_agencies": True, "rest": "环保"}, id="a word narrows a list that nothing knows"),
        pytest.param((), {"region": "430203", "rest": "青少年活动中心"}, id="a body that nobody knows in a region"),
        pytest.param((), {"over_agencies": True, "years": (2018,)}, id="a list of a year without reports"),
        pytest.param(("430203-meiyou",), {}, id="an agency that is gone"),
    ],
)
def test_no_figure_rather_than_a_wrong_one(answer: Answer, agencies: tuple[str, ...], more: dict[str, Any]) -> None:
    """Where no figure answers for certain, none is shown."""
    cards = answer(*agencies, **{"indicators": (THREE,), **more})
    assert not [one for one in cards if not isinstance(one, AgencyCard)]


def test_text_and_table_differ(answer: Answer, visitor: FlaskClient) -> None:
    """The figure is that of the agency's page; what the text says instead is told, and so is the finding, with its page."""
    card = figure(answer(WATER, indicators=(THREE,), years=(2022,)))
    assert told(card)[0] == ("决算", "40000.00", "")
    assert [(one.label, one.disclosed) for one in card.differs] == [("正文", "3.00万元")]
    assert any(check.severity == "error" and "写为3万元" in check.message for check in card.checks)
    assert card.values[0].findings == sum(check.severity == "error" for check in card.checks)
    assert "4.00" in card.sentence
    assert figure(answer(WATER, indicators=(RECEPTION,))).checks == ()  # only what was added up with it is wrong
    shown = page(visitor, f"/agencies/{WATER}")
    assert re.search(rf'href="{re.escape(card.values[0].url)}"[^>]*>4\.00<', shown)
    for check in card.checks:
        assert check.message in page(visitor, check.url)


@pytest.mark.parametrize(("rest", "value"), [("", "150000.00"), ("本级", "90000.00"), ("汇总", "150000.00")])
def test_department_and_own_office(answer: Answer, rest: str, value: str) -> None:
    """A department's accounts go before its own office's, unless that is what is asked for."""
    card = figure(answer(EDUCATION, indicators=(THREE,), years=(2022,), rest=rest))
    assert f"{card.values[0].value:f}" == value


def test_the_figure_opens_marked(answer: Answer, visitor: FlaskClient) -> None:
    """The address leads to the figure's own words in the report."""
    card = figure(answer(EDUCATION, indicators=(THREE,), years=(2022,)))
    address, _, anchor = card.values[0].url.partition("#")
    html = page(visitor, address)
    assert re.search(rf'<a id="{anchor}" class="anchor"></a><span class="figure[^>]*>15\.00万元</span>', html)
    assert [piece.text for piece in card.pieces if piece.marked] == ["15.00万元"]


def test_a_name_that_several_bear(answer: Answer) -> None:
    """Each of them gets a card; one that is called so in full goes before those called so for short."""
    cards = answer(EDUCATION, OTHER_EDUCATION, how=SHORT, indicators=(THREE,), years=(2022,))
    assert [(one.agency, f"{one.values[0].value:f}") for one in cards if isinstance(one, FigureCard)] == [
        (EDUCATION, "150000.00"),
        (OTHER_EDUCATION, "80000.00"),
    ]


@pytest.mark.parametrize(("scope", "values"), [("fiscal", ["150000.00"]), ("general_public", None)])
def test_three_public_is_fiscal_money(answer: Answer, scope: str, values: list[str] | None) -> None:
    """财政拨款“三公”经费 is what reports call it; a single fund's is another figure."""
    cards = answer(EDUCATION, indicators=(replace(THREE, scope=scope),), years=(2022,))
    assert [f"{one.values[0].value:f}" for one in cards if isinstance(one, FigureCard)] == (values or [])


@pytest.mark.parametrize("year", [2021, 2022])
def test_completion_where_it_is_asked_for(answer: Answer, year: int) -> None:
    """As printed, else calculated of what is printed, else not at all."""
    rate = IndicatorAsked("three_public", measure="completion_rate")
    card = figure(answer(EDUCATION, indicators=(rate,), years=(year,)))
    assert [(f"{one.value:f}", one.computed) for one in card.values if one.unit == "%"] == [
        ("81.8", True) if year == 2021 else ("75.00", False)
    ]
    assert not [one for one in answer(FINANCE, indicators=(rate,)) if isinstance(one, FigureCard)]


def test_a_region_with_one_agency(answer: Answer) -> None:
    """Where a region has one agency alone, its figure is the answer; of several it is a list."""
    card = figure(answer(region="430211", indicators=(THREE,), years=(2022,)))
    assert card.agency == OTHER_EDUCATION
    assert len(listed(answer(region="430203", indicators=(THREE,), years=(2022,))).rows) == 3


def test_a_year_that_is_told_is_not_called_missing(answer: Answer) -> None:
    """Where bounds leave no list of years, the one figure that is shown does not hide that others are known."""
    bound = AmountRange(least=Decimal(10_000_000))
    card = figure(answer(EDUCATION, indicators=(THREE,), years=(2021, 2022), amounts=bound))
    assert card.note == ""
    assert "2019" in figure(answer(EDUCATION, indicators=(THREE,), years=(2019, 2022), amounts=bound)).note
