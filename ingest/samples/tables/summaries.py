"""The two forms with income on the left and expenditure on the right: of all money, of fiscal money."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from ingest.samples.accounts import views
from ingest.samples.classification import class_lines, numeral
from ingest.samples.document import Content, Row, Table
from ingest.samples.money import ZERO
from ingest.samples.scene import Scene
from ingest.samples.sections.summary import FUND_INCOME_LABELS, SOURCE_LABELS
from ingest.samples.tables.frame import framed, label
from ingest.samples.telling import FUND_SCOPES, In, Of

_FUND_LABELS = {
    "general_public": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "state_capital": "国有资本经营预算财政拨款",
}


def fund_scopes(year: int) -> tuple[str, ...]:
    """Return the funds that the forms of a year tell apart."""
    return FUND_SCOPES if year >= 2020 else FUND_SCOPES[:2]


def _income_lines(scene: Scene) -> list[tuple[str, Content]]:
    """Return the numbered lines of income; until 2018 all fiscal money was one line with a 其中."""
    now, cell = scene.now, scene.tell.cell
    lines: list[tuple[str, Content]] = []
    if scene.year < 2019:
        lines.append(("财政拨款收入", cell(now.fiscal_income, Of("income.fiscal"))))
    else:
        incomes = {fund.scope: fund.income for fund in now.funds}
        lines += [
            (FUND_INCOME_LABELS[scope], cell(incomes[scope], Of("income.fiscal", scope)))
            for scope in fund_scopes(scene.year)
        ]
    lines += [(text, cell(now.own.income(key), Of(f"income.{key}"))) for key, text in SOURCE_LABELS.items()]
    numbered = [(f"{numeral(place)}、{text}", amount) for place, (text, amount) in enumerate(lines, 1)]
    if scene.year < 2019:
        of = Of("income.fiscal", "gov_fund")
        numbered.insert(1, ("　　其中：政府性基金预算财政拨款", cell(now.gov_fund.income, of)))
    return numbered


def _surplus_label(scene: Scene) -> str:
    if scene.year < 2019:
        return "用事业基金弥补收支差额"
    since_2022 = scene.year >= 2022 and scene.manner.forms == "ministry"
    return "使用非财政拨款结余（含专用结余）" if since_2022 else "使用非财政拨款结余"


def _balances(scene: Scene) -> list[tuple[tuple[str, Content], tuple[str, Content]]]:
    """Return the lines below the classes, left and right."""
    now, cell = scene.now, scene.tell.cell
    lines: list[tuple[tuple[str, Content], tuple[str, Content]]] = [
        (
            ("本年收入合计", cell(now.income, Of("income"))),
            ("本年支出合计", cell(now.spent, Of("expenditure"))),
        ),
        (
            (_surplus_label(scene), cell(now.own.use_of_surplus, Of("use_of_nonfiscal_balance"))),
            ("结余分配", cell(now.own.distribution, Of("surplus_distribution"))),
        ),
        (
            ("年初结转和结余", cell(now.opening, Of("opening_balance"))),
            ("年末结转和结余", cell(now.closing, Of("closing_balance"))),
        ),
        (
            ("总计", cell(now.turnover, Of("total_income_and_balance"))),
            ("总计", cell(now.turnover, Of("total_expenditure_and_balance"))),
        ),
    ]
    return lines


def _class_cell(scene: Scene, yuan: Decimal, stated: In) -> Content:
    """Return a class's amount; the line of a class without expenditure is no row of it, even if 0.00 is printed."""
    return scene.tell.cell(yuan, *([stated] if yuan else []))


