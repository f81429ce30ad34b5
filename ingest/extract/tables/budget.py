"""The forms of a budget (部门预算表): which figure stands in which cell, told by labels and by the heads of columns.

Provinces print these forms with different columns (人员经费 beside 公用经费, last year's budget beside this one, a third
side by economic kind), so nothing is told by the number of columns. All amounts are of phase `budget`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Table
from ingest.extract.tables.view import Slot, TableView
from ingest.figures import (
    ALL,
    BUDGET,
    FISCAL,
    GENERAL_PUBLIC,
    GOV_FUND,
    SPECIAL_ACCOUNT,
    STATE_CAPITAL,
    Figure,
)
from ingest.folding import squeeze

CODED_SCOPE = {
    "budget_expenditure": ALL,
    "budget_general_public": GENERAL_PUBLIC,
    "budget_gov_fund": GOV_FUND,
    "budget_state_capital": STATE_CAPITAL,
    "budget_special_account": SPECIAL_ACCOUNT,
}
_NUMBERING = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])+")
_TOTAL = re.compile(r"合计|总计")
_FUNDS = (
    (re.compile(r"一般公共预算|公共财政预算|公共预算"), GENERAL_PUBLIC),
    (re.compile(r"政府性基金"), GOV_FUND),
    (re.compile(r"国有资本经营"), STATE_CAPITAL),
)
# Income by source; the first that fits.
_SOURCES = (
    (re.compile(r"(?:上年|以前年度).*结[转余]|结转结余|^结转"), "opening_balance", ALL),
    *((pattern, "income.fiscal", scope) for pattern, scope in _FUNDS),
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
# What a column of a form by functional code holds.
_SPENDING = (
    (re.compile(r"增减|比例|增长|%"), ""),
    (re.compile(r"人员(?:经费|支出)"), "expenditure.basic.personnel"),
    (re.compile(r"公用(?:经费|支出)"), "expenditure.basic.public"),
    (re.compile(r"工资福利|商品和服务|对个人和家庭|资本性"), ""),
    (re.compile(r"基本支出"), "expenditure.basic"),
    (re.compile(r"项目支出"), "expenditure.project"),
    (re.compile(r"经营支出"), "expenditure.operating"),
    (re.compile(r"上缴上级"), "expenditure.superior"),
    (re.compile(r"附属单位补助"), "expenditure.subsidiary"),
    (re.compile(r"合计|小计|总计|预算数|金额|本年支出"), "expenditure"),
)
_THREE_PUBLIC = (
    (re.compile(r"增减|比例|增长|会议|培训"), None),
    (re.compile(r"出国"), "three_public.abroad"),
    (re.compile(r"接待"), "three_public.reception"),
    (re.compile(r"(?:用车|车辆)(?:购置)?[及和、与]运行[^/]*(?:/?小计)?$|(?:用车|车辆)费?$"), "three_public.vehicles"),
    (re.compile(r"购置费?$"), "three_public.vehicles.purchase"),
    (re.compile(r"运行(?:维护)?费?$"), "three_public.vehicles.operation"),
    (re.compile(r"合计|总计|小计|三公"), "three_public"),
)
_MAIN_KINDS = ("three_public", "three_public.abroad", "three_public.vehicles", "three_public.reception")
_CARS = ("three_public.vehicles.purchase", "three_public.vehicles.operation")
_MOST_HEADS = 4  # rows of a heading
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Column:
    """What the amounts of a column are, and the year they are about."""

    indicator: str
    year: int
    scope: str | None = None


def read_budget_figures(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a form of a budget for `year`; nothing for other forms."""
    reader = _READERS.get(view.form or "")
    if reader is not None:
        yield from reader(view, year)


def _figure(view: TableView, slot: Slot, indicator: str, scope: str, year: int) -> Iterator[Figure]:
    figure = view.figure(slot, indicator, scope=scope, year=year, phase=BUDGET)
    if figure is not None:
        yield figure


def _label(slot: Slot) -> str:
    """The words of a label without number and 其中."""
    return _NUMBERING.sub("", slot.words)


