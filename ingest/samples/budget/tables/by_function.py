"""Expenditure by code of its function, one line a 类, 款 and 项: of all money (支出总表) and of a single fund."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.samples.accounts import views
from ingest.samples.budget.model import Item
from ingest.samples.budget.narrative import PHASE, both, of
from ingest.samples.budget.tables.frame import cell, framed
from ingest.samples.classification import function_names
from ingest.samples.document import Piece, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label
from ingest.samples.telling import In, Of


def expenditure(scene: Scene, place: int) -> Table:
    """支出总表."""
    now, _ = both(scene)
    plain = _rows(scene, now.items, "all", (PHASE, "basic", "project"), _spending("all"))
    if scene.manner.voice == "shanghai":
        wide = _coded_head("支出预算", "合计", "基本支出", "项目支出")
        return framed(scene, "budget_expenditure", place, wide, plain, landscape=True)
    rows = [(*row, "", "", "") for row in plain]
    head: tuple[Row, ...] = (
        (
            "科目编码",
            "科目名称",
            "合计",
            "基本支出",
            "项目支出",
            "事业单位经营支出",
            "上缴上级支出",
            "对附属单位补助支出",
        ),
    )
    return framed(scene, "budget_expenditure", place, head, rows, landscape=True)


def general_public(scene: Scene, place: int) -> Table:
    """一般公共预算支出表: Hunan parts basic money, others set last year's budget beside this one."""
    now, _ = both(scene)
    scope, items = "general_public", now.of("general_public")
    figures = _spending(scope)
    if scene.manner.voice == "hunan":
        columns = (PHASE, "basic", "personnel", "public", "project")
        totals: list[Of | None] = [
            figures[0],
            figures[1],
            of("expenditure.basic.personnel", scope),
            of("expenditure.basic.public", scope),
            figures[2],
        ]
        head: tuple[Row, ...] = (
            (
                label("科目编码", rows=2),
                label("科目名称", rows=2),
                label("合计", rows=2),
                label("基本支出", 3),
                label("项目支出", rows=2),
            ),
            (label("小计"), label("人员经费"), label("公用经费")),
        )
        rows = _rows(scene, items, scope, columns, totals)
    elif scene.manner.voice == "shanghai":
        rows = _rows(scene, items, scope, (PHASE, "basic", "project"), figures)
        head = _coded_head("一般公共预算支出", "合计", "基本支出", "项目支出")
    else:
        rows = _rows(scene, items, scope, (PHASE, "basic", "project"), figures)
        head = (
            (label("功能分类科目", 2), label(f"{scene.year}年预算数", 3)),
            (label("科目编码"), label("科目名称"), label("小计"), label("基本支出"), label("项目支出")),
        )
    return framed(scene, "budget_general_public", place, head, rows)


def gov_fund(scene: Scene, place: int) -> Table:
    """政府性基金预算支出表."""
    return _fund(scene, "budget_gov_fund", place, "gov_fund")


def state_capital(scene: Scene, place: int) -> Table:
    """国有资本经营预算支出表."""
    return _fund(scene, "budget_state_capital", place, "state_capital")


def special_account(scene: Scene, place: int) -> Table:
    """财政专户管理资金预算支出表 (Hunan)."""
    return _fund(scene, "budget_special_account", place, "special_account")


def _fund(scene: Scene, key: str, place: int, source: str) -> Table:
    now, _ = both(scene)
    items = now.of(source)
    head: tuple[Row, ...] = (
        (label("科目编码", rows=2), label("科目名称", rows=2), label("本年支出", 3)),
        (label("合计"), label("基本支出"), label("项目支出")),
    )
    rows: list[Row] = _rows(scene, items, source, (PHASE, "basic", "project"), _spending(source))
    shanghai = scene.manner.voice == "shanghai"
    if shanghai:
        head = _coded_head("本年支出", "合计", "基本支出", "项目支出")
    if not items and shanghai:
        rows = [*(("",) * 7 for _ in range(2)), (label("合计", 4), "", "", "")]
    elif not items:
        rows = [(label("合计", 2), "", "", ""), *(("",) * 5 for _ in range(2))]
    table = framed(scene, key, place, head, rows)
    if items:
        return table
    told = table.title.removesuffix("支出表").removesuffix("支出情况表")
    return replace(table, notes=((f"注：{scene.shown}{scene.year}年没有{told[-9:]}支出，本表为空。",),))


def _rows(
    scene: Scene, items: Iterable[Item], scope: str, columns: Sequence[str], totals: Sequence[Of | None]
) -> list[Row]:
    """合计, 类, 款 and 项 with the columns `budget`, `basic`, `project`, `personnel`, `public` as asked for."""
    merged: dict[str, tuple[Decimal, ...]] = {}
    for item in items:
        values = {
            PHASE: item.whole,
            "basic": item.basic,
            "project": item.project,
            "personnel": item.personnel,
            "public": item.public,
        }
        amounts = tuple(values[column] for column in columns)
        old = merged.get(item.code, (ZERO,) * len(columns))
        merged[item.code] = tuple(map(Decimal.__add__, old, amounts))
    whole, lines = views.tree(merged, len(columns))
    names = function_names(scene.year)
    rows: list[Row] = [
        (
            label("合计", 2),
            *(cell(scene, yuan, *([figure] if figure else [])) for yuan, figure in zip(whole, totals, strict=True)),
        )
    ]
    for code, amounts in lines:
        key = (scope, code)
        cells = (
            cell(
                scene,
                yuan,
                *([In("function_expenditure", key, column)] if column in (PHASE, "basic", "project") else []),
            )
            for yuan, column in zip(amounts, columns, strict=True)
        )
        if scene.manner.voice == "shanghai":
            rows.append((code[:3], code[3:5], code[5:], names[code], *cells))
        else:
            rows.append((Piece(code, facts=(Datum("function_expenditure", key, "code", code),)), names[code], *cells))
    if scene.manner.voice == "shanghai":
        return [*rows[1:], (label("合计", 4), *rows[0][1:])]
    return rows


def _coded_head(columns: str, *amounts: str) -> tuple[Row, ...]:
    """Heads over codes in three cells, as Shanghai prints them."""
    return (
        (label("项目", 4), label(columns, len(amounts))),
        (
            label("功能分类科目编码", 3),
            label("功能分类科目名称", rows=2),
            *(label(one, rows=2) for one in amounts),
        ),
        (label("类"), label("款"), label("项")),
    )


def _spending(scope: str) -> list[Of]:
    return [of("expenditure", scope), of("expenditure.basic", scope), of("expenditure.project", scope)]
