"""What the budget of one agency and one year consists of, made from the accounts of that year.

What the accounts call 年初预算 is what was planned here: of the general public budget by item and in all, of the public
expenses, of procurement, of each project.

All money is whole hundreds of yuan, so that what is printed adds up. Income = expenditure, by fund and in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.samples.accounts.model import Accounts, Procurement
from ingest.samples.accounts.projects import by_code
from ingest.samples.agencies import ProjectPlan
from ingest.samples.money import ZERO, total
from ingest.samples.scene import Scene

_STEP = Decimal(100)
_PERSONNEL = ("301", "303")
FUNDS = ("general_public", "gov_fund", "state_capital")


def _round(yuan: Decimal) -> Decimal:
    return (yuan / _STEP).quantize(Decimal(1), ROUND_HALF_UP) * _STEP


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of the functional classification, paid from one source (a fund, `special_account` or `unit_funds`)."""

    source: str
    code: str
    personnel: Decimal
    public: Decimal
    project: Decimal

    @property
    def basic(self) -> Decimal:
        """基本支出."""
        return self.personnel + self.public

    @property
    def whole(self) -> Decimal:
        """All that is planned for it."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """A project with its money and what it is to do."""

    plan: ProjectPlan
    source: str
    amount: Decimal
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of one year.

    Attributes:
        opening: carried over from last year, of the general public budget; it pays for projects.
        economic: basic expenditure of the general public budget by economic code.
        three_public: abroad, purchase of cars, running them, hospitality.
        procurement: goods, works, services.
    """

    year: int
    items: tuple[Item, ...]
    projects: tuple[PlannedProject, ...]
    opening: Decimal
    economic: Mapping[str, Decimal]
    three_public: tuple[Decimal, Decimal, Decimal, Decimal]
    agency_operation: Decimal
    meetings: Decimal
    training: Decimal
    procurement: tuple[Decimal, Decimal, Decimal]

    def of(self, *sources: str) -> tuple[Item, ...]:
        """The items of these sources."""
        return tuple(item for item in self.items if item.source in sources)

    def spent(self, *sources: str) -> Decimal:
        """Expenditure from these sources, from all if none is named."""
        return total(item.whole for item in self.items if not sources or item.source in sources)

    def basic(self, *sources: str) -> Decimal:
        """Basic expenditure from these sources."""
        return total(item.basic for item in self.items if not sources or item.source in sources)

    def project(self, *sources: str) -> Decimal:
        """Project expenditure from these sources."""
        return total(item.project for item in self.items if not sources or item.source in sources)

    def income(self, source: str) -> Decimal:
        """This year's income of a source: what is spent from it and was not carried over."""
        return self.spent(source) - (self.opening if source == "general_public" else ZERO)

    @property
    def all_income(self) -> Decimal:
        """本年收入合计."""
        return self.spent() - self.opening

    def economic_class(self, code: str) -> Decimal:
        """The sum of a class of the economic classification."""
        return total(amount for key, amount in self.economic.items() if key.startswith(code))

    @property
    def personnel(self) -> Decimal:
        """人员经费 of the general public budget."""
        return total(self.economic_class(code) for code in _PERSONNEL)

    @property
    def public(self) -> Decimal:
        """公用经费 of the general public budget."""
        return total(self.economic.values()) - self.personnel


def budget_of(scene: Scene, accounts: Accounts) -> Budget:
    """Return the budget that the accounts of a year began with."""
    chance = scene.shared.of("budget", accounts.year)
    running = _running(accounts)
    economic = _economic(accounts, total(running.values()))
    # Fees that go through the treasury's special account pay for one source, the unit's own money for the other.
    own = "special_account" if scene.shared.happens("special account", 0.4) else "unit_funds"
    projects = tuple(
        PlannedProject(one.plan, own if one.fund == "own" else one.plan.fund, _round(one.budget), one.targets)
        for one in accounts.projects
        if _round(one.budget) > 0
    )
    of_general = total(one.amount for one in projects if one.source == "general_public")
    carried = chance.happens("carried over", 0.4)
    return Budget(
        year=accounts.year,
        items=_items(scene, running, economic, projects),
        projects=projects,
        opening=_round(of_general * Decimal("0.12")) if carried else ZERO,
        economic=economic,
        three_public=(
            _round(accounts.three_public.abroad.budget),
            _round(accounts.three_public.purchase.budget),
            _round(accounts.three_public.operation.budget),
            _round(accounts.three_public.reception.budget),
        ),
        agency_operation=_round(accounts.agency_operation.budget),
        meetings=_round(accounts.meetings.amount),
        training=_round(accounts.training.amount),
        procurement=_procurement(accounts.procurement),
    )


def _running(accounts: Accounts) -> dict[str, Decimal]:
    """The basic money that the general public budget plans by item: its lines without what their projects are given."""
    planned = by_code(accounts.projects, "general_public")
    running = {
        line.code: _round(line.budget) - _round(planned[line.code][2] if line.code in planned else ZERO)
        for line in accounts.general.lines
    }
    return {code: amount for code, amount in running.items() if amount > 0}


def _economic(accounts: Accounts, whole: Decimal) -> dict[str, Decimal]:
    """Basic expenditure by economic code: what was planned for running costs, and the rest for staff, as it was spent."""
    public = min(_round(accounts.public_budget), whole)
    economic: dict[str, Decimal] = {}
    for is_public, planned in ((True, public), (False, whole - public)):
        spent = {
            code: amount for code, amount in accounts.economic.items() if (code[:3] not in _PERSONNEL) is is_public
        }
        spent = {code: amount for code, amount in spent.items() if amount}
        for code, amount in spent.items():
            economic[code] = _round(amount * planned / total(spent.values()))
        if spent:
            largest = max(spent, key=lambda code: spent[code])
            economic[largest] += planned - total(economic[code] for code in spent)
    return {code: amount for code, amount in sorted(economic.items()) if amount}


def _procurement(spent: Procurement) -> tuple[Decimal, Decimal, Decimal]:
    """Goods, works, services: what was planned in all, in the parts in which it was spent."""
    planned = _round(spent.budget)
    if not spent.whole:
        return (ZERO, ZERO, planned)
    goods, works = (_round(part * planned / spent.whole) for part in (spent.goods, spent.works))
    return (goods, works, planned - goods - works)


def _items(
    scene: Scene,
    running: Mapping[str, Decimal],
    economic: Mapping[str, Decimal],
    projects: tuple[PlannedProject, ...],
) -> tuple[Item, ...]:
    """Basic money by item: running the agency takes what is planned for running costs; projects by code."""
    operation = scene.agency.kind.operation
    basic = {code: amount for code, amount in running.items() if code != operation}
    personnel = total(amount for code, amount in economic.items() if code[:3] in _PERSONNEL)
    public = total(economic.values()) - personnel
    sums: dict[tuple[str, str], list[Decimal]] = {
        ("general_public", code): [amount, ZERO, ZERO] for code, amount in basic.items()
    }
    sums["general_public", operation] = [personnel - total(basic.values()), public, ZERO]
    for project in projects:
        sums.setdefault((project.source, project.plan.code), [ZERO, ZERO, ZERO])[2] += project.amount
    return tuple(Item(source, code, *amounts) for (source, code), amounts in sorted(sums.items()))
