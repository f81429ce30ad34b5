"""Reading a typed text: which stretches name agencies, regions, years, amounts, codes, terms, and what is left.

The surest reading first: fields, amounts, codes, years; then names and terms as they are written, those that leave least
over; only in what is left slips and letters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.query import parse_terms
from index.understanding.amounts import find_amounts, find_numbers
from index.understanding.codes import find_codes
from index.understanding.fields import UNREADABLE, read_field
from index.understanding.fitting import choose_fitting
from index.understanding.letters import find_in_letters
from index.understanding.lexicon import Lexicon
from index.understanding.naming import find_named
from index.understanding.pieces import Piece, choose
from index.understanding.shortened import find_shortened
from index.understanding.slips import find_slips
from index.understanding.sounds import sound
from index.understanding.syntax import (
    Opaque,
    Run,
    drop_inner_quotes,
    find_fields,
    find_opaque,
    find_runs,
    fold_typed,
    is_han,
    join_runs,
    mask,
)
from index.understanding.titles import find_titles
from index.understanding.vocabulary import ASIDE, FIGURE
from index.understanding.wording import find_compared, find_counted, find_noise, find_terms, term_piece
from index.understanding.years import find_years

_MOST_PARTS = 3
# Nothing is narrowed to several kinds of reports; that is said, and their names are not looked for.
_SEVERAL_TYPES = re.compile(r"(?:报告)?类型:[^|/和]+[|/和].+")
_LETTERS = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: `folded` is the text as it was read, `pieces` and `opaque` lie apart, in their order."""

    folded: str
    pieces: tuple[Piece, ...]
    opaque: tuple[Opaque, ...]


def read(text: str, lexicon: Lexicon) -> Reading:
    """Read a text; whatever it is, something of it or nothing is understood."""
    folded = drop_inner_quotes(fold_typed(text), lexicon.terms.by_text)
    pieces, opaque = _read_syntax(folded, lexicon)
    taken = [(one.start, one.end) for one in pieces] + [(one.start, one.end) for one in opaque]
    for find in (
        _find_numbered_terms,
        _find_amounts,
        _find_codes,
        _find_years,
        _find_counted,
        _find_compared,
        _find_noise,
        _find_numbers,
    ):
        found = choose(list(find(mask(folded, taken), lexicon)))
        pieces += found
        taken += [(one.start, one.end) for one in found]
    titles = list(find_titles(mask(folded, taken), lexicon))
    opaque += titles
    taken += [(one.start, one.end) for one in titles]
    pieces += _read_runs(list(find_runs(mask(folded, taken))), pieces, lexicon)
    ordered = sorted((_with_quotes(folded, piece) for piece in pieces), key=lambda piece: piece.start)
    return Reading(folded, tuple(ordered), tuple(sorted(opaque, key=lambda one: one.start)))


