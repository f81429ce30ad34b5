"""Bounds on what is asked for: which may be compared with it, whose they are, which of many come first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.understanding.amounts import combine
from index.understanding.counting import COUNTER_OF, is_counter
from index.understanding.model import NONE, SOME, UNSAID, AmountRange, IndicatorAsked
from index.understanding.money import show_range
from index.understanding.pieces import Piece
from index.understanding.vocabulary import FIGURE, IDLE, LEAST, MOST, OVER, usual_measure
from ingest.amounts import MONEY, PERCENT

CHANGES = {"change_rate", "change_amount", "versus_budget_rate", "versus_budget_amount"}
RATES_OF_THE_WHOLE = {"completion_rate", "share"}
_IN_MONEY = {"change_rate": "change_amount", "versus_budget_rate": "versus_budget_amount"}
_UP, _DOWN = "up", "down"
_WAYS = ((_UP, re.compile("增|涨|升|提高|多花|多了|翻")), (_DOWN, re.compile("减|降|少花|少了|腰斩|砍")))
_RATES = {*RATES_OF_THE_WHOLE, "change_rate", "versus_budget_rate"}


def bounds_of(pieces: Sequence[Piece], *, over: bool) -> AmountRange | None:
    """Between what the figures lie that are asked for; `over` tells that the question is about many."""
    amounts = combine([piece.amounts for piece in pieces if piece.amounts])
    if amounts is None:
        return _of_changes(pieces) if over and not order_of(pieces) else None
    way = _direction(pieces)
    if way == _UP and amounts.least is None and amounts.most is not None:
        return replace(amounts, least=Decimal(0))  # 增长10%以内: what fell did not rise
    return _mirrored(amounts) if way == _DOWN else amounts


def _mirrored(amounts: AmountRange) -> AmountRange:
    """Bounds of a fall as those of a change: 下降超过10% is a change of less than -10%; what rose did not fall."""
    least = None if amounts.most is None else -amounts.most
    return replace(amounts, least=least, most=-(amounts.least or Decimal(0)))


def measured_in(amounts: AmountRange | None, indicators: tuple[IndicatorAsked, ...]) -> tuple[IndicatorAsked, ...]:
    """The figures that are asked for; a change that is compared with money is meant in money."""
    if amounts is None or amounts.unit != MONEY:
        return indicators
    return tuple(replace(one, measure=_IN_MONEY.get(one.measure or "", one.measure)) for one in indicators)


def _of_changes(pieces: Sequence[Piece]) -> AmountRange | None:
    """Of many, those that changed in the direction that is asked for: 哪些单位 三公经费 下降."""
    way = _direction(pieces) if _measures(pieces) <= _RATES else ""
    if way == _UP:
        return AmountRange(least=Decimal(0), strict=True, unit=PERCENT)
    return AmountRange(most=Decimal(0), strict=True, unit=PERCENT) if way == _DOWN else None


def bounds_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The bounds, where several figures have several: which is whose nobody reckons out, and one list answers none.

    So it is where one is of money and another a rate: two figures are meant, whatever is named.
    """
    bounds = [piece for piece in pieces if piece.amounts and piece.amounts not in {SOME, NONE}]
    figures = {
        code
        for piece in pieces
        if told_by(piece) == FIGURE
        for code in (piece.term.indicators if piece.term else ())[:1]
    }
    units = {piece.amounts.unit for piece in bounds if piece.amounts} - {UNSAID}
    return bounds if len(bounds) > 1 and (len(figures) > 1 or len(units) > 1) else []


def order_of(pieces: Sequence[Piece]) -> str:
    """Whether the greatest or the least are asked for; of both (最高和最低) the least, since the list shows all."""
    orders = {piece.term.order for piece in pieces if piece.term}
    order = LEAST if LEAST in orders else max(orders, default="")
    # What fell most has the lowest rate of all.
    flipped = {MOST: LEAST, LEAST: MOST}
    return flipped.get(order, "") if _direction(pieces) == _DOWN else order


def _direction(pieces: Sequence[Piece]) -> str:
    """Whether changes upwards or downwards are asked for (增长, 下降); empty where neither or both are."""
    told = {piece.term.text for piece in pieces if piece.term and piece.term.measure in CHANGES}
    ways = {way for text in told for way, words in _WAYS if words.search(text)}
    return ways.pop() if len(ways) == 1 else ""


def settle_amounts(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the bounds that what is asked for can be compared with; the numbers of others are words."""
    measures = _measures(pieces)
    bounded = any(piece.amounts and piece.amounts not in {SOME, NONE} for piece in pieces) or order_of(pieces)
    kept = []
    for piece in pieces:
        if piece.amounts in {SOME, NONE} and told_by(piece) == OVER:
            meant = measures and measures <= {"amount", "count"} and not bounded
            kept.append(piece if meant else replace(piece, amounts=None))
        elif piece.amounts and piece.amounts.unit != MONEY:
            unit = next(filter(None, (_unit_in(piece.amounts.unit, measure) for measure in sorted(measures))), None)
            if unit:
                amounts = replace(piece.amounts, unit=unit)
                kept.append(replace(piece, amounts=amounts, shown=show_range(amounts), terms=()))
            elif piece.terms:
                kept.append(replace(piece, amounts=None))
            elif piece.number is not None and piece.number > piece.start:
                kept.append(Piece(piece.start, piece.number))
        elif piece.amounts and piece.terms:
            kept.append(replace(piece, terms=()) if measures else replace(piece, amounts=None))
        else:
            kept.append(piece)
    return kept


def _measures(pieces: Sequence[Piece]) -> set[str]:
    """How what is asked for is measured: as the text says, else as it usually is."""
    terms = [piece.term for piece in pieces if piece.term]
    told = {term.measure for term in terms if term.measure and term.tells != IDLE}
    return told or {usual_measure(code) for term in terms if term.tells == FIGURE for code in term.indicators}


def _unit_in(unit: str, measure: str) -> str | None:
    """The unit of a bound on what is measured so; None where it cannot be one."""
    if measure in _RATES:
        return PERCENT if unit in {PERCENT, UNSAID} else None
    if measure in COUNTER_OF and (unit == UNSAID or is_counter(unit)):
        return unit or COUNTER_OF[measure]
    return None


def told_by(piece: Piece) -> str | None:
    """What the term of a piece tells; None where it has none."""
    return piece.term.tells if piece.term else None
