"""Accounts summed the way the forms do: by 项, 款 and 类.

A view is a list of rows (code, amounts); the amounts of a 款 or 类 are sums of exact amounts, rounded only in print.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from ingest.samples.accounts.model import OWN_SOURCES, Accounts, Fund
from ingest.samples.money import ZERO

Amounts: TypeAlias = tuple[Decimal, ...]
Rows: TypeAlias = tuple[tuple[str, Amounts], ...]

INCOME_COLUMNS = ("total", "fiscal", *OWN_SOURCES)
EXPENDITURE_COLUMNS = ("actual", "basic", "project", "superior", "operating", "subsidiary")
GENERAL_COLUMNS = ("actual", "basic", "project")
FUND_COLUMNS = ("opening", "income", "actual", "basic", "project", "closing")


def _added(left: Amounts, right: Amounts) -> Amounts:
    return tuple(map(Decimal.__add__, left, right))


def tree(items: Mapping[str, Amounts], width: int) -> tuple[Amounts, Rows]:
    """Return the total and the rows of 类, 款 and 项 in the order of their codes; items without any amount stay out."""
    sums: dict[str, Amounts] = {}
    whole: Amounts = (ZERO,) * width
    for code in sorted(items):
        amounts = items[code]
        if not any(amounts):
            continue
        whole = _added(whole, amounts)
        for key in (code[:3], code[:5]):
            sums[key] = _added(sums[key], amounts) if key in sums else amounts
        sums[code] = amounts
    return whole, tuple(sums.items())


def _merged(entries: Iterable[tuple[str, Amounts]]) -> dict[str, Amounts]:
    items: dict[str, Amounts] = {}
    for code, amounts in entries:
        items[code] = _added(items[code], amounts) if code in items else amounts
    return items


def income_by_function(accounts: Accounts) -> tuple[Amounts, Rows]:
    """Return income by functional item (收入决算表)."""
    none = (ZERO,) * len(OWN_SOURCES)
    fiscal = [(line.code, (line.income, line.income, *none)) for fund in accounts.funds for line in fund.lines]
    own = [
        (
            line.code,
            (sum(line.income.values(), ZERO), ZERO, *(line.income.get(source, ZERO) for source in OWN_SOURCES)),
        )
        for line in accounts.own.lines
    ]
    return tree(_merged([*fiscal, *own]), len(INCOME_COLUMNS))


def expenditure_by_function(accounts: Accounts) -> tuple[Amounts, Rows]:
    """Return expenditure of all money by functional item (支出决算表)."""
    fiscal = [
        (line.code, (line.spent, line.basic, line.project, ZERO, ZERO, ZERO))
        for fund in accounts.funds
        for line in fund.lines
    ]
    own = [
        (line.code, (line.spent, line.basic, line.project, ZERO, line.operating, ZERO)) for line in accounts.own.lines
    ]
    return tree(_merged([*fiscal, *own]), len(EXPENDITURE_COLUMNS))


def general_by_function(accounts: Accounts) -> tuple[Amounts, Rows]:
    """Return expenditure of the general public budget by functional item."""
    return tree(
        {line.code: (line.spent, line.basic, line.project) for line in accounts.general.lines}, len(GENERAL_COLUMNS)
    )


def fund_by_function(fund: Fund) -> tuple[Amounts, Rows]:
    """Return a fund's opening, income, expenditure and closing by functional item."""
    return tree(
        {
            line.code: (line.opening, line.income, line.spent, line.basic, line.project, line.closing)
            for line in fund.lines
        },
        len(FUND_COLUMNS),
    )


def by_class(fund: Fund) -> Mapping[str, Decimal]:
    """Return expenditure by 类."""
    sums: dict[str, Decimal] = {}
    for line in fund.lines:
        sums[line.code[:3]] = sums.get(line.code[:3], ZERO) + line.spent
    return sums
