"""Fields of a search (单位:城管局, 年度:2020, 类型:决算, 地区:芦淞区, 金额:>5万): what their values mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.understanding.amounts import parse_range
from index.understanding.letters import find_in_letters
from index.understanding.lexicon import Lexicon
from index.understanding.model import INSIDE
from index.understanding.money import amount_term, show_range
from index.understanding.naming import find_named
from index.understanding.pieces import Piece
from index.understanding.slips import find_slips
from index.understanding.syntax import FieldText
from index.understanding.vocabulary import FIGURE
from index.understanding.wording import term_piece
from index.understanding.years import parse_years, show_years
from ingest.identify.decide import TYPE_LABELS
from ingest.regions import load_gazetteer

_SEVERAL = re.compile(r"[,、;|/和]")
_COMPARED = re.compile(r"(?P<sign>[<>]=?|[≤≥])(?P<year>\d{4})年?")
_BETWEEN = re.compile(r"\.{2,}|…+|—+")
_AGENCY, _YEAR, _TYPE, _REGION = (
    {"单位", "机构", "部门"},
    {"年度", "年份"},
    {"类型", "报告类型"},
    {"地区", "区域", "地方"},
)
# Fields whose value is a number: another one stands in no report.
UNREADABLE = {*_YEAR, "金额"}


def read_field(field: FieldText, lexicon: Lexicon) -> tuple[Piece, ...]:
    """What a field asks for: of several bodies a piece each, else one; none where a value is unknown."""
    whole = field.value + field.more
    return _read_value(field, whole, lexicon) or (_read_value(field, field.value, lexicon) if field.more else ())


def _read_value(field: FieldText, value: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    end = field.end + len(value) - len(field.value)
    found = _read(field.name, value.replace(" ", ""), lexicon)
    if found is not None:
        return (replace(found, start=field.start, end=end, before=0, after=0),)
    parts = [part for part in _SEVERAL.split(value) if part.strip()]
    pieces = [piece for part in parts if (piece := _read(field.name, part.replace(" ", ""), lexicon))]
    if len(parts) < 2 or len(pieces) < len(parts):
        return ()
    if field.name in _AGENCY:
        return tuple(_placed(field, value, parts, pieces))
    return _in_regions(pieces, field.start, end, lexicon) if field.name in _REGION else ()


def _placed(field: FieldText, value: str, parts: Sequence[str], pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of several values where each stands, the name of the field being part of the first."""
    start, at = field.start, 0
    for part, piece in zip(parts, pieces, strict=True):
        at = value.index(part, at) + len(part)
        yield replace(piece, start=start, end=field.value_start + at, before=0, after=0)
        start = field.value_start + at


def _in_regions(pieces: Sequence[Piece], start: int, end: int, lexicon: Lexicon) -> tuple[Piece, ...]:
    """Several regions as the bodies in them, since a search is narrowed to one region."""
    codes = [code for piece in pieces for code in piece.regions[-1:]]
    numbers = range(len(lexicon.names.bodies))
    bodies = tuple((n, INSIDE) for n in numbers if any(lexicon.names.lies_in(n, code) for code in codes))
    return (Piece(start, end, agencies=bodies, own_region=True),) if bodies else ()


def _read(name: str, value: str, lexicon: Lexicon) -> Piece | None:
    if name in _YEAR:
        years = _read_years(_BETWEEN.sub("-", value), lexicon.last_year)
        return Piece(0, 1, years=years, shown=show_years(years)) if years else None
    if name == "金额":
        amounts = parse_range(value)
        if amounts is None:
            return None
        # An amount alone is searched for where no figure is asked for that might be it.
        terms = (amount_term(value, amounts.least),) if amounts.least and amounts.least == amounts.most else ()
        return Piece(0, 1, amounts=amounts, shown=show_range(amounts), terms=terms)
    if name in _AGENCY:
        return next((piece for piece in _named(value, lexicon) if piece.agencies), None)
    if name in _REGION and value in load_gazetteer().by_code:
        return Piece(0, 1, regions=(value,))
    if name in _REGION:
        return next((piece for piece in _named(value, lexicon) if piece.regions), None)
    if name in _TYPE and value in TYPE_LABELS:
        return Piece(0, 1, report_type=value)
    term = lexicon.terms.by_text.get(value)
    if term is None:
        return None
    if name in _TYPE:
        return Piece(0, 1, report_type=term.report_type) if term.report_type else None
    return term_piece(0, 1, term) if term.tells == FIGURE else None


def _read_years(value: str, last_year: int) -> tuple[int, ...]:
    """The years of a value: one, a range, several (2021,2023), or those from or until one (>=2021); none if anything is none."""
    found: set[int] = set()
    for part in _SEVERAL.split(value):
        compared = _COMPARED.fullmatch(part)
        if compared:
            sign, year = compared["sign"], compared["year"]
            ends = parse_years(f"{year}年以来" if sign[0] in ">≥" else f"{year}年以前", last_year)
            years = tuple(one for one in ends if sign not in {">", "<"} or one != int(year))
        else:
            years = parse_years(part, last_year) or parse_years(f"{part}年", last_year)
        if not years:
            return ()
        found.update(years)
    return tuple(sorted(found))


def _named(value: str, lexicon: Lexicon) -> Iterator[Piece]:
    """The readings of a whole value as a name, the surest first."""
    whole = (0, len(value))

    def those(pieces: Iterable[Piece]) -> Iterator[Piece]:
        return (piece for piece in pieces if (piece.start, piece.end) == whole)

    exact = list(find_named(value, lexicon.names))
    yield from sorted(those(exact), key=lambda piece: -piece.bonus)
    yield from those(find_slips(value, range(len(value)), exact, lexicon, ()))
    yield from _joined(find_in_letters(value, lexicon), lexicon)


def _joined(pieces: list[Piece], lexicon: Lexicon) -> Iterator[Piece]:
    """Pieces of letters as one: a region and what lies in it (lsqcgj)."""
    regions = [code for piece in pieces for code in piece.regions]
    agencies = [
        (n, how)
        for piece in pieces
        for n, how in piece.agencies
        if not regions or any(lexicon.names.lies_in(n, code) for code in regions)
    ]
    if agencies:
        yield replace(pieces[0], agencies=tuple(agencies), regions=())
    elif regions:
        yield replace(pieces[0], regions=tuple(regions))
