"""Scoring forms (部门整体支出绩效评价指标评分表): what is judged by a standard, with points and no values of its own.

一级指标 分值 二级指标 分值 三级指标 分值 评价标准 指标说明 得分: the points of a level stand right behind it. Some of the third
level are rates of the vocabulary (预算完成率, 公用经费控制率 …); their points are figures, too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ingest.figures import ALL, Figure
from ingest.folding import squeeze
from ingest.table_view import Slot, TableView
from ingest.vocabulary import load_indicators

_WEIGHT = re.compile(r"(?:标准|指标)?(?:分值|权重|分数)(?:\(.{1,3}\))?")
_OTHER_NAMES = {"预算调整率": "performance.budget_control_rate", "支付进度率": "performance.payment_progress_rate"}


def weights_of_levels(header: Sequence[Slot]) -> dict[str, Slot]:
    """The columns 分值 of the levels where each stands right behind its level; that of the third is the indicator's."""
    found: dict[str, Slot] = {}
    for before, slot in pairwise(header):
        level = re.match(r"([一三])级指标", before.words)
        if level and _WEIGHT.fullmatch(slot.words):
            found["level1_weight" if level[1] == "一" else "weight"] = slot
    return found


def is_scoring_form(columns: Mapping[str, Slot]) -> bool:
    """Points and no values: neither a target nor what was reached has a column."""
    return "score" in columns and not {"target", "actual"} & columns.keys()


def is_scored(cells: Mapping[str, Slot | None]) -> bool:
    """A row with points, printed or given."""
    return any(slot is not None and slot.number is not None for slot in (cells.get("weight"), cells.get("score")))


def read_scored_rates(view: TableView, year: int) -> Iterator[Figure]:
    """Yield weight and score of the rates that the vocabulary knows; nothing for forms with values."""
    header = next((row for row in view.rows if any(slot.words == "三级指标" for slot in row)), None)
    if header is None or any(re.search(r"完成值|实际值|完成情况|(?:年度|目标|指标)值", slot.words) for slot in header):
        return
    name = next(slot for slot in header if slot.words == "三级指标")
    points = {"weight": weights_of_levels(header).get("weight")}
    points["score"] = next((slot for slot in header if re.fullmatch(r"(?:自评|评价|实际)?得分", slot.words)), None)
    for row in view.rows[view.rows.index(tuple(header)) + 1 :]:
        cell = view.cell_below(header, name, row)
        indicator = _rates().get(_bare(cell.words)) if cell is not None else None
        for measure, column in points.items():
            slot = view.cell_below(header, column, row) if column is not None and indicator else None
            figure = (
                view.figure(slot, indicator, scope=ALL, year=year, measure=measure, unit="分")
                if slot and indicator
                else None
            )
            if figure is not None:
                yield figure


@cache
def _rates() -> dict[str, str]:
    known = {
        _bare(squeeze(one.label)): code
        for code, one in load_indicators().items()
        if code.startswith("performance.") and {"weight", "score"} <= set(one.measures) and code.endswith("_rate")
    }
    return known | _OTHER_NAMES


def _bare(words: str) -> str:
    return re.sub(r"[“”\"＂'‘’]|\(.{1,4}\)$", "", words)
