"""What a passage tells of its place: the sections of a report, and the words of its title."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.script import simplify
from index.tokens import find_units
from ingest.folding import squeeze
from ingest.sections import Section

_GAP = "\x1f"


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a report in reading order, and what it is about: title, agency, year.

    `about_units` are the smallest words of `about`, blanks around each, what parts stretches between them. `headings` are
    the numbers and titles of the sections as `spell_heading` writes them, a line each.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    about: str
    about_units: str
    headings: str
    load_section: Callable[[int], Section]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds an offset of the text."""
        for number in range(bisect_right(self.starts, offset) - 1, -1, -1):
            if offset < self.ends[number]:
                return self.load_section(number)
        return None

    @property
    def begin(self) -> int:
        """Where the first section begins; cover and contents stand before it."""
        return self.starts[0] if len(self.starts) else 0

    def may_tell(self, units: Sequence[str]) -> bool:
        """Whether words stand one after the other in what the report is about."""
        return f" {' '.join(units)} " in self.about_units


def make_outline(sections: Sequence[Section], about: str) -> Outline:
    """The outline of a report, from its sections as the package lists them."""
    return Outline(
        [section.start for section in sections],
        [section.end for section in sections],
        about,
        spell_units(about),
        "\n".join(spell_heading(section.number, section.title) for section in sections),
        sections.__getitem__,
    )


def spell_heading(number: str, title: str) -> str:
    """A heading as words are looked for in it: folded, simplified, in small letters, without blanks."""
    return simplify(squeeze(number + title)).lower()


def spell_units(about: str) -> str:
    """The smallest words of a line, blanks around each, a character that no word holds where punctuation parts them."""
    spelled, last = [], 0
    for unit in find_units(about):
        if unit.position > last + 1:
            spelled.append(_GAP)
        spelled.append(unit.text)
        last = unit.position
    return f" {' '.join(spelled)} " if spelled else ""
