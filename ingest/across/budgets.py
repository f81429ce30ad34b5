"""Accounts against the budget that the same body published for the same year (G01). Not an identity: a notice at most."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from ingest.across.comparable import tell_apart
from ingest.across.origins import explain_slip, find_same
from ingest.across.report import FINDING, CodeRow, Derived, Report, at, cite, differing, passed, unchecked
from ingest.across.steps import tell_difference
from ingest.checks.tolerance import Printed, Verdict, compare_copy
from ingest.checks.wording import name_figure, show_money
from ingest.figures import BUDGET, GENERAL_PUBLIC, Figure
from ingest.findings import NOTICE

_RULE = "G01"
_MOST_CODES = 12  # that a finding lays out
_STEP = Decimal(100)  # yuan: accounts print 0.01万元, whatever a budget prints
_LAWFUL = "上年结转列入、二次分配、机构调整都会使两数不同，本条只作提示"
_OPENING_WORDS = "年初预算"


def check_budget(accounts: Report, budget: Report) -> Iterator[Derived]:
    """G01: what the accounts call 年初预算, in all and by code, against what the budget printed."""
    apart = tell_apart(accounts, budget)
    if apart:
        # The words on years of two reports of one year say nothing new.
        yield unchecked(_RULE, accounts, budget, f"决算与预算的{apart.partition('（')[0]}，年初预算没有核对")
        return
    whole = list(_check_figures(accounts, budget, _is_whole))
    codes = list(_check_codes(accounts, budget))
    public = list(_check_figures(accounts, budget, _is_three_public))
    passes = sum(one is None for one in (*whole, *codes, *public))
    if any(one is not None and one.outcome == FINDING for one in whole):
        codes = []  # the items make up the sum that is named: one cause, one finding
    elif not whole and not codes and _is_planned(accounts):
        yield unchecked(_RULE, accounts, budget, "预算没有写明一般公共预算支出，或两者的口径不同，没有核对")
    yield from (one for one in (*whole, *codes, *public) if one is not None)
    if passes:
        yield passed(_RULE, accounts, budget, passes)


def _is_whole(figure: Figure) -> bool:
    return (figure.indicator, figure.scope) == ("expenditure", GENERAL_PUBLIC)


def _is_three_public(figure: Figure) -> bool:
    return figure.indicator.partition(".")[0] == "three_public"


def _is_planned(accounts: Report) -> bool:
    return any(one.phase == BUDGET and _is_whole(one) and _says_opening(accounts, one) for one in accounts.figures)


def _check_figures(accounts: Report, budget: Report, is_wanted: Callable[[Figure], bool]) -> Iterator[Derived | None]:
    """Amounts that the accounts call the budget of the year's beginning and the budget states in the same scope."""
    for told in accounts.figures:
        if (told.part, told.phase, told.measure, told.year) != ("final_accounts", BUDGET, "amount", accounts.year):
            continue
        if not is_wanted(told) or not _says_opening(accounts, told):
            continue
        theirs = [
            one
            for one in budget.figures
            if (one.part, one.indicator, one.scope, one.phase, one.measure, one.year)
            == ("budget", told.indicator, told.scope, BUDGET, "amount", budget.year)
        ]
        if not theirs:
            continue
        if not accounts.is_sure(told) or not budget.is_sure(*theirs):
            yield unchecked(_RULE, accounts, budget, f"{name_figure(told)}：扫描件上的数字识别把握不足")
        elif any(_agree(told.value, one.value, max(told.step, one.step)) for one in theirs):
            yield None
        else:
            yield _headline(accounts, budget, told, theirs[0])


def _says_opening(accounts: Report, told: Figure) -> bool:
    """Whether the sentence around a figure calls it the budget of the year's beginning."""
    return told.source == "narrative" and _OPENING_WORDS in _sentence(accounts, told.start, told.end)


