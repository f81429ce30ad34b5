"""附件2 and 附件3: the self-evaluation table of the whole expenditure and those of single projects.

Both forms are one grid of nine columns: money, goals, indicators, total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ingest.samples.accounts.model import Project
from ingest.samples.document import Block, Cell, Content, Heading, Part, Row, Table, TextBox, Words
from ingest.samples.facts import Datum, Flaw
from ingest.samples.money import ZERO, percent, total
from ingest.samples.performance.indicators import (
    LEVEL_WEIGHTS,
    MONEY_WEIGHT,
    Indicator,
    money_score,
    project_indicators,
    whole_indicators,
    whole_money,
)
from ingest.samples.performance.people import signature
from ingest.samples.scene import Scene, noted
from ingest.samples.tables.frame import label
from ingest.samples.telling import In, Of, Stated

_INDICATORS = "performance_indicators"
_PROJECTS = "projects"
_WIDTHS = (1, 1.1, 1.1, 2.2, 1.2, 1.2, 0.8, 0.9, 1.6)
_MONEY_TITLES = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "自评得分")
_INDICATOR_TITLES = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "自评得分",
    "偏差原因分析及改进措施",
)
_LEVEL2 = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


@dataclass(frozen=True, slots=True)
class _Money:
    """A row of the money block: its label, three amounts, and the figures that they are."""

    label: str
    amounts: tuple[Decimal, Decimal, Decimal]
    stated: tuple[Sequence[Stated], Sequence[Stated], Sequence[Stated]]


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _figures(indicator: str, *, optional: bool) -> tuple[Sequence[Stated], Sequence[Stated], Sequence[Stated]]:
    def of(phase: str) -> list[Stated]:
        return [Of(indicator, phase=phase, optional=optional)]

    return of("budget"), of("adjusted"), of("actual")


def _money_row(scene: Scene, money: _Money, *, rated: bool, optional: bool) -> Row:
    """Return a row of amounts; the first row also has weight, rate and points."""
    cells = [scene.tell.cell(yuan, *facts) for yuan, facts in zip(money.amounts, money.stated, strict=True)]
    if not rated:
        return (Cell((money.label,), columns=2), *cells, "", "", "")
    _, adjusted, spent = money.amounts
    number = scene.tell.number_cell
    of = Of("performance.funds", base="adjusted", optional=optional)
    rate = percent(spent, adjusted, 2)
    rate_text = "100%" if rate == 100 else f"{rate}%"
    score = money_score(spent, adjusted)
    return (
        Cell((money.label,), columns=2),
        *cells,
        number("10", MONEY_WEIGHT, "分", "weight", of),
        number(rate_text, rate, "%", "completion_rate", of),
        number(_points(score), score, "分", "score", of),
    )


def _money_block(title: str, rows: Sequence[Row]) -> list[Row]:
    head: Row = (label(title, rows=len(rows) + 1), label("", 2), *map(label, _MONEY_TITLES))
    return [head, *rows]


def _goal_block(planned: Words, reached: Words) -> list[Row]:
    return [
        (label("年度总体目标", rows=2), label("预期目标", 4), label("实际完成情况", 4)),
        (Cell(planned, columns=4, align="left"), Cell(reached, columns=4, align="left")),
    ]


def _indicator_row(scene: Scene, line: Indicator, key: tuple[str, ...], project: str) -> Row:
    """Return the last six cells of an indicator's row; the levels above are merged cells of their own."""
    weight_of_level = Decimal(LEVEL_WEIGHTS[line.level1])
    facts = [
        Datum(_INDICATORS, key, "level1", line.level1),
        Datum(_INDICATORS, key, "level1_weight", weight_of_level),
        Datum(_INDICATORS, key, "level2", line.level2),
        Datum(_INDICATORS, key, "level3", line.level3),
    ]
    if project:
        facts.append(Datum(_INDICATORS, key, "project", project))
    deviation: Content = (
        noted(line.deviation, Datum(_INDICATORS, key, "deviation", line.deviation)) if line.deviation else ""
    )
    number = scene.tell.number_cell
    return (
        noted(line.level3, *facts),
        noted(line.target, Datum(_INDICATORS, key, "target", line.target)),
        noted(line.actual, Datum(_INDICATORS, key, "actual", line.actual)),
        number(_points(line.weight), line.weight, "分", "weight", In(_INDICATORS, key, "weight")),
        number(_points(line.score), line.score, "分", "score", In(_INDICATORS, key, "score")),
        deviation,
    )


def _indicator_block(scene: Scene, lines: Sequence[Indicator], project: str) -> list[Row]:
    rows: list[Row] = [(label("绩效指标", rows=len(lines) + 1), *map(label, _INDICATOR_TITLES))]
    place = 0
    for level1, of_level1 in groupby(lines, key=lambda line: line.level1):
        first = [*of_level1]
        heads: list[Cell] = [label(f"{level1}（{LEVEL_WEIGHTS[level1]}分）", rows=len(first))]
        for level2, of_level2 in groupby(first, key=lambda line: line.level2):
            second = [*of_level2]
            heads.append(label(level2, rows=len(second)))
            for line in second:
                place += 1
                rows.append((*heads, *_indicator_row(scene, line, (project, str(place)), project)))
                heads = []
    return rows


