"""Targets of projects (项目支出绩效目标表): what is to be reached, with no word on what was."""

from collections.abc import Sequence
from itertools import groupby

from ingest.samples.budget.model import PlannedProject
from ingest.samples.budget.narrative import both
from ingest.samples.document import Cell, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.money import in_ten_thousands
from ingest.samples.scene import Scene, noted
from ingest.samples.tables.frame import label

_INDICATORS = "performance_indicators"
_WIDTHS = (1, 1.2, 1.4, 2.4, 1.6)
_MOST = 3  # projects with a form of their own

Line = tuple[str, str, str, str]  # level 1, 2, 3, target


def _lines(scene: Scene, project: PlannedProject) -> list[Line]:
    plan, chance = project.plan, scene.shared
    sign = "≥" if chance.happens("signs of targets", 0.6) else ""
    outputs = zip(plan.outputs, project.targets, strict=True)
    lines: list[Line] = [
        ("产出指标", "数量指标", f"{output.name}数量", f"{sign}{planned}{output.unit}") for output, planned in outputs
    ]
    lines += [
        ("产出指标", "质量指标", name, f"{sign}{chance.pick(f'target {name}', (90, 95, 98))}%") for name in plan.quality
    ]
    lines.append(("产出指标", "时效指标", "任务完成时间", f"{scene.year}年12月底前"))
    limit = scene.manner.amount(in_ten_thousands(project.amount)).replace(" ", "")
    lines.append(("成本指标", "经济成本指标", "项目总成本", f"≤{limit}"))
    lines.append(("效益指标", "社会效益指标", "公共服务便利程度", chance.pick("benefit", ("明显提升", "有所提高"))))
    lines.append(("满意度指标", "服务对象满意度指标", "服务对象满意度", f"≥{chance.pick('satisfaction', (90, 95))}%"))
    return lines


def _rows(lines: Sequence[Line], project: str) -> list[Row]:
    rows: list[Row] = [
        (label("绩效指标", rows=len(lines) + 1), *map(label, ("一级指标", "二级指标", "三级指标", "指标值")))
    ]
    place = 0
    for level1, of_level1 in groupby(lines, key=lambda line: line[0]):
        first = [*of_level1]
        heads: list[Cell] = [label(level1, rows=len(first))]
        for level2, of_level2 in groupby(first, key=lambda line: line[1]):
            second = [*of_level2]
            heads.append(label(level2, rows=len(second)))
            for _, _, level3, target in second:
                place += 1
                key = (project, str(place))
                facts = (
                    Datum(_INDICATORS, key, "level1", level1),
                    Datum(_INDICATORS, key, "level2", level2),
                    Datum(_INDICATORS, key, "level3", level3),
                    Datum(_INDICATORS, key, "project", project),
                )
                rows.append((*heads, noted(level3, *facts), noted(target, Datum(_INDICATORS, key, "target", target))))
                heads = []
    return rows


def target_tables(scene: Scene, number: str) -> tuple[Table, ...]:
    """The forms of the first projects; only the first bears the title."""
    now, _ = both(scene)
    tables: list[Table] = []
    for project in now.projects[:_MOST]:
        outputs = "；".join(
            f"{output.name}{planned}{output.unit}"
            for output, planned in zip(project.plan.outputs, project.targets, strict=True)
        )
        rows: list[Row] = [
            (label("项目名称", 2), Cell((project.plan.name,), columns=3)),
            (label("主管部门", 2), Cell((scene.shown,), columns=1), label("实施单位"), scene.shown),
            (label("年度资金总额（万元）", 2), Cell((str(in_ten_thousands(project.amount)),), columns=3)),
            (
                label("年度绩效目标", 2),
                Cell(scene.say("budget_targets.goal", outputs=outputs), columns=3, align="left"),
            ),
            *_rows(_lines(scene, project), project.plan.name),
        ]
        title = "" if tables else f"{number}项目支出绩效目标表"
        tables.append(
            Table(
                "target_table",
                title,
                (),
                (),
                tuple(rows),
                (),
                _WIDTHS,
                repeat_head=False,
                number=number if title else "",
            )
        )
    return tuple(tables)
