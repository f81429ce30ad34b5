"""Reading published reports again: what a better extractor finds becomes a new version, the rest stays as it was."""

from datetime import date
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.identify import Declared
from ingest.rereading import Reread, reread_versions
from ingest.running import ingest_files
from ingest.store import Store, read_rows, validate_package

REPORT = "{agency}2022年度部门决算\n一、收入情况\n本年收入合计5.00万元，其中：财政拨款收入4.00万元，占80.0%。\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two reports, read by an extractor that knew only the last figure of a text."""
    store = Store(tmp_path / "store")
    real = pipeline.read_report_figures
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "read_report_figures", lambda *given: real(*given)[-1:])
        for name in ("教育局", "财政局"):
            path = tmp_path / f"{name}.txt"
            path.write_text(REPORT.format(agency="本单位" if name == "教育局" else f"芦淞区{name}"), encoding="utf-8")
            declared = Declared(
                agency=f"株洲市芦淞区{name}",
                source_url="https://example.gov.cn/1",
                published=date(2023, 9, 1),
                note="附件另行公开。",
            )
            (outcome,) = ingest_files(store, [path], declared, force=True)
            assert not outcome.failed, outcome.reason
    return store


def again(store: Store, *, dry_run: bool = False) -> dict[str, Reread]:
    return {one.title: one for one in reread_versions(store, list(store.published()), dry_run=dry_run)}


def test_what_was_gained_is_published(store: Store) -> None:
    """A new version with that reason, whole and valid; the old one stays; what the operator said stays, too."""
    before = {version.name: version.descriptor for version in store.published()}
    outcomes = again(store)
    assert {one.status for one in outcomes.values()} == {"renewed"}
    told = outcomes["株洲市芦淞区教育局2022年度部门决算"]
    assert "第 2 版" in told.told
    assert "多 2 行" in told.told
    assert any(row.startswith("+") and "income.fiscal" in row and "4.00万元" in row for row in told.rows)
    for version in store.published():
        validate_package(version.path)
        old, new = before[version.name], version.descriptor
        assert (version.number, new["versionReason"]) == (2, "reread")
        assert [one.number for one in store.versions(version.folder)] == [1, 2]
        kept = (
            "agency",
            "region",
            "fiscalYear",
            "reportType",
            "coverage",
            "sourceUrl",
            "published",
            "notes",
            "sources",
        )
        assert [new[key] for key in kept] == [old[key] for key in kept]
        assert len(list(read_rows(version, "figures"))) == 3


def test_nothing_new_is_no_version(store: Store) -> None:
    """The same extractor reads the same: no version, however often it is asked."""
    again(store)
    assert {one.status for one in again(store).values()} == {"same"}
    assert [version.number for version in store.published()] == [2, 2]


def test_looking_changes_nothing(store: Store) -> None:
    """A dry run tells what would come, and stores nothing."""
    assert {one.status for one in again(store, dry_run=True).values()} == {"renewed"}
    assert [version.number for version in store.published()] == [1, 1]


def test_the_agency_has_its_present_name(store: Store) -> None:
    """A name that an editor corrected in the register is that of the new version."""
    path = store.root / "register" / "agencies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("芦淞区财政局", "芦淞区财政金融局"), encoding="utf-8")
    again(store)
    assert "株洲市芦淞区财政金融局2022年度部门决算" in {version.descriptor["title"] for version in store.published()}


def test_a_source_that_is_damaged_stops_nothing(store: Store) -> None:
    """What cannot be read any more is named; the others are read, and nothing is lost."""
    first = next(iter(store.published()))
    (first.path / first.descriptor["resources"][0]["path"]).write_bytes(b"")
    outcomes = again(store)
    assert sorted(one.status for one in outcomes.values()) == ["failed", "renewed"]
    assert "空的" in outcomes[first.descriptor["title"]].told
    assert store.current(first.folder) == first
