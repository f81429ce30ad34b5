"""A self-evaluation form with what was read of it alone: a report may hold many, one a project."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.figures import Figure
from ingest.rows import PerformanceIndicator
from ingest.table_view import TableView


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """A form; `name` is what a sentence calls it: its title, and its project where it has one."""

    view: TableView
    name: str
    figures: Sequence[Figure]
    indicators: Sequence[PerformanceIndicator]
