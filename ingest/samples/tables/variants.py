"""Forms that only some places publish, and other layouts of the common ones."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.samples.accounts import views
from ingest.samples.accounts.further import asset_values, foreign_part, guests, part_of, purchased_services
from ingest.samples.accounts.model import OWN_SOURCES, Spending
from ingest.samples.document import Cell, Content, Row, Table
from ingest.samples.money import ZERO
from ingest.samples.scene import Scene
from ingest.samples.tables.by_function import EXPENDITURE_LABELS, INCOME_LABELS, code_columns, fund_form, head, rows_of
from ingest.samples.tables.frame import framed, label
from ingest.samples.tables.three_public import ADJUSTED_NOTE, expenses
from ingest.samples.telling import Of

_VEHICLES: Mapping[str, str] = {
    "leaders": "主要负责人用车",
    "confidential": "机要通信用车",
    "emergency": "应急保障用车",
    "enforcement": "执法执勤用车",
    "special": "特种专业技术用车",
    "retired": "离退休干部服务用车",
    "other": "其他用车",
}


def general_public_income_expenditure(scene: Scene) -> Table:
    """一般公共预算财政拨款收入支出决算表: with balances and income beside the expenditure."""
    return fund_form(scene, scene.now.general, "general_public_income_expenditure")


def general_public_project(scene: Scene) -> Table:
    """一般公共预算财政拨款项目支出决算表."""
    view = views.tree({line.code: (line.project,) for line in scene.now.general.lines if line.project}, 1)
    totals = [Of("expenditure.project", "general_public")]
    rows = rows_of(scene, view, "function_expenditure", "general_public", ("project",), totals)
    return framed(scene, "general_public_project", head(scene, ("项目支出",)), rows, (*code_columns(scene), 3, 1.6))


def _by_unit(
    scene: Scene, key: str, title: str, labels: Sequence[str], amounts: Sequence[Decimal], totals: Sequence[Of]
) -> Table:
    """Return a form with a row a unit; a department's own office has what its units have not."""
    names = (f"{scene.shown}（本级）", *scene.agency.units) if scene.agency.is_department else (scene.shown,)
    parts = [[part_of(yuan, 7 + 3 * place) for yuan in amounts[1:]] for place in range(1, len(names))]
    below = [[sum(one, ZERO), *one] for one in parts]
    own = [yuan - sum((unit[place] for unit in below), ZERO) for place, yuan in enumerate(amounts)]
    cell = scene.tell.cell
    rows: list[Row] = [
        (label("合计"), *(cell(yuan, of) for yuan, of in zip(amounts, totals, strict=True))),
        *((name, *map(cell, unit)) for name, unit in zip(names, (own, *below), strict=True)),
    ]
    heading: tuple[Row, ...] = (("单位名称", *labels),)
    return framed(scene, key, heading, rows, (3.4, *[1.2] * len(labels)), landscape=True, title=title)


def income_by_unit(scene: Scene) -> Table:
    """收入决算表（分单位）."""
    totals = [Of("income"), Of("income.fiscal"), *(Of(f"income.{source}") for source in OWN_SOURCES)]
    amounts = views.income_by_function(scene.now)[0]
    return _by_unit(scene, "income", "收入决算表（分单位）", INCOME_LABELS, amounts, totals)


def expenditure_by_unit(scene: Scene) -> Table:
    """支出决算表（分单位）."""
    names = ("basic", "project", "superior", "operating", "subsidiary")
    totals = [Of("expenditure"), *(Of(f"expenditure.{name}") for name in names)]
    amounts = views.expenditure_by_function(scene.now)[0]
    return _by_unit(scene, "expenditure", "支出决算表（分单位）", EXPENDITURE_LABELS, amounts, totals)


def _count(scene: Scene, number: int, unit: str, indicator: str, scope: str) -> Content:
    return scene.tell.number_cell(str(number), Decimal(number), unit, "count", Of(indicator, scope))


def _counts(scene: Scene) -> list[tuple[str, Content]]:
    """Return 相关统计数 of the 三公 expenses."""
    now, scope = scene.now.three_public, scene.public_scope
    met = guests(scene.now, scene.shared)
    lines = (
        ("因公出国（境）团组数（个）", now.abroad_groups, "个", "three_public.abroad.groups"),
        ("因公出国（境）人次数（人）", now.abroad_persons, "人次", "three_public.abroad.persons"),
        ("公务用车购置数（辆）", now.purchased, "辆", "three_public.vehicles.purchased"),
        ("公务用车保有量（辆）", now.held, "辆", "three_public.vehicles.held"),
        ("国内公务接待批次（个）", now.reception_groups, "批次", "three_public.reception.groups"),
        ("其中：外事接待批次（个）", met.foreign_groups, "批次", "three_public.reception.foreign.groups"),
        ("国内公务接待人次（人）", now.reception_persons, "人次", "three_public.reception.persons"),
        ("其中：外事接待人次（人）", met.foreign_persons, "人次", "three_public.reception.foreign.persons"),
    )
    return [(text, _count(scene, number, unit, indicator, scope)) for text, number, unit, indicator in lines]


