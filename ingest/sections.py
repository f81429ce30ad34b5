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
    found = [
        (placed.span.start, placed.heading, part)
        for placed, part in zip(report.placed, parts, strict=True)
        if placed.heading is not None
    ]
    ends = [len(report.text)] * len(found)
    open_ones: list[int] = []
    for at, (start, heading, _) in enumerate(found):
        while open_ones and found[open_ones[-1]][1].level >= heading.level:
            ends[open_ones.pop()] = start
        open_ones.append(at)
    return tuple(
        Section(f"s{at + 1:03d}", part, heading.level, heading.number, heading.title, start, end)
        for at, ((start, heading, part), end) in enumerate(zip(found, ends, strict=True))
    )


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The innermost section that holds an offset."""
    found = None
    for section in sections:
        if section.start <= offset < section.end:
            found = section
    return found
