"""Final accounts as workbooks of the generator, read by the whole way, against the truth beside them."""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.folding import squeeze
from ingest.samples import write_corpus
from ingest.store import Store, Version, read_rows
from publishing import publish
from workbook_making import Put, Tab, ruled, xlsx

KEY = ("part", "indicator", "scope", "phase", "measure", "year")


@dataclass(frozen=True)
class Case:
    """A workbook's truth beside its published version, and the sentence that told what became of it."""

    truth: dict[str, Any]
    version: Version
    reason: str


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Workbooks of agencies of every manner."""
    folder = tmp_path_factory.mktemp("workbooks")
    written = list(write_corpus(folder, 24, 5, formats=("xlsx",), report_types=("final_accounts",)))
    outcomes = publish(folder / "store", [one.path for one in written])
    assert [one.reason for one in outcomes if one.failed] == []
    versions = {}
    for version in Store(folder / "store").published():
        source = next(one["path"] for one in version.descriptor["resources"] if one["name"] == "source")
        versions[Path(source).name] = version
    found = []
    for one, outcome in zip(written, outcomes, strict=True):
        assert one.truth is not None
        truth = json.loads(one.truth.read_text(encoding="utf-8"))
        found.append(Case(truth, versions[one.path.name], outcome.reason))
    return found


def test_a_workbook_tells_who_and_when(cases: list[Case]) -> None:
    """Agency, region, year, type: by its cover, its forms, or its name."""
    for case in cases:
        meant, told = case.truth["metadata"], case.version.descriptor
        assert told["agency"]["name"] in {meant["agency"], *meant.get("agency_alternatives", [])}
        assert told["region"]["adcode"] == meant["adcode"]
        assert (told["fiscalYear"], told["reportType"]) == (meant["year"], meant["type"])


def test_forms_alone_tell_that_they_are_accounts(tmp_path: Path) -> None:
    """A workbook whose name says nothing is told by its forms: whose, of which year, and what they are."""
    labels = ["部门：株洲市芦淞区教育局", "2023年度", "单位：万元"]
    rows = [ruled("项目", "科目名称", "本年支出合计"), ruled("205", "教育支出", 5.25), ruled("208", "社会保障支出", 1)]
    (tmp_path / "附件1.xlsx").write_bytes(xlsx(Tab("Z03", [[Put("支出决算表", across=3)], labels, *rows])))
    (outcome,) = publish(tmp_path / "store", [tmp_path / "附件1.xlsx"])
    assert outcome.reason.startswith("株洲市芦淞区教育局2023年度部门决算")


def test_every_form_is_there_cell_by_cell(cases: list[Case]) -> None:
    """Under its title and its key, each cell that is filled in its row and column."""
    filled = same = 0
    for case in cases:
        tables = [one for one in case.version.descriptor["resources"] if one["name"].startswith("table-")]
        assert [one.get("form") for one in tables] == [one["key"] for one in case.truth["tables"]]
        for table, truth in zip(tables, case.truth["tables"], strict=True):
            assert squeeze(truth["name"]) in squeeze(table["title"])
            rows = [row for row in truth["rows"] if any(row)]
            with (case.version.path / table["path"]).open(encoding="utf-8", newline="") as lines:
                shown = list(csv.reader(lines))[-len(rows) :] if rows else []
            for wanted, row in zip(rows, shown, strict=True):
                filled += sum(bool(cell) for cell in wanted)
                same += sum(bool(cell) and squeeze(cell) == squeeze(row[at]) for at, cell in enumerate(wanted))
    assert filled > 5000
    assert same >= 0.995 * filled


def test_figures_are_true_and_complete(cases: list[Case]) -> None:
    """What is extracted is what the forms state, and nearly all of it."""
    meant_all = told_all = right = 0
    for case in cases:
        meant: dict[tuple[str, ...], Decimal] = {}
        for row in case.truth["figures"]:
            for other in ({}, *row.get("alternatives", [])):
                meant[tuple(str({**row, **other}[name]) for name in KEY)] = Decimal(str(row["value"]))
        told = {tuple(row[name] for name in KEY): Decimal(row["value"]) for row in read_rows(case.version, "figures")}
        hits = {key for key, value in told.items() if meant.get(key) == value}
        right += len(hits)
        told_all += len(told)
        meant_all += sum(not row.get("optional") for row in case.truth["figures"])
    assert right >= 0.99 * told_all
    assert right >= 0.99 * meant_all


def test_hidden_sheets_are_told_of(cases: list[Case]) -> None:
    """To whoever ingests, and to the report's readers; their words are nowhere but in the source."""
    hiding = [case for case in cases if case.version.descriptor["notes"]]
    assert hiding
    for case in hiding:
        assert "隐藏的工作表" in case.version.descriptor["notes"][0]
        assert "隐藏的工作表" in case.reason
        assert "勿公开" not in (case.version.path / "report.md").read_text(encoding="utf-8")
