"""What the pieces of a text mean together: a short name in the region named beside it, 决算 beside a figure, and so on.

The order of the pieces means nothing. A piece that the others leave no meaning becomes words again.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.understanding.bounds import (
    bounds_apart,
    bounds_of,
    measured_in,
    order_of,
    settle_amounts,
    told_by,
)
from index.understanding.changes import settle_changes
from index.understanding.counting import settle_counts
from index.understanding.lexicon import Lexicon
from index.understanding.model import AgencyMatch, AmountRange, IndicatorAsked
from index.understanding.names import SURENESS
from index.understanding.pieces import Piece
from index.understanding.placing import settle_places
from index.understanding.vocabulary import (
    COUNT,
    EVERY,
    FIGURE,
    FUNCTION,
    IDLE,
    KIND,
    MEASURE,
    NARROWING,
    OVER,
    PHASE,
    SCOPE,
    SPENDING,
    UNCLEAR,
    FiscalTerm,
)
from index.understanding.wording import is_total

_FISCAL = "fiscal"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text asks for. `pieces` are those that were understood: their agencies and regions are the ones meant.

    `regions` are any of which is meant: one as a rule, several that share a name or are named side by side.
    """

    pieces: tuple[Piece, ...]
    agencies: tuple[AgencyMatch, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    report_type: str | None = None
    indicators: tuple[IndicatorAsked, ...] = ()
    functions: tuple[str, ...] = ()
    amounts: AmountRange | None = None
    over_agencies: bool = False
    unclear: tuple[str, ...] = ()
    every_year: bool = False
    order: str = ""
    rows: int = 0
    last_years: int = 0
    bases: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()

    @property
    def region(self) -> str | None:
        """The region that is meant, where it is one."""
        return self.regions[0] if len(self.regions) == 1 else None


def put_together(
    text: str, pieces: Sequence[Piece], lexicon: Lexicon, *, more_words: bool, words_until: Collection[int] = ()
) -> Meaning:
    """Put the pieces of a text together.

    Args:
        text: what was read.
        pieces: what was read, in the order of the text.
        lexicon: names and terms.
        more_words: whether the text has words that nothing read.
        words_until: where such words end that may be what an amount is of: what stands right behind (护路员补助预算) is of it.
    """
    over = any(told_by(piece) == OVER for piece in pieces)
    pieces = [replace(piece, amounts=None) if piece.asks and not over else piece for piece in pieces]
    words_until = _until_words(pieces, words_until)
    if more_words:
        # 医保 beside other words is talked about, not what an agency paid.
        pieces = [piece for piece in pieces if not (told_by(piece) == FUNCTION and piece.term and piece.term.words)]
    pieces, regions = settle_places(text, pieces, lexicon.names, over=over)
    pieces = settle_counts(pieces, more_words=more_words)
    pieces = settle_amounts(_settle_terms(pieces, more_words=more_words, words_until=words_until))
    apart = bounds_apart(pieces)
    pieces = [replace(piece, amounts=None) if piece in apart else piece for piece in pieces]
    amounts = None if apart else bounds_of(pieces, over=over)
    meant = sorted((SURENESS[how], number, how) for piece in pieces for number, how in piece.agencies)
    agencies: dict[str, str] = {}
    for _, number, how in meant:
        agencies.setdefault(lexicon.names.bodies[number].id, how)
    types = {piece.report_type for piece in pieces if piece.report_type}
    return Meaning(
        pieces=tuple(pieces),
        agencies=tuple(AgencyMatch(*item) for item in agencies.items()),
        regions=regions,
        years=tuple(sorted({year for piece in pieces for year in piece.years})),
        report_type=next(iter(types), None),
        indicators=measured_in(amounts, _indicators(pieces)),
        functions=tuple(sorted({code for piece in pieces for code in piece.functions})),
        amounts=amounts,
        over_agencies=over,
        unclear=_unclear(pieces),
        every_year=any(told_by(piece) == EVERY for piece in pieces),
        order=order_of(pieces),
        rows=_rows(pieces, OVER),
        last_years=_rows(pieces, EVERY),
        bases=tuple(dict.fromkeys(code for piece in pieces if piece.term for code in piece.term.bases)),
        left_out=tuple(piece.shown for piece in apart),
        phases=tuple(_told("phase", [piece.term for piece in pieces if piece.term and told_by(piece) == PHASE])),
    )


def _rows(pieces: Sequence[Piece], tells: str) -> int:
    """How many bodies (前三名) or years (近三年) are asked for; 0 where nothing says it."""
    return max((piece.term.rows for piece in pieces if piece.term and piece.term.tells == tells), default=0)


def _until_words(pieces: Iterable[Piece], words_until: Iterable[int]) -> frozenset[int]:
    """Where words end, those too that narrow or count where there is something (维护 of 市政维护)."""
    ends = set(words_until)
    for piece in pieces:
        if piece.start in ends and told_by(piece) in {NARROWING, COUNT}:
            ends.add(piece.end)
    return frozenset(ends)


def _unclear(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The words for years that nobody reckons out; beside a year or a change they say what that is compared with."""
    compared = any(piece.term and (piece.term.measure or "").startswith("change") for piece in pieces)
    if compared or any(piece.years for piece in pieces):
        return ()
    return tuple(piece.term.text for piece in pieces if piece.term and piece.term.tells == UNCLEAR)


def _settle_terms(pieces: Sequence[Piece], *, more_words: bool, words_until: Collection[int]) -> list[Piece]:
    """The pieces with the terms that mean something beside the others."""
    tells = [told_by(piece) for piece in pieces]
    coded = any(piece.functions for piece in pieces)
    figures = FIGURE in tells
    spent = not figures and not coded and not more_words and SPENDING in tells
    asked = figures or spent
    if asked or more_words or coded:
        pieces = [_without_own(piece) if told_by(piece) == PHASE else piece for piece in pieces]
    # 财政拨款 is a fund beside a figure; by itself it is a figure, as 全年执行数 is.
    promoted = not asked and any(told_by(piece) in {SCOPE, MEASURE, PHASE} and _codes(piece) for piece in pieces)
    # 预算数 beside the name of a project or function is of it, and 预算 right behind one.
    ends = {*words_until, *(piece.end for piece in pieces if piece.functions)}

    def is_of_something(piece: Piece) -> bool:
        told_apart = piece.term is not None and piece.term.amount and (more_words or coded)
        return asked or promoted or told_apart or piece.start in ends

    typed = {
        piece.report_type
        for piece in pieces
        if piece.report_type and not (told_by(piece) == PHASE and is_of_something(piece))
    }
    kept: list[Piece] = []
    for piece in settle_changes(_without_totals(pieces)):
        told = told_by(piece)
        if told == SPENDING:
            term = piece.term
            kept.append(piece if spent or term is None else replace(piece, term=replace(term, tells=IDLE)))
        elif told in {SCOPE, MEASURE}:
            if asked or promoted:
                kept.append(piece)
        elif told == PHASE:
            if is_of_something(piece):
                kept.append(replace(piece, report_type=None))
            elif piece.report_type and len(typed) == 1:
                kept.append(piece)
        elif told == KIND or piece.report_type:
            if len(typed) == 1:
                kept.append(piece)
            elif piece.term is None:
                # 类型:决算,预算: one of them cannot be narrowed to, and 类型 is no word of reports.
                kept.append(replace(piece, report_type=None))
        else:
            kept.append(piece)
    return kept


def _without_own(piece: Piece) -> Piece:
    """The piece without what it asks for where nothing else is named."""
    return replace(piece, term=replace(piece.term, indicators=())) if piece.term else piece


def _without_totals(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; 支出 right behind another figure is part of its name: 三公经费 支出."""
    before: Piece | None = None
    for piece in pieces:
        term = piece.term
        beside = before is not None and piece.start - before.end <= 1
        if term and before and before.term and beside and is_total(term) and told_by(before) == FIGURE:
            told = PHASE if term.text.endswith("决算") else IDLE
            phase = "actual" if told == PHASE else None
            yield (
                piece
                if is_total(before.term)
                else replace(piece, term=replace(term, tells=told, phase=phase, words=()))
            )
        else:
            yield piece
        before = piece


def _codes(piece: Piece) -> tuple[str, ...]:
    return piece.term.indicators if piece.term else ()


def _indicators(pieces: Iterable[Piece]) -> tuple[IndicatorAsked, ...]:
    """Every figure that is asked for, with the fund, phase and measure told anywhere in the text."""
    terms = [piece.term for piece in pieces if piece.term]
    figures = [term for term in terms if term.tells in {FIGURE, SPENDING}]
    if not figures:
        # By itself a fund asks for what was spent of it, a rate for that of all expenditure; whichever tells more.
        alone = sorted(
            (term for term in terms if term.tells in {SCOPE, MEASURE, PHASE} and term.indicators),
            key=lambda term: (term.scope is None, term.scope == _FISCAL, term.text),
        )
        figures = [replace(term, scope=None) if term.scope == _FISCAL else term for term in alone[:1]]
        if not figures:
            return ()
    others = [
        term
        for term in terms
        if term.tells in {SCOPE, PHASE, MEASURE} and term.text not in {one.text for one in figures}
    ]
    funds = _told("scope", others)
    if len(funds) > 1:
        funds = [fund for fund in funds if fund != _FISCAL]  # 财政拨款 beside the name of a fund
    scope = funds[0] if len(funds) == 1 else None
    phases: list[str | None] = [*_told("phase", others)] or [None]
    measures: list[str | None] = [*_told("measure", others)] or [None]
    found = [
        IndicatorAsked(code, term.scope or scope, term.phase or phase, term.measure or measure, term.instead)
        for term in figures
        for code in term.indicators
        for phase in phases
        for measure in measures
    ]
    return tuple(dict.fromkeys(found))


def _told(what: str, terms: Sequence[FiscalTerm]) -> list[str]:
    """The funds, phases or measures that terms tell: 预算数 and 决算数 ask for both."""
    return sorted({value for term in terms if (value := getattr(term, what))})
