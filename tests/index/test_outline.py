"""What a passage tells of its place: the innermost section that holds it, and what its report is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.outline import make_outline
from ingest.sections import Section, section_at


@st.composite
def outlines(draw: st.DrawFn) -> list[Section]:
    """Sections in reading order, some inside others, with places between and before them that lie in none."""
    bounds = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8, unique_by=lambda one: one[0]))
    sections: list[Section] = []
    for number, (start, size) in enumerate(sorted(bounds)):
        around = [one.end for one in sections if one.start <= start < one.end]
        sections.append(Section(f"s{number}", "budget", 1, "", "", start, min([start + size, *around])))
    return sections


@settings(deadline=None)
@given(outlines(), st.integers(0, 100))
def test_the_section_that_holds_a_place(sections: list[Section], place: int) -> None:
    outline = make_outline(sections, "")
    assert outline.section_at(place) == section_at(sections, place)
    assert outline.begin == min((one.start for one in sections), default=0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("公务", "接待"), True),
        (("接待",), True),
        (("2022",), True),
        (("接待", "公务"), False),  # not in this order
        (("接待", "决算"), False),  # punctuation stands between
        (("202",), False),  # no word
        (("培训",), False),
    ],
)
def test_what_a_report_is_about(words: tuple[str, ...], *, told: bool) -> None:
    """Words that stand one after the other in its title."""
    assert make_outline((), "某局2022年度公务接待，决算").may_tell(words) is told
