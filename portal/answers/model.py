"""Answer cards: what a question about a figure, an agency or a project is answered with, above the hits."""

from dataclasses import dataclass
from decimal import Decimal

from index.passages import Piece
from portal.catalogue.queries import AgencyRow, ReportRow


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it is told: a value in yuan or percent, how it is printed in the report, and where it stands.

    `url` leads to the sentence or cell in the report, which opens there, marked. `findings` counts what the checks say
    against it. `scope` is named where it is another than that of its card; `document` where it stands in another report.
    A value that no report prints is `computed`: it has no words of its own and leads to what it was computed from.
    """

    label: str
    value: Decimal
    unit: str
    disclosed: str
    url: str
    findings: int = 0
    scope: str = ""
    document: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What a check says of the figure, and where it is explained."""

    severity: str
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureCard:
    """An indicator of one agency and year: the value asked for first, beside it budget and completion, and its sentence.

    `indicator`, `scope`, `phase`, `measure` are those of the first value, as the data contract names them. `csv_url`
    downloads the indicator over all agencies and years. `pieces` are the sentence with the figure marked. `others` is the
    same figure in other scopes, `differs` what the report says of it elsewhere, `years` the same of other years, the
    latest first, `start` where it stands in `report.md`. `note` says what of the question the card does not answer, and which report tells a year that
    has none of its own. `self_evaluated` where only a self-evaluation tells it.
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
    pieces: tuple[Piece, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    others: tuple[Value, ...] = ()
    differs: tuple[Value, ...] = ()
    years: tuple[tuple[int, Value], ...] = ()
    self_evaluated: bool = False
    start: int = 0
    note: str = ""
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class ListRow:
    """An agency's figure in a list; `name` is that of a project or function in a list of these."""

    agency: str
    agency_name: str
    year: int
    report: str
    value: Value
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListCard:
    """An indicator over agencies, the greatest first; `total` counts all, `rows` are the first of them.

    `among` counts the agencies and years that have the figure at all. A list of projects or functions of one agency,
    which a name may mean, has no indicator, and nothing to download. `all_url` shows the whole list, `years` are addresses
    of that of other years where none was asked for. Where none lies within the bounds, `nearest` is who comes nearest.
    """

    indicator: str
    scope: str
    phase: str
    measure: str
    title: str
    rows: tuple[ListRow, ...]
    total: int
    csv_url: str
    all_url: str = ""
    note: str = ""
    among: int = 0
    years: tuple[tuple[int, str], ...] = ()
    nearest: tuple[ListRow, ...] = ()
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class SpendingCard:
    """What was spent on a project or a function: by name or code, of one agency and year; of which `phase` the first is."""

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
    scope: str = ""
    pieces: tuple[Piece, ...] = ()
    years: tuple[tuple[int, Value], ...] = ()
    start: int = 0
    phase: str = "actual"


@dataclass(frozen=True, slots=True)
class FunctionCard:
    """What a code of the functional classification is called, and what agencies spent under it, year by year.

    `rows` are the first of `total`, the latest year first; their values are never added up. `scope` is that of most rows.
    """

    code: str
    name: str
    title: str
    scope: str
    rows: tuple[ListRow, ...]
    total: int
    agency: str = ""
    kind: str = "function"


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency that was named, with what it published last: of each type of report the newest.

    `matched` is how the name was recognised; `note` names the years asked for of which there is no report.
    """

    agency: AgencyRow
    matched: str
    years: tuple[int, ...]
    latest: tuple[ReportRow, ...]
    reports: int = 0
    errors: int = 0
    notices: int = 0
    note: str = ""
    kind: str = "agency"


Card = FigureCard | ListCard | SpendingCard | FunctionCard | AgencyCard
