"""What stands beside a report's text: its headline figures, and its findings in groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.catalogue.finding_rows import SEVERITIES
from portal.catalogue.headlines import (
    HEADLINES,
    SCOPES,
    TOTALS,
    Candidate,
    choose_headlines,
    is_self_evaluated,
    name_planned,
)
from portal.presentation import show_value
from portal.published import PublishedReport
from portal.views.reports.links import PageLink, link_explanation, link_page_of_row
from portal.views.reports.marks import LINKED_FINDINGS


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure for people, with the address of its sentence, and the page of the source where that has pages.

    `self_evaluated` where a self-evaluation tells it.
    """

    label: str
    scope: str
    value: str
    url: str
    self_evaluated: bool
    page: PageLink | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding for people: its number in the report, the address of its place, that of its explanation."""

    number: int
    message: str
    url: str | None
    explained: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity."""

    severity: str
    findings: tuple[FindingLine, ...]


def list_headlines(figures: list[Mapping[str, str]], published: PublishedReport) -> tuple[FigureLine, ...]:
    """The headline figures of this report, each once: of a budget what is planned, else what was."""
    descriptor = published.descriptor
    year = str(descriptor["fiscalYear"])
    planned = descriptor["reportType"] == "budget"
    wanted = ("amount", "budget" if planned else "actual", year)
    stated = [row for row in figures if (row["measure"], row["phase"], row["year"]) == wanted]
    names = {row["indicator"] for row in stated}
    # A budget that carries money over may tell the totals alone.
    stands_for = {total: one for total, one in TOTALS.items() if planned and one not in names}
    candidates = (
        Candidate(
            figure=row,
            report=descriptor["name"],
            report_type=descriptor["reportType"],
            coverage=descriptor["coverage"],
            part=row["part"],
            indicator=stands_for.get(row["indicator"], row["indicator"]),
            scope=row["scope"],
            from_table=row["source"] == "table",
        )
        for row in stated
        if row["scope"] in SCOPES
    )
    chosen = choose_headlines(candidates)
    lines = [_figure_line(chosen[indicator], published) for indicator in HEADLINES if indicator in chosen]
    return tuple(replace(line, label=name_planned(line.label)) if planned else line for line in lines)


def _figure_line(row: Mapping[str, str], published: PublishedReport) -> FigureLine:
    return FigureLine(
        label=row["label"],
        scope=row["scope"],
        value=show_value(Decimal(row["value"]), row["unit"]),
        url=f"#{row['id']}",
        self_evaluated=is_self_evaluated(row["part"]),
        page=link_page_of_row(published, row),
    )


def group_findings(published: PublishedReport, findings: list[Mapping[str, str]]) -> Iterator[FindingGroup]:
    """The findings by severity, what matters most first; each keeps its number in the report."""
    numbered = list(enumerate(findings, 1))
    for severity in SEVERITIES:
        lines = tuple(
            FindingLine(
                number,
                row["message"],
                f"#{row['id']}" if row["start"] and number <= LINKED_FINDINGS else None,
                link_explanation(published, row),
            )
            for number, row in numbered
            if row["severity"] == severity
        )
        if lines:
            yield FindingGroup(severity, lines)
