"""The card of a figure: which one answers, what stands beside it, its sentence, what the checks say of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from index.understanding.model import IndicatorAsked
from index.understanding.vocabulary import usual_measure
from portal.answers.asking import Asked
from portal.answers.model import CheckLine, FigureCard, Value
from portal.answers.sentences import cut_sentence, join_pieces
from portal.answers.telling import (
    compute_completion,
    label_value,
    make_value,
    name_figure,
    name_scope,
)
from portal.catalogue.contradicting import read_against
from portal.catalogue.figure_queries import FigureOfReport
from portal.catalogue.finding_rows import SEVERITIES
from portal.catalogue.headlines import ALL_SCOPES, is_self_evaluated, rank_headline
from portal.catalogue.standing import LEADS, is_of_a_project
from portal.presentation import label_kind
from portal.published import PublishedReport, find_published
from portal.services import Services

_PHASES = ("actual", "adjusted", "budget")  # what is told of a year where nothing says which
# A change is told as an amount, as a rate or as both.
_INSTEAD = {
    "change_rate": ("change_rate", "change_amount"),
    "change_amount": ("change_amount", "change_rate"),
    "versus_budget_rate": ("versus_budget_rate", "versus_budget_amount"),
    "versus_budget_amount": ("versus_budget_amount", "versus_budget_rate"),
}
# Completion that no report prints is calculated of the amount and its budget.
_WITH_COMPLETION = {"completion_rate": ("completion_rate", "amount")}
_SHOWN = ("error", "notice")


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


def find_figure_card(agency: str, indicator: IndicatorAsked, asked: Asked, services: Services) -> FigureCard | None:
    """Return the card of an agency's figure; None where no report tells it."""
    rows = [one for one in services.catalogue.figures.of_agency(agency, indicator.code) if _may_answer(one, asked)]
    wanted = _wanted(indicator, asked)
    figure = choose_figure(rows, wanted)
    if figure is None:
        return None
    published = find_published(services.store, figure.report, figure.version)
    # What the catalogue knows may be of another version than what is in the store by now.
    text = published.text if published else ""
    if published is None or text[figure.start : figure.end] != figure.disclosed:
        return None
    report = next(iter(services.catalogue.reports(names=[figure.report])), None)
    if report is None:
        return None
    pieces = cut_sentence(text, figure.start, figure.end)
    checks = tuple(_find_checks(figure, published, services))
    values = tuple(_list_values(figure, rows, sum(one.severity == "error" for one in checks)))
    if indicator.measure == "completion_rate" and not any(one.unit == "%" for one in values):
        return None
    return FigureCard(
        agency=agency,
        agency_name=figure.agency_name,
        year=figure.year,
        indicator=figure.indicator,
        scope=figure.scope,
        phase=figure.phase,
        measure=figure.measure,
        title=f"{figure.year}年度{name_figure(figure.indicator, figure.scope, figure.phase, figure.measure)}",
        values=values,
        report=report,
        sentence=join_pieces(pieces),
        csv_url=url_for("indicators.as_csv", code=figure.indicator),
        pieces=pieces,
        checks=checks,
        others=tuple(_in_other_scopes(figure, rows)) if indicator.scope is None else (),
        differs=tuple(_told_otherwise(figure, rows)),
        years=tuple(_in_other_years(figure, rows, wanted)) if len(asked.years) != 1 else (),
        self_evaluated=is_self_evaluated(figure.part),
        start=figure.start,
    )


def _may_answer(figure: FigureOfReport, asked: Asked) -> bool:
    return (
        figure.scope in ALL_SCOPES
        and not is_of_a_project(figure.report_type, figure.part)
        and asked.report_type in {None, figure.report_type}
        and asked.coverage in {None, figure.coverage}
    )


