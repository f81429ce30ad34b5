"""Whether two reports are about one body in one extent: what a reorganisation explains is never a finding."""

from collections.abc import Iterable

from ingest.across.report import Report
from ingest.agency_forms import same_stem
from ingest.folding import squeeze

_COVERAGES = {"department": "部门汇总", "unit": "单位本级", None: "没有写明"}


def tell_apart(now: Report, before: Report) -> str:
    """Why the numbers of two reports of one agency may lawfully differ; empty where nothing says that they may."""
    if not same_stem(now.body, before.body):
        return f"单位名称不同（{before.year}年为“{before.body}”，{now.year}年为“{now.body}”），可能经过机构调整"
    if now.coverage != before.coverage:
        return f"两份报告的范围不同（{before.year}年{_COVERAGES[before.coverage]}，{now.year}年{_COVERAGES[now.coverage]}）"
    mine, theirs = _names(now), _names(before)
    if mine and theirs and mine != theirs:
        return f"两份报告所含的单位不同（{before.year}年{len(theirs)}个，{now.year}年{len(mine)}个或名称有变）"
    return ""


def _names(report: Report) -> frozenset[str]:
    return frozenset(squeeze(one.name) for one in report.units)


def one_of(reports: Iterable[Report], like: Report, *, kind: str, year: int) -> Report | None:
    """The report of a type and year of the same agency: that of the same coverage, else the only one there is."""
    found = [one for one in reports if (one.agency, one.type, one.year) == (like.agency, kind, year)]
    same = [one for one in found if one.coverage == like.coverage]
    best = same or found
    return best[0] if len(best) == 1 else None
