"""Cards above the hits: what answers a question, where it is printed, and where no card must come."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answering import EDUCATION, FINANCE, OTHER_EDUCATION, WATER, publish_reports
from flask import render_template_string
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from browsing import browse, fetch, page, unescaped, words
from index.query import Filters, parse_query
from index.understanding.model import (
    AGENCY,
    EXACT,
    FORMER,
    FUNCTION,
    NONE,
    SHORT,
    SOME,
    AgencyMatch,
    AmountRange,
    Chip,
    IndicatorAsked,
    Understood,
)
from ingest.settings import Settings
from ingest.store import Store, read_rows
from ingest.vocabulary import load_indicators
from portal.answers import card_record, find_cards
from portal.answers.asking import as_told
from portal.answers.model import AgencyCard, Card, FigureCard, FunctionCard, ListCard, SpendingCard
from portal.services import EXTENSION

THREE, RECEPTION = IndicatorAsked("three_public"), IndicatorAsked("three_public.reception")
Answer = Callable[..., tuple[Card, ...]]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("answers")
    settings = Settings(store=root / "store", data=root / "data")
    (root / "in").mkdir()
    publish_reports(settings, root / "in")
    return settings


@pytest.fixture(scope="module")
def visitor(answered: Settings) -> Iterator[FlaskClient]:
    with browse(answered) as client:
        yield client


@pytest.fixture
def answer(visitor: FlaskClient) -> Iterator[Answer]:
    """What a question is answered with; of agencies their ids, of a name that several bear all of them."""
    with answering(visitor) as ask:
        yield ask


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

    def _ask(self, *agencies: str, text: str = "某个问题", how: str = EXACT, **more: Any) -> tuple[Card, ...]:
        matches = tuple(AgencyMatch(one, how) for one in agencies)
        asked = Understood(text, parse_query(text), agencies=matches, **more)
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


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        pytest.param("校舍维修项目", ["校舍维修项目"], id="as printed"),
        pytest.param("校舍维修 花了多少", ["校舍维修项目"], id="without what all projects are called"),
        pytest.param("营养餐", ["学生营养餐项目"], id="part of it"),
        pytest.param("学生的营养餐", ["学生营养餐项目"], id="its words in order"),
        pytest.param("校园", ["校园安保项目", "校园网络项目"], id="what may be several"),
    ],
)
def test_a_project(answer: Answer, rest: str, names: list[str]) -> None:
    """One that is clearly meant gets a card; else those that may be meant, each with its amount."""
    spent = {
        "校舍维修项目": "1200000.00",
        "学生营养餐项目": "500000.00",
        "校园安保项目": "200000.00",
        "校园网络项目": "100000.00",
    }
    (card,) = answer(EDUCATION, rest=rest)
    if isinstance(card, SpendingCard):
        found = {card.name: f"{card.values[0].value:f}"}
        assert (card.kind, card.year) == ("project", 2022)
        assert card.name.removesuffix("项目") in card.sentence
    else:
        found = {row.name: f"{row.value.value:f}" for row in listed((card,)).rows}
    assert found == {name: spent[name] for name in names}


def test_a_project_opens_marked(answer: Answer, visitor: FlaskClient) -> None:
    """The address of a project leads to its own words."""
    (card,) = answer(EDUCATION, rest="校舍维修")
    assert isinstance(card, SpendingCard)
    address, _, anchor = card.values[0].url.partition("#")
    assert f'<a id="{anchor}" class="anchor"></a><span class="' in page(visitor, address)


@pytest.mark.parametrize(
    ("agency", "asked", "values"),
    [
        pytest.param(EDUCATION, {"rest": "学前教育"}, ["450000.00", "500000.00", "90"], id="by name"),
        pytest.param(
            EDUCATION,
            {"functions": ("2050201",)},
            ["450000.00", "500000.00", "90"],
            id="by the code that others print",
        ),
        pytest.param(OTHER_EDUCATION, {"functions": ("2050201",)}, ["440000.00"], id="by its code"),
        pytest.param(OTHER_EDUCATION, {"functions": ("20502",)}, ["440000.00"], id="a group"),
        pytest.param(OTHER_EDUCATION, {"functions": ("205",)}, ["440000.00"], id="a class"),
        pytest.param(
            OTHER_EDUCATION,
            {"functions": ("205",), "text": "其他教育支出", "rest": "其他", "chips": (Chip(FUNCTION, "", 2, 6, ""),)},
            None,
            id="a longer name is another one",
        ),
        pytest.param(OTHER_EDUCATION, {"functions": ("2050202",)}, None, id="a code that nobody prints"),
        pytest.param(OTHER_EDUCATION, {"rest": "学前教育", "years": (2021,)}, None, id="another year"),
    ],
)
def test_a_function(answer: Answer, agency: str, asked: dict[str, Any], values: list[str] | None) -> None:
    """By name or code, with what the report prints beside it."""
    cards = [one for one in answer(agency, **asked) if isinstance(one, SpendingCard)]
    assert [[f"{one.value:f}" for one in card.values] for card in cards] == ([] if values is None else [values])
    assert all((card.kind, card.year) == ("function", 2022) for card in cards)


@pytest.mark.parametrize(
    ("rest", "typed", "phase", "name"),
    [
        pytest.param("校舍维修", None, "actual", "校舍维修项目", id="nobody named: the only one who has it"),
        pytest.param("校舍维修项目", None, "actual", "校舍维修项目", id="as printed"),
        pytest.param("校园", None, None, None, id="part of a name"),
        pytest.param("校舍维修", "final_accounts", "actual", "校舍维修项目", id="what was spent, wherever it is told"),
        pytest.param("校舍维修", "budget", None, None, id="what was planned is not told"),
    ],
)
def test_a_project_of_nobody_named(
    answer: Answer, rest: str, typed: str | None, phase: str | None, name: str | None
) -> None:
    """A project that one agency alone has is answered without its name, if it is called so; never another amount."""
    cards = [one for one in answer(rest=rest, report_type=typed) if isinstance(one, SpendingCard)]
    assert [(one.agency, one.phase, one.name) for one in cards] == ([(EDUCATION, phase, name)] if name else [])


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        pytest.param({"functions": ("2050201",)}, [(OTHER_EDUCATION, 2022, "440000.00")], id="a code"),
        pytest.param({"functions": ("2050201",), "years": (2021,)}, None, id="of a year without it"),
        pytest.param({"functions": ("2050201",), "region": "430203"}, None, id="of a region without it"),
        pytest.param({"rest": "学前教育"}, None, id="words may ask for anything"),
        pytest.param(
            {"rest": "学前教育", "text": "学前教育（项）"}, [(OTHER_EDUCATION, 2022, "440000.00")], id="a name"
        ),
    ],
)
def test_what_a_code_is(
    answer: Answer, visitor: FlaskClient, asked: dict[str, Any], rows: list[tuple[str, int, str]] | None
) -> None:
    """Its name, and what agencies spent under it, each with the words it rests on; no sum."""
    cards = [one for one in answer(**asked) if isinstance(one, FunctionCard)]
    assert [[(row.agency, row.year, f"{row.value.value:f}") for row in card.rows] for card in cards] == (
        [] if rows is None else [rows]
    )
    for card in cards:
        assert (card.code, card.name) == ("2050201", "学前教育")
        assert "value" not in card_record(card)
        address, _, anchor = card.rows[0].value.url.partition("#")
        assert f'<a id="{anchor}"' in page(visitor, address)


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        pytest.param("校舍维修", "project", id="what is named"),
        pytest.param("操场翻修", "agency", id="what nobody tells"),
        pytest.param("", "figure", id="all expenditure"),
    ],
)
def test_spending_on_something_is_not_all_spending(answer: Answer, rest: str, kind: str) -> None:
    """Words beside 支出 tell on what; the whole year's expenditure would be another figure."""
    first, *_ = answer(EDUCATION, rest=rest, indicators=(IndicatorAsked("expenditure"),), years=(2022,))
    assert first.kind == kind


