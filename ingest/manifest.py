"""A folder's `manifest.csv`: what the operator says of its files, one row a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ingest.declared_words import FIELD_LABELS, FIELD_NAMES, parse_coverage, parse_type
from ingest.edited_csv import EditedRow, parse_date, parse_year, read_edited_csv
from ingest.errors import IngestError
from ingest.identify import Declared
from ingest.os_errors import explain_os_error
from ingest.source import decode_name
from ingest.web_address import is_web_address

NAME = "manifest.csv"
T = TypeVar("T")


class ManifestError(IngestError):
    """A manifest, a row of it, or an option that cannot be used; the message names it."""

    code = "manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a folder's manifest; each is made sense of when its file is asked for, so that it fails alone."""

    path: Path
    rows: tuple[EditedRow, ...] = ()

    def declared(self, file: Path) -> Declared | None:
        """What is said of a file, or None.

        Raises:
            ManifestError: a value is not understood, or two rows name the file.
        """
        name = decode_name(Path(file.name))
        mine = [row for row in self.rows if row.values["file"] == name]
        if not mine:
            return None
        if len(mine) > 1:
            numbers = "、".join(str(row.number) for row in mine)
            raise ManifestError(f"{self.path} 第 {numbers} 行写的是同一个文件“{name}”：请只留一行。")
        return parse_declared(mine[0].values, f"{self.path} 第 {mine[0].number} 行")

    def find_stray_rows(self, names: Iterable[str]) -> Iterator[str]:
        """Yield a sentence for each row that names none of the folder's files, whose names are given."""
        present = set(names)
        for row in self.rows:
            name = row.values["file"]
            if not name:
                yield f"{self.path} 第 {row.number} 行没有写文件名，这一行没有用上：请填文件名。"
            elif name not in present:
                yield f"{self.path} 第 {row.number} 行的文件“{name}”不在这个文件夹里，这一行没有用上：请核对文件名。"


def load_manifest(path: Path) -> Manifest:
    """Read a manifest; a folder without one says nothing.

    Raises:
        ManifestError: it cannot be read, or has no column of files.
    """
    try:
        return Manifest(path, tuple(read_edited_csv(path.read_bytes(), ["file"], FIELD_NAMES)))
    except FileNotFoundError:
        return Manifest(path)
    except OSError as error:
        raise ManifestError(f"{path} 打不开（{explain_os_error(error)}）：请检查权限。") from error
    except ValueError as error:
        columns, labels = ",".join(FIELD_LABELS), ",".join(FIELD_LABELS.values())
        raise ManifestError(
            f"{path} 读不懂（{error}）：第一行应为 {labels}，或 {columns}，不用的栏可以不写。"
        ) from error


def parse_declared(values: Mapping[str, str], where: str) -> Declared:
    """Make sense of an operator's words; empty ones say nothing.

    Raises:
        ManifestError: some are not understood; the message names them all.
    """
    mistakes: list[str] = []

    def parse(column: str, reader: Callable[[str], T]) -> T | None:
        text = values.get(column, "")
        try:
            return reader(text) if text else None
        except ValueError as error:
            mistakes.append(str(error))
            return None

    declared = Declared(
        agency=parse("agency", _parse_name),
        year=parse("year", parse_year),
        report_type=parse("type", parse_type),
        coverage=parse("coverage", parse_coverage),
        subject=parse("subject", str),
        source_url=parse("source_url", _parse_url),
        published=parse("published", parse_date),
        note=parse("note", str),
    )
    if mistakes:
        raise ManifestError(f"{where}：{'；'.join(mistakes)}。")
    return declared


def _parse_name(text: str) -> str:
    if "|" in text:
        raise ValueError(f"单位名称“{text}”里不能有“|”：几个名称请只写全称，其余写进单位名录的 aliases 一栏")
    return text


def _parse_url(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(f"来源网址“{text}”不对，应以 http:// 或 https:// 开头，中间没有空格")
    return text
