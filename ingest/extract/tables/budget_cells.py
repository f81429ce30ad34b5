"""Cells of a budget's forms: what the heads of columns say, which row is the sum, what the codes are.

Columns are told by their heads, never by their number, since every province prints others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Table
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
from ingest.table_view import Slot, TableView

CODED_SCOPE = {
    "budget_expenditure": ALL,
    "budget_fiscal_expenditure": FISCAL,
    "budget_general_public": GENERAL_PUBLIC,
    "budget_gov_fund": GOV_FUND,
    "budget_state_capital": STATE_CAPITAL,
    "budget_special_account": SPECIAL_ACCOUNT,
}
_NUMBERING = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])+")
_TOTAL = re.compile(r"合计|总计")
FUNDS = (
    (re.compile(r"一般公共预算|公共财政预算|公共预算"), GENERAL_PUBLIC),
    (re.compile(r"政府性基金"), GOV_FUND),
    (re.compile(r"国有资本经营"), STATE_CAPITAL),
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

_MOST_HEADS = 4  # rows of a heading
_FEWEST_DIGITS = 4  # of an amount in yuan without separators; codes of three cells are shorter, and bear no amount
# Amounts, codes of three, five or seven digits; a year stands in heads, too.
_BODY_CELL = re.compile(r"-?[\d,]+\.\d+|-?\d{1,3}(?:,\d{3})+|\d{3}(?:\d{2}){0,2}|\d{6,}")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Column:
    """What the amounts of a column are, and the year they are about."""

    indicator: str
    year: int
    scope: str | None = None


def planned_figure(view: TableView, slot: Slot, indicator: str, scope: str, year: int) -> Iterator[Figure]:
    """The figure of phase `budget` that a cell prints, if it prints a number."""
    figure = view.figure(slot, indicator, scope=scope, year=year, phase=BUDGET)
    if figure is not None:
        yield figure


def _label(slot: Slot) -> str:
    """The words of a label without number and 其中."""
    return _NUMBERING.sub("", slot.words)


def label_pairs(row: Sequence[Slot]) -> Iterator[tuple[str, list[Slot]]]:
    """Labels with the cells up to the next label."""
    starts = [at for at, slot in enumerate(row) if not slot.blank and slot.number is None]
    for at, end in zip(starts, [*starts[1:], len(row)], strict=False):
        yield _label(row[at]), list(row[at + 1 : end])


def column_titles(view: TableView) -> tuple[str, ...]:
    """The heads of the columns, rows of the heading joined by `/`; a blank beside a head that spans more is under it."""
    block = view.placed.block
    assert isinstance(block, Table)
    grid = [[squeeze(cell.text) if cell else "" for cell in row] for row in block.grid()]
    first = next((at for at, row in enumerate(grid) if any(row)), 0)
    height = next((at for at, row in enumerate(grid) if at >= first and _is_body(row)), 0)
    heads = grid[first : min(height, first + _MOST_HEADS)]
    shifted = () if view.merged else _heads_over_codes(heads)
    if shifted:
        return shifted
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


def _heads_over_codes(heads: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The heads where 类, 款 and 项 stand in a row of their own and no merged cell tells what they are under.

    The row above names codes, name and amounts, one cell each, so that its amounts are those of the last columns.
    """
    at = next((at for at, row in enumerate(heads) if [word for word in row if word] == ["类", "款", "项"]), 0)
    above = [word for word in heads[at - 1] if word] if at else []
    width = len(heads[at]) if at else 0
    return (*("",) * (width - len(above)), *above) if above and len(above) < width else ()


def _is_body(row: Sequence[str]) -> bool:
    """A row of amounts, codes or sums, or a blank one; numbers alone are amounts without decimals."""
    printed = [words for words in row if words]
    return (
        not printed
        or bool(_TOTAL.fullmatch(printed[0]) and len(printed) < 3)
        or any(_BODY_CELL.fullmatch(words) for words in row)
        or (len(printed) > 1 and all(re.fullmatch(r"-?\d+", words) for words in printed))
    )


def title_of(view: TableView, titles: Sequence[str], row: Sequence[Slot], slot: Slot) -> str:
    """The head above a cell; where cells got lost on the left, columns are counted from the right."""
    at = slot.column if view.merged or not row else slot.column + len(titles) - 1 - row[-1].column
    return titles[at] if 0 <= at < len(titles) else ""


def year_of(title: str, year: int) -> int | None:
    """The year of a column's budget; None where it holds another kind of amount."""
    if re.search(r"增减|执行|决算|完成|比例|%", title):
        return None
    printed = re.search(r"20\d\d", title)
    if printed:
        return int(printed[0]) if int(printed[0]) <= year else None
    return year - 1 if re.search(r"上年(?!结[转余])|去年", title) else year


def total_row(view: TableView) -> Sequence[Slot]:
    """The row of sums; of a table with one row of amounts that row."""
    amounts = [row for row in view.rows if any(_is_amount(view, slot) for slot in row)]
    named = next((row for row in amounts if any(_TOTAL.fullmatch(slot.words) for slot in row[:4])), None)
    return named or (amounts[0] if len(amounts) == 1 else ())


def _is_amount(view: TableView, slot: Slot) -> bool:
    """A number that is money, no code and no count of lines: with decimals or thousands, or of a form in yuan."""
    if slot.number is None:
        return False
    return bool(re.search(r"[.,，]", slot.text)) or (view.factor == 1 and len(slot.words) >= _FEWEST_DIGITS)


def coded_columns(view: TableView, year: int) -> dict[int, Column]:
    """The columns of a form by functional code, counted from the left of its heading."""
    columns: dict[int, Column] = {}
    for at, title in enumerate(column_titles(view)):
        told = year_of(title, year)
        last = title.rsplit("/", 1)[-1]
        if not title or told is None or re.search(r"编码|代码|名称|科目|单位", last):
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
    width = len(column_titles(view))
    for slot in row:
        at = slot.column if view.merged or not row else slot.column + width - 1 - row[-1].column
        if at in columns:
            yield columns[at], slot


def code_of(row: Sequence[Slot]) -> tuple[str, Slot] | None:
    """The functional code of a row and the cell of its name; 类, 款 and 项 may stand in three cells."""
    for at, slot in enumerate(row[:-1]):
        if slot.blank:
            continue
        if _CODE.fullmatch(slot.words):
            parts, after = [slot.words], at + 1
            while len(slot.words) == 3 and after < min(at + 3, len(row)) and re.fullmatch(r"\d{1,2}", row[after].words):
                parts.append(row[after].words.zfill(2))
                after += 1
            name = next((one for one in row[after : after + 3] if not one.blank), None)
            return ("".join(parts), name) if name is not None and name.number is None else None
        if slot.number is None:
            return None
    return None


def fund_of(words: str) -> str | None:
    """The fund that words name, of the three budgets that pay for expenditure."""
    return next((scope for pattern, scope in FUNDS if pattern.search(words)), None)


def scope_of_title(title: str, default: str = ALL) -> str:
    """The fund that a form's title names."""
    words = squeeze(title)
    if re.search(r"公共(?:财政)?预算", words):
        return GENERAL_PUBLIC
    return FISCAL if "财政拨款" in words else default
