"""Ingesting files in a test."""

from pathlib import Path
from typing import Any

from ingest.identify import Declared
from ingest.running import FileOutcome, find_files, ingest_files
from ingest.store import Store


def publish(store: Path, paths: list[Path], **options: Any) -> list[FileOutcome]:
    """Ingest files or folders and return what became of them."""
    return list(ingest_files(Store(store), find_files(paths), Declared(), **options))
