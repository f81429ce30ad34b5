"""The whole package expected of a few samples, one of each format and type.

`make golden` rewrites `tests/golden/`; its diff is read like code.
"""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from goldens import compare_golden
from ingest.samples.bundled import YEARS, agencies
from ingest.samples.chance import Chance
from ingest.samples.output import write_report
from ingest.samples.report import Shape, author, make
from ingest.samples.writers import Medium
from ingest.samples.writers.scan import ScanShape, write_scan
from ingest.settings import Settings
from ingest.store import Store, Version, read_rows
from publishing import publish
from scanning import report_page, require_scanner

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = {
    "final-accounts-docx": "株洲市天元区公共数据服务中心2022年度单位决算.docx",
    "final-accounts-pdf": "绍兴市越城区古运河水务保障中心2022年度部门决算.pdf",
    "final-accounts-txt": "株洲市天元区公共数据服务中心2023年度单位决算.txt",
    "performance-docx": "绍兴市越城区古运河水务保障中心2021年度整体支出绩效自评报告.docx",
    "performance-md": "株洲市天元区城市绿道管理处2023年度整体支出绩效自评报告.md",
    "performance-pdf": "株洲市天元区城市绿道管理处2022年度整体支出绩效自评报告.pdf",
    "performance-txt": "绍兴市越城区古运河水务保障中心2022年度整体支出绩效自评报告.txt",
}
MADE = ("workbook", "page", "ofd", "several-files")  # of the formats that no bundled sample has
_FIGURES = ("part", "indicator", "scope", "phase", "measure", "year", "value", "unit")
_OF_EVERY_PACKAGE = ("created", "licenses", "sources", "keywords")
_OF_A_RESOURCE = ("name", "title", "path", "form")


@pytest.fixture(scope="module")
def versions(site: Settings) -> dict[str, Version]:
    """The samples' published versions by the names of their files."""
    found = {}
    for version in Store(site.store).published():
        source = next(one["path"] for one in version.descriptor["resources"] if one["name"] == "source")
        found[Path(source).name] = version
    return found


def files_of(version: Version) -> dict[str, str]:
    """The report's text, its tables, and of its descriptor what was told and not what follows from the files."""
    paths = [one["path"] for one in version.descriptor["resources"] if not one["path"].startswith("source/")]
    files = {path: (version.path / path).read_bytes().decode() for path in paths}
    told = {key: value for key, value in version.descriptor.items() if key not in _OF_EVERY_PACKAGE}
    told["resources"] = [_short(one) for one in version.descriptor["resources"]]
    return files | {"datapackage.json": json.dumps(told, ensure_ascii=False, indent=2) + "\n"}


def _short(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {key: resource[key] for key in _OF_A_RESOURCE if key in resource}


@pytest.mark.parametrize("kind", SAMPLES)
def test_packages(kind: str, versions: dict[str, Version], update_golden: bool) -> None:
    """Text, sections, figures, tables, findings and metadata are those of the golden package."""
    difference = compare_golden(GOLDEN / kind, files_of(versions[SAMPLES[kind]]), update=update_golden)
    if difference:
        pytest.fail(f"{kind}: if this is meant, run `make golden` and read its diff\n{difference}", pytrace=False)


def write_formats(folder: Path) -> dict[str, Path]:
    """A workbook of the nine forms, a saved web page, a layout document, and text and forms packed together."""
    bodies = agencies()
    authors = {key: author(bodies[key], YEARS, Chance(7)) for key in ("data", "greenway")}
    folder.mkdir(exist_ok=True)

    def write(who: str, year: int, kind: str, medium: Medium, stem: str, shape: Shape | None = None) -> Path:
        scene, document = make(authors[who], year, kind, shape or Shape())
        chance = scene.chance.of("file")
        return write_report(folder, stem, scene, document, kind, medium, chance=chance, with_truth=False).path

    forms, words = Shape(narrative=False), Shape(tables=False)
    parts = (
        write("data", 2023, "final_accounts", Medium("xlsx"), "附件2 决算表", forms),
        write("data", 2023, "final_accounts", Medium("docx"), "附件1 决算说明", words),
    )
    packed = folder / "2023年度单位决算.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in parts:
            archive.write(part, part.name)
            part.unlink()
    return {
        "workbook": write("data", 2022, "final_accounts", Medium("xlsx"), "2022年度单位决算", forms),
        "page": write("greenway", 2022, "performance", Medium("html"), "2022年度整体支出绩效自评"),
        "ofd": write("greenway", 2023, "project_performance", Medium("ofd"), "2023年度项目支出绩效自评"),
        "several-files": packed,
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Version]:
    """Published versions by format."""
    folder = tmp_path_factory.mktemp("formats")
    found = {}
    for kind, path in write_formats(folder / "files").items():
        (outcome,) = publish(folder / kind, [path])
        assert not outcome.failed, outcome.reason
        (found[kind],) = Store(folder / kind).published()
    return found


@pytest.mark.parametrize("kind", MADE)
def test_packages_of_other_formats(kind: str, made: dict[str, Version], update_golden: bool) -> None:
    """So are those of a workbook, a web page, a layout document, and of several files in one archive."""
    difference = compare_golden(GOLDEN / kind, files_of(made[kind]), update=update_golden)
    if difference:
        pytest.fail(f"{kind}: if this is meant, run `make golden` and read its diff\n{difference}", pytrace=False)


def test_a_scanned_package(tmp_path: Path, update_golden: bool) -> None:
    """Of a scan the figures and nothing else: another machine's fonts and rounding may change a word beside them."""
    require_scanner()
    path = tmp_path / "清河县档案馆2023年度部门决算.pdf"
    path.write_bytes(write_scan(report_page(), ScanShape(dpi=200), seed=3))
    (outcome,) = publish(tmp_path / "store", [path])
    assert not outcome.failed, outcome.reason
    (version,) = Store(tmp_path / "store").published()
    rows = sorted(",".join(row[name] for name in _FIGURES) for row in read_rows(version, "figures"))
    figures = "\n".join([",".join(_FIGURES), *rows]) + "\n"
    difference = compare_golden(GOLDEN / "scan", {"figures.csv": figures}, update=update_golden)
    if difference:
        pytest.fail(f"scan: if this is meant, run `make golden` and read its diff\n{difference}", pytrace=False)


def test_golden_packages_are_known() -> None:
    """No folder is left of a sample that is compared no more."""
    assert {path.name for path in GOLDEN.iterdir()} == {*SAMPLES, *MADE, "scan"}


@pytest.fixture
def kept(tmp_path: Path) -> Callable[..., str]:
    """Compares files with a golden folder that holds a.csv and b.csv."""
    (tmp_path / "a.csv").write_text("id\n1\n2\n")
    (tmp_path / "b.csv").write_text("id\n")

    def compare(files: Mapping[str, str], *, update: bool = False) -> str:
        return compare_golden(tmp_path, files, update=update)

    return compare


def test_differences_are_shown(kept: Callable[..., str]) -> None:
    """A changed line, a file that is missing and one that is new; an update ends them."""
    files = {"a.csv": "id\n1\n3\n", "c/d.csv": "id\n"}
    difference = kept(files)
    assert "-2\n+3" in difference
    assert "b.csv: no longer made" in difference
    assert "c/d.csv: there is no golden file" in difference
    assert kept(files, update=True) == ""
    assert kept(files) == ""
