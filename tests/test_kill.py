"""kill -9 during ingest: the store holds whole, valid versions only, and the same command completes it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.building import LiveIndex, sync_index
from index.query import parse_query
from ingest.samples import write_corpus
from ingest.settings import Settings
from ingest.store import Store, validate_package
from portal.catalogue.filling import open_catalogue, sync_catalogue
from portal.catalogue.queries import Catalogue

REPORTS = 50
KILLS = 10


def start(settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("mingzhang")), "ingest", str(folder)]
    paths = {"MINGZHANG_STORE": str(settings.store), "MINGZHANG_DATA": str(settings.data)}
    return subprocess.Popen(command, env={**os.environ, **paths}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def assert_whole(store: Store) -> int:
    """Every version that can be seen is valid; return how many reports there are."""
    versions = [version for folder in store.report_folders() for version in store.versions(folder)]
    for version in versions:
        validate_package(version.path)
    return len(versions)


@pytest.mark.long
def test_kill_during_ingest(tmp_path: Path) -> None:
    """Ten kills at random moments of ingesting fifty reports lose nothing and leave nothing half-written."""
    folder = tmp_path / "reports"
    list(write_corpus(folder, REPORTS, 11, formats=("txt", "docx"), with_truth=False))
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    store = Store(settings.store)
    begun = time.monotonic()
    assert start(Settings(store=tmp_path / "whole", data=tmp_path / "whole-data"), folder).wait(300) == 0
    whole = time.monotonic() - begun
    moments = random.Random(20240521)
    seen = 0
    for _ in range(KILLS):
        process = start(settings, folder)
        time.sleep(moments.uniform(0.1, 1.0) * whole * 0.9)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        count = assert_whole(store)
        assert count >= seen
        seen = count
    assert start(settings, folder).wait(300) == 0
    assert assert_whole(store) == REPORTS
    assert {v.folder.name for v in store.published()} == {v.folder.name for v in Store(tmp_path / "whole").published()}
    sync_index(store, settings.index)
    index = LiveIndex(settings.index)
    assert index.search(parse_query("")).total == REPORTS
    index.close()
    sync_catalogue(store, settings)
    assert len(Catalogue(open_catalogue(settings)).reports()) == REPORTS
