"""The bundled samples, read by the whole way, against the truth that the generator wrote down about them."""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.folding import squeeze
from ingest.settings import Settings
from ingest.store import Store, Version, read_rows

ATTACHED = {f"附件{number}" for number in ("", *range(1, 5))}

Case = tuple[dict[str, Any], Version]


@pytest.fixture(scope="module")
def cases(samples: Path, site: Settings) -> list[Case]:
    """Each sample's truth beside its published version."""
    versions = {}
    for version in Store(site.store).published():
        source = next(one["path"] for one in version.descriptor["resources"] if one["name"] == "source")
        versions[Path(source).name] = version
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((samples / "truth").glob("*.json"))]
    return [(truth, versions[truth["file"]]) for truth in truths]


def test_every_sample_is_published(cases: list[Case]) -> None:
    """At least twelve, of four agencies in two districts over three years."""
    assert len(cases) >= 12
    metadata = [truth["metadata"] for truth, _ in cases]
    assert len({one["agency"] for one in metadata}) == 4
    assert len({one["county"] for one in metadata}) == 2
    assert len({one["year"] for one in metadata}) == 3


def test_who_when_what(cases: list[Case]) -> None:
    """Agency, region, year, type, coverage and parts are as the generator meant them."""
    for truth, version in cases:
        meant, told = truth["metadata"], version.descriptor
        assert told["agency"]["name"] in {meant["agency"], *meant.get("agency_alternatives", [])}, truth["file"]
        assert told["region"]["adcode"] == meant["adcode"], truth["file"]
        assert (told["fiscalYear"], told["reportType"]) == (meant["year"], meant["type"]), truth["file"]
        assert told["coverage"] == meant["coverage"], truth["file"]
        assert told["parts"] == meant["parts"], truth["file"]


def test_the_outline(cases: list[Case]) -> None:
    """Every heading, in order, by number and title; contents, duties, glossary and attached forms left out."""
    for truth, version in cases:
        deepest = 4 if any(number.isdigit() for number, _ in truth["outline"]) else 3
        shown = {squeeze(title) for _, title in truth.get("outline_optional", [])}
        told = [
            squeeze(row["title"])
            for row in read_rows(version, "sections")
            if int(row["level"]) <= deepest
            and squeeze(row["title"]) not in shown
            and row["number"] not in {"", *ATTACHED}
        ]
        meant = [squeeze(title) for number, title in truth["outline"] if number]
        assert told == meant, truth["file"]


def key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("part", "indicator", "scope", "phase", "measure", "year"))


def test_figures_are_true(cases: list[Case]) -> None:
    """What is extracted is what the report says: its words stand at their place, its value is the generator's."""
    wrong: list[tuple[str, tuple[str, ...], str]] = []
    count = 0
    for truth, version in cases:
        text = (version.path / "report.md").read_text(encoding="utf-8")
        meant: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)  # several projects' forms state the same ones
        for row in truth["figures"]:
            for other in ({}, *row.get("alternatives", [])):
                meant[key({**row, **other})].add(Decimal(str(row["value"])))
        for row in read_rows(version, "figures"):
            count += 1
            assert text[int(row["start"]) : int(row["end"])] == row["disclosed"]
            if Decimal(row["value"]) not in meant[key(dict(row))]:
                wrong.append((truth["file"], key(dict(row)), row["value"]))
    assert count > 700
    assert len(wrong) <= 0.01 * count, wrong


def test_planted_mistakes_in_sums_are_found(cases: list[Case]) -> None:
    """A wrong share, a digit and a missing or wrong unit are named beside the place."""
    kinds = {"share", "amount_digit", "missing_unit", "wrong_unit"}
    for truth, version in cases:
        planted = [one for one in truth["findings"] if one.get("kind") in kinds and not one.get("optional")]
        told = [squeeze(row["disclosed"]) for row in read_rows(version, "findings")]
        if planted and truth["metadata"]["type"] == "final_accounts":
            assert told, truth["file"]


def test_tables_are_as_printed(cases: list[Case]) -> None:
    """The nine accounts tables are there under their forms, every amount in its place."""
    cells = same = 0
    for truth, version in cases:
        tables = [one for one in version.descriptor["resources"] if one["name"].startswith("table-")]
        printed = []
        for table in tables:
            with (version.path / table["path"]).open(encoding="utf-8", newline="") as lines:
                printed.append([cell for row in csv.reader(lines) for cell in row])
        for table in truth.get("tables", []):
            wanted = [cell for row in table["rows"] for cell in row if cell.strip()]
            best = max(printed, key=lambda have: len(set(have) & set(wanted)), default=[])
            cells += len(wanted)
            same += sum(squeeze(cell) in {squeeze(one) for one in best} for cell in wanted)
    assert cells > 3000
    assert same >= 0.98 * cells
