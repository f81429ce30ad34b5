"""The nine tables of final accounts, in the order and with the titles of their year."""

from collections.abc import Callable, Mapping

from ingest.samples.document import Table
from ingest.samples.scene import Scene
from ingest.samples.tables import basic, by_function, summaries, three_public, variants
from ingest.samples.tables.frame import form_order

_BUILDERS: Mapping[str, Callable[[Scene], Table]] = {
    "income_expenditure_summary": summaries.income_expenditure_summary,
    "income": by_function.income,
    "expenditure": by_function.expenditure,
    "fiscal_summary": summaries.fiscal_summary,
    "general_public_expenditure": by_function.general_public_expenditure,
    "general_public_basic": basic.general_public_basic,
    "gov_fund": by_function.gov_fund,
    "state_capital_expenditure": by_function.state_capital_expenditure,
    "state_capital_income_expenditure": by_function.state_capital_income_expenditure,
    "three_public": three_public.three_public,
    "three_public_rows": variants.three_public_rows,
    "three_public_and_operation": variants.three_public_and_operation,
    "three_public_and_meetings": variants.three_public_and_meetings,
    "income_by_unit": variants.income_by_unit,
    "expenditure_by_unit": variants.expenditure_by_unit,
    "general_public_income_expenditure": variants.general_public_income_expenditure,
    "general_public_project": variants.general_public_project,
    "state_assets": variants.state_assets,
    "agency_information": variants.agency_information,
    "procurement": variants.procurement,
    "purchased_services": variants.services,
}


def accounts_tables(scene: Scene) -> tuple[Table, ...]:
    """Return the tables of the report."""
    return tuple(_BUILDERS[key](scene) for key in form_order(scene))
