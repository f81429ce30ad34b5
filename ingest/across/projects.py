"""One project in several reports of a body and year: its budget, what it was given and spent, its points (G06)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.across.report import FINDING, Derived, ProjectRow, Report, at, cite, passed, unchecked
from ingest.across.steps import tell_amount, tell_difference
from ingest.checks.project_bounds import find_amount
from ingest.checks.wording import show_money, show_number
from ingest.findings import NOTICE
from ingest.folding import squeeze

_RULE = "G06"
_STEP = Decimal(100)  # yuan: the last place of 0.01万元
_COLUMNS: Mapping[str, str] = {"budget": "年初预算", "adjusted": "全年预算", "actual": "支出", "score": "自评得分"}
_SUFFIX = re.compile(r"(?:项目|经费|资金|专项){0,2}$")


@dataclass(frozen=True, slots=True)
class _Pair:
    column: str
    mine: ProjectRow
    theirs: ProjectRow
    told: Decimal
    other: Decimal

    @property
    def agrees(self) -> bool:
        """Whether both print the same; money to the last place of 0.01万元."""
        return abs(self.told - self.other) <= (_STEP if self.column != "score" else 0)


def check_shared_projects(report: Report, published: Sequence[Report]) -> Iterator[Derived]:
    """G06: the projects of an evaluation against those of the other reports of the year; each pair of reports once.

    Where most of what both tell of projects differs, they mean other projects or money: then nothing is said.
    """
    for other in published:
        pairs = list(_pairs(report, other))
        odd = [one for one in pairs if not one.agrees]
        agreeing = len(pairs) - len(odd)
        if agreeing:
            yield passed(_RULE, report, other, agreeing)
        if len(odd) > agreeing:
            reason = f"同名项目有{len(odd)}个数字与{cite(other)}不同，口径可能不同，没有核对"
            yield unchecked(_RULE, report, other, reason)
            continue
        yield from (_finding(report, other, one) for one in odd)


def _pairs(report: Report, other: Report) -> Iterator[_Pair]:
    """What both tell of the same project; what either tells in two ways agrees where one of them does."""
    mine, theirs = _by_name(report), _by_name(other)
    for name in mine.keys() & theirs.keys():
        for column in _COLUMNS:
            told = list(_told(mine[name], column))
            known = list(_told(theirs[name], column))
            if not told or not known:
                continue
            pairs = [_Pair(column, one, each, a, b) for one, a in told for each, b in known]
            yield next((one for one in pairs if one.agrees), pairs[0])


def _by_name(report: Report) -> dict[str, list[ProjectRow]]:
    rows: dict[str, list[ProjectRow]] = {}
    for row in report.projects:
        if not row.is_subtotal and row.name and row.start is not None:
            rows.setdefault(_SUFFIX.sub("", squeeze(row.name)), []).append(row)
    return rows


def _told(rows: Sequence[ProjectRow], column: str) -> Iterator[tuple[ProjectRow, Decimal]]:
    read: Callable[[ProjectRow], Decimal | None] = {
        "budget": lambda row: row.budget,
        "adjusted": lambda row: row.adjusted,
        "actual": lambda row: row.actual,
        "score": lambda row: row.score,
    }[column]
    yield from ((row, value) for row in rows if (value := read(row)) is not None)


def _finding(report: Report, other: Report, odd: _Pair) -> Derived:
    points = odd.column == "score"
    mine, theirs = (f"{show_number(one)}分" if points else show_money(one) for one in (odd.told, odd.other))
    here = at(report, *_place(report, odd.mine, odd.told))
    there = at(other, *_place(other, odd.theirs, odd.other))
    what = f"“{odd.mine.name}”的{_COLUMNS[odd.column]}"
    gap = abs(odd.told - odd.other)
    apart = f"{show_number(gap)}分" if points else show_money(gap)
    steps = (
        (f"{cite(report)}的{what}：{mine}", f"{cite(other)}的{what}：{theirs}")
        if points
        else (
            tell_amount(f"{cite(report)}的{what}", odd.told),
            tell_amount(f"{cite(other)}的{what}", odd.other),
            tell_difference(odd.told, odd.other),
        )
    )
    return Derived(
        FINDING,
        _RULE,
        here,
        there,
        f"{cite(report)}写明{what}为{mine}，{cite(other)}写的是{theirs}，相差{apart}，请核对。",
        NOTICE,
        printed=mine,
        expected=theirs,
        difference=apart,
        steps=steps,
    )


def _place(report: Report, row: ProjectRow, value: Decimal) -> tuple[int, int]:
    """Where an amount stands; the project where it is not found."""
    assert row.start is not None
    assert row.end is not None
    return find_amount(row.name, (row.start, row.end), value, report.text)
