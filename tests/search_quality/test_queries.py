"""The file of queries itself: that it can be read, and that what must come is there."""

from collections import Counter
from pathlib import Path

import pytest

from search_quality.harness.answers import Card, ListedRow
from search_quality.harness.cards import (
    CardError,
    Wanted,
    check_card,
    figures_of,
    functions_of,
    list_of,
    parse_cards,
    projects_of,
)
from search_quality.harness.judging import Verdict, judge_cards
from search_quality.harness.queries import (
    CORPORA,
    FILE,
    KINDS,
    PERSONS,
    SETS,
    QueryError,
    check_query,
    read_queries,
)
from search_quality.harness.site import available, read_corpus_truth
from search_quality.harness.truth import Truth

FIRST = read_queries()
QUERIES = tuple(query for file in SETS.values() for query in read_queries(file))


@pytest.fixture(scope="module", params=CORPORA)
def known(request: pytest.FixtureRequest) -> tuple[str, Truth]:
    """A corpus by name, and its truth."""
    if request.param not in available():
        pytest.skip("the real reports are not here")
    return request.param, read_corpus_truth(request.param)


def test_whatever_must_come_is_there(known: tuple[str, Truth]) -> None:
    """Each report, heading and figure that a query asks for is in the truth of its corpus."""
    name, truth = known
    wrong = []
    for query in QUERIES:
        if query.corpus == name:
            try:
                check_query(query, truth)
            except QueryError as error:
                wrong.append(str(error))
    assert wrong == []


def ideal(wanted: Wanted, truth: Truth) -> Card:
    """The card that a portal that knows the truth would show."""
    match wanted.kind:
        case "agency":
            return Card("agency", agency=wanted.one("agency"))
        case "figure":
            one = figures_of(wanted, truth)[0]
            said = {key: getattr(one, key) for key in ("agency", "indicator", "scope", "phase", "measure", "value")}
            return Card("figure", year=str(one.year), **said)
        case "list":
            rows = tuple(
                ListedRow(one.agency, str(one.year), one.value) for one in list_of(wanted, truth).rows.values()
            )
            what = {key: wanted.one(key) for key in ("indicator", "phase", "measure")}
            return Card("list", rows=rows, **what)
        case "project":
            phase = wanted.one("phase")
            told = next(one for one in projects_of(wanted, truth) if phase in one.amounts)
            amount = told.amounts[phase]
            return Card("project", told.agency, str(told.year), name=told.names[0], phase=phase, value=amount)
        case _:
            row = functions_of(wanted, truth)[0]
            amount = row.amounts["actual"]
            return Card("function", row.agency, str(row.year), code=row.code or "", name=row.name, value=amount)


def test_every_card_can_be_given(known: tuple[str, Truth]) -> None:
    """A portal that knows the truth gets every card right: the judge asks for nothing that cannot be shown."""
    name, truth = known
    wrong = [
        (query.id, judged.reasons)
        for query in QUERIES
        if query.corpus == name
        for wanted in query.cards
        for judged in [judge_cards(query, () if wanted.kind == "none" else (ideal(wanted, truth),), truth)]
        if judged.verdict is not Verdict.RIGHT
    ]
    assert wrong == []


def test_every_query_is_told_apart() -> None:
    """Ids are unique over all sets, and nothing is asked of one corpus twice."""
    assert [id_ for id_, count in Counter(query.id for query in QUERIES).items() if count > 1] == []
    asked = Counter((query.corpus, query.text) for query in QUERIES)
    assert [key for key, count in asked.items() if count > 1] == []


def test_every_query_asks_for_something() -> None:
    """A query says what must come, or which card may not; those that may not fail at most are few."""
    idle = [query.id for query in QUERIES if not (query.patterns or query.nothing or query.cards or query.suggests)]
    assert len(idle) <= 2


def test_all_kinds_of_queries_by_all_persons() -> None:
    """Enough of each kind that a share of them means something."""
    kinds = Counter(query.kind for query in FIRST)
    persons = Counter(query.person for query in FIRST)
    assert set(kinds) == set(KINDS)
    assert min(persons[person] for person in PERSONS) >= 50
    fewest = {
        "typo": 15,
        "pinyin": 12,
        "amount": 12,
        "nothing": 10,
        "agency": 15,
        "figure": 20,
        "list": 15,
        "field": 10,
    }
    assert {kind: kinds[kind] for kind in fewest if kinds[kind] < fewest[kind]} == {}
    cardless = [
        query for query in FIRST if query.has_no_card and {one.kind for one in query.cards} <= {"none", "agency"}
    ]
    assert len(cardless) >= 25
    assert sum(bool(query.suggests) for query in FIRST) >= 10


_HEAD = "id,person,kind,corpus,query,reports,of_five,only,section,card,suggests,note\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x1,tourist,figure,shared,三公,,,,,,,", "tourist"),
        ("x1,citizen,wish,shared,三公,,,,,,,", "wish"),
        ("x1,citizen,figure,moon,三公,,,,,,,", "moon"),
        ("x1,citizen,figure,shared,,,,,,,,", "needs an id and words"),
        ("x1,citizen,figure,shared,三公,,many,,,,,", "many"),
        ("x1,citizen,figure,shared,三公,,,maybe,,,,", "maybe"),
        ("x1,citizen,figure,shared,三公,,,,,poster,,", "poster"),
        ("x1,citizen,figure,shared,三公,,,,,figure agency=a year=2020,,", "needs indicator"),
        ("x1,citizen,figure,shared,三公,,,,,agency name=a,,", "name=a"),
        ("x1,citizen,list,shared,三公,,,,,list indicator=income op=gt,,", "needs amount="),
        ("x1,citizen,list,shared,三公,,,,,list indicator=income op=about amount=5,,", "about"),
        ("x1,citizen,function,shared,三公,,,,,function year=2020,,", "code or name"),
        ("x1,citizen,typo,shared,三公,,,,,,wish:三公,", "wish:三公"),
    ],
)
def test_a_row_that_says_nothing_is_refused_by_its_line(tmp_path: Path, row: str, message: str) -> None:
    """An editor is told where and what."""
    file = tmp_path / "queries.csv"
    file.write_text(_HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"line 2") as error:
        read_queries(file)
    assert message in str(error.value)


def test_the_file_may_be_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    """A byte order mark and the line ends of another system change nothing."""
    file = tmp_path / "queries.csv"
    file.write_bytes(b"\xef\xbb\xbf" + FILE.read_bytes().replace(b"\n", b"\r\n"))
    assert read_queries(file) == FIRST


@pytest.mark.parametrize(
    "card",
    [
        "agency agency=430211-nobody",
        "figure agency=430211-minzhengju year=1999 indicator=three_public",
        "project agency=430211-minzhengju year=2022 name=登月",
        "function code=9999999",
        "list indicator=three_public.horses op=any",
        # 35 thousand lies between what one fund and all funds paid for the cars of one agency.
        "list indicator=three_public.vehicles.operation op=gt amount=35000 year=2023",
    ],
)
def test_a_card_that_the_truth_does_not_tell_is_refused(card: str) -> None:
    """No value is copied into the file, so whatever is asked for must be in the truth."""
    (wanted,) = parse_cards(card)
    with pytest.raises(CardError):
        check_card(wanted, read_corpus_truth("generated"))
