"""Cells of a ledger out of a table's slots, and out of figures that another reader found in it."""

from decimal import Decimal

from ingest.amounts import scale_money
from ingest.figures import Figure
from ingest.ledger import Cell
from ingest.table_view import Slot, TableView

_HUNDRED = Decimal(100)  # yuan: 0.01万元


def cell_of_slot(view: TableView, slot: Slot, *, row: str, column: str, name: str, heading: str) -> Cell | None:
    """The cell, or None where something else than an amount stands in it or nothing tells its place.

    A zero that is not printed is as exact as the amounts of such tables: 0.01万元, or a yuan.
    """
    number = slot.number
    if slot.span is None or (number is None and not slot.blank) or (number is not None and number.percent):
        return None
    return Cell(
        form=view.form or "",
        row=row,
        column=column,
        name=name,
        heading=heading,
        value=scale_money(number.value, view.factor) if number else Decimal(0),
        step=number.step * view.factor if number else min(_HUNDRED, view.factor),
        blank=number is None,
        text=slot.text,
        start=slot.span.start,
        end=slot.span.end,
    )


def cell_of_figure(view: TableView, figure: Figure, *, row: str, column: str, name: str, heading: str) -> Cell:
    """The cell that a figure of this table was read from."""
    return Cell(
        form=view.form or "",
        row=row,
        column=column,
        name=name,
        heading=heading,
        value=figure.value,
        step=figure.step,
        blank=False,
        text=figure.disclosed,
        start=figure.start,
        end=figure.end,
    )
