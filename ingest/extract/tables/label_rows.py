"""Forms with a label beside one number: procurement, state assets, statistics below the 三公 form.

A label that names its unit in brackets counts (车辆数合计（辆）); others are amounts, read by the words of
`vocabulary/labels.csv`. State assets also stand across, a column a kind.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.figures import ALL, Figure
from ingest.folding import squeeze
from ingest.table_view import Slot, TableView, is_line_number
from ingest.vocabulary import load_labels, read_table

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[、.])+")
_AMONG = re.compile(r"^其中:")
_TOTALS = {"procurement": "procurement", "purchased_services": "procurement.purchased_services"}
_COLUMNS = {
    "资产总额": "assets.total",
    "资产合计": "assets.total",
    "流动资产": "assets.current",
    "固定资产": "assets.fixed",
    "在建工程": "assets.construction",
    "无形资产": "assets.intangible",
}


def read_label_rows(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a form whose rows are a label and a number, or of the assets' row of many columns."""
    yield from _read_across(view, year)
    for row in view.rows:
        label = next((slot for slot in row if slot.words and slot.number is None), None)
        if label is None:
            continue
        words = _NUMBERING.sub("", label.words)
        counted = list(read_counts_of(view, row, words, ALL, year))
        if counted:
            yield from counted
            continue
        indicator = _TOTALS.get(view.form or "") if words in {"合计", "总计"} else _amount_label(words)
        slot = _value(row, label)
        if indicator is not None and slot is not None:
            figure = view.figure(slot, indicator, scope=ALL, year=year)
            if figure is not None:
                yield figure


def read_counts_of(view: TableView, row: Sequence[Slot], words: str, scope: str, year: int) -> Iterator[Figure]:
    """Yield the count that a row states, its label naming the unit: 公务用车保有量（辆）."""
    for row_of_form in _counted():
        pattern, indicator, unit = row_of_form
        if not pattern.fullmatch(_AMONG.sub("", words)):
            continue
        printed = [slot for slot in row[1:] if slot.number is not None]
        slot = row[-1] if row[-1].number is not None else printed[0] if len(printed) == 1 else None
        if slot is not None:
            of = ALL if indicator.startswith("assets") else scope
            figure = view.figure(slot, indicator, scope=of, year=year, measure="count", unit=unit)
            if figure is not None:
                yield figure
        return


def _value(row: Sequence[Slot], label: Slot) -> Slot | None:
    """The first amount behind a label; the number of the line is none."""
    behind = [slot for slot in row if slot.column > label.column and slot.number is not None]
    return next((slot for slot in behind if not is_line_number(slot) or slot is row[-1]), None)


def _read_across(view: TableView, year: int) -> Iterator[Figure]:
    """资产总额, 流动资产, 固定资产 … as columns over one row of amounts."""
    header = next((row for row in view.rows if sum(slot.words in _COLUMNS for slot in row) > 1), None)
    total = next((row for row in view.rows if row and row[0].words in {"合计", "总计"} and _has_amount(row)), None)
    if header is None or total is None:
        return
    shifted = _shifts(view, header)
    for name in header:
        slot = view.cell_below(header, name, total) if view.merged else _by_order(name, total, shifted)
        if name.words in _COLUMNS and slot is not None:
            figure = view.figure(slot, _COLUMNS[name.words], scope=ALL, year=year)
            if figure is not None:
                yield figure


def _shifts(view: TableView, header: Sequence[Slot]) -> tuple[int, int]:
    """(column, by how much what stands behind it moved): a divided heading that lost its width, 固定资产 over 小计, 房屋…."""
    at = view.rows.index(tuple(header)) + 1
    below = [slot for slot in view.rows[at] if slot.words] if at < len(view.rows) else []
    divided = len(below) > 1 and below[0].words == "小计" and not any(slot.number for slot in below)
    return (below[0].column, len(below) - 1) if divided else (0, 0)


def _by_order(name: Slot, total: Sequence[Slot], shifted: tuple[int, int]) -> Slot | None:
    """Where no cell is merged, the heading's text stands in the column of the first amount it covers.

    Where the widths of headings were lost, those behind a divided one stand too far left.
    """
    behind, by = shifted
    moved = by if name.column > behind and total[-1].column >= name.column + by else 0
    return next((slot for slot in total if slot.column == name.column + moved), None)


def _has_amount(row: Sequence[Slot]) -> bool:
    return any(slot.number is not None and not is_line_number(slot) for slot in row)


@cache
def _amount_labels() -> dict[str, str]:
    wanted = (
        "procurement",
        "assets.total",
        "assets.fixed",
        "assets.current",
        "assets.construction",
        "assets.intangible",
    )
    return {
        squeeze(spelling): indicator
        for indicator, spellings in load_labels().items()
        if indicator.startswith(wanted)
        for spelling in spellings
    }


def _amount_label(words: str) -> str | None:
    known = _amount_labels()
    bare = _AMONG.sub("", words)
    return known.get(bare) or known.get(bare.removeprefix("政府")) or known.get(bare.removeprefix("政府采购"))


@cache
def _counted() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["pattern"]), row["indicator"], row["unit"]) for row in read_table("counted_rows.csv"))
