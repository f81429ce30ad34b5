"""The index is equal to the store, whatever happened to either."""

import gc
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.building import IndexFolder, LiveIndex, rebuild_index, sync_index
from index.documents import IndexEntry, ReportDocument, make_document
from index.locking import exclusive
from index.protocol import DamagedIndexError, IndexBusyError, NoIndexError
from index.query import parse_query
from ingest.register_files import load_register, save_register
from ingest.store import Store
from publishing import publish

REPORT = "{agency}{year}年度部门决算\n一、收入情况\n{text}。\n"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def write(folder: Path, name: str, agency: str, year: int, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(REPORT.format(agency=agency, year=year, text=text), encoding="utf-8")


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    write(tmp_path / "in", "a", "芦淞区教育局", 2021, "绿道养护")
    write(tmp_path / "in", "b", "芦淞区教育局", 2022, "数据平台")
    publish(tmp_path / "store", [tmp_path / "in"])
    return Store(tmp_path / "store")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(root: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(root)
    yield live
    live.close()


def found(index: LiveIndex, text: str) -> list[str]:
    return sorted(hit.name for hit in index.search(parse_query(text)).hits)


def test_searching_before_anything_was_indexed(tmp_path: Path) -> None:
    """There is a sentence that says what to do."""
    with pytest.raises(NoIndexError, match="mingzhang index rebuild"):
        LiveIndex(tmp_path).search(parse_query("x"))


def test_an_update_follows_the_store(filled: Store, tmp_path: Path, root: Path, index: LiveIndex) -> None:
    """A new version replaces the old one, a withdrawn report goes, and an open reader sees it."""
    assert sync_index(filled, root).rebuilt
    assert found(index, "绿道养护") == ["430203-jiaoyuju-2021-final-accounts"]
    write(tmp_path / "in", "a", "芦淞区教育局", 2021, "路灯维护")
    publish(filled.root, [tmp_path / "in"])
    report = sync_index(filled, root)
    assert (report.indexed, report.removed, report.rebuilt) == (1, 0, False)
    assert found(index, "绿道养护") == []
    assert found(index, "路灯维护") == ["430203-jiaoyuju-2021-final-accounts"]
    folder = filled.find_report("430203-jiaoyuju-2022-final-accounts")
    assert folder is not None
    version = filled.current(folder)
    assert version is not None
    filled.withdraw(version, "有误", NOW)
    assert sync_index(filled, root).removed == 1
    assert found(index, "数据平台") == []
    assert sync_index(filled, root).indexed == 0


def test_a_new_name_of_an_agency_is_found(filled: Store, tmp_path: Path, root: Path, index: LiveIndex) -> None:
    """What an editor adds to the register finds the agency's reports after the next update."""
    sync_index(filled, root)
    assert found(index, "教体局") == []
    path = filled.root / "register" / "agencies.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("芦淞区教育局,,", "芦淞区教育局,芦淞区教体局,", 1), encoding="utf-8"
    )
    sync_index(filled, root)
    assert len(found(index, "教体局")) == 2
    save_register(filled.root, load_register(filled.root))


def test_a_rebuild_is_swapped_in(filled: Store, root: Path, index: LiveIndex) -> None:
    """Readers go from the old folder to the new one; the old one stays for those still in it, until the next rebuild."""
    folder = IndexFolder(root)
    rebuild_index(filled, root)
    before = found(index, "教育局")
    first = folder.current()
    rebuild_index(filled, root)
    second = folder.current()
    assert second != first
    assert folders(root) == {first, second}
    assert found(index, "教育局") == before
    rebuild_index(filled, root)
    assert folders(root) == {second, folder.current()}
    assert found(index, "教育局") == before


def folders(root: Path) -> set[Path | None]:
    return {child for child in root.iterdir() if child.is_dir()}


@pytest.mark.parametrize("opened", [True, False])
def test_a_folder_that_goes_while_it_is_asked_for(
    filled: Store, root: Path, index: LiveIndex, monkeypatch: pytest.MonkeyPatch, *, opened: bool
) -> None:
    """A reader that read the pointer before a swap finds the folder gone, asks again, and makes no empty one."""
    rebuild_index(filled, root)
    old = IndexFolder(root).current()
    assert old is not None
    if opened:
        found(index, "教育局")
    rebuild_index(filled, root)
    shutil.rmtree(old)
    read = IndexFolder.current
    answers = iter([old])
    monkeypatch.setattr(IndexFolder, "current", lambda folder: next(answers, None) or read(folder))
    assert len(found(index, "教育局")) == 2
    assert not old.exists()


# Whoosh leaves the file open in which it finds the damage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_living_index_that_is_gone_is_named(filled: Store, root: Path, index: LiveIndex) -> None:
    """Readers say what to do; they do not make an empty index in its place."""
    rebuild_index(filled, root)
    living = IndexFolder(root).current()
    assert living is not None
    shutil.rmtree(living)
    with pytest.raises(DamagedIndexError, match="mingzhang index rebuild"):
        found(index, "教育局")
    assert not living.exists()
    gc.collect()


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> Iterator["Pause"]:
    """The first document that is made waits until it is told to go on."""
    pause = Pause()
    monkeypatch.setattr("index.building.make_document", pause.make)
    yield pause
    pause.going.set()


class Pause:
    """Makes documents, the first one only when it is told to go on."""

    def __init__(self) -> None:
        self.reached, self.going = threading.Event(), threading.Event()

    def make(self, entry: IndexEntry) -> ReportDocument:
        """Make a document, as the index does."""
        first = not self.reached.is_set()
        self.reached.set()
        if first:
            assert self.going.wait(60)
        return make_document(entry)


def test_what_is_published_during_a_rebuild(
    filled: Store, tmp_path: Path, root: Path, index: LiveIndex, paused: Pause
) -> None:
    """A report that comes while an index is built is found at once, and still after the swap."""
    paused.going.set()
    sync_index(filled, root)
    paused.reached.clear()
    paused.going.clear()
    with ThreadPoolExecutor() as pool:
        rebuilding = pool.submit(rebuild_index, filled, root)
        assert paused.reached.wait(60)
        write(tmp_path / "in", "c", "芦淞区财政局", 2022, "路灯维护")
        publish(filled.root, [tmp_path / "in"])
        assert sync_index(filled, root).indexed == 1
        assert len(found(index, "路灯维护")) == 1
        paused.going.set()
        assert rebuilding.result().indexed == 3
    assert len(found(index, "路灯维护")) == 1
    assert sync_index(filled, root).indexed == 0


def test_what_is_published_during_a_rebuild_and_not_indexed(
    filled: Store, tmp_path: Path, root: Path, index: LiveIndex, paused: Pause
) -> None:
    """The store is listed again before the swap: nobody else may be there to do it."""
    with ThreadPoolExecutor() as pool:
        rebuilding = pool.submit(rebuild_index, filled, root)
        assert paused.reached.wait(60)
        write(tmp_path / "in", "c", "芦淞区财政局", 2022, "路灯维护")
        publish(filled.root, [tmp_path / "in"])
        paused.going.set()
        rebuilding.result()
    assert len(found(index, "路灯维护")) == 1


def test_many_at_once(filled: Store, root: Path, index: LiveIndex) -> None:
    """Rebuilds and updates that come together go one after the other, and leave one whole index."""
    with ThreadPoolExecutor(6) as pool:
        works = [pool.submit(work, filled, root) for work in (rebuild_index, sync_index) * 3]
        for one in works:
            one.result()
    assert len(found(index, "教育局")) == 2
    assert len(folders(root)) <= 2


def test_whoever_waits_too_long_is_told(filled: Store, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process holds the index and does not end, there is a sentence that says what to do."""
    sync_index(filled, root)
    monkeypatch.setattr("index.locking.PATIENCE", 0.1)
    with exclusive(root / ".changing"), pytest.raises(IndexBusyError, match="mingzhang index update"):
        sync_index(filled, root)


def test_a_rebuild_that_fails_leaves_the_living_index(
    filled: Store, root: Path, index: LiveIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search goes on in the old index when the new one could not be made."""
    rebuild_index(filled, root)

    def fail(_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr("index.building.make_document", fail)
    with pytest.raises(OSError, match="disk"):
        rebuild_index(filled, root)
    assert len(found(index, "教育局")) == 2


def test_an_index_of_other_rules_is_rebuilt(filled: Store, tmp_path: Path, root: Path, index: LiveIndex) -> None:
    """Tokens made by other rules or another dictionary would not be found."""
    sync_index(filled, root)
    pointer = IndexFolder(root).pointer
    record = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps(record | {"rules": "0-old"}), encoding="utf-8")
    assert sync_index(filled, root).rebuilt


# Whoosh leaves the file open in which it finds the damage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("damage", ["pointer", "folder", "files"])
def test_a_damaged_index_is_rebuilt(filled: Store, root: Path, index: LiveIndex, damage: str) -> None:
    """The index is disposable: whatever is missing or broken, the store makes it anew."""
    sync_index(filled, root)
    living = IndexFolder(root).current()
    assert living is not None
    if damage == "pointer":
        IndexFolder(root).pointer.write_text("{")
    elif damage == "folder":
        shutil.rmtree(living)
    else:
        for path in living.iterdir():
            path.write_bytes(b"broken")
    sync_index(filled, root)
    gc.collect()
    assert len(found(index, "教育局")) == 2


def test_another_store_in_the_same_place(filled: Store, tmp_path: Path, root: Path, index: LiveIndex) -> None:
    """A store that was replaced by one with the same names and numbers is read anew: nothing else is the truth."""
    sync_index(filled, root)
    shutil.rmtree(filled.root)
    write(tmp_path / "other", "a", "芦淞区教育局", 2021, "路灯维护")
    write(tmp_path / "other", "b", "芦淞区教育局", 2022, "数据平台")
    publish(filled.root, [tmp_path / "other"])
    sync_index(filled, root)
    assert found(index, "绿道养护") == []
    assert found(index, "路灯维护") == ["430203-jiaoyuju-2021-final-accounts"]


def test_the_same_source_read_again(filled: Store, root: Path) -> None:
    """A version that another engine made of the same source, at another time, is read anew."""
    sync_index(filled, root)
    for version in filled.published():
        path = version.path / "datapackage.json"
        descriptor = version.descriptor
        descriptor["reading"]["engine"] += ".1"
        path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
        break
    assert sync_index(filled, root).indexed == 1
    assert sync_index(filled, root).indexed == 0
