"""The units of reports of a corpus, read by the whole way, against the truth beside them."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.identify import Declared
from ingest.pipeline import read_draft
from ingest.register import Register
from ingest.rows import Unit
from ingest.samples import write_corpus
from ingest.source import load_source
from publishing import read_whole

_TOLD = ("own_office", "nature", "level")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[dict[str, Any]], list[Unit]]]:
    """Of each report the units that it names, and those that were read."""
    folder = tmp_path_factory.mktemp("units")
    kinds = ("final_accounts", "budget")
    found = []
    for one in write_corpus(folder, 60, 7411, formats=("txt", "md", "docx"), report_types=kinds):
        assert one.truth is not None
        truth = json.loads(one.truth.read_text(encoding="utf-8"))
        rows = read_whole(read_draft(load_source(one.path), Declared(), Register())).rows["units"]
        found.append((truth["units"], [row for row in rows if isinstance(row, Unit)]))
    return found


def test_units_are_those_that_are_named(read: list[tuple[list[dict[str, Any]], list[Unit]]]) -> None:
    """Nearly every unit that is named, and next to none that is not; none where a report names none."""
    meant = told = right = 0
    for truth, rows in read:
        wanted, have = {one["name"] for one in truth}, {one.name for one in rows}
        meant, told, right = meant + len(wanted), told + len(have), right + len(wanted & have)
    assert meant > 30
    assert right >= 0.99 * told
    assert right >= 0.97 * meant


def test_what_is_told_of_them(read: list[tuple[list[dict[str, Any]], list[Unit]]]) -> None:
    """Own office, nature and level, where a report tells them."""
    compared = same = 0
    for truth, rows in read:
        by_name = {one.name: one for one in rows}
        for one in truth:
            row = by_name.get(one["name"])
            if row is not None:
                compared += 1
                shown = (str(row.own_office).lower(), row.nature, row.level)
                same += shown == tuple(one[name] or "" for name in _TOLD)
    assert compared > 30
    assert same >= 0.97 * compared


def test_the_samples_say_it_in_many_ways(tmp_path: Path) -> None:
    """The truth of a corpus tells natures and levels, too, else nothing is measured."""
    truths = [
        json.loads(one.truth.read_text(encoding="utf-8"))["units"]
        for one in write_corpus(tmp_path, 60, 7411, report_types=("final_accounts",))
        if one.truth is not None
    ]
    told = {(name, one[name]) for units in truths for one in units for name in ("nature", "level") if one[name]}
    assert {"nature", "level"} == {name for name, _ in told}
    assert len(told) > 4
