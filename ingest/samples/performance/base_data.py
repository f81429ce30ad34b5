"""附件1: the base data table of Hunan's self-evaluations, last year's outturn, this year's budget and outturn."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ingest.samples.accounts.further import building
from ingest.samples.accounts.model import Accounts, Spending
from ingest.samples.document import Block, Cell, Content, Heading, Part, Row, Table, TextBox
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO, percent, total
from ingest.samples.performance.narrative import project_name
from ingest.samples.performance.people import signature
from ingest.samples.scene import Scene, noted
from ingest.samples.sections.summary import is_printed
from ingest.samples.tables.frame import label
from ingest.samples.telling import In, Of, Stated

_PROJECTS = "projects"
# A note of the form, in our words.
_NOTE = "说明：“项目支出”填写基本支出以外的全部项目，“公用经费”填写基本支出中的商品和服务支出等。"
_OFFICE = ("30201",)
_UTILITIES = ("30205", "30206", "30211")
_GATHERINGS = ("30215", "30216")


def _wide(content: Content) -> Cell:
    """Return an amount's cell; three of them share six columns."""
    return Cell((content,) if content else (), columns=2)


def _amounts(scene: Scene, text: Content, amounts: Sequence[Decimal | None], stated: Sequence[Sequence[Stated]]) -> Row:
    """Return a row of last year's outturn, this year's budget and outturn."""
    years = (scene.year - 1, scene.year, scene.year)
    cells = [
        _wide("" if yuan is None else scene.tell.cell(yuan, *facts, year=year))
        for yuan, facts, year in zip(amounts, stated, years, strict=True)
    ]
    return (text, *cells)


def _figure_row(
    scene: Scene, text: str, indicator: str, before: Decimal | None, budget: Decimal | None, actual: Decimal
) -> Row:
    of = (Of(indicator), Of(indicator, phase="budget"), Of(indicator))
    return _amounts(scene, text, (before, budget, actual), [[each] for each in of])


def _public_rows(scene: Scene) -> list[Row]:
    now, before = scene.now.three_public, scene.before.three_public

    def row(text: str, indicator: str, spending: Spending, last: Spending) -> Row:
        return _figure_row(scene, text, indicator, last.actual, spending.budget, spending.actual)

    return [
        row("三公经费", "three_public", now.whole, before.whole),
        row("　　1、公务用车购置和维护经费", "three_public.vehicles", now.vehicles, before.vehicles),
        row("　　　　其中：公车购置", "three_public.vehicles.purchase", now.purchase, before.purchase),
        row("　　　　　　　公车运行维护", "three_public.vehicles.operation", now.operation, before.operation),
        row("　　2、出国经费", "three_public.abroad", now.abroad, before.abroad),
        row("　　3、公务接待", "three_public.reception", now.reception, before.reception),
    ]


def _project_rows(scene: Scene) -> list[Row]:
    projects = [project for project in scene.now.projects if is_printed(project.actual)]
    gone = [
        project
        for project in scene.before.projects
        if project.plan.name not in {one.plan.name for one in projects} and is_printed(project.actual)
    ]
    before = total(project.actual for project in scene.before.projects)
    budget = total(project.budget for project in projects)
    actual = total(project.actual for project in projects)
    level = scene.agency.region.level_word
    key = (f"{level}级专项资金",)
    columns = [[In(_PROJECTS, key, column)] for column in ("prior_actual", "budget", "actual")]
    subtotal = noted(
        f"　　2、{level}级专项资金（一个专项一行）",
        Datum(_PROJECTS, key, "name", key[0]),
        Datum(_PROJECTS, key, "is_subtotal", "true"),
    )
    rows: list[Row] = [
        _figure_row(scene, "项目支出：", "expenditure.project", before, budget, actual),
        ("　　1、运行维护经费", *([_wide("")] * 3)),
        _amounts(scene, subtotal, (before, budget, actual), columns),
    ]
    for project in projects:
        name = project_name(project)
        stated = [[In(_PROJECTS, (project.plan.name,), column)] for column in ("prior_actual", "budget", "actual")]
        rows.append(_amounts(scene, name, (project.prior, project.budget or None, project.actual), stated))
    for project in gone:
        name = project_name(project)
        stated = [[In(_PROJECTS, (project.plan.name,), "prior_actual")], [], []]
        rows.append(_amounts(scene, name, (project.actual, None, None), stated))
    rows.append(("　　3、上级转移支付（一个专项一行）", *([_wide("")] * 3)))
    return rows


def _of_codes(accounts: Accounts, codes: Sequence[str]) -> Decimal:
    return total(accounts.economic.get(code, ZERO) for code in codes)


