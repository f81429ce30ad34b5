"""The forms of a budget (部门预算表): which figure stands in which cell, told by labels and by the heads of columns.

Provinces print these forms with different columns (人员经费 beside 公用经费, last year's budget beside this one, a third
side by economic kind), so nothing is told by the number of columns. All amounts are of phase `budget`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from ingest.extract.tables.budget_cells import (
    CODED_SCOPE,
    FUNDS,
    amount_slots,
    coded_columns,
    column_titles,
    fund_of,
    label_pairs,
    planned_figure,
    scope_of_title,
    title_of,
    total_row,
    year_of,
)
from ingest.extract.tables.budget_three_public import read_three_public
from ingest.figures import ALL, FISCAL, GENERAL_PUBLIC, Figure
from ingest.table_view import Slot, TableView

# Income by source; the first that fits.
_SOURCES = (
    (re.compile(r"(?:上年|以前年度).*结[转余]|结转结余|^结转"), "opening_balance", ALL),
    (re.compile(r"非税收入"), "income.fiscal.nontax", GENERAL_PUBLIC),
    (re.compile(r"经费拨款"), "income.fiscal.appropriation", GENERAL_PUBLIC),
    *((pattern, "income.fiscal", scope) for pattern, scope in FUNDS),
    (re.compile(r"^财政拨款(?:收入)?(?:小计)?$|^本年财政拨款"), "income.fiscal", ALL),
    (re.compile(r"财政专户|专户管理"), "income.special_account", ALL),
    (re.compile(r"^单位资金(?:收入)?(?:小计)?$"), "income.unit_funds", ALL),
    (re.compile(r"上级补助收入|上级单位补助"), "income.superior", ALL),
    (re.compile(r"附属单位上缴"), "income.subsidiary", ALL),
    (re.compile(r"经营收入"), "income.operating", ALL),
    (re.compile(r"^事业收入"), "income.undertaking", ALL),
    (re.compile(r"^其他收入"), "income.other", ALL),
)
_SUMMARY_LINES = (
    (re.compile(r"^(?:本年)?收入(?:预算)?合计$"), "income"),
    (re.compile(r"^(?:本年)?支出(?:预算)?合计$"), "expenditure"),
    (re.compile(r"^收入(?:预算)?总计$"), "total_income_and_balance"),
    (re.compile(r"^支出(?:预算)?总计$"), "total_expenditure_and_balance"),
    (re.compile(r"^(?:年终|年末)?结转(?:下年|结余)?(?:支出)?$|^结转下年"), "closing_balance"),
    (re.compile(r"^基本支出$"), "expenditure.basic"),
    (re.compile(r"^项目支出$"), "expenditure.project"),
)
# What the columns of a row of sums divide expenditure into.
_SUMMARY_COLUMNS = (
    (re.compile(r"人员(?:经费|支出)$"), "expenditure.basic.personnel"),
    (re.compile(r"公用(?:经费|支出)$"), "expenditure.basic.public"),
    (re.compile(r"基本支出(?:/小计)?$"), "expenditure.basic"),
    (re.compile(r"项目支出(?:/小计)?$"), "expenditure.project"),
)


def read_budget_figures(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a form of a budget for `year`; nothing for other forms."""
    reader = _READERS.get(view.form or "")
    if reader is not None:
        yield from reader(view, year)


def _read_summary(view: TableView, year: int) -> Iterator[Figure]:
    """收支总表: labels beside amounts, on two sides or more; 支出 by economic kind repeats lines that are no figures."""
    titles = column_titles(view)
    seen: set[tuple[str, int]] = set()
    for row in view.rows:
        for label, slots in label_pairs(row):
            found = _summary_line(label)
            if found is None or not slots:
                continue
            for slot in slots:
                title = title_of(view, titles, row, slot)
                told, column = year_of(title, year), _summary_column(found[0], title)
                # 基本支出 stands once by kind; further down it may head a list by 政府预算 classes.
                if told is not None and slot.number and column is None and (label, told) not in seen:
                    seen.add((label, told))
                    yield from planned_figure(view, slot, *found, told)
                elif told is not None and column:
                    yield from planned_figure(view, slot, column, ALL, told)


def _summary_column(indicator: str, title: str) -> str | None:
    """What a column makes of a sum of expenditure: 支出总计 below 公用经费; None where the column is the sum's own."""
    if indicator not in {"expenditure", "total_expenditure_and_balance"}:
        return None
    return next((kind for pattern, kind in _SUMMARY_COLUMNS if pattern.search(title)), None)


def _summary_line(label: str) -> tuple[str, str] | None:
    for pattern, indicator in _SUMMARY_LINES:
        if pattern.search(label):
            return indicator, ALL
    if re.search(r"支出", label):
        return None  # 国有资本经营预算支出 is a class of expenditure
    return next(((indicator, scope) for pattern, indicator, scope in _SOURCES if pattern.search(label)), None)


