"""The reports of one author agree: the budget plans what the accounts call 年初预算, and neighbours are of the same body."""

from decimal import Decimal
from itertools import islice

from ingest.samples.budget.model import budget_of
from ingest.samples.corpus import make_corpus, make_neighbours

_STEP = Decimal(100)  # yuan: 0.01万元


def test_the_budget_plans_what_the_accounts_began_with() -> None:
    """In all, for running costs, for procurement and for each project, to the last place that is printed."""
    for made in islice(make_corpus(11, ("txt",), ("budget",)), 40):
        accounts = made.scene.now
        budget = budget_of(made.scene, accounts)
        assert abs(budget.spent("general_public") - accounts.general.budget) <= _STEP
        assert abs(budget.public - accounts.public_budget) <= _STEP
        assert abs(sum(budget.procurement, Decimal(0)) - accounts.procurement.budget) <= _STEP
        planned = {one.plan.name: one.amount for one in budget.projects}
        for project in accounts.projects:
            assert abs(planned.get(project.plan.name, Decimal(0)) - project.budget) <= _STEP
        assert all(min(item.personnel, item.public, item.project) >= 0 for item in budget.items)


def test_neighbours_are_of_the_same_body() -> None:
    """The report of the year before where the body was there, and the other reports of the year, each once."""
    for made in islice(make_corpus(12, ("txt",)), 12):
        around = [(one.report_type, one.scene.year) for one in make_neighbours(made, ("txt",))]
        assert {one.scene.agency.name for one in make_neighbours(made, ("txt",))} == {made.scene.agency.name}
        of_year = [kind for kind, year in around if year == made.scene.year]
        assert sorted([*of_year, made.report_type]) == [
            "budget",
            "final_accounts",
            "performance",
            "project_performance",
        ]
        assert {pair for pair in around if pair[1] != made.scene.year} <= {(made.report_type, made.scene.year - 1)}
