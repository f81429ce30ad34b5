"""Rows of the contract's tables beside the figures: by function and economic class, projects, indicators, units."""

from dataclasses import dataclass
from decimal import Decimal

from ingest.figures import Figure


@dataclass(frozen=True, slots=True)
class PerformanceIndicator:
    """A row of `performance-indicators`; offsets are into `report.md`, end exclusive."""

    part: str
    level1: str
    level1_weight: Decimal | None
    level2: str
    level3: str
    target: str
    actual: str
    weight: Decimal | None
    score: Decimal | None
    deviation: str
    project: str
    operator: str
    target_value: Decimal | None
    target_unit: str
    actual_value: Decimal | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Project:
    """A row of `projects`: amounts in yuan; offsets are into `report.md`, end exclusive."""

    part: str
    scope: str
    name: str
    year: int
    budget: Decimal | None = None
    adjusted: Decimal | None = None
    adjustment: Decimal | None = None
    actual: Decimal | None = None
    prior_actual: Decimal | None = None
    carried_over: Decimal | None = None
    is_subtotal: bool = False
    score: Decimal | None = None
    grade: str = ""
    description: str = ""
    section: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class FunctionExpenditure:
    """A row of `function-expenditure`: amounts in yuan, shares and rates in percent; offsets as in the contract.

    `told` holds the numbers of a row of the running text, each with its own place and precision; it is not stored.
    """

    part: str
    scope: str
    level: str
    code: str
    category: str
    group: str
    item: str
    budget: Decimal | None = None
    adjusted: Decimal | None = None
    actual: Decimal | None = None
    basic: Decimal | None = None
    project: Decimal | None = None
    share: Decimal | None = None
    completion_rate: Decimal | None = None
    reason: str = ""
    category_code: str = ""
    opening: Decimal | None = None
    income: Decimal | None = None
    closing: Decimal | None = None
    superior: Decimal | None = None
    operating: Decimal | None = None
    subsidiary: Decimal | None = None
    section: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None
    told: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class EconomicExpenditure:
    """A row of `economic-expenditure`: a line of the basic expenditure table, in yuan."""

    part: str
    scope: str
    phase: str
    code: str
    category: str
    item: str
    amount: Decimal | None
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of `units`: a unit that the report covers; `name` without the mark of the own office (本级)."""

    name: str
    own_office: bool
    nature: str
    level: str
    start: int
    end: int


Row = PerformanceIndicator | Project | FunctionExpenditure | EconomicExpenditure  # those that hold numbers
