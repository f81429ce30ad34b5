"""The indicators of a self-evaluation: targets, what was reached, weights, points.

The weights are those that the forms recommend: money 10, output 50, benefit 30, satisfaction 10.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ingest.samples.accounts.model import Project
from ingest.samples.agencies import Output
from ingest.samples.money import CENT, ZERO, in_ten_thousands, total
from ingest.samples.scene import Scene

MONEY_WEIGHT = Decimal(10)
LEVEL_WEIGHTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
_SECOND_WEIGHTS = {"数量指标": 20, "质量指标": 15, "时效指标": 10, "成本指标": 5}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the table; the strings are as printed."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: Decimal
    score: Decimal
    deviation: str = ""


def _shares(whole: int, number: int) -> list[Decimal]:
    """Return whole points that add up to `whole`."""
    low, rest = divmod(whole, number)
    return [Decimal(low + (1 if place < rest else 0)) for place in range(number)]


def _lines(level1: str, level2: str, weight: int, lines: Sequence[tuple[str, str, str]]) -> list[Indicator]:
    return [
        Indicator(level1, level2, name, target, actual, points, points)
        for (name, target, actual), points in zip(lines, _shares(weight, len(lines)), strict=True)
    ]


def _quantity(scene: Scene, output: Output, done: int, planned: int) -> tuple[str, str, str]:
    sign = "≥" if scene.shared.happens("signs of targets", 0.6) else ""
    return f"{output.name}数量", f"{sign}{planned}{output.unit}", f"{done}{output.unit}"


def _quality(scene: Scene, names: Iterable[str]) -> list[tuple[str, str, str]]:
    lines = []
    for name in names:
        target = scene.shared.pick(f"target {name}", (90, 95, 98))
        reached = scene.shared.between(f"reached {name} {scene.year}", target, 100)
        sign = "≥" if scene.shared.happens("signs of targets", 0.6) else ""
        lines.append((name, f"{sign}{target}%", f"{reached}%"))
    return lines


def _cost(scene: Scene, name: str, limit: Decimal, spent: Decimal) -> tuple[str, str, str]:
    planned, reached = (scene.manner.amount(in_ten_thousands(yuan)).replace(" ", "") for yuan in (limit, spent))
    return name, f"≤{planned}", reached


def _benefits(scene: Scene, name: str, kinds: Sequence[str]) -> list[Indicator]:
    lines = []
    for kind, points in zip(kinds, _shares(LEVEL_WEIGHTS["效益指标"], len(kinds)), strict=True):
        told = scene.shared.pick(f"{kind} {name}", _BENEFITS[kind])
        lines.append(Indicator("效益指标", f"{kind}指标", told[0], told[1], told[1], points, points))
    return lines


def _satisfaction(scene: Scene, name: str) -> list[Indicator]:
    target = scene.shared.pick("satisfaction", (90, 95))
    reached = scene.shared.between(f"satisfied {name} {scene.year}", target, 99)
    who = scene.shared.pick("who is satisfied", ("服务对象满意度", "群众满意度"))
    points = Decimal(LEVEL_WEIGHTS["满意度指标"])
    return [Indicator("满意度指标", "服务对象满意度指标", who, f"≥{target}%", f"{reached}%", points, points)]


_BENEFITS: dict[str, tuple[tuple[str, str], ...]] = {
    "经济效益": (("财政资金使用效益", "有所提高"), ("重复建设支出", "逐步减少")),
    "社会效益": (("公共服务便利程度", "明显提升"), ("群众获得感", "持续增强"), ("服务覆盖面", "稳步扩大")),
    "生态效益": (("资源节约水平", "不断提高"), ("周边环境质量", "保持良好")),
    "可持续影响": (("长效管理机制", "健全"), ("制度执行情况", "持续有效")),
}
_MISSED = (
    ("部分任务因天气原因顺延，下年度提前安排工期", "0.5"),
    ("前期准备时间较长，下年度提早启动", "1"),
    ("统计口径调整，下年度完善指标设置", "1"),
)


def _with_a_miss(scene: Scene, name: str, lines: list[Indicator]) -> tuple[Indicator, ...]:
    """Return the lines, one of them short of its points now and then, with the reason filled in."""
    if not scene.shared.happens(f"miss {name} {scene.year}", 0.4):
        return tuple(lines)
    candidates = [
        place for place, line in enumerate(lines) if line.level2 in ("数量指标", "效益指标", "时效指标", "质量指标")
    ]
    place = scene.shared.pick(f"missed {name} {scene.year}", candidates)
    reason, points = scene.shared.pick(f"why {name} {scene.year}", _MISSED)
    lines[place] = replace(lines[place], score=lines[place].score - Decimal(points), deviation=reason)
    return tuple(lines)


def money_score(spent: Decimal, adjusted: Decimal) -> Decimal:
    """Return the points for the rate of execution: the rate times 10."""
    if not adjusted:
        return ZERO
    return (spent * MONEY_WEIGHT / adjusted).quantize(CENT, ROUND_HALF_UP)


def project_indicators(scene: Scene, project: Project) -> tuple[Indicator, ...]:
    """Return the indicators of one project's own form."""
    plan = project.plan
    outputs = zip(plan.outputs, project.quantities, project.targets, strict=True)
    lines = [
        *_lines("产出指标", "数量指标", _SECOND_WEIGHTS["数量指标"], [_quantity(scene, *each) for each in outputs]),
        *_lines("产出指标", "质量指标", _SECOND_WEIGHTS["质量指标"], _quality(scene, plan.quality)),
        *_lines("产出指标", "时效指标", _SECOND_WEIGHTS["时效指标"], [("任务完成时间", "12月底前", "12月底前完成")]),
        *_lines(
            "产出指标",
            "成本指标",
            _SECOND_WEIGHTS["成本指标"],
            [_cost(scene, "项目总成本", project.adjusted, project.actual)],
        ),
        *_benefits(scene, plan.name, ("社会效益", "可持续影响")),
        *_satisfaction(scene, plan.name),
    ]
    return _with_a_miss(scene, plan.name, lines)


