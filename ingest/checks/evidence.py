"""What the checks of a report look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.evaluation_form import EvaluationForm
from ingest.figures import Figure
from ingest.ledger import Ledger
from ingest.places import Place
from ingest.rows import FunctionExpenditure, Project, Row
from ingest.sections import Section
from ingest.table_view import TableView


@dataclass(frozen=True, slots=True)
class Evidence:
    """A report as it was read.

    Attributes:
        text: `report.md`.
        year: the fiscal year.
        agency: the name of the body whose report it is.
        report_type: as in the contract (`final_accounts` …).
        figures: as published: those of the text, and of the tables what the text does not tell.
        told: those of the running text.
        printed: those of the tables.
        functions: items and classes that the running text tells.
        rows: the rows of the further resources.
        mentions: the projects that the running text tells, as often as it tells them.
        ledgers: the accounts tables, by part of the report.
        views: every table as a form.
        forms: the self-evaluation forms, each with what was read of it alone.
        sections: the outline.
        contents: places of the lines of the table of contents.
        places: where the text stands on the pages of its source, and how surely it was recognised there.
    """

    text: str
    year: int = 0
    agency: str = ""
    report_type: str = ""
    figures: Sequence[Figure] = ()
    told: Sequence[Figure] = ()
    printed: Sequence[Figure] = ()
    functions: Sequence[FunctionExpenditure] = ()
    rows: Sequence[Row] = ()
    mentions: Sequence[Project] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    views: Sequence[TableView] = ()
    forms: Sequence[EvaluationForm] = ()
    sections: Sequence[Section] = ()
    contents: Sequence[tuple[int, int]] = ()
    places: Sequence[Place] = ()
