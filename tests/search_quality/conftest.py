"""The corpora as sites, prepared once a run."""

from pathlib import Path

import pytest

from search_quality.harness.queries import CORPORA
from search_quality.harness.site import Corpus, available, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the corpora are prepared."""
    return tmp_path_factory.mktemp("quality")


@pytest.fixture(scope="session", params=CORPORA)
def corpus(request: pytest.FixtureRequest, prepared: Path) -> Corpus:
    """A corpus, ingested and indexed; real reports only where they are."""
    if request.param not in available():
        pytest.skip("the real reports are not here")
    if request.param == "shared":
        request.getfixturevalue("soffice")
    return prepare(request.param, prepared)
