"""Forms with one row a functional item: income, expenditure, general public budget, funds."""

from collections.abc import Sequence
from functools import cache

from ingest.samples.accounts import views
from ingest.samples.accounts.model import OWN_SOURCES, Fund
from ingest.samples.classification import function_names
from ingest.samples.document import Piece, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import column_numbers, framed, label
from ingest.samples.telling import In, Of

_INCOME_LABELS = (
    "本年收入合计",
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
_EXPENDITURE_LABELS = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
_GENERAL_LABELS = ("本年支出", "基本支出", "项目支出")


@cache
def _head(labels: tuple[str, ...]) -> tuple[Row, ...]:
    return (
        (label("项目", 2), *(label(text, rows=2) for text in labels)),
        (label("功能分类科目编码"), label("科目名称")),
    )


@cache
def _fund_head() -> tuple[Row, ...]:
    return (
        (
            label("项目", 2),
            label("年初结转和结余", rows=2),
            label("本年收入", rows=2),
            label("本年支出", 3),
            label("年末结转和结余", rows=2),
        ),
        (label("功能分类科目编码"), label("科目名称"), label("小计"), label("基本支出"), label("项目支出")),
    )


def _rows(
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
    sum_row: Row = (
        label("合计", 2),
        *(
            "" if blank and not yuan else cell(yuan, of, In(resource, (scope, "total"), column))
            for yuan, of, column in zip(whole, totals, columns, strict=True)
        ),
    )
    rows: list[Row] = [] if total_last else [sum_row]
    if scene.manner.line_numbers:
        rows.insert(0, column_numbers(len(columns)))
    for code, amounts in items:
        key = (scope, code)
        rows.append(
            (
                Piece(code, facts=(Datum(resource, key, "code", code),)),
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


def income(scene: Scene) -> Table:
    """收入决算表."""
    totals = [Of("income"), Of("income.fiscal"), *(Of(f"income.{source}") for source in OWN_SOURCES)]
    rows = _rows(scene, views.income_by_function(scene.now), "income_by_function", "all", views.INCOME_COLUMNS, totals)
    return framed(scene, "income", _head(_INCOME_LABELS), rows, (1.3, 2.4, *[1.2] * 7), landscape=True)


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
    rows = _rows(scene, view, "function_expenditure", "all", views.EXPENDITURE_COLUMNS, totals)
    return framed(scene, "expenditure", _head(_EXPENDITURE_LABELS), rows, (1.3, 2.4, *[1.2] * 6), landscape=True)


def _spending(scope: str) -> list[Of]:
    return [Of("expenditure", scope), Of("expenditure.basic", scope), Of("expenditure.project", scope)]


def general_public_expenditure(scene: Scene) -> Table:
    """一般公共预算财政拨款支出决算表."""
    rows = _rows(
        scene,
        views.general_by_function(scene.now),
        "function_expenditure",
        "general_public",
        views.GENERAL_COLUMNS,
        _spending("general_public"),
        total_last=scene.manner.forms == "shanghai",
    )
    return framed(scene, "general_public_expenditure", _head(_GENERAL_LABELS), rows, (1.4, 3, 1.3, 1.3, 1.3))


def _empty_rows(width: int) -> list[Row]:
    blank = [""] * (width - 2)
    return [(label("合计", 2), *blank), *(("", "", *blank) for _ in range(3))]


def _fund(scene: Scene, fund: Fund, key: str) -> Table:
    scope = fund.scope
    widths = (1.4, 2.6, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2)
    if fund.is_empty:
        return framed(scene, key, _fund_head(), _empty_rows(8), widths, blank=True)
    totals = [Of("opening_balance", scope), Of("income.fiscal", scope), *_spending(scope), Of("closing_balance", scope)]
    rows = _rows(scene, views.fund_by_function(fund), "function_expenditure", scope, views.FUND_COLUMNS, totals)
    return framed(scene, key, _fund_head(), rows, widths)


def gov_fund(scene: Scene) -> Table:
    """政府性基金预算财政拨款收入支出决算表."""
    return _fund(scene, scene.now.gov_fund, "gov_fund")


def state_capital_income_expenditure(scene: Scene) -> Table:
    """国有资本经营预算财政拨款收入支出决算表."""
    return _fund(scene, scene.now.state_capital, "state_capital_income_expenditure")


def state_capital_expenditure(scene: Scene) -> Table:
    """国有资本经营预算财政拨款支出决算表."""
    fund, key = scene.now.state_capital, "state_capital_expenditure"
    head, widths = _head(_GENERAL_LABELS), (1.4, 3, 1.3, 1.3, 1.3)
    if fund.is_empty:
        return framed(scene, key, head, _empty_rows(5), widths, blank=True)
    view = views.tree(
        {line.code: (line.spent, line.basic, line.project) for line in fund.lines}, len(views.GENERAL_COLUMNS)
    )
    rows = _rows(scene, view, "function_expenditure", fund.scope, views.GENERAL_COLUMNS, _spending(fund.scope))
    return framed(scene, key, head, rows, widths)
