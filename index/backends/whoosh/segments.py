"""A segment of the index as arrays: which reports live, how long their fields are, and what they are counted by."""

import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns
from whoosh.util.numeric import byte_to_length

from index.backends.whoosh.raw import (
    code_bytes,
    column_path,
    length_bytes,
    offsets_of,
    postings_path,
    reports_of,
    terms_of,
    values_of,
)
from index.backends.whoosh.schema import CODED, KEPT, TEXT_FIELDS

# What each byte stands for that a length is kept as.
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few values: for each report the number of its value in `values`."""

    codes: npt.NDArray[np.int32]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment that is open; it never changes but for reports that are deleted, which a newer generation knows.

    `live` is None where all of its reports live.
    """

    terms: Any
    size: int
    live: npt.NDArray[np.bool_] | None
    lengths: Mapping[str, npt.NDArray[np.float64]]
    columns: Mapping[str, Codes]
    postings: npt.NDArray[np.uint8]
    kept: Mapping[str, "Kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A column of byte strings, which stay in its file: where each report's begins and how long it is."""

    data: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]

    def of(self, report: int) -> npt.NDArray[np.uint8]:
        """The bytes of a report."""
        begin = self.offsets[report]
        return self.data[begin : begin + self.sizes[report]]

    def texts(self) -> list[str]:
        """All of it as texts: the names of the reports, their stamps."""
        data = self.data.tobytes()
        ends = (self.offsets + self.sizes).tolist()
        return [data[begin:end].decode() for begin, end in zip(self.offsets.tolist(), ends, strict=True)]


def open_segment(leaf: Any) -> Segment:
    """Read what every search needs of a segment; `leaf` is Whoosh's reader of it."""
    reports = reports_of(leaf)
    size = leaf.doc_count_all()
    live = None
    if leaf.has_deletions():
        live = np.ones(size, bool)
        live[list(reports.deleted_docs())] = False
    return Segment(
        terms=terms_of(leaf),
        size=size,
        live=live,
        lengths={name: _read_lengths(reports, name, size) for name in TEXT_FIELDS},
        columns={name: _read_codes(reports, name, size) for name in CODED},
        postings=_map(postings_path(leaf)),
        kept={name: _read_kept(leaf, reports, name) for name in ("name", *KEPT)},
    )


def _map(path: Path) -> npt.NDArray[np.uint8]:
    """A file as an array, which stays in it; what still reads in it holds it, also when it was removed."""
    if not path.stat().st_size:
        return np.empty(0, np.uint8)
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)


def _read_kept(leaf: Any, reports: Any, name: str) -> Kept:
    return Kept(_map(column_path(leaf, name)), *offsets_of(reports.column_reader(name, columns.VarBytesColumn())))


def _read_lengths(reports: Any, name: str, size: int) -> npt.NDArray[np.float64]:
    written = np.frombuffer(length_bytes(reports, name), np.uint8)
    lengths = np.zeros(size, np.uint8)
    lengths[: written.size] = written
    return _LENGTHS[lengths]


def _read_codes(reports: Any, name: str, size: int) -> Codes:
    if not reports.has_column(name):
        return Codes(np.zeros(size, np.int32), ("",))
    reader = reports.column_reader(name, columns.RefBytesColumn())
    data, kind = code_bytes(reader, size)
    return Codes(np.frombuffer(data, kind).astype(np.int32), tuple(value.decode() for value in values_of(reader)))