def _read_fiscal_summary(view: TableView, year: int) -> Iterator[Figure]:
    """财政拨款收支总表: the funds stand twice on the left, as income and below 上年结转; on the right one column each."""
    titles, opening = column_titles(view), False
    for row in view.rows:
        for label, slots in label_pairs(row):
            if re.search(r"^本年(?:财政拨款)?收入", label):
                opening = False
                yield from _first(view, slots, "income.fiscal", ALL, year)
            elif re.search(r"^上年(?:财政拨款)?结转", label):
                opening = True
                yield from _first(view, slots, "opening_balance", FISCAL, year)
            elif re.search(r"^收入(?:预算)?总计$", label):
                yield from _first(view, slots, "total_income_and_balance", FISCAL, year)
            elif spending := _fiscal_spending(label):
                for at, slot in enumerate(slots):
                    scope = fund_of(title_of(view, titles, row, slot)) or (FISCAL if at == 0 else None)
                    if scope is not None:
                        yield from planned_figure(view, slot, spending, scope, year)
            elif not re.search(r"支出", label) and (fund := fund_of(label)):
                yield from _first(view, slots, "opening_balance" if opening else "income.fiscal", fund, year)


def _fiscal_spending(label: str) -> str | None:
    for pattern, indicator in (
        (r"^本年(?:财政拨款)?支出(?:合计)?$", "expenditure"),
        (r"^支出(?:预算)?总计$", "total_expenditure_and_balance"),
        (r"^(?:年终|年末)?结转(?:下年|结余)", "closing_balance"),
    ):
        if re.search(pattern, label):
            return indicator
    return None


def _first(view: TableView, slots: Sequence[Slot], indicator: str, scope: str, year: int) -> Iterator[Figure]:
    if slots:
        yield from planned_figure(view, slots[0], indicator, scope, year)


def _read_income(view: TableView, year: int) -> Iterator[Figure]:
    """收入总表: the row 合计, or the only row, with a column a source."""
    row = total_row(view)
    titles = column_titles(view)
    for slot in row:
        title = title_of(view, titles, row, slot)
        if slot.number is None or not title or re.search(r"代码|编码", title):
            continue
        found = _income_column(title)
        if found:
            yield from planned_figure(view, slot, *found, year)


def _income_column(title: str) -> tuple[str, str] | None:
    """What a column of 收入总表 holds; a 小计 is what its head says, and all below 上年结转 was carried over."""
    above, _, last = title.rpartition("/")
    if re.search(r"(?:上年|年初).*结[转余]", above):
        fund = fund_of(last)
        if fund or re.fullmatch(r"小计|合计", last):
            return "opening_balance", fund or ALL
        return None
    if above and re.fullmatch(r"小计|合计", last):
        named = _income_column(above.rsplit("/", 1)[-1])
        if named or not re.search(r"收入", above):
            return named
    if re.fullmatch(r"(?:收入)?(?:预算)?(?:总计|合计)", last):
        return "total_income_and_balance", ALL
    if re.fullmatch(r"(?:本年)?收入(?:合计|小计)|本年收入", last):
        return "income", ALL
    # A head of its own says what the column is: 一般公共预算/罚没收入 is not all of the fund.
    generic = re.fullmatch(r"小计|合计|金额|预算数|本年预算数?|", last)
    words = title if generic else last
    return next(((indicator, scope) for pattern, indicator, scope in _SOURCES if pattern.search(words)), None)


def _read_coded(view: TableView, year: int) -> Iterator[Figure]:
    """The 合计 row of a form by functional code."""
    assert view.form is not None
    columns = coded_columns(view, year)
    for column, slot in amount_slots(view, total_row(view), columns):
        yield from planned_figure(view, slot, column.indicator, CODED_SCOPE[view.form], column.year)


def _read_basic(view: TableView, year: int) -> Iterator[Figure]:
    """一般公共预算基本支出表: the 合计 row by personnel and running costs."""
    titles, row, scope = column_titles(view), total_row(view), scope_of_title(view.title, GENERAL_PUBLIC)
    for slot in row:
        title = title_of(view, titles, row, slot).rsplit("/", 1)[-1]
        told = year_of(title, year)
        for pattern, indicator in (
            (r"人员(?:经费|支出)", "expenditure.basic.personnel"),
            (r"公用(?:经费|支出)", "expenditure.basic.public"),
            (r"合计|总计|小计|预算数|金额", "expenditure.basic"),
        ):
            if told is not None and re.search(pattern, title):
                yield from planned_figure(view, slot, indicator, scope, told)
                break


_READERS: dict[str, Callable[[TableView, int], Iterator[Figure]]] = {
    "budget_summary": _read_summary,
    "budget_fiscal_summary": _read_fiscal_summary,
    "budget_income": _read_income,
    "budget_general_public_basic": _read_basic,
    "budget_three_public": read_three_public,
    **dict.fromkeys(CODED_SCOPE, _read_coded),
}
BUDGET_FORMS = frozenset(_READERS)
