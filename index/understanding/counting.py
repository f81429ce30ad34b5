"""What counts and narrowing words make of the figures beside them: 公车 and 几辆 are cars held, 买了 and 几辆 cars bought."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.understanding.model import SOME
from index.understanding.narrowing import narrow, narrow_alike, put_parts_together
from index.understanding.pieces import Piece
from index.understanding.vocabulary import (
    COUNT,
    FIGURE,
    IDLE,
    NARROWING,
    OVER,
    SPENDING,
    FiscalTerm,
    label_of,
)
from index.vocabulary import Counted, load_counted
from ingest.amounts import MONEY, PERCENT
from ingest.vocabulary import load_indicators

_FARTHEST = 8  # characters between what narrows and what is narrowed: 购置 2022年 公车
_SCORE, _COUNT = "score", "count"
_POINTS = "分"
# The counter of a number that was typed without one.
COUNTER_OF = {_COUNT: "个", _SCORE: _POINTS}
_DONE = ("了", "过")
_EACH = ("各", "分别")
_ASKING = ("几", "多少", "有", "共", "一共", "总共", "还有")


def settle_counts(pieces: Sequence[Piece], *, more_words: bool) -> list[Piece]:
    """The pieces with the figures that are counted or narrowed in place of those that were named.

    What counts or narrows nothing is none of them: it is words. `more_words`: whether the text has words that nothing
    read, since then nobody knows what is counted.
    """
    pieces = _with_usual(pieces, more_words=more_words)
    pieces = _narrowed(pieces)
    counters = [one for piece in pieces for one in _counters(piece)]
    groups = [group for piece in pieces if (group := _counters(piece))]
    figures = [piece for piece in pieces if _names(piece)]
    counted = {id(piece): _count_of(piece, groups) for piece in figures} if counters else {}
    settled = []
    for piece in pieces:
        term = piece.term
        found = counted.get(id(piece))
        if found is not None:
            settled.append(replace(piece, term=found))
        elif term and term.tells == COUNT:
            if any(counted.values()) or term.text.startswith(_ASKING):
                settled.append(replace(piece, term=replace(term, tells=IDLE)))
        elif term and term.tells == NARROWING:
            continue
        else:
            settled.append(piece)
    return settled


def is_counter(unit: str) -> bool:
    """Whether the unit of a bound is a counter (辆), neither money nor percent nor nothing."""
    return bool(unit) and unit not in {MONEY, PERCENT}


def measures_of(term: FiscalTerm) -> frozenset[str]:
    """How a figure that is asked for may be measured: as it says, else as its indicators usually are."""
    if term.measure:
        return frozenset({term.measure})
    return frozenset(measure for code in term.indicators for measure in load_indicators()[code].measures)


def _names(piece: Piece) -> bool:
    return piece.term is not None and piece.term.tells == FIGURE


def _counters(piece: Piece) -> tuple[str, ...]:
    term = piece.term
    if term and term.counters:
        # A noun that is counted (职工) tells nothing of how many.
        return () if term.tells == COUNT and term.indicators else term.counters
    return (piece.amounts.unit,) if piece.amounts and is_counter(piece.amounts.unit) else ()


def _with_usual(pieces: Sequence[Piece], *, more_words: bool) -> list[Piece]:
    """Where no figure is named, the one that is usually counted so: 超过5辆的单位, 有多少人."""
    if more_words or any(_names(piece) or (piece.term and piece.term.tells == SPENDING) for piece in pieces):
        return list(pieces)
    settled, named = [], False
    for piece in pieces:
        row = None if named else _usual(_counters(piece))
        if row is not None and len(_counters(piece)) == 1:
            words = tuple(row.words.lstrip("=").split("|"))
            term = FiscalTerm("", FIGURE, label_of(row.figure), (row.figure,), words=words, spoken=True)
            text = piece.term.text if piece.term else row.counters[0]
            settled.append(replace(piece, term=replace(term, text=text, counters=_counters(piece))))
            named = True
        else:
            settled.append(piece)
    return settled


def _usual(counters: Sequence[str]) -> Counted | None:
    return next(
        (row for row in load_counted() if row.figure and not row.of and set(counters) & set(row.counters)), None
    )


def _narrowed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with narrowed figures, what narrows them left as words of asking."""
    settled = list(pieces)
    over = any(one.term and one.term.tells == OVER for one in pieces)
    each = any(one.term and one.term.tells == IDLE and one.term.text.startswith(_EACH) for one in pieces)
    for number, other in enumerate(settled):
        found = _narrowers(settled, number)
        if other.term is None or not found:
            continue
        # 购车费 is a part already; 车 names nothing by itself, but what was bought.
        own = () if any(make is narrow for _, _, make in found) else other.term.indicators[:1]
        parts = (*own, *(code for _, code, _ in found))
        codes = tuple(dict.fromkeys(parts)) if each else put_parts_together(parts)
        settled[number] = replace(other, term=replace(_as(other.term, codes[0]), indicators=codes, tells=FIGURE))
        for at, _, _ in found:
            settled[at] = _said_aside(settled[at], over=over)
    return settled


