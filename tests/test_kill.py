"""kill -9: the store holds whole, valid versions only, what is derived stays usable, and the next command completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.building import LiveIndex, rebuild_index, sync_index
from index.query import PAGE_SIZE, parse_query
from ingest.register_files import load_register
from ingest.samples import write_corpus
from ingest.settings import Settings
from ingest.store import Store, validate_package
from portal.catalogue.filling import open_catalogue, rebuild_catalogue, sync_catalogue
from portal.catalogue.queries import Catalogue
from publishing import publish

REPORTS = 50
KILLS = 10


def start(settings: Settings, *arguments: str) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("mingzhang")), *arguments]
    paths = {"MINGZHANG_STORE": str(settings.store), "MINGZHANG_DATA": str(settings.data)}
    return subprocess.Popen(command, env={**os.environ, **paths}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def assert_whole(store: Store) -> set[str]:
    """Every version that can be seen is valid, under its own name and of a known agency; return the reports' names."""
    versions = [version for folder in store.report_folders() for version in store.versions(folder)]
    agencies = load_register(store.root).agencies
    for version in versions:
        validate_package(version.path)
        agency = version.folder.parent.name
        assert version.name == f"{agency}-{version.folder.name}"
        assert version.descriptor["agency"]["name"] == agencies[agency].name
    names = {version.name for version in versions}
    assert len(names) == len(versions)
    return names


def assert_in_sync(settings: Settings, names: set[str]) -> None:
    """Index and catalogue, as the last command left them, hold these reports and no others."""
    index = LiveIndex(settings.index)
    pages = -(-len(names) // PAGE_SIZE)
    found = [hit.name for page in range(1, pages + 1) for hit in index.search(parse_query("", page=page)).hits]
    index.close()
    assert sorted(found) == sorted(names)
    assert {row.name for row in Catalogue(open_catalogue(settings)).reports()} == names


@pytest.mark.long
def test_kill_during_ingest(tmp_path: Path) -> None:
    """Ten kills at random moments of ingesting fifty reports lose nothing and leave nothing half-written.

    Whatever a kill left, the next command finds index and catalogue equal to the store or makes them so.
    """
    folder = tmp_path / "reports"
    list(write_corpus(folder, REPORTS, 11, formats=("txt", "docx"), with_truth=False))
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store = Store(settings.store)
    begun = time.monotonic()
    undisturbed = Settings(store=tmp_path / "whole", data=tmp_path / "whole-data")
    assert start(undisturbed, "ingest", str(folder)).wait(300) == 0
    whole = time.monotonic() - begun
    moments = random.Random(20240521)
    seen: set[str] = set()
    for _ in range(KILLS):
        process = start(settings, "ingest", str(folder))
        time.sleep(moments.uniform(0.1, 1.0) * whole * 0.9)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        names = assert_whole(store)
        assert names >= seen
        seen = names
        assert start(settings, "index", "update").wait(300) == 0
        assert_in_sync(settings, names)
    assert start(settings, "ingest", str(folder)).wait(300) == 0
    assert len(assert_whole(store)) == REPORTS
    assert assert_whole(store) == assert_whole(Store(undisturbed.store))
    assert_in_sync(settings, assert_whole(store))


TEXT = "{agency}{year}年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n"
DIE = """
import os, signal, sys
from pathlib import Path
import index.building, portal.catalogue.filling
from ingest.settings import Settings
from ingest.store import Store

what, how, where, store, data = sys.argv[1:]
settings = Settings(store=Path(store), data=Path(data))
index.building.BATCH = 1
seen = 0

def dying(function, moment):
    def call(*given):
        global seen
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given)
    return call

if what == "index":
    module, functions = index.building, {"sync": index.building.sync_index, "rebuild": index.building.rebuild_index}
    spots = {"the first": ("make_document", 1), "the last": ("make_document", 3), "written": ("write_atomically", 1)}
    arguments = (Store(settings.store), settings.index)
else:
    module = portal.catalogue.filling
    functions = {"sync": module.sync_catalogue, "rebuild": module.rebuild_catalogue}
    spots = {"the first": ("_report_row", 1), "the last": ("_report_row", 3), "written": ("_settle", 1)}
    arguments = (Store(settings.store), settings)
name, moment = spots[where]
setattr(module, name, dying(getattr(module, name), moment))
functions[how](*arguments)
"""


def publish_some(settings: Settings, folder: Path, agency: str) -> None:
    folder.mkdir(exist_ok=True)
    for year in (2020, 2021, 2022):
        (folder / f"{agency}{year}.txt").write_text(TEXT.format(agency=agency, year=year), encoding="utf-8")
    publish(settings.store, [folder])


DEATHS = [
    (what, how, where, before)
    for what in ("index", "catalogue")
    for how in ("sync", "rebuild")
    for where in ("the first", "the last", "written")
    for before in ("nothing", "older")
    # An update in place puts nothing in another's place.
    if (how, where, before) != ("sync", "written", "older")
]


@pytest.mark.parametrize(("what", "how", "where", "before"), DEATHS)
def test_kill_while_what_is_derived_is_made(tmp_path: Path, what: str, how: str, where: str, before: str) -> None:
    """Whenever an update or a rebuild of index or catalogue dies, readers see a whole state, and the next update repairs."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store = Store(settings.store)
    known = 0
    if before == "older":
        publish_some(settings, tmp_path / "in", "芦淞区教育局")
        sync_index(store, settings.index)
        sync_catalogue(store, settings)
        known = 3
    publish_some(settings, tmp_path / "in", "芦淞区财政局")
    arguments = [what, how, where, str(settings.store), str(settings.data)]
    died = subprocess.run(
        [sys.executable, "-c", DIE, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    reports = known + 3
    if known:
        assert known <= count_found(settings) <= reports
        assert known <= len(Catalogue(open_catalogue(settings)).reports()) <= reports
    sync_index(store, settings.index)
    sync_catalogue(store, settings)
    assert count_found(settings) == reports
    assert len(Catalogue(open_catalogue(settings)).reports()) == reports
    assert sync_index(store, settings.index).indexed == 0
    rebuild_index(store, settings.index)
    rebuild_catalogue(store, settings)
    assert count_found(settings) == len(Catalogue(open_catalogue(settings)).reports()) == reports
    assert len([child for child in settings.index.iterdir() if child.is_dir()]) <= 2


def count_found(settings: Settings) -> int:
    """How many reports of 收入 a search finds."""
    index = LiveIndex(settings.index)
    try:
        return index.search(parse_query("收入")).total
    finally:
        index.close()


@pytest.mark.long
@pytest.mark.parametrize("command", ["rebuild", "update"])
def test_kill_at_any_moment_of_indexing(tmp_path: Path, command: str) -> None:
    """Ten kills at random moments, the store changed before each: the next update makes index and catalogue whole."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store = Store(settings.store)
    moments = random.Random(20240522)
    for number in range(KILLS):
        folder = tmp_path / f"reports-{number}"
        list(write_corpus(folder, 20, number, formats=("txt",), with_truth=False))
        publish(settings.store, [folder])
        process = start(settings, "index", command)
        time.sleep(moments.uniform(0.5, 3))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        if number % 2:
            assert start(settings, "index", "update").wait(300) == 0
            names = sorted(f"{version.folder.parent.name}-{version.folder.name}" for version in store.published())
            assert sorted(row.name for row in Catalogue(open_catalogue(settings)).reports()) == names
            index = LiveIndex(settings.index)
            assert index.search(parse_query("")).total == len(names)
            index.close()
