"""What the accounts of one agency and one year consist of.

All money is exact, in yuan and cents; the forms print 万元 with two decimals, each amount rounded for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ingest.samples.agencies import ProjectPlan
from ingest.samples.money import ZERO, total

# Sources of income other than fiscal appropriation, in the order of the forms.
OWN_SOURCES = ("superior", "undertaking", "operating", "subsidiary", "other")


@dataclass(frozen=True, slots=True)
class Line:
    """One 项 of the functional classification, paid from one fund: opening + income = basic + project + closing."""

    code: str
    opening: Decimal
    income: Decimal
    basic: Decimal
    project: Decimal
    closing: Decimal
    budget: Decimal
    adjusted: Decimal

    @property
    def spent(self) -> Decimal:
        """Expenditure of the year."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund of fiscal money (`general_public`, `gov_fund`, `state_capital`) with its sums."""

    scope: str
    lines: tuple[Line, ...]
    opening: Decimal
    income: Decimal
    basic: Decimal
    project: Decimal
    closing: Decimal
    budget: Decimal
    adjusted: Decimal

    @classmethod
    def of(cls, scope: str, lines: tuple[Line, ...]) -> "Fund":
        """Return the fund of these lines."""
        return cls(
            scope,
            lines,
            total(line.opening for line in lines),
            total(line.income for line in lines),
            total(line.basic for line in lines),
            total(line.project for line in lines),
            total(line.closing for line in lines),
            total(line.budget for line in lines),
            total(line.adjusted for line in lines),
        )

    @property
    def spent(self) -> Decimal:
        """Expenditure of the year."""
        return self.basic + self.project

    @property
    def turnover(self) -> Decimal:
        """总计: income and opening balance."""
        return self.income + self.opening

    @property
    def is_empty(self) -> bool:
        """Whether nothing came, went or lay in the fund."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One 项 paid from money that is not fiscal."""

    code: str
    income: Mapping[str, Decimal]
    basic: Decimal
    project: Decimal
    operating: Decimal

    @property
    def spent(self) -> Decimal:
        """Expenditure of the year."""
        return self.basic + self.project + self.operating


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """All money that is not fiscal: opening + income + use of surplus = spent + distribution + closing."""

    lines: tuple[OwnLine, ...]
    opening: Decimal
    use_of_surplus: Decimal
    distribution: Decimal
    closing: Decimal

    def income(self, source: str) -> Decimal:
        """Return the income of one of `OWN_SOURCES`."""
        return total(line.income.get(source, ZERO) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the year.

    Attributes:
        fund: `general_public`, `gov_fund`, or `own`.
        prior: last year's expenditure, None where the project is new.
        quantities: what was done of each output of the plan.
        targets: what was to be done.
    """

    plan: ProjectPlan
    fund: str
    budget: Decimal
    adjusted: Decimal
    actual: Decimal
    prior: Decimal | None
    carried_over: Decimal
    quantities: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Staff at the year's end."""

    quota: int
    actual: int
    retired: int
    contract: int


@dataclass(frozen=True, slots=True)
class Spending:
    """One of the 三公 expenses: budget of the year's beginning, adjusted budget, outturn."""

    budget: Decimal
    adjusted: Decimal
    actual: Decimal

    def __add__(self, other: "Spending") -> "Spending":
        return Spending(self.budget + other.budget, self.adjusted + other.adjusted, self.actual + other.actual)


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """三公 expenses with their counts."""

    abroad: Spending
    purchase: Spending
    operation: Spending
    reception: Spending
    abroad_groups: int
    abroad_persons: int
    purchased: int
    held: int
    reception_groups: int
    reception_persons: int

    @property
    def vehicles(self) -> Spending:
        """公务用车购置及运行维护费."""
        return self.purchase + self.operation

    @property
    def whole(self) -> Spending:
        """The three kinds together."""
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True, slots=True)
class Gathering:
    """会议费 or 培训费."""

    amount: Decimal
    times: int
    persons: int


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购, and what of it went to small firms."""

    goods: Decimal
    works: Decimal
    services: Decimal
    sme_goods: Decimal
    sme_works: Decimal
    sme_services: Decimal
    micro: Decimal
    budget: Decimal
    prior: Decimal | None

    @property
    def whole(self) -> Decimal:
        """政府采购支出总额."""
        return self.goods + self.works + self.services

    @property
    def sme(self) -> Decimal:
        """授予中小企业合同金额."""
        return self.sme_goods + self.sme_works + self.sme_services


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产: vehicles by kind, large equipment."""

    vehicles: Mapping[str, int]
    equipment: int
    special_equipment: int

    @property
    def vehicles_held(self) -> int:
        """All vehicles."""
        return sum(self.vehicles.values())


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of one year."""

    year: int
    staff: Staff
    general: Fund
    gov_fund: Fund
    state_capital: Fund
    own: OwnMoney
    economic: Mapping[str, Decimal]
    public_budget: Decimal
    three_public: ThreePublic
    agency_operation: Spending
    meetings: Gathering
    training: Gathering
    procurement: Procurement
    assets: Assets
    projects: tuple[Project, ...]

    @property
    def funds(self) -> tuple[Fund, Fund, Fund]:
        """The three funds of fiscal money."""
        return (self.general, self.gov_fund, self.state_capital)

    @property
    def fiscal_income(self) -> Decimal:
        """财政拨款收入 of the year."""
        return total(fund.income for fund in self.funds)

    @property
    def fiscal_opening(self) -> Decimal:
        """年初财政拨款结转和结余."""
        return total(fund.opening for fund in self.funds)

    @property
    def fiscal_closing(self) -> Decimal:
        """年末财政拨款结转和结余."""
        return total(fund.closing for fund in self.funds)

    @property
    def fiscal_spent(self) -> Decimal:
        """Expenditure from fiscal money."""
        return total(fund.spent for fund in self.funds)

    @property
    def fiscal_turnover(self) -> Decimal:
        """财政拨款收、支总计."""
        return self.fiscal_income + self.fiscal_opening

    @property
    def income(self) -> Decimal:
        """本年收入合计."""
        return self.fiscal_income + total(self.own.income(source) for source in OWN_SOURCES)

    @property
    def basic(self) -> Decimal:
        """基本支出 of all money."""
        return total(fund.basic for fund in self.funds) + total(line.basic for line in self.own.lines)

    @property
    def project(self) -> Decimal:
        """项目支出 of all money."""
        return total(fund.project for fund in self.funds) + total(line.project for line in self.own.lines)

    @property
    def operating(self) -> Decimal:
        """经营支出."""
        return total(line.operating for line in self.own.lines)

    @property
    def spent(self) -> Decimal:
        """本年支出合计."""
        return self.basic + self.project + self.operating

    @property
    def opening(self) -> Decimal:
        """年初结转和结余."""
        return self.fiscal_opening + self.own.opening

    @property
    def closing(self) -> Decimal:
        """年末结转和结余."""
        return self.fiscal_closing + self.own.closing

    @property
    def turnover(self) -> Decimal:
        """收、支总计."""
        return self.income + self.own.use_of_surplus + self.opening

    def economic_class(self, code: str) -> Decimal:
        """Return the amount of a 类 of the economic classification (basic expenditure, general public budget)."""
        return total(amount for key, amount in self.economic.items() if key.startswith(code))

    @property
    def personnel(self) -> Decimal:
        """人员经费: 301 and 303."""
        return self.economic_class("301") + self.economic_class("303")

    @property
    def public(self) -> Decimal:
        """公用经费: the other classes."""
        return self.economic_class("302") + self.economic_class("310")
