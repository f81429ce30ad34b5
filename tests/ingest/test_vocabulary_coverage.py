"""Which indicators of the vocabulary the extractor reads, and which it does not read yet."""

import csv
from pathlib import Path

import pytest

from ingest.identify import Declared
from ingest.pipeline import read_draft
from ingest.register import Register
from ingest.samples import write_corpus
from ingest.settings import Settings
from ingest.source import load_source
from ingest.store import Store, read_rows
from ingest.vocabulary import load_indicators
from publishing import read_whole

LIST = Path(__file__).resolve().parents[1] / "indicators_not_read.csv"


@pytest.fixture(scope="module")
def not_read() -> dict[str, str]:
    """The indicators that no sample yields, with the reason."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["indicator"] for row in rows}) == len(rows)
    return {row["indicator"]: row["reason"] for row in rows}


@pytest.fixture(scope="module")
def read_of_corpus(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The indicators that reports of many provinces yield."""
    folder = tmp_path_factory.mktemp("corpus")
    reports = list(write_corpus(folder, 140, 23, formats=("md",), with_truth=False))
    drafts = (read_draft(load_source(report.path), Declared(), Register(), force=True) for report in reports)
    return frozenset(figure.indicator for draft in drafts for figure in read_whole(draft).figures)


@pytest.mark.long
def test_every_indicator_is_read_or_listed(
    site: Settings, read_of_corpus: frozenset[str], not_read: dict[str, str]
) -> None:
    """Each code of the vocabulary is a figure of some sample, or stands with its reason in the list of those not read."""
    bundled = {row["indicator"] for version in Store(site.store).published() for row in read_rows(version, "figures")}
    read = bundled | read_of_corpus
    assert sorted(load_indicators().keys() - read - not_read.keys()) == [], f"neither read nor listed in {LIST.name}"
    assert sorted(read & not_read.keys()) == [], f"read by now: take them out of {LIST.name}"


def test_the_list_is_of_the_vocabulary_and_gives_reasons(not_read: dict[str, str]) -> None:
    """Nothing is listed that the vocabulary does not have, or without a reason."""
    assert not_read.keys() <= load_indicators().keys()
    assert all(reason.strip() for reason in not_read.values())
