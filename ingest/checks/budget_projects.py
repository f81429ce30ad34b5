"""Rule K01 in the list of projects of a budget: 合计 is the sum of the projects, column by column."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.checks.rules import Outcome, Passed
from ingest.checks.tolerance import Printed, Verdict, compare_sum
from ingest.checks.wording import show_money
from ingest.findings import ERROR, Finding
from ingest.table_view import Slot, TableView

_FORM, _TOTAL = "budget_project", "合计"
_SUBTOTALS = ("小计", "合计", "其中")
_FEWEST = 2  # projects

_Row = Mapping[int, Slot]


def check_budget_projects(views: Sequence[TableView]) -> Iterator[Outcome]:
    """Add up the projects; where more than one column differs, a row is missing or is no project, and nothing is said."""
    for view in views:
        if view.form == _FORM:
            yield from _check(view)


def _check(view: TableView) -> Iterator[Outcome]:
    rows: list[_Row] = [{slot.column: slot for slot in row} for row in view.rows]
    at = next((at for at, row in enumerate(rows) if _is_total(row)), None)
    if at is None:
        return
    total = rows[at]
    projects = [row for row in rows[at + 1 :] if any(slot.number is not None for slot in row.values())]
    if len(projects) < _FEWEST or any(slot.words.startswith(_SUBTOTALS) for row in projects for slot in row.values()):
        return
    passed: list[tuple[int, int]] = []
    failed: list[Finding] = []
    for column, whole in total.items():
        parts = [row.get(column) for row in projects]
        if whole.number is None or whole.span is None or not all(_adds(slot) for slot in parts):
            continue
        numbers = [slot.number for slot in parts if slot is not None and slot.number is not None]
        sides = Printed(whole.number.value, whole.number.step), [Printed(one.value, one.step) for one in numbers]
        if compare_sum(*sides) is Verdict.ERROR:
            failed.append(_finding(view, whole, parts))
        elif whole.number.value:
            passed.append((whole.span.start, whole.span.end))
    if len(failed) == 1 and passed:
        yield from failed
    elif passed and not failed:
        yield Passed("K01", tuple(passed))


def _is_total(row: _Row) -> bool:
    return any(slot.words == _TOTAL for slot in row.values()) and any(slot.number for slot in row.values())


def _adds(slot: Slot | None) -> bool:
    """A number, or nothing."""
    return slot is None or slot.blank or slot.number is not None


def _finding(view: TableView, whole: Slot, parts: Sequence[Slot | None]) -> Finding:
    assert whole.number is not None
    assert whole.span is not None
    numbers = [slot.number for slot in parts if slot is not None and slot.number is not None]
    added = sum((one.value for one in numbers), Decimal(0)) * view.factor
    value = whole.number.value * view.factor
    return Finding(
        rule="K01",
        severity=ERROR,
        message=(
            f"{view.title}的合计写为{show_money(value)}，所列{len(numbers)}个项目之和为{show_money(added)}，"
            f"相差{show_money(abs(value - added))}。"
        ),
        disclosed=whole.text.strip(),
        start=whole.span.start,
        end=whole.span.end,
        expected=show_money(added),
        difference=show_money(value - added),
        related=tuple(
            (slot.span.start, slot.span.end) for slot in parts if slot is not None and slot.number and slot.span
        ),
    )
