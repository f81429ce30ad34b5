"""Cards of what was spent: on projects and on functions."""

from typing import Any

import pytest
from answering import EDUCATION, OTHER_EDUCATION
from flask.testing import FlaskClient
from questions import RECEPTION, THREE, Answer, listed

from browsing import page
from index.understanding.model import (
    FUNCTION,
    INDICATOR,
    Chip,
    IndicatorAsked,
)
from index.understanding.vocabulary import LEAST, MOST
from portal.answers import card_record
from portal.answers.model import FunctionCard, SpendingCard


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        pytest.param("校舍维修项目", ["校舍维修项目"], id="as printed"),
        pytest.param("校舍维修 花了多少", ["校舍维修项目"], id="without what all projects are called"),
        pytest.param("营养餐", ["学生营养餐项目"], id="part of it"),
        pytest.param("学生的营养餐", ["学生营养餐项目"], id="its words in order"),
        pytest.param("校园", ["校园安保项目", "校园网络项目"], id="what may be several"),
        pytest.param("维修校舍", ["校舍维修项目"], id="the other way round"),
        pytest.param("给学校修校舍", None, id="with a word that it has not"),
        pytest.param("修缮校舍", ["校舍维修项目"], id="by a verb that is as good"),
        pytest.param("拆除校舍", None, id="by another verb"),
        pytest.param("装校园", None, id="several that a verb may be of"),
        pytest.param("营养餐费", ["学生营养餐项目"], id="what it cost"),
    ],
)
def test_a_project(answer: Answer, rest: str, names: list[str] | None) -> None:
    """One that is clearly meant gets a card; else those that may be meant, each with its amount."""
    spent = {
        "校舍维修项目": "1200000.00",
        "学生营养餐项目": "500000.00",
        "校园安保项目": "200000.00",
        "校园网络项目": "100000.00",
    }
    (card,) = answer(EDUCATION, rest=rest)
    if names is None:
        assert card.kind == "agency"
        return
    if isinstance(card, SpendingCard):
        found = {card.name: f"{card.values[0].value:f}"}
        assert (card.kind, card.year) == ("project", 2022)
        assert card.name.removesuffix("项目") in card.sentence
    else:
        found = {row.name: f"{row.value.value:f}" for row in listed((card,)).rows}
    assert found == {name: spent[name] for name in names}


PROJECTS = ["校舍维修项目", "学生营养餐项目", "校园安保项目", "校园网络项目"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        pytest.param({"rest": "有哪些项目"}, PROJECTS, id="all, the greatest first"),
        pytest.param({"rest": "项目清单", "years": (2022,)}, PROJECTS, id="of a year"),
        pytest.param({"rest": "项目", "order": MOST, "over_agencies": True}, PROJECTS, id="the greatest"),
        pytest.param({"rest": "项目", "order": LEAST, "over_agencies": True}, PROJECTS[::-1], id="the least first"),
    ],
)
def test_all_projects(answer: Answer, asked: dict[str, Any], names: list[str]) -> None:
    """Who asks which projects there are gets those of one year, each with its amount, and all of them to download."""
    card = listed(answer(EDUCATION, **asked))
    assert [row.name for row in card.rows] == names
    assert "2022年度" in card.title
    assert ("最近一年" in card.note) is ("years" not in asked)
    assert card.csv_url.endswith("/data/projects")


def test_all_projects_beside_what_they_cost_together(answer: Answer) -> None:
    """项目支出 明细 asks for the sum and for what it is made of."""
    cards = answer(EDUCATION, text="教育局 项目支出 明细", indicators=(IndicatorAsked("expenditure.project"),))
    assert [card.kind for card in cards] == ["figure", "list"]


