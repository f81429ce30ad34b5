"""What the head of a self-evaluation says of the body in a table without a name: 人员编制 beside 21, 实有人数 beside 21."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.figures import ALL, Figure
from ingest.table_view import TableView

_LABELS = (
    (re.compile(r"(?:核定)?(?:人员)?编制(?:人?数)?(?:\(人\))?"), "staff.quota"),
    (re.compile(r"(?:年末)?(?:实有|实际)?(?:在职|实有)(?:在编)?(?:人数|人员)(?:\(人\))?"), "staff.actual"),
    (re.compile(r"离退休(?:人数|人员)(?:\(人\))?"), "staff.retired"),
)
_COUNT = re.compile(r"\d{1,5}(?:人|名)?")
_MOST_ROWS = 6


def read_staff_cells(view: TableView, year: int) -> Iterator[Figure]:
    """Yield the staff that cells beside their labels count; nothing for the forms that have readers of their own."""
    if view.form is not None:
        return
    for row in view.rows[:_MOST_ROWS]:
        printed = [slot for slot in row if not slot.blank]
        for label, value in pairwise(printed):
            indicator = next((one for pattern, one in _LABELS if pattern.fullmatch(label.words)), None)
            if indicator is None or not _COUNT.fullmatch(value.words):
                continue
            figure = view.figure(value, indicator, scope=ALL, year=year, measure="count", unit="人")
            if figure is not None:
                yield figure