def _pairs(row: Sequence[Slot]) -> Iterator[tuple[str, list[Slot]]]:
    """Labels with the cells up to the next label."""
    starts = [at for at, slot in enumerate(row) if not slot.blank and slot.number is None]
    for at, end in zip(starts, [*starts[1:], len(row)], strict=False):
        yield _label(row[at]), list(row[at + 1 : end])


def _read_summary(view: TableView, year: int) -> Iterator[Figure]:
    """收支总表: labels beside amounts, on two sides or more; 支出 by economic kind repeats lines that are no figures."""
    titles = _titles(view)
    seen: set[tuple[str, int]] = set()
    for row in view.rows:
        for label, slots in _pairs(row):
            found = _summary_line(label)
            if found is None or not slots:
                continue
            for slot in slots:
                told = _year_of(_title_of(view, titles, row, slot), year)
                # 基本支出 stands once by kind; further down it may head a list by 政府预算 classes.
                if told is not None and slot.number and (label, told) not in seen:
                    seen.add((label, told))
                    yield from _figure(view, slot, *found, told)


def _summary_line(label: str) -> tuple[str, str] | None:
    for pattern, indicator in _SUMMARY_LINES:
        if pattern.search(label):
            return indicator, ALL
    if re.search(r"支出", label):
        return None  # 国有资本经营预算支出 is a class of expenditure
    return next(((indicator, scope) for pattern, indicator, scope in _SOURCES if pattern.search(label)), None)


def _read_fiscal_summary(view: TableView, year: int) -> Iterator[Figure]:
    """财政拨款收支总表: the funds stand twice on the left, as income and below 上年结转; on the right one column each."""
    titles, opening = _titles(view), False
    for row in view.rows:
        for label, slots in _pairs(row):
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
                    scope = _fund_of(_title_of(view, titles, row, slot)) or (FISCAL if at == 0 else None)
                    if scope is not None:
                        yield from _figure(view, slot, spending, scope, year)
            elif not re.search(r"支出", label) and (fund := _fund_of(label)):
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
        yield from _figure(view, slots[0], indicator, scope, year)


def _fund_of(words: str) -> str | None:
    return next((scope for pattern, scope in _FUNDS if pattern.search(words)), None)


def _titles(view: TableView) -> tuple[str, ...]:
    """The heads of the columns, rows of the heading joined by `/`; a blank beside a head that spans more is under it."""
    block = view.placed.block
    assert isinstance(block, Table)
    grid = [[squeeze(cell.text) if cell else "" for cell in row] for row in block.grid()]
    height = next((at for at, row in enumerate(grid) if _is_body(row)), 0)
    heads = grid[: min(height, _MOST_HEADS)]
    paths: list[str] = []
    for column in range(block.width):
        names: list[str] = []
        for at, row in enumerate(heads):
            name = row[column]
            if not name and not view.merged and any(below[column] for below in heads[at + 1 :]):
                name = next((row[left] for left in range(column - 1, -1, -1) if row[left]), "")
            if name and name not in names[-1:]:
                names.append(name)
        paths.append("/".join(names))
    return tuple(paths)


def _is_body(row: Sequence[str]) -> bool:
    """A row of amounts, codes or sums, or a blank one."""
    first = [words for words in row if words][:1]
    return (
        not first
        or bool(_TOTAL.fullmatch(first[0]) and len([words for words in row if words]) < 3)
        or any(re.fullmatch(r"-?[\d,]+\.\d+|\d{3}(?:\d{2}){0,2}", words) for words in row)
    )


def _title_of(view: TableView, titles: Sequence[str], row: Sequence[Slot], slot: Slot) -> str:
    """The head above a cell; where cells got lost on the left, columns are counted from the right."""
    at = slot.column if view.merged or not row else slot.column + len(titles) - 1 - row[-1].column
    return titles[at] if 0 <= at < len(titles) else ""


