"""Cells of a budget's forms for its ledger: by code and column, the lines and the classes of the two summaries."""

import re
from collections.abc import Iterator

from ingest.extract.tables.budget import read_budget_figures
from ingest.extract.tables.budget_cells import (
    CODED_SCOPE,
    amount_slots,
    code_of,
    coded_columns,
    column_titles,
    fund_of,
    title_of,
    total_row,
    year_of,
)
from ingest.extract.tables.classification import one_line
from ingest.extract.tables.ledger_cells import cell_of_figure, cell_of_slot
from ingest.figures import BUDGET, Figure
from ingest.function_names import class_code
from ingest.ledger import TOTAL, Cell
from ingest.table_view import Slot, TableView
from ingest.vocabulary import load_indicators

BASIC_FORM = "budget_general_public_basic"
_SUMMARIES = ("budget_summary", "budget_income", "budget_fiscal_summary", "budget_three_public")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.])")
# Lines of expenditure that are no classes by function: by nature, by economic class.
_OTHER_KINDS = re.compile(
    r"^(?:基本|项目|(?:事业单位)?经营|本年|上缴上级|对附属|人员|公用|运转|特定)|工资福利|商品和?服务|个人和家庭|资本性|对企业|债务利息及"
)
_FUND_NAMES = {
    "all": "合计",
    "general_public": "一般公共预算",
    "gov_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
}


def read_budget_cells(view: TableView, year: int) -> Iterator[Cell]:
    """Yield the cells of a form of a budget, this year's columns only; nothing for other forms."""
    if view.form in CODED_SCOPE or view.form == BASIC_FORM:
        yield from _read_coded(view, year)
    elif view.form in _SUMMARIES:
        for figure in read_budget_figures(view, year):
            if figure.year == year and figure.unit == "元" and figure.phase == BUDGET:
                yield _cell_of(view, figure)
        if view.form in ("budget_summary", "budget_fiscal_summary"):
            yield from _read_classes(view, year)


def _read_coded(view: TableView, year: int) -> Iterator[Cell]:
    columns = {at: one for at, one in coded_columns(view, year).items() if one.year == year}
    if not columns:
        return
    for row in view.rows:
        found = code_of(row)
        if found is not None:
            code, name = found
            for column, slot in amount_slots(view, row, columns):
                yield from _cell(view, slot, code, column.indicator, f"{code}{one_line(name.text)}")
    for column, slot in amount_slots(view, total_row(view), columns):
        yield from _cell(view, slot, TOTAL, column.indicator, "合计")


def _cell(view: TableView, slot: Slot, row: str, column: str, name: str, heading: str = "") -> Iterator[Cell]:
    heading = heading or load_indicators()[column].label
    cell = cell_of_slot(view, slot, row=row, column=column, name=name, heading=heading)
    if cell is not None:
        yield cell


def _cell_of(view: TableView, figure: Figure) -> Cell:
    return cell_of_figure(
        view,
        figure,
        row=figure.indicator,
        column=figure.scope,
        name=load_indicators()[figure.indicator].label,
        heading=_FUND_NAMES.get(figure.scope, "预算数"),
    )


def _read_classes(view: TableView, year: int) -> Iterator[Cell]:
    """Classes of expenditure by function, each with the amounts behind it, by fund where the columns name funds."""
    titles = column_titles(view)
    for row in view.rows:
        for at, label in enumerate(row):
            words = _NUMBERED.sub("", label.words)
            code = class_code(words) or words if words != label.words and words.endswith("支出") else None
            if code is None or _OTHER_KINDS.search(words):
                continue
            for order, slot in enumerate(row[at + 1 :]):
                if not slot.blank and slot.number is None:
                    break
                title = title_of(view, titles, row, slot)
                scope = fund_of(title) or ("all" if order == 0 else None)
                if scope is not None and year_of(title, year) == year:
                    yield from _cell(view, slot, f"class:{code}", scope, words, _FUND_NAMES.get(scope, "预算数"))
