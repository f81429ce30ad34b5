"""Self-evaluations of an agency's whole expenditure: `report.py` puts narrative and forms together."""
