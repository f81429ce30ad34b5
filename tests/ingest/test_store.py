"""Versions are whole or not there; what is stored is never lost."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from frictionless import Package as Validated

from docx_making import docx, p
from ingest import atomic
from ingest.errors import InvalidPackageError, StoreError
from ingest.identify import Declared
from ingest.package import Package, assemble_package, safe_file_name
from ingest.pipeline import make_metadata, read_content, read_draft
from ingest.register import Register
from ingest.source import SourceFile
from ingest.store import Store, validate_package
from publishing import publish

TEXT = """株洲市芦淞区公共数据服务中心2022年度部门决算
一、收入情况
本年收入合计5.00万元，其中：财政拨款收入4.00万元，占80.0%；其他收入1.00万元，占25.0%。
联系电话：0733-2555123
"""
NOW = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def package(text: str = TEXT, number: int = 1, name: str = "报告.txt") -> Package:
    draft = read_draft(SourceFile(name, text.encode()), Declared(), Register())
    _, agency = Register().add(draft.identity.agency, draft.identity.place)
    metadata = make_metadata(draft, agency, Declared())
    return assemble_package(
        metadata,
        read_content(draft.gathered, metadata, 1.0),
        draft.gathered.sources,
        version=number,
        reason="first",
        created=NOW,
    )


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def nothing(_: Path) -> None:
    """Accept every package."""


def test_a_published_version_is_a_valid_package(store: Store) -> None:
    """The folder, the names and the validity that the contract asks for."""
    version = store.publish(package(), 1, validate_package)
    assert version.path == store.root / "430203-gonggongshujufuwuzhongxin" / "2022-final-accounts" / "v1"
    assert Validated(str(version.path / "datapackage.json")).validate().valid
    descriptor = json.loads((version.path / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["name"] == "430203-gonggongshujufuwuzhongxin-2022-final-accounts"
    assert [one["name"] for one in descriptor["resources"]] == ["source", "text", "sections", "figures", "findings"]
    assert (version.path / "source" / "报告.txt").read_bytes() == TEXT.encode()


def test_a_report_without_headings_is_published(store: Store) -> None:
    """Figures of a report that has no sections refer to none, and the package is valid."""
    version = store.publish(package(TEXT.replace("一、收入情况\n", "")), 1, validate_package)
    resources = {one["name"]: one for one in version.descriptor["resources"]}
    assert "sections" not in resources
    assert "foreignKeys" not in resources["figures"]["schema"]
    assert "foreignKeys" in {one["name"]: one for one in package().descriptor["resources"]}["figures"]["schema"]


def test_nothing_in_a_descriptor_asks_the_network() -> None:
    """A validator needs no schema from elsewhere."""
    text = package().files["datapackage.json"].decode()
    assert "http" not in text


def test_the_same_input_gives_the_same_bytes() -> None:
    """Assembling is a function of its arguments."""
    assert package().files == package().files


def test_a_package_that_fails_validation_is_not_stored(store: Store) -> None:
    """A defect of ours is named, and the store stays as it was."""
    store.publish(package(), 1, validate_package)
    before = snapshot(store.root)
    broken = package(number=2)
    files = dict(broken.files) | {"data/figures.csv": b"id\nf001\n"}
    with pytest.raises(InvalidPackageError, match="没有通过校验"):
        store.publish(Package(broken.metadata, broken.descriptor, files), 2, validate_package)
    assert snapshot(store.root) == before


def test_a_version_is_never_overwritten(store: Store) -> None:
    """A number that is taken is refused."""
    store.publish(package(), 1, nothing)
    before = snapshot(store.root)
    with pytest.raises(StoreError, match="什么也没有改动"):
        store.publish(package(TEXT + "新增。"), 1, nothing)
    assert snapshot(store.root) == before


@pytest.mark.parametrize("step", ["write_synced", "sync_folder"])
def test_a_full_disk_leaves_nothing_half_written(store: Store, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where the disk refuses, at whatever step before the rename, no version appears."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"ingest.store.{step}", refuse)
    with pytest.raises(StoreError, match=r"磁盘已满.*什么也没有改动"):
        store.publish(package(), 1, nothing)
    assert snapshot(store.root) == {}


@pytest.fixture
def unsure_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes the disk refuse to confirm the entries of a folder once something was put there."""
    real = atomic.sync_folder

    def refuse_in(folder: Path) -> None:
        def refuse(synced: Path) -> None:
            if synced == folder and any(folder.iterdir()):
                raise OSError(5, "Input/output error")
            real(synced)

        monkeypatch.setattr(atomic, "sync_folder", refuse)

    return refuse_in


def test_a_disk_that_fails_after_the_rename(store: Store, unsure_disk: Callable[[Path], None]) -> None:
    """A version that can be seen is not said to be missing."""
    made = package()
    unsure_disk(store.folder_of(made.metadata))
    with pytest.raises(StoreError, match="已经改好，但磁盘没有确认"):
        store.publish(made, 1, nothing)
    assert [version.number for version in store.published()] == [1]


