"""What is true of a corpus: its reports by name, and their figures, projects and functional rows.

Comes from what the generator knows and from what careful readers noted of the real reports, never from what the product
extracted: an answer that is held against it cannot agree with itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.agency_names import parse_agency_name
from ingest.folding import fold
from ingest.regions import load_gazetteer
from ingest.register import Register, make_short_slug

Row = Mapping[str, Any]
# Of several scopes of one figure the one that is shown for all (the data contract, below `figures`).
_SCOPES = ("fiscal", "general_public", "all")
# Of several parts that print it: the accounts go before an evaluation that is appended to them.
_PARTS = ("final_accounts", "budget", "base_data_table", "self_evaluation_table", "performance_report")
_PHASES = ("actual", "budget", "adjusted")
_QUOTES = str.maketrans("", "", "“”‘’\"'《》")


class TruthError(Exception):
    """The truths do not tell what they are asked for."""


def squash(text: str) -> str:
    """Words without blanks, quotation marks and differences of width, to be compared."""
    return "".join(fold(text).translate(_QUOTES).split())


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `name` as in addresses, `agency` the id, `region` the code of the agency's region."""

    name: str
    agency: str
    year: int
    type: str
    region: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a report prints: yuan, percent, pieces or points.

    An `optional` one may be shown and need not be: “无…支出” read as nothing spent.
    """

    report: str
    agency: str
    part: str
    year: int
    indicator: str
    scope: str
    phase: str
    measure: str
    value: Decimal
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """A project that a report tells of, under all the names it has there; yuan by phase."""

    report: str
    agency: str
    year: int
    names: tuple[str, ...]
    amounts: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the functional classification: its code, where there is one, and the name of its own level."""

    report: str
    agency: str
    year: int
    scope: str
    code: str | None
    name: str
    amounts: Mapping[str, Decimal]


@dataclass(frozen=True)
class Truth:
    """All of a corpus."""

    reports: Mapping[str, Report]
    figures: Sequence[Figure]
    projects: Sequence[Project]
    functions: Sequence[Function]
    # Of whom and when an indicator was not noted: nothing can be said against a figure of it.
    unlabelled: frozenset[tuple[str, int, str]] = frozenset()

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The ids of all agencies."""
        return frozenset(one.agency for one in self.reports.values())

    def region_of(self, agency: str) -> str:
        """The code of an agency's region."""
        return next(one.region for one in self.reports.values() if one.agency == agency)

    def figures_of(self, indicator: str, phase: str, measure: str) -> list[Figure]:
        """The figures of an indicator, of all agencies and years, in no order."""
        wanted = (indicator, phase, measure)
        return [one for one in self.figures if (one.indicator, one.phase, one.measure) == wanted]

    def headlines(self, indicator: str, phase: str, measure: str) -> dict[tuple[str, int], Figure]:
        """The one figure by agency and year that stands for an indicator: scopes and parts by their order."""
        found: dict[tuple[str, int], Figure] = {}
        for one in sorted(self.figures_of(indicator, phase, measure), key=_rank):
            if not one.optional:
                found.setdefault((one.agency, one.year), one)
        return found


def _rank(figure: Figure) -> tuple[int, int, str]:
    part = _PARTS.index(figure.part) if figure.part in _PARTS else len(_PARTS)
    scope = _SCOPES.index(figure.scope) if figure.scope in _SCOPES else len(_SCOPES)
    return part, scope, figure.report


def read_truth(rows: Iterable[Row]) -> Truth:
    """Return the truth of a corpus from its reports' truths (`ingest/samples/truth.py`) or gold files.

    Raises:
        TruthError: two reports would bear one name, or the agency's region is not told.
    """
    reports: dict[str, Report] = {}
    figures: list[Figure] = []
    projects: list[Project] = []
    functions: list[Function] = []
    unlabelled: set[tuple[str, int, str]] = set()
    for row in rows:
        report = _report(row)
        if report.name in reports:
            raise TruthError(f"two reports are called {report.name}")
        reports[report.name] = report
        figures += _figures(row, report)
        projects += _projects(row, report)
        functions += _functions(row, report)
        unlabelled |= {(report.agency, report.year, one) for one in row.get("unlabelled_indicators", ())}
    return Truth(reports, figures, projects, functions, frozenset(unlabelled))


def _report(row: Row) -> Report:
    """The report, named by the rules by which the store names it."""
    told = row["metadata"]
    name = parse_agency_name(told["agency"])
    if name is None:
        raise TruthError(f"{told['agency']} is no agency's name")
    code = told.get("adcode") or (name.region.adcode if name.region else None)
    if code is None:
        raise TruthError(f"nothing tells where {told['agency']} is")
    _, agency = Register().add(name, load_gazetteer().place(code))
    parts = [agency.id, str(told["year"]), told["type"].replace("_", "-")]
    if told.get("coverage") == "unit":
        parts.append("unit")
    if told.get("subject"):
        parts.append(make_short_slug(told["subject"]))
    titles = (
        title for key in ("outline", "outline_attachments", "outline_optional") for _number, title in row.get(key) or ()
    )
    return Report("-".join(parts), agency.id, told["year"], told["type"], code, tuple(map(squash, titles)))


def _figures(row: Row, report: Report) -> list[Figure]:
    told = [*row["figures"], *(one | {"optional": True} for one in row.get("figures_optional", ()))]
    return [
        Figure(
            report.name,
            report.agency,
            one["part"],
            one["year"],
            each.get("indicator", one["indicator"]),
            scope,
            one["phase"],
            one["measure"],
            Decimal(one["value"]),
            bool(one.get("optional")),
        )
        for one in told
        for each in ({}, *one.get("alternatives", ()))
        for scope in (one["scope"], *one.get("scope_alternatives", ()))
    ]


def _amounts(row: Row) -> dict[str, Decimal]:
    return {phase: Decimal(row[phase]) for phase in _PHASES if row.get(phase) is not None}


def _projects(row: Row, report: Report) -> list[Project]:
    return [
        Project(
            report.name,
            report.agency,
            one.get("year") or report.year,
            tuple(map(squash, (one["name"], *one.get("name_alternatives", ())))),
            _amounts(one),
        )
        for one in row.get("projects", ())
    ]


def _functions(row: Row, report: Report) -> list[Function]:
    return [
        Function(
            report.name,
            report.agency,
            report.year,
            one["scope"],
            one.get("code"),
            squash(one.get("item") or one.get("group") or one["category"]),
            _amounts(one),
        )
        for one in row.get("function_expenditure", ())
    ]


def read_gold(folder: Path) -> list[Row]:
    """The gold files of a folder, whatever they are called."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
