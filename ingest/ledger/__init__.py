"""The accounts tables as a ledger: each amount by the row and column that the ministry's form has for it.

Figures are what a report says; cells are where its tables say it, down to the last item of the functional and the economic
classification, so that rows, columns and tables can be added up and compared.
"""

from ingest.ledger.cells import BASIC_TOTALS, TOTAL, Cell, Ledger, Sheet
from ingest.ledger.reading import read_ledger

__all__ = ["BASIC_TOTALS", "TOTAL", "Cell", "Ledger", "Sheet", "read_ledger"]
