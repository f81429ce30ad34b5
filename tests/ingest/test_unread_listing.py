"""What was not read of a published report, told with its sentences."""

from pathlib import Path

import pytest

from ingest.errors import StoreError
from ingest.register_files import load_register
from ingest.settings import Settings
from ingest.store import Store
from ingest.unread_listing import find_package, list_unread


def test_the_list_is_what_the_package_counts(site: Settings) -> None:
    """Each unread amount stands in its sentence; there are as many as the package says."""
    store = Store(site.store)
    versions = [version for version in store.published() if version.descriptor["reading"]["unread"]][:2]
    for version in versions:
        listed = list_unread(find_package(store, version.name), load_register(store.root))
        reading = version.descriptor["reading"]
        assert (listed.amounts, len(listed.unread), listed.changed) == (reading["amounts"], reading["unread"], False)
        assert all(words in sentence for words, sentence in listed.unread)


def test_a_package_is_found_by_its_folder(site: Settings) -> None:
    """The folder of a version does as well as the report's name."""
    store = Store(site.store)
    version = next(iter(store.published()))
    assert find_package(store, str(version.path)) == version


def test_an_unknown_package_is_named(site: Settings, tmp_path: Path) -> None:
    """The message says what to write instead."""
    with pytest.raises(StoreError, match="没有数据包"):
        find_package(Store(site.store), str(tmp_path / "v1"))
