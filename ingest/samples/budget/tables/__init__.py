"""The forms of a budget (部门预算表), in the order of several provinces."""

from collections.abc import Callable, Mapping

from ingest.samples.budget.tables import basic, by_function, projects, summaries, three_public
from ingest.samples.document import Table
from ingest.samples.scene import Scene

_BUILDERS: Mapping[str, Callable[[Scene, int], Table]] = {
    "summary": summaries.summary,
    "income": summaries.income,
    "expenditure": by_function.expenditure,
    "fiscal_summary": summaries.fiscal_summary,
    "general_public": by_function.general_public,
    "basic": basic.basic,
    "three_public": three_public.three_public,
    "gov_fund": by_function.gov_fund,
    "state_capital": by_function.state_capital,
    "special_account": by_function.special_account,
    "project": projects.project,
}
_ORDER = {
    "hunan": (*(key for key in _BUILDERS if key != "project"), "project"),
    "zhejiang": (
        "summary",
        "income",
        "expenditure",
        "fiscal_summary",
        "general_public",
        "basic",
        "gov_fund",
        "state_capital",
        "three_public",
        "project",
    ),
}


def budget_tables(scene: Scene) -> tuple[Table, ...]:
    """The forms of the budget, in the order of the agency's province."""
    usual = tuple(key for key in _BUILDERS if key != "special_account")
    keys = _ORDER.get(scene.manner.voice, usual)
    return tuple(_BUILDERS[key](scene, place) for place, key in enumerate(keys, 1))
