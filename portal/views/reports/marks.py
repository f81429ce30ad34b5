"""What is marked in a report's text: sections, figures, findings, rows to link to."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from portal.explaining import list_places
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS, SEVERITY_LABELS, show_value
from portal.published import PublishedReport
from portal.rendering import Annotation
from portal.views.reports.links import link_explanation

_LINKED_FIGURES = 5000
LINKED_FINDINGS = 1000
_LINKED_ROWS = 1000
_FIRST_PIECE = re.compile(r"[^|\n]*[^|\n\s]")


def annotate(
    published: PublishedReport,
    figures: list[Mapping[str, str]],
    findings: list[Mapping[str, str]],
    units: list[Mapping[str, str]],
) -> list[Annotation]:
    """The marks of sections, units, figures and findings; the findings with their badges and notes."""
    marks = [Annotation(section.id, section.start, section.start) for section in published.sections]
    marks += [Annotation(row["id"], int(row["start"]), int(row["start"])) for row in units]
    marks += [
        Annotation(row["id"], int(row["start"]), int(row["end"]), "figure", _describe(row))
        for row in figures[:_LINKED_FIGURES]
    ]
    for number, row in enumerate(findings[:LINKED_FINDINGS], 1):
        for anchor, start, end in list_places(row):
            own = anchor == row["id"]
            marks.append(
                Annotation(
                    anchor,
                    start,
                    end,
                    f"finding {row['severity']}" if own else "compared",
                    note=f"{SEVERITY_LABELS[row['severity']]}：{row['message']}" if own else "",
                    badge=f"核{number}" if own else "",
                    more=link_explanation(published, row) if own else "",
                )
            )
    return marks


def mark_rows(rows: list[Mapping[str, str]], text: str) -> Iterator[Annotation]:
    """Places to link to, of rows that are no figures: their first cell, or what stands of them in one paragraph."""
    for row in rows[:_LINKED_ROWS]:
        if row["start"]:
            start, end = int(row["start"]), int(row["end"])
            first = _FIRST_PIECE.match(text, start, end)
            yield Annotation(row["id"], start, first.end() if first else start, "row")


def _describe(row: Mapping[str, str]) -> str:
    """What a figure is, for a pointer over it."""
    scope, phase = SCOPE_LABELS[row["scope"]], PHASE_LABELS[row["phase"]]
    measure = "" if row["measure"] == "amount" else MEASURE_LABELS[row["measure"]]
    return (
        f"{row['year']}年度 {row['label']}{measure}（{scope}，{phase}）{show_value(Decimal(row['value']), row['unit'])}"
    )