def test_no_project_for_another_question(answer: Answer) -> None:
    """A word that is part of a project's name answers no question about another figure."""
    cards = answer(EDUCATION, rest="校园网络", indicators=(IndicatorAsked("staff.actual"),))
    assert not [one for one in cards if isinstance(one, SpendingCard)]


@pytest.mark.parametrize("how", [EXACT, FORMER])
def test_an_agency(answer: Answer, how: str) -> None:
    """A name by itself is answered by who it is and what it published last."""
    (card,) = answer(EDUCATION, how=how)
    assert isinstance(card, AgencyCard)
    assert card.agency.name == "株洲市芦淞区教育局"
    assert card.years == (2023, 2022, 2021)
    assert [(one.report_type, one.year) for one in card.latest] == [
        ("final_accounts", 2022),
        ("budget", 2023),
        ("performance", 2022),
    ]


def test_links_narrow_as_words_do(answer: Answer, visitor: FlaskClient) -> None:
    """Agency and year that the results are narrowed to are those that are asked about; they name nobody."""
    asked = Understood(
        "三公经费",
        replace(parse_query("三公经费"), filters=Filters(agencies=(EDUCATION,), years=(2021,))),
        indicators=(THREE,),
    )
    services = visitor.application.extensions[EXTENSION]
    card = figure(find_cards(asked, services))
    assert (card.agency, card.year) == (EDUCATION, 2021)
    assert find_cards(replace(asked, indicators=()), services) == ()


