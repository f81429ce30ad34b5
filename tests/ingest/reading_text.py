"""Reads sentences and the lines of a small report, for the tests of what is read from running text."""

from collections.abc import Iterable
from typing import NamedTuple

from ingest.blocks import Paragraph as Block
from ingest.extract.narrative import Paragraph, read_figures
from ingest.figures import Figure
from ingest.headings import find_headings
from ingest.markdown import ReportText, render_report
from ingest.parts import assign_parts
from ingest.sections import Section, read_sections


class Read(NamedTuple):
    """A report's text, its sections and the part that each block is of: what readers of text take first."""

    report: ReportText
    sections: tuple[Section, ...]
    parts: tuple[str, ...]


def read_lines(lines: Iterable[str | Block], kind: str) -> Read:
    """A report of these paragraphs, of a kind (`final_accounts`, `budget`, …)."""
    outline = find_headings([Block(line) if isinstance(line, str) else line for line in lines])
    parts = tuple(assign_parts(outline, kind))
    report = render_report(outline)
    return Read(report, tuple(read_sections(report, parts)), parts)


def read_sentence(text: str, year: int, *, part: str, scope: str = "all", topic: str = "") -> list[Figure]:
    """The figures of a sentence, each at the place where it is printed."""
    found = list(read_figures(Paragraph(text, 0, part, "s001", scope, None, topic), year))
    assert all(text[one.start : one.end] == one.disclosed for one in found)
    return found


def show_value(figure: Figure) -> str:
    """The value as short as can be, money in 万元."""
    value = figure.value / 10_000 if figure.unit == "元" else figure.value
    return f"{value.normalize():f}"


def show(figure: Figure, *, year: int, phase: str) -> str:
    """`indicator scope measure value [phase] [year]`: the usual phase and year are left out."""
    words = [figure.indicator, figure.scope, figure.measure, show_value(figure)]
    words += [figure.phase] if figure.phase != phase else []
    words += [str(figure.year)] if figure.year != year else []
    return " ".join(words)
