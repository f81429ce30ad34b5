"""The scorer on small answers made by hand: what is right, what is wrong, and what is missed."""

from decimal import Decimal
from typing import Any

import pytest

from search_quality.harness.answers import Answer, parse_answer
from search_quality.harness.judging import Verdict
from search_quality.harness.queries import COLUMNS, Query, parse_query
from search_quality.harness.scoring import add_up, score_answer
from search_quality.harness.summary import misses, write_failures, write_summary
from search_quality.harness.truth import Figure, Function, Project, Report, Truth

OUTLINES = {"a-2022": {"s1": ("情况说明",), "s2": ("三公经费支出情况", "情况说明")}}


def figure(agency: str, year: int, value: str, scope: str = "fiscal", phase: str = "actual") -> Figure:
    return Figure(
        f"{agency}-{year}", agency, "final_accounts", year, "three_public", scope, phase, "amount", Decimal(value)
    )


TRUTH = Truth(
    reports={
        f"{agency}-{year}": Report(f"{agency}-{year}", agency, year, "final_accounts", region, ("三公经费支出情况",))
        for agency, region in (("a", "430211"), ("b", "430211"), ("c", "310120"))
        for year in (2021, 2022)
    },
    figures=[
        figure("a", 2021, "50000.00"),
        figure("a", 2022, "60000.00"),
        figure("a", 2022, "59000.00", "general_public"),
        figure("a", 2022, "70000.00", phase="budget"),
        figure("b", 2021, "10000.00"),
        figure("b", 2022, "60000.00"),
        figure("c", 2022, "80000.00"),
    ],
    projects=[
        Project("a-2022", "a", 2022, ("河道保洁", "河道保洁项目"), {"actual": Decimal(500), "budget": Decimal(600)})
    ],
    functions=[Function("a-2022", "a", 2022, "all", "2120101", "行政运行", {"actual": Decimal(900)})],
)


def query(**columns: str) -> Query:
    row = dict.fromkeys(COLUMNS, "")
    row |= {"id": "x", "person": "clerk", "kind": "figure", "corpus": "generated", "query": "甲局 三公"}
    return parse_query(row | columns)


def answer(*reports: str, cards: tuple[dict[str, Any], ...] = (), **more: Any) -> Answer:
    """An answer in the portal's JSON; the first hit's passages lie in s2 of its report."""
    hits = [{"report": name, "passages": [{"section": "s2", "heading": "七"}]} for name in reports]
    return parse_answer({"query": {}, "total": len(hits), "hits": hits, "cards": list(cards), **more})


def shown(agency: str, year: int, value: str, **more: str) -> dict[str, Any]:
    told = {"kind": "figure", "agency": agency, "year": year, "indicator": "three_public", "scope": "fiscal"}
    return told | {"phase": "actual", "measure": "amount", "value": value} | more


def listed(*rows: tuple[str, int, str]) -> dict[str, Any]:
    told = [{"agency": agency, "year": year, "value": value} for agency, year, value in rows]
    return {"kind": "list", "indicator": "three_public", "rows": told}


AGENCY = {"kind": "agency", "agency": "a"}
OTHER = {"kind": "agency", "agency": "b"}
FIGURE = "figure agency=a year=2022 indicator=three_public"
OVER = "list indicator=three_public op=ge amount=60000"
IN_2022 = OVER + " year=2022"


@pytest.mark.parametrize(
    ("columns", "reports", "recall", "rank"),
    [
        ({"reports": "a-2022"}, ["a-2022"], 1, 1),
        ({"reports": "a-2022"}, ["b-2022", "a-2022"], 1, 0.5),
        ({"reports": "a-2022"}, ["b-2022"], 0, 0),
        ({"reports": "a-2022"}, [], 0, 0),
        ({"reports": "a-2022"}, ["b-2021", "b-2022", "c-2021", "c-2022", "a-2021", "a-2022"], 0, 1 / 6),
        ({"reports": "a-*"}, ["a-2022", "b-2022"], 0.5, 1),
        ({"reports": "a-* b-2022"}, ["b-2022", "a-2022", "a-2021"], 1, 1),
        ({"reports": "*-202?"}, ["a-2021", "a-2022", "b-2021", "b-2022", "c-2021"], 1, 1),
        ({"reports": "*", "of_five": "2"}, ["a-2021", "c-2022"], 1, 1),
        ({"reports": "a-2022", "only": "yes"}, ["a-2022"], 1, 1),
        ({"reports": "a-2022", "only": "yes"}, ["a-2022", "b-2022"], 0, 1),
        ({"reports": "-"}, [], 1, None),
        ({"reports": "-"}, ["a-2022"], 0, None),
        ({"reports": ""}, ["a-2022"], None, None),
    ],
)
def test_recall_and_rank(columns: dict[str, str], reports: list[str], recall: float | None, rank: float | None) -> None:
    """Of the right reports, at most five, those among the first five; and where the first of them stands."""
    outcome = score_answer(query(**columns), answer(*reports), TRUTH, OUTLINES)
    assert (outcome.recall, outcome.rank) == (recall, rank)
    assert bool(outcome.problems) == (recall not in {1, None} or rank not in {1, None})


