"""Reading and ingesting files in a test."""

from pathlib import Path
from typing import Any

from ingest.identify import Declared
from ingest.package import Content
from ingest.pipeline import Draft, make_metadata, read_content
from ingest.register import Register
from ingest.running import FileOutcome, find_files, ingest_files
from ingest.store import Store


def publish(store: Path, paths: list[Path], **options: Any) -> list[FileOutcome]:
    """Ingest files or folders and return what became of them."""
    return list(ingest_files(Store(store), find_files(paths), Declared(), **options))


def read_whole(draft: Draft) -> Content:
    """Everything that is read of a draft, for an agency that no register knows yet."""
    _, agency = Register().add(draft.identity.agency, draft.identity.place)
    return read_content(draft.gathered, make_metadata(draft, agency, Declared()), draft.identity.confidence)
