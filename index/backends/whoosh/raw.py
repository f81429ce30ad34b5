"""What is private in Whoosh, which gives its files posting by posting and report by report only: used in this module alone.

Whoosh is pinned (pyproject.toml), so that what is used here stays as it is; a test holds the other modules to their own names.
"""
# ruff: noqa: SLF001 - it wraps what is private in Whoosh; tests/test_architecture.py holds all other modules to public names

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh import index
from whoosh.codec import whoosh3
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter


def open_segments(folder: str) -> list[Any]:
    """Readers of the segments of the newest generation; where one cannot be opened, none stays open.

    Whoosh's own `reader` takes over what an older one has open, and then shows reports that were deleted meanwhile: the
    table of contents is read here (`_read_toc`), and each segment opened anew.
    """
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
    """The reader of a segment's terms: `SegmentReader` has it, but gives a word's postings one by one."""
    return leaf._terms


def reports_of(leaf: Any) -> Any:
    """The reader of what a segment keeps by report: `SegmentReader` has it, but gives a column's values one by one."""
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


def offsets_of(column: Any) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where in its file each report's value of a column of byte strings begins, and how long it is."""
    return np.array(column._offsets, np.int64) + column._basepos, np.array(column._lengths, np.int64)


def length_bytes(reports: Any, name: str) -> bytes:
    """How long a field is in each report, a byte each, as Whoosh writes lengths; the reports behind the last that has it are not written.

    Whoosh keeps lengths in a column of numbers under a name of its own (`_lenfield`), none where no report has the field.
    """
    written = whoosh3._lenfield(name)
    if not reports.has_column(written):
        return b""
    column = reports.column_reader(written, whoosh3.LENGTHS_COLUMN)
    return bytes(column._dbfile.get(column._basepos, column._count))


def code_bytes(column: Any, size: int) -> tuple[bytes, np.dtype[Any]]:
    """The codes of a column of few values, one of each of `size` reports, and how they are written."""
    kind = np.dtype(column._typecode).newbyteorder(">")
    return bytes(column._dbfile.get(column._basepos, size * kind.itemsize)), kind


def values_of(column: Any) -> Sequence[bytes]:
    """The values that the codes of such a column number."""
    return list(column._uniques)


class ArrayWriter(SegmentWriter):
    """Whoosh's writer, which takes a field's words with all of their postings; a subclass gives them as `write_fields`.

    Whoosh gathers postings one by one in a pool of its own, and W3 writes them one by one. Instead, `_flush_segment`, which
    `commit` calls, puts what is known of each word right into the table of words (`_tindex`, by the field's number,
    `_fieldid`, and the word) beside the open file of postings (`_postfile`).
    """

    def write_fields(self, file: Any) -> Iterator[tuple[str, Iterator[tuple[bytes, bytes]]]]:
        """Yield each field with its words in order, and of each word what W3 keeps of it; postings go into `file`."""
        raise NotImplementedError

    def has_reports(self) -> None:
        """Tell `commit` that there is a segment to write (`_added`)."""
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        words = self.fieldwriter
        for name, of_field in self.write_fields(words._postfile):
            words.start_field(name, self.schema[name])
            number = words._fieldid.to_bytes(2, "big")
            for word, known in of_field:
                words._tindex.add(number + word, known)
            words.finish_field()
        words.close()


class WholeList(NamedTuple):
    """A word's postings as Whoosh's matchers serve them: of each report its number, weight and packed positions.

    `last` is the highest number, `most` the highest weight; `shortest` and `longest` bound the lengths of the fields.
    """

    ids: tuple[int, ...]
    weights: list[float]
    values: tuple[bytes, ...]
    last: int
    most: float
    shortest: int
    longest: int


class WholeListMatcher(whoosh3.W3LeafMatcher):
    """A word's postings for Whoosh's own searcher, read all at once; a subclass decodes them as `decode`.

    W3's matcher reads block by block: `_read_header` finds the first, `_goto` fills the fields set here with one, and
    `_lastblock` says that no other comes.
    """

    def decode(self, data: bytes) -> WholeList:
        """The list that lies in some bytes of the file of postings."""
        raise NotImplementedError

    def _read_header(self) -> None:
        self._baseoffset = self._startoffset

    def _goto(self, position: int) -> None:
        # W3's own reader of a word's extent leaves the length packed.
        length = self._length[0] if isinstance(self._length, tuple) else self._length
        read = self.decode(bytes(self._postfile.get(position, length)))
        self._lastblock, self._i, self._data = True, 0, ()
        self._blocklength, self._maxid, self._maxweight = len(read.ids), read.last, read.most
        self._minlength, self._maxlength = read.shortest, read.longest
        self._ids, self._weights, self._values = read.ids, read.weights, read.values
