"""Reading published reports again: what a better extractor finds becomes a new version, the rest stays as it was."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

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


def _without_counts(descriptor: dict[str, Any]) -> None:
    """As packages were before passes were counted by rule."""
    del descriptor["checks"]["passedByRule"]


def _other_counts(descriptor: dict[str, Any]) -> None:
    """As checked by fewer rules, all of which passed or could not be checked, and read by another engine."""
    descriptor["checks"] |= {"passed": 1, "passedByRule": {"C02": 1}, "cannotCheck": 0, "unchecked": []}
    descriptor["reading"] |= {"engine": "0.0", "unread": 99}


def _other_column(descriptor: dict[str, Any]) -> None:
    """As columns were described by other words."""
    for resource in descriptor["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            field["description"] = "以前的说明"


def _another_title(descriptor: dict[str, Any]) -> None:
    descriptor["title"] = "以前的标题"


def _another_note(descriptor: dict[str, Any]) -> None:
    descriptor["notes"] = ["以前的备注"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (_without_counts, "same"),
        (_other_counts, "same"),
        (_other_column, "same"),
        (_another_title, "renewed"),
        (_another_note, "renewed"),
    ],
)
def test_bookkeeping_is_no_news(store: Store, change: Callable[[dict[str, Any]], None], status: str) -> None:
    """What was counted while reading and checking makes no version; what a reader sees of the report does."""
    again(store)
    for version in store.published():
        path = version.path / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        change(descriptor)
        path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    assert {one.status for one in again(store).values()} == {status}
    number = 2 if status == "same" else 3
    assert [version.number for version in store.published()] == [number, number]


def test_a_finding_is_news(store: Store) -> None:
    """A package whose findings were others gets a new version."""
    again(store)
    first = next(iter(store.published()))
    descriptor = json.loads((first.path / "datapackage.json").read_text(encoding="utf-8"))
    resource = {"name": "findings", "path": "data/findings.csv", "title": "核对结果", "hash": "sha256:0"}
    descriptor["resources"].append(resource)
    (first.path / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    (first.path / "data" / "findings.csv").write_text("id,rule,severity,message,disclosed\n", encoding="utf-8")
    assert again(store)[first.descriptor["title"]].status == "renewed"


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
