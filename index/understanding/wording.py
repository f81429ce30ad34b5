"""Terms of the field that a run of characters holds: figures, funds, phases, kinds of reports, words of questions."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from index.understanding.lexicon import Terms
from index.understanding.model import AmountRange
from index.understanding.pieces import NOTHING, WORD_END, Piece
from index.understanding.vocabulary import ASIDE, FIGURE, OVER, FiscalTerm

_ABOVE = 2
_HAVING = re.compile(
    r"(?:哪些|哪个|哪家|哪几个|哪几家|什么|有哪些)(?:单位|部门|机关|局)(?:还|都)?(?:有过?|发生了?|花了|用了|开支了|支出了|产生了?)(?!没|多少|几|无|关)"
)
ANY_AMOUNT = AmountRange(least=Decimal(0), strict=True)
_PLAIN_TOTAL = 2  # 支出, 花费; 本年支出 is a figure of its own
_NOISE = re.compile(r"(?<!\S)(?:and|or|&+|\++)(?!\S)|(?:附件|附表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?![\w.%])")
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
                piece = term_piece(at, at + length, term)
                yield piece
                if term.tells == FIGURE and not is_total(term):
                    yield from _with_total(run, piece, terms)


def is_total(term: FiscalTerm) -> bool:
    """Whether a term is what was spent or received as a whole, by a word that may also stand behind a figure."""
    return term.tells == FIGURE and term.scope is None and bool({"expenditure", "income"} & set(term.indicators[:1]))


def _with_total(run: str, piece: Piece, terms: Terms) -> Iterator[Piece]:
    """A figure with the word for spending behind it, which is part of its name: 三公经费支出."""
    for length in terms.lengths.lengths(run, piece.end):
        behind = terms.by_text.get(run[piece.end : piece.end + length])
        if behind is not None and is_total(behind) and behind.phase is None and len(behind.text) == _PLAIN_TOTAL:
            yield replace(piece, end=piece.end + length, bonus=piece.bonus + 1)


def find_noise(folded: str) -> Iterator[Piece]:
    """Yield what other search engines join words by (AND), and the numbers of what is attached (附件2)."""
    return (Piece(match.start(), match.end()) for match in _NOISE.finditer(folded))


def find_counted(folded: str) -> Iterator[Piece]:
    """Yield words that ask for so many agencies: 前10名, 10个单位; or for all that have something: 哪些单位有."""
    over = FiscalTerm("", OVER, "", words=())
    yield from (Piece(match.start(), match.end(), term=over) for match in _COUNTED.finditer(folded))
    # Who asks which agencies have a figure wants none of those with 0.
    for match in _HAVING.finditer(folded):
        yield Piece(match.start(), match.end(), term=over, amounts=ANY_AMOUNT, shown="大于0")


def term_piece(start: int, end: int, term: FiscalTerm, note: str = "") -> Piece:
    """The piece of a term."""
    edge = NOTHING if term.alone else WORD_END
    bonus = 0 if term.tells in ASIDE else _ABOVE
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
