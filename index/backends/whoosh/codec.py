"""How postings lie in a segment's file: a word's whole list as arrays, each number in as few bytes as the list allows.

All else of Whoosh's codec W3 stays: the file of words, the columns, the table of contents. W3 itself pickles a tuple for
every 128 postings and a byte string for each; that takes most of the time of writing and of reading.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec import whoosh3
from whoosh.util.numeric import byte_to_length

from index.backends.whoosh.raw import WholeList, WholeListMatcher

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


class PackedCodec(whoosh3.W3Codec):
    """W3 with postings as arrays."""

    def terms_reader(self, storage: Any, segment: Any) -> Any:
        """Open the file of words and that of postings; where a commit removes one meanwhile, none stays open."""
        with ExitStack() as failing:
            postings = segment.open_file(storage, self.POSTS_EXT)
            failing.callback(postings.close)
            words = segment.open_file(storage, self.TERMS_EXT)
            failing.callback(words.close)
            length = storage.file_length(segment.make_filename(self.TERMS_EXT))
            reader = whoosh3.W3TermsReader(self, words, length, postings)
            failing.pop_all()
        return reader

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """Read postings one by one, as Whoosh's own searcher does."""
        start, length = terminfo.extent()
        return _Matcher(dbfile, start, length, format_, term=term, scorer=scorer)


class _Matcher(WholeListMatcher):
    """The postings of a word as they are packed here."""

    def decode(self, data: bytes) -> WholeList:
        block = read_block(np.frombuffer(data, np.uint8), 0)
        positions = decode_steps(block.counts, block.steps).tobytes() if len(block.steps) else b""
        ends = np.cumsum(block.counts) * 4
        return WholeList(
            ids=tuple(block.ids.tolist()),
            weights=block.counts.astype(float).tolist(),
            values=tuple(
                positions[end - 4 * count : end]
                for end, count in zip(ends.tolist(), block.counts.tolist(), strict=True)
            ),
            last=int(block.head["last"]),
            most=float(block.head["most"]),
            shortest=byte_to_length(int(block.head["shortest"])),
            longest=byte_to_length(int(block.head["longest"])),
        )
