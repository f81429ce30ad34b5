"""What people take away: CSV for Excel, and a whole package as one zip."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from ingest.csv_format import read_csv

_BOM = "\ufeff"
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d,]*\.?\d+%?$")
_IN_MEMORY = 8 * 2**20


def csv_for_excel(content: bytes, titles: Mapping[str, str] | None = None) -> bytes:
    """The same CSV as Excel opens it without fault: with a byte order mark, and no cell that would run as a formula.

    Negative numbers are no formulas and stay as they are.

    Args:
        content: the CSV as the package holds it.
        titles: what people call its columns, by name; these become the first row.
    """
    rows = read_csv(io.StringIO(content.decode("utf-8-sig"), newline=""))
    header = ([(titles or {}).get(name, name) for name in row] for row in islice(rows, 1))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in chain(header, rows))
    return (_BOM + out.getvalue()).encode()


def spool_csv(header: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = True) -> IO[bytes]:
    """Rows as a CSV for Excel, written at once, however many they are.

    Args:
        header: the names of the columns.
        rows: of as many cells each.
        bom: whether it begins with the byte order mark that Excel asks for, and programs stumble over.
    """
    out: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    if bom:
        text.write(_BOM)
    csv.writer(text, lineterminator="\r\n").writerows(
        [_harmless(cell) for cell in row] for row in chain([header], rows)
    )
    text.detach()
    out.seek(0)
    return out


def stream_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same as it is written, row after row, for rows that take long to find."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    line.write(_BOM)
    for row in chain([header], rows):
        writer.writerow([_harmless(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def zip_package(folder: Path, created: datetime, readme: str) -> IO[bytes]:
    """A package as a zip, the same bytes each time: entries in order, all dated as the version.

    Args:
        folder: the version's folder.
        created: when the version was made.
        readme: what stands in `README.txt`: what this is, what the files are.
    """
    out: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", (_BOM + readme).encode(), created)
        for path in _files(folder):
            _add(archive, path.relative_to(folder).as_posix(), path.read_bytes(), created)
    out.seek(0)
    return out


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _add(archive: zipfile.ZipFile, name: str, content: bytes, created: datetime) -> None:
    entry = zipfile.ZipInfo(name, created.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