def test_a_disk_that_fails_at_a_withdrawal(store: Store, unsure_disk: Callable[[Path], None]) -> None:
    """Whether the withdrawal counts is said as it is."""
    version = store.publish(package(), 1, nothing)
    unsure_disk(version.folder)
    with pytest.raises(StoreError, match="已经改好"):
        store.withdraw(version, "数据有误", NOW)
    assert version.withdrawn
    with pytest.raises(StoreError, match="已经改好"):
        store.restore(version)
    assert not version.withdrawn


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the store should be is named in a sentence."""
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreError, match="请检查磁盘和权限"), Store(tmp_path / "store").writing():
        pass


def test_what_a_crashed_writer_left_is_removed(store: Store) -> None:
    """Litter in staging goes when the next writer begins, and is never seen as a report."""
    litter = store.root / ".staging" / "tmp1"
    litter.mkdir(parents=True)
    (litter / "datapackage.json").write_text("{")
    assert list(store.published()) == []
    with store.writing():
        assert not litter.exists()


def test_withdrawing_and_restoring(store: Store) -> None:
    """A withdrawn version gives way to the one before; its files stay, and it can come back."""
    first = store.publish(package(), 1, nothing)
    second = store.publish(package(TEXT + "更正。"), 2, nothing)
    store.withdraw(second, "数据有误", NOW)
    assert store.current(first.folder) == first
    assert json.loads(second.withdrawal_path.read_text(encoding="utf-8"))["reason"] == "数据有误"
    store.withdraw(first, "数据有误", NOW)
    assert store.current(first.folder) is None
    assert store.next_number(first.folder) == 3
    store.restore(second)
    assert store.current(first.folder) == second


def test_reports_are_found_by_name(store: Store) -> None:
    """A report's name leads to its folder; a name made up to leave the store leads nowhere."""
    version = store.publish(package(), 1, nothing)
    assert store.find_report(version.name) == version.folder
    assert store.find_report("../../etc-passwd") is None
    assert store.find_report("430203-../x") is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x/报告.pdf", "报告.pdf"),
        (".htaccess", "htaccess"),
        ("a:b?.txt", "a_b_.txt"),
        ("..", "source"),
        ("c:\\x\\y.doc", "y.doc"),
        ("报" * 100 + ".pdf", "报" * 83 + ".pdf"),  # 255 bytes are what a file system takes
        ("a\ud800.txt", "a_.txt"),
        ("报告.ZIP", "报告.ZIP.bin"),
    ],
)
def test_names_of_sources_stay_inside(name: str, safe: str) -> None:
    """Whatever a file is called, it lies in `source/` under a name that can be stored."""
    assert safe_file_name(name) == safe


@pytest.mark.parametrize("name", ["报告.zip", "报告.gz"])
def test_a_report_named_like_an_archive(store: Store, tmp_path: Path, name: str) -> None:
    """Its package is valid all the same, and holds the file as it is."""
    content = docx("".join(map(p, TEXT.splitlines())))
    (tmp_path / name).write_bytes(content)
    (outcome,) = publish(store.root, [tmp_path / name])
    assert outcome.status == "published", outcome.reason
    (version,) = store.published()
    validate_package(version.path)
    assert (version.path / "source" / f"{name}.bin").read_bytes() == content
    assert version.descriptor["sources"] == [{"title": name}]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of files."""

    def make(**files: str) -> Path:
        made = tmp_path / "reports"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        for name, text in files.items():
            (made / f"{name}.txt").write_text(text, encoding="utf-8")
        return made

    return make


def statuses(root: Path, folder: Path, **options: bool) -> list[tuple[str, str]]:
    return [(one.path.stem, one.status) for one in publish(root, [folder], **options)]


def test_the_same_bytes_again(store: Store, folder: Callable[..., Path]) -> None:
    """Nothing new is made, and it is said so."""
    reports = folder(a=TEXT)
    assert statuses(store.root, reports) == [("a", "published")]
    before = snapshot(store.root)
    assert statuses(store.root, reports) == [("a", "unchanged")]
    assert snapshot(store.root) == before


def test_other_bytes_of_the_same_report(store: Store, folder: Callable[..., Path]) -> None:
    """A new version, and the old one stays."""
    publish(store.root, [folder(a=TEXT)])
    assert statuses(store.root, folder(a=TEXT + "更正。")) == [("a", "new_version")]
    report = next(store.report_folders())
    assert [version.number for version in store.versions(report)] == [1, 2]


def test_two_files_of_one_run_that_are_the_same_report(store: Store, folder: Callable[..., Path]) -> None:
    """The first by name is published, the other is listed; so again when the run is repeated; unless asked otherwise."""
    reports = folder(a=TEXT, b=TEXT + "更正。")
    for first in ("published", "unchanged"):
        outcomes = publish(store.root, [reports])
        assert [one.status for one in outcomes] == [first, "same_report"]
        assert "与 a.txt 是同一份报告" in outcomes[1].reason
    assert statuses(store.root, reports, as_version=True) == [("a", "unchanged"), ("b", "new_version")]


def test_a_withdrawn_report_does_not_come_back_by_itself(store: Store, folder: Callable[..., Path]) -> None:
    """Running the same folder again does not undo a withdrawal."""
    reports = folder(a=TEXT)
    publish(store.root, [reports])
    version = next(store.published())
    store.withdraw(version, "数据有误", NOW)
    assert statuses(store.root, reports) == [("a", "withdrawn")]
    assert list(store.published()) == []


def test_personal_data_are_named(store: Store, folder: Callable[..., Path]) -> None:
    """A telephone number stands in the outcome and in the findings."""
    outcome = publish(store.root, [folder(a=TEXT)])[0]
    assert "电话号码" in outcome.reason
    descriptor = next(store.published()).descriptor
    assert "findings" in [one["name"] for one in descriptor["resources"]]
