"""Words for changes (增长, 变化, 比上年): whether they ask for one, or only say over which years or with what is compared."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.understanding.bounds import CHANGES, RATES_OF_THE_WHOLE, order_of, told_by
from index.understanding.pieces import Piece
from index.understanding.vocabulary import COMPARED, COURSE, EVERY, IDLE, MEASURE, OVER, FiscalTerm
from ingest.amounts import PERCENT


def settle_changes(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with those words for changes as measures that ask for one, the others as words of asking.

    The change of a rate (完成率 提高5个百分点) is no figure that reports print: of many nobody is told by it, so its words and
    its bound are words.
    """
    pieces = list(pieces)
    told = {told_by(piece) for piece in pieces}
    measures = {piece.term.measure for piece in pieces if piece.term and told_by(piece) == MEASURE}
    bounded = any(piece.amounts for piece in pieces)
    of_a_rate = bool(measures & RATES_OF_THE_WHOLE) and any(_tells_change(piece.term) for piece in pieces)
    # Who of many changed most is told by the change, however many years are named.
    among_many = bounded or (OVER in told and bool(order_of(pieces)))
    several = not among_many and (EVERY in told or len({year for piece in pieces for year in piece.years}) > 1)
    explicit = bool(measures & CHANGES)
    idle = {COURSE: several or explicit, COMPARED: explicit or COURSE in told}
    for piece in pieces:
        term, tells = piece.term, told_by(piece)
        if of_a_rate and piece.amounts and piece.amounts.unit == PERCENT:
            continue
        if term is None or not _tells_change(term):
            yield piece
        elif of_a_rate:
            if not (bounded or OVER in told):
                yield replace(piece, term=replace(term, tells=IDLE))
        elif tells in idle:
            yield replace(piece, term=replace(term, tells=IDLE if idle[tells] else MEASURE))
        else:
            yield piece


def _tells_change(term: FiscalTerm | None) -> bool:
    return term is not None and (
        term.tells in {COURSE, COMPARED} or (term.tells == MEASURE and term.measure in CHANGES)
    )
