"""The accounts of an agency from year to year: balances chain, staff and projects go on.

`build_chain` is the door; the rest of the package makes the pieces.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ingest.samples.accounts.matters import (
    build_agency_operation,
    build_assets,
    build_gathering,
    build_procurement,
    build_three_public,
)
from ingest.samples.accounts.mint import Mint
from ingest.samples.accounts.model import Accounts, Fund, Line, OwnLine, OwnMoney, Project
from ingest.samples.accounts.personnel import build_basic, build_staff
from ingest.samples.accounts.projects import build_projects, by_code
from ingest.samples.agencies import Agency
from ingest.samples.chance import Chance
from ingest.samples.money import ZERO, total


def _fund(
    scope: str, basic: Mapping[str, Decimal], projects: tuple[Project, ...], before: Fund | None, mint: Mint
) -> Fund:
    """Return a fund: what was left last year opens it, income is what closes the sum."""
    left = {line.code: line.closing for line in before.lines} if before else {}
    spent = by_code(projects, scope)
    lines = []
    for code in sorted({*basic, *spent, *(code for code, amount in left.items() if amount)}):
        project, carried, budget, adjusted = spent.get(code, (ZERO, ZERO, ZERO, ZERO))
        running, opening = basic.get(code, ZERO), left.get(code, ZERO)
        running_budget = mint.budget_for(running)
        closing = max(carried, opening - running - project)
        lines.append(
            Line(
                code=code,
                opening=opening,
                income=running + project + closing - opening,
                basic=running,
                project=project,
                closing=closing,
                budget=running_budget + budget,
                adjusted=max(running_budget, running) + adjusted,
            )
        )
    return Fund.of(scope, tuple(lines))


def _own_money(agency: Agency, projects: tuple[Project, ...], before: Accounts | None, mint: Mint) -> OwnMoney:
    """Return the money that is not fiscal; an agency without a project of its own has hardly any."""
    spent = by_code(projects, "own")
    basic = ZERO
    if spent or (before and before.own.lines) or mint.happens(0.1):
        basic = mint.amount(mint.random.uniform(8_000, 90_000))
    opening = before.own.closing if before else ZERO
    if not (spent or basic):
        return OwnMoney((), opening, ZERO, ZERO, opening)
    institution = agency.kind.nature == "institution"
    operating = mint.amount(mint.random.uniform(6_000, 60_000)) if institution and mint.happens(0.06) else ZERO
    lines = []
    for code in sorted({*spent, agency.kind.operation}):
        project = spent.get(code, (ZERO,))[0]
        running = basic if code == agency.kind.operation else ZERO
        business = operating if code == agency.kind.operation else ZERO
        received = {"other": mint.around(running, 0.9, 1.2)} if running else {}
        if project:
            source = "undertaking" if institution else "superior"
            received[source] = mint.around(project, 0.92, 1.1)
        if business:
            received["operating"] = business
        lines.append(OwnLine(code, received, running, project, business))
    income = total(amount for line in lines for amount in line.income.values())
    rest = opening + income - total(line.spent for line in lines)
    distribution = mint.amount(float(rest) * 0.25) if institution and rest > 0 and mint.happens(0.5) else ZERO
    return OwnMoney(tuple(lines), opening, max(ZERO, -rest), distribution, max(ZERO, rest) - distribution)


def build_year(agency: Agency, year: int, before: Accounts | None, chance: Chance) -> Accounts:
    """Return the accounts of one year that follow those of the year before."""
    random = chance.stream(f"accounts {year}")
    mint = Mint(random, chance.pick("odd cents", (0.0, 0.02, 0.06, 0.15)))
    staff = build_staff(agency, before.staff if before else None, mint)
    three_public = build_three_public(agency, before.three_public if before else None, mint)
    economic, basic = build_basic(agency, year, staff, three_public, mint)
    projects = build_projects(agency, year, before, mint)
    public = total(amount for code, amount in economic.items() if code[:3] in ("302", "310"))
    return Accounts(
        year=year,
        staff=staff,
        general=_fund("general_public", basic, projects, before.general if before else None, mint),
        gov_fund=_fund("gov_fund", {}, projects, before.gov_fund if before else None, mint),
        state_capital=_fund("state_capital", {}, projects, before.state_capital if before else None, mint),
        own=_own_money(agency, projects, before, mint),
        economic=economic,
        public_budget=mint.budget_for(public),
        three_public=three_public,
        agency_operation=build_agency_operation(agency, public, mint),
        meetings=build_gathering(economic.get("30215", ZERO), mint, 9_000),
        training=build_gathering(economic.get("30216", ZERO), mint, 16_000),
        procurement=build_procurement(projects, before, mint),
        assets=build_assets(year, three_public.held, before.assets if before else None, mint),
        projects=projects,
    )


def build_chain(agency: Agency, years: Iterable[int], chance: Chance) -> Mapping[int, Accounts]:
    """Return the accounts of these years and of the one before the first, each following the one before."""
    wanted = sorted(years)
    accounts: dict[int, Accounts] = {}
    before: Accounts | None = None
    for year in range(wanted[0] - 1, wanted[-1] + 1):
        before = accounts[year] = build_year(agency, year, before, chance)
    return accounts
