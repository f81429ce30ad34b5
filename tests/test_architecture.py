"""Imports point one way, and rooms that should not know each other do not."""

import ast
import importlib
import inspect
import re
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


WHOOSH = ROOT / "index/backends/whoosh"
PRIVATE = re.compile(r"\b_[a-z]\w*")  # __init__ and its like are nobody's own


def derived_from_whoosh(path: Path) -> dict[str, type]:
    """The classes of a module whose bases are Whoosh's, by name."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return {
        name: one
        for name, one in vars(module).items()
        if isinstance(one, type) and one.__module__ == module.__name__ and private_names_of_bases(one)
    }


def private_names_of_bases(one: type) -> set[str]:
    """What the bases of a class that are Whoosh's call private."""
    return {
        name
        for base in one.__mro__
        if base.__module__.partition(".")[0] == "whoosh"
        for name in PRIVATE.findall(inspect.getsource(base))
    }


def names_in(tree: ast.AST) -> set[str]:
    """The attributes that are read, set or defined somewhere in a piece of code."""
    nodes = list(ast.walk(tree))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {
        node.name for node in nodes if isinstance(node, ast.FunctionDef)
    }


def test_one_module_touches_what_is_private_in_whoosh() -> None:
    """The others import no private name, switch off no check of private access, and leave alone what their bases hide."""
    modules = {path for path in WHOOSH.glob("*.py") if path.name != "raw.py"}
    wrong = {
        (path.name, name) for path in modules for name in imports_of(path) if re.search(r"^whoosh.*\._[a-z]", name)
    }
    wrong |= {(path.name, "noqa") for path in modules if "SLF001" in path.read_text(encoding="utf-8")}
    deriving = 0
    for path in modules:
        classes = derived_from_whoosh(path)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name in classes:
                deriving += 1
                wrong |= {(path.name, name) for name in names_in(node) & private_names_of_bases(classes[node.name])}
    assert wrong == set()
    assert deriving


def test_the_project_works_without_what_lies_beside_it() -> None:
    """No module names a path outside the project."""
    sources = [path for folder in ("ingest", "index", "portal") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in sources if "../shared" in path.read_text(encoding="utf-8")] == []
