"""Projects, one row each (项目支出表)."""

from ingest.samples.budget.model import FUNDS
from ingest.samples.budget.narrative import PHASE, SOURCE_WORDS, both
from ingest.samples.budget.tables.frame import FUND_LABELS, cell, framed
from ingest.samples.document import Piece, Row, Table
from ingest.samples.facts import Datum
from ingest.samples.money import ZERO, total
from ingest.samples.scene import Scene
from ingest.samples.tables.frame import label
from ingest.samples.telling import In


def project(scene: Scene, place: int) -> Table:
    """项目支出表: one row a project, its money by source."""
    now, _ = both(scene)
    sources = (*FUNDS, *SOURCE_WORDS)
    rows: list[Row] = []
    sums = {source: total(one.amount for one in now.projects if one.source == source) for source in sources}
    rows.append((label("合计", 3), *(cell(scene, yuan) for yuan in (total(sums.values()), *sums.values()))))
    for one in now.projects:
        key = (one.plan.name,)
        kind = scene.shared.pick(f"kind of {one.plan.name}", ("特定目标类", "其他运转类"))
        name = Piece(one.plan.name, facts=(Datum("projects", key, "name", one.plan.name),))
        whole = cell(scene, one.amount, In("projects", key, PHASE))
        parts = (cell(scene, one.amount if one.source == source else ZERO) for source in sources)
        rows.append((kind, name, scene.shown, whole, *parts))
    head: tuple[Row, ...] = (
        (
            label("类型", rows=2),
            label("项目名称", rows=2),
            label("项目单位", rows=2),
            label("合计", rows=2),
            label("本年拨款", 3),
            label("财政专户管理资金", rows=2),
            label("单位资金", rows=2),
        ),
        tuple(map(label, FUND_LABELS.values())),
    )
    return framed(scene, "budget_project", place, head, rows, landscape=True)
