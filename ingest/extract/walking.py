"""Going through a report block by block, always knowing in which sections one is."""

from collections.abc import Iterator, Sequence

from ingest.markdown import Placed, ReportText
from ingest.sections import Section


def walk_sections(
    report: ReportText, sections: Sequence[Section], parts: Sequence[str]
) -> Iterator[tuple[Placed, str, Sequence[Section]]]:
    """Yield each block with its part and the sections it lies in, outermost first."""
    path: list[Section] = []
    by_start = {section.start: section for section in sections}
    for placed, part in zip(report.placed, parts, strict=True):
        section = by_start.get(placed.span.start) if placed.heading else None
        if section is not None:
            while path and path[-1].level >= section.level:
                path.pop()
            path.append(section)
        yield placed, part, tuple(path)
