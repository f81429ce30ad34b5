"""The bytes of Whoosh's files. Whoosh gives them posting by posting and report by report only; what is private is used here alone."""
# ruff: noqa: SLF001 - see above

from collections.abc import Sequence
from typing import Any

import numpy as np


def terms_of(leaf: Any) -> Any:
    """The reader of a segment's terms."""
    return leaf._terms


def reports_of(leaf: Any) -> Any:
    """The reader of what a segment keeps by report."""
    return leaf._perdoc


def posting_bytes(terms: Any, start: int, length: int) -> bytes:
    """A part of the segment's file of postings."""
    return bytes(terms._postfile.get(start, length))


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
