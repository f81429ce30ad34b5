"""A line keeps its place on the page whatever is done to the text that it stands in."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, Cell, Paragraph, Spot, Table
from ingest.headings import find_headings
from ingest.readers.cleaning import clean_blocks, clean_text
from ingest.readers.flattened import gather_flattened
from ingest.readers.joining import Line, join_broken_paragraphs, join_lines
from ingest.spots import cut_spots, shift_spots, substitute

ALPHABET = "收入支出费⻔部年Ab1,。，；：（）一、 \t\u3000\u200b\u00a0|*\\"
TEXT = st.text(st.sampled_from(ALPHABET), max_size=14)
LINES = st.lists(TEXT.filter(lambda text: bool(text.strip())), min_size=1, max_size=6)


def spot(number: int, start: int = 0) -> Spot:
    """The place of the line of a number: its box tells which line it is."""
    return Spot(start, 1 + number // 3, (0.1, number / 100, 0.9, number / 100 + 0.005))


def line_of(one: Spot) -> int:
    return round(one.box[1] * 100)


def stack(lines: Sequence[str], between: str) -> tuple[str, tuple[Spot, ...]]:
    """Lines as one text, and their spots."""
    text, spots = "", []
    for number, line in enumerate(lines):
        text += between if number else ""
        spots.append(spot(number, len(text)))
        text += line
    return text, tuple(spots)


def pieces(text: str, spots: Sequence[Spot]) -> list[tuple[int, str]]:
    """The number of each line and the characters that are said to stand there; the spots lie in order in the text."""
    starts = [one.start for one in spots]
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(text) for start in starts)
    ends = [*starts[1:], len(text)] if starts else []
    return [(line_of(one), text[start:end]) for one, start, end in zip(spots, starts, ends, strict=True)]


def bare(text: str) -> str:
    return re.sub(r"\s", "", clean_text(text))


def assert_own_characters(shown: Sequence[tuple[int, str]], lines: Sequence[str]) -> None:
    """Each line has its own characters, and none that has any is left out."""
    assert [(number, bare(text)) for number, text in shown] == [
        (number, bare(line)) for number, line in enumerate(lines) if bare(line)
    ]


def paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [block for block in blocks if isinstance(block, Paragraph)]


@given(LINES)
@example(["支出 ", "\t", "A", "b"])
def test_cells(lines: list[str]) -> None:
    """The lines of a cell, cleaned and joined."""
    text, spots = stack(lines, "\n")
    (table,) = clean_blocks([Table((Cell(text, 0, 0, spots=spots),))])
    assert isinstance(table, Table)
    assert_own_characters(pieces(table.cells[0].text, table.cells[0].spots), lines)


@given(LINES)
def test_paragraphs_of_several_lines(lines: list[str]) -> None:
    """A paragraph whose lines become paragraphs: each has the place of its line."""
    text, spots = stack(lines, "\n")
    shown = [
        piece
        for one in paragraphs([*clean_blocks([Paragraph(text, spots=spots)])])
        for piece in pieces(one.text, one.spots)
    ]
    assert_own_characters(shown, lines)


@given(LINES, st.lists(st.booleans(), min_size=6, max_size=6))
@settings(deadline=None)  # the first call loads the dictionary
def test_the_way_from_lines_to_an_outline(lines: list[str], full: list[bool]) -> None:
    """Lines joined to paragraphs, cleaned, joined again where a sentence was cut, and titles put together."""
    read = [
        Line(line.strip(), reaches, indented=False, spots=(spot(number),))
        for number, (line, reaches) in enumerate(zip(lines, full, strict=False))
    ]
    blocks = list(join_broken_paragraphs(clean_blocks(join_lines(read)), wrapped=True))
    outline = find_headings(blocks)
    shown = [piece for one in paragraphs(outline.blocks) for piece in pieces(one.text, one.spots)]
    assert_own_characters(shown, lines)


@given(LINES)
def test_paragraphs_that_are_cells(lines: list[str]) -> None:
    """Short paragraphs begun with a tab become a row; each cell keeps its place."""
    blocks = clean_blocks(gather_flattened(Paragraph(f"\t{line}", spots=(spot(at),)) for at, line in enumerate(lines)))
    shown: list[tuple[int, str]] = []
    for block in blocks:
        for one in block.cells if isinstance(block, Table) else (block,):
            shown += pieces(one.text, one.spots)
    assert_own_characters(shown, lines)


@given(LINES, st.integers(0, 40), st.integers(0, 40))
def test_cutting(lines: list[str], start: int, length: int) -> None:
    """A part of a text has the lines that reach into it."""
    text, spots = stack(lines, "")
    part = text[start : start + length]
    told = "".join(words for _, words in pieces(part, cut_spots(spots, start, start + len(part))))
    assert told == part
    whole = pieces("。。" + text, shift_spots(spots, 2))
    assert whole == pieces(text, spots)


@pytest.mark.parametrize("replacement", ["", "。", r"\\\g<0>"])
@given(LINES)
def test_substituting_changes_the_text_as_the_library_does(replacement: str, lines: list[str]) -> None:
    """And moves the places with it."""
    pattern = re.compile(r"[*|,，]+| {2,}")
    text, spots = stack(lines, "")
    changed, moved = substitute(pattern, replacement, text, spots)
    assert changed == pattern.sub(replacement, text)
    assert "".join(words for _, words in pieces(changed, moved)) == changed
