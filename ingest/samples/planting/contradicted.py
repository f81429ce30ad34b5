"""Whether the report itself contradicts a number, as far as the generator knows it."""

from collections import Counter
from decimal import Decimal

from ingest.samples.document import Document, Place, Role
from ingest.samples.facts import Datum, Fact, Figure
from ingest.samples.identities import Sum, sums
from ingest.samples.planting.seeking import CENT, Report, value_of
from ingest.samples.reading import read

_RATES = ("share", "completion_rate", "change_rate")


def is_contradicted(report: Report, planted: Document, place: Place, facts: tuple[Fact, ...]) -> bool:
    """Whether the new number is told otherwise elsewhere, breaks a sum, or no longer fits its rate."""
    old = place.piece.facts
    step = Decimal(1) if place.piece.role is not Role.AMOUNT else CENT
    big = [
        (before, after)
        for before, after in zip(old, facts, strict=True)
        if isinstance(before, Figure | Datum)
        and isinstance(after, Figure | Datum)
        and isinstance(before.value, Decimal)
        and isinstance(after.value, Decimal)
        and (place.piece.role is not Role.AMOUNT or abs(before.value - after.value) > step)
    ]
    if not big:
        return _is_printed_elsewhere(report, place) and value_of(place.piece.text) not in (None, Decimal(0))
    keys = {_key(before) for before, _ in big}
    for other in report.pieces:
        if other is not place and other.part == place.part and any(_key(fact) in keys for fact in other.piece.facts):
            return True
    if _broken(planted) - _broken(report.document):
        return True
    return any(_fits_rate(report, place, before) for before, _ in big)


def _is_printed_elsewhere(report: Report, place: Place) -> bool:
    return any(other is not place and other.piece.text == place.piece.text for other in report.pieces)


def _key(fact: Fact) -> tuple[object, ...]:
    if isinstance(fact, Figure):
        return fact.indicator, fact.scope, fact.phase, fact.measure, fact.year
    return (fact.resource, fact.key, fact.column) if isinstance(fact, Datum) else ()


def _broken(document: Document) -> Counter[str]:
    def name(each: Sum) -> str:
        return f"{each.rule}{each.whole.part}{_key(each.whole.fact)}"

    return Counter(name(each) for each in sums(read(document)) if each.gap and not each.is_rounding)


def _fits_rate(report: Report, place: Place, fact: Figure | Datum) -> bool:
    """An amount has a rate beside it, or a rate its amount."""
    same = [
        one
        for other in report.pieces
        if other is not place and other.part == place.part
        for one in other.piece.facts
        if isinstance(one, Figure | Datum) and _subject(one) == _subject(fact)
    ]
    measures = {_measure(one) for one in same}
    if _measure(fact) in _RATES:
        return "actual" in measures or "amount" in measures or "budget" in measures
    return bool(measures & set(_RATES))


def _subject(fact: Figure | Datum) -> tuple[object, ...]:
    return (fact.indicator, fact.scope, fact.year) if isinstance(fact, Figure) else (fact.resource, fact.key)


def _measure(fact: Figure | Datum) -> str:
    return fact.measure if isinstance(fact, Figure) else fact.column
