"""From the tables of a report to its ledger."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.extract.tables.accounts import (
    amount_columns,
    amounts_of,
    code_place,
    find_funds,
    find_total_row,
    split_sides,
)
from ingest.extract.tables.budget_ledger import read_budget_cells
from ingest.extract.tables.ledger_cells import cell_of_figure, cell_of_slot
from ingest.extract.tables.summary_lines import EXPENDITURE_LINES, INCOME_LINES, SummaryLines
from ingest.extract.tables.three_public import THREE_PUBLIC_FORMS, read_three_public
from ingest.figures import ACTUAL
from ingest.ledger import BY_UNIT, TOTAL, Cell, Ledger, Sheet
from ingest.table_view import Slot, TableView, is_line_number
from ingest.vocabulary import load_indicators

_HUNDRED = Decimal(100)  # yuan: 0.01万元
_FEWEST = 6  # amounts that tell by what they end in how exact they are
_FUNDS = {
    "all": "决算数",
    "fiscal": "合计",
    "general_public": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "state_capital": "国有资本经营预算财政拨款",
}


def read_ledger(views: Sequence[TableView], year: int = 0) -> dict[str, Ledger]:
    """The ledgers of a report by its parts; of two tables of one form, the one with more cells counts.

    `year` is the report's: the forms of a budget may print last year's amounts beside this one's.
    """
    found: dict[str, dict[str, Sheet]] = {}
    for view in views:
        if view.form is None:
            continue
        by_unit = view.form in _BY_UNIT and _is_by_unit(view)
        reader = _read_by_unit if by_unit else _READERS.get(view.form)
        form = f"{view.form}{BY_UNIT}" if by_unit else view.form
        cells: dict[tuple[str, str], Cell] = {}
        for cell in reader(view) if reader else read_budget_cells(view, year):
            cells.setdefault((cell.row, cell.column), replace(cell, form=form))
        if not cells:
            continue
        sheets = found.setdefault(view.part, {})
        if len(cells) > len(sheets[form].cells if form in sheets else ()):
            sheets[form] = Sheet(form, view.title, view.part, _as_exact_as_printed(cells))
    return {part: Ledger(sheets) for part, sheets in found.items()}


def _as_exact_as_printed(cells: dict[tuple[str, str], Cell]) -> dict[tuple[str, str], Cell]:
    """Cells in 元 that all end in two zeros were made of 0.01万元 and are no more exact than these."""
    values = [cell.value for cell in cells.values() if cell.value]
    if len(values) < _FEWEST or any(value % _HUNDRED for value in values):
        return cells
    return {key: replace(cell, step=max(cell.step, _HUNDRED)) for key, cell in cells.items()}


def _cell(view: TableView, slot: Slot, row: str, column: str, name: str, heading: str) -> Cell | None:
    return cell_of_slot(view, slot, row=row, column=column, name=name, heading=heading)


def _read_by_code(view: TableView) -> Iterator[Cell]:
    """Rows of the functional classification and the row 合计; a row that is no longer whole is left out."""
    columns = amount_columns(view)
    if not columns:
        return
    for row in view.rows:
        place = code_place(row)
        if place is None:
            continue
        key, name = row[place[0]].words, f"{row[place[0]].words}{row[place[1]].words}"
        yield from _row(view, amounts_of(view, row, len(columns)), columns, key, name)
    total = find_total_row(view)
    if total is not None:
        yield from _row(view, amounts_of(view, total, len(columns)), columns, TOTAL, "合计")


def _row(view: TableView, slots: Sequence[Slot], columns: Sequence[str | None], key: str, name: str) -> Iterator[Cell]:
    if len(slots) != len(columns):
        return  # a blank got lost: which amount is in which column is a guess
    for slot, column in zip(slots, columns, strict=True):
        cell = column and _cell(view, slot, key, column, name, load_indicators()[column].label)
        if cell:
            yield cell


def _is_by_unit(view: TableView) -> bool:
    """The rows are units (单位名称), not items of the classification."""
    return not any(code_place(row) for row in view.rows) and any(
        _UNIT_HEAD.search(slot.words) for row in view.rows[:_HEAD_ROWS] for slot in row
    )


def _read_by_unit(view: TableView) -> Iterator[Cell]:
    """A row a unit, and the row 合计."""
    columns = amount_columns(view)
    total = find_total_row(view)
    for row in view.rows:
        amounts = row[-len(columns) :]
        if len(row) <= len(columns) or not any(slot.number and not is_line_number(slot) for slot in amounts):
            continue
        key = TOTAL if row is total else "".join(slot.words for slot in row[: -len(columns)])
        yield from _row(view, amounts, columns, key, "合计" if row is total else key)


_UNIT_HEAD = re.compile(r"(?:单位|部门)(?:\((?:单位|部门)\))?(?:名称)?$")
_HEAD_ROWS = 3
_BY_UNIT = frozenset(("income", "expenditure"))


def _read_summary(view: TableView) -> Iterator[Cell]:
    """Labels beside amounts: income on the left, expenditure on the right, by fund where there are columns of funds."""
    funds = find_funds(view)
    left, right = SummaryLines(INCOME_LINES), SummaryLines(EXPENDITURE_LINES)
    for sides in split_sides(view):
        for lines, (label, amounts) in zip((left, right), sides, strict=False):
            key = lines.key(label.words)
            columns = funds[:1] if lines is left else funds
            if key is None or len(amounts) < len(columns):
                continue
            for slot, fund in zip(amounts, columns, strict=False):
                cell = _cell(view, slot, key, fund, label.words, _FUNDS[fund])
                if cell is not None:
                    yield cell


def _read_basic(view: TableView) -> Iterator[Cell]:
    """Codes of the economic classification beside amounts, in blocks side by side, and the two totals."""
    for row in view.rows:
        for at, slot in enumerate(row):
            key = _BASIC_ROWS.get(slot.words)
            if key is not None:
                amount = next((one for one in row[at + 1 :] if one.words), None)
                if amount is not None:
                    yield from _basic_cell(view, amount, key, slot.words)
        for code, name, amount in zip(row, row[1:], row[2:], strict=False):
            if _is_economic(code.words) and name.words and name.number is None:
                yield from _basic_cell(view, amount, code.words, f"{code.words}{name.words}")


_BASIC_ROWS = {"人员经费合计": "personnel", "公用经费合计": "public"}


def _is_economic(words: str) -> bool:
    return words.isdigit() and len(words) in {3, 5} and words.startswith("3")


def _basic_cell(view: TableView, slot: Slot, row: str, name: str) -> Iterator[Cell]:
    cell = None if is_line_number(slot) else _cell(view, slot, row, "amount", name, "决算数")
    if cell is not None:
        yield cell


def _read_three_public(view: TableView) -> Iterator[Cell]:
    """Amounts by phase and kind, as the reader of figures finds them."""
    for figure in read_three_public(view, 0):
        if figure.unit == "元":
            actual = figure.phase == ACTUAL
            yield cell_of_figure(
                view,
                figure,
                row="actual" if actual else "budget",
                column=figure.indicator,
                name="决算数" if actual else "预算数",
                heading=load_indicators()[figure.indicator].label,
            )


_BY_CODE = (
    "income",
    "expenditure",
    "general_public_expenditure",
    "general_public_income_expenditure",
    "gov_fund",
    "state_capital_income_expenditure",
    "state_capital_expenditure",
)
_READERS: Mapping[str, Callable[[TableView], Iterator[Cell]]] = {
    **dict.fromkeys(_BY_CODE, _read_by_code),
    "income_expenditure_summary": _read_summary,
    "fiscal_summary": _read_summary,
    "general_public_basic": _read_basic,
    **dict.fromkeys(THREE_PUBLIC_FORMS, _read_three_public),
}
