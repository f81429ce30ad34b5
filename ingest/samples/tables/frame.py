"""What all forms share: title, lines above and below, the row of column numbers."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ingest.samples.data_files import load_tree
from ingest.samples.document import Cell, Row, Table, Words
from ingest.samples.scene import Scene


@cache
def form_order(forms: str, year: int) -> tuple[str, ...]:
    """Return the keys of the printed forms of a year, in order."""
    for period in load_tree("forms")[forms]["order"]:
        if period["since"] <= year <= period["until"]:
            return tuple(period["keys"])
    raise KeyError(forms, year)


@cache
def form_title(key: str, year: int) -> str:
    """Return the title of a form in a year."""
    titles: list[tuple[int, str]] = load_tree("forms")["titles"][key]
    return [title for since, title in titles if since <= year][-1]


def label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """Return a cell of a heading."""
    return Cell((text,), columns, rows, "center")


def column_numbers(count: int) -> Row:
    """Return the row of column numbers that the ministry's forms have below the heading."""
    return (label("栏次", 2), *(str(number) for number in range(1, count + 1)))


def framed(
    scene: Scene,
    key: str,
    head: tuple[Row, ...],
    rows: Iterable[Row],
    widths: tuple[float, ...],
    *,
    blank: bool = False,
    landscape: bool = False,
    further_notes: tuple[str, ...] = (),
) -> Table:
    """Return a form of the accounts with its title and the lines around it.

    Args:
        scene: the report.
        key: which form.
        head: heading rows.
        rows: the other rows.
        widths: relative widths of the columns.
        blank: the form holds no number and says why.
        landscape: it stands on a page turned sideways.
        further_notes: notes beside the form's own.
    """
    forms: Mapping[str, Any] = load_tree("forms")
    order = form_order(scene.manner.forms, scene.year)
    notes: list[Words] = [(forms["notes"][key],), *((note,) for note in further_notes)]
    if blank:
        notes.append((forms["blank"][key].format(agency=scene.shown, year=scene.year),))
    labels: tuple[Words, ...] = (("单位：万元",),)
    if scene.manner.forms == "ministry":
        labels = ((f"公开{order.index(key) + 1:02}表",), (f"部门：{scene.shown}",), ("金额单位：万元",))
    return Table(
        key=key,
        title=form_title(key, scene.year),
        labels=labels,
        head=head,
        rows=tuple(rows),
        notes=tuple(notes),
        widths=widths,
        landscape=landscape,
        repeat_head=scene.chance.happens("repeated headings", 0.6),
    )
