"""A wrong amount anywhere in the accounts tables of a report is noticed; a report without one is left in peace."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.findings import ROUNDING
from ingest.identify import Declared
from ingest.pipeline import read_draft
from ingest.register import Register
from ingest.samples import write_corpus
from ingest.source import load_source
from ingest.table_view import TableView
from raising import check_views, list_amounts, raise_each, view_report

_FEWEST = 150  # amounts of the nine tables: with fewer, hardly any were read


def read_tables(folder: Path, count: int, seed: int) -> Iterator[tuple[str, tuple[TableView, ...]]]:
    """The names and tables of so many generated reports that print theirs."""
    formats = ("txt", "docx")
    for one in write_corpus(folder, count, seed, formats=formats, report_types=("final_accounts",), with_truth=False):
        draft = read_draft(load_source(one.path), Declared(), Register())
        views = view_report(draft.gathered, draft.identity.report_type)
        if list_amounts(views):
            yield one.path.name, views


def check_reports(folder: Path, count: int, seed: int, steps: tuple[str, ...]) -> None:
    """Raise every amount of every report by each step."""
    for name, views in read_tables(folder, count, seed):
        assert [one.message for one in check_views(views) if one.severity != ROUNDING] == [], name
        for step in steps:
            raised = list(raise_each(views, Decimal(step)))
            assert len(raised) >= _FEWEST, name
            missed = [f"{one.view.title}：{one.slot.text}" for one in raised if not one.cited]
            assert len(missed) <= (0.1 * len(raised) if step == "0.05" else 0), (name, step, missed)


@pytest.mark.parametrize(("step", "count"), [("0.05", 1), ("1.00", 2), ("10.00", 1)])
def test_every_raised_amount_is_noticed(tmp_path: Path, step: str, count: int) -> None:
    """Raised by 1.00 or 10.00万元, each amount is named, or its total; by 0.05, which rounding may explain, most are."""
    check_reports(tmp_path, count, 2301, (step,))


@pytest.mark.long
def test_every_raised_amount_of_many_reports_is_noticed(tmp_path: Path) -> None:
    """The same over reports of many years, places and forms."""
    check_reports(tmp_path, 40, 2302, ("0.05", "1.00", "10.00"))


@pytest.mark.long
def test_tables_without_mistakes_are_left_in_peace(tmp_path: Path) -> None:
    """Rounding aside, nothing is found in the tables of many generated reports."""
    for name, views in read_tables(tmp_path, 150, 2303):
        assert [one.message for one in check_views(views) if one.severity != ROUNDING] == [], name
