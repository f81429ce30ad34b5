"""The real reports that lie beside the project, scored against what a careful reader finds in them."""

import importlib.util
import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from ingest.register_files import load_register
from ingest.store import Store, read_rows
from publishing import publish
from scanning import require_scanner

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    """The scoring tool."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copies(shared: Path, folder: Path, *suffixes: str) -> Path:
    """Copies of the reports of some formats, without the manifest."""
    folder.mkdir()
    for path in (shared / "reports").iterdir():
        if path.suffix in suffixes:
            shutil.copy(path, folder)
    return folder


def gold_of(shared: Path, source: str, score: ModuleType) -> dict[str, object]:
    for path in sorted((shared / "gold").glob("*.json")):
        gold: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        stem = Path(str(gold.get("file", path.stem))).stem
        if score.squash(source).startswith(score.squash(stem)):
            return gold
    raise LookupError(source)


def test_real_scan(shared: Path, tmp_path: Path, score: ModuleType) -> None:
    """Of the figures that a document gives, nine in ten are read from a scan of its pages, and nothing that is not there."""
    require_scanner()
    (scan,) = (path for path in (shared / "reports").iterdir() if "扫描件" in path.name)
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(scan, folder)
    (outcome,) = publish(tmp_path / "store", [folder])
    assert not outcome.failed, outcome.reason
    (version,) = Store(tmp_path / "store").published()
    package = score.Package(version.path / "datapackage.json")
    gold = gold_of(shared, package.source, score)
    assert all(score.score_metadata(package, gold).values())
    tally, offsets = score.score_figures(package, gold)
    assert offsets == 1.0
    assert tally.hit >= 0.9 * tally.gold
    assert tally.hit == tally.predicted
    assert package.meta["reading"]["ocr"]
    assert package.meta["reading"]["confidence"] < 1


@pytest.mark.parametrize("suffixes", [(".txt",), (".docx", ".pdf")], ids=["txt", "docx and pdf"])
def test_real_reports(shared: Path, tmp_path: Path, score: ModuleType, suffixes: tuple[str, ...]) -> None:
    """Metadata right everywhere, offsets true, outline complete; what cannot be told is refused with the reason."""
    folder = copies(shared, tmp_path / "in", *suffixes)
    refused = {one.path.name: one.reason for one in publish(tmp_path / "store", [folder]) if one.failed}
    for name, reason in refused.items():
        scanned = "扫描" in name and find_spec("rapidocr") is None
        assert "空白" in name or scanned or name.startswith("003_"), (name, reason)
    assert all("空白模板" in reason for name, reason in refused.items() if "空白" in name)
    assert all("--agency" in reason for name, reason in refused.items() if name.startswith("003_"))
    shutil.copy(shared / "reports" / "manifest.csv", folder)
    publish(tmp_path / "store", [folder])
    outline = score.Tally()
    figures = score.Tally()
    count = 0
    for version in Store(tmp_path / "store").published():
        package = score.Package(version.path / "datapackage.json")
        gold = gold_of(shared, package.source, score)
        assert all(score.score_metadata(package, gold).values()), package.source
        tally, offsets = score.score_figures(package, gold)
        assert offsets in {None, 1.0}
        figures += tally
        outline += score.score_outline(package, gold)
        count += 1
    assert count == 5
    assert outline.hit >= 0.98 * max(outline.gold, outline.predicted)
    assert figures.hit >= 0.98 * figures.predicted


@pytest.mark.usefixtures("soffice")
def test_an_old_word_file_says_what_its_text_says(shared: Path, tmp_path: Path) -> None:
    """The figures and sections of a .doc are those of the text that another program took from it."""
    told = []
    for suffix in (".doc", ".txt"):
        (path,) = (shared / "reports").glob(f"002*{suffix}")
        folder = tmp_path / suffix[1:]
        folder.mkdir()
        shutil.copy(path, folder)
        (outcome,) = publish(folder / "store", [folder / path.name])
        assert not outcome.failed, outcome.reason
        (version,) = Store(folder / "store").published()
        figures = [(row["indicator"], row["value"], row["disclosed"]) for row in read_rows(version, "figures")]
        told.append((figures, [(row["number"], row["title"]) for row in read_rows(version, "sections")]))
    assert told[0] == told[1]
    assert all(told[0])


def test_two_names_of_one_agency(shared: Path, tmp_path: Path) -> None:
    """A report known by its agency's short form in one format and by the full name in the other is one report."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (shared / "reports").glob("003*.pdf"):
        shutil.copy(path, folder)
    publish(tmp_path / "store", [folder])
    for path in (shared / "reports" / "manifest.csv", *(shared / "reports").glob("003*.txt")):
        shutil.copy(path, folder)
    assert not [one.reason for one in publish(tmp_path / "store", [folder], as_version=True) if one.failed]
    assert len(load_register(tmp_path / "store").agencies) == 1
    assert len(list(Store(tmp_path / "store").published())) == 1


def test_packages_pass_the_validator_from_the_command_line(shared: Path, tmp_path: Path) -> None:
    """`frictionless validate` accepts every package, and asks no network."""
    folder = copies(shared, tmp_path / "in", ".docx")
    publish(tmp_path / "store", [folder])
    descriptors = sorted((tmp_path / "store").rglob("datapackage.json"))
    assert len(descriptors) == 4
    for descriptor in descriptors:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("frictionless")), "validate", str(descriptor)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={"PATH": "/usr/bin:/bin", "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"},
        )
        assert done.returncode == 0, done.stdout