def _narrowers(pieces: Sequence[Piece], number: int) -> list[tuple[int, str, Callable[..., str | None]]]:
    """What narrows a figure: the places of the words, the figure that each makes of it, and how.

    A word that is a figure by itself (运行费) narrows only right beside it, or right beside another word that does.
    """
    found: list[tuple[int, str, Callable[..., str | None]]] = []
    term = pieces[number].term
    near = [pieces[number]]
    order = sorted(range(len(pieces)), key=lambda at: _between(pieces[at], pieces[number]))
    for at in order if term else ():
        piece = pieces[at]
        if at == number or piece.term is None or term is None:
            continue
        beside = min(_between(piece, one) for one in near) <= 1
        for make in (narrow, narrow_alike):
            code = make(piece.term, term)
            close = beside or (make is narrow and not _names(piece) and _between(piece, pieces[number]) <= _FARTHEST)
            if code and close:
                found.append((at, code, make))
                near.append(piece)
                break
    return found


def _said_aside(piece: Piece, *, over: bool) -> Piece:
    """What narrowed a figure, as words of asking; of many, those that bought something bought more than nothing."""
    term = piece.term or FiscalTerm("", IDLE, "")
    if over and term.text.endswith(_DONE):
        aside = replace(term, tells=OVER, indicators=(), words=())
        return replace(piece, term=aside, amounts=SOME, shown="大于0")
    return replace(piece, term=replace(term, tells=IDLE, indicators=()))


def _between(one: Piece, other: Piece) -> int:
    return max(one.start - other.end, other.start - one.end)


def _as(term: FiscalTerm, code: str) -> FiscalTerm:
    return replace(term, indicators=(code,), label=label_of(code))


def _count_of(piece: Piece, groups: Sequence[Sequence[str]]) -> FiscalTerm | None:
    """The figure as it is counted in these ways; None where it is in none."""
    term = piece.term
    if term is None:
        return None
    if any(_POINTS in counters for counters in groups) and _SCORE in measures_of(term):
        return term
    if _COUNT in measures_of(term):
        several = not term.measure and "amount" in measures_of(term)
        return replace(term, measure=_COUNT) if several else term
    codes = tuple(dict.fromkeys(filter(None, (_counted_as(term, counters) for counters in groups))))
    return replace(_as(term, codes[0]), indicators=codes, instead=_instead_of(codes)) if codes else None


def _instead_of(codes: Sequence[str]) -> str | None:
    """What is as good as the one figure that is counted, where a report does not tell that."""
    return next((row.instead for row in load_counted() if (row.figure,) == tuple(codes) and row.instead), None)


def _counted_as(term: FiscalTerm, counters: Sequence[str]) -> str | None:
    rows = (row for row in load_counted() if set(term.indicators) & set(row.of) and set(counters) & set(row.counters))
    return next((row.figure for row in rows), None)
