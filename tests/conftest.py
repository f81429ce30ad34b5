"""What many tests need: the real reports where they lie beside the project, and a store of the bundled samples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import UnsupportedFormatError
from ingest.readers.office import find_soffice
from ingest.samples import write_samples
from ingest.settings import Settings
from ingest.store import Store
from publishing import publish

SHARED = Path(os.environ.get("MINGZHANG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be rewritten, on demand only."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    asked: bool = request.config.getoption("--update-golden")
    return asked


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports; a test that asks for it is skipped where there is none."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("the real reports are not here")
    return SHARED


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; a test that asks for it is skipped where there is none, but never where CI runs."""
    try:
        return find_soffice(os.environ.get("MINGZHANG_SOFFICE"))
    except UnsupportedFormatError:
        if os.environ.get("CI"):
            raise
        pytest.skip("LibreOffice is not installed: run .ci/install-office")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of bundled samples."""
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Settings:
    """Settings of a site whose store holds the samples; tests read it and do not change it."""
    root = tmp_path_factory.mktemp("site")
    settings = Settings(store=root / "store", data=root / "data")
    failed = [one for one in publish(settings.store, [samples]) if one.failed]
    assert failed == []
    return settings


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    return Store(tmp_path / "store")