def _find_amounts(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_amounts(masked)


def _find_codes(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_codes(masked)


def _find_years(masked: str, lexicon: Lexicon) -> Iterator[Piece]:
    return find_years(masked, lexicon.last_year)


def _find_counted(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_counted(masked)


def _find_compared(masked: str, lexicon: Lexicon) -> Iterator[Piece]:
    return find_compared(masked, lexicon.terms)


def _find_numbers(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_numbers(masked)


def _find_noise(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_noise(masked)


def _find_numbered_terms(masked: str, lexicon: Lexicon) -> Iterator[Piece]:
    """Terms with amounts in them (单位价值50万元以上通用设备): the amount is then none."""
    if not any(char.isdecimal() for char in masked):
        return
    for run in find_runs(masked):
        for piece in find_terms(run.text, lexicon.terms):
            if any(char.isdecimal() for char in run.text[piece.start : piece.end]):
                yield _placed(run, piece)


def _read_runs(runs: Sequence[Run], known: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """The names and terms in what fields, amounts, codes and years left: as written, then in letters and with slips."""
    runs = list(_rejoin(runs, lexicon))
    readings = [[*find_named(run.text, lexicon.names), *find_terms(run.text, lexicon.terms)] for run in runs]
    written = [choose_fitting(run.text, candidates) for run, candidates in zip(runs, readings, strict=True)]
    places = {code for piece in known for code in piece.regions}
    places |= {code for found in written for piece in found for code in piece.regions}
    joined = _join_syllables(list(zip(runs, written, strict=True)), lexicon)
    pieces: list[Piece] = []
    for run, candidates, found in zip(runs, readings, written, strict=True):
        if id(run) in joined:
            pieces += joined[id(run)]
            continue
        chosen = found
        if any(is_han(run.text[at]) for at in _left_over(run, found)):
            left = set(_left_over(run, found))
            slips = find_slips(run.text, left, candidates, lexicon, places)
            misspelt = [piece for piece in slips if piece.regions]
            known_there = [*candidates, *misspelt]
            if misspelt:  # what stands behind one may be written with a slip, too
                slips += find_slips(run.text, left, known_there, lexicon, places)
            slips += find_shortened(run.text, left, known_there, lexicon.names, places)
            chosen = choose_fitting(run.text, [*candidates, *slips]) if slips else found
        pieces += [_placed(run, piece) for piece in (*chosen, *_spelt(run, chosen, lexicon))]
    return pieces


def _rejoin(runs: Sequence[Run], lexicon: Lexicon) -> Iterator[Run]:
    """The runs, those as one that are a term or a name with blanks in it (三公 经费) and not names and terms by themselves."""
    at = 0
    while at < len(runs):
        taken = next(
            (count for count in range(_MOST_PARTS, 1, -1) if _are_one(runs[at : at + count], count, lexicon)), 1
        )
        yield join_runs(runs[at : at + taken])
        at += taken


def _are_one(parts: Sequence[Run], count: int, lexicon: Lexicon) -> bool:
    """Whether so many runs make up a term or name that they are not by themselves."""
    if len(parts) < count or not all(run.joins for run in parts[1:]):
        return False
    whole = "".join(run.text for run in parts)
    return _is_name_or_term(whole, lexicon) and not all(_is_name_or_term(run.text, lexicon) for run in parts)


def _is_name_or_term(text: str, lexicon: Lexicon) -> bool:
    term = lexicon.terms.by_text.get(text)
    return (
        (term is not None and term.tells not in ASIDE)
        or bool(lexicon.names.bearing(text))
        or text in lexicon.names.regions
    )


def _read_syntax(folded: str, lexicon: Lexicon) -> tuple[list[Piece], list[Opaque]]:
    """The fields that are known, and what is searched as it is."""
    opaque = list(find_opaque(folded))
    pieces: list[Piece] = []
    for field in find_fields(folded):
        if any(one.start < field.start < one.end for one in opaque):
            continue
        opaque = [one for one in opaque if not (field.start <= one.start < field.end)]
        found = read_field(field, lexicon)
        if found:
            pieces += found
        elif field.name in UNREADABLE or _SEVERAL_TYPES.fullmatch(f"{field.name}:{field.value}"):
            opaque.append(Opaque(field.start, field.end, "", "", unread=f"{field.name}:{field.value}"))
        else:
            opaque.append(Opaque(field.start, field.end, field.value.replace("-", " "), field.value))
    figures = [piece for one in opaque if (piece := _quoted_figure(one, lexicon))]
    opaque = [one for one in opaque if all(one.start != piece.start for piece in figures)]
    return [*pieces, *figures], sorted(opaque, key=lambda one: one.start)


def _quoted_figure(one: Opaque, lexicon: Lexicon) -> Piece | None:
    """A phrase that is the name of a figure as reports print it: it asks for the figure, and is found letter by letter."""
    term = lexicon.terms.by_text.get(one.words)
    if term is None or term.tells != FIGURE or term.alone or term.words is not None:
        return None
    return replace(term_piece(one.start, one.end, term), terms=tuple(parse_terms(one.query)[0]))


def _placed(run: Run, piece: Piece) -> Piece:
    start, end = run.span(piece.start, piece.end)
    return replace(piece, start=start, end=end)


def _with_quotes(folded: str, piece: Piece) -> Piece:
    """A piece with the quotation mark before it whose fellow it holds, or behind it: “三公”经费."""
    start, end = piece.start, piece.end
    odd = sum(folded[start:end].count(mark) for mark in "'\"") % 2
    if odd and folded[start - 1 : start] in {"'", '"'}:
        return replace(piece, start=start - 1)
    return replace(piece, end=end + 1) if odd and folded[end : end + 1] in {"'", '"'} else piece


def _left_over(run: Run, pieces: Sequence[Piece]) -> list[int]:
    """The places in a run that no piece covers."""
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    return [at for at in range(len(run.text)) if at not in covered]


def _spelt(run: Run, pieces: Sequence[Piece], lexicon: Lexicon) -> Iterator[Piece]:
    """What the letters that nothing reads spell, alone or among characters (城guan局)."""
    for start, end in _stretches(_left_over(run, pieces)):
        text = run.text[start:end]
        if _is_mixed(text):
            found = find_in_letters(sound(text), lexicon)
            if len({(one.start, one.end) for one in found}) == 1:
                yield from choose([replace(one, start=start, end=end, note=f"由“{text}”识别") for one in found])
        else:
            for match in _LETTERS.finditer(text):
                for one in choose(find_in_letters(match[0], lexicon)):
                    at = start + match.start()
                    yield replace(one, start=one.start + at, end=one.end + at)


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places that follow one another, as stretches."""
    start = end = -1
    for at in places:
        if at != end:
            if end > start:
                yield start, end
            start = at
        end = at + 1
    if end > start:
        yield start, end


def _is_mixed(text: str) -> bool:
    return text.isalpha() and any(char.isascii() for char in text) and any(is_han(char) for char in text)


def _join_syllables(runs: Sequence[tuple[Run, list[Piece]]], lexicon: Lexicon) -> dict[int, list[Piece]]:
    """Syllables typed with blanks between them (cheng guan ju) read as one: the pieces, by the first of their runs."""
    found: dict[int, list[Piece]] = {}
    at = 0
    while at < len(runs):
        until = at
        while until < len(runs) and (until == at or runs[until][0].joins) and _is_unread_syllable(*runs[until]):
            until += 1
        for end in range(until, at + 1, -1):
            part = [run for run, _ in runs[at:end]]
            joined = join_runs(part)
            pieces = choose(find_in_letters(joined.text, lexicon))
            if pieces and not all(find_in_letters(run.text, lexicon) for run in part):
                found |= {id(run): [] for run in part}
                found[id(part[0])] = [_placed(joined, piece) for piece in pieces]
                at = end - 1
                break
        at += 1
    return found


def _is_unread_syllable(run: Run, found: Sequence[Piece]) -> bool:
    return not found and run.text.isascii() and run.text.isalpha()
