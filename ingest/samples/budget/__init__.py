"""Departments' budgets (部门预算): what is planned, the forms that print it, the words that tell it."""