@pytest.mark.parametrize("asked", [{"rest": "项目", "years": (2019,)}, {"rest": "项目 审计"}])
def test_no_list_of_projects(answer: Answer, asked: dict[str, Any]) -> None:
    """Of a year without any there is none, nor where words narrow them to what nobody knows."""
    assert not [card for card in answer(EDUCATION, **asked) if card.kind == "list"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("芦淞区教育局 学生营养餐项目 2022", "project", id="its very name"),
        pytest.param("芦淞区教育局 营养餐 2022", "figure", id="a word of it beside a figure"),
    ],
)
def test_a_project_whose_words_mean_a_figure(answer: Answer, text: str, kind: str) -> None:
    """Whoever types a project's whole name asks for it, whatever figures its words mean."""
    (card,) = answer(EDUCATION, text=text, years=(2022,), indicators=(THREE,))
    assert card.kind == kind


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
        pytest.param(OTHER_EDUCATION, {"rest": "幼儿园"}, ["440000.00"], id="an everyday name where codes are printed"),
        pytest.param(OTHER_EDUCATION, {"functions": ("205",)}, ["440000.00"], id="a class"),
        pytest.param(
            OTHER_EDUCATION,
            {"functions": ("205",), "text": "其他教育支出", "rest": "其他", "chips": (Chip(FUNCTION, "", 2, 6, ""),)},
            None,
            id="a longer name is another one",
        ),
        pytest.param(EDUCATION, {"rest": "学前教育经费"}, ["450000.00", "500000.00", "90"], id="what it cost"),
        pytest.param(EDUCATION, {"rest": "幼儿园"}, ["450000.00", "500000.00", "90"], id="by an everyday name"),
        pytest.param(EDUCATION, {"rest": "学前教"}, ["450000.00", "500000.00", "90"], id="by much of its name"),
        pytest.param(EDUCATION, {"rest": "学前教育补助"}, None, id="something else of it"),
        pytest.param(
            EDUCATION,
            {"rest": "学前教育", "phases": ("budget",)},
            ["500000.00", "450000.00", "90"],
            id="what was planned",
        ),
        pytest.param(OTHER_EDUCATION, {"rest": "学前教育", "phases": ("budget",)}, None, id="a plan that is not told"),
        pytest.param(
            EDUCATION,
            {"rest": "学前教育（项）", "text": "学前教育（项）"},
            ["450000.00", "500000.00", "90"],
            id="an item",
        ),
        pytest.param(EDUCATION, {"rest": "学前教育（款）", "text": "学前教育（款）"}, None, id="no group is called so"),
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
        pytest.param("学前教育", "function", id="a function"),
    ],
)
@pytest.mark.parametrize("codes", [("expenditure",), ("expenditure", "total_expenditure_and_balance")])
def test_spending_on_something_is_not_all_spending(
    answer: Answer, rest: str, kind: str, codes: tuple[str, ...]
) -> None:
    """Words beside 支出 tell on what; the whole year's expenditure would be another figure, by whatever name."""
    first, *_ = answer(EDUCATION, rest=rest, indicators=tuple(map(IndicatorAsked, codes)), years=(2022,))
    assert first.kind == kind


@pytest.mark.parametrize(
    ("text", "rest", "kind"),
    [
        pytest.param("芦淞区教育局2022年接待费", "", "figure", id="the figure"),
        pytest.param("芦淞区教育局2022年校园接待费", "校园", "figure", id="三公 is of the whole body"),
    ],
)
def test_talk_before_three_public(answer: Answer, text: str, rest: str, kind: str) -> None:
    """Whatever is said before 三公 makes no other figure of it."""
    chips = (Chip(INDICATOR, "", text.index("接待费"), len(text), ""),)
    (card,) = answer(EDUCATION, text=text, rest=rest, chips=chips, years=(2022,), indicators=(RECEPTION,))
    assert card.kind == kind


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        pytest.param("", "figure", id="the figure"),
        pytest.param("教师", "agency", id="of some"),
        pytest.param("教师的", "agency", id="of some, with 的"),
        pytest.param("工资等", "figure", id="an instance of it"),
    ],
)
def test_words_before_a_figure_make_another(answer: Answer, before: str, kind: str) -> None:
    """A part of the staff has not the figure of all."""
    text = f"芦淞区教育局2022年{before}人员经费"
    chips = (Chip(INDICATOR, "", text.index("人员经费"), len(text), ""),)
    asked = (IndicatorAsked("expenditure.basic.personnel"),)
    rest = before.removesuffix("的")
    (card,) = answer(EDUCATION, text=text, rest=rest, chips=chips, years=(2022,), indicators=asked)
    assert card.kind == kind


def test_no_project_for_another_question(answer: Answer) -> None:
    """A word that is part of a project's name answers no question about another figure."""
    cards = answer(EDUCATION, rest="校园网络", indicators=(IndicatorAsked("staff.actual"),))
    assert not [one for one in cards if isinstance(one, SpendingCard)]
