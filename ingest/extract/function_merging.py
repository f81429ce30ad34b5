"""Items of the functional classification that text and tables tell, as one row each."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.figures import FISCAL, GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL
from ingest.function_names import bare_name
from ingest.rows import FunctionExpenditure

_BUDGET = "budget"


def merge_functions(
    told: Sequence[FunctionExpenditure], printed: Sequence[FunctionExpenditure]
) -> tuple[FunctionExpenditure, ...]:
    """One row an item: the table's names, codes and amounts, with what only the text tells.

    A second form of the same money (项目支出决算表) adds what the first leaves open.
    """
    told = _as_printed(_with_printed_names(told, printed), printed)
    by_key: dict[tuple[str, ...], FunctionExpenditure] = {}
    for row in told:
        known = by_key.get(_key(row))
        by_key[_key(row)] = _told_again(known, row) if known is not None else row
    rows: dict[tuple[str, ...], FunctionExpenditure] = {}
    for row in printed:
        same = rows.get(_key(row))
        rows[_key(row)] = _filled(same, row) if same is not None else row
    merged = [_joined(row, by_key.get(key)) for key, row in rows.items()]
    return (*merged, *(row for key, row in by_key.items() if key not in rows))


def _with_printed_names(
    told: Sequence[FunctionExpenditure], printed: Sequence[FunctionExpenditure]
) -> list[FunctionExpenditure]:
    """Items of the text that the table calls otherwise, under the table's names: those of one class and one amount.

    A text goes on with last year's names of items, or names the 类 where the 款 belongs. Only where both sides have one
    such item is it the same.
    """
    known, names = {_key(row) for row in printed}, {_key(row) for row in told}
    spare = [row for row in printed if row.level == "item" and row.actual and _key(row) not in names]
    strange = [row for row in told if row.level == "item" and row.actual and _key(row) not in known]
    found: list[FunctionExpenditure] = []
    for row in told:
        like = [one for one in spare if _money_key(one) == _money_key(row)]
        alone = sum(_money_key(one) == _money_key(row) for one in strange) == 1
        if _key(row) in known or len(like) != 1 or not alone:
            found.append(row)
        else:
            found.append(replace(row, category=like[0].category, group=like[0].group, item=like[0].item))
    return found


def _money_key(row: FunctionExpenditure) -> tuple[object, ...]:
    return row.part, row.scope, row.level, row.category_code, row.actual


def _told_again(first: FunctionExpenditure, later: FunctionExpenditure) -> FunctionExpenditure:
    """A class told in a row of classes and again in a sentence of its own: the sentence's, with the row's share."""
    kept = {
        name: getattr(first, name)
        for name in ("budget", "adjusted", "actual", "share", "completion_rate")
        if getattr(later, name) is None
    }
    return replace(later, **kept, reason=later.reason or first.reason)


def _as_printed(
    told: Sequence[FunctionExpenditure], printed: Sequence[FunctionExpenditure]
) -> list[FunctionExpenditure]:
    """Items told of fiscal money as a whole, under the fund whose form prints the same item with the same amount.

    An item of the classification is paid from one fund; which one, 财政拨款支出主要内容 does not say.
    """
    by_names: dict[tuple[str, ...], list[FunctionExpenditure]] = {}
    for row in printed:
        by_names.setdefault((row.part, row.level, bare_name(row.group), bare_name(row.item)), []).append(row)
    settled: list[FunctionExpenditure] = []
    for row in told:
        same = by_names.get((row.part, row.level, bare_name(row.group), bare_name(row.item)), [])
        fitting = [one for one in same if one.category_code == row.category_code and _same_amount(one, row)]
        if row.scope == FISCAL and row.part == _BUDGET and not any(one.scope == FISCAL for one in fitting):
            fund = next((one for one in fitting if one.scope in _FUNDS), None)
            settled.append(replace(row, scope=fund.scope, category=fund.category) if fund is not None else row)
        else:
            settled.append(row)
    return settled


def _same_amount(printed: FunctionExpenditure, told: FunctionExpenditure) -> bool:
    return printed.budget is not None and told.budget is not None and abs(printed.budget - told.budget) < _ROUNDED


_ROUNDED = 100  # yuan: the last printed place of an amount in 万元
_FUNDS = {GENERAL_PUBLIC, GOV_FUND, STATE_CAPITAL}
_COLUMNS = (
    "budget",
    "actual",
    "basic",
    "project",
    "superior",
    "operating",
    "subsidiary",
    "opening",
    "income",
    "closing",
)


def _filled(row: FunctionExpenditure, other: FunctionExpenditure) -> FunctionExpenditure:
    return replace(row, **{name: getattr(other, name) for name in _COLUMNS if getattr(row, name) is None})


def _joined(row: FunctionExpenditure, told: FunctionExpenditure | None) -> FunctionExpenditure:
    if told is None:
        return row
    return replace(
        row,
        budget=told.budget if row.budget is None else row.budget,
        adjusted=told.adjusted,
        actual=told.actual if row.actual is None else row.actual,
        share=told.share,
        completion_rate=told.completion_rate,
        reason=told.reason,
        section=told.section,
        page=told.page,
        start=told.start,
        end=told.end,
    )


def _key(row: FunctionExpenditure) -> tuple[str, ...]:
    return (row.part, row.scope, row.level, *(bare_name(name) for name in (row.category, row.group, row.item)))