def _total_row(scene: Scene, score: Decimal, *further: Stated, optional: bool) -> Row:
    of = Of("performance.total", optional=optional)
    number = scene.tell.number_cell
    return (
        label("总分", 6),
        number("100", Decimal(100), "分", "weight", of),
        number(_points(score), score, "分", "score", of, *further),
        "",
    )


def _two_sides(left: Words, right: Words) -> Row:
    return (Cell(left, columns=4, align="left"), Cell(right, columns=4, align="left"))


def _by_nature(scene: Scene) -> list[Row]:
    """Return Hunan's rows of money by kind of income and by kind of expenditure."""
    now, cell = scene.now, scene.tell.cell

    def said(text: str, yuan: Decimal, *stated: Stated) -> Words:
        content = cell(yuan, *stated) if yuan else ""
        return (text, content) if content else (text,)

    of_public = ("performance.funds", "expenditure")
    other = total(line.spent for line in now.own.lines) + now.state_capital.spent
    return [
        _two_sides(("按收入性质分：",), ("按支出性质分：",)),
        _two_sides(
            said(
                "其中：一般公共预算：", now.general.spent, Of("income.fiscal", "general_public", alternatives=of_public)
            ),
            said("其中：基本支出：", now.basic, Of("expenditure.basic")),
        ),
        _two_sides(
            said("政府性基金拨款：", now.gov_fund.spent, Of("income.fiscal", "gov_fund", alternatives=of_public)),
            said("项目支出：", now.project, Of("expenditure.project")),
        ),
        _two_sides(
            ("纳入专户管理的非税收入拨款：",),
            said("经营支出：", now.operating, Of("expenditure.operating", optional=True)),
        ),
        _two_sides(said("其他资金：", other, Of("income.other", optional=True)), ("",)),
    ]


def _by_source(scene: Scene) -> list[Row]:
    """Return the ministry's rows: this year's appropriation, last year's carry-over, other money."""
    now = scene.now
    budget, adjusted, spent = whole_money(scene)
    own = total(line.spent for line in now.own.lines)
    fiscal_budget = total(fund.budget for fund in now.funds)
    carried = min(now.fiscal_opening, now.fiscal_spent)
    rows = (
        ("其中：当年财政拨款", "fiscal", (fiscal_budget, adjusted - own - carried, spent - own - carried)),
        ("上年结转资金", "carryover", (ZERO, carried, carried)),
        ("其他资金", "other", (budget - fiscal_budget, own, own)),
    )
    return [
        _money_row(
            scene,
            _Money(text, amounts, _figures(f"performance.funds.{code}", optional=False)),
            rated=False,
            optional=False,
        )
        for text, code, amounts in rows
    ]


def _outputs(projects: Iterable[Project], *, planned: bool) -> str:
    return "；".join(
        f"{output.name}{(project.targets if planned else project.quantities)[place]}{output.unit}"
        for project in projects
        for place, output in enumerate(project.plan.outputs)
    )


def _table(key: str, rows: list[Row], notes: tuple[Words, ...] = ()) -> Table:
    return Table(key, "", (), (), tuple(rows), notes, _WIDTHS, repeat_head=False)


def self_evaluation_table(scene: Scene, *, number: str, named: bool) -> Part:
    """Return the part with the self-evaluation table of the whole expenditure."""
    title = f"{scene.year}年度部门整体支出绩效自评表"
    hunan = scene.manner.voice == "hunan"
    money = _Money("年度资金总额", whole_money(scene), _figures("performance.funds", optional=False))
    lines = whole_indicators(scene)
    score = money_score(money.amounts[2], money.amounts[1]) + total(line.score for line in lines)
    projects = scene.now.projects[:4]
    first = _money_row(scene, money, rated=True, optional=False)
    rows: list[Row] = [
        (label("预算单位名称" if hunan else "部门（单位）名称", 2), Cell((scene.shown,), columns=7)),
        *_money_block("年度预算申请（万元）", [first, *(_by_nature(scene) if hunan else _by_source(scene))]),
        *_goal_block(
            scene.say("goals.planned", outputs=_outputs(projects, planned=True)),
            scene.say("goals.reached", outputs=_outputs(projects, planned=False)),
        ),
        *_indicator_block(scene, lines, ""),
        _total_row(scene, score, optional=False),
    ]
    blocks: tuple[Block, ...] = (
        TextBox(number),
        Heading(2, number, title, attachment=True, listed=False),
        _table("self_evaluation_table", rows),
        signature(scene, number, named=named),
    )
    return Part("self_evaluation_table", blocks)


def _form_title(scene: Scene) -> str:
    return f"{scene.year}年度项目支出绩效自评表"


