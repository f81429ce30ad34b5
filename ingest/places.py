"""Where pieces of `report.md` stand on the pages of the source: what the resource `places` holds."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.blocks import Spot
from ingest.figures import Figure
from ingest.rows import EconomicExpenditure, FunctionExpenditure

Paged = TypeVar("Paged", Figure, FunctionExpenditure, EconomicExpenditure)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `places`: a piece of `report.md`, offsets with the end exclusive, and the `Spot` where it stands."""

    start: int
    end: int
    spot: Spot


def find_pieces(spots: Sequence[Spot], start: int, end: int) -> Iterator[Place]:
    """Yield the places of a text that was written at `start` and ends at `end`."""
    for number, spot in enumerate(spots):
        following = spots[number + 1].start + start if number + 1 < len(spots) else end
        yield Place(start + spot.start, following, spot)


def find_page(places: Sequence[Place], start: int, end: int) -> int | None:
    """The page of its source on which a piece begins; None where nothing of it stands on a page."""
    spot = find_spot(places, start, end)
    return spot.page if spot else None


def find_spot(places: Sequence[Place], start: int, end: int) -> Spot | None:
    """Where a piece begins on its page; None where nothing of it stands on a page.

    Args:
        places: in the order of the report.
        start: offset of the piece in `report.md`.
        end: where it ends, exclusive.
    """
    at = max(bisect_right(places, start, key=lambda place: place.start) - 1, 0)
    for place in places[at : at + 2]:  # a row of a table may begin with a blank cell
        if place.start < end and place.end > start:
            return place.spot
    return None


def with_pages(rows: Iterable[Paged], places: Sequence[Place]) -> Iterator[Paged]:
    """Rows with the page on which their own words stand; a block knows only the one on which it begins."""
    for row in rows:
        page = find_page(places, row.start, row.end) if row.start is not None and row.end is not None else None
        yield row if page is None else replace(row, page=page)
