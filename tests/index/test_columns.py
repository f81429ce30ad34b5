"""What the index keeps of a report comes back as it was."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backends.whoosh.columns import (
    pack_outline,
    pack_places,
    pack_text,
    unpack_outline,
    unpack_places,
    unpack_text,
)
from index.outline import make_outline
from ingest.sections import Section

# Any text, also such as a broken conversion leaves: half of a pair of surrogates.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
LINE = ANY_TEXT | st.sampled_from(["a\tb", "\n", '["', "[1]", "", "三公\u2028经费"])


def as_bytes(packed: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(packed, np.uint8)


@settings(deadline=None)
@given(ANY_TEXT)
def test_texts(text: str) -> None:
    assert unpack_text(as_bytes(pack_text(text))) == text


@pytest.mark.parametrize("gap", [1, 255, 256, 65_535, 65_536, 1 << 20])
@pytest.mark.parametrize("length", [1, 255, 256, 65_535, 65_536])
def test_places(gap: int, length: int) -> None:
    """However far words are from each other and however long; where punctuation leaves a gap, nothing has a length."""
    starts = np.array([0, 7, 0, 0, 7 + gap, 8 + gap], np.uint32)
    lengths = np.array([7, 1, 0, 0, 1, length], np.uint32)
    found, found_lengths = unpack_places(as_bytes(pack_places(starts, starts * (lengths > 0) + lengths)))
    assert found_lengths.tolist() == lengths.tolist()
    assert found[lengths > 0].tolist() == starts[lengths > 0].tolist()


def test_places_take_few_bytes() -> None:
    """Two a word or a gap, where words are near each other, as they are: a report has thousands."""
    starts, ends = np.arange(0, 40_000, 4, dtype=np.uint32), np.arange(2, 40_002, 4, dtype=np.uint32)
    starts[5::7] = ends[5::7] = 0
    assert len(pack_places(starts, ends)) < 2 * len(starts) + 10


def test_no_places() -> None:
    """A text may hold no words."""
    nothing = np.empty(0, np.uint32)
    assert [len(one) for one in unpack_places(as_bytes(pack_places(nothing, nothing)))] == [0, 0]


@settings(deadline=None)
@given(st.lists(st.tuples(LINE, LINE, LINE, st.integers(1, 9)), max_size=5), ANY_TEXT)
def test_outlines(rows: list[tuple[str, str, str, int]], about: str) -> None:
    """Sections with whatever their titles hold; what the report is about is one line."""
    sections = [
        Section(f"s{at:03}", part, level, number, title, at, at + 5)
        for at, (part, number, title, level) in enumerate(rows)
    ]
    made = make_outline(sections, about)
    found = unpack_outline(pack_outline(made))
    assert [found.load_section(at) for at in range(len(found.starts))] == sections
    assert (found.starts, found.ends, found.headings) == (made.starts, made.ends, made.headings)
    assert len(found.headings.split("\n")) == max(1, len(sections))  # a line each, whatever a title holds
    assert found.about == about.replace("\t", " ").replace("\n", " ")
    assert found.about_units == made.about_units