def _project_form(scene: Scene, project: Project, *, optional: bool = True) -> Table:
    """Return a project's form; figures of several forms share a key, so they are nobody's duty to tell."""
    key = (project.plan.name,)
    lines = project_indicators(scene, project)
    # A form tells the same row as the list of projects, in a part of its own.
    columns = [[In(_PROJECTS, key, column)] for column in ("budget", "adjusted", "actual")]
    amounts = (project.budget, project.adjusted, project.actual)
    figures = _figures("performance.funds", optional=optional)
    stated = tuple([*column, *of] for column, of in zip(columns, figures, strict=True))
    whole = _Money("年度资金总额", amounts, (stated[0], stated[1], stated[2]))
    none = (ZERO, ZERO, ZERO)
    fiscal = project.fund != "own"
    parts = [
        _Money(text, sums, _figures(f"performance.funds.{code}", optional=optional))
        for text, code, sums in (
            ("其中：当年财政拨款", "fiscal", amounts if fiscal else none),
            ("上年结转资金", "carryover", none),
            ("其他资金", "other", none if fiscal else amounts),
        )
    ]
    score = money_score(project.actual, project.adjusted) + total(line.score for line in lines)
    name = noted(project.plan.name, Datum(_PROJECTS, key, "name", project.plan.name))
    rows: list[Row] = [
        (label("项目支出名称", 2), Cell((name,), columns=7)),
        (label("主管部门", 2), Cell((scene.shown,), columns=3), label("实施单位", 2), Cell((scene.shown,), columns=2)),
        *_money_block(
            "项目资金（万元）",
            [
                _money_row(scene, whole, rated=True, optional=optional),
                *(_money_row(scene, part, rated=False, optional=optional) for part in parts),
            ],
        ),
        *_goal_block(
            scene.say("goals.planned", outputs=_outputs([project], planned=True)),
            scene.say("goals.reached", outputs=_outputs([project], planned=False)),
        ),
        *_indicator_block(scene, lines, project.plan.name),
        _total_row(scene, score, In(_PROJECTS, key, "score"), optional=optional),
    ]
    return _table("project_self_evaluation_table", rows)


def single_project_form(scene: Scene, project: Project) -> Table:
    """Return the form of the one project that a report is about: its figures are the report's."""
    return _project_form(scene, project, optional=False)


def _blank_form(scene: Scene) -> Table:
    """Return a form that nobody filled in: nothings for money, dots for indicators."""
    number = scene.tell.number_cell
    of = Of("performance.funds", optional=True)
    zeros = [
        number("0", ZERO, "元", "amount", Of("performance.funds", phase=phase, optional=True))
        for phase in ("budget", "adjusted", "actual")
    ]
    whole: Row = (
        Cell(("年度资金总额",), columns=2),
        *zeros,
        number("10", MONEY_WEIGHT, "分", "weight", of),
        "/",
        "/",
    )
    empty: list[Row] = [
        (Cell((text,), columns=2), *([""] * 6)) for text in ("其中：当年财政拨款", "上年结转资金", "其他资金")
    ]
    kinds = sum(len(kind) for kind in _LEVEL2.values())
    lines: list[Row] = [(label("绩效指标", rows=2 * kinds + 1), *map(label, _INDICATOR_TITLES))]
    for level1, level2 in _LEVEL2.items():
        heads = [label(f"{level1}（{LEVEL_WEIGHTS[level1]}分）", rows=2 * len(level2))]
        for kind in level2:
            lines.append((*heads, label(kind, rows=2), *([""] * 6)))
            lines.append(("……", *([""] * 5)))
            heads = []
    total_of = Of("performance.total", optional=True)
    rows: list[Row] = [
        (label("项目支出名称", 2), Cell(("/",), columns=7)),
        (label("主管部门", 2), Cell(("/",), columns=3), label("实施单位", 2), Cell(("/",), columns=2)),
        *_money_block("项目资金（万元）", [whole, *empty]),
        *_goal_block(("",), ("",)),
        *lines,
        (label("总分", 6), number("100", Decimal(100), "分", "weight", total_of), "", ""),
    ]
    return _table("project_self_evaluation_table", rows)


def project_forms(scene: Scene, *, number: str, filled_in: int, named: bool) -> Part:
    """Return the part with the projects' own forms.

    Args:
        scene: the report.
        number: number of the annex.
        filled_in: for how many projects a form is there; for 0 one stands there blank.
        named: the line below names a person.
    """
    title = _form_title(scene)
    flaw = Flaw(
        "notice",
        "J08",
        "empty_form",
        f"{number}《{title}》是空表，而报告列有{len(scene.now.projects)}个项目。",
        quotes=(f"{number} {title}",),
    )
    facts = () if filled_in else (flaw,)
    blocks: list[Block] = [
        TextBox(number),
        Heading(2, number, title, attachment=True, listed=False, facts=facts),
    ]
    if not filled_in:
        blocks += [_blank_form(scene), signature(scene, number, named=False)]
    for project in scene.now.projects[:filled_in]:
        blocks += [_project_form(scene, project), signature(scene, number, named=named)]
    return Part("project_self_evaluation_table", tuple(blocks))
