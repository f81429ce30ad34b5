from pathlib import Path

import pytest

from ingest.samples import WrittenReport, write_samples


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[WrittenReport, ...]:
    """The bundled samples, written once."""
    return write_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def samples_directory(samples: tuple[WrittenReport, ...]) -> Path:
    """Where they lie."""
    return samples[0].path.parent
