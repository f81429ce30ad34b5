"""Reading a typed text: which stretches name agencies, regions, years, amounts, codes, terms, and what is left.

The surest reading first: fields, amounts, codes, years; then names and terms as they are written, those that leave least
over; only in what is left slips and letters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.understanding.amounts import find_amounts
from index.understanding.codes import find_codes
from index.understanding.fields import read_field
from index.understanding.lexicon import Lexicon
from index.understanding.naming import find_named
from index.understanding.pieces import ANYTHING, NOTHING, WORD_END, Piece, choose
from index.understanding.slips import find_in_letters, find_slip, find_slips
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
    mask,
)
from index.understanding.vocabulary import FIGURE, FUNCTION
from index.understanding.wording import find_terms
from index.understanding.years import find_years
from ingest.segmenting import cut_words, is_word

_JOINING = frozenset("的和与及跟、在是了有对从按为之()[]<>《》:.-/+&~")
_SHORTEST_SLIP = 2
_SHORTEST_LETTERS = 3


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
    for find in (_find_numbered_terms, _find_amounts, _find_codes, _find_years):
        found = choose(list(find(mask(folded, taken), lexicon)))
        pieces += found
        taken += [(one.start, one.end) for one in found]
    pieces += _read_runs(list(find_runs(mask(folded, taken))), pieces, lexicon)
    ordered = sorted((_with_quotes(folded, piece) for piece in pieces), key=lambda piece: piece.start)
    return Reading(folded, tuple(ordered), tuple(opaque))


def _find_amounts(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_amounts(masked)


def _find_codes(masked: str, _: Lexicon) -> Iterator[Piece]:
    return find_codes(masked)


def _find_years(masked: str, lexicon: Lexicon) -> Iterator[Piece]:
    return find_years(masked, lexicon.last_year)


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
    written = [(run, _read_run(run, lexicon)) for run in runs]
    regions = {code for piece in known for code in piece.regions}
    regions |= {code for _, found in written for piece in found for code in piece.regions}
    spelt = _read_letters(written, lexicon)
    pieces = []
    for run, found in written:
        joined, all_found = spelt.get(id(run)) or (run, _with_slips(run, found, lexicon, regions))
        pieces += [_placed(joined, piece) for piece in all_found]
    return pieces


def _read_syntax(folded: str, lexicon: Lexicon) -> tuple[list[Piece], list[Opaque]]:
    """The fields that are known, and what is searched as it is."""
    opaque = list(find_opaque(folded))
    pieces = []
    for field in find_fields(folded):
        if any(one.start < field.start < one.end for one in opaque):
            continue
        opaque = [one for one in opaque if not (field.start <= one.start < field.end)]
        piece = read_field(field, lexicon)
        if piece is not None:
            pieces.append(piece)
        else:
            opaque.append(Opaque(field.start, field.end, field.value.replace("-", " "), field.value))
    return pieces, sorted(opaque, key=lambda one: one.start)


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


def _read_run(run: Run, lexicon: Lexicon) -> list[Piece]:
    """The readings of a run that are chosen, of those that nothing beside them forbids."""
    candidates = [*find_named(run.text, lexicon.names), *find_terms(run.text, lexicon.terms)]
    ends: frozenset[int] | None = None
    while True:
        chosen = choose(candidates)
        by_edge = {edge: piece for piece in chosen for edge in (("start", piece.start), ("end", piece.end))}
        bad = []
        for piece in chosen:
            if piece.before == piece.after == ANYTHING:
                continue
            if ends is None:
                ends = _word_ends(run.text)
            before = piece.start == 0 or _fits(
                piece,
                piece.before,
                by_edge.get(("end", piece.start)),
                run.text[piece.start - 1],
                word_end=piece.start in ends,
            )
            after = piece.end == len(run.text) or _fits(
                piece, piece.after, by_edge.get(("start", piece.end)), run.text[piece.end], word_end=piece.end in ends
            )
            cut = piece.regions and ("start", piece.end) not in by_edge and _cuts_word(run.text, piece.end)
            if cut or not (before and after):
                bad.append(piece)
        if not bad:
            return chosen
        candidates = [piece for piece in candidates if piece not in bad]


def _fits(piece: Piece, wanted: int, beside: Piece | None, char: str, *, word_end: bool) -> bool:
    """Whether what stands right beside a piece may stand there."""
    if wanted == ANYTHING or char in _JOINING:
        return True
    if beside is not None:
        # 培训 and 人数 of 培训人数 may each stand alone, together they are another word.
        return not (_is_weak(piece) and _is_weak(beside))
    return wanted == WORD_END and word_end


def _cuts_word(text: str, at: int) -> bool:
    """Whether a region's name ends inside a word (开福区块链, 株洲市民), and none begins behind it (市民生工程)."""
    if at == len(text):
        return False
    across = is_word(text[at - 1 : at + 1]) or is_word(text[at - 1 : at + 2])
    return across and not (is_word(text[at : at + 2]) or is_word(text[at : at + 3]))


