"""The bundled samples of a fresh installation: whether they are wanted, also after a first run that was cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.atomic import naming_refusals, write_atomically
from ingest.settings import Settings
from ingest.store import Store


def is_empty(settings: Settings) -> bool:
    """Tell whether the store holds no report yet."""
    return next(Store(settings.store).report_folders(), None) is None


def is_unfinished(settings: Settings) -> bool:
    """Tell whether a first run began to fill this store and did not come to its end."""
    marker = _marker(settings)
    return marker.exists() and marker.read_text(encoding="utf-8").strip() == _told(settings)


@contextmanager
def filling(settings: Settings) -> Iterator[Path]:
    """Remember that the samples are under way until they are all in; gives the folder for their files.

    The mark lies beside what is derived, not in the store, and names the store: another one is not filled for it.
    """
    marker = _marker(settings)
    with naming_refusals(marker):
        write_atomically(marker, f"{_told(settings)}\n".encode())
    yield settings.data / "samples"
    marker.unlink()


def _marker(settings: Settings) -> Path:
    return settings.data / "samples-unfinished"


def _told(settings: Settings) -> str:
    return str(settings.store.resolve())
