"""The form of the three kinds of public expense in a budget (“三公”经费支出表), and what stands beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.extract.tables.budget_cells import (
    column_titles,
    fund_of,
    label_pairs,
    planned_figure,
    scope_of_title,
    title_of,
    total_row,
    year_of,
)
from ingest.extract.tables.label_rows import read_counts_of
from ingest.figures import ALL, BUDGET, GENERAL_PUBLIC, Figure
from ingest.table_view import Slot, TableView

_THREE_PUBLIC = (
    (re.compile(r"增减|比例|增长"), None),
    (re.compile(r"^(?:.*/)?会议费$"), "meetings"),
    (re.compile(r"^(?:.*/)?培训费$"), "training"),
    (re.compile(r"会议|培训"), None),
    (re.compile(r"机关运行经费$"), "agency_operation"),
    (re.compile(r"出国"), "three_public.abroad"),
    (re.compile(r"接待"), "three_public.reception"),
    (re.compile(r"(?:用车|车辆)(?:购置)?[及和、与]运行[^/]*(?:/?小计)?$|(?:用车|车辆)费?$"), "three_public.vehicles"),
    (re.compile(r"购置费?$"), "three_public.vehicles.purchase"),
    (re.compile(r"运行(?:维护)?费?$"), "three_public.vehicles.operation"),
    (re.compile(r"合计|总计|小计|三公"), "three_public"),
)
_COUNTED = re.compile(r"\([个批次人辆]+\)$|(?:批次|人次|人数|团组|保有量)$")
_MAIN_KINDS = ("three_public", "three_public.abroad", "three_public.vehicles", "three_public.reception")
_FIXED_SCOPES = {"meetings": ALL, "training": ALL, "agency_operation": GENERAL_PUBLIC}  # whatever the title says
_OPERATION = "agency_operation"
_CARS = ("three_public.vehicles.purchase", "three_public.vehicles.operation")


def read_three_public(view: TableView, year: int) -> Iterator[Figure]:
    """“三公”经费支出表: kinds as columns with one row of amounts, or kinds as rows."""
    scope = scope_of_title(view.title)
    titles = tuple(_without_wider_sum(title, column_titles(view)) for title in column_titles(view))
    kinds = {at: _kind(title) for at, title in enumerate(titles)}
    sideways = any(
        len({_kind(slot.words) for slot in row[1:] if slot.number is None} - {None}) > 1 for row in view.rows
    )
    if len({one for one in kinds.values() if one}) < 3 and not sideways:
        yield from _three_public_rows(view, titles, scope, year)
        return
    row = total_row(view) or next((row for row in view.rows if _holds_amounts(row)), ())
    ordered = list(_in_order(view, row, year))
    for slot, kind, about in ordered:
        yield from planned_figure(view, slot, kind, _FIXED_SCOPES.get(kind, scope), about)
    for slot in row if not ordered else ():
        title = title_of(view, titles, row, slot)
        indicator, told = _kind(title), year_of(title, year)
        if indicator and told is not None and slot.number is not None and not re.search(r"行次|栏次|序号", title):
            yield from planned_figure(view, slot, indicator, _FIXED_SCOPES.get(indicator, scope), told)


def _holds_amounts(row: Sequence[Slot]) -> bool:
    """Numbers that do not count the columns (1 2 3 …)."""
    numbers = [slot.number.value for slot in row if slot.number is not None]
    counted = len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
    return any(slot.number for slot in row[2:]) and not counted


def _without_wider_sum(title: str, titles: Sequence[str]) -> str:
    """A 合计 beside a group of columns that is headed 三公经费 adds meetings and training to it: no sum of the three."""
    grouped = any("三公" in one and "/" in one for one in titles)
    return "" if grouped and "三公" not in title and re.search(r"合计|总计", title) else title


def _in_order(view: TableView, row: Sequence[Slot], year: int) -> Iterator[tuple[Slot, str, int]]:
    """The cells of a form that lost its columns, by the order of its heads: the cars are three amounts.

    Twice as many amounts are those of two years, last year's first. 机关运行经费 beside the three is the last of a row.
    """
    heads = [slot.words for line in view.rows for slot in line if slot.number is None]
    kinds: list[str] = []
    for head in heads:
        kind = _kind(head)
        if kind in _MAIN_KINDS and kind not in kinds:
            kinds += [kind, *(_CARS if kind == "three_public.vehicles" else ())]
    start = next((at for at, slot in enumerate(row) if slot.number and "." in slot.text), len(row))
    amounts = row[start:]
    if view.merged or len(kinds) != len(_MAIN_KINDS) + len(_CARS):
        return
    if len(amounts) == len(kinds) + 1 and any(_kind(head) == _OPERATION for head in heads):
        kinds.append(_OPERATION)
    if len(amounts) not in {len(kinds), 2 * len(kinds)}:
        return
    years = [year] if len(amounts) == len(kinds) else [year - 1, year]
    for about, place in ((about, at) for at, about in enumerate(years)):
        for slot, kind in zip(amounts[place * len(kinds) :], kinds, strict=False):
            yield slot, kind, about


def _kind(title: str) -> str | None:
    """The kind of expense of a column; its year and words above it left off where they say nothing of the kind."""
    words = re.sub(r"20\d\d年(?:度)?|预算数|\(.{0,12}\)|安排数", "", title).strip("/")
    return next((indicator for pattern, indicator in _THREE_PUBLIC if pattern.search(words)), None)


def _three_public_rows(view: TableView, titles: Sequence[str], scope: str, year: int) -> Iterator[Figure]:
    """Kinds as rows: a column a year, or a column a fund beside their sum."""
    for row in view.rows:
        for label, slots in label_pairs(row):
            counted = list(_counts(view, row, label, scope, year))
            indicator = None if counted or _COUNTED.search(label) else _kind(label)
            yield from counted
            for slot in slots if indicator else ():
                title = title_of(view, titles, row, slot)
                told = year_of(title, year)
                if indicator and told is not None:
                    fund = fund_of(title) or scope
                    yield from planned_figure(view, slot, indicator, _FIXED_SCOPES.get(indicator, fund), told)


def _counts(view: TableView, row: Sequence[Slot], label: str, scope: str, year: int) -> Iterator[Figure]:
    """相关统计数 below the money: groups, guests and cars that are planned, and the cars that are there."""
    for figure in read_counts_of(view, row, label, scope, year):
        yield figure if figure.indicator == "three_public.vehicles.held" else replace(figure, phase=BUDGET)
