"""Who has published what for which year: rows of agencies, columns of years."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.catalogue.queries import AgencyRow, ReportRow


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One agency; `cells` holds its reports of each year."""

    agency: AgencyRow
    cells: tuple[tuple[ReportRow, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix, the latest year first."""

    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]


def make_matrix(agencies: Iterable[AgencyRow], reports: Sequence[ReportRow], most_years: int = 8) -> Matrix:
    """Arrange reports by agency and year."""
    years = tuple(sorted({report.year for report in reports}, reverse=True)[:most_years])
    cells: dict[tuple[str, int], list[ReportRow]] = defaultdict(list)
    for report in reports:
        cells[report.agency, report.year].append(report)
    return Matrix(
        years,
        tuple(MatrixRow(agency, tuple(tuple(cells[agency.id, year]) for year in years)) for agency in agencies),
    )
