"""What every search backend must do; a new backend is one more parameter."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from documents import document

from index.backends.whoosh import WhooshBackend
from index.backends.whoosh.pooling import PostingsPool
from index.documents import ReportDocument
from index.protocol import KnownOutside, NamedGroups, NamedNumbers, SearchBackend
from index.query import Filters, Query, Term, parse_query

Make = Callable[[], SearchBackend]


@pytest.fixture(params=["whoosh"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchBackend]:
    made = {"whoosh": lambda: WhooshBackend(tmp_path / "index", create=True)}[request.param]()
    yield made
    made.close()


def names(backend: SearchBackend, text: str, **filters: Any) -> list[str]:
    return [hit.name for hit in backend.search(parse_query(text, Filters(**filters))).hits]


DOCUMENTS = [
    document("a-2021", "公务接待费支出五万元，培训费三万元", 2021),
    document("a-2022", "公务接待费支出四万元，失业保险", 2022),
    document(
        "b-2022", "事业收入十万元，接待公务来访", 2022, agency="430211-b", region="430211", names="天元区数据中心"
    ),
    document(
        "c-2022",
        "马克思主义学习，支出1,234.56万元",
        2022,
        agency="430211-c",
        region="430211",
        report_type="performance",
    ),
]


def test_all_words_must_be_there(backend: SearchBackend) -> None:
    """Each word may stand in text, title or names; all must."""
    backend.update(DOCUMENTS, [])
    assert set(names(backend, "公务接待费")) == {"a-2021", "a-2022"}
    assert names(backend, "公务接待费 培训费") == ["a-2021"]
    assert names(backend, "天元区数据中心 事业收入") == ["b-2022"]
    assert names(backend, "没有这个词儿") == []


def test_words_are_chinese_words(backend: SearchBackend) -> None:
    """失业 does not find 事业; part of a word is not found; numbers are."""
    backend.update(DOCUMENTS, [])
    assert names(backend, "失业") == ["a-2022"]
    assert names(backend, "马克") == []
    assert names(backend, "1234.56") == ["c-2022"]


def test_phrases_and_exclusions(backend: SearchBackend) -> None:
    """A phrase stands word after word; an excluded word does not stand at all."""
    backend.update(DOCUMENTS, [])
    assert set(names(backend, '"公务接待费支出"')) == {"a-2021", "a-2022"}
    assert set(names(backend, '"接待费支出"')) == {"a-2021", "a-2022"}
    assert names(backend, '"接待费失业"') == []
    assert names(backend, "公务接待费 -培训费") == ["a-2022"]
    assert set(names(backend, "-培训费")) == {"a-2022", "b-2022", "c-2022"}


def test_a_rare_word_beside_a_common_one(backend: SearchBackend) -> None:
    """A row of words is found however much more often one of them stands than the other, and only in its order."""
    others = [document("turned", "支出培训，支出"), document("apart", "培训，支出"), document("without", "培训")]
    backend.update([document("common", "支出，" * 200), document("beside", "培训支出，支出"), *others], [])
    assert names(backend, '"培训支出"') == ["beside"]
    assert names(backend, '"支出培训"') == ["turned"]


def test_rows_of_words_in_long_titles(backend: SearchBackend) -> None:
    """However many marks of punctuation a title holds, its words are those of its own report."""
    long = document("long", "", title="经费、" * 200 + "培训支出", names="经费、" * 200 + "收入决算")
    backend.update([document("before", ""), long, document("behind", "", title="支出决算", names="经费")], [])
    assert names(backend, '"培训支出"') == names(backend, '"收入决算"') == ["long"]
    assert names(backend, '"支出决算"') == ["behind"]


def test_words_typed_together_that_stand_together_come_first(backend: SearchBackend) -> None:
    """Of reports that hold the same words, whoever types 养老服务 without a blank means those that say just that."""
    apart = [document(f"apart-{number}", "养老，服务，补贴，养老，服务，补贴", 2023) for number in range(3)]
    backend.update([*apart, document("beside", "补贴，养老服务，其他支出，其他收入", 2020)], [])
    assert names(backend, "养老服务 补贴")[0] == "beside"
    assert names(backend, "养老 服务 补贴")[-1] == "beside"
    assert len(names(backend, "养老服务 补贴")) == 4


def test_any_row_of_a_term_counts(backend: SearchBackend) -> None:
    """Other words for the same, or an amount in another unit, are as good."""
    backend.update(DOCUMENTS, [])

    def found(*rows: tuple[str, ...]) -> set[str]:
        query = Query("x", (Term(rows[0], others=rows[1:]),))
        return {hit.name for hit in backend.search(query).hits}

    assert found(("招待",), ("公务", "接待")) == {"a-2021", "a-2022"}
    assert found(("12345600",), ("1234.56",)) == {"c-2022"}
    assert found(("没有",), ("失业",), ("事业",)) == {"a-2022", "b-2022"}


def test_beginnings_of_words(backend: SearchBackend) -> None:
    """212 finds the codes that begin with it, and no other numbers; a word's beginning finds the word."""
    backend.update(
        [
            document("item", "城乡社区管理事务2120101"),
            document("group", "21203"),
            document("number", "支出2125.5万元、212345元"),
        ],
        [],
    )
    assert set(names(backend, "212*")) == {"item", "group"}
    assert names(backend, "212") == []
    assert names(backend, "社区*") == ["item"]
    assert names(backend, "城乡社区管理事务 -212*") == []
    backend.update([document(f"more{number}", f"21201{number}") for number in range(10, 20)], [])
    assert backend.search(parse_query("212*")).total == 12


