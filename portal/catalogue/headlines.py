"""Which of several figures stands for a headline: one order for every page that shows one."""

from typing import Any

from sqlalchemy import Row

from ingest.parts import DEFAULT_PARTS

HEADLINES = ("income", "expenditure", "expenditure.basic", "expenditure.project", "three_public")
# The data contract's order: where a report has several scopes, fiscal goes before general_public, before all.
SCOPES = ("fiscal", "general_public", "all")
_COVERAGES = ("department", None, "unit")


def rank_headline(
    *, report_type: str, coverage: str | None, part: str, scope: str, from_table: bool
) -> tuple[int, ...]:
    """Return what sorts first the figure to show of an indicator and year; `scope` is one of `SCOPES`.

    Accounts go before self-evaluations, a department's before those of its own office, a report's own part before what
    is appended, and where text and table differ, the table.
    """
    return (
        int(report_type != "final_accounts"),
        _COVERAGES.index(coverage),
        int(part != DEFAULT_PARTS[report_type]),
        SCOPES.index(scope),
        int(not from_table),
    )


def rank_row(row: Row[Any]) -> tuple[int, ...]:
    """The same for a row of the catalogue that holds a figure and what its report is."""
    return rank_headline(
        report_type=row.report_type, coverage=row.coverage, part=row.part, scope=row.scope, from_table=row.from_table
    )
