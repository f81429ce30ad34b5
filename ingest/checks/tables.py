"""What does not add up in the accounts tables: one finding a wrong cell, and one a difference that rounding explains."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ingest.checks.bounds import check_bounds
from ingest.checks.equations import Cause, Equation, find_causes
from ingest.checks.rules import Outcome, Passed
from ingest.checks.social_insurance import check_social_insurance
from ingest.checks.table_rules import list_equations
from ingest.checks.tolerance import Verdict
from ingest.checks.wording import show_money
from ingest.findings import ERROR, NOTICE, ROUNDING, Finding
from ingest.ledger import Cell, Ledger

_MOST_RELATED = 12  # cells named beside a finding; a total of thirty classes is told by its first


def check_tables(ledgers: Iterable[Ledger]) -> Iterator[Outcome]:
    """Check the tables of each part of a report."""
    for ledger in ledgers:
        equations = list_equations(ledger)
        titles = {form: sheet.title for form, sheet in ledger.sheets.items()}
        for equation in equations:
            if equation.verdict is Verdict.PASS:
                yield Passed(equation.rule)
        causes = list(find_causes(equations))
        for cause in causes:
            yield _describe_cause(cause, titles)
        yield from _describe_roundings(equations, titles)
        failing = (equation for cause in causes for equation in cause.failing)
        doubted = {cell for equation in failing for cell in equation.cells}
        yield from check_bounds(ledger, doubted)
        yield from check_social_insurance(ledger, doubted)


def _describe_cause(cause: Cause, titles: dict[str, str]) -> Finding:
    cell, first = cause.cell, cause.failing[0]
    expected = cell.value - cause.error
    others = f"；另有{len(cause.failing) - 1}处核对也因此不符" if len(cause.failing) > 1 else ""
    return Finding(
        rule=first.rule,
        severity=ERROR if any(one.verdict is Verdict.ERROR for one in cause.failing) else NOTICE,
        message=(
            f"{_name(cell, titles)}写为{show_money(cell.value)}，按{_said(first, cell)}应为{show_money(expected)}，"
            f"相差{show_money(abs(cause.error))}{others}。"
        ),
        disclosed=cell.text,
        start=cell.start,
        end=cell.end,
        expected=show_money(expected),
        difference=show_money(cause.error),
        related=_related(cell, (*cause.suspects, *_cells(cause.failing))),
    )


def _said(equation: Equation, cell: Cell) -> str:
    """What the cell is compared with; a part is what the total leaves for it."""
    if cell in equation.left:
        return equation.said
    total = equation.left[0]
    return f"“{total.name}”{total.heading}{show_money(total.value)}推算"


def _describe_roundings(equations: Sequence[Equation], titles: dict[str, str]) -> Iterator[Finding]:
    """One finding a table, rule and difference: the cent that a row lacks is missing in the rows above it, too."""
    grouped: dict[tuple[str, str, str, Decimal], list[Equation]] = {}
    for equation in equations:
        if equation.verdict is Verdict.ROUNDING:
            key = (equation.rule, equation.left[0].form, equation.said, equation.residual)
            grouped.setdefault(key, []).append(equation)
    for (rule, _, said, residual), same in grouped.items():
        cell = same[0].left[0]
        expected = cell.value - residual
        others = f"（同类差额共{len(same)}处）" if len(same) > 1 else ""
        yield Finding(
            rule=rule,
            severity=ROUNDING,
            message=(
                f"{_name(cell, titles)}写为{show_money(cell.value)}，{said}为{show_money(expected)}，"
                f"相差{show_money(abs(residual))}，在四舍五入的范围内{others}。"
            ),
            disclosed=cell.text,
            start=cell.start,
            end=cell.end,
            expected=show_money(expected),
            difference=show_money(residual),
            related=_related(cell, _cells(same)),
        )


def _name(cell: Cell, titles: dict[str, str]) -> str:
    return f"{titles.get(cell.form, '')}“{cell.name}”的{cell.heading}"


def _cells(equations: Iterable[Equation]) -> Iterator[Cell]:
    return (cell for equation in equations for cell in equation.cells)


def _related(cell: Cell, cells: Iterable[Cell]) -> tuple[tuple[int, int], ...]:
    others = dict.fromkeys(one for one in cells if one != cell and not one.blank)
    return tuple((one.start, one.end) for one in list(others)[:_MOST_RELATED])
