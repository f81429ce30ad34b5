"""What is derived is the same however many processes derive it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from index.backends.whoosh import WhooshBackend
from index.building import IndexFolder, LiveIndex, no_progress
from index.query import parse_query
from ingest.settings import Settings
from portal.catalogue.filling import FILE
from portal.syncing import sync_all


def told(settings: Settings) -> tuple[dict[str, str], list[str], list[list[tuple[object, ...]]]]:
    """The reports of the index, those that a word finds, and the rows of the catalogue's tables but for its own mark."""
    living = IndexFolder(settings.index).current()
    assert living is not None
    backend = WhooshBackend(living)
    stamps = dict(backend.stamps())
    backend.close()
    index = LiveIndex(settings.index)
    hits = [hit.name for hit in index.search(parse_query("公务接待费")).hits]
    index.close()
    with sqlite3.connect(settings.data / FILE) as database:
        names = [
            row[0]
            for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if row[0] != "about"
        ]
        rows = [sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names]
    return stamps, hits, rows


@pytest.fixture
def beside(site: Settings, tmp_path: Path) -> Settings:
    return replace(site, data=tmp_path / "data")


def test_two_processes_make_what_one_makes(site: Settings, beside: Settings, tmp_path: Path) -> None:
    """Catalogue and index of the same store hold the same."""
    alone = replace(site, data=tmp_path / "alone")
    one, two = sync_all(alone, no_progress), sync_all(beside, no_progress, jobs=2)
    assert one == two
    assert one[0].reports > 20
    first, second = told(alone), told(beside)
    assert len(first[1]) > 5
    assert first == second
