"""Income on one side, expenditure on the other (收支总表, 财政拨款收支总表), and income by source (收入总表)."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest

from ingest.samples.budget.model import FUNDS, Budget, Item
from ingest.samples.budget.narrative import PHASE, both, income_of, of
from ingest.samples.budget.tables.frame import FUND_LABELS, SOURCE_LABELS, cell, framed
from ingest.samples.classification import class_lines, numeral
from ingest.samples.document import Content, Row, Table
from ingest.samples.money import ZERO, total
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label
from ingest.samples.telling import In, Of


def summary(scene: Scene, place: int) -> Table:
    """收支总表: income on the left, expenditure by class on the right; Hunan adds it by economic kind."""
    now, _ = both(scene)
    sums = _class_sums(now.items)
    left: list[tuple[str, Content]] = _income_lines(scene, now)
    right: list[tuple[str, Content]] = [
        (line, cell(scene, sums.get(code, ZERO), In("function_expenditure", ("all", code), PHASE)))
        for code, line in class_lines(scene.year)
    ]
    rows: list[Row] = []
    if scene.manner.voice == "hunan":
        kinds: list[tuple[str, Content]] = [
            ("一、基本支出", cell(scene, now.basic(), of("expenditure.basic"))),
            ("二、项目支出", cell(scene, now.project(), of("expenditure.project"))),
            ("三、事业单位经营支出", ""),
        ]
        none = ("", "")
        rows += [
            (*one, *other, *third) for one, other, third in zip_longest(left, right, kinds, fillvalue=none) if other
        ]
    else:
        rows += [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", ""))]
    for words in _balances(scene, now):
        rows.append((*words, *(("", "") if scene.manner.voice == "hunan" else ())))
    columns = 3 if scene.manner.voice == "hunan" else 2
    names = ("项目", "本年预算") if scene.manner.voice == "hunan" else ("项目", "预算数")
    third = ((label("支出（按性质分类）", 2),)) if columns == 3 else ()
    head: tuple[Row, ...] = (
        (label("收入", 2), label("支出（按功能分类）" if columns == 3 else "支出", 2), *third),
        tuple(label(text) for text in names * columns),
    )
    return framed(scene, "budget_summary", place, head, rows, landscape=columns == 3)


def fiscal_summary(scene: Scene, place: int) -> Table:
    """财政拨款收支总表: this year's money and what was carried over on the left, classes by fund on the right."""
    now, _ = both(scene)
    sums = {scope: _class_sums(now.of(scope)) for scope in FUNDS}
    left: list[tuple[str, Content]] = [
        ("一、本年收入", cell(scene, total(now.income(scope) for scope in FUNDS), of("income.fiscal"))),
        *(
            (f"（{numeral(at)}）{FUND_LABELS[scope]}拨款", cell(scene, now.income(scope), income_of(scope)))
            for at, scope in enumerate(FUNDS, 1)
        ),
        ("二、上年结转", cell(scene, now.opening, of("opening_balance", "fiscal"))),
        ("（一）一般公共预算拨款", cell(scene, now.opening, of("opening_balance", "general_public"))),
        ("（二）政府性基金预算拨款", ""),
        ("（三）国有资本经营预算拨款", ""),
    ]
    right: list[tuple[Content, ...]] = [
        (
            "一、本年支出",
            cell(scene, now.spent(*FUNDS), of("expenditure", "fiscal")),
            *(cell(scene, now.spent(scope), of("expenditure", scope)) for scope in FUNDS),
        )
    ]
    for code, line in class_lines(scene.year):
        amounts = [sums[scope].get(code, ZERO) for scope in FUNDS]
        cells = (
            cell(scene, yuan, In("function_expenditure", (scope, code), PHASE))
            for scope, yuan in zip(FUNDS, amounts, strict=True)
        )
        right.append((f"（{line.replace('、', '）')}", cell(scene, total(amounts)), *cells))
    right.append(("二、结转下年", "", "", "", ""))
    empty: tuple[Content, ...] = ("",) * 5
    rows: list[Row] = [
        (*(one or ("", "")), *(other or empty)) for one, other in zip_longest(left, right, fillvalue=None)
    ]
    whole = now.spent(*FUNDS)
    rows.append(
        (
            "收入总计",
            cell(scene, whole, of("total_income_and_balance", "fiscal")),
            "支出总计",
            cell(scene, whole, of("total_expenditure_and_balance", "fiscal")),
            *(cell(scene, now.spent(scope), of("total_expenditure_and_balance", scope)) for scope in FUNDS),
        )
    )
    head: tuple[Row, ...] = (
        (label("收入", 2), label("支出", 5)),
        tuple(map(label, ("项目", "预算数", "项目", "合计", *FUND_LABELS.values()))),
    )
    return framed(scene, "budget_fiscal_summary", place, head, rows, landscape=True)


def income(scene: Scene, place: int) -> Table:
    """收入总表: one row a unit, columns by source; here the department in one row and the sum above it."""
    now, _ = both(scene)
    columns: list[tuple[str, Decimal, Of]] = [("合计", now.spent(), of("total_income_and_balance"))]
    columns += [
        (SOURCE_LABELS[source].removesuffix("收入"), now.income(source), income_of(source)) for source in SOURCE_LABELS
    ]
    columns.insert(1, ("上年结转", now.opening, of("opening_balance")))
    head: tuple[Row, ...] = (("部门（单位）代码", "部门（单位）名称", *(name for name, _, _ in columns)),)
    cells = tuple(cell(scene, yuan, figure) for _, yuan, figure in columns)
    again = tuple(cell(scene, yuan) for _, yuan, _ in columns)
    code = str(100 + scene.shared.between("code of the budget", 1, 899))
    rows: list[Row] = [(label("合计", 2), *cells), (code, scene.shown, *again)]
    return framed(scene, "budget_income", place, head, rows, landscape=True)


def _income_lines(scene: Scene, now: Budget) -> list[tuple[str, Content]]:
    return [
        (f"{numeral(place)}、{SOURCE_LABELS[source]}", cell(scene, now.income(source), income_of(source)))
        for place, source in enumerate(SOURCE_LABELS, 1)
    ]


def _class_sums(items: Iterable[Item]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item.code[:3]] = sums.get(item.code[:3], ZERO) + item.whole
    return sums


def _balances(scene: Scene, now: Budget) -> list[Row]:
    whole = now.spent()
    return [
        (
            "本年收入合计",
            cell(scene, now.all_income, of("income")),
            "本年支出合计",
            cell(scene, whole, of("expenditure")),
        ),
        ("上年结转结余", cell(scene, now.opening, of("opening_balance")), "年终结转结余", ""),
        (
            "收入总计",
            cell(scene, whole, of("total_income_and_balance")),
            "支出总计",
            cell(scene, whole, of("total_expenditure_and_balance")),
        ),
    ]
