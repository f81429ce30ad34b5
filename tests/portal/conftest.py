from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from browsing import browse
from index.building import sync_index
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.filling import sync_catalogue


@pytest.fixture(scope="session")
def served(site: Settings) -> Settings:
    """The site of the samples with its index and catalogue."""
    store = Store(site.store)
    sync_catalogue(store, site)
    sync_index(store, site.index)
    return site


@pytest.fixture
def client(served: Settings) -> Iterator[FlaskClient]:
    """A browser without a screen."""
    with browse(served) as client:
        yield client
