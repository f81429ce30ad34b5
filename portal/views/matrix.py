"""Who has published what for which year: rows of agencies, columns of years."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.identify.decide import TYPE_LABELS
from portal.catalogue.queries import AgencyRow, ReportRow


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One agency; `cells` holds its reports of each year."""

    agency: AgencyRow
    cells: tuple[tuple[ReportRow, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix, the latest year first; `types` are the types of the reports in it."""

    years: tuple[int, ...]
    types: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def make_matrix(agencies: Iterable[AgencyRow], reports: Sequence[ReportRow], most_years: int = 8) -> Matrix:
    """Arrange reports by agency and year."""
    years = tuple(sorted({report.year for report in reports}, reverse=True)[:most_years])
    cells: dict[tuple[str, int], list[ReportRow]] = defaultdict(list)
    for report in reports:
        cells[report.agency, report.year].append(report)
    types = {report.report_type for report in reports}
    return Matrix(
        years,
        tuple(kind for kind in TYPE_LABELS if kind in types),
        tuple(MatrixRow(agency, tuple(tuple(cells[agency.id, year]) for year in years)) for agency in agencies),
    )
