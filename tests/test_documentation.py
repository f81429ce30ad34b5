"""What is written down about the project agrees with the project."""

import re
from pathlib import Path

import pytest

from goldens import compare_golden_file
from ingest.checks.rules import RULES, render_rules
from ingest.declared_words import FIELD_LABELS, FIELD_NAMES
from ingest.register_files import load_register
from ingest.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def test_the_page_of_rules(update_golden: bool) -> None:
    """`docs/checks.zh.md` says of every rule what the code says."""
    difference = compare_golden_file(ROOT / "docs" / "checks.zh.md", render_rules(), update=update_golden)
    if difference:
        pytest.fail(f"run `make golden`\n{difference}", pytrace=False)


def test_every_rule_is_described_and_checked() -> None:
    """No check names a rule that the page does not describe, and none is described that no check names."""
    folders = (ROOT / "ingest" / "checks", ROOT / "ingest" / "across")
    modules = [path for folder in folders for path in folder.glob("*.py") if path.name != "rules.py"]
    named = {code for path in modules for code in re.findall(r'"([A-K]\d\d)"', path.read_text(encoding="utf-8"))}
    assert named == set(RULES)


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "ingest/README.md", "index/README.md"])
def test_pages_name_what_there_is(page: str) -> None:
    """Every module that a page for developers names is there, and every page that it links."""
    text = (ROOT / page).read_text(encoding="utf-8")
    modules = {
        path for folder in ("ingest", "index", "portal", "tests", "bench") for path in (ROOT / folder).rglob("*.py")
    }
    named = re.findall(r"`([\w/]+\.py)`", text)
    assert [one for one in named if not any(path.match(one) for path in modules)] == []
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    assert [one for one in linked if not (ROOT / page).parent.joinpath(one).exists()] == []


def test_the_guide_names_the_samples_agencies(site: Settings) -> None:
    """Whoever removes the samples by hand removes all of them, and nothing else."""
    guide = (ROOT / "docs" / "guide.zh.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(\d{6}-[a-z]+)`", guide)) == set(load_register(site.store).agencies)


def test_the_guide_names_the_columns_of_a_manifest() -> None:
    """In Chinese and in English, as they are read."""
    guide = (ROOT / "docs" / "guide.zh.md").read_text(encoding="utf-8")
    assert "\n" + ",".join(FIELD_LABELS.values()) + "\n" in guide
    assert f"`{','.join(FIELD_LABELS)}`" in guide
    assert {FIELD_NAMES[label] for label in FIELD_LABELS.values()} == set(FIELD_LABELS)
