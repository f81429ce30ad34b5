"""Self-evaluation forms (自评表): the money of the year, the indicators with target, result and score, the total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ingest.amounts import parse_number
from ingest.extract.tables.scoring import is_scored, is_scoring_form, read_scored_rates, weights_of_levels
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, GENERAL_PUBLIC, GOV_FUND, Figure
from ingest.folding import fold, squeeze
from ingest.rows import PerformanceIndicator, Project
from ingest.table_view import Slot, TableView

FORMS = frozenset({"self_evaluation_table", "project_self_evaluation_table"})
TARGETS = "target_table"  # what is to be reached, with no word on what was

_FUND_LINES = (
    (re.compile(r"年度(?:财政)?资金总额|年度总金额|资金总额|总额"), "performance.funds"),
    (re.compile(r"(?:其中[:：]?)?(?:当年|本年|本年度)?财政(?:拨款|资金)"), "performance.funds.fiscal"),
    (re.compile(r"(?:其中[:：]?)?上年(?:度)?结转"), "performance.funds.carryover"),
    (re.compile(r"(?:其中[:：]?)?其他资金"), "performance.funds.other"),
)
# Points first: 执行率得分 and 得分（20分*执行率） hold points, 执行率权重 how many there are.
_FUND_COLUMNS = (
    (re.compile(r"得分"), ACTUAL, "score", "分"),
    (re.compile(r"分值|权重"), ACTUAL, "weight", "分"),
    (re.compile(r"年初预算"), BUDGET, "amount", None),
    (re.compile(r"(?:全年|调整后?)(?:\(调整\))?预算"), ADJUSTED, "amount", None),
    (re.compile(r"^预算(?:数|安排数|金额)(?:\([A-Z万元]+\))?$"), BUDGET, "amount", None),
    (re.compile(r"全年执行|执行数|全年支出|决算数"), ACTUAL, "amount", None),
    (re.compile(r"执行率"), ACTUAL, "completion_rate", "%"),
)
# What stands inside one cell: 其中：一般公共预算：1385.51.
_INSIDE = re.compile(r"(?P<label>[\u4e00-\u9fff（）()]+)\s*[:：]\s*(?P<number>-?\d[\d,]*(?:\.\d+)?)")
_INSIDE_LABELS = {
    "一般公共预算": ("income.fiscal", GENERAL_PUBLIC),
    "一般公共预算拨款": ("income.fiscal", GENERAL_PUBLIC),
    "政府性基金拨款": ("income.fiscal", GOV_FUND),
    "政府性基金预算拨款": ("income.fiscal", GOV_FUND),
    "其他资金": ("income.other", ALL),
    "基本支出": ("expenditure.basic", ALL),
    "项目支出": ("expenditure.project", ALL),
    "经营支出": ("expenditure.operating", ALL),
}
_PROJECT_LABEL = re.compile(r"(?:项目(?:支出)?|专项(?:资金|经费))名称[:：]?")
_OWN_SCORE = re.compile(r"自评(?:总)?(?:得)?分(?:\(分\))?[:：]?|自评总得分")
_LEVEL_WEIGHT = re.compile(r"\(\s*(\d+(?:\.\d+)?)\s*分?\s*\)")
_TARGET = re.compile(
    r"(?P<operator>≥|≤|>=|<=|>|<|=|不低于|不少于|不超过|不高于)?(?P<value>-?\d[\d,]*(?:\.\d+)?)(?P<unit>.*)"
)
_SIGN = re.compile(r"[≥≤><=]{1,2}")
_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_UNTITLED = re.compile(r"(?:表\d+)?")  # what a table without a title is called
_OPERATORS = {"不低于": "≥", "不少于": "≥", "不超过": "≤", "不高于": "≤", ">=": "≥", "<=": "≤"}


def split_forms(view: TableView) -> tuple[TableView, ...]:
    """The forms of several projects that stand in one table, one below the other; each begins with its project's name."""
    starts = [at for at, row in enumerate(view.rows) if _begins_form(row)]
    if view.form not in {"project_self_evaluation_table", TARGETS} or len(starts) < 2:
        return (view,)
    starts[0] = 0
    return tuple(
        replace(view, rows=view.rows[start:end])
        for start, end in zip(starts, [*starts[1:], len(view.rows)], strict=True)
    )


def _begins_form(row: Sequence[Slot]) -> bool:
    return any(_PROJECT_LABEL.fullmatch(slot.words) for slot in row[:2]) and not any(
        _names_indicators(slot) for slot in row
    )


