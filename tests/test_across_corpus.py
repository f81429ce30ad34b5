"""Rules over several reports on generated agencies, whose accounts chain over the years."""

import json
import random
import re
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.across.checking import check_agency
from ingest.across.disclosure import ABSENT, check_disclosure
from ingest.across.reading import read_report
from ingest.across.report import FINDING, Derived, Report
from ingest.register_files import load_register
from ingest.samples import write_corpus
from ingest.store import Store
from publishing import publish

_YEAR_RULES = {"F01", "F02"}
# Where it is planted that two years differ, only the rules on two years count.


def read_all(store: Path) -> dict[str, list[Report]]:
    register = load_register(store)
    reports = defaultdict(list)
    for version in Store(store).published():
        report = read_report(version, register)
        reports[report.agency].append(report)
    return reports


def findings(reports: dict[str, list[Report]]) -> list[Derived]:
    return [one for agency, own in reports.items() for one in check_agency(agency, own) if one.outcome == FINDING]


def write_accounts(folder: Path, count: int, seed: int, formats: tuple[str, ...] = ("txt",)) -> list[Path]:
    written = write_corpus(folder, count, seed, formats=formats, report_types=("final_accounts",))
    return [folder / one.path.name for one in written]


@pytest.mark.long
def test_clean_accounts_of_consecutive_years(tmp_path: Path) -> None:
    """A hundred reports in which nothing is wrong: no finding, and many checks that passed."""
    write_accounts(tmp_path / "in", 100, 77, ("txt", "docx", "md"))
    publish(tmp_path / "store", [tmp_path / "in"])
    reports = read_all(tmp_path / "store")
    assert [one.message for one in findings(reports)] == []
    passes = [one for agency, own in reports.items() for one in check_agency(agency, own) if one.outcome == "passed"]
    assert sum(one.count for one in passes if one.rule == "F02") > len(passes)
    missing = [
        (one.name, item.key)
        for own in reports.values()
        for one in own
        for item in check_disclosure(one)
        if item.status == ABSENT
    ]
    assert missing == []


def plant(folder: Path, chance: random.Random) -> dict[str, str]:
    """Change the first digit of what a value changed by since last year, one a report; return the new words by report's file.

    Only values are taken that last year's report prints, and words that stand in the file once.
    """
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "truth").glob("*.json"))]
    stated = {
        (one["metadata"]["agency"], row["year"], row["indicator"], row["scope"])
        for one in truths
        for row in one["figures"]
        if (row["measure"], row["phase"], row["year"]) == ("amount", "actual", one["metadata"]["year"])
    }
    planted: dict[str, str] = {}
    for truth in truths:
        path = folder / truth["file"]
        text = path.read_text(encoding="utf-8")
        agency, year = truth["metadata"]["agency"], truth["metadata"]["year"]
        words = [
            row["disclosed"]
            for row in truth["figures"]
            if row["measure"] == "change_amount"
            and (agency, year - 1, row["indicator"], row["scope"]) in stated
            and len(re.findall(rf"(?<![\d.]){re.escape(row['disclosed'])}", text)) == 1
            and re.search(r"[1-9]", row["disclosed"])
        ]
        if words:
            old = chance.choice(words)
            # The last place may be a matter of rounding, and in 元 several are.
            at = next(n for n, char in enumerate(old) if char.isascii() and char.isdigit())
            new = old[:at] + chance.choice([one for one in "123456789" if one != old[at]]) + old[at + 1 :]
            path.write_text(re.sub(rf"(?<![\d.]){re.escape(old)}", new, text), encoding="utf-8")
            planted[truth["file"]] = new
    return planted


@pytest.mark.long
def test_wrong_changes_against_the_year_before(tmp_path: Path) -> None:
    """A digit changed in what a value grew by since last year is found at its place, and nothing else is."""
    folder = tmp_path / "in"
    write_accounts(folder, 60, 78, ("md",))
    planted = plant(folder, random.Random(3))
    publish(tmp_path / "store", [folder])
    reports = read_all(tmp_path / "store")
    files = {
        one.name: next((version.path / "source").iterdir()).name
        for own in reports.values()
        for one in own
        for version in Store(tmp_path / "store").published()
        if version.name == one.name
    }
    found = {(files[one.here.report], one.printed) for one in findings(reports) if one.rule in _YEAR_RULES}
    assert len(planted) > len(files) / 3
    assert found == set(planted.items())
