"""The bytes of Whoosh's files. Whoosh gives them posting by posting and report by report only; what is private is used here alone."""
# ruff: noqa: SLF001 - see above

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import index
from whoosh.reading import SegmentReader


def open_segments(folder: str) -> list[Any]:
    """Readers of the segments of the newest generation; where one cannot be opened, none stays open."""
    opened = index.open_dir(folder)
    contents = opened._read_toc()
    with ExitStack() as failing:
        leaves = []
        for segment in contents.segments:
            leaf = SegmentReader(opened.storage, contents.schema, segment, generation=contents.generation)
            failing.callback(leaf.close)
            leaves.append(leaf)
        failing.pop_all()
    opened.close()
    return leaves


def terms_of(leaf: Any) -> Any:
    """The reader of a segment's terms."""
    return leaf._terms


def reports_of(leaf: Any) -> Any:
    """The reader of what a segment keeps by report."""
    return leaf._perdoc


def postings_path(leaf: Any) -> Path:
    """The segment's file of postings."""
    segment = leaf.segment()
    return Path(leaf.storage().folder, segment.make_filename(segment.codec().POSTS_EXT))


def column_path(leaf: Any, name: str) -> Path:
    """The segment's file of a column."""
    segment = leaf.segment()
    return Path(leaf.storage().folder, segment.codec().column_filename(segment, name))


def extents_of(terms: Any) -> Iterator[tuple[str, bytes, int]]:
    """Each word of a segment with its field and where its postings begin."""
    for (name, word), info in terms.items():
        yield name, word, info.extent()[0]


def offsets_of(column: Any) -> tuple["npt.NDArray[np.int64]", "npt.NDArray[np.int64]"]:
    """Where in its file each report's value of a column of byte strings begins, and how long it is."""
    return np.array(column._offsets, np.int64) + column._basepos, np.array(column._lengths, np.int64)


def number_bytes(column: Any) -> bytes:
    """The numbers of a column of bytes; the reports behind the last that has one are not written."""
    return bytes(column._dbfile.get(column._basepos, column._count))


def code_bytes(column: Any, size: int) -> tuple[bytes, "np.dtype[Any]"]:
    """The codes of a column of few values, one of each of `size` reports, and how they are written."""
    kind = np.dtype(column._typecode).newbyteorder(">")
    return bytes(column._dbfile.get(column._basepos, size * kind.itemsize)), kind


def values_of(column: Any) -> Sequence[bytes]:
    """The values that the codes of such a column number."""
    return list(column._uniques)
