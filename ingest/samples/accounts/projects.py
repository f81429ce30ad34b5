"""The projects of a year: which run, what they were to cost, what they cost, what they did."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ingest.samples.accounts.mint import Mint
from ingest.samples.accounts.model import Accounts, Project
from ingest.samples.agencies import Agency, ProjectPlan, project_plan
from ingest.samples.data_files import load_tree
from ingest.samples.money import ZERO


@lru_cache(maxsize=1)
def _extras() -> tuple[tuple[ProjectPlan, range, float], ...]:
    return tuple(
        (project_plan(row), range(row["years"][0], row["years"][1] + 1), row["probability"])
        for row in load_tree("extras")["projects"]
    )


def _quantities(plan: ProjectPlan, before: Project | None, mint: Mint) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what was done and what was to be done: round targets, reached or passed by no more than a quarter."""
    done, planned = [], []
    for place, output in enumerate(plan.outputs):
        if before is None:
            target = mint.random.randint(output.low, output.high)
        else:
            target = round(before.quantities[place] * mint.random.uniform(0.94, 1.08))
        step = 100 if target >= 1_000 else 10 if target >= 100 else 1
        target = max(step, round(target / step) * step)
        planned.append(target)
        done.append(target if target < 20 or mint.happens(0.5) else round(target * mint.random.uniform(1.0, 1.22)))
    return tuple(done), tuple(planned)


def _project(plan: ProjectPlan, fund: str, before: Project | None, mint: Mint) -> Project:
    random = mint.random
    if before is None:
        actual = mint.amount(random.uniform(*plan.size) * 10_000)
    else:
        actual = mint.around(before.actual, 0.82, 1.2)
    if before is not None:
        # What was carried over is spent first, so that no income becomes negative.
        actual = max(actual, before.carried_over)
    may_carry = fund != "own" and plan.fund != "state_capital" and plan.code != "2340199"
    carried = mint.around(actual, 0.02, 0.12) if may_carry and mint.happens(0.18) else ZERO
    unspent = mint.around(actual, 0.005, 0.05) if mint.happens(0.25) else ZERO
    adjusted = actual + carried + unspent
    draw = random.random()
    if draw < 0.1 or fund != "general_public":
        budget = ZERO if draw < 0.1 else mint.budget_for(actual)
    elif draw < 0.4:
        budget = adjusted
    else:
        budget = mint.budget_for(adjusted)
    done, planned = _quantities(plan, before, mint)
    return Project(plan, fund, budget, adjusted, actual, before.actual if before else None, carried, done, planned)


def build_projects(agency: Agency, year: int, before: Accounts | None, mint: Mint) -> tuple[Project, ...]:
    """Return the projects of a year: nearly all of the year before go on; what has money left must go on."""
    known: Mapping[str, Project] = {project.plan.name: project for project in before.projects} if before else {}
    plans = agency.kind.projects
    # Some agencies pay one project from a superior's subsidy or fees of their own.
    paid_otherwise = plans[-1].name if any(project.fund == "own" for project in known.values()) else ""
    if before is None and mint.happens(0.45):
        paid_otherwise = plans[-1].name
    running = []
    for place, plan in enumerate(plans):
        last = known.get(plan.name)
        starts = before is None or last is not None or mint.happens(0.6)
        if (place < 2 or (last and last.carried_over)) or (starts and not mint.happens(0.07)):
            running.append(_project(plan, "own" if plan.name == paid_otherwise else plan.fund, last, mint))
    for plan, years, probability in _extras():
        if year in years and (plan.name in known or mint.happens(probability)):
            running.append(_project(plan, plan.fund, known.get(plan.name), mint))
    return tuple(running)


def by_code(projects: tuple[Project, ...], fund: str) -> Mapping[str, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """Return (spent, carried over, budget, adjusted) of a fund's projects by functional item."""
    sums: dict[str, tuple[Decimal, Decimal, Decimal, Decimal]] = {}
    for project in projects:
        if project.fund == fund:
            old = sums.get(project.plan.code, (ZERO, ZERO, ZERO, ZERO))
            sums[project.plan.code] = (
                old[0] + project.actual,
                old[1] + project.carried_over,
                old[2] + project.budget,
                old[3] + project.adjusted,
            )
    return sums
