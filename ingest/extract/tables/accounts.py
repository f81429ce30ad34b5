"""The accounts tables (决算表): which figure stands in which cell.

Two shapes: labels beside amounts, income on the left and expenditure on the right (收入支出决算总表, 财政拨款收入支出决算总表),
and rows of the functional classification with a 合计 row (收入决算表 to 国有资本经营…). Columns are told by their order, which
the ministry's form fixes for each number of columns, and by the words of the header.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ingest.extract.tables.label_rows import read_label_rows
from ingest.extract.tables.three_public import THREE_PUBLIC_FORMS, read_three_public
from ingest.figures import ALL, FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL, Figure
from ingest.folding import squeeze
from ingest.table_view import Slot, TableView, is_line_number
from ingest.vocabulary import read_table

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[、.])")
_FUND_COLUMNS = {4: (FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL), 3: (FISCAL, GENERAL_PUBLIC, GOV_FUND)}
_EXPENDITURE = ("expenditure", "expenditure.basic", "expenditure.project")
_BY_CODE: dict[str, dict[int, tuple[str | None, ...]]] = {
    # form: columns of amounts by their number; None is no indicator
    "income": {
        7: (
            "income",
            "income.fiscal",
            "income.superior",
            "income.undertaking",
            "income.operating",
            "income.subsidiary",
            "income.other",
        ),
    },
    "expenditure": {
        6: (*_EXPENDITURE, "expenditure.superior", "expenditure.operating", "expenditure.subsidiary"),
    },
    "general_public_expenditure": {3: _EXPENDITURE},
    "general_public_project": {1: ("expenditure.project",)},
    "general_public_income_expenditure": {6: ("opening_balance", "income.fiscal", *_EXPENDITURE, "closing_balance")},
    "gov_fund": {6: ("opening_balance", "income.fiscal", *_EXPENDITURE, "closing_balance"), 3: _EXPENDITURE},
    "state_capital_income_expenditure": {
        6: ("opening_balance", "income.fiscal", *_EXPENDITURE, "closing_balance"),
        4: ("opening_balance", "income.fiscal", "expenditure", "closing_balance"),
    },
    "state_capital_expenditure": {3: _EXPENDITURE},
    # By economic class across, of which the first column of amounts is the sum, or by kind of expenditure.
    "fiscal_expenditure_detail": {3: _EXPENDITURE},
}
FORM_SCOPE = {
    "income": ALL,
    "expenditure": ALL,
    "general_public_expenditure": GENERAL_PUBLIC,
    "general_public_income_expenditure": GENERAL_PUBLIC,
    "general_public_project": GENERAL_PUBLIC,
    "gov_fund": GOV_FUND,
    "state_capital_income_expenditure": STATE_CAPITAL,
    "state_capital_expenditure": STATE_CAPITAL,
    "fiscal_expenditure_detail": FISCAL,
}


def form_scope(view: TableView) -> str:
    """The money that a form is about; 财政拨款支出决算明细表 is of all funds where its title names none."""
    if view.form == "fiscal_expenditure_detail":
        return GENERAL_PUBLIC if "一般公共预算" in squeeze(view.title) else FISCAL
    return FORM_SCOPE.get(view.form or "", ALL)


def read_accounts_figures(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of an accounts table of a report about `year`; nothing for other forms."""
    reader = _READERS.get(view.form or "")
    if reader is not None:
        yield from reader(view, year)


def is_total(slot: Slot) -> bool:
    """合计, also where the form's blanks or merged cells tore it apart."""
    return slot.words in {"合计", "总计", "栏次合计"}


def _read_by_code(view: TableView, year: int) -> Iterator[Figure]:
    """The 合计 row of a table by functional code."""
    assert view.form is not None
    columns = amount_columns(view)
    total = find_total_row(view)
    if not columns or total is None:
        return
    for indicator, slot in zip(columns, amounts_of(view, total, len(columns)), strict=False):
        if indicator is not None:
            figure = view.figure(slot, indicator, scope=form_scope(view), year=year)
            if figure is not None:
                yield figure
    if is_matrix(view):
        yield from _read_classes(view, total, year)


_CLASSES = {
    "工资福利支出": "expenditure.wages",
    "商品和服务支出": "expenditure.goods_services",
    "对个人和家庭的补助": "expenditure.individuals",
    "资本性支出": "expenditure.capital",
}


def is_matrix(view: TableView) -> bool:
    """Functional items down and economic classes across: only its sums have a place in the data."""
    return view.form == "fiscal_expenditure_detail" and amount_columns(view) == ("expenditure",)


def _read_classes(view: TableView, total: Sequence[Slot], year: int) -> Iterator[Figure]:
    """The sum of each economic class, which stands first below its name."""
    for name in _header(view) if view.merged else ():
        slot = next((slot for slot in total if slot.column == name.column), None)
        if slot is not None and name.words in _CLASSES:
            figure = view.figure(slot, _CLASSES[name.words], scope=form_scope(view), year=year)
            if figure is not None:
                yield figure


