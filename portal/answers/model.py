"""Answer cards: what a question about a figure, an agency or a project is answered with, above the hits."""

from dataclasses import dataclass
from decimal import Decimal

from portal.catalogue.queries import AgencyRow, ReportRow


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it is told: a value in yuan or percent, how it is printed in the report, and where it stands.

    `url` leads to the sentence or cell in the report, which opens there, marked. `findings` counts what the checks say
    against it.
    """

    label: str
    value: Decimal
    unit: str
    disclosed: str
    url: str
    findings: int = 0


@dataclass(frozen=True, slots=True)
class FigureCard:
    """An indicator of one agency and year: the value asked for first, beside it budget and completion, and its sentence.

    `indicator`, `scope`, `phase`, `measure` are those of the first value, as the data contract names them. `csv_url`
    downloads the indicator over all agencies and years.
    """

    agency: str
    agency_name: str
    year: int
    indicator: str
    scope: str
    phase: str
    measure: str
    title: str
    values: tuple[Value, ...]
    report: ReportRow
    sentence: str
    csv_url: str
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class ListRow:
    """An agency's figure in a list."""

    agency: str
    agency_name: str
    year: int
    report: str
    value: Value


@dataclass(frozen=True, slots=True)
class ListCard:
    """An indicator over agencies, the greatest first; `total` counts all, `rows` are the first of them."""

    indicator: str
    scope: str
    phase: str
    measure: str
    title: str
    rows: tuple[ListRow, ...]
    total: int
    csv_url: str
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class SpendingCard:
    """What was spent on a project or a function: by name or code, of one agency and year."""

    kind: str  # project, function
    agency: str
    agency_name: str
    year: int
    code: str
    name: str
    title: str
    values: tuple[Value, ...]
    report: ReportRow
    sentence: str
    csv_url: str


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency that was named, with what it published last."""

    agency: AgencyRow
    matched: str
    years: tuple[int, ...]
    latest: tuple[ReportRow, ...]
    kind: str = "agency"


Card = FigureCard | ListCard | SpendingCard | AgencyCard