def _year_of(title: str, year: int) -> int | None:
    """The year of a column's budget; None where it holds another kind of amount."""
    if re.search(r"增减|执行|决算|完成|比例|%", title):
        return None
    printed = re.search(r"20\d\d", title)
    if printed:
        return int(printed[0]) if int(printed[0]) <= year else None
    return year - 1 if re.search(r"上年(?!结[转余])|去年", title) else year


def _read_income(view: TableView, year: int) -> Iterator[Figure]:
    """收入总表: the row 合计, or the only row, with a column a source."""
    row = _total_row(view)
    titles = _titles(view)
    for slot in row:
        title = _title_of(view, titles, row, slot)
        if slot.number is None or not title or re.search(r"代码|编码", title):
            continue
        last = title.rsplit("/", 1)[-1]
        found = _income_column(last) or _income_column(title)
        if found:
            yield from _figure(view, slot, *found, year)


def _income_column(title: str) -> tuple[str, str] | None:
    if re.fullmatch(r"(?:收入)?(?:总计|合计)", title):
        return "total_income_and_balance", ALL
    if re.fullmatch(r"本年收入(?:合计|小计)?", title):
        return "income", ALL
    return next(((indicator, scope) for pattern, indicator, scope in _SOURCES if pattern.search(title)), None)


def _total_row(view: TableView) -> Sequence[Slot]:
    """The row of sums; of a table with one row of amounts that row."""
    amounts = [row for row in view.rows if any(slot.number and "." in slot.text for slot in row)]
    named = next((row for row in amounts if any(_TOTAL.fullmatch(slot.words) for slot in row[:4])), None)
    return named or (amounts[0] if len(amounts) == 1 else ())


def coded_columns(view: TableView, year: int) -> dict[int, Column]:
    """The columns of a form by functional code, counted from the left of its heading."""
    columns: dict[int, Column] = {}
    for at, title in enumerate(_titles(view)):
        told = _year_of(title, year)
        last = title.rsplit("/", 1)[-1]
        if told is None or re.search(r"编码|代码|名称|科目|单位", last):
            continue
        indicator = _spending_column(title)
        if indicator and not any(one.indicator == indicator and one.year == told for one in columns.values()):
            columns[at] = Column(indicator, told)
    return columns


def _spending_column(title: str) -> str:
    """What a column holds: a 小计 below 基本支出 is basic expenditure, one below 本年支出 or a year is all of it."""
    above, _, last = title.rpartition("/")
    words = above if above and re.fullmatch(r"小计|合计", last) else last
    found = next((indicator for pattern, indicator in _SPENDING if pattern.search(words)), None)
    return found if found is not None else ("expenditure" if words is above else "")


def amount_slots(view: TableView, row: Sequence[Slot], columns: dict[int, Column]) -> Iterator[tuple[Column, Slot]]:
    """The cells of a row that stand in columns of amounts."""
    width = len(_titles(view))
    for slot in row:
        at = slot.column if view.merged or not row else slot.column + width - 1 - row[-1].column
        if at in columns:
            yield columns[at], slot


def _read_coded(view: TableView, year: int) -> Iterator[Figure]:
    """The 合计 row of a form by functional code."""
    assert view.form is not None
    columns = coded_columns(view, year)
    for column, slot in amount_slots(view, _total_row(view), columns):
        yield from _figure(view, slot, column.indicator, CODED_SCOPE[view.form], column.year)


def code_of(row: Sequence[Slot]) -> tuple[str, Slot] | None:
    """The functional code of a row and the cell of its name; 类, 款 and 项 may stand in three cells."""
    for at, slot in enumerate(row[:-1]):
        if slot.blank:
            continue
        if _CODE.fullmatch(slot.words):
            parts, after = [slot.words], at + 1
            while len(slot.words) == 3 and after < min(at + 3, len(row)) and re.fullmatch(r"\d{2}", row[after].words):
                parts.append(row[after].words)
                after += 1
            name = next((one for one in row[after : after + 3] if not one.blank), None)
            return ("".join(parts), name) if name is not None and name.number is None else None
        if slot.number is None:
            return None
    return None


