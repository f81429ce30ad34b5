"""What searches need is read beforehand: where there is something to search, and quietly."""

import logging
from pathlib import Path

import pytest

from ingest.settings import Settings
from ingest.store import Store
from portal import create_app
from portal.catalogue.filling import sync_catalogue
from portal.services import EXTENSION
from portal.warming import warm, warm_in_background


def test_the_first_search_need_not_wait(served: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """Every kind of search is answered once, in the background, without an error, and then the site answers as always."""
    app = create_app(served)
    with caplog.at_level(logging.WARNING):
        warm_in_background(app).join(120)
    assert not caplog.records
    with app.test_client() as client:
        assert client.get("/search?q=三公经费").status_code == 200
    app.extensions[EXTENSION].index.close()


def test_nothing_to_search(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A site without reports or without an index starts all the same."""
    settings = Settings(store=tmp_path / "store", data=tmp_path / "data")
    sync_catalogue(Store(settings.store), settings)
    warm(create_app(settings))
    assert not caplog.records


def test_no_index(site: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Reports without an index: nothing is reported until somebody searches."""
    settings = Settings(store=site.store, data=tmp_path / "data")
    sync_catalogue(Store(settings.store), settings)
    warm(create_app(settings))
    assert not caplog.records