def _sentence(report: Report, start: int, end: int) -> str:
    """The sentence, or sentences, that a place is in."""
    first = max(report.text.rfind(mark, 0, start) for mark in "。\n") + 1
    last = min((at for mark in "。\n" if (at := report.text.find(mark, end)) >= 0), default=len(report.text))
    return report.text[first:last]


def _agree(one: Decimal, other: Decimal, step: Decimal) -> bool:
    return compare_copy(Printed(one, step), Printed(other, step)) is not Verdict.ERROR


def _headline(accounts: Report, budget: Report, told: Figure, theirs: Figure) -> Derived:
    planned = (one for one in budget.figures if one.phase == BUDGET and one.year == budget.year)
    other = find_same(told.value, planned, but=theirs)
    slip = explain_slip(told.value, theirs.value)
    origin = f"；决算写的数与预算的{name_figure(other)}相同" if other is not None else f"；{slip}" if slip else ""
    message = (
        f"{cite(accounts)}写明{name_figure(told)}的年初预算为{show_money(told.value)}，{cite(budget)}公布的是"
        f"{show_money(theirs.value)}，相差{show_money(abs(told.value - theirs.value))}{origin}；{_LAWFUL}。"
    )
    names = f"写的年初预算（{name_figure(told)}）", f"公布的{name_figure(theirs)}"
    return differing(_RULE, (accounts, told), (budget, theirs), message, NOTICE, names=names)


def _items(report: Report, part: str) -> Mapping[str, CodeRow]:
    """Items of general public expenditure with their budget, by code."""
    return {
        row.code: row
        for row in report.codes
        if (row.part, row.scope, row.level) == (part, GENERAL_PUBLIC, "item")
        and len(row.code) == 7
        and row.budget is not None
    }


def _planned(row: CodeRow) -> Decimal:
    return row.budget or Decimal(0)


def _check_codes(accounts: Report, budget: Report) -> Iterator[Derived | None]:
    """By code, where both print it; items that differ are one finding, since one cause moves money between them."""
    mine, theirs = _items(accounts, "final_accounts"), _items(budget, "budget")
    mine = {code: row for code, row in mine.items() if _OPENING_WORDS in _sentence(accounts, row.start, row.end)}
    differing: list[tuple[CodeRow, CodeRow]] = []
    for code in sorted(mine.keys() & theirs.keys()):
        one, other = _planned(mine[code]), _planned(theirs[code])
        if _agree(one, other, _STEP):
            yield None
        else:
            differing.append((mine[code], theirs[code]))
    if differing:
        yield _code(accounts, budget, differing)


def _code(accounts: Report, budget: Report, differing: list[tuple[CodeRow, CodeRow]]) -> Derived:
    row, theirs = max(differing, key=lambda pair: abs(_planned(pair[0]) - _planned(pair[1])))
    one, other = _planned(row), _planned(theirs)
    slip = explain_slip(one, other)
    more = f"，共{len(differing)}个科目不同，差额最大的是这一个" if len(differing) > 1 else ""
    return Derived(
        FINDING,
        _RULE,
        at(accounts, row.start, row.end),
        at(budget, theirs.start, theirs.end),
        f"{cite(accounts)}写明{row.code}{row.name}的年初预算为{show_money(one)}，{cite(budget)}公布的是{show_money(other)}，"
        f"相差{show_money(abs(one - other))}{more}{f'；{slip}' if slip else ''}；{_LAWFUL}。",
        NOTICE,
        printed=show_money(one),
        expected=show_money(other),
        difference=show_money(one - other),
        also=tuple(
            place
            for mine, budgeted in differing[:_MOST_CODES]
            if mine is not row
            for place in (at(accounts, mine.start, mine.end), at(budget, budgeted.start, budgeted.end))
        ),
        steps=tuple(
            f"{mine.code}{mine.name}：决算写的年初预算 {show_money(_planned(mine))}，预算公布 "
            f"{show_money(_planned(budgeted))}；{tell_difference(_planned(mine), _planned(budgeted))}"
            for mine, budgeted in differing[:_MOST_CODES]
        ),
    )
