"""What words make of a figure beside them (购置 of 公车), and what several of its parts are together."""

from collections.abc import Sequence

from index.understanding.vocabulary import FIGURE, NARROWING, FiscalTerm
from index.vocabulary import load_narrowing


def narrow(term: FiscalTerm, other: FiscalTerm) -> str | None:
    """The figure that a term makes of another one's beside it (运行费 of 公车); None where it makes none."""
    if not other.indicators or term.tells not in {NARROWING, FIGURE}:
        return None
    codes = set(other.indicators)
    return next((row.figure for row in load_narrowing() if term.text in row.words and codes & set(row.of)), None)


def narrow_alike(term: FiscalTerm, other: FiscalTerm) -> str | None:
    """The figure that a term makes of what another one is already a part of: 维修 beside 油费, 运行费 beside 购车费."""
    if not other.indicators or term.tells not in {NARROWING, FIGURE}:
        return None
    rows = load_narrowing()
    wholes = {code for row in rows if row.figure in other.indicators[:1] for code in row.of}
    return next((row.figure for row in rows if term.text in row.words and wholes & set(row.of)), None)


def put_parts_together(codes: Sequence[str]) -> tuple[str, ...]:
    """The figures that are asked for by several parts of one: the whole where these are all its parts, else each of them."""
    for row in load_narrowing():
        parts = {one.figure for one in load_narrowing() if one.part and one.of == row.of}
        if len(parts) > 1 and parts == set(codes):
            return row.of
    return tuple(dict.fromkeys(codes))


def narrow_together(one: FiscalTerm, other: FiscalTerm) -> bool:
    """Whether two words make parts of one figure: 维修 and 保养, 购置 and 运行."""
    wholes = [{code for row in load_narrowing() if term.text in row.words for code in row.of} for term in (one, other)]
    return bool(wholes[0] & wholes[1])
