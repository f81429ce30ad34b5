"""Terms of the field that a run of characters holds: figures, funds, phases, kinds of reports, words of questions."""

import re
from collections.abc import Iterator

from index.understanding.lexicon import Terms
from index.understanding.pieces import NOTHING, WORD_END, Piece
from index.understanding.vocabulary import IDLE, OVER, FiscalTerm

_ABOVE = 2
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_COUNTED = re.compile(
    rf"(?<![\d.])(?:排名)?前{_NUMBER}(?:名|位|个|家)?(?:的?(?:单位|部门|局))?|top\s?\d{{1,3}}|(?<![\d.]){_NUMBER}[个家](?:单位|部门|局)"
)


def find_terms(run: str, terms: Terms) -> Iterator[Piece]:
    """Yield the terms in a run of characters (folded, without blanks and quotation marks)."""
    for at in range(len(run)):
        for length in (*terms.lengths.lengths(run, at), 1):
            term = terms.by_text.get(run[at : at + length])
            if term is not None:
                yield term_piece(at, at + length, term)


def find_counted(folded: str) -> Iterator[Piece]:
    """Yield words that ask for so many agencies: 前10名, 10个单位."""
    over = FiscalTerm("", OVER, "", words=())
    return (Piece(match.start(), match.end(), term=over) for match in _COUNTED.finditer(folded))


def term_piece(start: int, end: int, term: FiscalTerm, note: str = "") -> Piece:
    """The piece of a term."""
    edge = NOTHING if term.alone else WORD_END
    bonus = 0 if term.tells in {IDLE, OVER} else _ABOVE
    return Piece(
        start,
        end,
        term=term,
        functions=term.functions,
        report_type=term.report_type,
        note=note,
        before=edge,
        after=edge,
        bonus=bonus,
    )
