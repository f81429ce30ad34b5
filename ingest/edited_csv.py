"""CSV that people write in spreadsheets: any usual encoding, columns by name, rows by the numbers that they see.

What is wrong is said in Chinese and without the file's name, which the caller knows.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ingest.errors import UnreadableSourceError
from ingest.folding import fold
from ingest.readers.text import decode_text

_DATE = re.compile(
    r"""
      (?P<year>\d{4}) [-/.年] (?P<month>\d{1,2}) [-/.月] (?P<day>\d{1,2}) 日?   # 2023-08-20, 2023/8/20, 2023年8月20日
      (?:\ +\d{1,2}:\d{2}(?::\d{2})?)?                                                    # spreadsheets add the hour
    | (?P<year_digits>\d{4}) (?P<month_digits>\d{2}) (?P<day_digits>\d{2})                 # 20230820
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row: its number as a spreadsheet shows it, and its cells by column, blanks around them left off."""

    number: int
    values: dict[str, str]

    def others(self, known: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The cells of the columns that are not known: whoever added them wants them kept."""
        return tuple((column, value) for column, value in self.values.items() if column not in known)


def read_edited_csv(content: bytes, required: Sequence[str], names: Mapping[str, str] | None = None) -> list[EditedRow]:
    """Return the rows that hold anything.

    Args:
        content: UTF-8 with or without a byte order mark, UTF-16, or GB18030 as spreadsheets in China write it.
        required: columns that must be there.
        names: other headings of columns, and the columns that they mean.

    Raises:
        ValueError: no text, no such columns, or cells that belong to no column.
    """
    rows = _read_rows(content)
    written = [cell.strip() for cell in rows[0]] if rows else []
    header = [(names or {}).get(cell, cell) for cell in written]
    missing = [column for column in required if column not in header]
    if missing:
        raise ValueError(f"缺少 {'、'.join(missing)} 一栏：第一行应写栏目名称，用逗号分隔")
    repeated = [column for column, count in Counter(filter(None, header)).items() if count > 1]
    if repeated:
        headings = [cell for cell, column in zip(written, header, strict=True) if column == repeated[0]]
        raise ValueError(f"{'、'.join(headings)} 是同一栏：请合并或改名")
    found = []
    for number, cells in enumerate(rows[1:], 2):
        values = [cell.strip() for cell in cells]
        if any(value for column, value in zip(header, values, strict=False) if not column) or any(
            values[len(header) :]
        ):
            raise ValueError(f"第 {number} 行有一格没有对应的栏目：请在第一行写上栏目名称，或把这一格清空")
        if any(values):
            padded = values + [""] * (len(header) - len(values))
            found.append(
                EditedRow(number, {column: value for column, value in zip(header, padded, strict=False) if column})
            )
    return found


def _read_rows(content: bytes) -> list[list[str]]:
    try:
        text = decode_text(content).replace("\r\n", "\n").replace("\r", "\n")
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnreadableSourceError as error:
        raise ValueError("不是可以识别的文本：请另存为“CSV UTF-8（逗号分隔）”") from error
    except csv.Error as error:
        raise ValueError("不是正确的 CSV：请检查引号是否成对，或用电子表格重新存一次") from error


def refuse_repeated(keys: Iterable[tuple[EditedRow, Hashable]], what: str) -> None:
    """Refuse rows that are about the same thing.

    Raises:
        ValueError: the first two such rows, by number.
    """
    first: dict[Hashable, EditedRow] = {}
    for row, key in keys:
        if key in first:
            raise ValueError(f"第 {first[key].number} 行和第 {row.number} 行{what}（{key}）：请合成一行")
        first[key] = row


def parse_date(text: str) -> date | None:
    """A date as people and spreadsheets write it; None where the cell is empty.

    Raises:
        ValueError: it is no date.

    >>> parse_date("2023年8月20日") == parse_date("2023/8/20") == date(2023, 8, 20)
    True
    """
    if not text:
        return None
    match = _DATE.fullmatch(fold(text))
    if match:
        with suppress(ValueError):  # there is no such day
            return date(*(int(match[part] or match[f"{part}_digits"]) for part in ("year", "month", "day")))
    raise ValueError(f"日期“{text}”不对，应写成 2024-08-20 的样子")


def parse_year(text: str) -> int | None:
    """A fiscal year (2023, 2023年, 2023年度); None where the cell is empty.

    Raises:
        ValueError: it is no year of this century.
    """
    if not text:
        return None
    digits = text.removesuffix("度").removesuffix("年")
    if not (digits.isdecimal() and 2000 <= int(digits) <= 2100):
        raise ValueError(f"年度“{text}”不对，应为四位年份，如 2023")
    return int(digits)