def test_a_catalogue_of_before_answers_nothing(tmp_path: Path) -> None:
    """Until the catalogue was filled there is no card, and no error."""
    with browse(Settings(store=tmp_path / "store", data=tmp_path / "data")) as client, answering(client) as ask:
        assert ask(EDUCATION, indicators=(THREE,)) == ()


TEMPLATE = '{% import "cards.html" as answers %}{{ answers.cards(cards) }}'


@pytest.mark.parametrize(
    ("agencies", "more", "shown"),
    [
        pytest.param(
            (EDUCATION,),
            {"indicators": (THREE,), "years": (2021,)},
            ["2021年度“三公”经费决算", "18.00 万元", "22.00 万元", "完成预算（计算值）", "81.8%", "株洲市芦淞区教育局"],
            id="figure",
        ),
        pytest.param(
            (WATER,), {"indicators": (THREE,)}, ["4.00 万元", "写得不一样", "3.00 万元", "不一致"], id="contradicted"
        ),
        pytest.param(
            (),
            {"over_agencies": True, "indicators": (RECEPTION,), "amounts": AmountRange(Decimal(50000), strict=True)},
            ["超过 5 万元的单位", "6.00 万元", "5.01 万元", "全部 2 个"],
            id="list",
        ),
        pytest.param((EDUCATION,), {"rest": "校舍维修"}, ["2022年度校舍维修项目", "120.00 万元"], id="project"),
        pytest.param((EDUCATION,), {"rest": "校园"}, ["校园安保项目", "10.00 万元"], id="projects"),
        pytest.param((), {"functions": ("2050201",)}, ["2050201 学前教育", "44.00 万元"], id="code"),
        pytest.param((EDUCATION,), {}, ["收录报告 6 份", "2023、2022、2021"], id="agency"),
    ],
)
def test_cards_as_people_see_them(
    answer: Answer, visitor: FlaskClient, agencies: tuple[str, ...], more: dict[str, Any], shown: list[str]
) -> None:
    """Amounts in 万元, what is calculated is said to be, and every address leads somewhere."""
    html = render_template_string(TEMPLATE, cards=answer(*agencies, **more))
    text = words(html)
    assert [one for one in shown if one not in text] == []
    for address in re.findall(r'href="(/[^"]+)"', html):
        fetch(visitor, unescaped(address))


@pytest.mark.parametrize(
    ("agencies", "more", "kind"),
    [
        ((EDUCATION,), {"indicators": (THREE,)}, "figure"),
        ((), {"indicators": (THREE,), "over_agencies": True}, "list"),
        ((EDUCATION,), {"rest": "校舍维修"}, "project"),
        ((EDUCATION,), {}, "agency"),
    ],
)
def test_cards_as_programs_get_them(answer: Answer, agencies: tuple[str, ...], more: dict[str, Any], kind: str) -> None:
    """Plain JSON, values as decimal strings in yuan."""
    (card,) = answer(*agencies, **more)
    record = json.loads(json.dumps(card_record(card), ensure_ascii=False))
    assert record["kind"] == kind
    for one in (record, *record.get("rows", ()), *record.get("values", ())):
        assert "value" not in one or re.fullmatch(r"-?\d+(\.\d+)?", one["value"])


