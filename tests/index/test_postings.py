"""Postings are read as they were gathered, and small segments become one."""

from collections.abc import Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from index.backends.whoosh import WhooshBackend
from index.backends.whoosh.codec import PackedCodec, decode_steps, read_block
from index.backends.whoosh.pooling import PostingsPool
from index.backends.whoosh.raw import open_segments
from index.query import parse_query

Positions = Mapping[int, list[int]]  # of a word, by report
EDGES = [0, 1, 254, 255, 256, 257, 65_534, 65_535, 65_536, 65_537, 1 << 20]
numbers = st.sampled_from(EDGES) | st.integers(0, 1 << 20)
positions = st.lists(numbers, min_size=1, max_size=6, unique=True).map(sorted)
words = st.dictionaries(st.text("甲乙丙a1", min_size=1, max_size=2), st.dictionaries(numbers, positions, min_size=1))


def gather(of_words: Mapping[str, Positions]) -> PostingsPool:
    """Reports come in the order of their numbers, each with all of its words."""
    pool = PostingsPool()
    for report in sorted({report for of_word in of_words.values() for report in of_word}):
        held = {word: of_word[report] for word, of_word in of_words.items() if report in of_word}
        counts = np.array([len(at) for at in held.values()], np.int32)
        pool.add_report("body", report, tuple(held), counts, np.array([*chain(*held.values())], np.uint32))
    return pool


def read(file: BytesIO, start: int) -> Positions:
    block = read_block(np.frombuffer(file.getvalue(), np.uint8), start)
    places = np.split(decode_steps(block.counts, block.steps), np.cumsum(block.counts))
    return {report: at.tolist() for report, at in zip(block.ids.tolist(), places, strict=False)}


@settings(deadline=None)
@given(words, st.integers(0, 3))
def test_postings_come_back(of_words: Mapping[str, Positions], before: int) -> None:
    """Of any numbers of reports and positions, each word's list behind the others' in the order of the words."""
    file = BytesIO(b"x" * before)
    file.seek(before)
    pool = gather(of_words)
    lengths = np.ones(max(EDGES) + 1, np.uint8)
    written = [word.decode() for name in pool.fields() for word, _ in pool.write(name, lengths, file)]
    assert written == sorted(of_words)
    start = before
    for word in written:
        assert read(file, start) == dict(sorted(of_words[word].items()))
        block = read_block(np.frombuffer(file.getvalue(), np.uint8), start)
        sizes = {"id": len(block.ids), "count": len(block.ids), "step": len(block.steps)}
        start += block.head.itemsize + sum(size * int(block.head[f"{name}_width"]) for name, size in sizes.items())
    assert start == len(file.getvalue())


def segments(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.trm")}


def test_small_segments_become_one(tmp_path: Path) -> None:
    """An update of one report after the other leaves few segments: each costs every search a little."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    most = 0
    for number in range(64):
        backend.update([document(f"r{number}", f"支出{number}元")], [])
        most = max(most, len(segments(tmp_path / "index")))
    assert most <= 7
    assert backend.search(parse_query("支出")).total == 64
    backend.close()


@pytest.mark.parametrize(("reports", "left"), [(100, True), (1, False), (600, True)])
def test_a_larger_segment_is_left_alone(tmp_path: Path, reports: int, *, left: bool) -> None:
    """An update takes the time of its own reports: what holds more of them is not written again."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document(f"r{number}", "支出") for number in range(reports)], [])
    before = segments(tmp_path / "index")
    backend.update([document("new", "支出")], [])
    assert (before <= segments(tmp_path / "index")) is left
    # Half as many again take up a small segment, a large one never.
    backend.update([document(f"more{number}", "支出") for number in range(reports)], [])
    assert (before <= segments(tmp_path / "index")) is (reports > 500)
    assert backend.search(parse_query("支出")).total == 2 * reports + 1
    backend.close()


def test_a_merge_keeps_what_is_left(tmp_path: Path) -> None:
    """Reports that were replaced or removed go, those left keep their words, places and lengths."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document(f"r{number}", "公务接待费" * number + "，支出决算") for number in range(6)], [])
    backend.update([document(f"s{number}", "收入") for number in range(8)], ["r0", "r2", "r5"])
    assert len(segments(tmp_path / "index")) == 1
    fresh = WhooshBackend(tmp_path / "fresh", create=True)
    fresh.update([document(f"r{number}", "公务接待费" * number + "，支出决算") for number in (1, 3, 4)], [])
    fresh.update([document(f"s{number}", "收入") for number in range(8)], [])
    for text in ("公务接待费", '"支出决算"', '"接待费支出"', "收入", "-公务"):
        query = parse_query(text)
        assert backend.search(query) == fresh.search(query)
        names = [hit.name for hit in fresh.search(query).hits]
        assert backend.passages(query, names) == fresh.passages(query, names)
    backend.close()
    fresh.close()


def test_files_that_a_commit_removes_while_they_are_opened_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who opens a generation too late opens the next one; nothing of the old one stays open."""
    backend = WhooshBackend(tmp_path / "index", create=True)
    backend.update([document("a", "支出五万元")], [])
    backend.close()
    (leaf,) = open_segments(str(tmp_path / "index"))
    leaf.close()
    storage, opened = FileStorage(str(tmp_path / "index")), []
    open_file = storage.open_file

    def open_and_remove(name: str) -> Any:
        opened.append(open_file(name))
        storage.delete_file(name)
        return opened[-1]

    monkeypatch.setattr(storage, "open_file", open_and_remove)
    with pytest.raises(FileNotFoundError):
        PackedCodec().terms_reader(storage, leaf.segment())
    assert [file.is_closed for file in opened] == [True, True]
