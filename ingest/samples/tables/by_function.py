"""Forms with one row a functional item: income, expenditure, general public budget, funds."""

from collections.abc import Sequence
from functools import cache

from ingest.samples.accounts import views
from ingest.samples.accounts.model import OWN_SOURCES, Fund
from ingest.samples.classification import function_names
from ingest.samples.document import Cell, Piece, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import column_numbers, framed, label
from ingest.samples.telling import In, Of

INCOME_LABELS = (
    "本年收入合计",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
EXPENDITURE_LABELS = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
_GENERAL_LABELS = ("本年支出", "基本支出", "项目支出")


def _split(scene: Scene) -> bool:
    """Tell whether 类, 款 and 项 are columns of their own below 功能分类科目编码: a third row of the heading."""
    return scene.manner.varied and scene.chance.happens("three columns of codes", 0.2)


def code_columns(scene: Scene) -> tuple[float, ...]:
    """Return the widths of the columns of codes."""
    return (0.45, 0.45, 0.5) if _split(scene) else (1.4,)


@cache
def _code_head(labels: tuple[str, ...], *, split: bool) -> tuple[Row, ...]:
    if split:
        return (
            (label("项目", 4), *(label(text, rows=3) for text in labels)),
            (label("功能分类科目编码", 3), label("科目名称", rows=2)),
            (label("类"), label("款"), label("项")),
        )
    return (
        (label("项目", 2), *(label(text, rows=2) for text in labels)),
        (label("功能分类科目编码"), label("科目名称")),
    )


def head(scene: Scene, labels: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the heading of a form with a row a functional item."""
    return _code_head(labels, split=_split(scene))


@cache
def _balance_head(*, split: bool) -> tuple[Row, ...]:
    down = 3 if split else 2
    first: Row = (
        label("项目", 4 if split else 2),
        label("年初结转和结余", rows=down),
        label("本年收入", rows=down),
        label("本年支出", 3),
        label("年末结转和结余", rows=down),
    )
    kinds = tuple(label(text, rows=down - 1) for text in ("小计", "基本支出", "项目支出"))
    if not split:
        return (first, (label("功能分类科目编码"), label("科目名称"), *kinds))
    return (
        first,
        (label("功能分类科目编码", 3), label("科目名称", rows=2), *kinds),
        (label("类"), label("款"), label("项")),
    )


def rows_of(
    scene: Scene,
    view: tuple[views.Amounts, views.Rows],
    resource: str,
    scope: str,
    columns: Sequence[str],
    totals: Sequence[Of],
    *,
    total_last: bool = False,
) -> list[Row]:
    """Return the rows of 合计, 类, 款 and 项."""
    whole, items = view
    names = function_names(scene.year)
    cell = scene.tell.cell
    # Most cells are empty: what they would state is not even made.
    blank = not scene.manner.zero_cell
    codes = len(code_columns(scene))
    sum_row: Row = (
        label("合计", codes + 1),
        *(
            "" if blank and not yuan else cell(yuan, of, In(resource, (scope, "total"), column))
            for yuan, of, column in zip(whole, totals, columns, strict=True)
        ),
    )
    rows: list[Row] = [] if total_last else [sum_row]
    if scene.manner.line_numbers:
        rows.insert(0, column_numbers(len(columns), codes + 1))
    for code, amounts in items:
        key = (scope, code)
        rows.append(
            (
                *_code_cells(scene, code, Datum(resource, key, "code", code)),
                names[code],
                *(
                    "" if blank and not yuan else cell(yuan, In(resource, key, column))
                    for yuan, column in zip(amounts, columns, strict=True)
                ),
            )
        )
    if total_last:
        rows.append(sum_row)
    return rows


def _code_cells(scene: Scene, code: str, stated: Datum) -> tuple[Cell | Piece | str, ...]:
    """Return the cells of a code: one, one over three columns, or 201, 06 and 01 in a column each."""
    columns = len(code_columns(scene))
    if columns > 1 and scene.chance.happens("codes torn over columns", 0.5):
        return (Piece(code[:3], facts=(stated,)), code[3:5], code[5:7])
    whole = Piece(code, facts=(stated,))
    return (Cell((whole,), columns=columns) if columns > 1 else whole,)


def income(scene: Scene) -> Table:
    """收入决算表."""
    totals = [Of("income"), Of("income.fiscal"), *(Of(f"income.{source}") for source in OWN_SOURCES)]
    rows = rows_of(
        scene, views.income_by_function(scene.now), "income_by_function", "all", views.INCOME_COLUMNS, totals
    )
    return framed(
        scene, "income", head(scene, INCOME_LABELS), rows, (*code_columns(scene), 2.4, *[1.2] * 7), landscape=True
    )


def expenditure(scene: Scene) -> Table:
    """支出决算表."""
    totals = [
        Of("expenditure"),
        Of("expenditure.basic"),
        Of("expenditure.project"),
        Of("expenditure.superior"),
        Of("expenditure.operating"),
        Of("expenditure.subsidiary"),
    ]
    view = views.expenditure_by_function(scene.now)
    rows = rows_of(scene, view, "function_expenditure", "all", views.EXPENDITURE_COLUMNS, totals)
    return framed(
        scene,
        "expenditure",
        head(scene, EXPENDITURE_LABELS),
        rows,
        (*code_columns(scene), 2.4, *[1.2] * 6),
        landscape=True,
    )


def _spending(scope: str) -> list[Of]:
    return [Of("expenditure", scope), Of("expenditure.basic", scope), Of("expenditure.project", scope)]


def general_public_expenditure(scene: Scene) -> Table:
    """一般公共预算财政拨款支出决算表."""
    rows = rows_of(
        scene,
        views.general_by_function(scene.now),
        "function_expenditure",
        "general_public",
        views.GENERAL_COLUMNS,
        _spending("general_public"),
        total_last=scene.manner.forms == "shanghai",
    )
    return framed(
        scene,
        "general_public_expenditure",
        head(scene, _GENERAL_LABELS),
        rows,
        (*code_columns(scene), 3, 1.3, 1.3, 1.3),
    )


def _empty_rows(scene: Scene, amounts: int) -> list[Row]:
    names = len(code_columns(scene)) + 1
    return [(label("合计", names), *[""] * amounts), *(("",) * (names + amounts) for _ in range(3))]


def fund_form(scene: Scene, fund: Fund, key: str) -> Table:
    """Return a fund's form: balances, income and expenditure by functional item."""
    scope = fund.scope
    widths = (*code_columns(scene), 2.6, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2)
    heading = _balance_head(split=_split(scene))
    if fund.is_empty:
        return framed(scene, key, heading, _empty_rows(scene, 6), widths, blank=True)
    totals = [Of("opening_balance", scope), Of("income.fiscal", scope), *_spending(scope), Of("closing_balance", scope)]
    rows = rows_of(scene, views.fund_by_function(fund), "function_expenditure", scope, views.FUND_COLUMNS, totals)
    return framed(scene, key, heading, rows, widths)


def gov_fund(scene: Scene) -> Table:
    """政府性基金预算财政拨款收入支出决算表."""
    return fund_form(scene, scene.now.gov_fund, "gov_fund")


def state_capital_income_expenditure(scene: Scene) -> Table:
    """国有资本经营预算财政拨款收入支出决算表."""
    return fund_form(scene, scene.now.state_capital, "state_capital_income_expenditure")


def state_capital_expenditure(scene: Scene) -> Table:
    """国有资本经营预算财政拨款支出决算表."""
    fund, key = scene.now.state_capital, "state_capital_expenditure"
    heading, widths = head(scene, _GENERAL_LABELS), (*code_columns(scene), 3, 1.3, 1.3, 1.3)
    if fund.is_empty:
        return framed(scene, key, heading, _empty_rows(scene, 3), widths, blank=True)
    view = views.tree(
        {line.code: (line.spent, line.basic, line.project) for line in fund.lines}, len(views.GENERAL_COLUMNS)
    )
    rows = rows_of(scene, view, "function_expenditure", fund.scope, views.GENERAL_COLUMNS, _spending(fund.scope))
    return framed(scene, key, heading, rows, widths)
