"""Expenditure by code over the years: what came, went, or changed more than this body's own accounts ever did. Shown only."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.across.comparable import tell_apart
from ingest.across.report import SHOWN, CodeRow, Derived, Report, at, cite, whole
from ingest.checks.wording import show_money
from ingest.figures import ACTUAL, GENERAL_PUBLIC

_RULE = "F03"
_FEWEST_CHANGES = 2  # of earlier years that make a history
_BEYOND = 2  # times the largest change before
_NOTICEABLE = Decimal("0.01")  # of the year's expenditure
_MOST = 8
_STEP = Decimal(100)


def check_codes(years: Sequence[Report]) -> Iterator[Derived]:
    """F03 for accounts of consecutive years, the latest last: what the last differs in from the one before it.

    Args:
        years: accounts of one agency, of consecutive years and one coverage.
    """
    if len(years) < 2 or tell_apart(years[-1], years[-2]):
        return
    before, now = years[-2:]
    mine, theirs = read_items(now), read_items(before)
    if not mine or not theirs:
        return
    spent = sum((row.actual or Decimal(0) for row in mine.values()), Decimal(0))
    found: list[tuple[Decimal, Derived]] = []
    for code in sorted(mine.keys() | theirs.keys()):
        new, old = _amount(mine.get(code)), _amount(theirs.get(code))
        change = new - old
        if abs(change) < spent * _NOTICEABLE:
            continue
        row = mine.get(code) or theirs[code]
        if code not in mine or code not in theirs:
            found.append((abs(change), _came_or_went(now, before, row, came=code in mine)))
            continue
        earlier = _changes(years[:-1], code)
        if len(earlier) >= _FEWEST_CHANGES and abs(change) > _BEYOND * max(map(abs, earlier)):
            found.append((abs(change), _beyond(now, before, mine[code], theirs[code], max(map(abs, earlier)))))
    yield from (one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].message))[:_MOST])


def read_items(report: Report) -> Mapping[str, CodeRow]:
    """Items of general public expenditure by code, where together they are all of it; else none."""
    rows = {
        row.code: row
        for row in report.codes
        if (row.part, row.scope, row.level) == ("final_accounts", GENERAL_PUBLIC, "item")
        and len(row.code) == 7
        and row.actual is not None
    }
    key = ("final_accounts", "expenditure", GENERAL_PUBLIC, ACTUAL, "amount", report.year)
    added = sum((_amount(row) for row in rows.values()), Decimal(0))
    if any(abs(total.value - added) <= _STEP * (len(rows) + 1) for total in report.by_key.get(key, ())):
        return rows
    return {}


def _amount(row: CodeRow | None) -> Decimal:
    return (row.actual or Decimal(0)) if row else Decimal(0)


def _changes(years: Sequence[Report], code: str) -> list[Decimal]:
    """How much a code changed from each year to the next, where both are comparable and print it."""
    found = []
    for before, now in itertools.pairwise(years):
        mine, theirs = read_items(now), read_items(before)
        if code in mine and code in theirs and not tell_apart(now, before):
            found.append(_amount(mine[code]) - _amount(theirs[code]))
    return found


def _came_or_went(now: Report, before: Report, row: CodeRow, *, came: bool) -> Derived:
    here = at(now, row.start, row.end) if came else whole(now)
    there = whole(before) if came else at(before, row.start, row.end)
    has, lacks = (now, before) if came else (before, now)
    message = (
        f"{row.code}{row.name}：{cite(has)}有{show_money(_amount(row))}，{cite(lacks)}没有这一科目"
        f"{_reason(row) if came else ''}；科目调整、任务划转都会如此。"
    )
    return Derived(SHOWN, _RULE, here, there, message)


def _beyond(now: Report, before: Report, mine: CodeRow, theirs: CodeRow, most: Decimal) -> Derived:
    change = _amount(mine) - _amount(theirs)
    message = (
        f"{mine.code}{mine.name}：{before.year}年{show_money(_amount(theirs))}，{now.year}年{show_money(_amount(mine))}，"
        f"{'增加' if change > 0 else '减少'}{show_money(abs(change))}，以往各年增减最多{show_money(most)}{_reason(mine)}。"
    )
    return Derived(SHOWN, _RULE, at(now, mine.start, mine.end), at(before, theirs.start, theirs.end), message)


def _reason(row: CodeRow) -> str:
    return f"；报告写明的原因：{row.reason.rstrip('。；')}" if row.reason else ""