def _is_weak(piece: Piece) -> bool:
    return piece.before == NOTHING and piece.term is not None and piece.term.tells in {FIGURE, FUNCTION}


def _word_ends(text: str) -> frozenset[int]:
    """Where words of the dictionary begin and end in a text."""
    ends, at = {0}, 0
    for word in cut_words(text):
        at += len(word)
        ends.add(at)
    return frozenset(ends)


def _left_over(run: Run, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    at = 0
    for piece in sorted(pieces, key=lambda one: one.start):
        if piece.start > at:
            yield at, piece.start
        at = max(at, piece.end)
    if at < len(run.text):
        yield at, len(run.text)


def _with_slips(run: Run, found: Sequence[Piece], lexicon: Lexicon, regions: set[str]) -> list[Piece]:
    """The pieces of a run with those that are meant by what is left over.

    A name with a slip may end in what is a name by itself (城市管里和综合执法局): then it is one name, not words and a name.
    """
    pieces = list(found)
    for start, end in list(_left_over(run, pieces)):
        before = [piece for piece in pieces if piece.end == start and piece.agencies and not piece.own_region]
        after = [piece for piece in pieces if piece.start == end and piece.agencies and not piece.own_region]
        for parts in ([*before, *after], before, after):
            at = min([start, *(piece.start for piece in parts)])
            until = max([end, *(piece.end for piece in parts)])
            whole = find_slip(run.text[at:until], lexicon, regions) if parts else None
            if whole is not None:
                pieces = [piece for piece in pieces if piece not in parts]
                pieces.append(replace(whole, start=at, end=until))
                break
    return [*pieces, *_read_slips(run, pieces, lexicon, regions)]


def _read_slips(run: Run, pieces: Sequence[Piece], lexicon: Lexicon, regions: set[str]) -> Iterator[Piece]:
    """What the stretches of a run that nothing reads may be meant for."""
    for start, end in _left_over(run, pieces):
        for at, until, han in _stretches(run.text, start, end):
            stretch = run.text[at:until]
            found: list[Piece] = []
            if not han and len(stretch) >= _SHORTEST_LETTERS:
                found = find_in_letters(stretch, lexicon)
            elif han and until - at >= _SHORTEST_SLIP:
                found = list(find_slips(stretch, lexicon, regions))
            chosen = choose(found)
            yield from (replace(one, start=one.start + at, end=one.end + at) for one in chosen)
        if _is_mixed(run.text[start:end]):
            spelt = find_in_letters(sound(run.text[start:end]), lexicon)
            if len({(one.start, one.end) for one in spelt}) == 1:
                note = f"由“{run.text[start:end]}”识别"
                yield from choose([replace(one, start=start, end=end, note=note) for one in spelt])


def _is_mixed(text: str) -> bool:
    return text.isalpha() and any(char.isascii() for char in text) and any(is_han(char) for char in text)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The parts of a stretch that are all Chinese or all letters."""
    if _is_mixed(text[start:end]):
        return
    at = start
    while at < end:
        until = at + 1
        if is_han(text[at]):
            while until < end and is_han(text[until]):
                until += 1
            yield at, until, True
        elif text[at].isascii() and text[at].isalpha():
            while until < end and text[until].isascii() and text[until].isalpha():
                until += 1
            yield at, until, False
        at = until


def _read_letters(runs: Sequence[tuple[Run, list[Piece]]], lexicon: Lexicon) -> dict[int, tuple[Run, list[Piece]]]:
    """Syllables typed with blanks between them (cheng guan ju), read as one, by the runs that they take."""
    found: dict[int, tuple[Run, list[Piece]]] = {}
    at = 0
    while at < len(runs):
        until = at
        while (
            until < len(runs) and runs[until][0].text.isascii() and runs[until][0].text.isalpha() and not runs[until][1]
        ):
            until += 1
        taken = 0
        for end in range(until, at + 1, -1):
            part = [run for run, _ in runs[at:end]]
            joined = Run("".join(run.text for run in part), tuple(place for run in part for place in run.places))
            pieces = choose(find_in_letters(joined.text, lexicon))
            if pieces and not all(find_in_letters(run.text, lexicon) for run in part):
                found |= {id(run): (joined, pieces if run is part[0] else []) for run in part}
                taken = end - at
                break
        at += taken or 1
    return found
