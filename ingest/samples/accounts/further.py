"""What only some places publish: kinds of staff, values of assets, guests from abroad, buildings, rates of performance.

Made from the accounts of a year and from chance by name, so that reports that do not speak of it stay as they are.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ingest.samples.accounts.model import Accounts, Spending, ThreePublic
from ingest.samples.agencies import Agency
from ingest.samples.chance import Chance
from ingest.samples.money import HUNDRED, ZERO, total

_WHOLE = Decimal(100)  # amounts are whole hundreds of yuan, as most are


def part_of(amount: Decimal, percent: int) -> Decimal:
    """Return about this part of an amount, in whole hundreds of yuan."""
    return (amount * percent / HUNDRED / _WHOLE).quantize(Decimal(1), ROUND_HALF_UP) * _WHOLE


@dataclass(frozen=True, slots=True)
class StaffKinds:
    """The quota by kind: both sum up to it."""

    administrative: int
    institution: int


@dataclass(frozen=True, slots=True)
class AssetValues:
    """资产总额 and what of it the forms name; the rest is 其他资产."""

    current: Decimal
    fixed: Decimal
    construction: Decimal
    intangible: Decimal
    others: Decimal
    area: int

    @property
    def whole(self) -> Decimal:
        """资产总额."""
        return self.current + self.fixed + self.construction + self.intangible + self.others


@dataclass(frozen=True, slots=True)
class Guests:
    """外宾 among the guests, and what was spent on guests abroad."""

    foreign: Decimal
    foreign_groups: int
    foreign_persons: int
    overseas: Decimal


@dataclass(frozen=True, slots=True)
class Building:
    """A building that was finished in the year."""

    approved_area: int
    actual_area: int
    budget: Decimal
    actual: Decimal


def staff_kinds(agency: Agency, accounts: Accounts) -> StaffKinds:
    """Return the quota by kind: a department with units has both kinds."""
    quota = accounts.staff.quota
    if agency.kind.nature == "institution":
        return StaffKinds(0, quota)
    administrative = quota * 2 // 3 if agency.is_department else quota
    return StaffKinds(administrative, quota - administrative)


def asset_values(accounts: Accounts, chance: Chance) -> AssetValues:
    """Return the assets at the year's end; buildings stay, money comes and goes."""
    fixed = part_of(accounts.personnel, chance.between("fixed assets", 60, 240))
    year = accounts.year
    return AssetValues(
        current=accounts.closing + part_of(accounts.public, chance.between(f"current assets {year}", 10, 70)),
        fixed=fixed + part_of(accounts.public, 3 * (year - 2014)),
        construction=part_of(accounts.project, 12) if chance.happens(f"construction {year}", 0.3) else ZERO,
        intangible=part_of(accounts.public, chance.between("intangible assets", 1, 12)),
        others=ZERO,
        area=chance.between("area", 300, 4200),
    )


def guests(accounts: Accounts, chance: Chance) -> Guests:
    """Return guests from abroad: most agencies have none."""
    expenses = accounts.three_public
    if expenses.reception_groups < 4 or not chance.happens(f"foreign guests {accounts.year}", 0.35):
        return Guests(ZERO, 0, 0, ZERO)
    overseas = part_of(expenses.reception.actual, 15) if chance.happens(f"guests abroad {accounts.year}", 0.3) else ZERO
    return Guests(part_of(expenses.reception.actual, 20), 1, 3, overseas)


def building(accounts: Accounts, chance: Chance) -> Building:
    """Return a building finished in the year."""
    approved = chance.between(f"approved area {accounts.year}", 800, 3000)
    budget = part_of(accounts.project, 40) + _WHOLE
    return Building(approved, approved * chance.between("built", 96, 100) // 100, budget, part_of(budget, 97))


def special_account(accounts: Accounts) -> Decimal:
    """Return what of 事业收入 is 财政专户管理资金."""
    return part_of(accounts.own.income("undertaking"), 40)


def nontax(accounts: Accounts) -> Decimal:
    """Return what of the general public budget's money is 纳入一般公共预算管理的非税收入拨款."""
    return part_of(accounts.general.income, 8)


def closing_by_use(accounts: Accounts) -> tuple[Decimal, Decimal]:
    """Return (基本支出结转, 项目支出结转和结余); their sum is 年末结转和结余."""
    project = total(line.closing for fund in accounts.funds for line in fund.lines if line.project)
    return accounts.closing - project, project


def purchased_services(accounts: Accounts) -> Spending:
    """Return 政府购买服务支出: another matter than 服务采购, though mostly a part of it."""
    actual = part_of(accounts.procurement.services, 60)
    budget = part_of(accounts.procurement.services, 66)
    return Spending(budget, budget, actual)


def travelling(accounts: Accounts, chance: Chance) -> Accounts:
    """Return the accounts with a journey abroad in some years and more cars bought: both are rare otherwise."""
    expenses = accounts.three_public
    if not expenses.abroad_groups and chance.happens(f"journey {accounts.year}", 0.2):
        groups = chance.between(f"groups {accounts.year}", 1, 3)
        persons = groups * chance.between(f"travellers {accounts.year}", 1, 4)
        cost = Decimal(persons * chance.between(f"fare {accounts.year}", 180, 360)) * _WHOLE
        expenses = replace(
            expenses, abroad=_planned(cost, chance, accounts.year), abroad_groups=groups, abroad_persons=persons
        )
    if expenses.held and not expenses.purchased and chance.happens(f"new cars {accounts.year}", 0.15):
        bought = chance.between(f"cars {accounts.year}", 1, min(3, expenses.held))
        cost = Decimal(bought * chance.between(f"price {accounts.year}", 1200, 1790)) * _WHOLE
        expenses = replace(expenses, purchase=_planned(cost, chance, accounts.year), purchased=bought)
    return replace(accounts, three_public=expenses)


def _planned(cost: Decimal, chance: Chance, year: int) -> Spending:
    budget = cost if chance.happens(f"as planned {cost} {year}", 0.4) else part_of(cost, 112)
    return Spending(budget, budget, cost)


def foreign_part(expenses: ThreePublic, met: Guests) -> Decimal:
    """Return 国内公务接待支出: all but what was spent on guests abroad."""
    return expenses.reception.actual - met.overseas
