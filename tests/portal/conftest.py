from collections.abc import Iterator

import pytest
from answering import publish_reports
from flask.testing import FlaskClient
from questions import Answer, answering

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


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A site of reports whose numbers are known."""
    root = tmp_path_factory.mktemp("answers")
    settings = Settings(store=root / "store", data=root / "data")
    (root / "in").mkdir()
    publish_reports(settings, root / "in")
    return settings


@pytest.fixture(scope="module")
def visitor(answered: Settings) -> Iterator[FlaskClient]:
    """A browser before that site."""
    with browse(answered) as client:
        yield client


@pytest.fixture
def answer(visitor: FlaskClient) -> Iterator[Answer]:
    """What a question is answered with; of agencies their ids, of a name that several bear all of them."""
    with answering(visitor) as ask:
        yield ask
