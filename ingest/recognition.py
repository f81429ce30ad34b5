"""How sure the reading of a scanned report is: of one figure, and of the report as a whole."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.places import Place

REVIEW_BELOW = 0.93
"""A figure whose least sure character is trusted less than this is published with a notice that asks to check it.

Measured on 2009 readings of amounts with decimals, in generated reports scanned at 70 to 200 dots an inch, askew by up to
2.8 degrees, noisy and unsharp, against the amounts that were printed: 167 were misread. Of the 469 below this bound 161
were; of the 1540 above, 6 (two of which, with a letter for a digit, are now below too). Nothing was misread between 0.95
and 0.99: a higher bound marks more and catches none. A bound of 0.9 lets through twice as many.

Measured again with `bench/scans.py` on 6710 figures of fourteen pages of accounts, budgets and evaluations, scanned in ten
ways (skew, JPEG, noise, seals, light, turned pages): 29 were misread. 14 of them, mostly of high confidence, came of one
cell that was read twice, which is no longer done; of the other 15 one, of a confidence of 0.95, lies above this bound, and
five would above 0.8. With the 14, 0.22 % of what is published as certain was misread; without them, 0.015 %.
"""


def find_confidence(text: str, places: Sequence[Place], start: int, end: int) -> float | None:
    """Return how sure the digits of a piece of `report.md` are, from 0 to 1; None where none of them was recognised.

    Args:
        text: `report.md`.
        places: in the order of the report.
        start: offset of the piece.
        end: where it ends, exclusive.
    """
    sure = [
        place.spot.confidence
        for place in find_overlapping(places, start, end)
        if place.spot.confidence is not None and _has_digit(text, max(place.start, start), min(place.end, end))
    ]
    return min(sure, default=None)


def measure_confidence(text: str, places: Sequence[Place]) -> float | None:
    """Return how sure the digits of the whole report are, from 0 to 1; None where nothing was recognised.

    The mean over the digits, not over the characters: a report is read for its figures, and thousands of sure
    characters of running text would hide a table that can hardly be read.
    """
    total = weight = 0.0
    recognised = False
    for place in places:
        if place.spot.confidence is not None:
            recognised = True
            digits = sum(char.isdigit() for char in text[place.start : place.end])
            total += place.spot.confidence * digits
            weight += digits
    if not recognised:
        return None
    return total / weight if weight else 0.0


def find_overlapping(places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    """Yield the places, given in the order of the report, of which some of a piece of it stands in."""
    at = max(bisect_right(places, start, key=lambda place: place.start) - 1, 0)
    for place in places[at:]:
        if place.start >= end:
            break
        if place.end > start:
            yield place


def _has_digit(text: str, start: int, end: int) -> bool:
    return any(char.isdigit() for char in text[start:end])