@pytest.fixture(scope="module")
def sampled(served: Settings) -> Iterator[FlaskClient]:
    with browse(served) as client:
        yield client


@pytest.fixture(scope="module")
def printed_in(samples: Path, served: Settings) -> Callable[[str], list[dict[str, Any]]]:
    """What the generator printed in the published report of a name."""
    published = {}
    for version in Store(served.store).published():
        source = next(one["path"] for one in version.descriptor["resources"] if one["name"] == "source")
        published[Path(source).name] = version.name
    told = (json.loads(path.read_text(encoding="utf-8")) for path in (samples / "truth").glob("*.json"))
    figures = {published[one["file"]]: one["figures"] for one in told}
    return lambda name: figures[name]


AGENCIES = ("430211-gonggongshujufuwuzhongxin", "430211-chengshilvdaoguanlichu", "330602-gonggongkongjianguanliju")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    agency=st.sampled_from(AGENCIES),
    code=st.sampled_from(sorted(load_indicators())),
    scope=st.sampled_from([None, None, None, "all", "fiscal", "general_public"]),
    phase=st.sampled_from([None, "actual", "budget", "adjusted"]),
    measure=st.sampled_from([None, "amount", "change_rate", "completion_rate", "count", "share"]),
    years=st.sampled_from([(), (2021,), (2022,), (2023,), (2021, 2023)]),
)
def test_a_figure_is_always_one_of_its_report(
    sampled: FlaskClient,
    printed_in: Callable[[str], list[dict[str, Any]]],
    agency: str,
    code: str,
    scope: str | None,
    phase: str | None,
    measure: str | None,
    years: tuple[int, ...],
) -> None:
    """Whatever is asked, the value is one that the named report prints of that indicator, scope, phase, measure and year."""
    with answering(sampled) as ask:
        cards = ask(agency, indicators=(IndicatorAsked(code, scope, phase, measure),), years=years)
    wanted = as_told(IndicatorAsked(code, scope, phase, measure))
    for card in cards:
        if not isinstance(card, FigureCard):
            continue
        assert (card.agency, card.indicator) == (agency, wanted.code)
        assert wanted.scope in {None, card.scope}
        assert phase in {None, card.phase}
        assert not years or card.year in years
        first = card.values[0]
        version = next(one for one in Store(_store(sampled)).published() if one.name == card.report.name)
        row = next(one for one in read_rows(version, "figures") if one["id"] == first.url.partition("#")[2])
        key = (card.indicator, card.scope, card.phase, card.measure, str(card.year))
        assert tuple(row[name] for name in ("indicator", "scope", "phase", "measure", "year")) == key
        assert (Decimal(row["value"]), row["disclosed"], row["unit"]) == (first.value, first.disclosed, first.unit)
        printed = [
            one
            for one in printed_in(card.report.name)
            if one["indicator"] == wanted.code and one["measure"] == card.measure
        ]
        assert first.value in {Decimal(one["value"]) for one in printed}


def _store(client: FlaskClient) -> Path:
    return Path(client.application.extensions[EXTENSION].store.root)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (IndicatorAsked("income", "fiscal"), IndicatorAsked("income.fiscal")),
        (IndicatorAsked("income", "gov_fund"), IndicatorAsked("income.fiscal", "gov_fund")),
        (IndicatorAsked("income", "all"), IndicatorAsked("income", "all")),
        (
            IndicatorAsked("three_public.reception", "fiscal", "budget"),
            IndicatorAsked("three_public.reception", None, "budget"),
        ),
        (IndicatorAsked("expenditure", "fiscal"), IndicatorAsked("expenditure", "fiscal")),
    ],
)
def test_what_is_asked_as_reports_tell_it(asked: IndicatorAsked, told: IndicatorAsked) -> None:
    """Fiscal money received has a code of its own; 三公 is always fiscal money."""
    assert as_told(asked) == told
