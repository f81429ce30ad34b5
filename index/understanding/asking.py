"""From a reading and its meaning to what is shown and asked: chips, what is left of the text, the query of the index."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from index.query import Filters, Query, Term, parse_query, parse_rows, parse_terms
from index.script import simplify
from index.tokens import find_units
from index.understanding.fitting import strip_joining
from index.understanding.lexicon import Lexicon
from index.understanding.meaning import Meaning
from index.understanding.model import AGENCY, AMOUNT, FUNCTION, INDICATOR, INSIDE, REGION, TYPE, YEAR, Chip
from index.understanding.names import lies_in
from index.understanding.naming import region_label
from index.understanding.pieces import Piece
from index.understanding.reading import Reading
from index.understanding.syntax import is_han
from index.understanding.vocabulary import ASIDE, SPENDING
from ingest.folding import fold
from ingest.identify.decide import TYPE_LABELS

T = TypeVar("T")
# What stands around the words that are left; a sign behind them may be part of them (城管*, 90%).
_BEFORE, _BEHIND = re.compile(r"^(?:\W|_)+"), re.compile(r"(?:[^\w*%]|_)+$")
_SIGNS = re.compile(r"[,;|/]")
_SHOWN = 3
_UNSEARCHED = {*ASIDE, SPENDING}


def make_chips(text: str, meaning: Meaning, lexicon: Lexicon) -> Iterator[Chip]:
    """Yield a chip for every piece that narrows or names something, in the order of the text."""
    for piece in meaning.pieces:
        kind = _kind(piece)
        if kind:
            label = _label(kind, text[piece.start : piece.end], piece, lexicon)
            yield Chip(kind, label, piece.start, piece.end, without(text, piece.start, piece.end), piece.note)


def without(text: str, start: int, end: int) -> str:
    """The text without a stretch; what stood around it stays apart where it would run together.

    >>> without("城管局 2020 三公", 4, 8), without("2020年度212", 0, 6)
    ('城管局 三公', '212')
    """
    before, after = text[:start], text[end:]
    if before[-1:].isspace() or not before:
        after = after.lstrip()
    if not after:
        before = before.rstrip()
    joined = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if joined else before + after


def find_rest(text: str, reading: Reading, meaning: Meaning) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches that nothing understood, without the words that only join others."""
    taken = [(piece.start, piece.end) for piece in meaning.pieces]
    taken += [(one.start, one.end) for one in reading.opaque]
    plain = simplify(fold(text))
    at = 0
    for start, end in (*sorted(taken), (len(plain), len(plain))):
        words = _strip(plain[at:start]) if start > at else ""
        if words and not (len(words) == 1 and is_han(words) and taken):
            yield at, start, words
        at = max(at, end)


def _strip(text: str) -> str:
    return strip_joining(_BEHIND.sub("", _BEFORE.sub("", text))).strip()


def make_query(text: str, reading: Reading, meaning: Meaning, filters: Filters, page: int) -> Query:
    """What the index is asked."""
    parts: list[tuple[int, list[Term], list[Term]]] = [
        *((start, *parse_terms(words)) for start, _, words in find_rest(text, reading, meaning)),
        *((one.start, *((list(one.terms), []) if one.terms else parse_terms(one.query))) for one in reading.opaque),
        *((piece.start, _terms_of(piece), []) for piece in meaning.pieces),
    ]
    parts.sort(key=lambda part: part[0])
    terms = tuple(dict.fromkeys(term for _, found, _ in parts for term in found))
    excluded = tuple(dict.fromkeys(term for _, _, found in parts for term in found))
    narrowed = any(_kind(piece) for piece in meaning.pieces)
    merged = _merge(filters, meaning)
    if not terms and not excluded and not narrowed:
        return replace(parse_query(text, merged, page), filters=merged)
    beside = tuple(row for _, _, words in find_rest(text, reading, meaning) for row in parse_rows(words))
    return Query(text, terms, excluded, beside=beside, filters=merged, page=max(page, 1), narrowed=narrowed)


def _merge(given: Filters, meaning: Meaning) -> Filters:
    """The filters given by links with those understood; of the same kind what both allow, and what links say if nothing."""
    ids = tuple(match.id for match in meaning.agencies)
    inside = tuple(code for code in meaning.regions if given.region is None or lies_in(code, given.region))
    return replace(
        given,
        agencies=_both(given.agencies, ids),
        region=inside[0] if len(inside) == 1 else None if inside else given.region,
        regions=inside if len(inside) > 1 else (),
        years=_both(given.years, meaning.years),
        report_type=given.report_type or meaning.report_type,
    )


def _both(given: tuple[T, ...], understood: tuple[T, ...]) -> tuple[T, ...]:
    if not given or not understood:
        return given or understood
    return tuple(value for value in given if value in understood) or given


def _terms_of(piece: Piece) -> list[Term]:
    """What a piece is searched as: nothing where it became a filter."""
    if piece.terms:
        return list(piece.terms)
    term = piece.term
    if term is None or term.tells in _UNSEARCHED or piece.report_type or term.words == ():
        return []
    rows = [_row(word) for word in (*(term.words or ()), *term.functions)]
    own = parse_terms(term.text)[0]
    if not rows or not own:
        return own
    row = tuple(unit for one in own for unit in one.units)
    whole = own[0].whole if len(own) == 1 else None
    if term.spoken:
        row, whole = rows[0], None
    return [Term(row, whole, tuple(one for one in dict.fromkeys(rows) if one != row))]


def _row(word: str) -> tuple[str, ...]:
    return tuple(unit.text for unit in find_units(word))


def _kind(piece: Piece) -> str | None:
    """The kind of chip that a piece is, None for those that are none: question words, bare amounts."""
    if piece.agencies:
        return AGENCY
    if piece.regions:
        return REGION
    if piece.years:
        return YEAR
    if piece.amounts:
        return AMOUNT
    if piece.report_type:
        return TYPE
    if piece.functions:
        return FUNCTION
    return INDICATOR if piece.term and piece.term.tells not in ASIDE else None


def _label(kind: str, typed: str, piece: Piece, lexicon: Lexicon) -> str:
    if kind == AGENCY:
        bodies = [lexicon.names.bodies[number] for number, _ in piece.agencies]
        if len(bodies) == 1:
            return bodies[0].label
        if all(how == INSIDE for _, how in piece.agencies):
            return _SIGNS.sub("、", _plain_name(typed))
        # A slip is not shown as if it were a name.
        return (
            f"{bodies[0].label}等{len(bodies)}个单位" if piece.note else f"{_plain_name(typed)}（{len(bodies)}个单位）"
        )
    if kind == REGION:
        return _regions_label(typed, piece)
    if kind == TYPE:
        return TYPE_LABELS.get(piece.report_type or "", typed)
    return piece.shown or (piece.term.label if piece.term else typed)


def _regions_label(typed: str, piece: Piece) -> str:
    """A region with those around it; of several that share the name all, as far as there is room."""
    if len(piece.regions) == 1:
        return region_label(piece.regions[0])
    shown = "、".join(map(region_label, piece.regions[:_SHOWN]))
    many = f"{len(piece.regions)}个{'可能的' if piece.note and not piece.own_region else '同名'}地区"
    return f"{_plain_name(typed)}（{many}：{shown}{'等' if len(piece.regions) > _SHOWN else ''}）"


def _plain_name(typed: str) -> str:
    """A typed name without the field before it: 单位:城管局."""
    return typed.rpartition(":")[2].rpartition("：")[2].strip('"“” ')
