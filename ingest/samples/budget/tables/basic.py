"""Basic expenditure by economic code (一般公共预算基本支出表)."""

from decimal import Decimal

from ingest.samples.budget.narrative import both, of
from ingest.samples.budget.tables.frame import cell, framed
from ingest.samples.classification import economic_names
from ingest.samples.document import Piece, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label
from ingest.samples.telling import In


def basic(scene: Scene, place: int) -> Table:
    """一般公共预算基本支出表: one line an economic code."""
    now, _ = both(scene)
    names, scope = economic_names(scene.year), "general_public"
    lines: dict[str, Decimal] = {}
    for code, amount in sorted(now.economic.items()):
        lines[code[:3]] = now.economic_class(code[:3])
        lines[code] = amount
    rows: list[Row] = [
        (
            label("合计", 2),
            cell(scene, now.basic(scope), of("expenditure.basic", scope)),
            cell(scene, now.personnel, of("expenditure.basic.personnel", scope)),
            cell(scene, now.public, of("expenditure.basic.public", scope)),
        )
    ]
    for code, amount in sorted(lines.items()):
        key = (scope, code)
        column = "category" if len(code) == 3 else "item"
        name = Piece(names[code], facts=(Datum("economic_expenditure", key, column, names[code]),))
        personnel = code[:3] in ("301", "303")
        rows.append(
            (
                code,
                name,
                cell(scene, amount, In("economic_expenditure", key, "amount")),
                cell(scene, amount if personnel else ZERO),
                cell(scene, ZERO if personnel else amount),
            )
        )
    head: tuple[Row, ...] = (
        (label("部门预算支出经济分类科目", 2), label("本年一般公共预算基本支出", 3)),
        tuple(map(label, ("科目编码", "科目名称", "合计", "人员经费", "公用经费"))),
    )
    return framed(scene, "budget_general_public_basic", place, head, rows)
