"""Cards above the hits: an agency, what narrows a question, and how people and programs get cards."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answering import EDUCATION, WATER
from flask import render_template_string
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from questions import RECEPTION, THREE, Answer, answering, figure

from browsing import browse, fetch, unescaped, words
from index.query import Filters, parse_query
from index.understanding.model import (
    EXACT,
    FORMER,
    AmountRange,
    IndicatorAsked,
    Understood,
)
from ingest.settings import Settings
from ingest.store import Store, read_rows
from ingest.vocabulary import load_indicators
from portal.answers import card_record, find_cards
from portal.answers.asking import as_told
from portal.answers.model import AgencyCard, FigureCard
from portal.services import EXTENSION


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
            ["超过 5 万元的单位", "株洲市芦淞区教育局 2022年度", "6.00 万元", "5.01 万元", "全部 2 个"],
            id="list",
        ),
        pytest.param(
            (EDUCATION,),
            {"indicators": (THREE,), "years": (2021, 2022)},
            ["芦淞区教育局各年度“三公”经费决算", "2 个年度，每年一个数", "2022年度 15.00 万元 2021年度 18.00 万元"],
            id="years",
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
