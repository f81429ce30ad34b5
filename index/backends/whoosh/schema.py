"""What Whoosh keeps of a report: tokens that were made before, with positions, and columns for what is counted and shown."""

import struct
from array import array
from typing import Any

from whoosh import columns, fields, formats

TEXT_FIELDS = {"body": 1.0, "title": 2.0, "names": 3.0}  # the fields that words are searched in, with their weights
CODED = ("agency", "region", "year", "report_type")  # the columns that reports are filtered and counted by
SHOWN = ("text", "places", "outline")  # the columns of what is read of a report that was found
KEPT = ("stamp", *SHOWN)
_POSITION = struct.calcsize("I")


class PackedPositions(formats.Format):
    """The positions of a word in a report as unsigned integers of 32 bits, as Whoosh's own searcher gets them."""

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions again; Whoosh's own searcher asks for them."""
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How often the word stands in the report."""
        return len(value) // _POSITION

    def decode_weight(self, value: bytes) -> float:
        """The same; no position weighs more than another."""
        return float(self.decode_frequency(value))


class TokenField(fields.FieldType):
    """A field of tokens, which the writer takes as arrays."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None, scorable=True)


def make_schema() -> Any:
    """The fields of the index.

    `name` and the columns kept come back as they were put in; the others are searched, or filtered and counted by.
    """
    return fields.Schema(
        name=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
        **{name: fields.COLUMN(columns.VarBytesColumn()) for name in KEPT},
        **{name: fields.ID(sortable=columns.RefBytesColumn()) for name in CODED},
        **{name: TokenField() for name in TEXT_FIELDS},
    )