def test_words_of_the_reports(backend: SearchBackend) -> None:
    """The words that reports hold, with how many hold each; numbers are none."""
    backend.update(DOCUMENTS, [])
    listed = backend.words()
    assert listed["公务"] == 3
    assert listed["失业"] == 1
    assert "1234.56" not in listed


def test_a_year_ranks_its_reports_first(backend: SearchBackend) -> None:
    """2021 among the words puts the report of 2021 before one that only mentions it."""
    backend.update(
        [document("x-2021", "支出五万元", 2021), document("x-2022", "支出五万元，2021年2021年2021年", 2022)], []
    )
    assert names(backend, "支出 2021")[0] == "x-2021"


def test_a_word_that_stands_whole_ranks_first(backend: SearchBackend) -> None:
    """公务接待费 is found by its smallest words, but a report that has it as typed says more of it."""
    backend.update([document("parts", "公务接待、公务接待"), document("whole", "公务接待费，其他的事情另外说明")], [])
    assert names(backend, "公务接待费") == ["whole", "parts"]


def test_a_report_scores_by_the_words_that_it_holds_best(backend: SearchBackend) -> None:
    """Other words for the same count once, however many of them a report holds."""
    backend.update(DOCUMENTS, [])

    def score(*rows: tuple[str, ...]) -> float:
        found = backend.search(Query("x", (Term(rows[0], others=rows[1:]),), filters=Filters(report="a-2022")))
        return found.hits[0].score

    rows = [("失业",), ("公务", "接待"), ("支出",)]
    assert score(*rows) == pytest.approx(max(map(score, rows)))


def test_one_report_alone(backend: SearchBackend) -> None:
    """A search may ask for one report by its name, and finds nothing where it is not there."""
    backend.update(DOCUMENTS, [])
    assert names(backend, "支出", report="a-2021") == ["a-2021"]
    assert names(backend, "事业收入", report="a-2021") == []
    assert names(backend, "", report="gone") == []


def test_no_words_list_everything(backend: SearchBackend) -> None:
    """A search without words lists all reports, the newest year first."""
    backend.update(DOCUMENTS, [])
    assert names(backend, "") == ["a-2022", "b-2022", "c-2022", "a-2021"]


def test_filters_and_facets(backend: SearchBackend) -> None:
    """Filters narrow; a facet counts what else there is under the other filters."""
    backend.update(DOCUMENTS, [])
    results = backend.search(parse_query("", Filters(years=(2022,), region="430211")))
    assert {hit.name for hit in results.hits} == {"b-2022", "c-2022"}
    assert results.total == 2
    assert dict(results.facets.year) == {2022: 2}
    assert dict(results.facets.region) == {"430000": 3, "430200": 3, "430203": 1, "430211": 2}
    assert dict(results.facets.report_type) == {"final_accounts": 1, "performance": 1}
    assert dict(results.facets.agency) == {"430211-b": 1, "430211-c": 1}
    assert set(names(backend, "", agencies=("430203-a",))) == {"a-2021", "a-2022"}
    assert names(backend, "", report_type="performance") == ["c-2022"]


def test_updates_replace_and_remove(backend: SearchBackend) -> None:
    """A report is in the index once, in its newest form, or not at all."""
    backend.update(DOCUMENTS, [])
    backend.update([document("a-2022", "绿道养护", stamp="v2")], ["a-2021"])
    assert names(backend, "公务接待费") == []
    assert names(backend, "绿道养护") == ["a-2022"]
    assert dict(backend.stamps()) == {"a-2022": "v2", "b-2022": "v1", "c-2022": "v1"}


def test_the_last_report_goes(backend: SearchBackend) -> None:
    """An index of which all reports were taken out is empty, not damaged, and takes reports again."""
    for number in range(3):
        backend.update([document(f"r{number}", "支出五万元")], [])
    backend.update([], ["r0", "r1", "r2"])
    assert (names(backend, ""), names(backend, "支出"), dict(backend.stamps())) == ([], [], {})
    assert (dict(backend.words()), backend.passages(parse_query("支出"), ["r0"])) == ({}, {})
    backend.update([document("new", "支出五万元")], ["r0"])
    assert names(backend, "支出") == ["new"]


