"""Every number that a row of the running text holds stands where the row says, and is the amount that it says."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.amounts import find_numbers, view_text
from ingest.extract.functions import read_function_text
from ingest.identify import Declared
from ingest.markdown import render_report
from ingest.parts import assign_parts
from ingest.pipeline import read_draft
from ingest.register import Register
from ingest.rows import FunctionExpenditure
from ingest.samples import write_corpus
from ingest.sections import read_sections
from ingest.source import load_source


def read_told(folder: Path, count: int, seed: int) -> Iterator[tuple[str, FunctionExpenditure]]:
    """The text and each row of the functional classification that it tells, of a corpus of accounts and budgets."""
    kinds = ("final_accounts", "budget")
    for one in write_corpus(folder, count, seed, formats=("txt", "md", "docx"), report_types=kinds, with_truth=False):
        draft = read_draft(load_source(one.path), Declared(), Register())
        parts = assign_parts(draft.gathered.outline, draft.identity.report_type)
        report = render_report(draft.gathered.outline)
        sections = read_sections(report, parts)
        for row in read_function_text(report, sections, parts, draft.identity.year):
            yield report.text, row


def check_told(folder: Path, count: int, seed: int, fewest: int) -> None:
    """Compare each number with the words at its place."""
    seen = 0
    for text, row in read_told(folder, count, seed):
        assert row.start is not None
        assert row.end is not None
        for one in row.told:
            seen += 1
            assert text[one.start : one.end] == one.disclosed
            assert row.start <= one.start < one.end <= row.end
            (number,) = find_numbers(view_text(one.disclosed)[0])
            if not one.inferred_unit:
                assert abs(one.value) == abs(number.value), one
            fields = {("actual", "amount"): row.actual, ("budget", "amount"): row.budget}
            meant = fields.get((one.phase, one.measure), one.value)
            assert meant == one.value, one
        assert len({one.start for one in row.told}) == len(row.told)
        assert all(isinstance(one.step, Decimal) and one.step > 0 for one in row.told)
    assert seen > fewest


def test_every_number_of_a_row_stands_where_it_says(tmp_path: Path) -> None:
    """Amounts, shares and rates of classes and items, each by its own place."""
    check_told(tmp_path, 16, 5101, 250)


@pytest.mark.long
def test_every_number_of_a_row_of_many_reports_stands_where_it_says(tmp_path: Path) -> None:
    """The same over many reports."""
    check_told(tmp_path, 200, 5102, 4000)
