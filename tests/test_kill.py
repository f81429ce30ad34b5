"""kill -9 during ingest: the store holds whole, valid versions only, and the same command completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.building import LiveIndex
from index.query import PAGE_SIZE, parse_query
from ingest.register_files import load_register
from ingest.samples import write_corpus
from ingest.settings import Settings
from ingest.store import Store, validate_package
from portal.catalogue.filling import open_catalogue
from portal.catalogue.queries import Catalogue

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