_ROW_LABELS = (
    "合计",
    "1.因公出国（境）费",
    "2.公务用车购置及运行维护费",
    "（1）公务用车购置费",
    "（2）公务用车运行维护费",
    "3.公务接待费",
)


def _amount_cells(scene: Scene, indicator: str, spending: Spending, phases: Sequence[str]) -> list[Content]:
    budget = scene.public_budget(spending)
    amounts = {"budget": spending.budget if len(phases) > 2 else budget, "adjusted": spending.adjusted}
    if phases[0] == "adjusted":
        amounts["adjusted"] = budget
    return [
        scene.tell.cell(amounts.get(phase, spending.actual), Of(indicator, scene.public_scope, phase))
        for phase in phases
    ]


def three_public_rows(scene: Scene) -> Table:
    """The 三公 form with a row a kind, and the numbers of journeys, cars and guests below."""
    phase = "adjusted" if scene.budget_is_adjusted else "budget"
    rows: list[Row] = []
    for text, (indicator, spending) in zip(_ROW_LABELS, expenses(scene), strict=True):
        rows.append((text, str(len(rows) + 1), *_amount_cells(scene, indicator, spending, (phase, "actual"))))
    blank = not scene.now.three_public.whole.actual and not scene.now.three_public.whole.budget
    if not blank:
        rows.append(("相关统计数", str(len(rows) + 1), "—", "—"))
        for text, count in _counts(scene):
            rows.append((text, str(len(rows) + 1), "—", count))
    notes = (ADJUSTED_NOTE,) if scene.budget_is_adjusted and not blank else ()
    heading: tuple[Row, ...] = (("项目", "行次", "预算数", "决算数"),)
    return framed(scene, "three_public", heading, rows, (4, 0.8, 1.6, 1.6), blank=blank, further_notes=notes)


def three_public_and_operation(scene: Scene) -> Table:
    """“三公”经费、行政参公单位机关运行经费情况表 (Yunnan): two budgets, numbers, running costs of the office."""
    phases = ("budget", "adjusted", "actual")
    met, scope, now = guests(scene.now, scene.shared), scene.public_scope, scene.now
    rows: list[Row] = [("一、“三公”经费支出", "1", "—", "—", "—")]

    def add(text: str, *cells: Content) -> None:
        rows.append((text, str(len(rows) + 1), *cells))

    for text, (indicator, spending) in zip(("（一）支出合计", *_ROW_LABELS[1:]), expenses(scene), strict=True):
        add(text, *_amount_cells(scene, indicator, spending, phases))
    cell = scene.tell.cell
    domestic = foreign_part(now.three_public, met)
    for text, yuan, code in (
        ("（1）国内接待费", domestic, "domestic"),
        ("其中：外事接待费", met.foreign, "foreign"),
        ("（2）国（境）外接待费", met.overseas, "overseas"),
    ):
        add(text, "—", "—", cell(yuan, Of(f"three_public.reception.{code}", scope)))
    add("（二）相关统计数", "—", "—", "—")
    for text, count in _counts(scene):
        add(text, "—", "—", count)
    operation = now.agency_operation.actual
    add("二、机关运行经费", "—", "—", cell(operation, Of("agency_operation", "general_public")))
    own = operation if scene.agency.kind.nature == "administrative" else ZERO
    add("（一）行政单位", "—", "—", cell(own))
    add("（二）参照公务员法管理事业单位", "—", "—", cell(operation - own))
    heading: tuple[Row, ...] = (("项目", "行次", "预算数", "全年预算数", "决算统计数"),)
    return framed(scene, "three_public_and_operation", heading, rows, (4, 0.8, 1.4, 1.4, 1.4))


def three_public_and_meetings(scene: Scene) -> Table:
    """“三公”经费及会议费、培训费支出决算表 (Shaanxi, Jiangsu): a row for the budget, one for the outturn."""
    phase = "adjusted" if scene.budget_is_adjusted else "budget"
    now, cell = scene.now, scene.tell.cell
    gatherings = (("meetings", now.meetings.amount), ("training", now.training.amount))
    budgets = [_amount_cells(scene, indicator, spending, (phase, "actual")) for indicator, spending in expenses(scene)]
    planned = [cell(part_of(yuan, 110), Of(indicator, phase=phase)) for indicator, yuan in gatherings]
    spent = [cell(yuan, Of(indicator)) for indicator, yuan in gatherings]
    rows: list[Row] = [
        ("预算数", *(pair[0] for pair in budgets), *planned),
        ("决算数", *(pair[1] for pair in budgets), *spent),
    ]
    heading: tuple[Row, ...] = (
        (label("项目", rows=3), label("“三公”经费", 6), label("会议费", rows=3), label("培训费", rows=3)),
        (
            label("合计", rows=2),
            label("因公出国（境）费", rows=2),
            label("公务用车购置及运行维护费", 3),
            label("公务接待费", rows=2),
        ),
        (label("小计"), label("公务用车购置费"), label("公务用车运行维护费")),
    )
    blank = not any(cell for row in rows for cell in row[1:] if cell != "0.00")
    notes = (ADJUSTED_NOTE,) if scene.budget_is_adjusted and not blank else ()
    return framed(
        scene,
        "three_public_and_meetings",
        heading,
        rows,
        (1.2, *[1] * 8),
        blank=blank,
        landscape=True,
        further_notes=notes,
    )


