"""What a site prints around an article: paths, buttons, and metadata such as 索引号 and 发布机构.

A page saved as text has them above the title. They are no lines of a cover; but the site's own field for the title is a
title, and who put the page up is a clue where nothing better tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.blocks import Block, Paragraph, Table
from ingest.folding import fold
from ingest.vocabulary import read_table, split_list

_MOST_BLOCKS = 60  # where an article has begun at the latest
_LONGEST_VALUE = 45
_FEWEST_LABELS = 3  # of a table of metadata
_LONGEST_LINE = 120
_TRAIL = re.compile(r"^.{0,40}?>>?.{1,40}>|^>")
_PIPES = re.compile(r"[|｜]+")
_EDGES = re.compile(r"^[\s\-*·■◆●]+|\s+$")
_BRACKETED = re.compile(r"[\[【](?P<words>[^\[\]【】]{1,12})[\]】]")
_COUNTED = re.compile(r"[\d\s:：\-/.,()（）年月日]*")


@dataclass(frozen=True, slots=True)
class Detail:
    """A value that a site gives beside a label: `kind` is `title` or `publisher`; `at` is the place of its block."""

    kind: str
    value: str
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """The places of blocks that are a site's own, and what they tell."""

    places: frozenset[int]
    details: tuple[Detail, ...]


def find_furniture(blocks: Sequence[Block]) -> Furniture:
    """Tell which blocks near the beginning are a site's own."""
    places: set[int] = set()
    details: list[Detail] = []
    waiting: str | None = None  # the kind of a label whose value stands in the next block
    for at, block in enumerate(blocks[:_MOST_BLOCKS]):
        printed = _text_of(block)
        text = clean_line(printed)
        found = list(_fields(text))
        if isinstance(block, Table) and len({label for _, label, _ in found}) < _FEWEST_LABELS:
            waiting = None  # a table that has a column 名称 is no site's
        elif found:
            places.add(at)
            details += (Detail(kind, value, printed, at) for kind, _, value in found if value and kind in _TOLD)
            kind, _, value = found[-1]
            waiting = kind if not value else None
        elif waiting is not None and 0 < len(text) <= _LONGEST_VALUE:
            kind = waiting
            # Below the last label, whose value may be empty, the article itself may begin; a plain value is not told.
            if kind in _TOLD:
                details.append(Detail(kind, text, printed, at))
            if kind == "publisher" or _COUNTED.fullmatch(text):
                places.add(at)
            waiting = None
        elif isinstance(block, Paragraph) and _is_navigation(text):
            places.add(at)
            waiting = None
        elif text:
            waiting = None
    return Furniture(frozenset(places), tuple(details))


_TOLD = ("title", "publisher")


def clean_line(text: str) -> str:
    """The line without what flattened tables and lists leave around it: pipes, bullets, 【】 around a label.

    >>> clean_line("| 发布机构: | 某局 |"), clean_line("• [ 名称 ] 某局决算")
    ('发布机构:  某局', '名称  某局决算')
    """
    return _EDGES.sub("", _PIPES.sub(" ", _BRACKETED.sub(r" \g<words> ", fold(text)))).strip()


def _text_of(block: Block) -> str:
    if isinstance(block, Table):
        rows = block.grid()[:8]
        return " ".join(cell.text for row in rows for cell in dict.fromkeys(row) if cell is not None)
    return block.text


def _fields(text: str) -> Iterator[tuple[str, str, str]]:
    """The kind, label and value of each field of a line of metadata; nothing where the line is none."""
    if not _starts().match(text):
        return
    matches = list(_inner().finditer(text))
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        label = re.sub(r"\s+", "", match["label"])
        yield _labels()[label], label, text[match.end() : end].strip(" :：")


def _is_navigation(text: str) -> bool:
    if len(text) > _LONGEST_LINE or re.search(r"[。；]", text):
        return False
    return bool(_TRAIL.search(text)) or any(words in text for words in _lines())


@cache
def _labels() -> dict[str, str]:
    rows = [(row["kind"], split_list(row["words"])) for row in read_table("page_furniture.csv")]
    return {word: kind for kind, words in rows if kind != "line" for word in words}


@cache
def _lines() -> tuple[str, ...]:
    return tuple(
        word for row in read_table("page_furniture.csv") if row["kind"] == "line" for word in split_list(row["words"])
    )


def _label_pattern() -> str:
    """Any label, with blanks between its characters (文  号), the longer before those that they begin with."""
    words = sorted(_labels(), key=len, reverse=True)
    return "(?P<label>" + "|".join(r"\s*".join(map(re.escape, word)) for word in words) + ")"


@cache
def _starts() -> re.Pattern[str]:
    """A label that begins a line: with a colon, a blank or the line's end behind it, or a number at once."""
    return re.compile(_label_pattern() + r"\s*(?:[:：]|(?<=\S)\s|$|(?=\d{6}))")


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[\s:：]))" + _label_pattern() + r"(?:\s*[:：]|\s+|$|(?=\d{6}))")
