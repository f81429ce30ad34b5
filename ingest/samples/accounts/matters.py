"""三公 expenses, meetings, procurement and assets of a year."""

from collections.abc import Mapping
from decimal import Decimal

from ingest.samples.accounts.mint import Mint
from ingest.samples.accounts.model import (
    Accounts,
    Assets,
    Gathering,
    Procurement,
    Project,
    Spending,
    ThreePublic,
)
from ingest.samples.agencies import Agency
from ingest.samples.money import ZERO, total


def _spending(actual: Decimal, mint: Mint) -> Spending:
    """Return 三公 spending: hardly ever above the budget; the adjusted budget lies between the two."""
    if not actual:
        budget = mint.amount(mint.random.uniform(2_000, 12_000)) if mint.happens(0.3) else ZERO
        return Spending(budget, budget, ZERO)
    budget = actual if mint.happens(0.25) else mint.around(actual, 1.02, 1.4)
    return Spending(budget, budget if mint.happens(0.6) else (budget + actual) / 2, actual)


def build_three_public(agency: Agency, before: ThreePublic | None, mint: Mint) -> ThreePublic:
    """Return the 三公 expenses; a small agency may have none of them."""
    random = mint.random
    fleet = agency.kind.nature != "institution"
    # Some agencies entertain nobody for years; then the item stays at nothing.
    host = before.reception_groups > 0 or mint.happens(0.1) if before else mint.happens(0.75)
    groups = random.randint(2, 26) if host and mint.happens(0.9) else 0
    persons = sum(random.randint(4, 11) for _ in range(groups))
    reception = mint.amount(persons * random.uniform(70, 130)) if groups else ZERO
    held = before.held if before else random.randint(0, 5) if fleet or mint.happens(0.4) else 0
    purchased = 1 if held and mint.happens(0.06) else 0
    purchase = mint.amount(random.uniform(120_000, 179_000)) if purchased else ZERO
    if before and before.held == held and not purchased and before.operation.actual:
        operation = before.operation.actual if mint.happens(0.1) else mint.around(before.operation.actual, 0.8, 1.12)
    else:
        operation = mint.amount(held * random.uniform(14_000, 27_000))
    trip = mint.happens(0.03)
    travellers = random.randint(1, 4)
    abroad = mint.amount(travellers * random.uniform(18_000, 36_000)) if trip else ZERO
    return ThreePublic(
        abroad=_spending(abroad, mint) if trip else Spending(ZERO, ZERO, ZERO),
        purchase=_spending(purchase, mint) if purchased else Spending(ZERO, ZERO, ZERO),
        operation=_spending(operation, mint) if held else Spending(ZERO, ZERO, ZERO),
        reception=_spending(reception, mint) if host else Spending(ZERO, ZERO, ZERO),
        abroad_groups=1 if trip else 0,
        abroad_persons=travellers if trip else 0,
        purchased=purchased,
        held=held,
        reception_groups=groups,
        reception_persons=persons,
    )


def build_gathering(of_basic: Decimal, mint: Mint, dearest: int) -> Gathering:
    """Return meetings or training: what basic expenditure shows, and sometimes project money beside it."""
    extra = mint.amount(mint.random.uniform(1_000, dearest)) if mint.happens(0.3) else ZERO
    amount = of_basic + extra
    if not amount:
        return Gathering(ZERO, 0, 0)
    times = mint.random.randint(1, 4)
    return Gathering(amount, times, times * mint.random.randint(12, 60))


def build_agency_operation(agency: Agency, public: Decimal, mint: Mint) -> Spending:
    """Return 机关运行经费: the public expenses of administrative and participating units, nothing for institutions."""
    if agency.kind.nature == "institution":
        return Spending(ZERO, ZERO, ZERO)
    actual = mint.amount(float(public) * 0.62) if agency.is_department else public
    budget = mint.around(actual, 0.9, 1.2)
    return Spending(budget, budget, actual)


def build_procurement(projects: tuple[Project, ...], before: Accounts | None, mint: Mint) -> Procurement:
    """Return procurement: a part of the project money; small firms get most of it."""
    money = float(total(project.actual for project in projects))
    goods = mint.amount(money * mint.random.uniform(0.02, 0.12))
    works = mint.amount(money * mint.random.uniform(0.05, 0.3)) if mint.happens(0.45) else ZERO
    services = mint.amount(money * mint.random.uniform(0.1, 0.4))
    if mint.happens(0.03):
        goods = works = services = ZERO
    whole_to_small = mint.happens(0.3)

    def to_small(amount: Decimal) -> Decimal:
        return amount if whole_to_small or not amount else min(amount, mint.around(amount, 0.55, 0.98))

    small = (to_small(goods), to_small(works), to_small(services))
    micro = mint.amount(float(total(small)) * mint.random.uniform(0.4, 0.95))
    whole = goods + works + services
    prior = before.procurement.whole if before else None
    return Procurement(goods, works, services, *small, micro, mint.around(whole, 0.9, 1.15), prior)


def build_assets(year: int, held: int, before: Assets | None, mint: Mint) -> Assets:
    """Return vehicles by kind and large equipment; cars on fiscal money are among the vehicles."""
    random = mint.random
    if before is not None and (year != 2018) and before.vehicles_held >= held:
        return before
    # 一般公务用车 gave way to 机要通信用车 and 应急保障用车 in the forms of 2018.
    first = "general" if year < 2018 else "emergency"
    vehicles: dict[str, int] = {first: held}
    if mint.happens(0.4):
        vehicles["special"] = random.randint(1, 6)
    if mint.happens(0.25):
        vehicles["other"] = random.randint(1, 3)
    kinds: Mapping[str, int] = {kind: number for kind, number in vehicles.items() if number}
    return Assets(kinds, random.randint(0, 3) if mint.happens(0.5) else 0, 1 if mint.happens(0.15) else 0)
