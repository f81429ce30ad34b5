"""The forms of accounts and budgets that reports print, by key."""

# Forms that the rules on disclosure ask of everybody.
DEMANDED_FORMS = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_summary",
    "general_public_expenditure",
    "general_public_basic",
    "three_public",
    "gov_fund",
    "state_capital_expenditure",
    "budget_summary",
    "budget_income",
    "budget_expenditure",
    "budget_fiscal_summary",
    "budget_general_public",
    "budget_general_public_basic",
    "budget_three_public",
    "budget_gov_fund",
)
FORMS = (
    *DEMANDED_FORMS,
    "state_capital_income_expenditure",
    "budget_state_capital",
    "budget_special_account",
    "budget_project",
    "general_public_income_expenditure",
    "general_public_project",
    "three_public_and_operation",
    "three_public_and_meetings",
    "state_assets",
    "procurement",
    "purchased_services",
)
