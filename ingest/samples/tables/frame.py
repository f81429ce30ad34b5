"""What all forms share: title, lines above and below, the row of column numbers."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ingest.samples.data_files import load_tree
from ingest.samples.document import Cell, Row, Table, Words
from ingest.samples.scene import Scene


@cache
def _common_order(forms: str, year: int) -> tuple[str, ...]:
    for period in load_tree("forms")[forms]["order"]:
        if period["since"] <= year <= period["until"]:
            return tuple(period["keys"])
    raise KeyError(forms, year)


def _own(scene: Scene) -> Mapping[str, Any]:
    """Return what a place's forms have of their own (`forms_variety.toml`)."""
    own: Mapping[str, Any] = load_tree("forms_variety").get(scene.manner.voice, {}) if scene.manner.varied else {}
    return own


def form_order(scene: Scene) -> tuple[str, ...]:
    """Return the keys of the printed forms of the report's year and place, in order."""
    own = _own(scene).get("keys")
    if own is None:
        return _common_order(scene.manner.forms, scene.year)
    since = load_tree("forms_variety")["since"]
    return tuple(key for key in own if since.get(key, 0) <= scene.year)


def form_title(scene: Scene, key: str) -> str:
    """Return the title of a form in the report's year and place."""
    own: str = _own(scene).get("titles", {}).get(key, "")
    if own:
        return own
    common = load_tree("forms")["titles"].get(key) or load_tree("forms_variety")["titles"][key]
    titles: list[tuple[int, str]] = common
    return [title for since, title in titles if since <= scene.year][-1]


# Other layouts of a form, by the names of their builders.
_KEYS = {
    "three_public_rows": "three_public",
    "agency_information": "state_assets",
    "income_by_unit": "income",
    "expenditure_by_unit": "expenditure",
}


def label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """Return a cell of a heading."""
    return Cell((text,), columns, rows, "center")


def column_numbers(count: int, names: int = 2) -> Row:
    """Return the row of column numbers that the ministry's forms have below the heading."""
    return (label("栏次", names), *(str(number) for number in range(1, count + 1)))


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
    title: str = "",
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
        title: the form's title where it is not that of its key.
    """
    forms: Mapping[str, Any] = load_tree("forms")
    order = form_order(scene)
    further = load_tree("forms_variety")
    note = forms["notes"].get(key) or further["notes"][key]
    told = (*((note,) if not _own(scene).get("no_notes") else ()), *further_notes)
    notes: list[Words] = [(text,) for text in told]
    if blank:
        pattern = _own(scene).get("blank") or forms["blank"].get(key) or further["blank_forms"]["any"]
        notes.append((pattern.format(agency=scene.shown, year=scene.year),))
    name, unit = title or form_title(scene, key), scene.manner.table_unit
    labels: tuple[Words, ...] = ((f"单位：{unit}",),)
    if scene.manner.forms == "ministry":
        pattern = _own(scene).get("number", "公开{:02}表")
        place = next(place for place, one in enumerate(order, 1) if _KEYS.get(one, one) == key)
        labels = ((pattern.format(place),), (f"部门：{scene.shown}",), (f"金额单位：{unit}",))
    return Table(
        key=key,
        title=name,
        labels=labels,
        head=head,
        rows=tuple(rows),
        notes=tuple(notes),
        widths=widths,
        landscape=landscape,
        repeat_head=scene.chance.happens("repeated headings", 0.6),
    )