def _wanted(indicator: IndicatorAsked, asked: Asked) -> Wanted:
    measure = indicator.measure or usual_measure(indicator.code)
    phases: tuple[str, ...] = _PHASES
    if indicator.phase:
        phases = (indicator.phase,)
    elif asked.report_type == "budget":
        phases = ("budget",)
    return Wanted(
        phases=phases,
        measures=(_INSTEAD | _WITH_COMPLETION).get(measure, (measure,)),
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
                return _stands([one for one in found if one.year == newest], wanted)
    return None


def _stands(rows: Sequence[FigureOfReport], wanted: Wanted) -> FigureOfReport | None:
    """Of one year's figures the one that stands for them."""
    if wanted.narrowed:
        return min(rows, key=_rank)
    if wanted.scope:
        return next((one for one in rows if one.standing), None)
    return next((one for one in rows if one.standing == LEADS), None)


def _rank(figure: FigureOfReport) -> tuple[int, ...]:
    return rank_headline(
        report_type=figure.report_type,
        coverage=figure.coverage,
        part=figure.part,
        scope=figure.scope,
        from_table=figure.from_table,
        phase=figure.phase,
    )


def _list_values(figure: FigureOfReport, rows: Sequence[FigureOfReport], findings: int) -> Iterator[Value]:
    """The figure itself, then what its own place in the report says beside it, then what another report adds."""
    own = [one for one in rows if _place(one) == _place(figure)]
    plan = figure.phase == "budget" and figure.measure == "amount"
    yield make_value(
        figure,
        label_value(figure.phase, figure.measure, figure.base),
        findings=findings,
        document=label_kind(figure.report_type, figure.coverage) if plan else "",
    )
    if plan:
        yield from _accounts_beside(figure, rows)
    else:
        yield from _beside(figure, own)
        if figure.phase == "actual" and figure.measure == "amount":
            yield from _plan_beside(figure, rows, own)


def _place(figure: FigureOfReport) -> tuple[str, str, str]:
    return figure.report, figure.part, figure.scope


def _pick(rows: Iterable[FigureOfReport], phase: str, measure: str) -> FigureOfReport | None:
    """The figure of a phase and measure that the site shows; a table goes before the text that differs from it."""
    found = [one for one in rows if (one.phase, one.measure) == (phase, measure)]
    return min(found, key=lambda one: not one.from_table, default=None)


def _beside(figure: FigureOfReport, own: Sequence[FigureOfReport]) -> Iterator[Value]:
    """Of the same place in the same report: budget and completion, or the amount that a rate is of."""
    changes = _INSTEAD.get(figure.measure, ())[1:]
    asked_amount = figure.measure == "amount"
    for measure in changes:
        if change := _pick(own, figure.phase, measure):
            yield make_value(change, label_value(change.phase, measure, change.base), findings=change.contradicted)
    amount = figure if asked_amount else _pick(own, figure.phase, "amount")
    if amount is not None and amount is not figure:
        yield make_value(amount, label_value(amount.phase, "amount"), findings=amount.contradicted)
    if not (asked_amount or figure.measure == "completion_rate"):
        return
    plans = [
        plan for phase in ("budget", "adjusted") if phase != figure.phase and (plan := _pick(own, phase, "amount"))
    ]
    for plan in plans:
        yield make_value(plan, label_value(plan.phase, "amount"), findings=plan.contradicted)
    if asked_amount and figure.phase == "actual":
        yield from _completion(figure, plans, own)


def _completion(
    actual: FigureOfReport, plans: Sequence[FigureOfReport], own: Sequence[FigureOfReport]
) -> Iterator[Value]:
    printed = _pick(own, "actual", "completion_rate")
    if printed is not None:
        yield make_value(printed, label_value("actual", "completion_rate", printed.base), findings=printed.contradicted)
    elif plans and (computed := compute_completion(actual, plans[0])):
        yield computed


def _plan_beside(
    figure: FigureOfReport, rows: Sequence[FigureOfReport], own: Sequence[FigureOfReport]
) -> Iterator[Value]:
    """The budget report's figure where the accounts print no budget; of the same scope and coverage, or none."""
    if figure.report_type != "final_accounts" or _pick(own, "budget", "amount"):
        return
    plans = [
        one
        for one in rows
        if (one.report_type, one.coverage, one.scope, one.year, one.part)
        == ("budget", figure.coverage, figure.scope, figure.year, "budget")
    ]
    if plan := _pick(plans, "budget", "amount"):
        document = label_kind(plan.report_type, plan.coverage)
        yield make_value(plan, label_value("budget", "amount"), findings=plan.contradicted, document=document)


def _accounts_beside(figure: FigureOfReport, rows: Sequence[FigureOfReport]) -> Iterator[Value]:
    """Beside a budget, what the accounts print: their own budget, the outturn, completion.

    Of the same scope where they have it, else of the scope that stands for them, which is named.
    """
    accounts = [
        one
        for one in rows
        if (one.report_type, one.part, one.year) == ("final_accounts", "final_accounts", figure.year)
        and (one.coverage == figure.coverage or one.report == figure.report)
    ]
    actual = min(
        (one for one in accounts if (one.phase, one.measure) == ("actual", "amount")),
        key=lambda one: (one.scope != figure.scope, *_rank(one)),
        default=None,
    )
    own = [one for one in accounts if one.scope == (actual or figure).scope]
    plan = _pick(own, "budget", "amount")
    for one in (plan, actual):
        if one is not None and (one.report, one.id) != (figure.report, figure.id):
            document = label_kind(one.report_type, one.coverage) if one.report != figure.report else ""
            scope = one.scope if one.scope != figure.scope else ""
            label = label_value(one.phase, "amount")
            yield make_value(one, label, findings=one.contradicted, scope=scope, document=document)
    if actual is not None:
        yield from _completion(actual, [plan] if plan else [], own)


def _in_other_scopes(figure: FigureOfReport, rows: Sequence[FigureOfReport]) -> Iterator[Value]:
    same = [
        one
        for one in rows
        if (one.year, one.phase, one.measure) == (figure.year, figure.phase, figure.measure)
        and one.report == figure.report
        and one.part == figure.part
    ]
    for scope in ALL_SCOPES:
        if scope != figure.scope and (
            other := _pick([one for one in same if one.scope == scope], figure.phase, figure.measure)
        ):
            yield make_value(other, name_scope(scope), findings=other.contradicted, scope=scope)


def _told_otherwise(figure: FigureOfReport, rows: Sequence[FigureOfReport]) -> Iterator[Value]:
    """What the same part of the same report says of the same figure in another place."""
    for one in rows:
        same = _place(one) == _place(figure) and (one.year, one.phase, one.measure) == (
            figure.year,
            figure.phase,
            figure.measure,
        )
        if same and one.value != figure.value:
            yield make_value(one, "表格" if one.from_table else "正文")


def _in_other_years(
    figure: FigureOfReport, rows: Sequence[FigureOfReport], wanted: Wanted
) -> Iterator[tuple[int, Value]]:
    """The same of other years; where a year does not tell it in this scope, the scope is named."""
    of_kind = [one for one in rows if (one.phase, one.measure) == (figure.phase, figure.measure)]
    for year in sorted({one.year for one in of_kind} - {figure.year}, reverse=True):
        told = [one for one in of_kind if one.year == year]
        in_scope = [one for one in told if one.scope == figure.scope]
        if wanted.scope and not in_scope:
            continue
        if in_scope:
            chosen = (
                min(in_scope, key=_rank) if wanted.narrowed else next((one for one in in_scope if one.standing), None)
            )
        else:
            chosen = _stands(told, wanted)
        if chosen is not None:
            scope = chosen.scope if chosen.scope != figure.scope else ""
            yield year, make_value(chosen, str(year), findings=chosen.contradicted, scope=scope)


def _find_checks(figure: FigureOfReport, published: PublishedReport, services: Services) -> Iterator[CheckLine]:
    """What the checks say at the figure: those of its report, then those against other reports."""
    for one in read_against(published.rows("findings"), _SHOWN):
        if one.speaks_of(figure.start, figure.end, figure.value):
            yield _line(figure, one.severity, one.message, one.id)
    for start, key, rank, message in services.catalogue.figures.across([figure.report]).get(figure.report, ()):
        if figure.start <= start < figure.end and SEVERITIES[rank] in _SHOWN:
            yield _line(figure, SEVERITIES[rank], message, key)


def _line(figure: FigureOfReport, severity: str, message: str, finding: str) -> CheckLine:
    url = url_for("finding_pages.finding", name=figure.report, number=figure.version, finding=finding)
    return CheckLine(severity, message, url)
