"""The one form in which the project writes CSV, and how it is read back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

_LONGEST_CELL = 2**31 - 1


def format_csv(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as CSV: UTF-8 without a byte order mark, LF, RFC 4180 quoting; Decimal with a fixed point."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in fields])
    return out.getvalue().encode()


def read_csv(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of a CSV, however long a cell is: a page laid out as a table may stand in one."""
    csv.field_size_limit(_LONGEST_CELL)  # the library's own bound; it has one for all readers
    yield from csv.reader(lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
