"""Sums that hold in every report: totals and their parts, as printed.

Used twice: to know which sums of a report are off by rounding (a reader may tell that or not), and to prove that the
generator's reports are sound.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from ingest.samples.accounts.model import OWN_SOURCES
from ingest.samples.facts import Datum, Figure
from ingest.samples.money import ZERO
from ingest.samples.reading import Printed, Reading
from ingest.samples.telling import FUND_SCOPES

# What rounding to 0.01万元 can take away from an addend or add to it, in yuan.
_HALF_STEP = Decimal(50)
_Key: TypeAlias = tuple[str, str, str, int]
_Rows: TypeAlias = Mapping[tuple[str, ...], Mapping[str, Printed]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure that is the sum of others of the same scope, phase and year.

    Attributes:
        witness: where this figure is printed, all parts that are more than nothing are printed.
        by_table: only a table tells all parts.
        scopes: those in which nothing else belongs to the figure; empty for all.
    """

    code: str
    whole: str
    parts: tuple[str, ...]
    witness: str
    by_table: bool = False
    scopes: tuple[str, ...] = ()


_RULES = (
    Rule("A02", "income", ("income.fiscal", *(f"income.{source}" for source in OWN_SOURCES)), "income.fiscal"),
    Rule(
        "A02",
        "expenditure",
        tuple(f"expenditure.{use}" for use in ("basic", "project", "superior", "operating", "subsidiary")),
        "expenditure.project",
    ),
    Rule(
        "J02",
        "expenditure.basic",
        ("expenditure.basic.personnel", "expenditure.basic.public"),
        "expenditure.basic.public",
    ),
    Rule(
        "A06",
        "three_public",
        ("three_public.abroad", "three_public.vehicles", "three_public.reception"),
        "three_public.reception",
    ),
    Rule(
        "A06",
        "three_public.vehicles",
        ("three_public.vehicles.purchase", "three_public.vehicles.operation"),
        "three_public.vehicles.operation",
    ),
    Rule("D03", "procurement", ("procurement.goods", "procurement.works", "procurement.services"), "procurement.goods"),
    Rule(
        "H07",
        "performance.funds",
        ("performance.funds.fiscal", "performance.funds.carryover", "performance.funds.other"),
        "performance.funds.fiscal",
    ),
    Rule(
        "A01",
        "total_expenditure_and_balance",
        ("expenditure", "surplus_distribution", "closing_balance"),
        "expenditure",
        by_table=True,
    ),
    Rule(
        "A01",
        "total_income_and_balance",
        ("income", "use_of_nonfiscal_balance", "opening_balance"),
        "income",
        by_table=True,
    ),
    Rule(
        "A04",
        "total_expenditure_and_balance",
        ("income.fiscal", "opening_balance"),
        "income.fiscal",
        by_table=True,
        scopes=("fiscal", *FUND_SCOPES),
    ),
)
# Sums over the three funds: the figure, and the scope under which their sum is printed.
_OVER_FUNDS = (
    ("income.fiscal", "all"),
    ("expenditure", "fiscal"),
    ("opening_balance", "fiscal"),
    ("closing_balance", "fiscal"),
    ("total_expenditure_and_balance", "fiscal"),
)
# Rows of tables: the column that sums up the others.
_ROW_SUMS = {
    "function_expenditure": ("actual", ("basic", "project", "superior", "operating", "subsidiary")),
    "income_by_function": ("total", ("fiscal", *OWN_SOURCES)),
}
# Tables by code: their amounts columns.
_COLUMNS = {
    "function_expenditure": ("actual", "basic", "project", "opening", "income", "closing", "operating"),
    "income_by_function": ("total", "fiscal", *OWN_SOURCES),
    "fiscal_by_class": ("actual",),
    "economic_expenditure": ("amount",),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed whole and its printed parts."""

    rule: str
    whole: Printed
    parts: tuple[Printed, ...]

    @property
    def gap(self) -> Decimal:
        """What the whole is more than its parts, in yuan."""
        return _value(self.whole) - sum(map(_value, self.parts), ZERO)

    @property
    def is_rounding(self) -> bool:
        """Whether rounding of each addend explains the gap."""
        return abs(self.gap) <= (len(self.parts) + 1) * _HALF_STEP


def _value(printed: Printed) -> Decimal:
    fact = printed.fact
    value = fact.value if isinstance(fact, Figure | Datum) else ZERO
    return value if isinstance(value, Decimal) else ZERO


def _amounts(reading: Reading, part: str) -> dict[_Key, Printed]:
    """Return the amounts of a part by indicator, scope, phase and year, the preferred ones."""
    figures: dict[_Key, Printed] = {}
    for printed in reading.figures:
        fact = printed.fact
        if isinstance(fact, Figure) and printed.part == part and fact.measure == "amount" and not fact.optional:
            figures.setdefault((fact.indicator, fact.scope, fact.phase, fact.year), printed)
    return figures


def _figure_sums(figures: Mapping[_Key, Printed], part: str, *, tabled: bool) -> Iterator[Sum]:
    latest = max((year for *_, year in figures), default=0)
    for scope, phase, year in sorted({key[1:] for key in figures}):
        # Of the year before a narrative tells some amounts only, beside those that changed.
        if year < latest and part != "base_data_table":
            continue
        for rule in _RULES:
            whole = figures.get((rule.whole, scope, phase, year))
            if rule.scopes and scope not in rule.scopes:
                continue
            if whole is None or (rule.by_table and not tabled) or (rule.witness, scope, phase, year) not in figures:
                continue
            parts = [figures.get((part, scope, phase, year)) for part in rule.parts]
            yield Sum(rule.code, whole, tuple(part for part in parts if part))
    if not tabled:
        return
    for indicator, scope in _OVER_FUNDS:
        for (name, of_scope, phase, year), whole in figures.items():
            if (name, of_scope) == (indicator, scope):
                parts = [figures.get((indicator, fund, phase, year)) for fund in FUND_SCOPES]
                if any(parts):
                    yield Sum("A04", whole, tuple(part for part in parts if part))


def _balance_sums(figures: Mapping[_Key, Printed]) -> Iterator[Sum]:
    """Yield what came and what went of a fund: income + opening = expenditure + closing."""
    for (name, scope, phase, year), income in figures.items():
        if name != "income.fiscal" or scope != "gov_fund":
            continue
        opening, spent, closing = (
            figures.get((other, scope, phase, year)) for other in ("opening_balance", "expenditure", "closing_balance")
        )
        if opening and spent and closing:
            yield Sum("A07", income, (spent, closing, _negative(opening)))


def _negative(printed: Printed) -> Printed:
    fact = printed.fact
    return replace(printed, fact=replace(fact, value=-fact.value)) if isinstance(fact, Figure) else printed


def _code_sums(rows: _Rows, resource: str) -> Iterator[Sum]:
    """Yield the sums of a table by code: 合计 of 类, 类 of 款, 款 of 项, and the columns of each row."""
    below: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    shortest = 3
    for key in rows:
        scope, code = key
        if code != "total":
            above = "total" if len(code) == shortest else code[:-2]
            below[scope, above].append(key)
    for (scope, above), keys in below.items():
        for column in _COLUMNS[resource]:
            whole = rows.get((scope, above), {}).get(column)
            parts = tuple(rows[key][column] for key in keys if column in rows[key])
            if whole and parts:
                yield Sum("A03", whole, parts)
    if resource in _ROW_SUMS:
        total_column, columns = _ROW_SUMS[resource]
        for cells in rows.values():
            whole = cells.get(total_column)
            parts = tuple(cells[column] for column in columns if column in cells)
            if whole and parts:
                yield Sum("A02", whole, parts)


def _economic_totals(figures: Mapping[_Key, Printed], rows: _Rows) -> Iterator[Sum]:
    year = max(year for *_, year in figures)
    for indicator, codes in (("personnel", ("301", "303")), ("public", ("302", "310"))):
        whole = figures.get((f"expenditure.basic.{indicator}", "general_public", "actual", year))
        parts = [rows.get(("general_public", code), {}).get("amount") for code in codes]
        if whole and any(parts):
            yield Sum("A05", whole, tuple(part for part in parts if part))


def _item_budgets(figures: Mapping[_Key, Printed], rows: _Rows) -> Iterator[Sum]:
    """Yield the headline of 具体情况 and its items."""
    for phase in ("budget", "adjusted"):
        parts = tuple(
            cells[phase]
            for (scope, code), cells in rows.items()
            if scope == "general_public" and len(code) == 7 and phase in cells
        )
        for (name, scope, of_phase, _), whole in figures.items():
            if (name, scope, of_phase) == ("expenditure", "general_public", phase) and parts:
                yield Sum("C06", whole, parts)


def _project_sums(figures: Mapping[_Key, Printed], rows: _Rows, part: str) -> Iterator[Sum]:
    """Yield project expenditure and the projects that are listed under it."""
    year = max((year for *_, year in figures), default=0)
    columns = (("actual", "actual", year), ("budget", "budget", year), ("prior_actual", "actual", year - 1))
    for column, phase, of_year in columns:
        # In a narrative only the list under 一般公共预算 is complete; in the base data table every column is.
        in_table = part == "base_data_table"
        if not in_table and column != "actual":
            continue
        whole = figures.get(("expenditure.project", "all" if in_table else "general_public", phase, of_year))
        parts = tuple(
            cells[column]
            for cells in rows.values()
            if column in cells
            and "is_subtotal" not in cells
            and (in_table or _text(cells.get("scope")) == "general_public")
        )
        if whole and parts:
            yield Sum("J01", whole, parts)


def _text(printed: Printed | None) -> str:
    fact = printed.fact if printed else None
    return fact.value if isinstance(fact, Datum) and isinstance(fact.value, str) else ""


def sums(reading: Reading) -> Iterator[Sum]:
    """Yield every sum whose whole and parts are printed."""
    tables: dict[str, dict[str, dict[tuple[str, ...], Mapping[str, Printed]]]] = defaultdict(lambda: defaultdict(dict))
    for (part, resource, key), cells in reading.data.items():
        tables[part][resource][key] = cells
    for part in dict.fromkeys(printed.part for printed in reading.figures):
        figures, of_part = _amounts(reading, part), tables[part]
        tabled = "income_by_function" in of_part
        yield from _figure_sums(figures, part, tabled=tabled)
        yield from _balance_sums(figures)
        for resource in _COLUMNS:
            if tabled and resource in of_part:
                yield from _code_sums(of_part[resource], resource)
        if figures:
            yield from _economic_totals(figures, of_part.get("economic_expenditure", {}))
        yield from _item_budgets(figures, of_part.get("function_expenditure", {}))
        yield from _project_sums(figures, of_part.get("projects", {}), part)
