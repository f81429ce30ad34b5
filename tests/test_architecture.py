"""Imports point one way, and rooms that should not know each other do not."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def imported_by(folder: str, *, but: str = " ") -> dict[str, set[str]]:
    files = [path for path in (ROOT / folder).rglob("*.py") if not path.is_relative_to(ROOT / but)]
    return {str(path.relative_to(ROOT)): imports_of(path) for path in files}


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("ingest", ("index", "portal")),
        ("index", ("portal",)),
        ("ingest/readers", ("ingest.extract", "ingest.checks", "ingest.identify", "ingest.store")),
        ("ingest/checks", ("ingest.extract", "ingest.readers", "ingest.store")),
        ("ingest/extract", ("ingest.checks", "ingest.readers", "ingest.store")),
    ],
)
def test_imports_point_one_way(folder: str, forbidden: tuple[str, ...]) -> None:
    """Portal → index → ingest; readers, extractors and checks do not know each other."""
    wrong = {
        (file, name)
        for file, names in imported_by(folder).items()
        for name in names
        if any(name == one or name.startswith(f"{one}.") for one in forbidden)
    }
    assert wrong == set()


def test_samples_know_nothing_of_the_extractor() -> None:
    """The generator's wording is its own: a generator that speaks what the extractor knows proves nothing."""
    wrong = {
        (file, name)
        for file, names in imported_by("ingest/samples").items()
        for name in names
        if name.startswith("ingest.") and not name.startswith("ingest.samples")
    }
    assert wrong == set()


def test_only_one_module_imports_whoosh() -> None:
    """whoosh-reloaded is no longer maintained and stays behind one door."""
    using = {
        file
        for folder in ("ingest", "index", "portal")
        for file, names in imported_by(folder).items()
        if any(name.partition(".")[0] == "whoosh" for name in names)
    }
    assert {str(Path(file).parent) for file in using} == {"index/backends/whoosh"}


def test_the_project_works_without_what_lies_beside_it() -> None:
    """No module names a path outside the project."""
    sources = [path for folder in ("ingest", "index", "portal") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in sources if "../shared" in path.read_text(encoding="utf-8")] == []
