"""Stretches of a typed text and what each may mean, before they are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.query import Term
from index.understanding.model import AmountRange
from index.understanding.vocabulary import IDLE, FiscalTerm

# What may stand right beside a stretch in the same run of characters: anything; only where a word ends; no other words.
ANYTHING, WORD_END, NOTHING = range(3)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch and what it may mean; which of the fields are set tells what it is.

    `agencies` are numbers of agencies, each with how its name was recognised; `regions` the codes that a name may mean;
    `own_region` tells that the name of the agency has a region in it (of regions: that they are part of the name of a body
    that nobody knows), `form` is what stands for the name without one. `terms` are what is searched for instead of the
    stretch (a bare amount). `shown` is how it is shown where neither agencies nor regions nor a term tell. `note` tells
    what was taken for what. `before` and `after` are what may stand beside it. `number` is where the number of a bound
    begins (超过5辆), which becomes a word where nothing is compared with it. `asks` tells that a bound (几十万) asks for the
    amount where the question is not about many.
    """

    start: int
    end: int
    agencies: tuple[tuple[int, str], ...] = ()
    own_region: bool = False
    form: str = ""
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    term: FiscalTerm | None = None
    functions: tuple[str, ...] = ()
    amounts: AmountRange | None = None
    report_type: str | None = None
    terms: tuple[Term, ...] = ()
    shown: str = ""
    note: str = ""
    before: int = ANYTHING
    after: int = ANYTHING
    bonus: int = 0
    number: int | None = None
    asks: bool = False


def choose(candidates: Sequence[Piece]) -> list[Piece]:
    """Of overlapping pieces those that leave least of the text over, in as few pieces as possible, in their order."""
    ordered = sorted(candidates, key=lambda piece: (piece.end, piece.start, -piece.bonus))
    ends = sorted({piece.end for piece in ordered})
    best: dict[int, tuple[int, tuple[Piece, ...]]] = {0: (0, ())}
    reached = [0]

    def until(at: int) -> tuple[int, tuple[Piece, ...]]:
        return best[max(end for end in reached if end <= at)]

    at = 0
    for end in ends:
        most = until(end)
        while at < len(ordered) and ordered[at].end == end:
            piece = ordered[at]
            score, before = until(piece.start)
            score += _worth(piece)
            if score > most[0]:
                most = (score, (*before, piece))
            at += 1
        best[end] = most
        if end not in reached:
            reached.append(end)
    return list(best[reached[-1]][1])


def _worth(piece: Piece) -> int:
    """A longer piece is worth more than two that are as long together, and of two pairs that with the longest.

    Words of asking are what is left of what tells something: 支出总计 多少钱, not 支出 总计多少钱.
    """
    length = piece.end - piece.start
    asks = piece.term is not None and piece.term.tells == IDLE
    return 40 * length - 20 + (0 if asks else length * length) + 4 * piece.bonus
