"""Sections of final accounts, by the keys of the plans.

A new section is a builder here, sentence forms in `data/wording_accounts.toml` and a line in `data/plans.toml`.
"""

from collections.abc import Mapping

from ingest.samples.plan import Builder
from ingest.samples.sections import funds, general_public, matters, overview, summary, three_public

OVERVIEW: Mapping[str, Builder] = {
    "duties": overview.duties,
    "departments": overview.departments,
    "units": overview.units,
    "departments_and_units": overview.departments_and_units,
    "staff": matters.staff,
}
NARRATIVE: Mapping[str, Builder] = {
    "totals": summary.totals,
    "income": summary.income,
    "expenditure": summary.expenditure,
    "fiscal_totals": summary.fiscal_totals,
    "general_overall": general_public.general_overall,
    "general_structure": general_public.general_structure,
    "general_items": general_public.general_items,
    "general_basic": general_public.general_basic,
    "three_public_overall": three_public.three_public_overall,
    "three_public_details": three_public.three_public_details,
    "gov_fund": funds.gov_fund,
    "state_capital": funds.state_capital,
    "evaluation": matters.evaluation,
    "agency_operation": matters.agency_operation,
    "general_spending": matters.general_spending,
    "procurement": matters.procurement,
    "assets": matters.assets,
    "meetings_training": matters.meetings_training,
    "purchased_services": matters.purchased,
    "balances": matters.balances,
    "special_account": matters.special,
}
