"""The corpora as sites: ingested into stores of their own, indexed, and asked over HTTP as programs ask."""

import csv
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from index.building import no_progress
from ingest.identify import Declared
from ingest.register_files import load_register, save_register
from ingest.running import find_files, ingest_files
from ingest.settings import Settings
from ingest.store import Store
from portal import create_app
from portal.services import EXTENSION
from portal.syncing import sync_all
from search_quality.harness.answers import Answer, parse_answer
from search_quality.harness.generated import PLANS, read_generated_truths, with_former_names, write_generated
from search_quality.harness.queries import CORPORA
from search_quality.harness.truth import Truth, read_gold, read_truth, squash

SHARED = Path(os.environ.get("MINGZHANG_SHARED", Path(__file__).resolve().parents[4] / "shared"))
ADDRESS = "/search.json"
_REPORTS = (".docx", ".doc", ".pdf", ".csv")
_DONE = "ingested"  # a file beside a store that is whole
_SCANNED = "扫描件"  # the same report as a scan takes minutes to recognise


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as a site, with its truth and the headings around each section of its reports."""

    name: str
    settings: Settings
    truth: Truth
    outlines: Mapping[str, Mapping[str, tuple[str, ...]]]


def available() -> tuple[str, ...]:
    """The corpora that can be prepared here."""
    return tuple(name for name in CORPORA if name != "shared" or (SHARED / "reports").is_dir())


@cache
def read_corpus_truth(name: str) -> Truth:
    """The truth of a corpus; nothing is ingested."""
    return read_truth(read_gold(SHARED / "gold") if name == "shared" else read_generated_truths(PLANS[name]))


def prepare(name: str, folder: Path, jobs: int = 2) -> Corpus:
    """Bring a corpus into a store below `folder`, unless it is there, and index it.

    Raises:
        RuntimeError: a report could not be ingested, or is not called as the truth has it.
    """
    settings = Settings(store=folder / name / "store", data=folder / name / "data")
    done = folder / name / _DONE
    if not done.exists():
        shutil.rmtree(folder / name, ignore_errors=True)
        _ingest(name, folder / name / "in", settings.store, jobs)
        done.touch()
    sync_all(settings, no_progress, jobs)
    truth = read_corpus_truth(name)
    outlines = dict(_read_outlines(Store(settings.store)))
    if set(outlines) != set(truth.reports):
        raise RuntimeError(f"{name}: of the names of reports these differ: {set(outlines) ^ set(truth.reports)}")
    return Corpus(name, settings, truth, outlines)


def _ingest(name: str, folder: Path, store: Path, jobs: int) -> None:
    if name == "shared":
        folder.mkdir(parents=True)
        for path in (SHARED / "reports").iterdir():
            if path.suffix in _REPORTS and _SCANNED not in path.name:
                shutil.copy(path, folder)
    else:
        write_generated(PLANS[name], folder)
    for outcome in ingest_files(Store(store), find_files([folder]), Declared(), jobs=jobs):
        if outcome.failed and "空白" not in outcome.label:
            raise RuntimeError(f"{outcome.label}: {outcome.reason}")
    if name in PLANS:
        save_register(store, with_former_names(PLANS[name], load_register(store)))


def _read_outlines(store: Store) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Of each report the headings by section: its own first, then those of the sections around it."""
    for version in store.published():
        with (version.path / "data" / "sections.csv").open(encoding="utf-8", newline="") as file:
            rows = [
                (row["id"], squash(row["title"]), int(row["start"]), int(row["end"])) for row in csv.DictReader(file)
            ]
        yield version.name, {id_: (title, *_around(rows, start, end)) for id_, title, start, end in rows}


def _around(rows: Sequence[tuple[str, str, int, int]], start: int, end: int) -> Iterator[str]:
    for _, title, first, last in rows:
        if first <= start and end <= last and (first, last) != (start, end):
            yield title


@contextmanager
def browse(corpus: Corpus) -> Iterator[FlaskClient]:
    """A program before the corpus's site."""
    app = create_app(corpus.settings)
    yield app.test_client()
    app.extensions[EXTENSION].index.close()


def ask(client: FlaskClient, text: str) -> Answer:
    """Return what the site answers to a query; an answer that is none says why."""
    with client.get(ADDRESS, query_string={"q": text}) as response:
        if response.status_code != 200:
            return Answer(error=f"{ADDRESS} answered {response.status_code}")
        return parse_answer(_read_json(response.data))


def _read_json(content: bytes) -> dict[str, Any]:
    told = json.loads(content)
    return told if isinstance(told, dict) else {}
