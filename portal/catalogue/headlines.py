"""Which of several figures stands for a headline: one order for every page that shows one.

Expenditure and its parts stand side by side, so they are taken from one report, one part of it and one scope.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row

from ingest.parts import DEFAULT_PARTS

HEADLINES = ("income", "expenditure", "expenditure.basic", "expenditure.project", "three_public")
# What a budget may tell instead of this year's income and expenditure.
TOTALS = {"total_income_and_balance": "income", "total_expenditure_and_balance": "expenditure"}
# The data contract's order: where a report has several scopes, fiscal goes before general_public, before all.
SCOPES = ("fiscal", "general_public", "all")
# Behind them, single funds: a figure that is told in one of these alone is shown with it.
ALL_SCOPES = (*SCOPES, "gov_fund", "state_capital", "social_insurance", "special_account", "unit_funds")
# Whose word goes first on what was, and on what was planned.
_REPORT_TYPES = {"actual": ("final_accounts",), "adjusted": ("final_accounts",), "budget": ("budget", "final_accounts")}
_EXPENDITURE = "expenditure"
_WITH_PARTS = (_EXPENDITURE, "expenditure.basic", "expenditure.project")
_DOCUMENTS = {"final_accounts", "budget"}  # parts in which nobody evaluates himself
_COVERAGES = ("department", None, "unit")

FigureT = TypeVar("FigureT")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[FigureT]):
    """A figure that may stand for a headline, and what its report is."""

    figure: FigureT
    report: str
    report_type: str
    coverage: str | None
    part: str
    indicator: str
    scope: str
    from_table: bool
    phase: str = "actual"

    @property
    def rank(self) -> tuple[int, ...]:
        """What sorts first the figure to show."""
        return rank_headline(
            report_type=self.report_type,
            coverage=self.coverage,
            part=self.part,
            scope=self.scope,
            from_table=self.from_table,
            phase=self.phase,
        )


def is_self_evaluated(part: str) -> bool:
    """Whether a figure of a part of a report is told by a self-evaluation only, not by accounts or a budget."""
    return part not in _DOCUMENTS


def name_planned(label: str) -> str:
    """The name of a planned figure: 收入预算 for 本年收入合计, 基本支出预算 for 基本支出; totals keep theirs.

    >>> name_planned("本年支出合计"), name_planned("“三公”经费"), name_planned("收入总计")
    ('支出预算', '“三公”经费预算', '收入总计')
    """
    if label.endswith("总计"):
        return label
    return f"{label.removeprefix('本年').removesuffix('合计')}预算"


def choose_headlines(candidates: Iterable[Candidate[FigureT]]) -> dict[str, FigureT]:
    """Return the figures of one agency and year that stand for the headlines, by indicator."""
    by_indicator: dict[str, list[Candidate[FigureT]]] = defaultdict(list)
    for one in candidates:
        by_indicator[one.indicator].append(one)
    together = _choose_expenditure([one for indicator in _WITH_PARTS for one in by_indicator[indicator]])
    chosen = {
        indicator: min(by_indicator[indicator], key=lambda one: one.rank)
        for indicator in HEADLINES
        if indicator not in _WITH_PARTS and by_indicator[indicator]
    }
    return {indicator: one.figure for indicator, one in (chosen | together).items()}


def _choose_expenditure(candidates: Iterable[Candidate[FigureT]]) -> dict[str, Candidate[FigureT]]:
    """Expenditure with its parts, all of one scope of one part of a report; a part that it lacks is left out."""
    groups: dict[tuple[str, str, str], dict[str, Candidate[FigureT]]] = defaultdict(dict)
    for one in sorted(candidates, key=lambda one: one.rank):
        groups[one.report, one.part, one.scope].setdefault(one.indicator, one)
    return min(groups.values(), key=_rank_group, default={})


def _rank_group(group: Mapping[str, Candidate[Any]]) -> tuple[int, ...]:
    """Expenditure must be there; within a part of a report, the first scope that has a part of it beside it."""
    *document, scope, _ = next(iter(group.values())).rank
    return (int(_EXPENDITURE not in group), *document, int(len(group) < 2), scope)


def rank_headline(
    *, report_type: str, coverage: str | None, part: str, scope: str, from_table: bool, phase: str = "actual"
) -> tuple[int, ...]:
    """Return what sorts first the figure to show of an indicator and year; `scope` is one of `ALL_SCOPES`.

    Accounts go before self-evaluations, and a budget before both where it is asked what was planned; a department's
    before those of its own office, a report's own part before what is appended, and where text and table differ, the
    table.
    """
    types = _REPORT_TYPES[phase]
    return (
        types.index(report_type) if report_type in types else len(types),
        _COVERAGES.index(coverage),
        int(part != DEFAULT_PARTS[report_type]),
        ALL_SCOPES.index(scope),
        int(not from_table),
    )


def rank_row(row: Row[Any]) -> tuple[int, ...]:
    """The same for a row of the catalogue that holds a figure and what its report is."""
    return rank_headline(
        report_type=row.report_type, coverage=row.coverage, part=row.part, scope=row.scope, from_table=row.from_table
    )
