"""Where the agencies that are named lie: regions beside short names, one region before several names, shared names of regions.

A name that several regions share stands for all of them, unless something beside it tells which; none is guessed.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from index.understanding.composed import is_usual_name
from index.understanding.model import ALIAS, SHORT
from index.understanding.names import Names, lies_in
from index.understanding.pieces import Piece
from ingest.regions import load_gazetteer

# What joins two names, so that what stands behind both is said of both.
_JOINED = re.compile(r"\s*(?:[和与及跟同、,，/]|以及|还有)\s*")


def settle_places(
    text: str, pieces: Sequence[Piece], names: Names, *, over: bool
) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces with the regions and agencies meant, those without a meaning left out; and the regions meant, in order.

    A short name in a city is that of the city's own body, unless the question is `over` many.
    """
    pieces = _with_regions_before(text, pieces, names)
    regions = _regions_meant(pieces, names)
    homes = frozenset(names.bodies[n].adcode for piece in pieces if piece.own_region for n, _ in piece.agencies)
    kept: list[Piece] = []
    before: Piece | None = None
    for piece in pieces:
        if piece.regions and not piece.own_region:
            kept.append(replace(piece, regions=tuple(_told_by(piece, regions))))
        elif piece.own_region or not piece.agencies:
            kept.append(piece)
        elif regions:
            glued = before if before and before.regions and before.end == piece.start else None
            namesakes = _namesakes(text[glued.start : glued.end]) if glued else frozenset()
            meant = _inside(piece, regions, names, over=over, glued=glued is not None, namesakes=namesakes)
            if meant:
                kept.append(replace(piece, agencies=meant))
        elif homes and not over:
            meant = tuple((n, how) for n, how in piece.agencies if names.bodies[n].adcode in homes)
            # 水利局和教育局 of a city that has no 教育局 here: another city's is not meant.
            if meant or not is_usual_name(piece.form):
                kept.append(replace(piece, agencies=meant or piece.agencies))
        else:
            kept.append(piece)
        before = piece
    return kept, regions


def _told_by(piece: Piece, regions: Collection[str]) -> Iterable[str]:
    """The regions meant that a piece names; those it may mean at all where it only tells where another lies."""
    own = [code for code in piece.regions if code in regions]
    around = [code for code in piece.regions if any(lies_in(one, code) for one in regions)]
    return own or around or piece.regions[:1]


def _inside(
    piece: Piece, regions: Collection[str], names: Names, *, over: bool, glued: bool, namesakes: Collection[str]
) -> tuple[tuple[int, str], ...]:
    """Those of the agencies of a short name that lie in a region; `namesakes` are regions that the name before it may mean."""
    inside = tuple((n, how) for n, how in piece.agencies if any(names.lies_in(n, code) for code in regions))
    own = tuple((n, how) for n, how in inside if names.bodies[n].adcode in regions)
    if over:
        return inside
    if glued and is_usual_name(piece.form):
        # 株洲市财政局 is the city's own, that of a district in it is another body; but 恩施 is the prefecture or a city in it.
        return own or tuple((n, how) for n, how in inside if names.bodies[n].adcode in namesakes)
    return own or inside


def _namesakes(name: str) -> frozenset[str]:
    return frozenset(region.adcode for region in load_gazetteer().short_names.get(name, ()))


def _with_regions_before(text: str, pieces: Sequence[Piece], names: Names) -> list[Piece]:
    """The pieces; regions joined before the name of a body in another one (武昌区和昆山市教育局) with its name in theirs."""
    done: list[Piece] = []
    for piece in reversed(pieces):
        behind = done[-1] if done else None
        joined = behind is not None and _JOINED.fullmatch(text, piece.end, behind.start)
        done.append(_named_as(behind, piece, names) if behind and joined else piece)
    return done[::-1]


def _named_as(behind: Piece, piece: Piece, names: Names) -> Piece:
    """A region as the body of it that bears the name of another region's behind it; as it is where it has none."""
    if not piece.regions or not behind.own_region or not behind.form:
        return piece
    if any(names.lies_in(n, code) for n, _ in behind.agencies for code in piece.regions):
        return piece
    meant = tuple((n, ALIAS if how == SHORT else how) for n, how in names.bearing(behind.form, piece.regions))
    if meant:
        return replace(piece, regions=(), agencies=meant, own_region=True, form=behind.form)
    # It is where a body lies that nobody knows, which is told and narrows nothing.
    return (
        replace(piece, own_region=True, note=f"没有收录这里的“{behind.form}”") if is_usual_name(behind.form) else piece
    )


def _regions_meant(pieces: Sequence[Piece], names: Names) -> tuple[str, ...]:
    """The innermost regions that are named; of those that share a name all that something may be found in."""
    named = [piece.regions for piece in pieces if piece.regions and not piece.own_region]
    found: set[str] = set()
    for codes in named:
        others = [code for one in named if one is not codes for code in one]
        if any(_lies_inside(other, code) for other in others for code in codes):
            continue  # it tells where another one lies
        found |= set(
            _likely([code for code in codes if any(_lies_inside(code, one) for one in others)] or codes, pieces, names)
        )
    return tuple(sorted(found))


def _lies_inside(code: str, around: str) -> bool:
    return code != around and lies_in(code, around)


def _likely(codes: Sequence[str], pieces: Sequence[Piece], names: Names) -> Sequence[str]:
    """Of regions that share a name those of the agencies named beside it, else those that have any; all if none has."""
    if len(codes) == 1:
        return codes
    beside = {code for piece in pieces for n, _ in piece.agencies for code in codes if names.lies_in(n, code)}
    known = {code for code in codes if any(lies_in(body.adcode, code) for body in names.bodies)}
    return sorted(beside or known or codes)