def find_total_row(view: TableView) -> tuple[Slot, ...] | None:
    """The 合计 row of a table by functional code."""
    return next((row for row in view.rows if any(is_total(slot) for slot in row[:4]) and _has_amounts(row)), None)


def amount_columns(view: TableView) -> tuple[str | None, ...]:
    """The columns of amounts of a table by functional code: the layout of its form that its rows fit."""
    layouts = _BY_CODE.get(view.form or "", {})
    most = max((len(row) - at[1] - 1 for row in view.rows if (at := code_place(row)) is not None), default=0)
    balances = any("结转" in slot.words for row in view.rows for slot in row if slot.number is None)
    fitting = [
        layout
        for width, layout in sorted(layouts.items())
        if width >= most and balances == ("opening_balance" in layout)
    ]
    if not fitting and view.form == "fiscal_expenditure_detail" and most:
        return ("expenditure",)
    return fitting[0] if fitting else ()


def code_place(row: Sequence[Slot]) -> tuple[int, int] | None:
    """Where in a row the functional code stands, and the item's name behind it.

    Where 类, 款 and 项 are columns that lost their rulings, blanks stand between the two.
    """
    for at, slot in enumerate(row[:-1]):
        if not _CODE.fullmatch(slot.words):
            continue
        name = next((place for place in range(at + 1, min(at + 4, len(row))) if row[place].words), None)
        if name is not None and row[name].number is None and not row[name].blank:
            return at, name
    return None


def amounts_of(view: TableView, row: Sequence[Slot], count: int) -> Sequence[Slot]:
    """The cells of amounts of a row, in order; blanks at its end may have got lost.

    In a 合计 row code and name may be one cell or two; where the coded rows are all complete, amounts are counted from
    the right.
    """
    place = code_place(row)
    if place is not None:
        return row[place[1] + 1 :]
    lengths = {len(one) - at[1] for one in view.rows if (at := code_place(one)) is not None}
    if lengths in (set(), {count + 1}):
        return row[-count:]
    after = next(at for at, slot in enumerate(row) if is_total(slot)) + 1
    return row[after + 1 :] if after < len(row) and row[after].blank else row[after:]


def _has_amounts(row: Sequence[Slot]) -> bool:
    return any(slot.number for slot in row)


def _read_two_sided(view: TableView, year: int) -> Iterator[Figure]:
    """Labels beside amounts: income on the left, expenditure on the right."""
    fiscal = view.form == "fiscal_summary"
    funds = find_funds(view)
    block = "income"
    for sides in split_sides(view):
        for side, (label, amounts) in enumerate(sides):
            words = _NUMBERING.sub("", squeeze(label.text))
            if side == 0:
                block = _opening(words) or block
                found = _fiscal_income(words, block) if fiscal else _income(words)
                if found is not None:
                    yield from _figures(view, amounts[:1], found[0], (found[1],), year)
            else:
                indicator = _expenditure(words)
                if indicator is not None:
                    yield from _figures(view, amounts, indicator, funds, year)


def find_funds(view: TableView) -> tuple[str, ...]:
    """The funds that a summary has columns of on its right side."""
    if view.form != "fiscal_summary":
        return (ALL,)
    return _FUND_COLUMNS[4 if any("国有资本经营" in slot.words for slot in _header(view)) else 3]


def _header(view: TableView) -> Iterator[Slot]:
    """The cells above the first amount."""
    for row in view.rows:
        if _has_amounts(row):
            return
        yield from row


def _figures(
    view: TableView, slots: Sequence[Slot], indicator: str, scopes: Sequence[str], year: int
) -> Iterator[Figure]:
    for slot, scope in zip(slots, scopes, strict=False):
        figure = view.figure(slot, indicator, scope=scope, year=year)
        if figure is not None:
            yield figure


Side = tuple[Slot, list[Slot]]


def split_sides(view: TableView) -> Iterator[list[Side]]:
    """Yield for each row the label and the amounts of either side; a column that counts the lines (行次) is no amount.

    A row may have a label on the right only, where the other rows have their second.
    """
    rows = [list(_sides(row)) for row in view.rows]
    seconds = Counter(sides[1][0].column for sides in rows if len(sides) > 1)
    right = seconds.most_common(1)[0][0] if seconds else None
    for sides in rows:
        alone = len(sides) == 1 and right is not None and sides[0][0].column >= right
        yield [(Slot("", None, 0), []), *sides] if alone else sides[:2]


def _sides(row: Sequence[Slot]) -> Iterator[Side]:
    starts = [at for at, slot in enumerate(row) if slot.words and slot.number is None and not slot.blank]
    for start, end in zip(starts, [*starts[1:], len(row)], strict=False):
        yield row[start], [slot for slot in row[start + 1 : end] if not is_line_number(slot)]


