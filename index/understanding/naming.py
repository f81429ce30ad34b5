"""Agencies and regions that a run of characters names: every reading of every stretch; which is meant is chosen later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.understanding.composed import is_usual_name
from index.understanding.model import ALIAS, FORMER, SHORT
from index.understanding.names import Names, lies_in, surest
from index.understanding.pieces import ANYTHING, NOTHING, WORD_END, Piece
from index.vocabulary import NEVER, load_everyday_names
from ingest.regions import load_gazetteer

_COVERAGE = ("(本级)", "(系统)", "(机关)", "(汇总)", "(部门)", "局本级", "本级", "系统")
_PERSONS = "长员"
_TOWNS = "镇乡"
_AND = "和与及、"
_LONGEST_FORM = 40
_ORGANS = "局委办厅"
_ABOVE_WITH_REGION, _ABOVE_REGION = 3, 1


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or a chain of them (株洲市芦淞区), found in a run: where it ends and the codes it may mean."""

    end: int
    codes: tuple[str, ...]
    full: bool


def find_named(run: str, names: Names) -> Iterator[Piece]:
    """Yield the readings of a run of characters (folded, without blanks and quotation marks)."""
    for at in range(len(run) - 1):
        places = list(_places(run, at, names))
        yield from (_region_piece(run, at, place) for place in places)
        for place in places:
            yield from _forms_in(run, at, place.end, "", place, names)
        for head in names.heads:
            if run.startswith(head, at):
                for place in _places(run, at + len(head), names):
                    yield from _forms_in(run, at, place.end, head, place, names)
        yield from _elsewhere(run, at, names)
        yield from _bare(run, at, names)
        yield from _printed(run, at, names)


def _places(run: str, at: int, names: Names, above: tuple[str, ...] = ()) -> Iterator[Place]:
    for length in names.region_lengths.lengths(run, at):
        name = run[at : at + length]
        codes = names.regions.get(name, ())
        if above:
            codes = tuple(code for code in codes if any(code != one and lies_in(code, one) for one in above))
        if codes:
            yield Place(at + length, codes, full=name[-1] in "省市区县旗州盟")
            yield from _places(run, at + length, names, codes)


def _region_piece(run: str, at: int, place: Place) -> Piece:
    name = run[at : place.end]
    everyday = name in load_everyday_names()
    return Piece(
        at,
        place.end,
        regions=place.codes,
        before=NOTHING if everyday else ANYTHING if place.full else WORD_END,
        after=NOTHING if everyday else WORD_END,
        bonus=_ABOVE_REGION,
    )


def _forms_in(run: str, start: int, at: int, head: str, place: Place, names: Names) -> Iterator[Piece]:
    """Agencies of a region whose forms stand behind it."""
    for form, end in _forms_at(run, at, names, head):
        bearers = names.bearing(form, place.codes)
        if bearers:
            piece = _agency_piece(run, start, end, bearers, names, own_region=True)
            former = all(how == FORMER for _, how in piece.agencies)
            yield replace(piece, form=form, note=f"由旧称“{form}”识别" if former else "")


def _forms_at(run: str, at: int, names: Names, head: str = "") -> Iterator[tuple[str, int]]:
    """The stretches that may be forms, each with where it ends; 和 may stand in one that is known without."""
    text = head + run[at : at + _LONGEST_FORM]
    for length in names.form_lengths.lengths(text, 0):
        if length > len(head):
            yield text[:length], at + length - len(head)
    if not any(char in text[1:] for char in _AND):
        return
    kept = [place for place, char in enumerate(text) if not place or char not in _AND]
    plain = "".join(text[place] for place in kept)
    for length in names.form_lengths.lengths(plain, 0):
        end = kept[length - 1] + 1
        if end > length > len(head):
            yield plain[:length], at + end - len(head)


def _agency_piece(
    run: str, start: int, end: int, bearers: tuple[tuple[int, str], ...], names: Names, *, own_region: bool
) -> Piece:
    """The piece of a name, what it covers (（本级）) taken along; a name in the register's own writing is the surest."""
    printed = dict(names.printed.get(run[start:end], ()))
    named = tuple((n, printed.get(n, ALIAS if own_region and how == SHORT else how)) for n, how in bearers)
    more = next((len(word) for word in _COVERAGE if run.startswith(word, end)), 0)
    person = run[end : end + 1] in set(_PERSONS)
    return Piece(
        start,
        end + more,
        agencies=surest(named),
        own_region=own_region,
        before=ANYTHING if own_region else WORD_END,
        after=NOTHING if person else WORD_END,
        bonus=_ABOVE_WITH_REGION if own_region else 0,
    )


def _bare(run: str, at: int, names: Names) -> Iterator[Piece]:
    """Agencies whose form stands without a region."""
    for form, end in _forms_at(run, at, names):
        bearers = names.bearing(form)
        everyday = load_everyday_names().get(form)
        if not bearers or everyday == NEVER:
            continue
        piece = replace(_agency_piece(run, at, end, bearers, names, own_region=False), form=form)
        # 龙坪镇 is a place before it is a body, and 检测中心 is anybody's: 龙坪镇垃圾中转站 is words.
        word = form[-1] in _TOWNS or (form[-1] not in _ORGANS and not names.has_form(form))
        if len(form) == 2 or everyday or word:
            piece = replace(piece, before=NOTHING, after=NOTHING)
        yield piece


def _elsewhere(run: str, at: int, names: Names) -> Iterator[Piece]:
    """The short name of a region that has no agency, right before a body that every region has: 蒙城 in 蒙城城管局.

    It must not become the body of another region.
    """
    for length in names.elsewhere_lengths.lengths(run, at):
        name = run[at : at + length]
        codes = names.elsewhere.get(name)
        behind = at + length
        if codes and any(is_usual_name(form) and names.bearing(form) for form, _ in _forms_at(run, behind, names)):
            yield _region_piece(run, at, Place(behind, codes, full=False))


def _printed(run: str, at: int, names: Names) -> Iterator[Piece]:
    """Agencies by a whole name of the register, whatever its parts."""
    for length in names.printed_lengths.lengths(run, at):
        name = run[at : at + length]
        found = names.printed.get(name)
        # A short form that a report printed of its own body is any body's that bears it.
        if found and length > 2 and not names.has_form(name):
            yield _agency_piece(run, at, at + length, found, names, own_region=True)


def region_label(code: str) -> str:
    """How a region is shown: 株洲市芦淞区."""
    return load_gazetteer().place(code).prefix
