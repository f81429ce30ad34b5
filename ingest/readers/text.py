"""Plain text as portals publish it: one paragraph a line, or lines broken at a fixed width, tables flattened."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.blocks import Block, Document, Paragraph
from ingest.errors import UnreadableSourceError
from ingest.readers.flattened import find_tables
from ingest.readers.furniture import is_marked_page_number, is_page_number
from ingest.readers.joining import Line, join_lines
from ingest.readers.limits import MOST_CHARACTERS

_MOST_BYTES = 4 * MOST_CHARACTERS  # no encoding has longer characters
_EMPHASIS = re.compile(r"(?<!\\)\*\*(?=\S)([^*]{1,200}?)(?<=\S)\*\*")
_BULLET = re.compile(r"^\s*[-*•·●■◆]\s+(?=\S)")


def read_text(content: bytes) -> Document:
    """Read plain text in UTF-8 (with or without a byte order mark), UTF-16 with one, or GB18030.

    Raises:
        UnreadableSourceError: the bytes are no text in any of these.
    """
    text = decode_text(content).replace("\r\n", "\n").replace("\r", "\n").rstrip("\f\n")
    pages = drop_emphasis(text).split("\f")
    blocks: list[Block] = []
    lines = _single_spaced(
        [line for page in pages for line in _without_page_numbers(page.split("\n"), paged=len(pages) > 1)]
    )
    width = _wrapping_width(lines)
    at = 0
    for start, end, table in find_tables(lines):
        blocks += _join(lines[at:start], width)
        blocks.append(table)
        at = end
    blocks += _join(lines[at:], width)
    return Document(tuple(blocks), len(pages) if len(pages) > 1 else None, wrapped=width is not None)


def decode_text(content: bytes) -> str:
    """Return the text of the bytes, whatever of the usual encodings they are in.

    Raises:
        UnreadableSourceError: they are in none of them, hold what text does not, or more than a report may.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableSourceError(f"文本有 {len(content) / 2**20:.0f} MB，不像是报告：请检查文件，或拆分后再试。")
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            if _is_cut_short(error):
                raise UnreadableSourceError(
                    "文本在一个字的中间断开，文件不完整：请重新下载或重新保存后再试。"
                ) from error
            continue
        if "\0" not in text:
            return text
    raise UnreadableSourceError(
        "文件不是可以识别的文本：请另存为 UTF-8 或 GB18030 编码的 .txt，或导入原始的 Word、PDF 文件。"
    )


def _is_cut_short(error: UnicodeDecodeError) -> bool:
    """All but the last bytes are text of this encoding, and not of any that has ASCII in it."""
    whole = error.object[: error.start]
    return len(error.object) - error.start < 4 and not whole.isascii()


def drop_emphasis(text: str) -> str:
    """The text without the bold marks of Markdown, which may reach over the lines of a title.

    CommonMark takes no mark for one that stands between a Chinese character and punctuation: **收入：**合计.
    """
    return _EMPHASIS.sub(r"\1", text)


def _without_page_numbers(lines: Sequence[str], *, paged: bool) -> list[str]:
    """The lines of a page without its number, which stands bare only at the head or foot of a real page."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    edge = {filled[0], filled[-1]} if paged and len(filled) > 1 else set()
    return [
        line
        for number, line in enumerate(lines)
        if line.startswith("\t") or not (is_page_number(line) if number in edge else is_marked_page_number(line))
    ]


def _single_spaced(lines: Sequence[str]) -> Sequence[str]:
    """The lines without the blank one after each, where a converter put one after nearly every line."""
    filled = [number for number, line in enumerate(lines) if line.strip() and "\t" not in line]
    spaced = sum(number + 1 < len(lines) and not lines[number + 1].strip() for number in filled)
    if len(filled) < 10 or spaced < 0.85 * len(filled):
        return lines
    return [line for number, line in enumerate(lines) if line.strip() or (number and not lines[number - 1].strip())]


def _wrapping_width(lines: Sequence[str]) -> int | None:
    """The width at which lines were broken, in columns (a Chinese character has two); None where they were not.

    Text broken at a fixed width has a large share of its lines within three characters of the longest ones.
    """
    widths = sorted(_columns(line.strip()) for line in lines if line.strip() and "\t" not in line)
    if len(widths) < 20:
        return None
    longest = widths[int(len(widths) * 0.95)]
    if longest > 120:
        return None
    near = sum(longest - 6 <= width for width in widths)
    return longest if near >= 0.3 * len(widths) else None


def _join(lines: Sequence[str], width: int | None) -> Iterator[Paragraph]:
    """Paragraphs of lines; a blank line ends one, and only words can prove that it went on (see `join_broken_paragraphs`)."""
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield from join_lines(list(_as_lines(list(run), width)))


def _as_lines(lines: Sequence[str], width: int | None) -> Iterator[Line]:
    for line in lines:
        text = _BULLET.sub("", line.rstrip())
        if text.strip():
            full = width is not None and _columns(text.strip()) >= width - 6
            indented = True if text.startswith(("\u3000\u3000", "    ")) else None
            yield Line(text.strip(), full, indented)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