def _income(words: str) -> tuple[str, str] | None:
    """The left side of 收入支出决算总表."""
    for pattern, indicator, scope in _INCOME_LINES:
        if re.match(pattern, words):
            return indicator, scope
    return None


_INCOME_LINES = (
    (r"一般公共预算财政拨款(?:收入)?$", "income.fiscal", GENERAL_PUBLIC),
    (r"政府性基金预算财政拨款(?:收入)?$", "income.fiscal", GOV_FUND),
    (r"国有资本经营预算财政拨款(?:收入)?$", "income.fiscal", STATE_CAPITAL),
    (r"财政拨款收入$", "income.fiscal", ALL),
    (r"上级补助收入$", "income.superior", ALL),
    (r"事业收入", "income.undertaking", ALL),
    (r"经营收入$", "income.operating", ALL),
    (r"附属单位上缴收入$", "income.subsidiary", ALL),
    (r"其他收入$", "income.other", ALL),
    (r"本年收入合计$", "income", ALL),
    (r"使用非财政拨款结余|用事业基金弥补收支差额", "use_of_nonfiscal_balance", ALL),
    (r"年初结转和结余$|上年结转和结余$", "opening_balance", ALL),
    (r"(?:收入)?总计$|收入合计$", "total_income_and_balance", ALL),
)


def _opening(words: str) -> str | None:
    """Which block of the left side of the fiscal summary begins."""
    if re.match(r"年初(?:财政拨款)?结转和结余$|上年财政拨款结转", words):
        return "in_opening"
    return "income" if words == "本年收入合计" else None


def _fiscal_income(words: str, block: str) -> tuple[str, str] | None:
    """The left side of the fiscal summary: the funds stand twice, as income and below 年初财政拨款结转和结余."""
    if words == "本年收入合计":
        return "income.fiscal", ALL
    if re.match(r"年初(?:财政拨款)?结转和结余$|上年财政拨款结转", words):
        return "opening_balance", FISCAL
    if re.match(r"(?:收入)?总计$", words):
        return "total_income_and_balance", FISCAL
    for pattern, scope in (
        (r"一般公共预算财政拨款", GENERAL_PUBLIC),
        (r"政府性基金预算财政拨款", GOV_FUND),
        (r"国有资本经营预算财政拨款", STATE_CAPITAL),
    ):
        if re.match(pattern, words):
            return ("opening_balance" if block == "in_opening" else "income.fiscal"), scope
    return None


def _expenditure(words: str) -> str | None:
    """The right side of both summaries."""
    for pattern, indicator in (
        (r"本年支出合计$", "expenditure"),
        (r"结余分配$", "surplus_distribution"),
        (r"年末(?:财政拨款)?结转和结余$", "closing_balance"),
        (r"(?:支出)?总计$", "total_expenditure_and_balance"),
    ):
        if re.match(pattern, words):
            return indicator
    return None


def _is_amount(slot: Slot) -> bool:
    """An amount or a blank; the numbers of columns (栏次 1, 2, 3) are none."""
    return slot.blank or (slot.number is not None and not is_line_number(slot)) or slot.words == "0"


def _read_basic(view: TableView, year: int) -> Iterator[Figure]:
    """人员经费合计 and 公用经费合计."""
    for row in view.rows:
        for at, slot in enumerate(row):
            if slot.words in _BASIC_TOTALS:
                amount = next((one for one in row[at + 1 :] if one.words), None)
                figure = amount and view.figure(amount, _BASIC_TOTALS[slot.words], scope=GENERAL_PUBLIC, year=year)
                if figure:
                    yield figure


_BASIC_TOTALS = {"人员经费合计": "expenditure.basic.personnel", "公用经费合计": "expenditure.basic.public"}


def read_basic_lines(view: TableView, year: int) -> Iterator[Figure]:
    """Lines of the basic expenditure table that are indicators of their own: a part of them, project money is missing."""
    lines = {row["code"]: row["indicator"] for row in read_table("economic_classes.csv") if row["indicator"]}
    for row in view.rows:
        for code, name, amount in zip(row, row[1:], row[2:], strict=False):
            if code.words in lines and name.number is None:
                figure = view.figure(amount, lines[code.words], scope=GENERAL_PUBLIC, year=year)
                if figure is not None:
                    yield figure


_READERS: dict[str, Callable[[TableView, int], Iterator[Figure]]] = {
    **dict.fromkeys(_BY_CODE, _read_by_code),
    "income_expenditure_summary": _read_two_sided,
    "fiscal_summary": _read_two_sided,
    **dict.fromkeys(THREE_PUBLIC_FORMS, read_three_public),
    "state_assets": read_label_rows,
    "procurement": read_label_rows,
    "purchased_services": read_label_rows,
    "general_public_basic": _read_basic,
}
ACCOUNTS_FORMS = frozenset(_READERS)