@pytest.mark.parametrize(
    ("wanted", "cards", "verdict"),
    [
        (FIGURE, [shown("a", 2022, "60000.00")], Verdict.RIGHT),
        (FIGURE, [shown("a", 2022, "60000")], Verdict.RIGHT),
        (FIGURE, [AGENCY, shown("a", 2022, "60000.00")], Verdict.RIGHT),
        (FIGURE, [shown("a", 2022, "59000.00", scope="general_public")], Verdict.RIGHT),
        (FIGURE + " scope=fiscal", [shown("a", 2022, "59000.00", scope="general_public")], Verdict.WRONG),
        (FIGURE, [], Verdict.MISSED),
        (FIGURE, [AGENCY], Verdict.MISSED),
        (FIGURE, [OTHER], Verdict.WRONG),
        (FIGURE, [shown("a", 2022, "60001.00")], Verdict.WRONG),
        (FIGURE, [shown("a", 2022, "6万")], Verdict.WRONG),
        (FIGURE, [shown("a", 2021, "50000.00")], Verdict.WRONG),
        (FIGURE, [shown("a", 2022, "70000.00", phase="budget")], Verdict.WRONG),
        (FIGURE + " phase=actual/budget", [shown("a", 2022, "70000.00", phase="budget")], Verdict.RIGHT),
        (FIGURE, [shown("a", 2022, "60000.00"), shown("a", 2022, "1.00", phase="budget")], Verdict.WRONG),
        (FIGURE + " | agency agency=a", [AGENCY], Verdict.RIGHT),
        ("agency agency=a", [AGENCY], Verdict.RIGHT),
        ("agency agency=a", [OTHER, AGENCY], Verdict.WRONG),
        ("agency agency=a", [], Verdict.MISSED),
        ("none", [], Verdict.RIGHT),
        ("none", [AGENCY], Verdict.WRONG),
        ("none | agency agency=a", [AGENCY], Verdict.RIGHT),
        ("none | agency agency=a", [shown("a", 2022, "60000.00")], Verdict.WRONG),
        (IN_2022, [listed(("a", 2022, "60000.00"), ("b", 2022, "60000.00"), ("c", 2022, "80000.00"))], Verdict.RIGHT),
        (IN_2022, [listed(("a", 2022, "60000.00"), ("c", 2022, "80000.00"))], Verdict.WRONG),
        (IN_2022, [listed(("a", 2022, "60000.00"), ("b", 2022, "60000.00"), ("c", 2022, "8.00"))], Verdict.WRONG),
        (IN_2022 + " region=310120", [listed(("c", 2022, "80000.00"))], Verdict.RIGHT),
        (OVER.replace("op=ge", "op=gt") + " year=2022", [listed(("c", 2022, "80000.00"))], Verdict.RIGHT),
        (OVER.replace("60000", "50000"), [listed(("a", 2022, "60000.00"))], Verdict.WRONG),
        (
            OVER.replace("60000", "50000"),
            [listed(("a", 2022, "60000.00"), ("b", 2022, "60000.00"), ("c", 2022, "80000.00"))],
            Verdict.RIGHT,
        ),
        ("list indicator=three_public op=most year=2022", [listed(("c", 2022, "80000.00"))], Verdict.RIGHT),
        ("list indicator=three_public op=most year=2022", [listed(("a", 2022, "60000.00"))], Verdict.WRONG),
        ("list indicator=three_public op=any", [listed(("a", 2022, "60000.00"))], Verdict.RIGHT),
        ("list indicator=three_public op=gt amount=999999", [listed()], Verdict.RIGHT),
        (
            "project agency=a year=2022 name=河道保洁",
            [{"kind": "project", "agency": "a", "year": 2022, "name": "河道保洁项目", "value": "500.00"}],
            Verdict.RIGHT,
        ),
        (
            "project agency=a year=2022 name=河道保洁",
            [{"kind": "project", "agency": "a", "year": 2022, "name": "河道保洁", "value": "600.00"}],
            Verdict.WRONG,
        ),
        ("function code=2120101", [{"kind": "function", "code": "2120101", "name": "行政运行"}], Verdict.RIGHT),
        ("function code=2120101", [{"kind": "function", "code": "212", "name": "行政运行"}], Verdict.WRONG),
        (
            "function agency=a year=2022 code=2120101",
            [{"kind": "function", "agency": "a", "year": 2022, "code": "2120101", "value": "900"}],
            Verdict.RIGHT,
        ),
        (
            "function agency=a year=2022 code=2120101",
            [{"kind": "function", "agency": "a", "year": 2022, "code": "2120101", "value": "901"}],
            Verdict.WRONG,
        ),
        ("none", [{"kind": "horoscope"}], Verdict.WRONG),
        ("", [], None),
        ("", [shown("a", 2022, "60000.00")], None),
        ("", [shown("a", 2022, "1.00")], Verdict.WRONG),
    ],
)
def test_cards(wanted: str, cards: list[dict[str, Any]], verdict: Verdict | None) -> None:
    """Right is a true card of what was asked; a wrong one is worse than none."""
    outcome = score_answer(query(card=wanted), answer("a-2022", cards=tuple(cards)), TRUTH, OUTLINES)
    assert outcome.card == verdict
    assert bool(outcome.problems) == (verdict in {Verdict.WRONG, Verdict.MISSED})