def state_assets(scene: Scene) -> Table:
    """国有资产使用情况表 (Yunnan): one row, assets by kind."""
    values, cell = asset_values(scene.now, scene.shared), scene.tell.cell
    buildings = part_of(values.fixed, 60)
    row: Row = (
        "合计",
        "1",
        cell(values.whole, Of("assets.total")),
        cell(values.current, Of("assets.current")),
        cell(values.fixed, Of("assets.fixed")),
        cell(buildings),
        cell(values.fixed - buildings),
        cell(values.construction, Of("assets.construction")),
        cell(values.intangible, Of("assets.intangible")),
        cell(values.others),
    )
    heading: tuple[Row, ...] = (
        (
            *(label(text, rows=2) for text in ("项目", "行次", "资产总额", "流动资产")),
            label("固定资产", 3),
            *(label(text, rows=2) for text in ("在建工程", "无形资产", "其他资产")),
        ),
        (label("小计"), label("房屋构筑物"), label("其他固定资产")),
    )
    return framed(scene, "state_assets", heading, [row], (1, 0.7, *[1.2] * 8), landscape=True)


def agency_information(scene: Scene) -> Table:
    """机构运行经费支出、国有资产占用情况及政府采购支出信息表 (Inner Mongolia)."""
    now, cell = scene.now, scene.tell.cell
    rows: list[Row] = []

    def add(text: str, content: Content = "") -> None:
        rows.append((text, str(len(rows) + 1), content))

    # 机构运行经费 is a wider notion than 机关运行经费, so it states no figure of the vocabulary.
    add("一、机构运行经费支出", cell(now.public))
    add("二、国有资产占用情况", "—")
    add("（一）车辆数合计（辆）", _count(scene, now.assets.vehicles_held, "辆", "assets.vehicles", "all"))
    for place, (key, text) in enumerate(_VEHICLES.items(), 1):
        number = now.assets.vehicles.get(key, 0)
        add(f"{place}.{text}", _count(scene, number, "辆", f"assets.vehicles.{key}", "all"))
    large = "assets.equipment_1m" if scene.year >= 2022 else "assets.equipment_1m_special"
    name = "单价100万元（含）以上设备（不含车辆）" if scene.year >= 2022 else "单价100万元以上专用设备"
    add(f"（二）{name}（台、套）", _count(scene, now.assets.special_equipment, "台（套）", large, "all"))
    bought = now.procurement
    add("三、政府采购支出信息", "—")
    add("（一）政府采购支出合计", cell(bought.whole, Of("procurement")))
    add("1.政府采购货物支出", cell(bought.goods, Of("procurement.goods")))
    add("2.政府采购工程支出", cell(bought.works, Of("procurement.works")))
    add("3.政府采购服务支出", cell(bought.services, Of("procurement.services")))
    add("（二）政府采购授予中小企业合同金额", cell(bought.sme, Of("procurement.sme")))
    add("其中：授予小微企业合同金额", cell(bought.micro, Of("procurement.micro")))
    heading: tuple[Row, ...] = (("项目", "行次", "统计数"),)
    return framed(scene, "state_assets", heading, rows, (4, 0.8, 1.6))


def procurement(scene: Scene) -> Table:
    """政府采购情况表 (Beijing, Jiangsu)."""
    bought, cell = scene.now.procurement, scene.tell.cell
    rows: list[Row] = [
        ("合计", cell(bought.whole, Of("procurement"))),
        ("一、政府采购货物支出", cell(bought.goods, Of("procurement.goods"))),
        ("二、政府采购工程支出", cell(bought.works, Of("procurement.works"))),
        ("三、政府采购服务支出", cell(bought.services, Of("procurement.services"))),
    ]
    heading: tuple[Row, ...] = (("采购项目类型", "采购决算数"),)
    return framed(scene, "procurement", heading, rows, (3, 1.6))


def services(scene: Scene) -> Table:
    """政府购买服务支出情况表 (Beijing)."""
    actual, cell = purchased_services(scene.now).actual, scene.tell.cell
    kinds = ("一、公共服务", "二、政府履职所需辅助性服务")
    parts = (part_of(actual, 30), actual - part_of(actual, 30))
    rows: list[Row] = [
        (Cell(("合计",)), cell(actual, Of("procurement.purchased_services"))),
        *((text, cell(yuan)) for text, yuan in zip(kinds, parts, strict=True)),
    ]
    heading: tuple[Row, ...] = (("政府购买服务内容", "金额"),)
    return framed(scene, "purchased_services", heading, rows, (3, 1.6))
