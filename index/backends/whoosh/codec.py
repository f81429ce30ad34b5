"""How postings lie in a segment's file: a word's whole list as arrays, each number in as few bytes as the list allows.

All else of Whoosh's codec W3 stays: the file of words, the columns, the table of contents. W3 itself pickles a tuple for
every 128 postings and a byte string for each; that takes most of the time of writing and of reading.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec import whoosh3
from whoosh.util.numeric import byte_to_length

_MAGIC = b"MZ01"
HEAD = np.dtype(
    [
        ("magic", "S4"),
        ("reports", "<u4"),
        ("positions", "<u4"),
        ("last", "<u4"),
        ("most", "<f4"),  # the highest number of occurrences
        ("shortest", "u1"),  # the length of the shortest field among them, as Whoosh writes lengths
        ("longest", "u1"),
        ("id_width", "u1"),
        ("count_width", "u1"),
        ("step_width", "u1"),
        ("reserved", "V3"),
    ]
)
WIDTHS: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}


@dataclass(frozen=True, slots=True)
class Block:
    """A word's postings: `ids` of reports rising, `counts` of occurrences in each, and `steps` from position to position.

    The first step of each report is its first position. `head` is as it is written.
    """

    head: Any
    ids: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    steps: npt.NDArray[np.unsignedinteger[Any]]


def read_block(data: npt.NDArray[np.uint8], start: int) -> Block:
    """Read the list that begins at a place of a file of postings; the steps stay where they are.

    Raises:
        ValueError: there is none.
    """
    at = start + HEAD.itemsize
    head = data[start:at].view(HEAD)[0]
    if head["magic"] != _MAGIC:
        raise ValueError(f"no postings at {start}")
    arrays = []
    for name, count in (("id", "reports"), ("count", "reports"), ("step", "positions")):
        kind = WIDTHS[int(head[f"{name}_width"])]
        end = at + int(head[count]) * kind.itemsize
        arrays.append(data[at:end].view(kind))
        at = end
    ids, counts, steps = arrays
    return Block(head, np.cumsum(ids, dtype=np.int32), counts.astype(np.int32), steps)


def make_heads(count: int) -> npt.NDArray[np.void]:
    """Heads to be filled in."""
    heads = np.zeros(count, HEAD)
    heads["magic"] = _MAGIC
    return heads


def decode_steps(counts: npt.NDArray[np.int32], steps: npt.NDArray[Any]) -> npt.NDArray[np.uint32]:
    """The positions of reports, one report's behind the other's."""
    # Sums may go beyond 32 bits; what is taken away again went beyond as often.
    sums = np.cumsum(steps, dtype=np.uint32)
    firsts = np.cumsum(counts) - counts
    positions: npt.NDArray[np.uint32] = sums - np.repeat(sums[firsts] - steps[firsts], counts)
    return positions


class PackedCodec(whoosh3.W3Codec):  # type: ignore[misc]  # whoosh has no types
    """W3 with postings as arrays."""

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        """Open the file of words and that of postings; where one is gone, the other is closed."""
        postings = segment.open_file(storage, self.POSTS_EXT)
        try:
            name = segment.make_filename(self.TERMS_EXT)
            return whoosh3.W3TermsReader(self, storage.open_file(name), storage.file_length(name), postings)
        except BaseException:
            postings.close()
            raise

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """Read postings one by one, as Whoosh's own searcher does."""
        start, length = terminfo.extent()
        return _Matcher(dbfile, start, length, format_, term=term, scorer=scorer)


class _Matcher(whoosh3.W3LeafMatcher):  # type: ignore[misc]  # whoosh has no types
    """A word's postings for Whoosh's own searcher; a block is the whole list."""

    def _read_header(self) -> None:
        self._baseoffset = self._startoffset

    def _goto(self, position: int) -> None:
        length = self._length[0] if isinstance(self._length, tuple) else self._length  # whoosh leaves it packed
        block = read_block(np.frombuffer(bytes(self._postfile.get(position, length)), np.uint8), 0)
        positions = decode_steps(block.counts, block.steps).tobytes() if len(block.steps) else b""
        ends = np.cumsum(block.counts) * 4
        self._lastblock, self._i, self._data = True, 0, ()
        self._blocklength, self._maxid = len(block.ids), int(block.head["last"])
        self._maxweight = float(block.head["most"])
        self._minlength = byte_to_length(int(block.head["shortest"]))
        self._maxlength = byte_to_length(int(block.head["longest"]))
        self._ids = tuple(block.ids.tolist())
        self._weights = block.counts.astype(float).tolist()
        self._values = tuple(
            positions[end - 4 * count : end] for end, count in zip(ends.tolist(), block.counts.tolist(), strict=True)
        )