def _read_basic(view: TableView, year: int) -> Iterator[Figure]:
    """一般公共预算基本支出表: the 合计 row by personnel and running costs."""
    titles, row = _titles(view), _total_row(view)
    for slot in row:
        title = _title_of(view, titles, row, slot).rsplit("/", 1)[-1]
        told = _year_of(title, year)
        for pattern, indicator in (
            (r"人员(?:经费|支出)", "expenditure.basic.personnel"),
            (r"公用(?:经费|支出)", "expenditure.basic.public"),
            (r"合计|总计|小计|预算数|金额", "expenditure.basic"),
        ):
            if told is not None and re.search(pattern, title):
                yield from _figure(view, slot, indicator, GENERAL_PUBLIC, told)
                break


def _read_three_public(view: TableView, year: int) -> Iterator[Figure]:
    """“三公”经费支出表: kinds as columns with one row of amounts, or kinds as rows."""
    scope = GENERAL_PUBLIC if "一般公共预算" in squeeze(view.title) else FISCAL
    titles = _titles(view)
    kinds = {at: _kind(title) for at, title in enumerate(titles)}
    sideways = any(_kind(slot.words) for row in view.rows for slot in row[1:] if slot.number is None)
    if len([one for one in kinds.values() if one]) < 3 and not sideways:
        yield from _three_public_rows(view, titles, scope, year)
        return
    row = _total_row(view) or next((row for row in view.rows if any(slot.number for slot in row[2:])), ())
    ordered = list(_in_order(view, row, year))
    for slot, kind, about in ordered:
        yield from _figure(view, slot, kind, scope, about)
    for slot in row if not ordered else ():
        title = _title_of(view, titles, row, slot)
        indicator, told = _kind(title), _year_of(title, year)
        if indicator and told is not None and "." in slot.text:
            yield from _figure(view, slot, indicator, scope, told)


def _in_order(view: TableView, row: Sequence[Slot], year: int) -> Iterator[tuple[Slot, str, int]]:
    """The cells of a form that lost its columns, by the order of its heads: the cars are three amounts.

    Twice as many amounts are those of two years, last year's first.
    """
    heads = [slot.words for line in view.rows for slot in line if slot.number is None]
    kinds: list[str] = []
    for head in heads:
        kind = _kind(head)
        if kind in _MAIN_KINDS and kind not in kinds:
            kinds += [kind, *(_CARS if kind == "three_public.vehicles" else ())]
    start = next((at for at, slot in enumerate(row) if slot.number and "." in slot.text), len(row))
    amounts = row[start:]
    if view.merged or len(kinds) != len(_MAIN_KINDS) + len(_CARS) or len(amounts) not in {len(kinds), 2 * len(kinds)}:
        return
    years = [year] if len(amounts) == len(kinds) else [year - 1, year]
    for about, place in ((about, at) for at, about in enumerate(years)):
        for slot, kind in zip(amounts[place * len(kinds) :], kinds, strict=False):
            yield slot, kind, about


def _kind(title: str) -> str | None:
    """The kind of expense of a column; its year and words above it left off where they say nothing of the kind."""
    words = re.sub(r"20\d\d年(?:度)?|预算数|\(.{0,12}\)|安排数", "", title).strip("/")
    return next((indicator for pattern, indicator in _THREE_PUBLIC if pattern.search(words)), None)


def _three_public_rows(view: TableView, titles: Sequence[str], scope: str, year: int) -> Iterator[Figure]:
    for row in view.rows:
        for label, slots in _pairs(row):
            indicator = _kind(label)
            for slot in slots if indicator else ():
                told = _year_of(_title_of(view, titles, row, slot), year)
                if indicator and told is not None:
                    yield from _figure(view, slot, indicator, scope, told)


_READERS: dict[str, Callable[[TableView, int], Iterator[Figure]]] = {
    "budget_summary": _read_summary,
    "budget_fiscal_summary": _read_fiscal_summary,
    "budget_income": _read_income,
    "budget_general_public_basic": _read_basic,
    "budget_three_public": _read_three_public,
    **dict.fromkeys(CODED_SCOPE, _read_coded),
}
