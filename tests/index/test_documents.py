"""What of a package and of the register goes into the index, and finds its report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import building
from index.building import IndexFolder, LiveIndex, rebuild_index, sync_index
from index.documents import list_entries, make_document
from index.query import Filters, parse_query
from ingest.register import Register
from ingest.register_files import load_register
from ingest.store import Store
from publishing import publish

TEXT = "{agency}2021年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n二、支出情况\n培训费0.20万元。\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("sources")
    for agency in ("教育局", "财政局", "水利局"):
        (folder / f"{agency}.txt").write_text(TEXT.format(agency=f"芦淞区{agency}"), encoding="utf-8")
    publish(folder / "store", [folder])
    return Store(folder / "store")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(tmp_path / "index")
    yield live
    live.close()


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("培训费 教育局", Filters()),
        ("芦淞区 株洲市 湖南省 教育局", Filters()),  # where it lies, which its text need not say
        ("2021 部门决算 教育局", Filters()),
        ("教育局", Filters(region="430203")),
        ("教育局", Filters(region="430200")),  # reports of a city are also those of its districts
        ("教育局", Filters(region="430000", years=(2021,), report_type="final_accounts")),
        ("", Filters(agencies=("430203-jiaoyuju",))),
    ],
)
def test_what_finds_a_report(store: Store, tmp_path: Path, index: LiveIndex, text: str, filters: Filters) -> None:
    """Its text, its title, its agency, and the regions around it."""
    sync_index(store, tmp_path / "index")
    found = index.search(parse_query(text, filters))
    assert [hit.name for hit in found.hits] == ["430203-jiaoyuju-2021-final-accounts"]
    assert found.facets.region == {"430000": 1, "430200": 1, "430203": 1}


def test_a_title_says_more_than_is_printed(store: Store) -> None:
    """Year, kind of report and region weigh as the words of the title do, whether it holds them or not."""
    for entry in list_entries(store, load_register(store.root)):
        words = {*make_document(entry).title_tokens.words}
        assert words >= {"2021", "部门", "决算", "湖南省", "株洲市", "芦淞区"}


def test_passages_know_their_sections(store: Store, tmp_path: Path, index: LiveIndex) -> None:
    """Those of the package, also where the index shows them."""
    sync_index(store, tmp_path / "index")
    name = "430203-jiaoyuju-2021-final-accounts"
    (passage,) = index.passages(parse_query("培训费"), [name])[name]
    assert passage.section is not None
    assert (passage.section.number, passage.section.title) == ("二", "支出情况")


def test_a_report_whose_agency_no_register_knows(store: Store) -> None:
    """It is found by the name that its package tells."""
    register = load_register(store.root)
    known = {entry.name: make_document(entry) for entry in list_entries(store, register)}
    unknown = {entry.name: make_document(entry) for entry in list_entries(store, Register())}
    assert known.keys() == unknown.keys()
    for name, document in unknown.items():
        assert {"教育局", "财政局", "水利局"} & {*document.names_tokens.words}
        assert document.stamp != known[name].stamp  # so that it is made anew once the register knows the agency


def test_many_reports_are_written_in_batches(
    store: Store, tmp_path: Path, index: LiveIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them once, and whoever waits is told how far it is."""
    monkeypatch.setattr(building, "BATCH", 2)
    told: list[tuple[int, int]] = []
    report = sync_index(store, tmp_path / "index", lambda done, of: told.append((done, of)))
    assert report.indexed == index.search(parse_query("")).total == 3
    assert told == [(3, 3)]


def test_an_index_that_another_version_serves_is_left(store: Store, tmp_path: Path) -> None:
    """One made by other rules is no longer searched here, but perhaps by a program that was not restarted yet."""
    root = tmp_path / "index"
    rebuild_index(store, root)
    pointer = IndexFolder(root).pointer
    living = IndexFolder(root).current()
    assert living is not None
    pointer.write_text(pointer.read_text(encoding="utf-8").replace('"rules": "', '"rules": "0-'), encoding="utf-8")
    rebuild_index(store, root)
    assert living.exists()
    rebuild_index(store, root)
    assert not living.exists()