@pytest.mark.parametrize(
    ("section", "linked"),
    [("三公经费", True), ("“三公”经费", True), ("情况说明", True), ("机关 | 三公", True), ("采购", False)],
)
def test_sections(section: str, linked: bool) -> None:
    """A passage links to the section, or to one inside it."""
    asked = query(reports="a-2022", section=section)
    assert score_answer(asked, answer("b-2022", "a-2022"), TRUTH, OUTLINES).section is linked
    assert score_answer(asked, answer("b-2022"), TRUTH, OUTLINES).section is False


@pytest.mark.parametrize(
    ("wanted", "suggestions", "right"),
    [
        ("spelling:天元区", [{"kind": "spelling", "text": "天元区民政局", "query": "天元区民政局"}], True),
        ("spelling:天元区", [{"kind": "spelling", "text": "", "query": "天元区 民政局"}], True),
        ("spelling:天元区", [{"kind": "drop", "text": "天元区", "query": "天元区"}], False),
        ("spelling:天元区", [], False),
        ("drop:2018", [{"kind": "drop", "text": "不限2018年度", "query": "甲局 三公", "total": 4}], True),
        ("drop:2018", [{"kind": "drop", "text": "不限单位", "query": "2018 三公", "total": 1}], False),
        ("drop:2018|spelling:乙局", [{"kind": "spelling", "text": "乙局", "query": "乙局 2018"}], True),
    ],
)
def test_suggestions(wanted: str, suggestions: list[dict[str, Any]], right: bool) -> None:
    """Where nothing is found: the spelling that was meant, or what could be dropped."""
    asked = query(reports="-", suggests=wanted)
    assert score_answer(asked, answer(suggestions=suggestions), TRUTH, OUTLINES).suggested is right


def test_asking_back_is_as_good_as_finding() -> None:
    """A slip that is mended by a suggestion costs no recall; one that is not mended does."""
    asked = query(reports="a-2022", suggests="spelling:甲局")
    meant = [{"kind": "spelling", "text": "甲局", "query": "甲局"}]
    assert score_answer(asked, answer(suggestions=meant), TRUTH, OUTLINES).recall is None
    assert score_answer(asked, answer(), TRUTH, OUTLINES).recall == 0
    found = score_answer(asked, answer("a-2022"), TRUTH, OUTLINES)
    assert (found.recall, found.suggested) == (1, None)


@pytest.mark.parametrize("columns", [{"reports": "-"}, {"card": "none"}, {"reports": "a-2022", "section": "三公"}])
def test_an_error_is_right_in_nothing(columns: dict[str, str]) -> None:
    """A query that cannot be parsed is searched as plain words: that no answer came is not that nothing was found."""
    outcome = score_answer(query(**columns), Answer(error="500"), TRUTH, OUTLINES)
    assert outcome.recall == 0
    assert not outcome.rank
    assert outcome.card in {None, Verdict.MISSED}
    assert outcome.problems == ("500",)
    assert misses(add_up([outcome]))


@pytest.mark.parametrize(
    "told", [{}, {"hits": None, "cards": 5}, {"hits": ["x"], "cards": [3]}, {"hits": [{}], "suggestions": {}}]
)
def test_answers_of_another_shape_are_no_answers(told: dict[str, Any]) -> None:
    """Whatever the portal sends, the rest of the run goes on."""
    outcome = score_answer(query(reports="a-2022"), parse_answer(told), TRUTH, OUTLINES)
    assert outcome.recall == 0


def test_adding_up_and_telling() -> None:
    """Averages leave out what is not judged; wrong cards are told apart from missed ones."""
    asked = query(reports="a-2022", card=FIGURE)
    right = score_answer(asked, answer("a-2022", cards=(shown("a", 2022, "60000.00"),)), TRUTH, OUTLINES)
    missed = score_answer(asked, answer("b-2022", "a-2022"), TRUTH, OUTLINES)
    wrong = score_answer(asked, answer(cards=(shown("a", 2022, "1.00"),)), TRUTH, OUTLINES)
    plain = score_answer(query(card="none", person="citizen"), answer(), TRUTH, OUTLINES)
    score = add_up([right, missed, wrong, plain])
    assert (score.queries, score.cards, score.cards_right, score.cards_wrong) == (4, 4, 2, 1)
    assert score.recall == pytest.approx(2 / 3)
    assert score.mrr == pytest.approx(0.5)
    assert len(misses(score)) == 4
    assert misses(add_up([right])) == []
    told = "\n".join([*write_summary([right, missed, wrong, plain]), *write_failures([right, missed, wrong, plain])])
    assert "60000" in told
    assert "no card came" in told
    assert "citizen" in told