def read_self_evaluation_figures(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a self-evaluation form of a report about `year`."""
    yield from read_scored_rates(view, year)
    header = _funds_header(view)
    for row in view.rows:
        indicator = _fund_line(row)
        if header is not None and indicator is not None:
            yield from _funds(view, header, row, indicator, year)
        for slot in row:
            yield from _inside(view, slot, year)
        yield from _own_score(view, row, year)
        numbers = [slot for slot in row if slot.number]
        if row and any(re.fullmatch(r"总分|合计得?分?|总得分", slot.words) for slot in row[:2]) and numbers:
            # Scoring forms repeat the sum of the weights below each level; the score stands last.
            for slot, measure in zip((numbers[0], *numbers[1:][-1:]), ("weight", "score"), strict=False):
                figure = view.figure(slot, "performance.total", scope=ALL, year=year, measure=measure, unit="分")
                if figure is not None:
                    yield figure


def _own_score(view: TableView, row: Sequence[Slot], year: int) -> Iterator[Figure]:
    """自评得分 beside the points, in the fields at the head of a form; a column of that name has them below."""
    for label, value in pairwise(row):
        if _OWN_SCORE.fullmatch(label.words) and value.number is not None:
            figure = view.figure(value, "performance.total", scope=ALL, year=year, measure="score", unit="分")
            if figure is not None:
                yield figure


def _funds_header(view: TableView) -> tuple[Slot, ...] | None:
    """The row that names the columns of the money."""
    return next(
        (row for row in view.rows if sum(bool(re.search(r"预算数|执行数|执行率", slot.words)) for slot in row) > 1),
        None,
    )


def _fund_line(row: Sequence[Slot]) -> str | None:
    for slot in row[:3]:
        for pattern, indicator in _FUND_LINES:
            if slot.number is None and re.match(
                rf"(?:{pattern.pattern})(?:\(.{{0,6}}\))?[:：]?$|{pattern.pattern}资?金?$", slot.words
            ):
                return indicator
    return None


def _funds(view: TableView, header: Sequence[Slot], row: Sequence[Slot], indicator: str, year: int) -> Iterator[Figure]:
    for name in header:
        column = next((one for one in _FUND_COLUMNS if one[0].search(name.words)), None)
        slot = view.cell_below(header, name, row) if column else None
        if column is None or slot is None or (column[3] and indicator != "performance.funds"):
            continue
        _, phase, measure, unit = column
        base = ADJUSTED if measure == "completion_rate" else ""
        figure = view.figure(slot, indicator, scope=ALL, year=year, phase=phase, measure=measure, unit=unit, base=base)
        if figure is not None:
            yield figure


def _inside(view: TableView, slot: Slot, year: int) -> Iterator[Figure]:
    """A label and its amount inside one cell."""
    if slot.span is None or slot.number is not None:
        return
    for match in _INSIDE.finditer(slot.written):
        label = squeeze(match["label"]).removeprefix("其中")
        known = _INSIDE_LABELS.get(label)
        if known is None or re.search(r"[\u4e00-\u9fff]", fold(slot.written[match.end() : match.end() + 1])):
            continue
        start = slot.span.start + match.start("number")
        figure = view.figure_at(match["number"], start, known[0], scope=known[1], year=year)
        if figure is not None:
            yield figure


def read_performance_indicators(view: TableView) -> Iterator[PerformanceIndicator]:
    """Yield the indicators of a self-evaluation form; blank ones of an empty form are none."""
    place = next((at for at, row in enumerate(view.rows) if any(_names_indicators(slot) for slot in row)), None)
    if place is None:
        return
    header = view.rows[place]
    columns = {key: slot for slot in header for key, pattern in _COLUMNS.items() if pattern.search(slot.words)}
    columns |= weights_of_levels(header)
    project = "" if "project" in columns else _project_name(view)
    scoring = is_scoring_form(columns)
    level1 = level2 = ""
    level1_weight: Decimal | None = None
    kinds = (_level1_of(slot) for row in view.rows[place + 1 :] for slot in row)
    first = next(filter(None, kinds), "")
    leveled = "level1" in columns
    for row in view.rows[place + 1 :]:
        cells = {key: view.cell_below(header, slot, row) for key, slot in columns.items()}
        words = {key: _line(slot) for key, slot in cells.items()}
        if any(re.fullmatch(r"总分|合计", slot.words) for slot in row[:2]):
            return
        # Where a page cut the merged cell of the first level away, the second level says which it was.
        kind = _level1_of(cells.get("level2"))
        level1 = words.get("level1") or (kind if kind and not level1.startswith(kind) else level1) or first
        level2 = words.get("level2") or level2
        project = words.get("project") or project
        name = cells.get("level3")
        if name is None or name.span is None or not re.search(r"[\u4e00-\u9fff\w]", name.words.replace("…", "")):
            continue
        if (leveled and not level1) or not (
            words.get("target") or words.get("actual") or (scoring and is_scored(cells))
        ):
            continue
        title, weight = _split_weight(level1)
        if "level1_weight" in columns:
            beside = _number(cells.get("level1_weight"))
            level1_weight = beside if beside is not None else level1_weight
            weight = weight if weight is not None else level1_weight
        target, actual = words.get("target", ""), words.get("actual", "")
        # Where the sign and the unit stand in columns of their own, the three cells are one target.
        sign = squeeze(words.get("nature", ""))  # or a word: 定量指标
        whole = (sign if _SIGN.fullmatch(sign) else "") + squeeze(target + words.get("unit", ""))
        asked = _TARGET.fullmatch(whole if _DIGITS.fullmatch(squeeze(target)) else squeeze(target))
        got = _TARGET.match(squeeze(actual))
        yield PerformanceIndicator(
            part=view.part,
            level1=title,
            level1_weight=weight,
            level2=_split_weight(level2)[0],
            level3=words["level3"],
            target=target,
            actual=actual,
            weight=_number(cells.get("weight")),
            score=_number(cells.get("score")),
            deviation=words.get("deviation", ""),
            project=project,
            operator=_operator(asked) if target else "",
            target_value=parse_number(asked["value"]) if asked else None,
            target_unit=asked["unit"] if asked else "",
            actual_value=parse_number(got["value"]) if got else None,
            start=name.span.start,
            end=max(slot.span.end for slot in row if slot.span),
        )


def _names_indicators(slot: Slot) -> bool:
    """The column of the indicators; forms without levels call it 指标名称."""
    return slot.words in {"三级指标", "指标名称"}


def _level1_of(slot: Slot | None) -> str:
    """The first level that a kind of indicators belongs to in every form; empty for other words."""
    words = slot.words if slot is not None else ""
    return next((level1 for pattern, level1 in _KINDS if pattern.match(words)), "")


_KINDS = (
    (re.compile(r"(?:数量|质量|时效|成本)指标"), "产出指标"),
    (re.compile(r"(?:经济|社会|生态|环境)效益(?:指标)?|可持续影响"), "效益指标"),
    (re.compile(r"服务对象满意度"), "满意度指标"),
)
_COLUMNS = {
    "project": re.compile(r"^项目(?:支出)?名称$"),
    "level1": re.compile(r"^一级指标"),
    "level2": re.compile(r"^二级指标"),
    "level3": re.compile(r"^(?:三级指标|指标名称$)"),
    "target": re.compile(r"(?:年度|预期|目标).*值|^(?:年初)?指标值|绩效目标值|计划完成"),
    "nature": re.compile(r"^指标性质"),
    "unit": re.compile(r"^(?:度量|计量)单位"),
    "actual": re.compile(r"完成值|完成情况|实际值"),
    "weight": re.compile(r"分值|权重"),
    "score": re.compile(r"得分"),
    "deviation": re.compile(r"偏差|原因|备注"),
}


def read_form_project(view: TableView, year: int) -> Iterator[Project]:
    """Yield the project of a project's own form, unless the form is blank."""
    name = _project_name(view)
    if view.form != "project_self_evaluation_table" or not name:
        return
    amounts: dict[tuple[str, str, str], Figure] = {}
    for figure in read_self_evaluation_figures(view, year):
        amounts.setdefault((figure.indicator, figure.phase, figure.measure), figure)

    def value(indicator: str, phase: str, measure: str = "amount") -> Decimal | None:
        found = amounts.get((indicator, phase, measure))
        return found.value if found else None

    slot = _project_slot(view)
    span = slot.span if slot else None
    yield Project(
        part=view.part,
        scope="",
        name=name,
        year=year,
        budget=value("performance.funds", BUDGET),
        adjusted=value("performance.funds", ADJUSTED),
        actual=value("performance.funds", ACTUAL),
        score=value("performance.total", ACTUAL, "score"),
        section=view.section,
        start=span.start if span else None,
        end=span.end if span else None,
    )


def _project_slot(view: TableView) -> Slot | None:
    for row in view.rows[:4]:
        for at, slot in enumerate(row):
            if _PROJECT_LABEL.fullmatch(slot.words):
                return next((one for one in row[at + 1 :] if not one.blank), None)
    return None


def _project_name(view: TableView) -> str:
    slot = _project_slot(view)
    return _line(slot) if slot else ""


def name_form(view: TableView) -> str:
    """What a sentence calls a form: 《项目支出绩效自评表》“河道保洁”."""
    project = _project_name(view)
    title = "自评表" if _UNTITLED.fullmatch(view.title) else f"《{squeeze(view.title)}》"
    return f"{title}“{project}”" if project else title


def _operator(match: re.Match[str] | None) -> str:
    if match is None:
        return "定性"
    printed = match["operator"] or "="
    return _OPERATORS.get(printed, printed)


def _split_weight(words: str) -> tuple[str, Decimal | None]:
    """产出指标（50分）."""
    match = _LEVEL_WEIGHT.search(fold(words))
    return (words[: match.start()].strip(), parse_number(match[1])) if match else (words, None)


def _line(slot: Slot | None) -> str:
    return re.sub(r"\s+", " ", slot.text).strip() if slot else ""


def _number(slot: Slot | None) -> Decimal | None:
    number = slot.number if slot else None
    return number.value if number else None
