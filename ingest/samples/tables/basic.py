"""The form of basic expenditure by economic class: personnel on the left, public expenses on the right."""

from decimal import Decimal
from itertools import zip_longest

from ingest.samples.classification import economic_names
from ingest.samples.document import Content, Piece, Role, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import framed, label
from ingest.samples.telling import In, Of

_SCOPE = "general_public"
# A reader may take these lines for figures or for what they are, parts of basic expenditure.
_INDICATORS = {
    "301": "expenditure.wages",
    "302": "expenditure.goods_services",
    "303": "expenditure.individuals",
    "310": "expenditure.capital",
    "30201": "office",
    "30212": "three_public.abroad",
    "30215": "meetings",
    "30216": "training",
    "30217": "three_public.reception",
    "30231": "three_public.vehicles.operation",
    "31013": "three_public.vehicles.purchase",
}


def _torn(scene: Scene) -> bool:
    """Tell whether 类 and 款 of a code stand in a column each: 301 and 01."""
    return scene.manner.varied and scene.manner.basic_layout != "three" and scene.chance.happens("torn classes", 0.2)


def _code_cells(scene: Scene, code: str) -> tuple[Content, ...]:
    return (code[:3], code[3:]) if _torn(scene) else (code,)


def _entry(scene: Scene, code: str, name: str, amount: Decimal) -> tuple[Content, ...]:
    """Return code, name and amount of a line; Shanghai prints 0.00 where others leave the cell empty."""
    if not amount and not scene.manner.zero_cell and scene.manner.forms != "shanghai":
        return (*_code_cells(scene, code), name, "")
    key = (_SCOPE, code)
    stated = [In("economic_expenditure", key, "amount")] if amount else []
    indicator = _INDICATORS.get(code)
    of = [Of(indicator, _SCOPE, optional=True)] if indicator else []
    cell = scene.tell.cell(amount, *stated, *of)
    if not cell and scene.manner.forms == "shanghai":
        cell = Piece("0.00", Role.OTHER, scene.tell.amount(ZERO, *of).facts)
    column = "category" if len(code) == 3 else "item"
    name_cell = Piece(name, facts=(Datum("economic_expenditure", key, column, name),)) if amount else name
    return (*_code_cells(scene, code), name_cell, cell)


def _head(scene: Scene, groups: int) -> tuple[Row, ...]:
    if not _torn(scene):
        return (tuple(map(label, ("经济分类科目编码", "科目名称", "决算数") * groups)),)
    first = [
        cell
        for _ in range(groups)
        for cell in (label("经济分类科目编码", 2), label("科目名称", rows=2), label("决算数", rows=2))
    ]
    return (tuple(first), tuple(map(label, ("类", "款") * groups)))


def general_public_basic(scene: Scene) -> Table:
    """一般公共预算财政拨款基本支出决算（明细）表."""
    entries = {
        code: _entry(
            scene,
            code,
            name,
            scene.now.economic_class(code) if len(code) == 3 else scene.now.economic.get(code, ZERO),
        )
        for code, name in economic_names(scene.year).items()
    }
    codes = sorted(entries)
    left = [entries[code] for code in codes if code[:3] in ("301", "303")]
    right = [entries[code] for code in codes if code[:3] in ("302", "310")]
    groups = [left, right]
    if scene.manner.basic_layout == "three":
        half = (len(right) + 1) // 2
        groups = [left, right[:half], right[half:]]
    width = 4 if _torn(scene) else 3
    empty: tuple[Content, ...] = ("",) * width
    rows: list[Row] = [sum(line, ()) for line in zip_longest(*groups, fillvalue=empty)]
    personnel = scene.tell.cell(scene.now.personnel, Of("expenditure.basic.personnel", _SCOPE))
    public = scene.tell.cell(scene.now.public, Of("expenditure.basic.public", _SCOPE))
    across = width * (len(groups) - 1) - 1
    rows.append((label("人员经费合计", width - 1), personnel, label("公用经费合计", across), public))
    head = _head(scene, len(groups))
    if scene.manner.forms == "ministry":
        sides = (label("人员经费", width), label("公用经费", width * (len(groups) - 1)))
        head = (sides, *head)
    return framed(
        scene,
        "general_public_basic",
        head,
        rows,
        ((0.6, 0.5, 2.3, 1.2) if _torn(scene) else (1, 2.4, 1.2)) * len(groups),
        landscape=len(groups) == 3,
    )