def test_an_update_that_fails_changes_nothing(backend: SearchBackend) -> None:
    """Documents come all together or not at all."""
    backend.update(DOCUMENTS[:1], [])

    def broken() -> Iterator[ReportDocument]:
        yield DOCUMENTS[1]
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        backend.update(broken(), ["a-2021"])
    assert list(backend.stamps()) == ["a-2021"]
    backend.update(DOCUMENTS[1:2], [])
    assert sorted(backend.stamps()) == ["a-2021", "a-2022"]


def test_a_commit_that_fails_changes_nothing(backend: SearchBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves what was there, and the next update can write."""
    backend.update(DOCUMENTS[:1], [])
    with monkeypatch.context() as full:
        full.setattr(PostingsPool, "write", _fail)
        with pytest.raises(OSError, match="no space left") as error:
            backend.update(DOCUMENTS[1:2], ["a-2021"])
    assert list(backend.stamps()) == ["a-2021"]
    backend.update(DOCUMENTS[1:2], [])
    assert sorted(backend.stamps()) == ["a-2021", "a-2022"]
    assert error.value.args  # while the error is kept, so is the writer that it went through


def _fail(*_: object) -> None:
    raise OSError("no space left")


def test_pages(backend: SearchBackend) -> None:
    """Pages of twenty go on to the end and hold each report once."""
    backend.update([document(f"r-{number:03d}", "支出五万元") for number in range(45)], [])
    pages = [backend.search(parse_query("支出", page=page)) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [20, 20, 5, 0]
    assert len({hit.name for page in pages for hit in page.hits}) == 45
    assert {page.total for page in pages} == {45}


def test_readers_while_a_writer_writes(backend: SearchBackend) -> None:
    """Searches during updates see whole generations: no error, no report twice, none that was replaced."""
    backend.update([document("steady", "支出五万元")], [])
    problems: list[str] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            found = names(backend, "支出")
            if len(found) != len(set(found)) or "steady" not in found:
                problems.append(str(found))

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(12):
        backend.update([document("steady", "支出五万元", stamp=f"v{number}"), document(f"n{number}", "支出")], [])
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert len(names(backend, "支出")) == 13


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["a-2022", "b-2022", "c-2022", "a-2021"]),
        ("oldest", ["a-2021", "a-2022", "b-2022", "c-2022"]),
        ("highest", ["c-2022", "a-2021", "a-2022", "b-2022"]),
        ("lowest", ["a-2021", "c-2022", "a-2022", "b-2022"]),
    ],
)
def test_orders_go_on_over_pages(backend: SearchBackend, order: str, expected: list[str]) -> None:
    """By year or by a number that is known of reports; those without one come last either way, page after page."""
    backend.update(DOCUMENTS, [])
    known = KnownOutside(numbers=NamedNumbers({"c-2022": 5.0, "a-2021": -2.0}))
    pages = [
        replace(parse_query("", page=number), order=order, size=3)  # all reports
        for number in (1, 2)
    ]
    found = [backend.search(query, known) for query in pages]
    assert [hit.name for results in found for hit in results.hits] == expected
    assert {results.total for results in found} == {4}


def test_what_answers_goes_first(backend: SearchBackend) -> None:
    """Reports that an answer rests on stand before all others, in their order, page after page; only by relevance."""
    backend.update(DOCUMENTS, [])
    known = KnownOutside(first=("b-2022", "gone", "a-2021"))
    found = [backend.search(replace(parse_query("", page=number), size=3), known) for number in (1, 2)]
    assert [hit.name for results in found for hit in results.hits] == ["b-2022", "a-2021", "a-2022", "c-2022"]
    oldest = backend.search(replace(parse_query(""), order="oldest"), known)
    assert [hit.name for hit in oldest.hits] == ["a-2021", "a-2022", "b-2022", "c-2022"]


def test_a_filter_by_what_is_known_outside(backend: SearchBackend) -> None:
    """It narrows like the others, is counted beside them, and what is known may change between searches."""
    backend.update(DOCUMENTS, [])
    query = parse_query("", Filters(findings="errors"))
    before = KnownOutside(NamedGroups({"errors": {"a-2021", "b-2022", "gone"}, "clear": {"c-2022"}}))
    found = backend.search(query, before)
    assert {hit.name for hit in found.hits} == {"a-2021", "b-2022"}
    assert found.facets.findings == {"errors": 2, "clear": 1}
    assert found.facets.year == {2021: 1, 2022: 1}
    after = KnownOutside(NamedGroups({"errors": {"c-2022"}}))
    assert [hit.name for hit in backend.search(query, after).hits] == ["c-2022"]
    assert backend.search(parse_query("", Filters(findings="nobody knows it")), after).total == 0