def _public_expense_rows(scene: Scene) -> list[Row]:
    now, before = scene.now, scene.before

    def part(text: str, indicator: str, codes: Sequence[str]) -> Row:
        actual = _of_codes(now, codes)
        # The budget of a part of the public expenses is set by the thousand yuan.
        factor = Decimal(scene.chance.between(f"budget of {indicator}", 95, 125)) / 100
        budget = (actual * factor / 1_000).quantize(Decimal(1), ROUND_HALF_UP) * 1_000
        return _figure_row(scene, text, indicator, _of_codes(before, codes), budget, actual)

    bought = now.procurement
    return [
        _figure_row(scene, "公用经费", "expenditure.basic.public", before.public, now.public_budget, now.public),
        part("　　其中：办公经费", "office", _OFFICE),
        part("　　　　　水费、电费、差旅费", "utilities_and_travel", _UTILITIES),
        part("　　　　　会议费、培训费", "meetings_and_training", _GATHERINGS),
        _figure_row(scene, "政府采购金额", "procurement", bought.prior, bought.budget, bought.whole),
        _adjustment_row(scene),
    ]


def _adjustment_row(scene: Scene) -> Row:
    """Return 部门基本支出预算调整; most leave it empty."""
    text = "部门基本支出预算调整"
    if not scene.manner.varied or scene.chance.happens("no adjustment", 0.5):
        return (text, *([_wide("")] * 3))
    adjusted = total(max(line.adjusted - line.budget, ZERO) for line in scene.now.general.lines if not line.project)
    return _amounts(scene, text, (None, None, adjusted), [[], [], [Of("expenditure.basic.adjustment")]])


def _staff_rows(scene: Scene) -> list[Row]:
    staff = scene.now.staff
    number = scene.tell.number_cell
    rate = percent(Decimal(staff.actual), Decimal(staff.quota), 2)
    cells = (
        number(str(staff.quota), Decimal(staff.quota), "人", "count", Of("staff.quota")),
        number(str(staff.actual), Decimal(staff.actual), "人", "count", Of("staff.actual")),
        number(f"{rate}%", rate, "%", "share", Of("staff.control_rate", base="staff.quota")),
    )
    titles = ("编制数", f"{scene.year}年实际在职人数", "控制率")
    return [
        (label("财政供养人员情况（人）", rows=2), *(label(title, 2) for title in titles)),
        tuple(_wide(cell) for cell in cells),
    ]


def _building_rows(scene: Scene) -> list[Row]:
    titles = (
        "批复规模（㎡）",
        "实际规模（㎡）",
        "规模控制率",
        "预算投资（万元）",
        "实际投资（万元）",
        "投资概算控制率",
    )
    return [
        (label(f"楼堂馆所控制情况（{scene.year}年完工项目）", rows=2), *map(label, titles)),
        _building_cells(scene),
        ("厉行节约保障措施", Cell((scene.chance.pick("thrift", _THRIFT),), columns=6)),
    ]


def _building_cells(scene: Scene) -> Row:
    if not scene.manner.varied or scene.chance.happens("no building", 0.4):
        return ("",) * 6
    built, tell = building(scene.now, scene.chance), scene.tell

    def area(number: int, code: str) -> Content:
        return tell.number_cell(str(number), Decimal(number), "平方米", "count", Of(f"buildings.{code}"))

    def rate(part: Decimal, whole: Decimal, code: str) -> Content:
        value = percent(part, whole, 2)
        return tell.number_cell(f"{value}%", value, "%", "share", Of(f"buildings.{code}"))

    return (
        area(built.approved_area, "approved_area"),
        area(built.actual_area, "actual_area"),
        rate(Decimal(built.actual_area), Decimal(built.approved_area), "area_control_rate"),
        tell.cell(built.budget, Of("buildings.budget_investment")),
        tell.cell(built.actual, Of("buildings.actual_investment")),
        rate(built.actual, built.budget, "investment_control_rate"),
    )


_THRIFT = (
    "按季度通报“三公”经费执行情况，控制办公用品领用",
    "公务出行优先选择公共交通，会议尽量采用视频方式",
    "严格执行开支标准，大额支出集体研究",
)


def base_data_table(scene: Scene, *, named: bool) -> Part:
    """Return the part with the base data table."""
    title = f"{scene.year}年度部门整体支出绩效评价基础数据表"
    columns = (f"{scene.year - 1}年决算数", f"{scene.year}年预算数", f"{scene.year}年决算数")
    rows: list[Row] = [
        ("预算单位名称", Cell((scene.shown,), columns=6)),
        *_staff_rows(scene),
        ("经费控制情况（万元）", *(label(column, 2) for column in columns)),
        *_public_rows(scene),
        *_project_rows(scene),
        *_public_expense_rows(scene),
        *_building_rows(scene),
    ]
    table = Table("base_data_table", "", (), (), tuple(rows), ((_NOTE,),), (3.4, *[1] * 6), repeat_head=False)
    blocks: tuple[Block, ...] = (
        TextBox("附件1"),
        Heading(2, "附件1", title, attachment=True, listed=False),
        table,
        signature(scene, "附件1", named=named),
    )
    return Part("base_data_table", blocks)
