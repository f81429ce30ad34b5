"""Readers and one writer at once, and writers that die: what is found is whole, new, and there once."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from documents import document

from index.backends.whoosh import WhooshBackend
from index.building import LiveIndex, rebuild_index, sync_index
from index.documents import ReportDocument
from index.query import PAGE_SIZE, Filters, Query, parse_query
from ingest.register_files import load_register, save_register
from ingest.store import Store
from publishing import publish

READERS = 8
SECONDS = 60
REPORTS = 45  # on three pages
KILLS = 50
FIRST_ROUND = 1_000_000  # a number that no other word is part of
# Neither a fork of this process, which has threads, nor one that loads everything anew for each child.
PROCESSES = multiprocessing.get_context("forkserver")
EVERYTHING = parse_query("支出")
Search = Callable[[Query], Any]


def report(number: int, round_of: int) -> ReportDocument:
    """A report that says in which round it was written."""
    return document(
        f"report-{number}", f"支出 {FIRST_ROUND + round_of}", 2000 + number % 20, title="决算", stamp=str(round_of)
    )


@dataclass(frozen=True)
class Rounds:
    """How far the writer is: the round that it began last, and the one that was committed last; `ending` stops all."""

    begun: Any
    done: Any
    ending: Any


def write_rounds(folder: Path, rounds: Rounds) -> None:
    """Until the end: replace some reports, the first of them each time, take one out and put another in."""
    moments = random.Random(1)
    living = list(range(REPORTS))
    with closing(WhooshBackend(folder)) as backend:
        number, fresh = rounds.done.value, REPORTS
        while not rounds.ending.is_set():
            number += 1
            gone = living.pop(moments.randrange(1, len(living)))
            living.append(fresh)
            fresh += 1
            changed = {0, living[-1], *moments.sample(living, 5)}
            rounds.begun.value = number
            backend.update([report(one, number) for one in changed], [f"report-{gone}"])
            rounds.done.value = number
            time.sleep(moments.uniform(0, 0.2))  # so that some answers are of one state


def all_pages(search: Search, query: Query) -> tuple[list[str], set[int]]:
    """The names of all hits, and the totals that the pages told."""
    pages = [search(replace(query, page=page)) for page in range(1, -(-REPORTS // PAGE_SIZE) + 1)]
    return [hit.name for page in pages for hit in page.hits], {page.total for page in pages}


def count_first(search: Search, round_of: int) -> int:
    """How often the first report is found as it was written in a round."""
    total: int = search(parse_query(str(FIRST_ROUND + round_of), Filters(report="report-0"))).total
    return total


def check_one_moment(search: Search, rounds: Rounds) -> bool:
    """Ask several times; tells whether nothing was written meanwhile, so that all answers were of one state."""
    done = rounds.done.value
    assert count_first(search, done - 1) == 0, "a hit that was replaced"
    results = search(EVERYTHING)
    found = [hit.name for hit in results.hits]
    assert results.total == REPORTS
    assert len(found) == len(set(found)) == PAGE_SIZE
    newest = count_first(search, done)
    names, totals = all_pages(search, EVERYTHING)
    if rounds.begun.value != done:
        return False
    assert newest == 1, "the last round is not found"
    assert totals == {REPORTS}
    assert len(names) == len(set(names)) == REPORTS
    return True


def read_rounds(folder: Path, rounds: Rounds, counts: Any) -> None:
    """Until the end: ask, and see that each answer is right; counts the answers, and those of one state."""
    with closing(WhooshBackend(folder)) as backend:
        while not rounds.ending.is_set():
            quiet = check_one_moment(backend.search, rounds)
            with counts.get_lock():
                counts[0] += 1
                counts[1] += quiet


def start(target: Callable[..., None], *arguments: object) -> BaseProcess:
    process = PROCESSES.Process(target=target, args=arguments)
    process.start()
    return process


@pytest.mark.long
def test_readers_during_continuous_updates(tmp_path: Path) -> None:
    """Eight processes read for a minute while one writes without a pause: no error, nothing stale, nothing twice."""
    folder = tmp_path / "index"
    with closing(WhooshBackend(folder, create=True)) as backend:
        backend.update([report(number, 1) for number in range(REPORTS)], [])
    rounds = Rounds(PROCESSES.Value("i", 1), PROCESSES.Value("i", 1), PROCESSES.Event())
    counts = PROCESSES.Array("i", [0, 0])
    readers = [start(read_rounds, folder, rounds, counts) for _ in range(READERS)]
    writer = start(write_rounds, folder, rounds)
    ending = time.monotonic() + SECONDS
    while time.monotonic() < ending and all(one.is_alive() for one in (writer, *readers)):
        time.sleep(0.5)
    rounds.ending.set()
    for one in (writer, *readers):
        one.join(60)
    assert [one.exitcode for one in (writer, *readers)] == [0] * (READERS + 1)
    assert rounds.done.value > SECONDS  # it wrote all the time
    assert counts[0] > READERS * SECONDS
    assert counts[1] > READERS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / "in"
    folder.mkdir()
    for agency in ("教育局", "财政局", "水利局"):
        for year in range(2015, 2023):
            (folder / f"{agency}{year}.txt").write_text(
                f"芦淞区{agency}{year}年度部门决算\n一、收入情况\n本年收入合计5.00万元。\n", encoding="utf-8"
            )
    publish(tmp_path / "store", [folder])
    return Store(tmp_path / "store")


def rename_agencies(store: Store, alias: str) -> None:
    """Give every agency another alias: each of its reports is to be indexed anew."""
    register = load_register(store.root)
    agencies = {key: replace(one, aliases=(f"{alias}{one.short_name}",)) for key, one in register.agencies.items()}
    save_register(store.root, replace(register, agencies=agencies))


def rename_and_index(store: Store, root: Path) -> None:
    """Until killed: rename the agencies and bring the index up to date, now and then by a rebuild."""
    for number in range(1_000_000):
        rename_agencies(store, f"代号{'甲乙丙丁戊'[number % 5]}")
        (rebuild_index if number % 4 == 3 else sync_index)(store, root)


def names_found(index: LiveIndex, text: str) -> Iterator[str]:
    page, total = 1, 1
    while (page - 1) * PAGE_SIZE < total:
        results = index.search(parse_query(text, page=page))
        total = results.total
        yield from (hit.name for hit in results.hits)
        page += 1


@pytest.mark.long
def test_writers_that_are_killed(store: Store, tmp_path: Path) -> None:
    """Fifty kills at random moments of writing: the index opens, and equals the store after the next update."""
    root = tmp_path / "index"
    sync_index(store, root)
    names = sorted(version.name for version in store.published())
    moments = random.Random(20261121)
    for _ in range(KILLS):
        writer = start(rename_and_index, store, root)
        time.sleep(moments.uniform(0.1, 1.5))
        assert writer.is_alive()
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join(30)
        with closing(LiveIndex(root)) as index:
            assert sorted(names_found(index, "收入")) == names
            sync_index(store, root)
            assert sorted(names_found(index, "收入")) == names
            for agency in load_register(store.root).agencies.values():
                of_alias = list(names_found(index, f'"{agency.aliases[0]}"')) if agency.aliases else names[:8]
                assert len(of_alias) == len(set(of_alias)) == 8


def search_until(root: Path, names: list[str], ending: Any) -> None:
    with closing(LiveIndex(root)) as index:
        while not ending.is_set():
            assert sorted(names_found(index, "收入")) == names


@pytest.mark.long
def test_searching_while_indexes_are_swapped(store: Store, tmp_path: Path) -> None:
    """Twenty rebuilds, one after the other, are swapped in under readers that find everything at every moment."""
    root = tmp_path / "index"
    sync_index(store, root)
    names = sorted(version.name for version in store.published())
    ending = PROCESSES.Event()
    readers = [start(search_until, root, names, ending) for _ in range(3)]
    for _ in range(20):
        rebuild_index(store, root)
    assert all(one.is_alive() for one in readers)
    ending.set()
    for one in readers:
        one.join(60)
    assert [one.exitcode for one in readers] == [0, 0, 0]
