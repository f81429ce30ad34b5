"""What Whoosh keeps of a report: tokens that were made before, with positions, and columns for what is counted and shown."""

import struct
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats

from index.tokens import Token

TEXT_FIELDS = {"body": 1.0, "title": 2.0, "names": 3.0}  # the fields that words are searched in, with their weights
CODED = ("agency", "region", "year", "report_type")  # the columns that reports are filtered and counted by
OWN_TEXTS = ("name", "stamp")  # the columns that come back as they were put in
_POSITION = struct.calcsize("I")


class PackedPositions(formats.Format):  # type: ignore[misc]  # whoosh has no types
    """The positions of a word in a report as unsigned integers of 32 bits, one behind the other.

    Whoosh's own format pickles a list for each posting, which takes most of the time of writing and of reading.
    """

    def encode(self, positions: Sequence[int]) -> bytes:
        """The positions as bytes, in the byte order of the machine: an index is made where it is read."""
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions again; Whoosh's own searcher asks for them."""
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How often the word stands in the report."""
        return len(value) // _POSITION

    def decode_weight(self, value: bytes) -> float:
        """The same; no position weighs more than another."""
        return float(self.decode_frequency(value))


class TokenField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """Takes tokens with their positions, in place of text."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None, scorable=True)

    def index(self, value: Sequence[Token], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each word with its number and its positions."""
        places: dict[str, list[int]] = {}
        for word, position in value:
            places.setdefault(word, []).append(position)
        for word, positions in places.items():
            yield word.encode(), len(positions), float(len(positions)), array("I", positions).tobytes()


def make_schema() -> Any:
    """The fields of the index.

    `name` and `stamp` come back as they were put in; the others are searched, or filtered and counted by.
    """
    return fields.Schema(
        name=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
        stamp=fields.COLUMN(columns.VarBytesColumn()),
        **{name: fields.ID(sortable=columns.RefBytesColumn()) for name in CODED},
        **{name: TokenField() for name in TEXT_FIELDS},
    )