def whole_indicators(scene: Scene) -> tuple[Indicator, ...]:
    """Return the indicators of the agency's whole expenditure: the first output of each project, common benefits."""
    projects = scene.now.projects[:5]
    quantities = [
        _quantity(scene, project.plan.outputs[0], project.quantities[0], project.targets[0]) for project in projects
    ]
    qualities = _quality(scene, [project.plan.quality[0] for project in projects[:3]])
    lines = [
        *_lines("产出指标", "数量指标", _SECOND_WEIGHTS["数量指标"], quantities),
        *_lines("产出指标", "质量指标", _SECOND_WEIGHTS["质量指标"], qualities),
        *_lines("产出指标", "时效指标", _SECOND_WEIGHTS["时效指标"], [("年度重点工作完成时限", "年内", "年内完成")]),
        *_lines(
            "产出指标",
            "成本指标",
            _SECOND_WEIGHTS["成本指标"],
            [_cost(scene, "年度支出总额", whole_money(scene)[1], whole_money(scene)[2])],
        ),
        *_benefits(scene, "whole", tuple(_BENEFITS)),
        *_satisfaction(scene, "whole"),
    ]
    return _with_a_miss(scene, "whole", lines)


def whole_money(scene: Scene) -> tuple[Decimal, Decimal, Decimal]:
    """Return (budget, adjusted budget, outturn) of all money."""
    now = scene.now
    own = total(line.spent for line in now.own.lines)
    own_budget = total(project.budget for project in now.projects if project.fund == "own")
    return (
        total(fund.budget for fund in now.funds) + own_budget,
        total(fund.adjusted for fund in now.funds) + own,
        now.spent,
    )


def whole_score(scene: Scene) -> Decimal:
    """Return the total score of the whole expenditure's self-evaluation."""
    _, adjusted, spent = whole_money(scene)
    return money_score(spent, adjusted) + total(line.score for line in whole_indicators(scene))


def project_score(scene: Scene, project: Project) -> Decimal:
    """Return the score of one project."""
    lines = project_indicators(scene, project)
    return money_score(project.actual, project.adjusted) + total(line.score for line in lines)


def average_score(scene: Scene) -> Decimal:
    """Return the mean score of the projects, with two decimals."""
    scores = [project_score(scene, project) for project in scene.now.projects]
    return (total(scores) / len(scores)).quantize(CENT, ROUND_HALF_UP)
