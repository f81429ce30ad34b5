"""What stands beside a figure: its budget and completion, what other reports, scopes and years say of the same."""

from collections.abc import Iterator, Sequence

from portal.answers.choosing import INSTEAD, Wanted, choose_standing, pick_figure, place_of, rank_figure
from portal.answers.model import Value
from portal.answers.telling import compute_completion, label_value, make_value, name_scope
from portal.catalogue.figure_queries import FigureOfReport
from portal.catalogue.headlines import ALL_SCOPES
from portal.presentation import label_kind


def list_values(figure: FigureOfReport, rows: Sequence[FigureOfReport], findings: int) -> Iterator[Value]:
    """The figure itself, then what its own place in the report says beside it, then what another report adds."""
    own = [one for one in rows if place_of(one) == place_of(figure)]
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


def _beside(figure: FigureOfReport, own: Sequence[FigureOfReport]) -> Iterator[Value]:
    """Of the same place in the same report: budget and completion, or the amount that a rate is of."""
    changes = INSTEAD.get(figure.measure, ())[1:]
    asked_amount = figure.measure == "amount"
    for measure in changes:
        if change := pick_figure(own, figure.phase, measure):
            yield make_value(change, label_value(change.phase, measure, change.base), findings=change.contradicted)
    amount = figure if asked_amount else pick_figure(own, figure.phase, "amount")
    if amount is not None and amount is not figure:
        yield make_value(amount, label_value(amount.phase, "amount"), findings=amount.contradicted)
    if not (asked_amount or figure.measure == "completion_rate"):
        return
    plans = [
        plan
        for phase in ("budget", "adjusted")
        if phase != figure.phase and (plan := pick_figure(own, phase, "amount"))
    ]
    for plan in plans:
        yield make_value(plan, label_value(plan.phase, "amount"), findings=plan.contradicted)
    if asked_amount and figure.phase == "actual":
        yield from _completion(figure, plans, own)


def _completion(
    actual: FigureOfReport, plans: Sequence[FigureOfReport], own: Sequence[FigureOfReport]
) -> Iterator[Value]:
    printed = pick_figure(own, "actual", "completion_rate")
    if printed is not None:
        yield make_value(printed, label_value("actual", "completion_rate", printed.base), findings=printed.contradicted)
    elif plans and (computed := compute_completion(actual, plans[0])):
        yield computed


def _plan_beside(
    figure: FigureOfReport, rows: Sequence[FigureOfReport], own: Sequence[FigureOfReport]
) -> Iterator[Value]:
    """The budget report's figure where the accounts print no budget; of the same scope and coverage, or none."""
    if figure.report_type != "final_accounts" or pick_figure(own, "budget", "amount"):
        return
    plans = [
        one
        for one in rows
        if (one.report_type, one.coverage, one.scope, one.year, one.part)
        == ("budget", figure.coverage, figure.scope, figure.year, "budget")
    ]
    if plan := pick_figure(plans, "budget", "amount"):
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
        key=lambda one: (one.scope != figure.scope, *rank_figure(one)),
        default=None,
    )
    own = [one for one in accounts if one.scope == (actual or figure).scope]
    plan = pick_figure(own, "budget", "amount")
    for one in (plan, actual):
        if one is not None and (one.report, one.id) != (figure.report, figure.id):
            document = label_kind(one.report_type, one.coverage) if one.report != figure.report else ""
            scope = one.scope if one.scope != figure.scope else ""
            label = label_value(one.phase, "amount")
            yield make_value(one, label, findings=one.contradicted, scope=scope, document=document)
    if actual is not None:
        yield from _completion(actual, [plan] if plan else [], own)


def list_other_scopes(figure: FigureOfReport, rows: Sequence[FigureOfReport]) -> Iterator[Value]:
    """The same in other scopes, from the same part of the same report."""
    same = [
        one
        for one in rows
        if (one.year, one.phase, one.measure) == (figure.year, figure.phase, figure.measure)
        and one.report == figure.report
        and one.part == figure.part
    ]
    for scope in ALL_SCOPES:
        if scope != figure.scope and (
            other := pick_figure([one for one in same if one.scope == scope], figure.phase, figure.measure)
        ):
            yield make_value(other, name_scope(scope), findings=other.contradicted, scope=scope)


def list_told_otherwise(figure: FigureOfReport, rows: Sequence[FigureOfReport]) -> Iterator[Value]:
    """What the same part of the same report says of the same figure in another place."""
    for one in rows:
        same = place_of(one) == place_of(figure) and (one.year, one.phase, one.measure) == (
            figure.year,
            figure.phase,
            figure.measure,
        )
        if same and one.value != figure.value:
            yield make_value(one, "表格" if one.from_table else "正文")


def list_other_years(
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
                min(in_scope, key=rank_figure)
                if wanted.narrowed
                else next((one for one in in_scope if one.standing), None)
            )
        else:
            chosen = choose_standing(told, wanted)
        if chosen is not None:
            scope = chosen.scope if chosen.scope != figure.scope else ""
            yield year, make_value(chosen, str(year), findings=chosen.contradicted, scope=scope)
