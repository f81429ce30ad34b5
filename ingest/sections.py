"""The outline as data: sections with their offsets into `report.md`."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markdown import ReportText


@dataclass(frozen=True, slots=True)
class Section:
    """A row of `sections`: from its heading to the next one that is not below it."""

    id: str
    part: str
    level: int
    number: str
    title: str
    start: int
    end: int


def read_sections(report: ReportText, parts: Sequence[str]) -> tuple[Section, ...]:
    """Return the sections of a report; `parts` holds the part of each block."""
    starts = [
        (placed.span.start, placed.heading, part)
        for placed, part in zip(report.placed, parts, strict=True)
        if placed.heading is not None
    ]
    sections = []
    for at, (start, heading, part) in enumerate(starts):
        assert heading is not None
        end = next(
            (other for other, later, _ in starts[at + 1 :] if later is not None and later.level <= heading.level),
            len(report.text),
        )
        sections.append(Section(f"s{at + 1:03d}", part, heading.level, heading.number, heading.title, start, end))
    return tuple(sections)


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The innermost section that holds an offset."""
    found = None
    for section in sections:
        if section.start <= offset < section.end:
            found = section
    return found
