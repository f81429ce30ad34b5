"""The forms of the 三公 expenses: one row of twelve amounts, a row for the budget and one for the accounts, or a row a kind.

Meetings and training stand beside them in some provinces, numbers of journeys, cars and guests below them in others.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.extract.tables.label_rows import read_counts_of
from ingest.figures import ACTUAL, ADJUSTED, ALL, BUDGET, FISCAL, GENERAL_PUBLIC, Figure
from ingest.folding import squeeze
from ingest.table_view import Slot, TableView, is_line_number

THREE_PUBLIC_FORMS = ("three_public", "three_public_and_meetings", "three_public_and_operation")
_KINDS = (
    "three_public",
    "three_public.abroad",
    "three_public.vehicles",
    "three_public.vehicles.purchase",
    "three_public.vehicles.operation",
    "three_public.reception",
)
_GATHERINGS = ("meetings", "training")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[、.])+")
_LABELS = (
    (re.compile(r"(?:三公经费)?(?:支出)?合计$"), "three_public"),
    (re.compile(r"因公出国(?:\(境\))?(?:费|经费|支出)"), "three_public.abroad"),
    (re.compile(r"公务用车购置及运行"), "three_public.vehicles"),
    (re.compile(r"公务用车购置(?:费|支出)?$"), "three_public.vehicles.purchase"),
    (re.compile(r"公务用车运行(?:维护)?(?:费|支出)?$"), "three_public.vehicles.operation"),
    (re.compile(r"公务接待费?(?:支出)?$"), "three_public.reception"),
    (re.compile(r"国内(?:公务)?接待(?:费|支出)$"), "three_public.reception.domestic"),
    (re.compile(r"(?:其中:)?外[事宾]接待(?:费|支出)$"), "three_public.reception.foreign"),
    (re.compile(r"国\(境\)外(?:公务)?接待(?:费|支出)$"), "three_public.reception.overseas"),
    (re.compile(r"机关运行经费$"), "agency_operation"),
    (re.compile(r"会议费$"), "meetings"),
    (re.compile(r"培训费$"), "training"),
)
_SCOPES = {"agency_operation": GENERAL_PUBLIC, "meetings": ALL, "training": ALL}


def read_three_public(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the figures of a form of the 三公 expenses, whatever its layout."""
    scope = GENERAL_PUBLIC if "一般公共预算" in squeeze(view.title) else FISCAL
    across = next((row for row in view.rows if len(row) == 2 * len(_KINDS) and _has_decimals(row)), None)
    if across is not None:
        yield from _read_across(view, across, scope, year)
        return
    by_phase = [row for row in view.rows if row and _phase(row[0].words, view) and _has_decimals(row)]
    if by_phase:
        for row in by_phase:
            yield from _read_phase_row(view, row, scope, year)
        return
    yield from _read_down(view, scope, year)


def _has_decimals(row: Sequence[Slot]) -> bool:
    return any(slot.number and "." in slot.text for slot in row)


def _read_across(view: TableView, row: Sequence[Slot], scope: str, year: int) -> Iterator[Figure]:
    """Six amounts of the budget and six of the accounts, side by side or in pairs."""
    header = [slot.words for slots in view.rows for slot in slots if slot.number is None]
    paired = sum(words == "预算数" for words in header) > 1
    phase = ADJUSTED if "全年预算" in squeeze("".join(header) + view.notes) else BUDGET
    planned, spent = (row[::2], row[1::2]) if paired else (row[: len(_KINDS)], row[len(_KINDS) :])
    for slots, told in ((planned, phase), (spent, ACTUAL)):
        yield from _row_figures(view, slots, _KINDS, scope, told, year)


def _read_phase_row(view: TableView, row: Sequence[Slot], scope: str, year: int) -> Iterator[Figure]:
    """预算数 or 决算数 with six amounts behind it, and meetings and training where the form has them."""
    indicators = (*_KINDS, *_GATHERINGS)
    amounts = row[1:]
    if len(amounts) in {len(_KINDS), len(indicators)}:
        yield from _row_figures(view, amounts, indicators, scope, _phase(row[0].words, view), year)


def _row_figures(
    view: TableView, slots: Sequence[Slot], indicators: Sequence[str], scope: str, phase: str, year: int
) -> Iterator[Figure]:
    for indicator, slot in zip(indicators, slots, strict=False):
        figure = view.figure(slot, indicator, scope=_SCOPES.get(indicator, scope), year=year, phase=phase)
        if figure is not None:
            yield figure


def _read_down(view: TableView, scope: str, year: int) -> Iterator[Figure]:
    """A row a kind, a column a phase; rows that count something follow."""
    header = next((row for row in view.rows if sum(bool(_phase(slot.words, view)) for slot in row) > 1), None)
    if header is None:
        return
    columns = [(slot, phase) for slot in header if (phase := _phase(slot.words, view))]
    for row in view.rows:
        label = next((slot for slot in row if slot.words and slot.number is None), None)
        if label is None or row is header:
            continue
        words = _NUMBERING.sub("", label.words)
        counted = list(read_counts_of(view, row, words, scope, year))
        if counted:
            yield from counted
            continue
        indicator = next((one for pattern, one in _LABELS if pattern.match(words)), None)
        for name, phase in columns if indicator else ():
            slot = view.cell_below(header, name, row)
            if indicator is None or slot is None or is_line_number(slot):
                continue
            figure = view.figure(slot, indicator, scope=_SCOPES.get(indicator, scope), year=year, phase=phase)
            if figure is not None:
                yield figure


def _phase(words: str, view: TableView) -> str:
    """The phase that a heading names; empty for other words."""
    if not re.fullmatch(r".{0,6}(?:预算数|决算数|统计数)", words):
        return ""
    if "预算" not in words:
        return ACTUAL
    if re.search(r"全年|调整", words):
        return ADJUSTED
    alone = not any(re.fullmatch(r"(?:全年|调整后?)预算数", slot.words) for row in view.rows for slot in row)
    return ADJUSTED if alone and "全年预算" in squeeze(view.notes) else BUDGET
