"""The base data form of Hunan's self-evaluations (基础数据表): two years and a budget side by side, projects among them."""

import re
from collections.abc import Iterator, Sequence

from ingest.figures import ACTUAL, ALL, BUDGET, Figure
from ingest.folding import squeeze
from ingest.rows import Project
from ingest.table_view import Slot, TableView
from ingest.vocabulary import load_labels

_NUMBERING = re.compile(r"^(?:\d+[、.]|\(\d+\))")
_COLUMN = re.compile(r"(?P<year>20\d\d)年(?:度)?(?P<phase>决算|预算)数?")
_ITEM_NOTE = re.compile(r"\(一个专项一行\)")
_PROJECTS, _AFTER_PROJECTS = "项目支出", "公用经费"
_ALSO = {
    "项目支出": "expenditure.project",
    "公用经费": "expenditure.basic.public",
    "办公经费": "office",
    "水费、电费、差旅费": "utilities_and_travel",
    "会议费、培训费": "meetings_and_training",
    "出国经费": "three_public.abroad",
    "部门基本支出预算调整": "expenditure.basic.adjustment",
}
_HEADED = {
    # name of a column with the value in the row below: indicator, measure, unit
    "编制数": ("staff.quota", "count", "人"),
    "实际在职人数": ("staff.actual", "count", "人"),
    "控制率": ("staff.control_rate", "share", "%"),
    "批复规模": ("buildings.approved_area", "count", "平方米"),
    "实际规模": ("buildings.actual_area", "count", "平方米"),
    "规模控制率": ("buildings.area_control_rate", "share", "%"),
    "预算投资": ("buildings.budget_investment", "amount", None),
    "实际投资": ("buildings.actual_investment", "amount", None),
    "投资概算控制率": ("buildings.investment_control_rate", "share", "%"),
}


def read_base_data_figures(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a base data form of a report about `year`; nothing for other forms."""
    if view.form != "base_data_table":
        return
    names = _indicators()
    header: tuple[Slot, ...] = ()
    among_projects = False  # whose names may be labels of indicators: 公务用车运行维护费
    for number, row in enumerate(view.rows):
        yield from _headed(view, row, view.rows[number + 1] if number + 1 < len(view.rows) else (), year)
        label = _label(row[0]) if row else ""
        if sum(bool(_COLUMN.search(slot.words)) for slot in row) > 1:
            header = row
        elif header and label in names and (not among_projects or label == _AFTER_PROJECTS):
            yield from _columns(view, header, row, names[label])
        among_projects = label != _AFTER_PROJECTS and (among_projects or label == _PROJECTS)


def read_base_data_projects(view: TableView, year: int) -> Iterator[Project]:
    """Yield the projects between 项目支出 and 公用经费; a line with lines of its own below it is their sum."""
    if view.form != "base_data_table":
        return
    header: tuple[Slot, ...] = ()
    inside = False
    rows: list[tuple[Slot, ...]] = []
    for row in view.rows:
        if sum(bool(_COLUMN.search(slot.words)) for slot in row) > 1:
            header = row
        label = _label(row[0]) if row else ""
        if label == _PROJECTS:
            inside = True
        elif label == _AFTER_PROJECTS:
            break
        elif inside and label:
            rows.append(row)
    for at, row in enumerate(rows):
        amounts = {(one.phase, one.year): one.value for one in _columns(view, header, row, "expenditure.project")}
        span = row[0].span
        if not amounts or span is None:
            continue
        numbered = bool(_NUMBERING.match(row[0].words))
        below = at + 1 < len(rows) and not _NUMBERING.match(rows[at + 1][0].words)
        yield Project(
            part=view.part,
            scope="",
            name=_name(row[0]),
            year=year,
            budget=amounts.get((BUDGET, year)),
            actual=amounts.get((ACTUAL, year)),
            prior_actual=amounts.get((ACTUAL, year - 1)),
            is_subtotal=numbered and below,
            section=view.section,
            start=span.start,
            end=span.end,
        )


def _columns(view: TableView, header: Sequence[Slot], row: Sequence[Slot], indicator: str) -> Iterator[Figure]:
    for name in header:
        column = _COLUMN.search(name.words)
        slot = view.cell_below(header, name, row) if column else None
        if column is None or slot is None:
            continue
        phase = ACTUAL if column["phase"] == "决算" else BUDGET
        figure = view.figure(slot, indicator, scope=ALL, year=int(column["year"]), phase=phase)
        if figure is not None:
            yield figure


def _headed(view: TableView, header: Sequence[Slot], row: Sequence[Slot], year: int) -> Iterator[Figure]:
    """Columns whose value stands below their name."""
    for name in header:
        words = re.sub(r"^20\d\d年(?:度)?|\(.*?\)$", "", name.words)
        known = _HEADED.get(words)
        slot = view.cell_below(header, name, row) if known and row else None
        if known is None or slot is None:
            continue
        figure = view.figure(slot, known[0], scope=ALL, year=year, measure=known[1], unit=known[2])
        if figure is not None:
            yield figure


def _indicators() -> dict[str, str]:
    """Labels of amounts as this form prints them."""
    spelled = {squeeze(word): code for code, words in load_labels().items() for word in words if "X" not in word}
    return spelled | _ALSO


def _label(slot: Slot) -> str:
    words = _NUMBERING.sub("", slot.words)
    return re.sub(r"^其中[:：]", "", words).rstrip(":：")


def _name(slot: Slot) -> str:
    text = re.sub(r"\s+", "", slot.text)
    return _ITEM_NOTE.sub("", _NUMBERING.sub("", text).replace("（一个专项一行）", "").replace("(一个专项一行）", ""))
