"""Figures as results of their own: each a row of the catalogue, with the sentence that it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from index.query import parse_query
from index.understanding.model import FUNCTION, Understood
from portal.catalogue.figure_words import make_patterns
from portal.catalogue.searching import FigureHit, FigureSearch
from portal.explaining import Place, describe_places
from portal.presentation import MEASURE_LABELS, PHASE_LABELS, SCOPE_LABELS, label_indicator, show_value
from portal.published import find_published
from portal.services import services
from portal.views.search.asking import Asking

_BATCH = 500


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that was found; `place` is its sentence or its row and column, None where the report cannot be read."""

    row: FigureHit
    label: str
    told: str
    shown: str
    place: Place | None
    url: str


def make_filters(asking: Asking) -> FigureSearch:
    """What figures are narrowed to: by links, by what was understood, and by the words that are left over."""
    understood, filters = asking.understood, asking.query.filters
    words = parse_query(_leftover(understood))
    return FigureSearch(
        indicators=understood.indicators,
        agencies=filters.agencies,
        regions=(filters.region,) if filters.region else filters.regions,
        years=filters.years,
        report_type=filters.report_type,
        report=filters.report,
        amounts=understood.amounts,
        patterns=tuple(make_patterns(words.terms)),
        without=tuple(make_patterns(words.excluded)),
    )


def _leftover(understood: Understood) -> str:
    """The words that nothing narrows by: those not understood, and functions, of which figures know nothing."""
    functions = [understood.text[chip.start : chip.end] for chip in understood.chips if chip.kind == FUNCTION]
    return " ".join([understood.rest, *functions])


def find_figures(asking: Asking, *, start: int, most: int, external: bool = False) -> Iterator[FigureLine]:
    """Figures with their sentences, batch after batch; each report is read once a batch."""
    found = list(
        services().catalogue.searching.figures(make_filters(asking), asking.address.order, start=start, most=most)
    )
    for begin in range(0, len(found), _BATCH):
        yield from _lines(found[begin : begin + _BATCH], external=external)


def _lines(rows: Sequence[FigureHit], *, external: bool) -> Iterator[FigureLine]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.report].add(row.id)
    places = {name: _places(name, ids) for name, ids in wanted.items()}
    for row in rows:
        yield FigureLine(
            row=row,
            label=label_indicator(row.indicator),
            told="，".join(_told(row)),
            shown=show_value(row.value, row.unit),
            place=places[row.report].get(row.id),
            url=url_for("reports.report", name=row.report, _anchor=row.id, _external=external),
        )


def _told(row: FigureHit) -> Iterable[str]:
    """What kind of figure it is: its scope, phase and measure, what goes without saying left out."""
    yield SCOPE_LABELS.get(row.scope, row.scope)
    if row.measure in {"amount", "share"}:
        yield PHASE_LABELS.get(row.phase, row.phase)
    if row.measure != "amount":
        yield MEASURE_LABELS.get(row.measure, row.measure)


def _places(name: str, wanted: set[str]) -> dict[str, Place]:
    """The sentences of figures of a report, by their ids."""
    report = find_published(services().store, name)
    if report is None:
        return {}
    rows = [row for row in report.rows("figures") if row["id"] in wanted and row["start"]]
    spans = [(row["id"], int(row["start"]), int(row["end"])) for row in rows]
    return {place.anchor: place for place in describe_places(spans, report.text, rows)}
