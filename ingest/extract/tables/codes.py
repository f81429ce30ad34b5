"""Codes of the classifications as their forms print them: in one cell, torn over columns 类 款 项, or glued to the name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.folding import squeeze
from ingest.markdown import Span
from ingest.table_view import Slot

Row = Sequence[Slot]
_CLASS = re.compile(r"\d{3}")
_PAIR = re.compile(r"\d{2}")
_GLUED = re.compile(r"\s*(?P<code>\d{3}(?:\d{2}){0,2})\s*(?P<name>[^\d\s.,，．%％].*)", re.DOTALL)
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


def with_whole_codes(rows: Sequence[Row]) -> tuple[tuple[Slot, ...], ...]:
    """The rows of a table in which each code is one cell, and its name the next."""
    joined = _join_columns(rows)
    usual = Counter(len(row) for row in joined if _has_code_cell(row))
    width = usual.most_common(1)[0][0] if usual else 0
    return tuple(_split_glued(row, width) for row in joined)


def _join_columns(rows: Sequence[Row]) -> list[tuple[Slot, ...]]:
    """Rows in which 201 | 06 | 01 and 201 | 20106 | 2010601 are 2010601, in whichever columns the table does so."""
    torn: dict[int, int] = {}
    for row in rows:
        for at, slot in enumerate(row):
            if _CLASS.fullmatch(slot.words):
                torn[slot.column] = max(torn.get(slot.column, 1), _parts(row, at))
    return [_join(row, torn) for row in rows]


def _parts(row: Row, at: int) -> int:
    """How many cells a code takes from its 类 on, the blank ones of a 类 or 款 left aside."""
    code, count = row[at].words, 1
    for slot in row[at + 1 : at + 3]:
        longer = _longer(code, slot)
        if longer is None:
            break
        code, count = longer, count + 1
    return count


def _longer(code: str, slot: Slot) -> str | None:
    if len(slot.words) == len(code) + 2 and slot.words.startswith(code) and slot.words.isdigit():
        return slot.words
    return code + slot.words if _PAIR.fullmatch(slot.words) else None


def _join(row: Row, torn: dict[int, int]) -> tuple[Slot, ...]:
    joined: list[Slot] = []
    at = 0
    while at < len(row):
        slot = row[at]
        width = torn.get(slot.column, 1)
        at += 1
        if width == 1 or not _CLASS.fullmatch(slot.words):
            joined.append(slot)
            continue
        code, end = slot.words, slot.span
        for part in row[at : at + width - 1]:
            longer = _longer(code, part)
            if longer is None and not part.blank:
                break
            code, end, at = longer or code, part.span if longer else end, at + 1
        span = Span(slot.span.start, end.end) if slot.span and end else slot.span
        joined.append(replace(slot, text=code, span=span))
    return tuple(joined)


def _has_code_cell(row: Row) -> bool:
    return any(_CODE.fullmatch(slot.words) and after.words and after.number is None for slot, after in pairwise(row))


def _split_glued(row: Row, width: int) -> tuple[Slot, ...]:
    """22102住房改革支出 in one cell as code and name; a blank cell beside it is the one that lost its words."""
    if _has_code_cell(row):
        return tuple(row)
    for at, slot in enumerate(row):
        match = _GLUED.fullmatch(slot.text)
        if match is None or not squeeze(match["name"]):
            continue
        code = replace(slot, text=match["code"], written=match["code"])
        name = replace(slot, text=match["name"], written=match["name"])
        before, behind = list(row[:at]), list(row[at + 1 :])
        if width and len(row) + 1 > width:
            if behind and behind[0].blank:
                behind.pop(0)
            elif before and before[-1].blank:
                before.pop()
        return (*before, code, name, *behind)
    return tuple(row)