def income_expenditure_summary(scene: Scene) -> Table:
    """收入支出决算总表."""
    amounts = {code: values[0] for code, values in views.expenditure_by_function(scene.now)[1] if len(code) == 3}
    right = [
        (line, _class_cell(scene, amounts.get(code, ZERO), In("function_expenditure", ("all", code), "actual")))
        for code, line in class_lines(scene.year)
    ]
    pairs = [*zip_longest(_income_lines(scene), right, fillvalue=("", "")), *_balances(scene)]
    if scene.manner.line_numbers:
        # 行次 runs down the left side first, then down the right.
        count = len(pairs)
        rows: list[Row] = [
            (left[0], str(place), left[1], other[0], str(place + count), other[1])
            for place, (left, other) in enumerate(pairs, 1)
        ]
        columns: tuple[str, ...] = ("项目", "行次", "决算数")
        widths: tuple[float, ...] = (3, 0.6, 1.5, 3, 0.6, 1.5)
    else:
        rows = [(*left, *other) for left, other in pairs]
        columns, widths = ("项目", "决算数"), (3, 1.5, 3, 1.5)
    head: tuple[Row, ...] = (
        (label("收入", len(columns)), label("支出", len(columns))),
        tuple(label(text) for text in columns * 2),
    )
    return framed(scene, "income_expenditure_summary", head, rows, widths)


def _fund_cells(scene: Scene, amounts: Sequence[Decimal], indicator: str) -> tuple[Content, ...]:
    """Return the sum over the funds and each fund's amount."""
    scopes = ("fiscal", *fund_scopes(scene.year))
    whole = sum(amounts, ZERO)
    return tuple(
        scene.tell.cell(yuan, Of(indicator, scope)) for yuan, scope in zip((whole, *amounts), scopes, strict=False)
    )


def fiscal_summary(scene: Scene) -> Table:
    """财政拨款收入支出决算总表."""
    now, cell = scene.now, scene.tell.cell
    funds = [fund for fund in now.funds if fund.scope in fund_scopes(scene.year)]
    by_class = [views.by_class(fund) for fund in funds]
    left: list[tuple[str, Content]] = [
        (f"{numeral(place)}、{_FUND_LABELS[fund.scope]}", cell(fund.income, Of("income.fiscal", fund.scope)))
        for place, fund in enumerate(funds, 1)
    ]
    right: list[tuple[Content, ...]] = []
    for code, line in class_lines(scene.year):
        amounts = [spent.get(code, ZERO) for spent in by_class]
        cells = [
            _class_cell(scene, yuan, In("function_expenditure", (fund.scope, code), "actual"))
            for yuan, fund in zip(amounts, funds, strict=True)
        ]
        whole = _class_cell(scene, sum(amounts, ZERO), In("fiscal_by_class", ("fiscal", code), "actual"))
        right.append((line, whole, *cells))
    width = len(funds) + 2
    empty: tuple[Content, ...] = ("",) * width
    rows: list[Row] = [
        (*one, *other) for one, other in zip_longest(left, right, fillvalue=("", "")) if isinstance(other, tuple)
    ]
    rows.append(
        (
            "本年收入合计",
            cell(now.fiscal_income, Of("income.fiscal")),
            "本年支出合计",
            *_fund_cells(scene, [fund.spent for fund in funds], "expenditure"),
        )
    )
    rows.append(
        (
            "年初财政拨款结转和结余",
            cell(now.fiscal_opening, Of("opening_balance", "fiscal")),
            "年末财政拨款结转和结余",
            *_fund_cells(scene, [fund.closing for fund in funds], "closing_balance"),
        )
    )
    rows += [
        (
            f"{numeral(place)}、{_FUND_LABELS[fund.scope]}",
            cell(fund.opening, Of("opening_balance", fund.scope)),
            *empty,
        )
        for place, fund in enumerate(funds, 1)
    ]
    rows.append(
        (
            "总计",
            cell(now.fiscal_turnover, Of("total_income_and_balance", "fiscal")),
            "总计",
            *_fund_cells(scene, [fund.spent + fund.closing for fund in funds], "total_expenditure_and_balance"),
        )
    )
    head: tuple[Row, ...] = (
        (label("收入", 2), label("支出", width)),
        tuple(map(label, ("项目", "决算数", "项目", "合计", *(_FUND_LABELS[fund.scope] for fund in funds)))),
    )
    return framed(scene, "fiscal_summary", head, rows, (2.6, 1.3, 2.6, *[1.3] * (len(funds) + 1)), landscape=True)
