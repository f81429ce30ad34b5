"""Which of an agency's figures answers: of the phase, measure, scope and year asked for the one that the site shows everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.understanding.model import IndicatorAsked
from index.understanding.vocabulary import usual_measure
from portal.answers.asking import Asked
from portal.catalogue.figure_queries import FigureOfReport
from portal.catalogue.headlines import ALL_SCOPES, rank_headline
from portal.catalogue.standing import LEADS, is_of_a_project

_PHASES = ("actual", "adjusted", "budget")  # what is told of a year where nothing says which
CHANGES = {"change_rate", "change_amount"}
_DONE = {("actual", "amount"), ("actual", "count")}
# A change is told as an amount, as a rate or as both.
INSTEAD = {
    "change_rate": ("change_rate", "change_amount"),
    "change_amount": ("change_amount", "change_rate"),
    "versus_budget_rate": ("versus_budget_rate", "versus_budget_amount"),
    "versus_budget_amount": ("versus_budget_amount", "versus_budget_rate"),
}
# Completion that no report prints is calculated of the amount and its budget.
_WITH_COMPLETION = {"completion_rate": ("completion_rate", "amount")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for among an agency's figures; the first of `phases` and of `measures` that there are.

    `narrowed` tells that only some reports may answer, so that which figure stands for the agency must be told anew.
    """

    phases: tuple[str, ...]
    measures: tuple[str, ...]
    scope: str | None
    years: tuple[int, ...]
    narrowed: bool


def may_answer(figure: FigureOfReport, asked: Asked) -> bool:
    """Whether a figure is of the reports that are asked about, and of no project alone."""
    return (
        figure.scope in ALL_SCOPES
        and not is_of_a_project(figure.report_type, figure.part)
        and asked.report_type in {None, figure.report_type}
        and asked.coverage in {None, figure.coverage}
        and (figure.measure != "share" or not asked.bases or figure.base in asked.bases)
    )


def read_wanted(indicator: IndicatorAsked, asked: Asked, rows: Sequence[FigureOfReport] = ()) -> Wanted:
    """What is looked for where an indicator is asked for, among these figures of the agency.

    Where it is told what was spent, nobody asks by 增长 how the budget changed.
    """
    measure = indicator.measure or usual_measure(indicator.code)
    phases: tuple[str, ...] = _PHASES
    if indicator.phase:
        phases = (indicator.phase,)
    elif asked.report_type == "budget":
        phases = ("budget",)
    elif measure in CHANGES and any((one.phase, one.measure) in _DONE for one in rows):
        phases = ("actual",)
    return Wanted(
        phases=phases,
        measures=(INSTEAD | _WITH_COMPLETION).get(measure, (measure,)),
        scope=indicator.scope,
        years=asked.years,
        narrowed=bool(asked.report_type or asked.coverage),
    )


def choose_figure(rows: Sequence[FigureOfReport], wanted: Wanted) -> FigureOfReport | None:
    """Return the figure of the latest year asked for that has one, as the site chooses it everywhere; None without one."""
    for phase in wanted.phases:
        for measure in wanted.measures:
            found = [
                one
                for one in rows
                if (one.phase, one.measure) == (phase, measure)
                and wanted.scope in {None, one.scope}
                and (not wanted.years or one.year in wanted.years)
            ]
            if found:
                newest = max(one.year for one in found)
                return choose_standing([one for one in found if one.year == newest], wanted)
    return None


def choose_standing(rows: Sequence[FigureOfReport], wanted: Wanted) -> FigureOfReport | None:
    """Of one year's figures the one that stands for them."""
    if wanted.narrowed:
        return min(rows, key=rank_figure)
    if wanted.scope:
        return next((one for one in rows if one.standing), None)
    return next((one for one in rows if one.standing == LEADS), None)


def rank_figure(figure: FigureOfReport) -> tuple[int, ...]:
    """The place of a figure in the order of headlines."""
    return rank_headline(
        report_type=figure.report_type,
        coverage=figure.coverage,
        part=figure.part,
        scope=figure.scope,
        from_table=figure.from_table,
        phase=figure.phase,
    )


def place_of(figure: FigureOfReport) -> tuple[str, str, str]:
    """Report, part and scope that a figure stands in."""
    return figure.report, figure.part, figure.scope


def pick_figure(rows: Iterable[FigureOfReport], phase: str, measure: str) -> FigureOfReport | None:
    """The figure of a phase and measure that the site shows; a table goes before the text that differs from it."""
    found = [one for one in rows if (one.phase, one.measure) == (phase, measure)]
    return min(found, key=lambda one: not one.from_table, default=None)
